// Races hide in small crowds, and big ones hide others: both, with more threads than cores.
#include <gtest/gtest.h>

#include <cmath>

#include "base/random.hpp"
#include "scenes/crowd_lab.hpp"

namespace wz {
namespace {

using namespace scenes;

/// People from place to place on a square, 1 per m² on average.
std::vector<float> positions(int people, unsigned threads, int steps) {
    const double side = std::sqrt(people);
    const auto s = static_cast<float>(side);
    CrowdLab lab(LabMap().square({{0, 0}, {side, 0}, {side, side}, {0, side}}).street({{1, 1}, {2, 2}}, 1).build(),
                 threads);
    const FieldId middle = lab.goal({s / 2, s / 2});
    Draws draws(5, Stream::wander, 0, 0);
    const auto elsewhere = [&](std::uint32_t i) {
        lab.walkers.goal_x[i] = 1 + (s - 2) * static_cast<float>(draws.uniform());
        lab.walkers.goal_y[i] = 1 + (s - 2) * static_cast<float>(draws.uniform());
        lab.walkers.link[i] = lab.link_of(middle);
    };
    const int across = static_cast<int>(std::ceil(side));
    for (int i = 0; i < people; ++i) {
        const float x = (static_cast<float>(i % across) + 0.5f) * s / static_cast<float>(across);
        const float y = (static_cast<float>(i / across) + 0.5f) * s / static_cast<float>(across);
        elsewhere(lab.add({x, y}, middle, 1.3f));
    }
    lab.arrived = elsewhere;
    for (int i = 0; i < steps; ++i) lab.step();
    std::vector<float> all(lab.walkers.x.begin(), lab.walkers.x.end());
    all.insert(all.end(), lab.walkers.y.begin(), lab.walkers.y.end());
    return all;
}

TEST(CrowdThreads, SmallCrowdManySteps) {
    const std::vector<float> expected = positions(300, 1, 1500);
    for (int repeat = 0; repeat < 3; ++repeat)
        for (const unsigned threads : {2u, 3u, 7u}) EXPECT_EQ(positions(300, threads, 1500), expected) << threads;
}

TEST(CrowdThreads, LargeCrowd) {
    const std::vector<float> expected = positions(10000, 1, 40);
    for (const unsigned threads : {2u, 3u, 7u}) EXPECT_EQ(positions(10000, threads, 40), expected) << threads;
}

}  // namespace
}  // namespace wz
