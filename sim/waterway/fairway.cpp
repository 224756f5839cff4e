#include "waterway/fairway.hpp"

#include <algorithm>
#include <cmath>

namespace wz::water {

namespace {

constexpr double bank_clearance = 0.9;     // m from a bank to the middle of a hull, at least
constexpr double side_clearance = 0.3;     // m beside a moored hull
constexpr double least_free_width = 2.2;   // m: a slot that would leave less is not used
constexpr double this_side_of_wall = 1.2;  // m from the wall of a slot that lay behind it
constexpr double beside_slot = 2.1;        // m from a moored hull's middle line to that of one alongside

}  // namespace

double ramp_length(double shift) { return std::clamp(11 * std::sqrt(std::abs(shift)), 5.0, 36.0); }

Fairway::Fairway(std::shared_ptr<const Town> t)
    : town(std::move(t)), banks(std::make_shared<const BankMap>(town->banks)) {
    links_at.resize(town->water_nodes.size());
    for (WaterLinkId l{0u}; l.index() < town->water_links.size(); l = WaterLinkId(l.index() + 1)) {
        const WaterLink& link = town->water_links[l];
        directions_.push_back(unit(town->water_nodes[link.b].at - town->water_nodes[link.a].at));
        if (!link.boats) continue;
        links_at[link.a.index()].push_back(l);
        links_at[link.b.index()].push_back(l);
    }
    measure_water();
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

Vec2d Fairway::point(WaterLinkId link, double along, double offset) const {
    const Vec2d d = direction(link);
    return town->water_nodes[town->water_links[link].a].at + d * along + perp(d) * offset;
}

std::optional<Fairway::LanePlace> Fairway::lane_place(WaterLinkId link, double along, bool reverse) const {
    for (const Piece& p : pieces[link.index()]) {
        if (p.kind == PieceKind::junction || along < p.from || along > p.to) continue;
        const double from_start = p.start + (p.flipped ? p.to - along : along - p.from);
        if (p.flipped == reverse) return LanePlace{2 * p.group, from_start};
        return LanePlace{2 * p.group + 1, lanes[p.group].length - from_start};
    }
    return {};
}

double Fairway::offset_beside(const Slot& slot) const {
    const FreeWater& f = free_at(slot.link, slot.along);
    const double middle = (f.left + f.right) / 2;
    const double toward = middle >= slot.offset ? 1 : -1;
    return slot.offset + toward * std::min(beside_slot, std::abs(middle - slot.offset));
}

// ---- slots ---------------------------------------------------------------------------------------------------------

void Fairway::list_slots() {
    dock_slots.resize(town->docks.size());
    const auto slot_at = [&](const Berth& berth, DockId dock) {
        Slot slot{berth.at, berth.heading, berth.link, berth.along, 0, dock, true};
        place(slot);
    };
    for (std::size_t d = 0; d < town->docks.size(); ++d)
        for (const Berth& berth : town->docks[DockId(d)].berths) slot_at(berth, DockId(d));
    for (const Mooring& mooring : town->moorings)
        for (const Berth& berth : mooring.slots) slot_at(berth, {});
    std::vector<Bank> lines;
    for (const Slot& slot : slots) {
        const auto [s, co] = fmath::sincos(slot.heading);
        const Vec2d half = Vec2d{co, s} * (hull_length / 2 - hull_beam / 2);
        // a hull that nobody may put there is no wall, yet the lines keep the slots' order
        lines.push_back(slot.usable ? Bank{slot.at - half, slot.at + half} : BankMap::no_wall);
    }
    hulls = std::make_shared<const BankMap>(std::move(lines));
}

/// Moves the slot off the bank if need be, and refuses it where it overlaps another or would close the canal.
void Fairway::place(Slot slot) {
    const SlotId id = slots.next_id();
    if (!slot.link.valid() || !town->water_links[slot.link].boats) slot.usable = false;
    if (slot.usable) {
        const Vec2d abreast = point(slot.link, slot.along, 0);
        if (const auto share = banks->first_wall(abreast, slot.at))  // behind a wall: on this side of it
            slot.at =
                abreast + (slot.at - abreast) * std::max(0.0, *share - this_side_of_wall / norm(slot.at - abreast));
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

}  // namespace wz::water
