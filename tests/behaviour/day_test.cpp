// What must hold while people walk: conservation, walls, everybody gets where they want.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

void check_every_second(const std::string& scenario, double for_s) {
    World world = world_of(scenario);
    Team team(2);
    for (int s = 0; s < static_cast<int>(for_s); ++s) {
        for (Tick t = 0; t < ticks_per_second; ++t) world.step(team);
        const auto broken = world.check();
        ASSERT_TRUE(broken.empty()) << scenario << " at " << clock_text(world.now()) << ": " << broken.front();
    }
}

TEST(Rules, HoldOnTinyMaps) {
    for (const char* name : {"tiny/corridor.yaml", "tiny/bottleneck.yaml", "tiny/crossing.yaml", "tiny/one_bridge.yaml",
                             "tiny/one_gate.yaml"})
        check_every_second(name, 1200);
}

TEST(Rules, HoldOnTheConcurrentDay) { check_every_second("concurrent_day.yaml", 900); }

/// Three hours of every day that is shipped, with one in twenty of its people. Not with sanitizers: minutes.
TEST(Rules, HoldOnTheMorningOfEveryDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    for (const char* name : {"congress_day.yaml", "convention_day.yaml", "festival_day.yaml", "golden_week.yaml",
                             "many_windows.yaml", "rain_stops_boats.yaml", "summit_day.yaml"}) {
        World world = world_of(name, 0, 20);
        Team team(2);
        while (world.now() < parse_clock("10:00")) {
            world.step(team);
            if (world.now() % ticks(60) != 0) continue;
            ASSERT_EQ(world.check(), std::vector<std::string>{}) << name << " at " << clock_text(world.now());
        }
    }
}

/// Who strolls goes where there is room, outdoors as well: nobody adds himself to a full square.
TEST(Strolling, SquaresTakeNoMoreThanTheyHold) {
    constexpr int room = 5;
    std::shared_ptr<const Town> town;
    auto scenario = std::make_shared<Scenario>(
        load_scenario(std::string(WUZHEN_SOURCE_DIR) + "/scenarios/concurrent_day.yaml", &town));
    for (PopulationSpec& p : scenario->populations) p.count = (p.count + 19) / 20;
    auto small = std::make_shared<Town>(*town);
    for (Place& p : small->places) p.capacity = p.indoor ? p.capacity : room;
    World world(small, scenario);
    Team team(2);
    std::size_t full = 0;
    while (world.now() < parse_clock("10:00")) {
        world.step(team);
        if (world.now() % ticks(60) != 0) continue;
        IdVector<PlaceId, int> strollers(small->places.size(), 0);
        for (std::size_t g = 0; g < world.plans().size(); ++g) {
            const Group& group = world.group(GroupId(g));
            if (group.stage == Stage::away || group.stage == Stage::gone) continue;
            if (group.aim != Aim::wander && group.aim != Aim::act) continue;
            strollers[PlaceId(group.target.index)] += static_cast<int>(group.members);
        }
        for (PlaceId p(0); p.index() < strollers.size(); ++p.value) {
            if (small->places[p].indoor) continue;
            ASSERT_LE(strollers[p], room) << small->places[p].name.id << " at " << clock_text(world.now());
            full += strollers[p] == room;
        }
    }
    EXPECT_GT(full, 10u);
}

/// Those who stand in an outdoor place leave the ways through it free: others could not get to their places else.
TEST(OutdoorPlaces, WaysThroughTheCrowdStayFree) {
    std::shared_ptr<const Town> town;
    auto scenario = std::make_shared<Scenario>(
        load_scenario(std::string(WUZHEN_SOURCE_DIR) + "/scenarios/concurrent_day.yaml", &town));
    for (PopulationSpec& p : scenario->populations) p.count = (p.count + 9) / 10;
    World world(town, scenario);
    test::run(world, 2, seconds(parse_clock("09:00") - world.now()));
    const Walkers& k = world.walkers();
    int stand = 0;
    for (std::size_t i = 0; i < k.size(); ++i) {
        if (!k.used(i) || world.people().doing[k.person[i].index()] != Doing::standing) continue;
        const Spot spot = world.people().spot[k.person[i].index()];
        if (spot.kind != SpotKind::place) continue;
        for (const LinkId id : town->places[PlaceId(spot.index)].ways) {
            const Link& l = town->links[id];
            ++stand;
            EXPECT_GT(nearest_on_segment(k.at(i), town->nodes[l.a].at, town->nodes[l.b].at).distance,
                      std::min(l.half_width, 1.5f) - 0.7f)  // whoever has come within 0.7 m of his spot stops
                << town->places[PlaceId(spot.index)].name.id;
        }
    }
    EXPECT_GT(stand, 50);
}

TEST(Closure, NobodyCrossesAClosedBridge) {
    World world = world_of("tiny/one_bridge.yaml");
    CommandSpec close;
    close.kind = CommandKind::close;
    close.target = "arch";
    world.submit(close);
    Team team(1);
    std::int64_t stranded = 0;
    for (int i = 0; i < 9000; ++i) {
        world.step(team);
        for (const Event& e : world.events()) stranded += e.type == EventType::stranded ? 1 : 0;
        for (std::size_t k = 0; k < world.walkers().size(); ++k) {
            if (!world.walkers().used(k)) continue;
            ASSERT_EQ(world.town().links[world.walkers().link[k]].form, BridgeForm::none);
        }
    }
    EXPECT_GT(stranded, 0);  // and says who cannot get across
}

TEST(Gate, ServesEverybodyThroughItsLanes) {
    World world = world_of("tiny/one_gate.yaml");
    Team team(1);
    int passed = 0, tickets = 0;
    for (int i = 0; i < 12000; ++i) {
        world.step(team);
        for (const Event& e : world.events()) {
            passed += e.type == EventType::gate_passed && e.other == 1 ? 1 : 0;
            tickets += e.type == EventType::ticket_bought ? 1 : 0;
        }
    }
    EXPECT_EQ(passed, 120);
    EXPECT_GT(tickets, 5);
}

}  // namespace
