// The walkable surface: distances to walls, also where the bands meet in which it is drawn, and what it keeps of open
// ground.
#include "town/nav_grid.hpp"

#include <gtest/gtest.h>

#include <algorithm>

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
