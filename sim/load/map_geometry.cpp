#include "load/map_geometry.hpp"

#include <fmt/format.h>

#include <cmath>

#include "load/fields.hpp"

namespace wz {

namespace {

constexpr double same_point_m = 0.01;
constexpr double farthest_m = 30000;  // a town; beyond it, coordinates are in another order or of another place

double twice_area(const std::vector<Vec2d>& ring) {
    double sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i)
        sum += cross(ring[i] - ring[0], ring[(i + 1) % ring.size()] - ring[0]);
    return sum;
}

bool properly_cross(Vec2d a, Vec2d b, Vec2d c, Vec2d d) {
    const auto side = [](Vec2d p, Vec2d q, Vec2d r) { return cross(q - p, r - p); };
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/// Index of an edge that crosses another one, or −1.
int crossing_edge(const std::vector<Vec2d>& ring) {
    const std::size_t n = ring.size();
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = i + 2; j < n; ++j) {
            if (properly_cross(ring[i], ring[i + 1], ring[j], ring[(j + 1) % n])) return static_cast<int>(i);
        }
    }
    return -1;
}

}  // namespace

const DocNode* GeometryReader::coordinates(const DocNode& geometry, const char* type, const std::string& name) {
    const DocMember* t = geometry.find("type");
    const DocMember* c = geometry.find("coordinates");
    if (!t || t->node.text != type) {
        problems_.add(t ? t->node.where() : geometry.where(),
                      fmt::format("the geometry of {} is {}", name, t ? t->node.shown() : "without type"),
                      fmt::format("\"{}\" for this kind", type), "draw it as such, or change its kind");
        return nullptr;
    }
    if (!c || !c->node.is_list()) {
        problems_.add(geometry.where(), fmt::format("{} has no coordinates", name), "a list",
                      "add \"coordinates\": […]");
        return nullptr;
    }
    return &c->node;
}

std::optional<Vec2d> GeometryReader::position(const DocNode& node, const std::string& name) {
    if (!node.is_list() || node.items.size() < 2) {
        problems_.add(node.where(), fmt::format("a position of {} is {}", name, node.shown()), "[longitude, latitude]",
                      "write two numbers in brackets");
        return std::nullopt;
    }
    if (origin_.local) {
        const Range metres{-farthest_m, farthest_m, "m"};
        const auto x = as_number(node.items[0], "x of " + name, metres, problems_);
        const auto y = as_number(node.items[1], "y of " + name, metres, problems_);
        return x && y ? std::optional(Vec2d{*x, *y}) : std::nullopt;
    }
    const auto lon = as_number(node.items[0], "the longitude of " + name, {-180, 180, "degrees"}, problems_);
    const auto lat = as_number(node.items[1], "the latitude of " + name, {-90, 90, "degrees"}, problems_);
    if (!lon || !lat) return std::nullopt;
    const Vec2d p = origin_.to_local(*lon, *lat);
    if (norm(p) > farthest_m) {
        problems_.add(node.where(), fmt::format("{} lies {:.0f} km from the map's origin", name, norm(p) / 1000),
                      fmt::format("at most {:.0f} km", farthest_m / 1000), "longitude comes first, then latitude");
        return std::nullopt;
    }
    return p;
}

std::vector<Vec2d> GeometryReader::positions(const DocNode& node, const std::string& name) {
    std::vector<Vec2d> points;
    for (const DocNode& item : node.items) {
        const auto p = position(item, name);
        if (!p) return {};  // one message per line is enough
        if (points.empty() || norm(*p - points.back()) > same_point_m) points.push_back(*p);
    }
    return points;
}

std::optional<Vec2d> GeometryReader::point(const DocNode& geometry, const std::string& name) {
    const DocNode* c = coordinates(geometry, "Point", name);
    return c ? position(*c, name) : std::nullopt;
}

std::vector<Vec2d> GeometryReader::line(const DocNode& geometry, const std::string& name) {
    const DocNode* c = coordinates(geometry, "LineString", name);
    if (!c) return {};
    const std::size_t before = problems_.list().size();
    std::vector<Vec2d> points = positions(*c, name);
    if (points.size() < 2 && problems_.list().size() == before) {
        problems_.add(c->where(), fmt::format("the line {} has no length", name), "at least two different points",
                      "add a point, or remove the feature");
    }
    return points.size() < 2 ? std::vector<Vec2d>{} : points;
}

std::vector<Vec2d> GeometryReader::ring(const DocNode& geometry, const std::string& name) {
    const DocNode* c = coordinates(geometry, "Polygon", name);
    if (!c) return {};
    if (c->items.size() != 1 || !c->items[0].is_list()) {
        problems_.add(c->where(), fmt::format("the polygon {} has {} rings", name, c->items.size()),
                      "one ring, no holes", "cut it into polygons without holes");
        return {};
    }
    const std::size_t before = problems_.list().size();
    std::vector<Vec2d> points = positions(c->items[0], name);
    if (problems_.list().size() > before) return {};
    const bool closed = points.size() > 3 && norm(points.front() - points.back()) <= same_point_m;
    if (closed) points.pop_back();
    if (!closed || std::abs(twice_area(points)) < 0.02) {
        problems_.add(c->where(), fmt::format("the ring of {} is {}", name, closed ? "without area" : "not closed"),
                      "at least three corners, and the first position again at the end", "correct the ring");
        return {};
    }
    if (const int edge = crossing_edge(points); edge >= 0) {
        const DocNode& corner = c->items[0].items[std::min<std::size_t>(edge, c->items[0].items.size() - 1)];
        problems_.add(corner.where(), fmt::format("the ring of {} crosses itself near its corner {}", name, edge + 1),
                      "a ring without crossings", "put the corners in order");
        return {};
    }
    if (twice_area(points) < 0) points = {points.rbegin(), points.rend()};
    return points;
}

}  // namespace wz
