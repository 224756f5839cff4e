#include "observe/voronoi.hpp"

#include <algorithm>
#include <cmath>

#include "town/shapes.hpp"

namespace wz {

namespace {

constexpr double far = 200;  // m: no cell is wider

/// Keeps what is nearer to p than to q.
void cut(Outline& ring, Vec2d p, Vec2d q) {
    const Vec2d n = q - p, middle = (p + q) * 0.5;
    Outline kept;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Vec2d a = ring[i], b = ring[(i + 1) % ring.size()];
        const double da = dot(a - middle, n), db = dot(b - middle, n);
        if (da <= 0) kept.push_back(a);
        if ((da < 0 && db > 0) || (da > 0 && db < 0)) kept.push_back(a + (b - a) * (da / (da - db)));
    }
    ring.swap(kept);
}

double reach_of(const Outline& ring, Vec2d p) {
    double farthest = 0;
    for (const Vec2d q : ring) farthest = std::max(farthest, norm2(q - p));
    return farthest;
}

/// Cell of people[i] in the open plane.
Outline cell_of(std::size_t i, const std::vector<PersonSample>& people,
                std::vector<std::pair<double, std::size_t>>& near) {
    const Vec2d p = people[i].at;
    near.clear();
    for (std::size_t j = 0; j < people.size(); ++j)
        if (j != i) near.emplace_back(norm2(people[j].at - p), j);
    std::ranges::sort(near);
    Outline cell{{p.x - far, p.y - far}, {p.x + far, p.y - far}, {p.x + far, p.y + far}, {p.x - far, p.y + far}};
    for (const auto& [distance2, j] : near) {
        if (distance2 > 4 * reach_of(cell, p)) break;
        if (distance2 > 0) cut(cell, p, people[j].at);
    }
    return cell;
}

/// Whether part of the segment lies within the convex ring.
bool crosses(Vec2d a, Vec2d b, const Outline& convex) {
    constexpr double least = 1e-6;
    double from = 0, to = 1;
    for (std::size_t i = 0; i < convex.size(); ++i) {
        const Vec2d c = convex[i], edge = convex[(i + 1) % convex.size()] - c;
        const double da = cross(edge, a - c), db = cross(edge, b - c);  // ≥ 0: inside
        if (da < 0 && db < 0) return false;
        if (da < 0) from = std::max(from, da / (da - db));
        if (db < 0) to = std::min(to, da / (da - db));
    }
    return (to - from) * norm(b - a) > least;
}

}  // namespace

double area_of(const Outline& ring) {
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) twice += cross(ring[i], ring[(i + 1) % ring.size()]);
    return twice / 2;
}

Outline clip(const Outline& polygon, const Outline& convex) {
    Outline ring = polygon;
    for (std::size_t e = 0; e < convex.size() && !ring.empty(); ++e) {
        const Vec2d c = convex[e], edge = convex[(e + 1) % convex.size()] - c;
        Outline kept;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Vec2d a = ring[i], b = ring[(i + 1) % ring.size()];
            const double da = cross(edge, a - c), db = cross(edge, b - c);
            if (da >= 0) kept.push_back(a);
            if ((da > 0 && db < 0) || (da < 0 && db > 0)) kept.push_back(a + (b - a) * (da / (da - db)));
        }
        ring.swap(kept);
    }
    return ring;
}

Ground::Ground(const Town& town) {
    constexpr double same = 0.05, least_opening = 0.1;  // m
    const auto take = [&](bool floors) {
        for (const WalkPolygon& f : town.map.walk_polygons)
            if ((f.kind == "floor") == floors) pieces_.push_back({f.ring, {}});
    };
    take(true);
    if (pieces_.empty()) take(false);
    for (std::size_t i = 0; i < pieces_.size(); ++i)
        for (std::size_t j = 0; j < pieces_.size(); ++j)
            for (std::size_t e = 0; i != j && e < pieces_[i].ring.size(); ++e) {
                const Vec2d a = pieces_[i].ring[e], b = pieces_[i].ring[(e + 1) % pieces_[i].ring.size()];
                const Vec2d along = unit(b - a);
                for (std::size_t k = 0; k < pieces_[j].ring.size(); ++k) {
                    const Vec2d c = pieces_[j].ring[k], d = pieces_[j].ring[(k + 1) % pieces_[j].ring.size()];
                    if (std::abs(cross(along, c - a)) > same || std::abs(cross(along, d - a)) > same) continue;
                    const double s = dot(c - a, along), t = dot(d - a, along);
                    const double from = std::max(0.0, std::min(s, t)), to = std::min(norm(b - a), std::max(s, t));
                    if (to - from > least_opening) pieces_[i].openings.push_back({j, a + along * from, a + along * to});
                }
            }
}

template <class F>
void Ground::parts(const Outline& cell, Vec2d p, F&& f) const {
    std::vector<char> seen(pieces_.size(), 0);
    std::vector<std::size_t> to_visit;
    for (std::size_t i = 0; i < pieces_.size() && to_visit.empty(); ++i)
        if (inside_ring(p, pieces_[i].ring)) to_visit.push_back(i), seen[i] = 1;
    while (!to_visit.empty()) {
        const Piece& piece = pieces_[to_visit.back()];
        to_visit.pop_back();
        f(clip(piece.ring, cell));
        for (const Opening& o : piece.openings)
            if (!seen[o.to] && crosses(o.a, o.b, cell)) seen[o.to] = 1, to_visit.push_back(o.to);
    }
}

Ground::Areas Ground::measure(const Outline& cell, Vec2d p, const Outline& window) const {
    Areas areas;
    parts(cell, p, [&](const Outline& part) {
        areas.cell += std::abs(area_of(part));
        areas.inside += std::abs(area_of(clip(part, window)));
    });
    return areas;
}

VoronoiResult voronoi(const Ground& ground, const Outline& window, const std::vector<PersonSample>& people) {
    VoronoiResult result;
    std::vector<std::pair<double, std::size_t>> near;
    const double size = area_of(window);
    for (std::size_t i = 0; i < people.size(); ++i) {
        const Outline cell = cell_of(i, people, near);
        if (std::abs(area_of(clip(cell, window))) <= 0) continue;
        const Ground::Areas areas = ground.measure(cell, people[i].at, window);
        if (areas.inside <= 0 || areas.cell <= 0) continue;
        result.density += areas.inside / areas.cell / size;
        result.speed += people[i].speed * areas.inside / size;
    }
    return result;
}

}  // namespace wz
