// People who stop on a bridge to watch the boats.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "observe/observation.hpp"
#include "observe/story.hpp"
#include "run_hash.hpp"

namespace wz {
namespace {

using namespace test;

World arch(double chance, bool boats) {
    std::shared_ptr<const Town> town;
    auto s = std::make_shared<Scenario>(
        load_scenario(std::string(WUZHEN_SOURCE_DIR) + "/scenarios/library/watching_from_the_arch.yaml", &town));
    s->params.pedestrian.watch_probability = chance;
    if (!boats) s->boats = {};
    return World(town, s);
}

std::uint64_t people_hash(const World& world) {
    Hasher h;
    world.walkers().add_to_hash(h);
    for (const Doing d : world.people().doing) h.add(static_cast<std::uint64_t>(d));
    return h.value();
}

TEST(Watching, ChanceZeroIsTheRunWithoutBoats) {
    World with = arch(0, true), without = arch(0, false), empty_canal = arch(0.5, false);
    Team team(1);
    for (int second = 0; second < 240; ++second) {
        for (World* w : {&with, &without, &empty_canal})
            for (Tick t = 0; t < ticks_per_second; ++t) w->step(team);
        ASSERT_EQ(people_hash(with), people_hash(without)) << second;
        ASSERT_EQ(people_hash(empty_canal), people_hash(without)) << second << ": nothing to be seen";
    }
    World watching = arch(0.5, true);
    run(watching, 1, 240);
    EXPECT_NE(people_hash(watching), people_hash(without));
}

TEST(Watching, WatchersStandAtTheParapetEachInAPlaceOfHisOwn) {
    World world = arch(0.5, true);
    Team team(1);
    std::size_t stopped = 0, at_parapet = 0, settled = 0, told = 0;
    for (Tick t = 0; t < ticks(360); ++t) {
        world.step(team);
        stopped +=
            static_cast<std::size_t>(std::ranges::count(world.events(), EventType::stopped_to_watch, &Event::type));
        if (world.now() % ticks(10) != 0) continue;
        ASSERT_EQ(world.check(), std::vector<std::string>{});
        const Walkers& w = world.walkers();
        for (std::uint32_t side = 0; side < 2; ++side)
            for (const Watcher& s : world.watchers(side)) {
                if (!s.person.valid()) continue;
                const std::uint32_t slot = world.people().slot[s.person.index()];
                if (slot == UINT32_MAX || w.gait[slot] != Gait::watch) continue;
                if (std::hypot(w.vx[slot], w.vy[slot]) > 0.05f) continue;
                ++settled;
                at_parapet += std::abs(w.x[slot]) > 0.9f;  // the bridge is 3 m wide, its line x = 0
                const Story story = story_of(world, {ThingKind::person, s.person.value, {}});
                told += std::ranges::any_of(story.lines, [](const auto& line) {
                    return line.second.find("watches the boats from 拱橋 Arch bridge") != std::string::npos;
                });
            }
    }
    EXPECT_GT(stopped, 20u);
    EXPECT_GT(settled, 20u);
    EXPECT_GT(at_parapet, settled * 3 / 4);  // the others are held up by the crowd on their way to it
    EXPECT_EQ(told, settled);
}

TEST(Watching, NobodyIsLeftAtTheParapetOfAClosedBridge) {
    World world = arch(1, true);
    run(world, 1, 180);
    const auto watching = [&] { return std::ranges::count(world.walkers().gait, Gait::watch); };
    EXPECT_GT(watching(), 0);
    CommandSpec close;
    close.target = "arch";
    world.submit(close);
    run(world, 1, 1);
    EXPECT_EQ(watching(), 0);
}

TEST(Watching, CountsPerBridgeAreThoseOfTheEvents) {
    World world = arch(0.5, true);
    Observation observation(world);
    Team team(1);
    std::int64_t stopped = 0;
    for (Tick t = 0; t < ticks(240); ++t) {
        world.step(team);
        observation.after_step(world, team);
        stopped += std::ranges::count(world.events(), EventType::stopped_to_watch, &Event::type);
    }
    const Results results = observation.results(world);
    const auto bridge = std::ranges::find(results.bridges, "arch", [](const BridgeRecord& b) { return b.name.id; });
    ASSERT_NE(bridge, results.bridges.end());
    EXPECT_EQ(bridge->watched, stopped);
    EXPECT_GT(bridge->most_watching, 1);
}

}  // namespace
}  // namespace wz
