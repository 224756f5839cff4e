#include "town/network.hpp"

#include <algorithm>

namespace wz {

namespace {

struct Piece {
    Vec2d a, b;
    std::uint32_t line;
    double from_m;
    std::vector<double> cuts;  // fractions
    [[nodiscard]] double length() const { return norm(b - a); }
};

std::vector<Piece> pieces_of(std::span<const NetLine> lines) {
    std::vector<Piece> pieces;
    for (std::uint32_t l = 0; l < lines.size(); ++l) {
        double m = 0;
        for (std::size_t i = 0; i + 1 < lines[l].points.size(); ++i) {
            pieces.push_back({lines[l].points[i], lines[l].points[i + 1], l, m, {}});
            m += norm(lines[l].points[i + 1] - lines[l].points[i]);
        }
    }
    return pieces;
}

bool boxes_touch(const Piece& p, const Piece& q) {
    const double t = join_tolerance;
    return std::min(p.a.x, p.b.x) - t <= std::max(q.a.x, q.b.x) &&
           std::min(q.a.x, q.b.x) - t <= std::max(p.a.x, p.b.x) &&
           std::min(p.a.y, p.b.y) - t <= std::max(q.a.y, q.b.y) && std::min(q.a.y, q.b.y) - t <= std::max(p.a.y, p.b.y);
}

/// Cuts p where an end of q lies on it.
void cut_at_end(Piece& p, Vec2d end) {
    const auto on = nearest_on_segment(end, p.a, p.b);
    if (on.distance <= join_tolerance) p.cuts.push_back(on.fraction);
}

void cut_at_crossing(Piece& p, Piece& q) {
    const Vec2d d = p.b - p.a, e = q.b - q.a;
    const double det = cross(d, e);
    if (det == 0) return;
    const double s = cross(q.a - p.a, e) / det, t = cross(q.a - p.a, d) / det;
    if (s < 0 || s > 1 || t < 0 || t > 1) return;
    p.cuts.push_back(s);
    q.cuts.push_back(t);
}

}  // namespace

std::uint32_t Network::vertex(Vec2d at, int level, bool end) {
    const std::uint32_t bit = 1u << level;
    for (std::uint32_t i = 0; i < vertices.size(); ++i) {
        NetVertex& v = vertices[i];
        if (std::abs(v.at.x - at.x) > join_tolerance || norm(v.at - at) > join_tolerance) continue;
        if ((v.levels & bit) == 0 && !end && !v.end) continue;
        v.levels |= bit;
        v.end = v.end || end;
        return i;
    }
    vertices.push_back({at, bit, end});
    return static_cast<std::uint32_t>(vertices.size() - 1);
}

Network make_network(std::span<const NetLine> lines) {
    std::vector<Piece> pieces = pieces_of(lines);
    for (std::size_t i = 0; i < pieces.size(); ++i)
        for (std::size_t j = i + 1; j < pieces.size(); ++j) {
            Piece& p = pieces[i];
            Piece& q = pieces[j];
            if (!boxes_touch(p, q)) continue;
            if (p.line == q.line && j == i + 1) continue;
            const auto& ends_p = lines[p.line].points;
            const auto& ends_q = lines[q.line].points;
            for (const Vec2d end : {ends_q.front(), ends_q.back()})
                if (end == q.a || end == q.b) cut_at_end(p, end);
            for (const Vec2d end : {ends_p.front(), ends_p.back()})
                if (end == p.a || end == p.b) cut_at_end(q, end);
            if (lines[p.line].level != lines[q.line].level) continue;
            cut_at_crossing(p, q);
            cut_at_end(p, q.a), cut_at_end(p, q.b), cut_at_end(q, p.a), cut_at_end(q, p.b);
        }
    Network net;
    for (Piece& p : pieces) {
        p.cuts.push_back(0);
        p.cuts.push_back(1);
        std::ranges::sort(p.cuts);
        const auto& line = lines[p.line];
        std::uint32_t last = UINT32_MAX;
        double last_m = 0;
        for (const double f : p.cuts) {
            const Vec2d at = f == 0 ? p.a : (f == 1 ? p.b : p.a + (p.b - p.a) * f);
            const bool end = at == line.points.front() || at == line.points.back();
            const std::uint32_t v = net.vertex(at, line.level, end);
            const double m = p.from_m + p.length() * f;
            if (last != UINT32_MAX && v != last) net.edges.push_back({last, v, p.line, last_m, m});
            if (v != last) last = v, last_m = m;
        }
    }
    return net;
}

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

bool inside_ring(Vec2d p, std::span<const Vec2d> ring) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        if ((ring[i].y > p.y) != (ring[j].y > p.y) &&
            p.x < (ring[j].x - ring[i].x) * (p.y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x)
            inside = !inside;
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

}  // namespace wz
