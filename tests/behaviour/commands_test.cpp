// Commands take effect within seconds, for everybody, and can be taken back.
#include <gtest/gtest.h>

#include <algorithm>

#include "run_hash.hpp"

namespace wz {
namespace {

using namespace test;

/// Walkers on a street or bridge, by direction: [0] as drawn, [1] against.
std::array<int, 2> people_on(const World& world, std::string_view id) {
    std::array<int, 2> people{};
    const Walkers& w = world.walkers();
    for (std::size_t i = 0; i < w.size(); ++i) {
        if (!w.used(i)) continue;
        const Link& link = world.town().links[w.link[i]];
        if (world.town().patches[link.patch].name.id == id) ++people[w.forward[i] != 0 ? 0 : 1];
    }
    return people;
}

void command(World& world, CommandKind kind, std::string target, double value = 0) {
    CommandSpec c;
    c.kind = kind;
    c.target = std::move(target);
    c.value = value;
    world.submit(c);
}

/// Most people on the bridge at a time in the next minutes, by direction.
std::array<int, 2> most_on_bridge(World& world, int minutes) {
    Team team(1);
    std::array<int, 2> most{};
    for (int i = 0; i < minutes * 60 * ticks_per_second; ++i) {
        world.step(team);
        const auto now = people_on(world, "arch");
        most = {std::max(most[0], now[0]), std::max(most[1], now[1])};
    }
    return most;
}

TEST(Commands, AClosedBridgeIsEmptyAndFillsAgain) {
    World world = world_of("tiny/one_bridge.yaml");
    EXPECT_GT(most_on_bridge(world, 4)[0], 0);
    command(world, CommandKind::close, "arch");
    run(world, 1, 40);  // those on it come off, at the pace of the slowest of each group
    const auto closed = most_on_bridge(world, 3);
    EXPECT_EQ(closed[0] + closed[1], 0);
    EXPECT_EQ(world.check(), std::vector<std::string>{});
    command(world, CommandKind::open, "arch");
    const auto open = most_on_bridge(world, 4);
    EXPECT_GT(open[0] + open[1], 0);
}

TEST(Commands, OneWayMeansOneWay) {
    for (const int way : {1, -1}) {
        World world = world_of("tiny/one_bridge.yaml");
        command(world, CommandKind::one_way, "arch", way);
        const auto most = most_on_bridge(world, 6);
        EXPECT_GT(most[way == 1 ? 0 : 1], 0) << way;
        EXPECT_EQ(most[way == 1 ? 1 : 0], 0) << way;
    }
}

TEST(Commands, AParameterHoldsFromTheNextTick) {
    World slow = world_of("tiny/one_bridge.yaml"), plain = world_of("tiny/one_bridge.yaml");
    command(slow, CommandKind::set_param, "pedestrian.leisure_speed", 0.4);
    run(slow, 1, 120), run(plain, 1, 120);
    EXPECT_NE(slow.state_hash(), plain.state_hash());
    const auto mean_speed = [](const World& world) {
        const Walkers& w = world.walkers();
        float sum = 0;
        for (std::size_t i = 0; i < w.size(); ++i) sum += w.used(i) ? w.free_speed[i] : 0;
        return sum / static_cast<float>(w.count());
    };
    EXPECT_LT(mean_speed(slow), 0.7f * mean_speed(plain));
}

}  // namespace
}  // namespace wz
