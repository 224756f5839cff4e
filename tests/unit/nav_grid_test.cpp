// The walkable surface: distances to walls, also where the bands meet in which it is drawn, and what it keeps of open
// ground.
#include "town/nav_grid.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.hpp"

namespace wz {
namespace {

WalkShape rectangle(Vec2d low, Vec2d high, std::size_t patch) {
    WalkShape s;
    s.points = {low, {high.x, low.y}, high, {low.x, high.y}};
    s.patch = PatchId(patch);
    return s;
}

/// A yard 20 m wide that goes over into a street 10 m wide. Drawing begins 3 m below it, and a band is 16 tiles of 8 m,
/// so that one begins at 125 m, the next at 253 m.
TEST(NavGrid, WallsAreFeltAcrossTheBandsInWhichTheSurfaceIsDrawn) {
    // between nodes, h = 0.25 m apart, values are interpolated: at a kink that is h / 4 off
    constexpr double exact = 0.25 / 4 + 0.003;
    for (const double shoulder : {124.3, 125.0, 125.4, 132.9, 140.0}) {
        const std::vector<WalkShape> shapes{rectangle({0, 0}, {20, shoulder}, 0),
                                            rectangle({5, shoulder}, {15, 300}, 1)};
        const NavGrid grid = NavGrid::build(shapes);
        for (double y = 0.1; y < 299.9; y += 0.1) {
            const bool yard = y < shoulder;
            const auto at = [&](double x) {
                return static_cast<double>(grid.distance({static_cast<float>(x), static_cast<float>(y)}, 1));
            };
            const double to_end = std::min(y, 300 - y), cap = static_cast<double>(NavGrid::distance_cap);
            EXPECT_NEAR(at(10), std::min(to_end, cap), exact) << "in the middle at " << y;
            if (yard) {
                EXPECT_NEAR(at(2), std::min({to_end, shoulder - y, cap}), exact) << "before the shoulder at " << y;
            } else if (y > shoulder + 1) {
                EXPECT_NEAR(at(5.6), std::min(to_end, 0.6), exact) << "at the wall of the street at " << y;
            }
            EXPECT_EQ(grid.patch({10, static_cast<float>(y)}, 1).valid(), true);
        }
    }
}

/// A yard of two patches, and above it a bridge on a level of its own: places on it, off it, far away, on one level,
/// both or none.
TEST(NavGrid, WallsOfManyPlacesAreThoseOfEach) {
    WalkShape bridge = rectangle({-20, 4}, {40, 8.3}, 1);
    bridge.deck = 1;
    const std::vector<WalkShape> shapes{rectangle({0, 0}, {9.3, 30}, 0), rectangle({9.3, 0}, {20, 30}, 2), bridge};
    const NavGrid grid = NavGrid::build(shapes);
    Draws draw(5, Stream::shuffle_test, 0, 0);
    constexpr std::size_t n = Places::count;
    for (int round = 0; round < 200; ++round) {
        float x[n], y[n], distance[n], away_x[n], away_y[n], alone[n];
        std::uint8_t decks[n];
        for (std::size_t i = 0; i < n; ++i) {
            x[i] = draw.uniform() < 0.03 ? 1e6f : static_cast<float>(draw.uniform(-30, 50));
            y[i] = static_cast<float>(draw.uniform(-10, 40));
            decks[i] = static_cast<std::uint8_t>(draw.uniform() < 0.7 ? 1 : draw.below(4));
            distance[i] = away_x[i] = away_y[i] = alone[i] = 77;
        }
        const std::uint32_t wanted = draw.below(1u << n);
        grid.walls({x, y, decks}, wanted, {distance, away_x, away_y});
        grid.walls({x, y, decks}, wanted, {alone});
        PatchId patches[n];
        grid.patches({x, y, decks}, n, patches);
        for (std::size_t i = 0; i < n; ++i) {
            const bool is_wanted = (wanted >> i & 1) != 0;
            const NavGrid::Wall wall = grid.wall({x[i], y[i]}, decks[i]);
            EXPECT_EQ(distance[i], is_wanted ? wall.distance : 77) << x[i] << ' ' << y[i] << ' ' << int{decks[i]};
            EXPECT_EQ(alone[i], is_wanted ? wall.distance : 77);
            EXPECT_EQ(away_x[i], is_wanted ? wall.away.x : 77);
            EXPECT_EQ(away_y[i], is_wanted ? wall.away.y : 77);
            EXPECT_EQ(patches[i], grid.patch({x[i], y[i]}, decks[i]));
        }
    }
}

/// More than are asked for ahead, and no whole number of vectors.
TEST(NavGrid, PatchesOfACrowdAreThoseOfEach) {
    WalkShape bridge = rectangle({-20, 4}, {40, 8.3}, 1);
    bridge.deck = 1;
    const std::vector<WalkShape> shapes{rectangle({0, 0}, {9.3, 30}, 0), rectangle({9.3, 0}, {20, 30}, 2), bridge};
    const NavGrid grid = NavGrid::build(shapes);
    Draws draw(6, Stream::shuffle_test, 0, 0);
    for (const std::size_t count : {1u, 63u, 130u, 511u, 512u}) {
        std::vector<float> x(count + Places::count), y(x.size());
        std::vector<std::uint8_t> decks(x.size());
        std::vector<PatchId> found(x.size());
        for (std::size_t i = 0; i < count; ++i) {
            x[i] = static_cast<float>(draw.uniform(-30, 50)), y[i] = static_cast<float>(draw.uniform(-10, 40));
            decks[i] = static_cast<std::uint8_t>(draw.below(4));
        }
        grid.patches({x.data(), y.data(), decks.data()}, count, found.data());
        for (std::size_t i = 0; i < count; ++i)
            EXPECT_EQ(found[i], grid.patch({x[i], y[i]}, decks[i])) << i << " of " << count;
    }
}

TEST(NavGrid, OpenGroundCostsNextToNothing) {
    const std::vector<WalkShape> shapes{rectangle({0, 0}, {400, 400}, 0)};
    const NavGrid grid = NavGrid::build(shapes);
    EXPECT_NEAR(grid.walkable_m2(), 160000, 500);
    EXPECT_LT(grid.bytes(), 3'000'000u) << "15 MB if every tile were kept";
    EXPECT_EQ(grid.distance({200, 200}, 1), NavGrid::distance_cap);
    EXPECT_EQ(grid.patch({200, 200}, 1), PatchId(0u));
}

}  // namespace
}  // namespace wz
