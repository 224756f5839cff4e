// Queues in the running engine: a full hall spills onto the street, and people turn away from a sign that shows more
// than they will stand.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "behaviour/scenario_world.hpp"
#include "run_hash.hpp"

namespace wz {
namespace {

using test::world_from;

/// Of those who stand in the street: the median distance to the nearest other, m.
float usual_distance(const World& world) {
    const Walkers& k = world.walkers();
    std::vector<float> nearest;
    for (std::size_t i = 0; i < k.size(); ++i) {
        if (!k.used(i) || k.gait[i] != Gait::press) continue;
        float least = 9;
        for (std::size_t j = 0; j < k.size(); ++j)
            if (j != i && k.used(j)) least = std::min(least, norm(k.at(j) - k.at(i)));
        nearest.push_back(least);
    }
    const auto middle = nearest.begin() + static_cast<std::ptrdiff_t>(nearest.size() / 2);
    std::ranges::nth_element(nearest, middle);
    return *middle;
}

// One lane serves a person in 3 s; two come per second; 10 fit into the hall. The others stand in the street, and are
// served in the end.
TEST(QueuesInTheStreet, AFullHallSpillsOntoTheStreet) {
    World world = world_from("spill", R"(gate_hall.geojson
title: Spill
about: A gate whose hall is too small.
day: {start: "00:00", end: "01:00"}
seed: 1
crowds:
  visitors: {from: west, count: 120, rate: 2, exits: east}
)");
    Team team(1);
    const GateState& gate = world.gate(GateId(0));
    int most_in_street = 0;
    std::size_t most_in_hall = 0;
    for (Tick t = 0; t < ticks(120); ++t) {
        world.step(team);
        most_in_hall = std::max(most_in_hall, gate.in.length());
        const int pressing = world.census().doing[static_cast<std::size_t>(Doing::pressing)];
        EXPECT_EQ(pressing, gate.pressing_in);
        most_in_street = std::max(most_in_street, pressing);
        if (t % 50 == 0) {
            ASSERT_EQ(world.check(), std::vector<std::string>{});
        }
    }
    EXPECT_EQ(most_in_hall, 10u);
    EXPECT_GT(most_in_street, 30) << "120 came, about 40 were served, 10 are in the hall";
    EXPECT_GT(usual_distance(world), 0.43f) << "they queue at 4-5/m², and are not packed";
    EXPECT_LT(usual_distance(world), 0.8f);
    test::run(world, 1, 500);
    EXPECT_EQ(world.census().doing[static_cast<std::size_t>(Doing::gone)], 120);
    EXPECT_EQ(gate.pressing_in, 0);
    EXPECT_EQ(gate.in.record().served(), 120);
}

// 240 come to a talk through one lane of a gate; those who come too late have nothing else to do, and are turned away
// once.
TEST(QueuesInTheStreet, WhoIsTurnedAwayDoesNotComeBackToTheSameDoor) {
    World world = world_from("turned_away", R"(../library/precinct.geojson
title: Too late
about: A gate that is too slow.
parameters: {demand.entry_lead_min: 5}
day: {start: "08:00", end: "10:00"}
seed: 3
passes: {badge: {name_zh: 代表證, name_en: Badge}}
access: [{zone: precinct, passes: [badge]}]
populations:
  delegates: {name_zh: 代表, name_en: Delegates, kind: delegate, count: 240, pass: badge, entries: {west: 1},
              arrivals: {"08:08": 1, "08:10": 0}, roam: 0, wander: [hall], leave_by: "09:50"}
programme:
  talk: {title_zh: 演講, title_en: Talk, kind: session, place: hall, start: "08:11", end: "09:15", late_until: "08:11",
         audience: {delegates: 1}}
commands:
  - {at: "08:00", do: gate_lanes, target: gate_west, value: 1}
)");
    Team team(1);
    std::map<std::uint32_t, int> refused;  // by group
    while (world.now() < parse_clock("09:30")) {
        world.step(team);
        for (const Event& e : world.events())
            if (e.type == EventType::turned_away) ++refused[e.subject];
    }
    EXPECT_GT(refused.size(), 3u);
    for (const auto& [group, times] : refused) EXPECT_EQ(times, 1) << "group " << group;
    EXPECT_EQ(world.check(), std::vector<std::string>{});
    test::run(world, 1, 1800);
    EXPECT_EQ(world.census().left[0], 240) << "they go home in the end";
}

// Two who were pressed together as far as bodies go once stopped each other for good, by the rounding of what was left
// of their steps: in one of twenty such crowds.
TEST(QueuesInTheStreet, NoArchHoldsForGoodInANarrowDoor) {
    for (const int seed : {15, 28}) {
        World world = world_from("arch", "door_0.8.geojson\nseed: " + std::to_string(seed) + R"(
title: A narrow door
about: Of the experiment bottleneck_narrow, the runs that held.
day: {start: "00:00", end: "00:10"}
crowds:
  people:
    area: [[-8.5, -4], [-1, -4], [-1, 4], [-8.5, 4]]
    count: 180
    speed: {mean: 1.34, sd: 0.26, min: 0.8, max: 2.0}
    exits: out
)");
        test::run(world, 1, 180);
        EXPECT_EQ(world.census().doing[static_cast<std::size_t>(Doing::gone)], 180) << "seed " << seed;
    }
}

// The sign at the stop shows 20 min; what a group will stand is lognormal with the median 15 min and the spread 0.4,
// and each reads the sign as 0.8 to 1.2 times what it says. So the share that walks is the mean of
// Φ(ln(20 u / 15) / 0.4) over u: 0.752.
TEST(QueuesInTheStreet, PeopleTurnAwayFromTheWaitOnTheSign) {
    World world = world_from("balk", R"(two_stops.geojson
title: Balking
about: A cart that comes in twenty minutes.
day: {start: "00:00", end: "02:00"}
seed: 1
parameters: {demand.patience_min: 15}
lines:
  cart: {name_zh: 車, name_en: Carts, depot: depot, stops: [stop_south, stop_north], seats: 60, headway_s: 7200,
         start: "00:20", end: "02:00"}
crowds:
  riders: {from: south, count: 1000, rate: 1000, exits: north, carts: true}
)");
    test::run(world, 1, 5);
    double walk = 0, groups = 0;
    for (std::size_t g = 0; g < world.plans().size(); ++g) ++groups, walk += world.group(GroupId(g)).via == UINT32_MAX;
    double expected = 0;
    constexpr int steps = 1000;
    for (int i = 0; i < steps; ++i) {
        const double read = 20 * (0.8 + 0.4 * (i + 0.5) / steps);
        expected += 0.5 * std::erfc(-std::log(read / 15) / 0.4 / std::sqrt(2.0)) / steps;
    }
    EXPECT_NEAR(walk / groups, expected, 3 * std::sqrt(expected * (1 - expected) / groups));
}

// The last of 100 wait half an hour for the one ferry. Who comes two hours later finds it at the landing, and takes it:
// once the sign kept showing what the last had waited, and nobody came any more.
TEST(BoardingLines, ALongWaitIsForgottenWhereAFerryHasRoom) {
    World world = world_from("ferry_sign", R"(two_docks.geojson
title: One ferry
about: A crowd, and much later a few.
parameters: {demand.patience_min: 20}
day: {start: "08:00", end: "13:00"}
seed: 1
boats:
  fleet: 2
  services:
    ferry: {kind: ferry, from: dock_west, to: [dock_east], boats: 2, seats: 6}
crowds:
  many: {from: west, count: 100, rate: 10, exits: east}
  few: {from: west, count: 12, rate: 0.05, start_s: 12600, exits: east}
)");
    Team team(1);
    double longest = 0;
    int later = 0;
    while (world.now() < parse_clock("12:55")) {
        world.step(team);
        for (const Event& e : world.events()) {
            if (e.type != EventType::boarded_boat) continue;
            if (world.now() < parse_clock("11:30"))
                longest = std::max(longest, static_cast<double>(e.value));
            else
                ++later;
        }
    }
    EXPECT_GT(longest, 25 * 60) << "s, more than most will stand";
    EXPECT_GE(later, 8) << "of 12, some of whom stand no wait at all";
}

// 150 set out within two minutes for a ferry of six seats, when nobody stands there yet. Who comes to a long line walks
// on, 650 m round by the bridge.
TEST(BoardingLines, WhoComesToALongLineWalksOn) {
    World world = world_from("ferry_line", R"(../library/two_docks.geojson
title: A let-out
about: A crowd that all wants the ferry.
day: {start: "09:00", end: "12:00"}
seed: 1
passes: {ticket: {name_zh: 門票, name_en: Ticket}}
populations:
  visitors: {name_zh: 遊客, name_en: Visitors, kind: visitor, count: 150, pass: ticket, entries: {west: 1},
             arrivals: {"09:00": 1, "09:01": 0}, group_sizes: {1: 1}, stay_h: 1, leave_by: "10:20", wander: [shop_east]}
boats:
  fleet: 1
  services:
    ferry: {kind: ferry, from: dock_west, to: [dock_east], boats: 1, seats: 6}
)");
    Team team(1);
    int most = 0, turned = 0, aboard = 0;
    while (world.now() < parse_clock("11:55")) {
        world.step(team);
        most = std::max(most, world.dock(DockId(0)).waiting);
        for (const Event& e : world.events()) {
            turned += e.type == EventType::balked;
            aboard += e.type == EventType::boarded_boat;
        }
    }
    EXPECT_LT(most, 30);
    EXPECT_GT(turned, 50);
    EXPECT_GT(aboard, 20);
    EXPECT_EQ(world.census().left[0], 150);
}

}  // namespace
}  // namespace wz
