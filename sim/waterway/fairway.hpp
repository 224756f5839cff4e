// What boats need to know of the town's water, derived once: slots where boats lie, the free width beside them, and the
// cut of every link into pieces. Lanes have two directions and room for waiting boats, landings included; in narrow
// ones boats travel in one direction at a time. Junctions are cells that nobody stops in.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
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

enum class PieceKind : std::uint8_t { lane, narrow, junction };
/// A stretch of a link, [from, to] in m from link.a.
struct Piece {
    WaterLinkId link;
    double from = 0, to = 0;
    PieceKind kind = PieceKind::lane;
    CellId cell;              // junction
    std::uint32_t group = 0;  // lane, narrow: index into `lanes`
    bool flipped = false;     // lane, narrow: the group runs against a → b
    double start = 0;         // lane, narrow: m from the group's beginning to that of the piece
};

/// Pieces that continue each other. A boat's directed lane is 2 × index + (1: against the group's direction).
struct Lane {
    double length = 0;    // m
    bool narrow = false;  // opposed boats must not be in it together
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
    std::size_t junctions = 0;                       // cells
    std::vector<Lane> lanes;
    std::vector<std::vector<WaterLinkId>> links_at;  // by node, boats' links only

    [[nodiscard]] const FreeWater& free_at(WaterLinkId link, double along) const;
    /// The line to keep to, m to the left of the direction of travel, at `along` m from link.a.
    [[nodiscard]] double lane_offset(WaterLinkId link, double along, bool reverse) const;
    [[nodiscard]] Vec2d point(WaterLinkId link, double along, double offset) const;
    [[nodiscard]] Vec2d direction(WaterLinkId link) const { return directions_[link]; }  // unit, a → b
    struct LanePlace {
        std::uint32_t directed_lane;
        double from_start;  // m
    };
    [[nodiscard]] std::optional<LanePlace> lane_place(WaterLinkId link, double along, bool reverse) const;
    /// Where a boat lies beside the slot before it pulls in: the slot's offset moved towards the fairway.
    [[nodiscard]] double offset_beside(const Slot& slot) const;

private:
    void measure_water();
    void list_slots();
    void place(Slot slot);
    void block(WaterLinkId link, const Slot& slot, bool& fits);
    void draw_lines();
    template <class Visit>
    void walk(WaterLinkId link, std::size_t station, int step, Visit visit);
    void lead_in(WaterLinkId link, std::size_t station, int step);
    void lead_past(WaterLinkId link, std::size_t station, int step);
    void find_junctions();
    struct Arm {
        double length = 0;  // m from the link's end
        CellId cell;
    };
    [[nodiscard]] Arm arm_of_junction(WaterLinkId link, WaterNodeId node) const;
    void cut_link(WaterLinkId link);
    Piece* beyond(const Piece& p, bool forward, bool& at_to);
    void join_pieces();

    std::vector<CellId> junction_cell_;  // by node; invalid: none
    IdVector<WaterLinkId, Vec2d> directions_;
};

}  // namespace wz::water
