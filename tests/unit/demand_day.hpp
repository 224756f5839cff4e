// A small day built in code, for the tests of plan_day: no map or scenario file is read.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "demand/day_plan.hpp"

namespace wz::demand_day {

constexpr Tick clock(int h, int m = 0) { return ticks(3600.0 * h + 60.0 * m); }

inline Town town() {
    Town t;
    const char* modes[] = {"coach", "car", "bus"};
    for (const char* mode : modes) {
        Entry e;
        e.name.id = std::string("by_") + mode;
        e.mode = mode;
        t.entries.push_back(e);
    }
    for (int i = 0; i < 8; ++i) {
        Place p;
        p.name.id = "place_" + std::to_string(i);
        p.kind = i < 4 ? "theatre" : "museum";
        p.capacity = 150;
        p.door.at = {100.0f * static_cast<float>(i), 0.0f};
        t.places.push_back(p);
    }
    Dock d;
    d.name.id = "dock";
    d.opens = clock(9);
    d.closes = clock(17);
    t.docks.push_back(d);
    return t;
}

inline PopulationSpec visitors(const std::string& id, int count) {
    PopulationSpec p;
    p.id = id;
    p.kind = "visitor";
    p.count = count;
    p.pass = PassId(std::size_t{0});
    p.entries = {{EntryId(std::size_t{0}), 0.3}, {EntryId(std::size_t{1}), 0.5}, {EntryId(std::size_t{2}), 0.2}};
    p.arrivals.from = {{clock(8), 1}, {clock(9), 4}, {clock(11), 2}, {clock(14), 3}, {clock(18), 0}};
    p.group_sizes = {0.1, 0.38, 0.2, 0.17, 0.08, 0.07};
    p.tour_share = 0.25;
    p.ticket_in_hand = 0.7;
    p.elderly_share = 0.2;
    p.stay_h = 6;
    p.stay_sd_h = 1;
    p.meals = {{clock(11), clock(13, 30), 0.7, 45, {}}, {clock(17), clock(19, 30), 0.6, 60, {}}};
    p.boat_ride = 0.3;
    p.cart = 0.2;
    return p;
}

inline PopulationSpec staff(const std::string& id, int count) {
    PopulationSpec p = visitors(id, count);
    p.kind = "staff";
    p.scalable = false;
    p.tour_share = 0;
    p.group_sizes = {1, 0, 0, 0, 0, 0};
    p.posts = {PlaceId(std::size_t{4}), PlaceId(std::size_t{5})};
    p.shift_h = 8;
    return p;
}

inline PopulationSpec guests(const std::string& id, int count) {
    PopulationSpec p = visitors(id, count);
    p.kind = "guest";
    p.entries.clear();
    p.homes = {{PlaceId(std::size_t{6}), 0.5}, {PlaceId(std::size_t{7}), 0.5}};
    p.stay_h = 0;
    p.tour_share = 0;
    return p;
}

inline ProgrammeEvent show(const std::string& id, std::size_t place, Tick start, Tick end) {
    ProgrammeEvent e;
    e.id = id;
    e.place = PlaceId(place);
    e.doors = start - ticks(1800);
    e.start = e.late_until = start;
    e.end = end;
    return e;
}

/// Lists in order of id, as the loader leaves them; `reversed` gives the same day with every list turned round.
inline Scenario day(bool reversed = false, std::uint64_t seed = 1) {
    Scenario s;
    s.start = clock(7);
    s.end = clock(24);
    s.seed = seed;
    s.passes.push_back({"ticket", "", "", {}});
    std::vector<PopulationSpec> populations{guests("a_guests", 700), staff("b_staff", 300),
                                            visitors("c_visitors", 9000)};
    std::vector<ProgrammeEvent> events{show("early", 0, clock(9), clock(10)),
                                       show("evening_1", 0, clock(19, 30), clock(21)),
                                       show("evening_2", 1, clock(19, 30), clock(21, 15)),
                                       show("late", 2, clock(22), clock(23, 15)),
                                       show("matinee_1", 0, clock(14), clock(15)),
                                       show("matinee_2", 1, clock(14, 30), clock(16)),
                                       show("open", 5, clock(9), clock(17))};
    events.back().kind = EventKind::open_house;
    if (reversed) {
        std::ranges::reverse(populations);
        std::ranges::reverse(events);
    }
    s.populations.assign(populations.begin(), populations.end());
    s.programme.assign(events.begin(), events.end());
    for (ProgrammeEvent& e : s.programme)
        for (std::size_t p = 0; p < s.populations.size(); ++p) e.audience.emplace_back(PopulationId(p), 0.05);
    s.boats.boats = 10;
    BoatServiceSpec shared;
    shared.id = "shared";
    shared.from = DockId(std::size_t{0});
    shared.boats = 10;
    s.boats.services = {shared};
    return s;
}

/// Everything a plan says, with textual ids, so that days whose lists are ordered differently can be compared.
inline std::string text(const GroupPlan& g, const Scenario& s) {
    std::string t = s.populations[g.population].id + " " + std::to_string(g.key) + " " + std::to_string(g.entry.value) +
                    " " + std::to_string(g.home.value) + " " + std::to_string(g.arrival) + "-" +
                    std::to_string(g.departure) + " " + std::to_string(g.needs_ticket) + std::to_string(g.tour) +
                    std::to_string(g.takes_carts);
    for (const Member& m : g.members) t += " " + std::to_string(m.free_speed) + std::to_string(m.elderly);
    for (const Commitment& c : g.commitments)
        t += "; " + std::to_string(static_cast<int>(c.kind)) + (c.event.valid() ? s.programme[c.event].id : "") + "@" +
             std::to_string(c.place.value) + " " + std::to_string(c.from) + "-" + std::to_string(c.until) + " " +
             std::to_string(c.minutes);
    return t;
}

inline std::map<std::string, int> people_by_population(const std::vector<GroupPlan>& plans, const Scenario& s) {
    std::map<std::string, int> people;
    for (const GroupPlan& g : plans) people[s.populations[g.population].id] += static_cast<int>(g.members.size());
    return people;
}

}  // namespace wz::demand_day
