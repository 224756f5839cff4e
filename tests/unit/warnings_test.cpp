// Alarms: only what lasts, once each, where it was.
#include <gtest/gtest.h>

#include "engine/world.hpp"
#include "load/scenario_file.hpp"
#include "observe/observation.hpp"

namespace wz {
namespace {

Results results_of(const std::string& name, std::size_t which, int seconds_run) {
    static std::shared_ptr<const Town> town;
    static std::shared_ptr<const Scenario> scenario;
    scenario = std::make_shared<const Scenario>(
        load_scenario(std::string(WUZHEN_SOURCE_DIR) + "/scenarios/validation/" + name, &town, which));
    World world(town, scenario);
    Observation observation(world);
    Team team(1);
    for (int i = 0; i < seconds_run * ticks_per_second; ++i) {
        world.step(team);
        observation.after_step(world, team);
    }
    return observation.results(world);
}

std::ptrdiff_t alarms(const Results& r, Warning kind) { return std::ranges::count(r.alarms, kind, &Alarm::kind); }

TEST(Warnings, AFreeStreetRaisesNone) {
    const Results r = results_of("fundamental_diagram_2.yaml", 0, 60);  // 0.5 people/m²
    EXPECT_TRUE(r.alarms.empty());
}

TEST(Warnings, ACrowdThatStaysRaisesEachStepOnce) {
    const Results r = results_of("fundamental_diagram_2.yaml", 7, 60);  // 5 people/m², in three floors at most
    EXPECT_GE(alarms(r, Warning::watch), 1);
    EXPECT_LE(alarms(r, Warning::watch), 3);
    EXPECT_GE(alarms(r, Warning::act), 1);
    const auto act = std::ranges::find(r.alarms, Warning::act, &Alarm::kind);
    EXPECT_GE(act->until - act->from, 40 * ticks_per_second) << "one alarm that goes on, not many";
    EXPECT_GE(act->worst, 5);
    EXPECT_GE(r.warned[act->patch].seconds_above[static_cast<std::size_t>(Warning::act)], 40u);
}

TEST(Warnings, WhatPassesQuicklyIsNoAlarm) {
    const Results r =
        results_of("bottleneck_room.yaml", 2, 300);  // 150 people through 1.2 m: under a minute and a half
    EXPECT_EQ(alarms(r, Warning::danger), 0);
    for (const Alarm& a : r.alarms)
        EXPECT_GE(a.until - a.from, rule_of(a.kind).lasting_s * ticks_per_second) << rule_of(a.kind).id;
}

}  // namespace
}  // namespace wz
