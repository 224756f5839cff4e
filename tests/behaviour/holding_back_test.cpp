// Gates that hold people back: who waits before them, who gets past, who gives up.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "behaviour/scenario_world.hpp"

namespace wz {
namespace {

using test::world_from;

// 240 want in at once, 40 may be within: the others wait until somebody has come out, or go home.
TEST(HoldingBack, AGateHoldsPeopleBackWhileTooManyAreWithin) {
    World world = world_from("limit", R"(../../maps/tiny/one_gate.geojson
title: Full
about: A gate with a limit.
parameters: {demand.patience_min: 15}
day: {start: "08:00", end: "10:00"}
seed: 3
passes: {ticket: {name_zh: 門票, name_en: Ticket}}
access: [{zone: inner, passes: [ticket]}]
populations:
  visitors: {name_zh: 遊客, name_en: Visitors, kind: visitor, count: 240, pass: ticket, entries: {outside: 1},
             arrivals: {"08:00": 1, "08:10": 0}, stay_h: 0.3, stay_sd_h: 0.05, wander: [shop_inside], group_sizes: {1: 1},
             leave_by: "09:50"}
commands:
  - {at: "08:00", do: gate_limit, target: turnstiles, value: 40}
  - {at: "09:00", do: gate_limit, target: turnstiles, value: 0}
)");
    Team team(1);
    int within = 0, most = 0, in = 0, gave_up = 0;
    while (world.now() < parse_clock("09:58")) {
        world.step(team);
        for (const Event& e : world.events()) {
            if (e.type == EventType::gate_passed) within += e.other != 0 ? 1 : -1, in += e.other != 0 ? 1 : 0;
            if (e.type != EventType::balked_gate) continue;
            ++gave_up;
            EXPECT_GT(e.value, 60) << "s, the wait on the sign";
        }
        if (world.now() <= parse_clock("09:00")) most = std::max(most, within);
        if (world.now() % 600 == 0) {
            ASSERT_EQ(world.check(), std::vector<std::string>{});
        }
    }
    EXPECT_EQ(most, 40);
    EXPECT_GT(in, 60) << "who comes out makes room";
    EXPECT_GT(gave_up, 10);
    EXPECT_EQ(world.census().left[0], 240) << "all go home in the end";
}

// 200 stand before the gate of a full place, in a street 5 m wide. Turnstiles that let in are on the right, so that who
// comes out finds a way beside them, and is gone a minute and a half later.
TEST(HoldingBack, WhoComesOutOfAGateGetsPastTheCrowdBeforeIt) {
    World world = world_from("beside", R"(../../maps/tiny/one_gate.geojson
title: In and out
about: A full place.
parameters: {demand.patience_min: 240}
day: {start: "08:00", end: "10:00"}
seed: 5
passes: {ticket: {name_zh: 門票, name_en: Ticket}}
access: [{zone: inner, passes: [ticket]}]
populations:
  visitors: {name_zh: 遊客, name_en: Visitors, kind: visitor, count: 260, pass: ticket, entries: {outside: 1},
             arrivals: {"08:00": 3, "08:05": 10, "08:13": 0}, stay_h: 0.35, stay_sd_h: 0.05, wander: [shop_inside],
             group_sizes: {1: 1}, leave_by: "09:50"}
commands:
  - {at: "08:00", do: gate_limit, target: turnstiles, value: 60}
)");
    Team team(1);
    std::vector<Tick> out;
    std::size_t most_before = 0;
    while (world.now() < parse_clock("08:40")) {
        world.step(team);
        for (const Event& e : world.events())
            if (e.type == EventType::gate_passed && e.other == 0) out.push_back(world.now());
        most_before = std::max(most_before, static_cast<std::size_t>(world.gate(GateId(0)).pressing_in));
        if (world.now() % 600 != 0) continue;
        const auto out_long = std::ranges::count_if(out, [&](Tick at) { return at < world.now() - ticks(90); });
        EXPECT_GE(world.census().left[0], out_long) << clock_text(world.now());
    }
    EXPECT_GT(most_before, 100u);
    EXPECT_GT(out.size(), 40u);
}

/// Groups of four who come to a full place within a quarter of an hour.
World full_place(int people, const std::string& wander, const std::string& parameters) {
    return world_from("full", R"(../../maps/tiny/one_gate.geojson
title: Full
about: Families before a gate with a limit.
parameters: {demand.patience_min: 240, )" +
                                  parameters + R"(}
day: {start: "08:00", end: "11:00"}
seed: 7
passes: {ticket: {name_zh: 門票, name_en: Ticket}}
access: [{zone: inner, passes: [ticket]}]
populations:
  visitors: {name_zh: 遊客, name_en: Visitors, kind: visitor, count: )" +
                                  std::to_string(people) + R"(, pass: ticket, entries: {outside: 1},
             arrivals: {"08:00": 1, "08:15": 0}, stay_h: 0.7, stay_sd_h: 0.05, wander: )" +
                                  wander + R"(,
             group_sizes: {4: 1}, leave_by: "10:50"}
commands:
  - {at: "08:00", do: gate_limit, target: turnstiles, value: 60}
)");
}

