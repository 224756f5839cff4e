// The outline of a sculled boat, alike at both ends, and how deep two convex outlines overlap.
#pragma once

#include <array>
#include <span>

#include "base/fmath.hpp"
#include "base/vec2.hpp"

namespace wz::water {

inline constexpr double hull_length = 6.5;  // m
inline constexpr double half_hull = hull_length / 2;
inline constexpr double hull_beam = 1.5;      // m
inline constexpr double two_way_width = 4.5;  // m of free water in which two boats pass each other

using Outline = std::array<Vec2d, 8>;
/// Counter-clockwise in the hull's own frame: x ahead, y to port.
inline constexpr Outline hull_outline{{{3.25, -0.25},
                                       {3.25, 0.25},
                                       {2.2, 0.75},
                                       {-2.2, 0.75},
                                       {-3.25, 0.25},
                                       {-3.25, -0.25},
                                       {-2.2, -0.75},
                                       {2.2, -0.75}}};

inline Outline outline_at(Vec2d at, double heading) {
    const auto [s, c] = fmath::sincos(heading);
    Outline world;
    for (std::size_t i = 0; i < world.size(); ++i) {
        const Vec2d p = hull_outline[i];
        world[i] = {at.x + c * p.x - s * p.y, at.y + s * p.x + c * p.y};
    }
    return world;
}

/// How far two convex shapes (a segment counts as one) must be moved apart, m; negative: a lower bound of their
/// distance.
double overlap_depth(std::span<const Vec2d> a, std::span<const Vec2d> b);

}  // namespace wz::water
