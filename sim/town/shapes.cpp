#include "town/shapes.hpp"

#include <algorithm>

namespace wz {

double length_of(std::span<const Vec2d> line) {
    double m = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) m += norm(line[i + 1] - line[i]);
    return m;
}

Vec2d point_along(std::span<const Vec2d> line, double m) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const double piece = norm(line[i + 1] - line[i]);
        if (m <= piece && piece > 0) return line[i] + (line[i + 1] - line[i]) * (std::max(m, 0.0) / piece);
        m -= piece;
    }
    return line.back();
}

std::vector<Vec2d> part_of(std::span<const Vec2d> line, double from, double to) {
    constexpr double same = 0.01;  // m: a vertex this near to an end of the part is that end
    std::vector<Vec2d> part{point_along(line, from)};
    double m = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (i > 0) m += norm(line[i] - line[i - 1]);
        if (m > from + same && m < to - same) part.push_back(line[i]);
    }
    part.push_back(point_along(line, to));
    return part;
}

bool inside_ring(Vec2d p, std::span<const Vec2d> ring) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const Vec2d a = ring[i], b = ring[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
    }
    return inside;
}

double depth_in_ring(Vec2d p, std::span<const Vec2d> ring) {
    double best = 1e18;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        best = std::min(best, nearest_on_segment(p, ring[j], ring[i]).distance);
    return inside_ring(p, ring) ? best : -best;
}

Vec2d centroid(std::span<const Vec2d> ring) {
    double area = 0;
    Vec2d c{};
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const double w = cross(ring[j] - ring[0], ring[i] - ring[0]);
        area += w;
        c += ((ring[j] - ring[0]) + (ring[i] - ring[0])) * (w / 3);
    }
    return area != 0 ? ring[0] + c * (1 / area) : ring[0];
}

OnLine nearest_on_line(Vec2d p, std::span<const Vec2d> line) {
    OnLine best{1e18, 0, line[0]};
    double m = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const auto on = nearest_on_segment(p, line[i], line[i + 1]);
        const double piece = norm(line[i + 1] - line[i]);
        if (on.distance < best.distance) best = {on.distance, m + on.fraction * piece, on.point};
        m += piece;
    }
    return best;
}

Meeting meeting(Vec2d a, Vec2d b, Vec2d c, Vec2d d) {
    const Vec2d ab = b - a, cd = d - c;
    const double det = cross(ab, cd);
    if (det == 0) return {};
    const double s = cross(c - a, cd) / det, t = cross(c - a, ab) / det;
    return {s >= 0 && s <= 1 && t >= 0 && t <= 1, s, t};
}

Box box_of(std::span<const Vec2d> points) {
    Box box;
    for (const Vec2d p : points) box.include(p);
    return box;
}

}  // namespace wz
