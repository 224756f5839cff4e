// Lines and rings in the plane.
#pragma once

#include <span>
#include <vector>

#include "base/vec2.hpp"

namespace wz {

double length_of(std::span<const Vec2d> line);
/// The point at a distance along a line.
Vec2d point_along(std::span<const Vec2d> line, double m);
/// The stretch of a line between two distances along it.
std::vector<Vec2d> part_of(std::span<const Vec2d> line, double from, double to);
bool inside_ring(Vec2d p, std::span<const Vec2d> ring);
/// Distance to the ring's outline, positive inside.
double depth_in_ring(Vec2d p, std::span<const Vec2d> ring);
Vec2d centroid(std::span<const Vec2d> ring);

/// Nearest place on a polyline: distance, and metres along it.
struct OnLine {
    double distance;
    double along;
    Vec2d at;
};
OnLine nearest_on_line(Vec2d p, std::span<const Vec2d> line);

/// Where segments ab and cd meet, as shares of both; parallel ones never do.
struct Meeting {
    bool meet = false;
    double on_ab = 0;
    double on_cd = 0;
};
Meeting meeting(Vec2d a, Vec2d b, Vec2d c, Vec2d d);

struct Box {
    Vec2d low{1e18, 1e18};
    Vec2d high{-1e18, -1e18};
    void include(Vec2d p) {
        low = {p.x < low.x ? p.x : low.x, p.y < low.y ? p.y : low.y};
        high = {p.x > high.x ? p.x : high.x, p.y > high.y ? p.y : high.y};
    }
    [[nodiscard]] bool touches(const Box& o, double margin = 0) const {
        return low.x - margin <= o.high.x && o.low.x - margin <= high.x && low.y - margin <= o.high.y &&
               o.low.y - margin <= high.y;
    }
    [[nodiscard]] bool contains(Vec2d p, double margin = 0) const {
        return p.x >= low.x - margin && p.x <= high.x + margin && p.y >= low.y - margin && p.y <= high.y + margin;
    }
};
Box box_of(std::span<const Vec2d> points);

}  // namespace wz
