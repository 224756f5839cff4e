// What next? Appointments first; between them people stroll, wait, or go home.
#include <algorithm>

#include "engine/step.hpp"

namespace wz {

namespace {
constexpr double detour = 1.35;         // way over distance as the crow flies, before the route is known
constexpr double planning_speed = 1.0;  // m/s
constexpr Tick minute = 60 * ticks_per_second;
constexpr int tries = 4;
}  // namespace

void Step::wake(GroupId g, Tick at) {
    w.groups_[g].wake = at;
    if (at == never) return;
    w.agenda_.emplace_back(at, g.value);
    std::push_heap(w.agenda_.begin(), w.agenda_.end(), std::greater<>{});
}

void Step::think() {
    while (!w.agenda_.empty() && w.agenda_.front().first <= now) {
        std::pop_heap(w.agenda_.begin(), w.agenda_.end(), std::greater<>{});
        const auto [at, index] = w.agenda_.back();
        w.agenda_.pop_back();
        const GroupId id{std::size_t(index)};
        Group& g = w.groups_[id];
        if (g.wake != at) continue;  // changed its mind since
        g.wake = never;
        if (g.stage == Stage::staying && (g.aim == Aim::event || g.aim == Aim::act) && w.shows_[g.event].end > now &&
            scenario.programme[g.event].kind != EventKind::open_house && g.aim == Aim::event) {
            wake(id, w.shows_[g.event].end);  // the end was held back
            continue;
        }
        if (g.stage == Stage::travelling && g.on_platform > 0) {
            join_line(id);  // do not wait for stragglers any longer
            continue;
        }
        if (g.stage == Stage::travelling && g.present > 0 && !g.stranded) {
            begin_stay(id);
            continue;
        }
        if (g.stage != Stage::gone) decide(id);
    }
}

double Step::travel_s(const Group& g, Vec2 to) const {
    return static_cast<double>(norm(to - g.at.at)) * detour / planning_speed + 60;
}

bool Step::open_for(PlaceId p, Tick at) const {
    const Place& place = town.places[p];
    return at >= place.opens && at < place.closes;
}

void Step::decide(GroupId id) {
    Group& g = w.groups_[id];
    g.at = where_is(id);
    ++g.trips;
    Tick free_until = plans[id.index()].departure;
    if (next_commitment(id, free_until)) return;
    const GroupPlan& plan = plans[id.index()];
    const Vec2 exit = plan.home.valid() ? town.places[plan.home].door.at : town.entries[plan.entry].door.at;
    if (free_until >= plan.departure && now + ticks(travel_s(g, exit)) >= plan.departure) return go_home(id);
    const PopulationSpec& population = population_of(id);
    Draws draw = draws(id, Stream::wander);
    if (draw.uniform() < population.roam && free_until - now > 4 * minute && wander(id, free_until)) return;
    if (plan.home.valid() && free_until - now > 30 * minute && g.aim != Aim::home) {
        go_home(id);
        wake(id, free_until);
        return;
    }
    if (stands_in_crowd(id) && wander(id, free_until)) return;
    if (get_out(id)) return wake(id, std::max(std::min(free_until, now + 10 * minute), now + minute));
    stay_put(id, std::min(free_until, now + 10 * minute));
}

/// Out of what has been closed to the group: to where it came in, or lives, unless that is closed as well.
bool Step::get_out(GroupId id) {
    const Group& g = w.groups_[id];
    if (g.stage == Stage::away || g.target.kind == SpotKind::none || may_be_at(id, access(g.target).link)) return false;
    const GroupPlan& plan = plans[id.index()];
    return plan.home.valid() ? set_out(id, Aim::home, {SpotKind::place, plan.home.value})
                             : set_out(id, Aim::none, {SpotKind::entry, plan.entry.value});
}

/// Who has nothing to do there goes somewhere else: those who stood about would close a lane for all.
bool Step::stands_in_crowd(GroupId id) const {
    constexpr float beside_m = 1.2f;
    constexpr int crowd = 5;  // others so near: over 1/m²
    const Group& g = w.groups_[id];
    if (g.stage != Stage::travelling) return false;
    const std::uint32_t slot = first_walker(g);
    if (slot == UINT32_MAX) return false;
    int others = 0;
    w.grid_.near(w.walkers_.at(slot), beside_m, [&](std::uint32_t other) {
        others += w.walkers_.used(other) && w.walkers_.group[other] != id &&
                          norm2(w.walkers_.at(other) - w.walkers_.at(slot)) < beside_m * beside_m
                      ? 1
                      : 0;
    });
    return others >= crowd;
}

/// Slot of the first member who is on the surface; UINT32_MAX: none is.
std::uint32_t Step::first_walker(const Group& g) const {
    for (std::uint32_t m = 0; m < g.members; ++m)
        if (const std::uint32_t slot = w.people_.slot[g.first_member.index() + m]; slot != UINT32_MAX) return slot;
    return UINT32_MAX;
}

/// Sets out for the next appointment if it is time; else tells until when the group is free.
bool Step::next_commitment(GroupId id, Tick& free_until) {
    Group& g = w.groups_[id];
    const GroupPlan& plan = plans[id.index()];
    Draws draw = draws(id, Stream::plan);
    for (; g.commitment < plan.commitments.size(); ++g.commitment) {
        const Commitment& c = plan.commitments[g.commitment];
        const PlaceId place = c.kind == CommitmentKind::event ? scenario.programme[c.event].place : c.place;
        const double way = place.valid() ? travel_s(g, town.places[place].door.at) : 120;
        const bool show = c.kind == CommitmentKind::event && scenario.programme[c.event].kind != EventKind::open_house;
        const double early = show ? 60 * w.params_.demand.early_min * draw.lognormal(1.0, 0.3) : 0;
        const Tick last =
            c.kind == CommitmentKind::event
                ? (show ? std::max(scenario.programme[c.event].late_until, scenario.programme[c.event].start) +
                              w.shows_[c.event].held
                        : w.shows_[c.event].end)
                : c.until;
        if (last <= now) continue;  // missed
        const Tick leave = c.from - ticks(way + early);
        if (now < leave) {
            free_until = std::min(free_until, leave);
            return false;
        }
        ++g.commitment;
        if (take(id, c)) return true;
        --g.commitment;
        if (place.valid() && !may_be_at(id, town.places[place].door.link)) {  // closed to them now: perhaps later
            free_until = std::min(free_until, now + 10 * minute);
            return false;
        }
    }
    return false;
}

bool Step::take(GroupId id, const Commitment& c) {
    Group& g = w.groups_[id];
    g.minutes = c.minutes;
    switch (c.kind) {
        case CommitmentKind::event:
            g.event = c.event;
            return set_out(id, Aim::event, {SpotKind::place, scenario.programme[c.event].place.value});
        case CommitmentKind::post:
            return set_out(id, Aim::post, {SpotKind::place, c.place.value});
        case CommitmentKind::itinerary:
            return set_out(id, Aim::itinerary, {SpotKind::place, c.place.value});
        case CommitmentKind::home:
            return set_out(id, Aim::home, {SpotKind::place, c.place.value});
        case CommitmentKind::boat_ride:
            return choose_boat(id, c.service);
        case CommitmentKind::meal:
            break;
    }
    if (c.place.valid()) return set_out(id, Aim::meal, {SpotKind::place, c.place.value});
    // the nearest tables with room, by a draw
    const std::vector<PlaceId>& tables = w.meal_places_[plans[id.index()].population.index()][c.meal];
    Draws draw = draws(id, Stream::meal);
    PlaceId best;
    double best_score = 0;
    for (const PlaceId p : tables) {
        const PlaceState& s = w.places_[p];
        if (!open_for(p, now) || !may_be_at(id, town.places[p].door.link) ||
            s.inside + s.coming + static_cast<int>(g.members) > town.places[p].capacity)
            continue;
        const double d = norm(town.places[p].door.at - g.at.at);
        const double score = draw.uniform() * fmath::exp(-d / w.params_.demand.wander_distance_m);
        if (score > best_score) best_score = score, best = p;
    }
    return best.valid() && set_out(id, Aim::meal, {SpotKind::place, best.value});
}

/// What distance leaves of the pull of a place.
double Step::nearness(Vec2 from, const Place& to) const {
    const double d = norm(to.door.at - from);
    return fmath::exp(-d / w.params_.demand.wander_distance_m);
}

/// The same from the door of a place, by PlaceId: found when it is first asked for.
const double* Step::nearness_from(PlaceId from) {
    const double distance_m = w.params_.demand.wander_distance_m;
    if (w.nearness_.distance_m != distance_m) w.nearness_ = {distance_m, {}};
    w.nearness_.from.resize(town.places.size());
    std::vector<double>& near = w.nearness_.from[from.index()];
    if (near.empty())
        for (const Place& to : town.places) near.push_back(nearness(town.places[from].door.at, to));
    return near.data();
}

/// Strolls to something worth seeing: pull × nearness, things not seen lately, with room for all. Nobody goes out of a
/// gate for that.
bool Step::wander(GroupId id, Tick free_until) {
    Group& g = w.groups_[id];
    const PopulationSpec& population = population_of(id);
    Draws draw = draws(id, Stream::wander);
    (void)draw.uniform();
    struct Option {
        PlaceId place;
        EventId act;
        double weight;
    };
    std::vector<Option> options;
    double total = 0;
    const bool is_within = town.links[g.at.link].access_zones != 0;
    const bool from_place = g.stage == Stage::staying && g.target.kind == SpotKind::place;
    const double* const near = from_place ? nearness_from(PlaceId(g.target.index)) : nullptr;
    const auto consider = [&](PlaceId p, EventId act, double pull) {
        const Place& place = town.places[p];
        const PlaceState& s = w.places_[p];
        const bool goes_out = is_within && town.links[place.door.link].access_zones == 0;  // and queues to get in again
        if (goes_out || !open_for(p, now) || !open_for(p, now + 10 * minute) ||
            s.inside + s.coming + static_cast<int>(g.members) > place.capacity)
            return;
        double weight = pull * (near ? near[p.index()] : nearness(g.at.at, place));
        if (std::ranges::find(g.seen, p.value) != g.seen.end()) weight *= 0.03;
        if (w.raining_ && !place.indoor) weight *= 0.1;
        total += weight;
        options.push_back({p, act, weight});
    };
    for (const PlaceId p : population.wander.places) consider(p, {}, town.places[p].attraction);
    if (!population.wander.places.empty())
        for (const std::uint32_t e : w.running_acts_)
            consider(scenario.programme[EventId(e)].place, EventId(e), scenario.programme[EventId(e)].pull);
    for (int attempt = 0; attempt < tries && total > 0; ++attempt) {
        double mark = draw.uniform() * total;
        const Option* chosen = &options.back();
        for (const Option& o : options)
            if ((mark -= o.weight) < 0) {
                chosen = &o;
                break;
            }
        const double stay =
            std::clamp(draw.lognormal(town.places[chosen->place].dwell_min, w.params_.demand.dwell_sigma), 2.0, 120.0);
        const double way_min = travel_s(g, town.places[chosen->place].door.at) / 60;
        const double time_min = seconds(free_until - now) / 60 - way_min;
        if (time_min < 3) continue;                              // too far for the time that is left
        const Spot there{SpotKind::place, chosen->place.value};  // behind a cordon for this pass, or cut off now?
        if (!reachable(id, there)) continue;
        g.minutes = static_cast<float>(std::min(stay, time_min));
        g.event = chosen->act;
        const std::uint32_t seen = chosen->place.value;
        if (!set_out(id, chosen->act.valid() ? Aim::act : Aim::wander, {SpotKind::place, seen})) continue;
        std::shift_right(g.seen.begin(), g.seen.end(), 1);
        g.seen[0] = seen;
        return true;
    }
    return false;
}

void Step::go_home(GroupId id) {
    const GroupPlan& plan = plans[id.index()];
    const bool home = plan.home.valid();
    const bool on_the_way =
        set_out(id, home ? Aim::home : Aim::leave,
                home ? Spot{SpotKind::place, plan.home.value} : Spot{SpotKind::entry, exit_of(id).value});
    if (!on_the_way) wake(id, now + minute);  // no way out at present: try again
}

/// Those in the street go no farther: else whoever was refused would come to the same door again and again.
void Step::stand_about(GroupId id) {
    Group& g = w.groups_[id];
    forget_target(id);
    g.aim = Aim::none;  // the target stays: of those who are still in a gate or on a landing somebody may come there
    for (std::uint32_t m = 0; m < g.members; ++m) {
        const PersonId p{std::size_t(g.first_member.index() + m)};
        const Doing doing = w.people_.doing[p.index()];
        if (doing != Doing::walking && doing != Doing::pressing) continue;
        stop_pressing(p);
        w.walkers_.gait[w.people_.slot[p.index()]] = Gait::stand;
        set_doing(p, Doing::standing);
    }
}

/// Nothing to do: the group stays where it is; if it is in the street, it stands about.
void Step::stay_put(GroupId id, Tick until) {
    Group& g = w.groups_[id];
    wake(id, std::max(until, now + ticks_per_second));
    if (g.stage == Stage::staying && g.target.kind == SpotKind::place) return;
    if (g.stage == Stage::travelling && g.via == UINT32_MAX) stand_about(id);
    const EntryId entry = plans[id.index()].entry;  // none: they live in the town
    if (g.target.kind == SpotKind::none && entry.valid()) g.target = {SpotKind::entry, entry.value};
    if (g.stage == Stage::away) {  // just arrived and too early: they stroll in
        const PopulationSpec& population = population_of(id);
        const PlaceId somewhere = !population.wander.places.empty() ? population.wander.places.front() : PlaceId{};
        if (somewhere.valid())
            set_out(id, Aim::wander, {SpotKind::place, somewhere.value});
        else
            go_home(id);
    }
}

}  // namespace wz
