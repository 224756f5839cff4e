// The cut of every link into lanes and cells.
#include <algorithm>
#include <cmath>

#include "waterway/fairway.hpp"

namespace wz::water {

namespace {

constexpr double sharp_bend_cos = 0.77;  // bends over 40° in narrow water are passed one at a time
constexpr double roomy_width = 9;        // m: here even sharp bends need no grant
constexpr double cell_length = 10;       // m: longest cell, so that it is given back soon

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
        junction_cell_[n] = cells.next_id();
        cells.push_back({PieceKind::junction, narrowest >= two_way_width, UINT32_MAX});
    }
}

/// Where boats swing out of or into a berth: along its link, and on through plain nodes.
void Fairway::list_landings() {
    landings_.resize(town->water_links.size());
    for (const Slot& slot : slots) {
        if (!slot.usable) continue;
        const double beside = offset_beside(slot);
        const double shift = std::max(std::abs(lane_offset(slot.link, slot.along, false) - beside),
                                      std::abs(-lane_offset(slot.link, slot.along, true) - beside));
        for (const bool towards_b : {true, false}) {
            WaterLinkId id = slot.link;
            double left = 5 + ramp_length(shift), at = slot.along;
            for (bool up = towards_b; left > 0;) {
                const WaterLink& link = town->water_links[id];
                const double end = up ? std::min(link.length, at + left) : std::max(0.0, at - left);
                landings_[id.index()].push_back({std::min(at, end), std::max(at, end)});
                left -= std::abs(end - at);
                const WaterNodeId node = up ? link.b : link.a;
                const auto& both = links_at[node.index()];
                if (both.size() != 2 || junction_cell_[node.index()].valid()) break;
                id = both[0] == id ? both[1] : both[0];
                up = town->water_links[id].a == node;
                at = up ? 0 : town->water_links[id].length;
            }
        }
    }
}

/// Classifies every station of the link, then makes one piece of each run of equal stations.
void Fairway::cut_link(WaterLinkId id) {
    const WaterLink& link = town->water_links[id];
    const auto& stations = free_water[id.index()];
    const std::size_t n = stations.size();
    const double step = link.length / static_cast<double>(n);
    const auto arm = [&](WaterNodeId node) {  // m of this link that belong to the junction
        if (!junction_cell_[node.index()].valid()) return 0.0;
        double widest = 0;
        for (const WaterLinkId l : links_at[node.index()])
            if (l != id) widest = std::max(widest, town->water_links[l].width);
        return std::min(std::max(widest / 2 + 2.5, 5.0), 15.0);
    };
    const double arm_a = arm(link.a), arm_b = arm(link.b);
    const auto kind_at = [&](double s, const FreeWater& f) {
        if (s < arm_a || s > link.length - arm_b) return PieceKind::junction;
        if ((f.width() < two_way_width || f.funnel) && !link.one_way) return PieceKind::narrow;
        for (const Stretch& l : landings_[id.index()])
            if (s > l.from && s < l.to) return PieceKind::landing;
        return PieceKind::lane;
    };
    auto& out = pieces[id.index()];
    for (std::size_t i = 0; i < n; ++i) {
        const double from = static_cast<double>(i) * step, to = from + step;
        PieceKind kind = kind_at(from + step / 2, stations[i]);
        const bool at_a = from + step / 2 < arm_a && (arm_b <= 0 || from + step / 2 < link.length / 2);
        CellId cell = kind == PieceKind::junction ? junction_cell_[(at_a ? link.a : link.b).index()] : CellId{};
        const bool same =
            !out.empty() && out.back().kind == kind && (kind != PieceKind::junction || out.back().cell == cell);
        const bool room =
            same && (kind == PieceKind::lane || kind == PieceKind::junction || to - out.back().from <= cell_length);
        if (room) {
            out.back().to = to;
            continue;
        }
        if (kind == PieceKind::narrow || kind == PieceKind::landing) {
            cell = cells.next_id();
            cells.push_back({kind, kind == PieceKind::landing && stations[i].width() >= two_way_width, UINT32_MAX});
        }
        out.push_back({id, from, to, kind, cell, 0, false});
    }
}

namespace {

/// Groups of pieces that continue each other, with the direction of each relative to its group.
class Groups {
public:
    explicit Groups(std::size_t n) : parent_(n), flipped_(n, false) {
        for (std::size_t i = 0; i < n; ++i) parent_[i] = i;
    }
    struct Root {
        std::size_t root;
        bool flipped;
    };
    [[nodiscard]] Root find(std::size_t i) const {
        bool flipped = false;
        while (parent_[i] != i) flipped ^= flipped_[i], i = parent_[i];
        return {i, flipped};
    }
    void join(std::size_t a, std::size_t b, bool opposite) {
        const Root ra = find(a), rb = find(b);
        if (ra.root == rb.root) return;
        parent_[rb.root] = ra.root;
        flipped_[rb.root] = ra.flipped ^ rb.flipped ^ opposite;
    }

private:
    std::vector<std::size_t> parent_;
    std::vector<bool> flipped_;
};

}  // namespace

/// Lanes go on through plain nodes; narrow pieces that touch make one section.
void Fairway::join_pieces() {
    std::vector<Piece*> all;
    std::vector<std::size_t> first(pieces.size() + 1, 0);
    for (std::size_t l = 0; l < pieces.size(); ++l) {
        first[l] = all.size();
        for (Piece& p : pieces[l]) all.push_back(&p);
    }
    Groups groups(all.size());
    for (std::size_t i = 1; i < all.size(); ++i)
        if (all[i]->link == all[i - 1]->link && all[i]->kind == all[i - 1]->kind && all[i]->kind != PieceKind::junction)
            groups.join(i - 1, i, false);
    for (std::size_t n = 0; n < links_at.size(); ++n) {
        if (links_at[n].size() != 2 || junction_cell_[n].valid()) continue;
        std::size_t end[2];
        bool starts[2];
        for (std::size_t k = 0; k < 2; ++k) {
            const std::size_t l = links_at[n][k].index();
            starts[k] = town->water_links[WaterLinkId(l)].a.index() == n;
            end[k] = first[l] + (starts[k] ? 0 : pieces[l].size() - 1);
        }
        if (all[end[0]]->kind == all[end[1]]->kind) groups.join(end[0], end[1], starts[0] == starts[1]);
    }
    std::vector<std::uint32_t> number(all.size(), UINT32_MAX);
    for (std::size_t i = 0; i < all.size(); ++i) {
        Piece& p = *all[i];
        if (p.kind != PieceKind::lane && p.kind != PieceKind::narrow) continue;
        const auto [root, flipped] = groups.find(i);
        if (number[root] == UINT32_MAX) {
            if (p.kind == PieceKind::lane) lane_length.push_back(0);
            number[root] = p.kind == PieceKind::lane ? static_cast<std::uint32_t>(lane_length.size() - 1) : sections++;
        }
        p.group = number[root];
        p.flipped = flipped;
        if (p.kind == PieceKind::lane)
            lane_length[p.group] += p.to - p.from;
        else
            cells[p.cell].section = p.group;
    }
}

}  // namespace wz::water
