// Lines become a graph: split where they cross, touch, or share vertices. Streets, water and roads use the same rule.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "town/shapes.hpp"

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

}  // namespace wz
