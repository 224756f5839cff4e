// Onto the surface and off it.
#include <algorithm>

#include "engine/step.hpp"

namespace wz {

namespace {
constexpr float wait_below = 0.6f;   // people per m² ahead: in a denser crowd nobody waits for his group: those behind
                                     // could not pass
constexpr float elbow_room = 0.40f;  // m between centres when somebody steps out of a door

/// Length of a group that is together, m: a party of 30 is 12 m long.
constexpr float loose_m(std::uint32_t members) { return 2.0f + 0.35f * static_cast<float>(members); }

/// Those who belong together agree on a speed: the mean of theirs, unless that is too fast for the slowest; the slow
/// hurry a little. The speed of groups falls with their size all the same (see group_slowdown).
float speed_within(const GroupPlan& plan, const Member& member) {
    constexpr float hurry = 1.15f;  // a seventh faster than alone; assumed
    float sum = 0, slowest = member.free_speed;
    for (const Member& m : plan.members) sum += m.free_speed, slowest = std::min(slowest, m.free_speed);
    return std::min({member.free_speed * hurry, sum / static_cast<float>(plan.members.size()), slowest * hurry});
}

/// Of the width of a gate, for those who go in, on the right of those who come out. The same whatever is manned:
/// turnstiles that are added do not move the others. Assumed.
constexpr float share_in = 0.6f;
constexpr float share_of_way(bool inwards) { return inwards ? share_in : 1 - share_in; }
/// So near to an entry people are gone, m: vehicles stand about it, and those who get out of them must get away through
/// those who come. Assumed.
float reach_of(const Entry& e) {
    constexpr float on_foot = 2, stands = 6;
    if (e.opening) return 0;
    return e.mode == "coach" || e.mode == "car" || e.mode == "bus" ? stands : on_foot;
}
}  // namespace

void Step::set_doing(PersonId p, Doing doing) {
    Doing& d = w.people_.doing[p.index()];
    --w.census_.doing[static_cast<std::size_t>(d)];
    ++w.census_.doing[static_cast<std::size_t>(doing)];
    d = doing;
    w.people_.since[p.index()] = now;
}

void Step::park(PersonId p, Doing doing, Spot spot) {
    set_doing(p, doing);
    w.people_.spot[p.index()] = spot;
}

void Step::vanish(PersonId p) {
    stop_pressing(p);
    w.walkers_.remove(w.people_.slot[p.index()]);
    w.people_.slot[p.index()] = UINT32_MAX;
}

bool Step::free_spot(Vec2 at, std::uint8_t decks) const {
    return town.surface.distance(at, decks) >= 0.2f && nobody_within(elbow_room, at, decks);
}

bool Step::nobody_within(float distance, Vec2 at, std::uint8_t decks) const {
    bool free = true;
    const auto check = [&](std::uint32_t slot) {
        if (w.walkers_.used(slot) && (w.walkers_.decks[slot] & decks) != 0 &&
            norm2(w.walkers_.at(slot) - at) < distance * distance)
            free = false;
    };
    w.grid_.near(at, distance, check);
    for (const std::uint32_t slot : w.fresh_) check(slot);
    return free;
}

bool Step::appear(PersonId p, const Access& at, float width) {
    const Link& link = town.links[at.link];
    const Vec2 along = unit(town.nodes[link.b].at - town.nodes[link.a].at);
    const int across = std::max(1, static_cast<int>(width / 0.5f));
    // rows outwards from the door; within a row from its middle
    for (int row = 0; row < 3; ++row)
        for (int k = 0; k < 2 * across + 1; ++k) {
            const float aside = static_cast<float>((k + 1) / 2) * 0.5f * ((k & 1) != 0 ? 1.0f : -1.0f);
            const Vec2 spot =
                at.at + along * aside +
                perp(along) * (static_cast<float>((row + 1) / 2) * 0.5f * ((row & 1) != 0 ? 1.0f : -1.0f));
            if (!free_spot(spot, link.decks)) continue;
            put_on_surface(p, spot, at.link);
            return true;
        }
    return false;
}

std::uint32_t Step::put_on_surface(PersonId p, Vec2 spot, LinkId link) {
    const std::uint32_t slot = w.walkers_.add(p, group_of(p), spot);
    w.walkers_.link[slot] = link;
    w.people_.slot[p.index()] = slot;
    w.fresh_.push_back(slot);
    set_doing(p, Doing::walking);
    w.people_.spot[p.index()] = {};
    assign_leg(slot);
    return slot;
}

/// The street behind the turnstiles.
LinkId Step::street_behind(GateId gate, bool inwards) const {
    const Gate& g = town.gates[gate];
    const Link& link = town.links[g.link];
    for (const LinkId l : town.links_at(inwards == g.inside_is_b ? link.b : link.a))
        if (l != g.link) return l;
    return g.link;
}

bool Step::appear_beyond(PersonId p, GateId gate, bool inwards) {
    const Gate& g = town.gates[gate];
    const Link& link = town.links[g.link];
    const NodeId exit = inwards == g.inside_is_b ? link.b : link.a;
    const Vec2 out = unit(town.nodes[exit].at - town.nodes[town.other_end(g.link, exit)].at);
    const int lanes = std::max(1, static_cast<int>(link.half_width * 2 / 0.7f));
    const int own = static_cast<int>(static_cast<float>(lanes) * share_of_way(inwards));
    for (int row = 0; row < 3; ++row)
        for (int lane = 0; lane < std::max(1, own); ++lane) {  // from the right
            const float aside = (static_cast<float>(lane) - 0.5f * static_cast<float>(lanes - 1)) * 0.7f;
            const Vec2 spot = town.nodes[exit].at + out * (0.3f + 0.5f * static_cast<float>(row)) + perp(out) * aside;
            if (!free_spot(spot, link.decks)) continue;
            put_on_surface(p, spot, street_behind(gate, inwards));
            return true;
        }
    return false;
}

/// Where somebody stands in an outdoor place: drawn until it lies on the surface, with a straight way to it, and beside
/// the ways through the crowd, which stay free where there is room beside them.
Vec2 Step::spot_in_crowd(const Place& place, Draws& draw) const {
    constexpr int tries = 12;
    constexpr float way_free = 1.5f, body = 0.3f;  // m to either side of the middle of a way; half a person
    const Vec2 door = place.door.at;
    Vec2 low = door, high = door, spot = door;
    for (const Vec2 q : place.area)
        low = {std::min(low.x, q.x), std::min(low.y, q.y)}, high = {std::max(high.x, q.x), std::max(high.y, q.y)};
    const auto in_the_way = [&](LinkId id, Vec2 at) {
        const Link& l = town.links[id];
        const float half_width = std::min(l.half_width, way_free) + body;
        return nearest_on_segment(at, town.nodes[l.a].at, town.nodes[l.b].at).distance < half_width;
    };
    bool found = false;
    for (int attempt = 0; attempt < tries; ++attempt) {
        const Vec2 at{low.x + (high.x - low.x) * static_cast<float>(draw.uniform()),
                      low.y + (high.y - low.y) * static_cast<float>(draw.uniform())};
        bool clear = town.surface.distance(at, 0xff) > 0.4f;
        for (float f = 0.1f; f < 1 && clear; f += 0.1f)
            clear = town.surface.distance(door + (at - door) * f, 0xff) > 0.25f;
        if (!clear) continue;
        const bool aside = std::ranges::none_of(place.ways, [&](LinkId l) { return in_the_way(l, at); });
        if (aside || !found) spot = at, found = true;
        if (aside) break;
    }
    return spot;
}

/// Gives somebody on the surface the way to what the group wants now.
void Step::assign_leg(std::uint32_t slot) {
    Walkers& k = w.walkers_;
    const PersonId p = k.person[slot];
    const GroupId g = k.group[slot];
    const Group& group = w.groups_[g];
    const GroupPlan& plan = plans[g.index()];
    const bool to_ride = group.via != UINT32_MAX && w.people_.ridden[p.index()] == 0;
    Spot goal = group.target;
    if (to_ride)
        goal = group.via_cart ? Spot{SpotKind::stop, w.stop_lines_[group.via].where}
                              : Spot{SpotKind::dock, w.dock_lines_[group.via].where};
    const Access& to = access(goal);
    Draws draw(scenario.seed, Stream::lateral, p.value, group.trips);
    k.field[slot] = field_to(goal, plan.pass);
    k.goal_x[slot] = to.at.x;
    k.goal_y[slot] = to.at.y;
    if (goal.kind == SpotKind::place && !town.places[PlaceId(goal.index)].indoor) {
        const Vec2 spot = spot_in_crowd(town.places[PlaceId(goal.index)], draw);
        k.goal_x[slot] = spot.x, k.goal_y[slot] = spot.y;
    }
    const Member& member = plan.members[p.index() - group.first_member.index()];
    const bool strolls = group.aim == Aim::wander || group.aim == Aim::act || group.aim == Aim::none ||
                         group.aim == Aim::boat_ride ||
                         (plan.crowd != UINT32_MAX && scenario.experiment.crowds[plan.crowd].leisure);
    const PedestrianParams& pp = w.params_.pedestrian;
    float v = speed_within(plan, member) * (strolls ? static_cast<float>(pp.leisure_speed) : 1.0f);
    v -= static_cast<float>(pp.group_slowdown) * static_cast<float>(std::min<std::uint32_t>(group.members, 7) - 1);
    k.free_speed[slot] = std::max(v, 0.4f);
    k.strolls[slot] = strolls ? 1 : 0;
    k.lateral[slot] = static_cast<float>(-0.35 + 0.5 * (draw.uniform() - 0.5) * 2);  // rather to the right
    k.route_key[slot] = static_cast<std::uint32_t>(mix64(plan.key + 0x51ull * group.trips));
    k.gait[slot] = Gait::walk;
    k.pace[slot] = 1;
    k.pause_until[slot] = 0;
    k.decided[slot] = 0;
    k.way_speed[slot] = -1;
    k.epoch[slot] = w.fields_.epoch();
    const Link& link = town.links[k.link[slot]];
    const auto on = nearest_on_segment(k.at(slot), town.nodes[link.a].at, town.nodes[link.b].at);
    const auto& t = w.fields_.times().s[k.link[slot].index()];
    const float via_b = t[0] * (1 - on.fraction) + w.fields_.time_from(k.field[slot], link.b);
    const float via_a = t[1] * on.fraction + w.fields_.time_from(k.field[slot], link.a);
    k.forward[slot] = via_b <= via_a ? 1 : 0;
}

void Step::come_out(PersonId p, PlaceId place) {
    park(p, Doing::queueing, {SpotKind::out_place, place.value});
    w.places_[place].out.line.push_back(p);
    w.busy_places_.add(place);
}

void Step::let_out(Outlet& outlet, const Access& at, double width, double per_s) {
    if (outlet.line.empty()) {
        outlet.budget = 0;
        return;
    }
    outlet.budget = std::min(outlet.budget + per_s * tick_s, std::max(1.0, per_s));
    while (!outlet.line.empty() && outlet.budget >= 1) {
        const PersonId p = outlet.line.front();
        const Spot from = w.people_.spot[p.index()];
        const bool opening = from.kind == SpotKind::out_entry && town.entries[EntryId(from.index)].opening;
        if (opening ? !appear_at_opening(p, EntryId(from.index)) : !appear(p, at, static_cast<float>(width)))
            return;  // no room: the door is blocked
        outlet.line.pop_front();
        outlet.budget -= 1;
    }
}

void Step::outlets() {
    constexpr double door_flow =
        1.3;  // people per second and metre of door (Weidmann 1993: 1.2; doors measured 1.1–1.9)
    w.busy_places_.for_each([&](PlaceId id) {
        const Place& place = town.places[id];
        PlaceState& state = w.places_[id];
        if (state.out.line.empty() && state.door.people() == 0) w.busy_places_.remove(id);
        let_out(state.out, place.door, place.door_width_m, door_flow * place.door_width_m);
    });
    for (std::size_t i = 0; i < w.entries_.size(); ++i) {
        const Entry& entry = town.entries[EntryId(i)];
        let_out(w.entries_[EntryId(i)], entry.door, 6, entry.capacity_per_min / 60);
    }
    for (std::size_t i = 0; i < w.docks_.size(); ++i)
        let_out(w.docks_[DockId(i)].out, town.docks[DockId(i)].landing, 2, door_flow * 2);
    for (std::size_t i = 0; i < w.stops_.size(); ++i)
        let_out(w.stops_[StopId(i)].out, town.stops[StopId(i)].platform, 3, door_flow * 3);
}

/// Once a second: those ahead of their group slow down until the others have come up.
void Step::keep_groups_together() {
    if (now % ticks_per_second != 0) return;
    Walkers& k = w.walkers_;
    std::array<std::vector<float>, 2> rears;  // of the groups, by either half of the walkers
    team.for_blocks(rears.size(), [&](std::size_t half) {
        std::vector<float>& own = rears[half];
        own.assign(w.groups_.size(), -1.0f);
        for (std::size_t i = half * k.size() / 2; i < (half + 1) * k.size() / 2; ++i)
            if (k.used(i) && k.gait[i] != Gait::stand && k.remaining[i] < CostFields::unreachable) {  // none cut off
                float& r = own[k.group[i].index()];
                r = std::max(r, k.remaining[i]);
            }
    });
    float* const rear = rears[0].data();  // of both halves; as a plain loop compilers make vectors of it
    for (std::size_t g = 0; g < rears[0].size(); ++g) rear[g] = rear[g] > rears[1][g] ? rear[g] : rears[1][g];
    const auto set_pace = [&](std::size_t i) {
        const float ahead = rear[k.group[i].index()] - k.remaining[i];
        k.pace[i] = 1;
        const bool in_the_way = k.seen.density[i] > wait_below;
        if (ahead <= loose_m(2) || in_the_way) return;
        const float loose = loose_m(w.groups_[k.group[i]].members);
        k.pace[i] = ahead > 3 * loose ? 0.5f : (ahead > loose ? 0.8f : 1.0f);
    };
    team.for_range(k.size(), 1024, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            if (k.used(i)) set_pace(i);
    });
}

