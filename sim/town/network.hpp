// Lines become a graph: split where they cross, touch, or share vertices. Streets, water and roads use the same rule.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/vec2.hpp"

namespace wz {

constexpr double join_tolerance = 0.3;  // m: closer points are the same vertex

struct NetLine {
    std::vector<Vec2d> points;
    int level = 0;
};
struct NetVertex {
    Vec2d at;
    std::uint32_t levels = 0;  // bit per level that meets here
    bool end = false;          // of some line: joins all levels
};
struct NetEdge {
    std::uint32_t a, b;   // vertices, in the direction of the line
    std::uint32_t line;   // index of the line
    double from_m, to_m;  // along the line
};
struct Network {
    std::vector<NetVertex> vertices;
    std::vector<NetEdge> edges;

    std::uint32_t vertex(Vec2d at, int level, bool end);
};

Network make_network(std::span<const NetLine> lines);

double length_of(std::span<const Vec2d> line);
/// The point at a distance along a line.
Vec2d point_along(std::span<const Vec2d> line, double m);
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

}  // namespace wz