// A family is let in as one, however long it stood in the crowd, and whoever of them reached the gate first.
TEST(HoldingBack, NobodyStandsOutsideForLongWhenHisGroupIsIn) {
    World world = full_place(280, "[shop_inside]", "demand.jam_patience_min: 5");
    Team team(1);
    std::map<GroupId, std::pair<Tick, Tick>> in;  // first and last of a group
    while (world.now() < parse_clock("10:00")) {
        world.step(team);
        for (const Event& e : world.events()) {
            if (e.type != EventType::gate_passed || e.other == 0) continue;
            const auto [group, first] = in.try_emplace(world.people().group[e.subject], world.now(), world.now());
            group->second.second = world.now();
        }
    }
    ASSERT_GT(in.size(), 20u);
    const auto apart = [](const auto& group) { return group.second.second - group.second.first > ticks(120); };
    EXPECT_LE(std::ranges::count_if(in, apart), 2) << "but for those who had not come up to the crowd yet";
}

// They are not in a jam that would come undone if they turned round: they wait, as long as their patience lasts.
TEST(HoldingBack, WhoWaitsBeforeAFullPlaceIsInNoJam) {
    World world = full_place(1500, "[shop_inside]", "demand.jam_patience_min: 1");
    Team team(1);
    int turned_back = 0, most_before = 0;
    while (world.now() < parse_clock("09:00")) {
        world.step(team);
        most_before = std::max(most_before, world.gate(GateId(0)).pressing_in);
        for (const Event& e : world.events())
            turned_back += e.type == EventType::turned_back && !world.group(GroupId(e.subject)).came_in_by.valid();
    }
    EXPECT_GT(most_before, 100) << "and more behind them";
    EXPECT_EQ(turned_back, 0);
}

// There are as many shops outside as inside, but who goes out would have to queue again.
TEST(HoldingBack, NobodyStrollsOutOfAGate) {
    World world = full_place(280, "[shop_inside, shop_outside]", "demand.jam_patience_min: 5");
    const PlaceId outside = world.town().find_place("shop_outside");
    ASSERT_TRUE(outside.valid());
    Team team(1);
    int before = 0;
    while (world.now() < parse_clock("10:45")) {
        world.step(team);
        for (std::size_t g = 0; g < world.plans().size(); ++g) {
            const Group& group = world.group(GroupId(g));
            const bool there = group.aim == Aim::wander && group.target == Spot{SpotKind::place, outside.value};
            before += there ? 1 : 0;
            EXPECT_FALSE(there && group.came_in_by.valid()) << "group " << g << " at " << clock_text(world.now());
        }
    }
    EXPECT_GT(before, 0) << "on their way to the gate they look at it";
}

// The way into the town and the way out of it are two: who leaves does not meet those who wait.
TEST(HoldingBack, TheTownHasAGateForThoseWhoLeave) {
    std::shared_ptr<const Town> town;
    auto scenario = std::make_shared<Scenario>(
        load_scenario(std::string(WUZHEN_SOURCE_DIR) + "/scenarios/golden_week.yaml", &town));
    const World world(town, scenario);
    const GateState &in = world.gate(town->find_gate("gate_east")), &out = world.gate(town->find_gate("gate_exit"));
    EXPECT_EQ(in.out.servers(), 0);
    EXPECT_EQ(out.in.servers(), 0);
    EXPECT_GT(in.in.servers(), 0);
    EXPECT_GT(out.out.servers(), 0);
}

}  // namespace
}  // namespace wz
