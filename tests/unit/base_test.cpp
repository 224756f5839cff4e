#include <gtest/gtest.h>

#include <atomic>
#include <cmath>

#include "base/fmath.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"
#include "base/time.hpp"

namespace {

using namespace wz;

TEST(Fmath, AgreesWithTheCLibrary) {
    Draws draw(1, Stream::shuffle_test, 0);
    for (int i = 0; i < 20000; ++i) {
        const double x = draw.uniform(-30, 30), y = draw.uniform(1e-6, 1e6), z = draw.uniform(-5, 5);
        EXPECT_NEAR(fmath::exp(x) / std::exp(x), 1.0, 2e-13) << x;
        EXPECT_NEAR(fmath::sin(x), std::sin(x), 1e-12) << x;
        EXPECT_NEAR(fmath::cos(x), std::cos(x), 1e-12) << x;
        EXPECT_NEAR(fmath::atan2(x, z), std::atan2(x, z), 1e-12) << x << " " << z;
        EXPECT_NEAR(fmath::log(y), std::log(y), 2e-13 * (1 + std::abs(std::log(y)))) << y;
    }
}

TEST(Draws, NormalHasItsMoments) {
    double sum = 0, squares = 0;
    const int n = 200000;
    for (int i = 0; i < n; ++i) {
        const double v = Draws(7, Stream::speed, static_cast<std::uint64_t>(i)).normal();
        sum += v;
        squares += v * v;
    }
    EXPECT_NEAR(sum / n, 0, 4 / std::sqrt(n));
    EXPECT_NEAR(squares / n, 1, 4 * std::sqrt(2.0 / n));
}

TEST(Team, EveryBlockOnceForAnyNumberOfThreads) {
    for (const unsigned threads : {1u, 2u, 3u, 7u}) {
        Team team(threads);
        for (int round = 0; round < 3000; ++round) {  // many small jobs: races hide in them
            std::vector<int> touched(static_cast<std::size_t>(round % 37), 0);
            team.for_blocks(touched.size(), [&](std::size_t b) { ++touched[b]; });
            for (const int t : touched) ASSERT_EQ(t, 1);
        }
    }
}

TEST(Clock, ReadsAndWrites) {
    EXPECT_EQ(parse_clock("07:30"), ticks(27000));
    EXPECT_EQ(parse_clock("25:30:05"), ticks(91805));
    for (const char* bad : {"", "7", "07:60", "48:00", "ab:cd", "07:3", "-1:00"})
        EXPECT_EQ(parse_clock(bad), -1) << bad;
    EXPECT_EQ(clock_text(ticks(27000)), "07:30:00");
}

}  // namespace
