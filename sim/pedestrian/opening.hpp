// Doors between floors.
#pragma once

#include <algorithm>
#include <cmath>

#include "pedestrian/tactical.hpp"
#include "town/town.hpp"

namespace wz::tactical {

// Fitted together to flow, density and speed before the HERMES doors:
inline constexpr float jamb_clearance = 0.7f;  // m: as near to its sides people aim
inline constexpr float aims_behind = 0.4f;  // of its half width, and m at least: they aim at a point so far beyond it
inline constexpr float funnel = 1.5f;       // by which the crowd is wider on each side with every metre before it

/// Between two floors: people keep their place across the way, so that streams bend without crossing and fill a door;
/// on its right if others come through it.
struct Opening {
    Vec2 middle, along;  // along: unit, the way through it
    float half_width;

    /// `way`: unit, of the way to it.
    Opening(const Node& node, Vec2 way) : middle(node.at), half_width(norm(node.opening)) {
        const Vec2 normal = perp(unit(node.opening));
        along = dot(normal, way) >= 0 ? normal : -normal;
    }
    /// `place`: −1 on the right of the way to it .. 1 on its left.
    [[nodiscard]] Vec2 aim(float place, Side side) const {
        const float behind = aims_behind * std::max(1.0f, half_width);
        const float room = std::max(half_width - jamb_clearance, 0.0f);
        const float leftmost = std::max(room * (1 - 2 * side.oncoming), -room);
        const float straight_on = std::clamp(place * room, -room, leftmost);
        const float aside = straight_on + 0.25f * side.oncoming * (side.liked * room - straight_on);
        return middle + along * behind + perp(along) * aside;
    }
    /// Half of the width over which people spread who are as far before it as `at`, of `way` far off: a funnel. Those
    /// in front of it go straight on; if all were drawn to its middle, its sides would stay empty.
    [[nodiscard]] float drawn_from(Vec2 at, float way) const {
        const float before = std::max(0.0f, dot(middle - at, along));
        return std::max(half_width, std::min(way, half_width + funnel * before));
    }
    [[nodiscard]] bool passed(Vec2 at) const {
        constexpr float just_before = 0.1f;  // m
        return dot(at - middle, along) > -just_before && std::abs(cross(along, at - middle)) < half_width + just_before;
    }
};

}  // namespace wz::tactical
