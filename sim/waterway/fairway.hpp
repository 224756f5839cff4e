// What boats need to know of the town's water, derived once: slots where boats lie, the free width beside them, and the
// cut of every link into pieces. Lanes have two directions and room for waiting boats; cells are what boats must be
// granted before they enter: narrow water (one direction at a time), landings (boats cross the other lane there) and
// junctions.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "town/town.hpp"
#include "waterway/bank_map.hpp"
#include "waterway/hull_shape.hpp"

namespace wz::water {

using SlotId = Id<struct SlotTag>;
using CellId = Id<struct CellTag>;

/// m along the fairway in which a boat shifts `shift` m to the side: short enough for its lane, long enough that its
/// ends do not sweep over the boats moored next to its berth.
[[nodiscard]] double ramp_length(double shift);

/// A berth of a dock or a place at a mooring.
struct Slot {
    Vec2d at;
    double heading = 0;  // rad; boats lie this way or the other way round
    WaterLinkId link;
    double along = 0;   // m from link.a
    double offset = 0;  // m to the left of the link's a → b
    DockId dock;        // none: a mooring
    bool usable = true;
};

enum class PieceKind : std::uint8_t { lane, narrow, landing, junction };
/// A stretch of a link, [from, to] in m from link.a.
struct Piece {
    WaterLinkId link;
    double from = 0, to = 0;
    PieceKind kind = PieceKind::lane;
    CellId cell;              // narrow, landing, junction
    std::uint32_t group = 0;  // lane: index into lane_length; narrow: number of the one-way section
    bool flipped = false;     // lane, narrow: the group runs against a → b
};

struct Cell {
    PieceKind kind = PieceKind::narrow;
    bool wide = false;                   // opposed boats pass each other here
    std::uint32_t section = UINT32_MAX;  // narrow only
};

/// Free water at a station of a link: offsets to the left of a → b; moored boats excluded whether they are there or
/// not.
struct FreeWater {
    double right = 0, left = 0;
    double line[2] = {0, 0};  // where boats keep to, to the left of a → b: travelling a → b, b → a
    bool funnel = false;      // here lanes lead into narrow water: one direction at a time
    [[nodiscard]] double width() const { return left - right; }
};

struct Fairway {
    explicit Fairway(std::shared_ptr<const Town> town);

    std::shared_ptr<const Town> town;
    std::shared_ptr<const BankMap> banks;
    std::shared_ptr<const BankMap> hulls;  // middle lines of the hulls at the slots, in slot order
    IdVector<SlotId, Slot> slots;  // docks' berths first, then moorings; unusable ones are never given to a boat
    std::vector<std::vector<SlotId>> dock_slots;     // usable, by dock
    std::vector<SlotId> moorings;                    // usable
    std::vector<std::vector<FreeWater>> free_water;  // by link, stations of about 1 m
    std::vector<std::vector<Piece>> pieces;          // by link, from a to b
    IdVector<CellId, Cell> cells;
    std::vector<double> lane_length;                 // m, by lane group
    std::uint32_t sections = 0;                      // one-way sections
    std::vector<std::vector<WaterLinkId>> links_at;  // by node, boats' links only

    [[nodiscard]] const FreeWater& free_at(WaterLinkId link, double along) const;
    /// The line to keep to, m to the left of the direction of travel, at `along` m from link.a.
    [[nodiscard]] double lane_offset(WaterLinkId link, double along, bool reverse) const;
    [[nodiscard]] Vec2d point(WaterLinkId link, double along, double offset) const;
    [[nodiscard]] Vec2d direction(WaterLinkId link) const;  // unit, a → b
    /// Where a boat lies beside the slot before it pulls in: the slot's offset moved towards the fairway.
    [[nodiscard]] double offset_beside(const Slot& slot) const;

private:
    void measure_water();
    void list_slots();
    void list_landings();
    void place(Slot slot);
    void block(WaterLinkId link, const Slot& slot, bool& fits);
    void draw_lines();
    template <class Visit>
    void walk(WaterLinkId link, std::size_t station, int step, Visit visit);
    void lead_in(WaterLinkId link, std::size_t station, int step);
    void lead_past(WaterLinkId link, std::size_t station, int step);
    void find_junctions();
    void cut_link(WaterLinkId link);
    void join_pieces();

    struct Stretch {
        double from, to;  // m along the link
    };
    std::vector<std::vector<Stretch>> landings_;  // by link
    std::vector<CellId> junction_cell_;           // by node; invalid: none
};

}  // namespace wz::water
