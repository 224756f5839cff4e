// What hurts, why it is jammed, what somebody is about: read from a world, without changing it.
#include <gtest/gtest.h>

#include <cmath>

#include "observe/jam.hpp"
#include "observe/pains.hpp"
#include "observe/story.hpp"
#include "run_hash.hpp"

namespace {

using namespace wz;

constexpr QueueName entrance{QueueName::Kind::gate_in, 0};
Team alone(1);

/// A tiny day on which 400 people come within a minute.
World rush(const std::string& file) {
    std::shared_ptr<const Town> town;
    auto day = std::make_shared<Scenario>(load_scenario(WUZHEN_SOURCE_DIR "/scenarios/tiny/" + file, &town));
    day->populations.front().count = 400;
    day->populations.front().arrivals.from = {{day->start, 1}, {day->start + ticks(60), 0}};
    return World(town, day);
}
World rush_after(const std::string& file, double s) {
    World world = rush(file);
    test::run(world, 1, s);
    return world;
}

TEST(Pains, CountPersonSecondsOfWaitingAndForgetThem) {
    World world = rush("one_gate.yaml");
    Pains pains(world);
    SurfaceSample sample;
    double expected_s = 0;
    for (int second = 0; second < 150; ++second) {
        test::run(world, 1, 1);
        sample.take(world, alone);
        pains.each_second(world, sample);
        expected_s = expected_s * std::exp(-1 / Pains::memory_s) + people_in(world, entrance);
    }
    const auto worst = pains.worst(world, 5);
    ASSERT_FALSE(worst.empty());
    EXPECT_FALSE(worst.front().street);
    EXPECT_EQ(worst.front().queue, entrance);
    EXPECT_GT(worst.front().people, 10);
    EXPECT_NEAR(worst.front().lost_min, expected_s / 60, 1e-6);
}

TEST(Pains, FindTheCrowdedStreet) {
    World world = rush("bottleneck.yaml");
    Pains pains(world);
    SurfaceSample sample;
    for (int second = 0; second < 120; ++second) {
        test::run(world, 1, 1);
        sample.take(world, alone);
        pains.each_second(world, sample);
    }
    const std::uint64_t before = world.state_hash();
    const auto worst = pains.worst(world, 5);
    ASSERT_FALSE(worst.empty());
    EXPECT_TRUE(worst.front().street);
    EXPECT_EQ(world.state_hash(), before) << "looking changed the world";
}

TEST(Jam, EndsAtTheGateWhoseLanesAreBusy) {
    const World world = rush_after("one_gate.yaml", 120);
    SurfaceSample sample;
    sample.take(world, alone);
    const auto chain = why_jammed(world, sample, entrance);
    ASSERT_EQ(chain.size(), 1u);
    EXPECT_TRUE(chain.front().binding);
    EXPECT_NE(chain.front().why.find("lanes busy"), std::string::npos) << chain.front().why;
    EXPECT_GT(chain.front().people, 10);
}

TEST(Jam, FollowsACrowdToTheNarrowPlace) {
    const World world = rush_after("bottleneck.yaml", 120);
    SurfaceSample sample;
    sample.take(world, alone);
    Pains pains(world);
    for (int i = 0; i < 100; ++i) pains.each_second(world, sample);
    const auto worst = pains.worst(world, 1);
    ASSERT_FALSE(worst.empty());
    const auto chain = why_jammed(world, sample, worst.front().patch);
    ASSERT_FALSE(chain.empty());
    EXPECT_TRUE(chain.back().binding);
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) EXPECT_FALSE(chain[i].binding);
}

TEST(Story, SaysWhereSomebodyIsAndWhatHeDoes) {
    const World world = rush_after("one_gate.yaml", 120);
    int walkers = 0, waiting = 0;
    for (std::uint32_t p = 0; p < world.people().size(); ++p) {
        const Story s = story_of(world, {ThingKind::person, p, {}});
        EXPECT_FALSE(s.en.empty());
        Vec2 at;
        const Doing doing = world.people().doing[p];
        EXPECT_EQ(find_person(world, PersonId(p), at), doing != Doing::away && doing != Doing::gone);
        if (doing == Doing::walking) {
            ++walkers;
            EXPECT_EQ(at, world.walkers().at(world.people().slot[p]));
        }
        if (doing == Doing::queueing && world.people().spot[p].kind == SpotKind::gate_in) {
            ++waiting;
            EXPECT_EQ(s.lines.front().second.rfind("queues at", 0), 0u) << s.lines.front().second;
            EXPECT_EQ(at, point_of(world.town(), entrance));
        }
    }
    EXPECT_GT(waiting, 0);
    EXPECT_TRUE(story_of(world, {ThingKind::person, 4000000000u, {}}).en.empty()) << "nobody has this number";
    const Story gate = story_of(world, {ThingKind::queue, 0, entrance});
    EXPECT_EQ(gate.value, people_in(world, entrance));
}

TEST(Story, TheWayOnEndsAtTheGoal) {
    World world = test::world_of("tiny/crossing.yaml");
    test::run(world, 1, 40);
    int looked_at = 0;
    for (std::uint32_t p = 0; p < world.people().size(); ++p) {
        const auto way = way_on(world, PersonId(p));
        if (world.people().doing[p] != Doing::walking) {
            EXPECT_TRUE(way.empty() || world.people().doing[p] == Doing::pressing);
            continue;
        }
        ++looked_at;
        const std::uint32_t slot = world.people().slot[p];
        ASSERT_GE(way.size(), 2u);
        EXPECT_EQ(way.front(), world.walkers().at(slot));
        EXPECT_EQ(way.back(), (Vec2{world.walkers().goal_x[slot], world.walkers().goal_y[slot]}));
    }
    EXPECT_GT(looked_at, 0);
}

}  // namespace
