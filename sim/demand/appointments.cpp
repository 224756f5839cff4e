#include "demand/appointments.hpp"

#include <algorithm>

#include "base/random.hpp"
#include "demand/calendar.hpp"

namespace wz {

namespace {

constexpr Tick settle = ticks(15 * 60);  // after arrival, before the first meal or ride
constexpr double shortest_meal_min = 10;

Tick minutes(double m) { return ticks(60.0 * m); }
double whole(double m) { return static_cast<double>(static_cast<int>(m + 0.5)); }

/// A hall needs more hands than a shop: posts are drawn in proportion to capacity.
PlaceId draw_post(const Town& town, const PopulationSpec& spec, double u) {
    const auto weight = [&](PlaceId p) { return std::max(1, town.places[p].capacity); };
    double sum = 0;
    for (const PlaceId p : spec.posts) sum += weight(p);
    double reached = 0;
    for (const PlaceId p : spec.posts) {
        reached += weight(p);
        if (u * sum < reached) return p;
    }
    return spec.posts.back();
}

void put_post(const Scenario& scenario, const Town& town, const PopulationSpec& spec, GroupPlan& group) {
    Draws draw(scenario.seed, Stream::plan, group.key, 8);  // counters below 8 belong to make_groups
    Commitment c;
    c.kind = CommitmentKind::post;
    c.place = draw_post(town, spec, draw.uniform());
    c.from = group.arrival;
    c.until = group.departure;
    insert(group.commitments, c);
}

/// Walks the timetable of a guided party; it stays on site until the last station is done.
void put_itinerary(const Scenario& scenario, const Town& town, const PopulationSpec& spec, GroupPlan& group) {
    Vec2 at = group.home.valid()    ? town.places[group.home].door.at
              : group.entry.valid() ? town.entries[group.entry].door.at
                                    : town.places[spec.itinerary.front()].door.at;
    const double settle_min = group.home.valid() ? 0.0 : 15.0;  // through the gate
    Tick t = group.arrival + minutes(settle_min);
    for (const PlaceId place : spec.itinerary) {
        const Vec2 next = town.places[place].door.at;
        t += ticks(static_cast<double>(norm(next - at)) / scenario.params.demand.guided_mps);
        Commitment c;
        c.kind = CommitmentKind::itinerary;
        c.place = place;
        c.from = t;
        c.until = t + minutes(spec.itinerary_stay_min);
        c.minutes = static_cast<float>(spec.itinerary_stay_min);
        if (c.until > scenario.end) break;
        insert(group.commitments, c);
        group.departure = std::max(group.departure, c.until);
        t = c.until;
        at = next;
    }
}

void put_meals(const Scenario& scenario, const PopulationSpec& spec, GroupPlan& group) {
    const DemandParams& p = scenario.params.demand;
    for (std::size_t i = 0; i < spec.meals.size(); ++i) {
        const MealSpec& meal = spec.meals[i];
        Draws draw(scenario.seed, Stream::meal, group.key, 256 * i);
        if (draw.uniform() >= meal.share) continue;
        const double share_of_window = draw.uniform();
        const double stay_min =
            whole(std::clamp(draw.lognormal(meal.minutes, p.meal_sigma), shortest_meal_min, 3 * meal.minutes));
        const Tick lo = std::max(meal.from, group.arrival + settle);
        const Tick hi = std::min(meal.to, group.departure - minutes(stay_min));
        const Tick wish = meal.from + static_cast<Tick>(share_of_window * static_cast<double>(meal.to - meal.from));
        const auto slot = find_slot(group.commitments, lo, hi, minutes(stay_min), wish, minutes(p.appointment_gap_min));
        if (!slot) continue;
        Commitment c;
        c.kind = CommitmentKind::meal;
        c.meal = static_cast<std::uint8_t>(i);
        c.from = slot->start;
        c.until = slot->latest;
        c.minutes = static_cast<float>(stay_min);
        insert(group.commitments, c);
    }
}

struct Hours {
    Tick from = never;
    Tick to = 0;
    [[nodiscard]] bool any() const { return from < to; }
};
/// When boats of a kind leave with passengers: hours of the services within those of their docks.
Hours hours_of(const Scenario& scenario, const Town& town, BoatService kind) {
    Hours h;
    for (const BoatServiceSpec& s : scenario.boats.services) {
        if (s.kind != kind || s.boats <= 0 || !s.from.valid()) continue;
        h.from = std::min(h.from, std::max({s.start, town.docks[s.from].opens, scenario.start}));
        h.to = std::max(h.to, std::min({s.end, town.docks[s.from].closes, scenario.end}));
    }
    return h;
}

void put_ride(const Scenario& scenario, const Town& town, const PopulationSpec& spec, GroupPlan& group) {
    Draws draw(scenario.seed, Stream::boat_ride, group.key);
    if (draw.uniform() >= spec.boat_ride) return;
    // a tour party fills several shared boats; one boat would not hold it
    const bool charter = draw.uniform() < spec.boat_charter && !group.tour;
    BoatService kind = charter ? BoatService::charter : BoatService::shared;
    Hours open = hours_of(scenario, town, kind);
    if (!open.any() && !group.tour) {
        kind = charter ? BoatService::shared : BoatService::charter;
        open = hours_of(scenario, town, kind);
    }
    if (!open.any()) return;
    const DemandParams& p = scenario.params.demand;
    const Tick lo = std::max(open.from, group.arrival + settle);
    const Tick hi = std::min(open.to, group.departure) - minutes(p.ride_min);
    const Tick wish = lo + static_cast<Tick>(draw.uniform() * static_cast<double>(std::max<Tick>(hi - lo, 0)));
    const auto slot = find_slot(group.commitments, lo, hi, minutes(p.ride_min), wish, minutes(p.appointment_gap_min));
    if (!slot) return;
    Commitment c;
    c.kind = CommitmentKind::boat_ride;
    c.service = kind;
    c.from = slot->start;
    c.until = slot->latest;
    c.minutes = static_cast<float>(p.ride_min);
    insert(group.commitments, c);
}

}  // namespace

void put_duty(const Scenario& scenario, const Town& town, GroupPlan& group) {
    const PopulationSpec& spec = scenario.populations[group.population];
    if (!spec.posts.empty())
        put_post(scenario, town, spec, group);
    else if (!spec.itinerary.empty())
        put_itinerary(scenario, town, spec, group);
}

void put_pastimes(const Scenario& scenario, const Town& town, GroupPlan& group) {
    const PopulationSpec& spec = scenario.populations[group.population];
    if (spec.posts.empty()) {
        put_meals(scenario, spec, group);
        put_ride(scenario, town, spec, group);
    }
    if (!group.home.valid()) return;
    Commitment home;
    home.kind = CommitmentKind::home;
    home.place = group.home;
    home.from = group.departure;
    home.until = std::max(scenario.end, group.departure);
    insert(group.commitments, home);
}

}  // namespace wz
