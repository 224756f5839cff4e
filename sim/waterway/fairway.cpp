#include "waterway/fairway.hpp"

#include <algorithm>
#include <cmath>

namespace wz::water {

namespace {

constexpr double bank_clearance = 0.9;    // m from a bank to the middle of a hull, at least
constexpr double side_clearance = 0.3;    // m beside a moored hull
constexpr double least_free_width = 2.2;  // m: a slot that would leave less is not used
constexpr double lane_offset_max = 2.5;   // m from the middle of the free water
constexpr double sharp_bend_cos = 0.77;   // bends over 40° in narrow water are passed one at a time
constexpr double roomy_width = 9;         // m: here even sharp bends need no grant
constexpr double cell_length = 10;        // m: longest cell, so that it is given back soon
constexpr double straight_in = 4;         // m before narrow water on its middle line
constexpr double lead_slope = 0.3;        // m to the side per m ahead on the way there
constexpr double beside_slot = 2.1;       // m from a moored hull's middle line to that of one alongside

}  // namespace

double ramp_length(double shift) { return std::clamp(11 * std::sqrt(std::abs(shift)), 5.0, 36.0); }

Fairway::Fairway(std::shared_ptr<const Town> t) : town(std::move(t)) {
    links_at.resize(town->water_nodes.size());
    for (WaterLinkId l{0u}; l.index() < town->water_links.size(); l = WaterLinkId(l.index() + 1)) {
        const WaterLink& link = town->water_links[l];
        if (!link.boats) continue;
        links_at[link.a.index()].push_back(l);
        links_at[link.b.index()].push_back(l);
    }
    list_slots();
    find_junctions();
    draw_lines();
    pieces.resize(town->water_links.size());
    for (std::size_t l = 0; l < town->water_links.size(); ++l)
        if (town->water_links[WaterLinkId(l)].boats) cut_link(WaterLinkId(l));
    join_pieces();
}

const FreeWater& Fairway::free_at(WaterLinkId link, double along) const {
    const auto& stations = free_water[link.index()];
    const double share = along / town->water_links[link].length;
    const auto i = static_cast<std::int64_t>(share * static_cast<double>(stations.size()));
    return stations[static_cast<std::size_t>(
        std::clamp<std::int64_t>(i, 0, static_cast<std::int64_t>(stations.size()) - 1))];
}

double Fairway::lane_offset(WaterLinkId link, double along, bool reverse) const {
    const FreeWater& f = free_at(link, along);
    return reverse ? -f.line[1] : f.line[0];
}

Vec2d Fairway::direction(WaterLinkId link) const {
    const WaterLink& l = town->water_links[link];
    return unit(town->water_nodes[l.b].at - town->water_nodes[l.a].at);
}

Vec2d Fairway::point(WaterLinkId link, double along, double offset) const {
    const Vec2d d = direction(link);
    return town->water_nodes[town->water_links[link].a].at + d * along + perp(d) * offset;
}

double Fairway::offset_beside(const Slot& slot) const {
    const FreeWater& f = free_at(slot.link, slot.along);
    const double middle = (f.left + f.right) / 2;
    const double toward = middle >= slot.offset ? 1 : -1;
    return slot.offset + toward * std::min(beside_slot, std::abs(middle - slot.offset));
}

// ---- slots ---------------------------------------------------------------------------------------------------------

void Fairway::list_slots() {
    free_water.resize(town->water_links.size());
    for (std::size_t l = 0; l < free_water.size(); ++l) {
        const WaterLink& link = town->water_links[WaterLinkId(l)];
        const auto stations = static_cast<std::size_t>(std::max(1.0, std::round(link.length)));
        free_water[l].assign(stations, {-link.width / 2, link.width / 2, {0, 0}, false});
    }
    dock_slots.resize(town->docks.size());
    const auto slot_at = [&](const Berth& berth, DockId dock) {
        Slot slot{berth.at, berth.heading, berth.link, berth.along, 0, dock, true};
        place(slot);
    };
    for (std::size_t d = 0; d < town->docks.size(); ++d)
        for (const Berth& berth : town->docks[DockId(d)].berths) slot_at(berth, DockId(d));
    for (const Mooring& mooring : town->moorings)
        for (const Berth& berth : mooring.slots) slot_at(berth, {});
}

/// Moves the slot off the bank if need be, and refuses it where it overlaps another or would close the canal.
void Fairway::place(Slot slot) {
    const SlotId id = slots.next_id();
    if (!slot.link.valid() || !town->water_links[slot.link].boats) slot.usable = false;
    if (slot.usable) {
        const Vec2d abreast = point(slot.link, slot.along, 0);
        for (const Bank& bank : town->banks) {
            const auto nearest = nearest_on_segment(slot.at, bank.a, bank.b);
            if (nearest.distance < bank_clearance)
                slot.at += unit(abreast - slot.at) * (bank_clearance - nearest.distance);
        }
        slot.offset = dot(slot.at - abreast, perp(direction(slot.link)));
        const Outline outline = outline_at(slot.at, slot.heading);
        for (const Slot& other : slots) {
            if (!other.usable || norm2(other.at - slot.at) > 49) continue;
            if (overlap_depth(outline, outline_at(other.at, other.heading)) > -0.2) slot.usable = false;
        }
        for (const Bank& bank : town->banks) {  // in a corner the push off one bank may end in another
            if (nearest_on_segment(slot.at, bank.a, bank.b).distance > hull_length / 2) continue;
            const Vec2d wall[2] = {bank.a, bank.b};
            if (overlap_depth(outline, wall) > 0) slot.usable = false;
        }
    }
    if (slot.usable) block(slot.link, slot, slot.usable);
    if (slot.usable && slot.dock.valid()) dock_slots[slot.dock.index()].push_back(id);
    if (slot.usable && !slot.dock.valid()) moorings.push_back(id);
    slots.push_back(slot);
}

/// Takes the hull at the slot out of the free water of every link that it lies beside.
void Fairway::block(WaterLinkId own, const Slot& slot, bool& fits) {
    const double half = hull_length / 2 + 5;  // boats need some metres to swing out
    for (const bool write : {false, true}) {
        for (std::size_t l = 0; l < free_water.size(); ++l) {
            const WaterLink& link = town->water_links[WaterLinkId(l)];
            if (!link.boats) continue;
            const Vec2d d = direction(WaterLinkId(l));
            const Vec2d to = slot.at - town->water_nodes[link.a].at;
            const double along = dot(to, d), offset = dot(to, perp(d));
            if (along < -half || along > link.length + half || std::abs(offset) > link.width / 2 + 1) continue;
            if (WaterLinkId(l) != own && (along < -2 || along > link.length + 2)) continue;
            auto& stations = free_water[l];
            const double per_m = static_cast<double>(stations.size()) / link.length;
            for (std::size_t i = 0; i < stations.size(); ++i) {
                if (std::abs((static_cast<double>(i) + 0.5) / per_m - along) > half) continue;
                FreeWater f = stations[i];
                const double edge = hull_beam / 2 + side_clearance;
                if (offset > 0)
                    f.left = std::min(f.left, offset - edge);
                else
                    f.right = std::max(f.right, offset + edge);
                if (write)
                    stations[i] = f;
                else if (f.width() < least_free_width)
                    fits = false;
            }
        }
        if (!fits) return;
    }
}

// ---- lines ---------------------------------------------------------------------------------------------------------

/// Keep right where two boats can pass, the middle elsewhere; then the lanes are led into narrow water in good time.
void Fairway::draw_lines() {
    for (auto& stations : free_water)
        for (FreeWater& f : stations) {
            const double middle = (f.left + f.right) / 2;
            const double to_right = f.width() >= two_way_width ? std::min(f.width() / 4, lane_offset_max) : 0;
            f.line[0] = middle - to_right;
            f.line[1] = middle + to_right;
        }
    for (std::size_t l = 0; l < free_water.size(); ++l) {
        if (!town->water_links[WaterLinkId(l)].boats) continue;
        for (std::size_t i = 0; i < free_water[l].size(); ++i)
            if (free_water[l][i].width() < two_way_width)
                for (const int step : {1, -1}) lead_in(WaterLinkId(l), static_cast<std::int64_t>(i), step);
    }
}

/// From a narrow station outwards: lanes may leave its middle line only as fast as a hull can follow.
void Fairway::lead_in(WaterLinkId link, std::int64_t station, int step) {
    double line = (free_water[link.index()][static_cast<std::size_t>(station)].left +
                   free_water[link.index()][static_cast<std::size_t>(station)].right) /
                  2;
    double distance = 0;
    for (;;) {
        station += step;
        auto* stations = &free_water[link.index()];
        if (station < 0 || station >= static_cast<std::int64_t>(stations->size())) {
            const WaterLink& l = town->water_links[link];
            const WaterNodeId node = step > 0 ? l.b : l.a;
            if (links_at[node.index()].size() != 2 || junction_cell_[node.index()].valid()) return;
            const auto& both = links_at[node.index()];
            const WaterLinkId next = both[0] == link ? both[1] : both[0];
            const int onward = town->water_links[next].a == node ? 1 : -1;
            if (onward != step) line = -line;
            link = next;
            step = onward;
            stations = &free_water[link.index()];
            station = step > 0 ? 0 : static_cast<std::int64_t>(stations->size()) - 1;
        }
        FreeWater& f = (*stations)[static_cast<std::size_t>(station)];
        distance += town->water_links[link].length / static_cast<double>(stations->size());
        if (f.width() < two_way_width) return;  // its own neighbours see to the rest
        const double may = std::max(0.0, distance - straight_in) * lead_slope;
        bool changed = false;
        for (double& own : f.line) {
            const double held = std::clamp(own, line - may, line + may);
            changed = changed || std::abs(held - own) > 0.1;
            own = held;
        }
        if (!changed && distance > straight_in) return;
        f.funnel = true;
    }
}

// ---- pieces --------------------------------------------------------------------------------------------------------

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
    struct Landing {
        double from, to;
    };
    std::vector<Landing> landings;
    for (const Slot& slot : slots) {
        if (!slot.usable || slot.link != id) continue;
        const double beside = offset_beside(slot);
        const double shift = std::max(std::abs(lane_offset(id, slot.along, false) - beside),
                                      std::abs(-lane_offset(id, slot.along, true) - beside));
        const double reach = 5 + ramp_length(shift);
        landings.push_back({slot.along - reach, slot.along + reach});
    }
    const auto kind_at = [&](double s, const FreeWater& f) {
        if (s < arm_a || s > link.length - arm_b) return PieceKind::junction;
        if ((f.width() < two_way_width || f.funnel) && !link.one_way) return PieceKind::narrow;
        for (const Landing& l : landings)
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
