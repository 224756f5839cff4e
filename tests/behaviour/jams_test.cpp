// A hall in a lane 1.8 m wide: its audience waits before the door, and nobody gets past. Visitors bound for the shop
// beyond it stand for some minutes, then turn back to the teahouse; once the doors open the lane is free again.
#include <gtest/gtest.h>

#include <map>

#include "behaviour/scenario_world.hpp"

namespace wz {
namespace {

constexpr const char* a_day = R"(../../maps/tiny/hall_in_lane.geojson
title: Hemmed in
about: An audience that blocks a lane.
day: {start: "08:00", end: "11:00"}
seed: 5
passes: {ticket: {name_zh: 門票, name_en: Ticket}}
populations:
  audience: {name_zh: 觀眾, name_en: Audience, kind: visitor, count: 90, pass: ticket, entries: {west: 1},
             arrivals: {"08:00": 1, "08:06": 0}, roam: 0, wander: [teahouse], leave_by: "10:30"}
  visitors: {name_zh: 遊客, name_en: Visitors, kind: visitor, count: 60, pass: ticket, entries: {west: 1},
             arrivals: {"08:28": 1, "08:34": 0}, stay_h: 1, stay_sd_h: 0.1, wander: [shop, teahouse], leave_by: "10:30"}
programme:
  play: {title_zh: 戲, title_en: Play, kind: show, place: hall, start: "09:00", doors: "08:58", end: "09:40",
         audience: {audience: 1}}
)";

TEST(Jams, WhoIsHemmedInTurnsBackAfterSomeMinutes) {
    World world = test::world_from("hemmed_in", a_day);
    Team team(1);
    std::map<std::uint32_t, double> turned;  // by group: s for which it stood
    while (world.now() < parse_clock("10:50")) {
        world.step(team);
        if (world.now() == parse_clock("09:15")) {
            EXPECT_LT(world.walkers().count(), 25u) << "who came too late for the play does not stand about there";
        }
        for (const Event& e : world.events())
            if (e.type == EventType::turned_back) {
                turned[e.subject] = e.value;
                EXPECT_EQ(world.town().patches[PatchId(e.other)].name.id, "lane");
            }
    }
    EXPECT_GT(turned.size(), 5u);
    for (const auto& [group, stood_s] : turned) EXPECT_GE(stood_s, 60) << "group " << group;
    EXPECT_EQ(world.check(), std::vector<std::string>{});
    EXPECT_EQ(world.census().total_on_site(), 0) << "all are home";
}

}  // namespace
}  // namespace wz