/// How far back from a full queue people count as having reached it: the crowd in front fills the street.
void Step::reaches() {
    if (w.reaches_known_) return;
    w.reaches_known_ = true;
    constexpr float base = 0.7f, crowd = 1.5f;  // m; people per m² in front of a full queue
    const auto reach = [&](int pressing, LinkId at, float share) {
        if (pressing == 0) return base;
        const float half_width = std::max(0.7f, share * town.links[at].half_width);
        return base + std::min(40.0f, static_cast<float>(pressing) / (crowd * 2 * half_width));
    };
    w.goal_reach_.resize(w.field_owner_.size());
    for (std::size_t f = 0; f < w.field_owner_.size(); ++f) {
        const Spot owner = w.field_owner_[f];
        int pressing = 0;
        if (owner.kind == SpotKind::place && town.places[PlaceId(owner.index)].indoor)
            pressing = w.places_[PlaceId(owner.index)].pressing;
        if (owner.kind == SpotKind::dock) pressing = w.docks_[DockId(owner.index)].pressing;
        if (owner.kind == SpotKind::stop) pressing = w.stops_[StopId(owner.index)].pressing;
        w.goal_reach_[f] = owner.kind == SpotKind::entry ? reach_of(town.entries[EntryId(owner.index)])
                                                         : reach(pressing, access(owner).link, 1);
    }
    w.gate_sides_.resize(w.gates_.size());
    for (std::size_t i = 0; i < w.gates_.size(); ++i) {
        const GateState& g = w.gates_[GateId(i)];
        const LinkId at = town.gates[GateId(i)].link;
        const auto side = [&](int pressing, bool inwards) {
            const float share = share_of_way(inwards);
            return GateSide{reach(pressing, at, share) + 0.5f, share};
        };
        w.gate_sides_[i] = {side(g.pressing_in, true), side(g.pressing_out, false)};
    }
}

}  // namespace wz
