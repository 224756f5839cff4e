// The cut of every link into lanes and cells.
#include <algorithm>
#include <cmath>

#include "waterway/fairway.hpp"

namespace wz::water {

namespace {

constexpr double sharp_bend_cos = 0.77;  // bends over 40° in narrow water are passed one at a time
constexpr double roomy_width = 9;        // m: here even sharp bends need no grant

}  // namespace

void Fairway::find_junctions() {
    junction_cell_.assign(links_at.size(), {});
    for (std::size_t n = 0; n < links_at.size(); ++n) {
        const auto& links = links_at[n];
        if (links.size() < 2) continue;
        double narrowest = 1e9;
        for (const WaterLinkId l : links) narrowest = std::min(narrowest, town->water_links[l].width);
        bool junction = links.size() > 2;
        if (links.size() == 2) {
            const auto away = [&](WaterLinkId l) {
                return direction(l) * (town->water_links[l].a.index() == n ? 1.0 : -1.0);
            };
            junction = -dot(away(links[0]), away(links[1])) < sharp_bend_cos && narrowest < roomy_width;
        }
        if (!junction) continue;
        junction_cell_[n] = CellId(junctions++);
    }
}

/// The water of a junction that reaches into the link from its end at `node`: over short links and plain nodes, too.
/// Whoever waited there would lie in the way of those who turn.
Fairway::Arm Fairway::arm_of_junction(WaterLinkId link, WaterNodeId node) const {
    constexpr double shortest = 5, longest = 15, beyond_bank = 2.5;  // m
    double passed = 0;
    while (!junction_cell_[node.index()].valid()) {
        const auto& both = links_at[node.index()];
        if (both.size() != 2) return {};
        link = both[0] == link ? both[1] : both[0];
        const WaterLink& next = town->water_links[link];
        passed += next.length;
        if (passed > longest) return {};
        node = next.a == node ? next.b : next.a;
    }
    double widest = 0;
    for (const WaterLinkId l : links_at[node.index()])
        if (l != link) widest = std::max(widest, town->water_links[l].width);
    const double length = std::min(std::max(widest / 2 + beyond_bank, shortest), longest);
    return {std::max(length - passed, 0.0), junction_cell_[node.index()]};
}

/// Classifies every station of the link, then makes one piece of each run of equal stations.
void Fairway::cut_link(WaterLinkId id) {
    const WaterLink& link = town->water_links[id];
    const auto& stations = free_water[id.index()];
    const std::size_t n = stations.size();
    const double step = link.length / static_cast<double>(n);
    const auto [arm_a, cell_a] = arm_of_junction(id, link.a);
    const auto [arm_b, cell_b] = arm_of_junction(id, link.b);
    const auto kind_at = [&](double s, const FreeWater& f) {
        if (s < arm_a || s > link.length - arm_b) return PieceKind::junction;
        if ((f.width() < two_way_width || f.funnel) && !link.one_way) return PieceKind::narrow;
        return PieceKind::lane;
    };
    auto& out = pieces[id.index()];
    for (std::size_t i = 0; i < n; ++i) {
        const double from = static_cast<double>(i) * step, to = from + step;
        PieceKind kind = kind_at(from + step / 2, stations[i]);
        const bool at_a = from + step / 2 < arm_a && (arm_b <= 0 || from + step / 2 < link.length / 2);
        const CellId cell = kind == PieceKind::junction ? (at_a ? cell_a : cell_b) : CellId{};
        const bool same =
            !out.empty() && out.back().kind == kind && (kind != PieceKind::junction || out.back().cell == cell);
        if (same) {
            out.back().to = to;
            continue;
        }
        out.push_back({id, from, to, kind, cell, 0, false, 0});
    }
}

/// The piece that continues a lane or a narrow piece beyond its link's end, and whether it is entered at its `to`.
Piece* Fairway::beyond(const Piece& p, bool forward, bool& at_to) {
    auto& own = pieces[p.link.index()];
    const auto i = &p - own.data();
    const auto next = i + (forward ? 1 : -1);
    at_to = !forward;
    Piece* found = nullptr;
    if (next >= 0 && next < static_cast<std::ptrdiff_t>(own.size())) {
        found = &own[static_cast<std::size_t>(next)];
    } else {
        const WaterLink& link = town->water_links[p.link];
        const WaterNodeId node = forward ? link.b : link.a;
        const auto& both = links_at[node.index()];
        if (both.size() != 2 || junction_cell_[node.index()].valid()) return nullptr;
        const WaterLinkId other = both[0] == p.link ? both[1] : both[0];
        at_to = town->water_links[other].b == node;
        found = at_to ? &pieces[other.index()].back() : &pieces[other.index()].front();
    }
    return found->kind == p.kind ? found : nullptr;
}

/// Lanes go on through plain nodes.
void Fairway::join_pieces() {
    std::vector<std::vector<std::uint8_t>> seen(pieces.size());
    for (std::size_t l = 0; l < pieces.size(); ++l) seen[l].assign(pieces[l].size(), 0);
    const auto mark = [&](const Piece& p) -> std::uint8_t& {
        return seen[p.link.index()][static_cast<std::size_t>(&p - pieces[p.link.index()].data())];
    };
    for (auto& on_link : pieces)
        for (Piece& any : on_link) {
            if (any.kind == PieceKind::junction || mark(any)) continue;
            Piece* p = &any;
            bool forward = false, at_to = false;  // back to the beginning of the group, or once around a ring
            for (Piece* next = beyond(*p, forward, at_to); next && next != &any; next = beyond(*p, forward, at_to))
                p = next, forward = !at_to;
            forward = !forward;
            const auto group = static_cast<std::uint32_t>(lanes.size());
            lanes.push_back({0, p->kind == PieceKind::narrow});
            double& start = lanes.back().length;
            for (; p && !mark(*p); p = beyond(*p, forward, at_to), forward = !at_to) {
                mark(*p) = 1;
                p->group = group, p->flipped = !forward, p->start = start;
                start += p->to - p->from;
            }
        }
}

}  // namespace wz::water
