// scenarios/rain_stops_boats.yaml in small: an afternoon of it, one visitor in forty, and no more boats than its
// services use.
#include <gtest/gtest.h>

#include <algorithm>

#include "run_hash.hpp"

namespace wz {
namespace {

using namespace test;

World rainy_afternoon() {
    std::shared_ptr<const Town> town;
    auto s = std::make_shared<Scenario>(
        load_scenario(std::string(WUZHEN_SOURCE_DIR) + "/scenarios/rain_stops_boats.yaml", &town));
    s->start = parse_clock("13:40");
    for (PopulationSpec& p : s->populations) {
        p.count = (p.count + 39) / 40;
        if (p.kind == "visitor" || p.kind == "guest") p.boat_ride = 1;
    }
    s->boats.boats = 0;
    for (const BoatServiceSpec& service : s->boats.services) s->boats.boats += service.boats;
    return World(town, s);
}

struct Watch {
    int departures = 0, arrivals = 0, reneged = 0, most_aboard = 0;
};

Watch watch_until(World& world, Team& team, const char* clock) {
    Watch seen;
    while (world.now() < parse_clock(clock)) {
        world.step(team);
        for (const Event& e : world.events()) {
            seen.departures += e.type == EventType::boat_departed;
            seen.arrivals += e.type == EventType::boat_arrived;
            seen.reneged += e.type == EventType::reneged_boat;
        }
        if (world.now() % ticks(60) != 0) continue;
        EXPECT_EQ(world.check(), std::vector<std::string>{}) << clock_text(world.now());
        seen.most_aboard =
            std::max(seen.most_aboard, world.census().doing[static_cast<std::size_t>(Doing::riding_boat)]);
    }
    return seen;
}

TEST(Rain, BoatsStopAndComeBackAndNobodyIsLeftOnTheWater) {
    World world = rainy_afternoon();
    Team team(2);
    const Watch before = watch_until(world, team, "14:30:01");
    EXPECT_GT(before.departures, 5);
    const Watch first_hour = watch_until(world, team, "15:30");  // boats under way finish their rides
    EXPECT_EQ(first_hour.departures, 0);
    EXPECT_GT(first_hour.arrivals + first_hour.reneged, 0);
    const Watch later = watch_until(world, team, "16:45");  // the rain is over at this tick: a ferry goes back at once
    EXPECT_EQ(later.departures, 0);
    EXPECT_EQ(later.most_aboard, 0);  // all are ashore, and none waits aboard for the end of the rain
    const auto waiting = [&] {
        int n = 0;
        for (const LineState& l : world.dock_lines()) n += l.line.people();
        return n;
    };
    EXPECT_EQ(waiting(), 0);  // they went on foot or took carts
    const Watch after = watch_until(world, team, "17:10");
    EXPECT_GT(after.departures, 0);
    EXPECT_DOUBLE_EQ(world.params().waterway.water_level_m, 0.15);
}

}  // namespace
}  // namespace wz
