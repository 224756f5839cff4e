#include "town/network.hpp"

#include <algorithm>

namespace wz {

namespace {

struct LinePiece {  // a straight piece of a line
    Vec2d a, b;
    std::uint32_t line;
    double from_m;
    bool first, last;          // of its line
    std::vector<double> cuts;  // shares of the piece
    [[nodiscard]] double length() const { return norm(b - a); }
};

std::vector<LinePiece> pieces_of(std::span<const NetLine> lines) {
    std::vector<LinePiece> pieces;
    for (std::uint32_t l = 0; l < lines.size(); ++l) {
        const auto& points = lines[l].points;
        double m = 0;
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
            pieces.push_back({points[i], points[i + 1], l, m, i == 0, i + 2 == points.size(), {}});
            m += norm(points[i + 1] - points[i]);
        }
    }
    return pieces;
}

void cut_where(LinePiece& p, Vec2d point) {
    const auto on = nearest_on_segment(point, p.a, p.b);
    if (on.distance <= join_tolerance) p.cuts.push_back(on.fraction);
}

/// Line ends join whatever they touch; all else only on the same level.
void cut_each_other(LinePiece& p, LinePiece& q, bool same_level) {
    if (same_level || q.first) cut_where(p, q.a);
    if (same_level || q.last) cut_where(p, q.b);
    if (same_level || p.first) cut_where(q, p.a);
    if (same_level || p.last) cut_where(q, p.b);
    const Meeting m = same_level ? meeting(p.a, p.b, q.a, q.b) : Meeting{};
    if (!m.meet) return;
    p.cuts.push_back(m.on_ab);
    q.cuts.push_back(m.on_cd);
}

void add_edges(Network& net, LinePiece& p, int level) {
    p.cuts.push_back(0);
    p.cuts.push_back(1);
    std::ranges::sort(p.cuts);
    std::uint32_t last = UINT32_MAX;
    double last_m = 0;
    for (const double f : p.cuts) {
        const Vec2d at = f == 0 ? p.a : (f == 1 ? p.b : p.a + (p.b - p.a) * f);
        const std::uint32_t v = net.vertex(at, level, (p.first && f == 0) || (p.last && f == 1));
        if (v == last) continue;
        const double m = p.from_m + p.length() * f;
        if (last != UINT32_MAX) net.edges.push_back({last, v, p.line, last_m, m});
        last = v;
        last_m = m;
    }
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
    std::vector<LinePiece> pieces = pieces_of(lines);
    std::vector<Box> boxes;
    for (const LinePiece& p : pieces) boxes.push_back(box_of(std::vector{p.a, p.b}));
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        for (std::size_t j = i + 1; j < pieces.size(); ++j) {
            if (!boxes[i].touches(boxes[j], join_tolerance)) continue;
            LinePiece& p = pieces[i];
            LinePiece& q = pieces[j];
            const bool neighbours = p.line == q.line && j == i + 1;
            if (!neighbours) cut_each_other(p, q, lines[p.line].level == lines[q.line].level);
        }
    }
    Network net;
    for (LinePiece& p : pieces) add_edges(net, p, lines[p.line].level);
    return net;
}

}  // namespace wz
