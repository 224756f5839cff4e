// Crowds that stand somewhere at their start, and exits that people walk through.
#include <algorithm>

#include "engine/step.hpp"

namespace wz {

namespace {
constexpr float least_apart = 0.31f;                // m between centres when somebody takes up his place
constexpr float beside_jamb = 0.3f;                 // m: nobody aims at the edge of an opening
constexpr float beyond = 1.0f;                      // m: people aim at a point behind the opening
constexpr float on_line = 0.15f;                    // m: where people come from both sides, who is so near is through
constexpr Tick think_again = 3 * ticks_per_second;  // how often people look at the queues
constexpr float queue_flow = 1.3f;                  // 1/(m s): what people expect of a door
constexpr double changes_mind = 0.8;                // another exit must be so much quicker

/// Where on the opening ab somebody at p goes through.
Vec2 way_through(const Entry& e, Vec2 p) {
    const Vec2 along = unit(e.b - e.a);
    const float width = norm(e.b - e.a), margin = std::min(beside_jamb, width / 2);
    return e.a + along * std::clamp(dot(p - e.a, along), margin, width - margin);
}
}  // namespace

/// The people of a group take up their places, or come in by their door.
void Step::begin_crowd(GroupId id) {
    const GroupPlan& plan = plans[id.index()];
    const CrowdSpec& crowd = scenario.experiment.crowds[plan.crowd];
    Group& g = w.groups_[id];
    const EntryId from = crowd.from.valid() ? crowd.from : plan.entry;
    g.at = plan.spots.empty() ? town.entries[from].door : nearest_way(plan.spots.front());
    g.stage = Stage::travelling;
    for (std::uint32_t m = 0; m < g.members; ++m) {
        const PersonId p(g.first_member.index() + m);
        enter_site(p, plan.population, from.value);
        park(p, Doing::queueing, {SpotKind::out_entry, from.value});
        if (plan.spots.empty())
            w.entries_[from].line.push_back(p);
        else
            w.to_place_.push_back(p);
    }
    decide(id);
}

/// Those whose place is free step onto it.
void Step::place_crowds() {
    std::size_t kept = 0;
    for (const PersonId p : w.to_place_) {
        const GroupPlan& plan = plan_of(p);
        const Vec2 spot = plan.spots[p.index() - w.groups_[group_of(p)].first_member.index()];
        const bool knows_where =
            w.groups_[group_of(p)].target.kind != SpotKind::none;  // else there is no way at present
        if (!knows_where || !step_onto(p, spot)) w.to_place_[kept++] = p;
    }
    w.to_place_.resize(kept);
}

bool Step::step_onto(PersonId p, Vec2 spot) {
    const Access at = nearest_way(spot);
    if (!nobody_within(least_apart, spot, town.links[at.link].decks)) return false;
    const std::uint32_t slot = put_on_surface(p, spot, at.link);
    take_way(slot);
    w.walkers_.pause_until[slot] = static_cast<std::int32_t>(plan_of(p).sets_out);
    return true;
}

/// Out of an exit, in its whole width.
bool Step::appear_at_opening(PersonId p, EntryId entry) {
    const Entry& e = town.entries[entry];
    const Vec2 along = unit(e.b - e.a);
    const float width = norm(e.b - e.a), room = std::max(0.0f, width - 2 * beside_jamb);
    Draws draw(scenario.seed, Stream::placement, p.value, 1 + static_cast<std::uint64_t>(now));
    const Vec2 at = e.a + along * ((width - room) / 2 + room * static_cast<float>(draw.uniform()));
    return step_onto(p, at - e.outward * beside_jamb);
}

/// How far somebody is off a street piece, m: nothing if he stands on it, or on the floor or square that it crosses.
float Step::off_way(LinkId l, Vec2 at, PatchId patch) const {
    const Link& link = town.links[l];
    constexpr float elsewhere = 20;  // m: never, if there is anything else
    const auto on = nearest_on_segment(at, town.nodes[link.a].at, town.nodes[link.b].at);
    if (link.kind == LinkKind::square) return link.patch == patch ? 0 : elsewhere + on.distance;
    return std::max(0.0f, on.distance - link.half_width);
}

Access Step::nearest_way(Vec2 at) const {
    Access best;
    float nearest = 1e9f;
    const std::uint8_t decks = town.surface_decks(at);
    const PatchId patch = town.surface.patch(at, decks);
    for (LinkId l(0); l.index() < town.links.size(); ++l.value) {
        const Link& link = town.links[l];
        if (link.kind == LinkKind::gate || (link.decks & decks) == 0) continue;
        const auto on = nearest_on_segment(at, town.nodes[link.a].at, town.nodes[link.b].at);
        const float off = off_way(l, at, patch) + 1e-3f * on.distance;
        if (off >= nearest) continue;
        nearest = off;
        best = {at, l, on.fraction * link.length, on.fraction < 0.5f ? link.a : link.b};
    }
    return best;
}

/// Whether there is walkable ground all the way.
bool Step::sees(Vec2 from, Vec2 to, std::uint8_t decks) const {
    constexpr float step = 0.2f, off_wall = 0.02f;  // m
    const int n = static_cast<int>(norm(to - from) / step);
    for (int i = 1; i < n; ++i)
        if (town.surface.distance(from + (to - from) * (static_cast<float>(i) / static_cast<float>(n)), decks) <
            off_wall)
            return false;
    return true;
}

/// The street piece and the direction on it that lead a walker soonest to his goal: on a floor, among those whose end
/// he sees; else among those he stands on.
void Step::take_way(std::uint32_t slot) {
    Walkers& k = w.walkers_;
    constexpr float pace = 1.2f, unseen = 1000;  // m/s; s
    float best = 1e30f;
    const Vec2 at = k.at(slot);
    const FieldId field = k.field[slot];
    const LinkId last = w.fields_.goal(field).link;
    const PatchId patch = town.surface.patch(at, k.decks[slot]);
    const auto keep = [&](float cost, LinkId l, bool forward) {
        if (cost >= best) return;
        best = cost;
        k.link[slot] = l;
        k.forward[slot] = forward ? 1 : 0;
        k.decided[slot] = 0;
        k.way_speed[slot] = -1;
    };
    for (LinkId l(0); l.index() < town.links.size(); ++l.value) {
        const Link& link = town.links[l];
        if (link.kind == LinkKind::gate || (link.decks & k.decks[slot]) == 0) continue;
        if (link.floor && link.patch == patch) {
            const auto by = [&](Vec2 end, float onward, bool forward) {
                keep(norm(end - at) / pace + onward + (sees(at, end, link.decks) ? 0 : unseen), l, forward);
            };
            by(town.nodes[link.b].at, w.fields_.time_from(field, link.b), true);
            by(town.nodes[link.a].at, w.fields_.time_from(field, link.a), false);
            if (l == last) by(w.fields_.goal(field).at, 0, true);
            continue;
        }
        const auto on = nearest_on_segment(at, town.nodes[link.a].at, town.nodes[link.b].at);
        const auto& t = w.fields_.times().s[l.index()];
        const float via_b = t[0] * (1 - on.fraction) + w.fields_.time_from(field, link.b);
        const float via_a = t[1] * on.fraction + w.fields_.time_from(field, link.a);
        keep(100 * off_way(l, at, patch) + 0.2f * on.distance + std::min(via_a, via_b), l, via_b <= via_a);
    }
}

/// Whoever was pushed back through an opening takes the way of the floor that he is on.
void Step::find_strays() {
    if (now % ticks_per_second != 0 || !town.has_floors) return;
    Walkers& k = w.walkers_;
    for (std::uint32_t i = 0; i < k.size(); ++i) {
        if (!k.used(i) || !k.link[i].valid() || town.links[k.link[i]].kind != LinkKind::square) continue;
        const PatchId patch = town.surface.patch(k.at(i), k.decks[i]);
        if (patch.valid() && patch != town.links[k.link[i]].patch) take_way(i);
    }
}

/// Everybody who heads for an opening goes through it at the nearest point.
void Step::aim_at_openings() {
    if (!w.openings_) return;
    Walkers& k = w.walkers_;
    for (std::size_t i = 0; i < k.size(); ++i) {
        if (!k.used(i) || !k.field[i].valid() || k.gait[i] == Gait::watch) continue;
        const Spot owner = w.field_owner_[k.field[i].index()];
        if (owner.kind != SpotKind::entry || !town.entries[EntryId(owner.index)].opening) continue;
        const Entry& e = town.entries[EntryId(owner.index)];
        const Vec2 goal = way_through(e, k.at(i)) + e.outward * beyond;
        k.goal_x[i] = goal.x, k.goal_y[i] = goal.y;
    }
}

/// Whoever has walked through an exit is gone; an exit with a rate holds the others back.
void Step::pass_openings() {
    if (!w.openings_) return;
    for (std::size_t i = 0; i < town.entries.size(); ++i) {
        const double rate = town.entries[EntryId(i)].out_per_s;
        if (rate > 0) w.exit_budget_[i] = std::min(w.exit_budget_[i] + rate * tick_s, std::max(2.0, rate * tick_s));
    }
    std::vector<PersonId> through;
    const Walkers& k = w.walkers_;
    for (std::size_t i = 0; i < k.size(); ++i) {
        if (!k.used(i) || !k.field[i].valid() || k.gait[i] == Gait::stand) continue;
        const Spot owner = w.field_owner_[k.field[i].index()];
        if (owner.kind != SpotKind::entry || !town.entries[EntryId(owner.index)].opening) continue;
        const Entry& e = town.entries[EntryId(owner.index)];
        const auto on = nearest_on_segment(k.at(i), e.a, e.b);
        const bool one_sided = norm2(e.outward) > 0;
        if (one_sided ? dot(k.at(i) - e.a, e.outward) >= 0 && on.distance < 2 : on.distance < on_line)
            through.push_back(k.person[i]);
    }
    std::ranges::sort(through);
    for (const PersonId p : through) {
        const std::uint32_t slot = w.people_.slot[p.index()];
        const std::uint32_t exit = w.field_owner_[k.field[slot].index()].index;
        if (town.entries[EntryId(exit)].out_per_s > 0) {
            if (w.exit_budget_[exit] < 1) {
                w.walkers_.pause_until[slot] = static_cast<std::int32_t>(now + 2);
                w.walkers_.way_speed[slot] = 0;
                continue;
            }
            w.exit_budget_[exit] -= 1;
        }
        leave_site(p, exit);
    }
}

EntryId Step::exit_of(GroupId id) const {
    const GroupPlan& plan = plans[id.index()];
    const Group& g = w.groups_[id];
    const bool chosen = plan.crowd != UINT32_MAX && g.aim == Aim::leave && g.target.kind == SpotKind::entry;
    return chosen ? EntryId(g.target.index) : plan.entry;
}

/// Once in a while those who may choose look which exit they would reach and pass soonest, by the way to it and by the
/// people who are nearer to it. Each judges ways a little differently (logit_s).
void Step::choose_exits() {
    if (now % think_again != 0) return;
    const auto& crowds = scenario.experiment.crowds;
    if (std::ranges::none_of(crowds, [](const CrowdSpec& c) { return c.choice == ExitChoice::quickest; })) return;
    std::vector<std::vector<float>> queue(town.entries.size());  // times still to walk, by exit
    const Walkers& k = w.walkers_;
    const auto time_to = [&](std::uint32_t slot, EntryId e) {
        return w.fields_.time_from(town, field_to({SpotKind::entry, e.value}, {}), nearest_way(k.at(slot)));
    };
    for (std::uint32_t i = 0; i < k.size(); ++i) {
        if (!k.used(i) || !k.field[i].valid()) continue;
        const Spot owner = w.field_owner_[k.field[i].index()];
        if (owner.kind == SpotKind::entry) queue[owner.index].push_back(time_to(i, EntryId(owner.index)));
    }
    for (auto& q : queue) std::ranges::sort(q);
    const auto cost = [&](std::uint32_t slot, EntryId e) {
        const Entry& exit = town.entries[e];
        const float walk = time_to(slot, e), width = exit.opening ? norm(exit.b - exit.a) : 2;
        const float flow = exit.out_per_s > 0 ? static_cast<float>(exit.out_per_s) : queue_flow * width;
        const auto nearer =
            static_cast<float>(std::ranges::lower_bound(queue[e.index()], walk) - queue[e.index()].begin());
        Draws taste(scenario.seed, Stream::route, k.person[slot].value, 7000 + e.value);
        return std::max(walk, nearer / flow) + 0.1f * w.params_.routing.logit_s * taste.normal();
    };
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const GroupId id(i);
        Group& g = w.groups_[id];
        if (plans[i].crowd == UINT32_MAX || crowds[plans[i].crowd].choice != ExitChoice::quickest) continue;
        const std::uint32_t slot = w.people_.slot[g.first_member.index()];
        if (g.stage != Stage::travelling || slot == UINT32_MAX || k.pause_until[slot] > now) continue;
        const EntryId before = exit_of(id);
        EntryId best = before;
        double least = cost(slot, before) * (w.people_.since[g.first_member.index()] + 1 >= now ? 1 : changes_mind);
        for (const auto& [exit, share] : crowds[plans[i].crowd].exits)
            if (const double c = cost(slot, exit); c < least) least = c, best = exit;
        if (best != before) head_for_exit(id, best);
    }
}

void Step::head_for_exit(GroupId id, EntryId exit) {
    const Group& g = w.groups_[id];
    w.groups_[id].at = where_is(id);
    if (!set_out(id, Aim::leave, {SpotKind::entry, exit.value})) return;
    for (std::uint32_t m = 0; m < g.members; ++m)
        if (const std::uint32_t slot = w.people_.slot[g.first_member.index() + m]; slot != UINT32_MAX) take_way(slot);
}

}  // namespace wz
