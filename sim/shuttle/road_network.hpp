// The roads as vehicles use them: each road link gives a lane per direction, and vehicles keep right. Immutable,
// derived from the town; closures are state and are passed in.
//
// U-turns: only where the road ends for the kind of vehicle (a turning loop is assumed there), and at stops and depots
// if there is no other way on.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/ids.hpp"
#include "base/vec2.hpp"
#include "town/town.hpp"

namespace wz::road {

using LaneId = Id<struct LaneTag>;  // 2 · link for a → b, 2 · link + 1 for b → a

enum class Mode : std::uint8_t { cart, bus };

struct Lane {
    RoadNodeId from;
    RoadNodeId to;
    double length = 0;
    double speed_limit = 0;
    double width = 0;    // of the whole road
    double right_m = 0;  // offset of the lane's centre from the road's centre
    Vec2d start;
    Vec2d direction;                      // unit
    std::array<bool, 2> admits{};         // by Mode
    std::array<bool, 2> may_turn_back{};  // at its end
};

struct LaneCrossing {
    double at = 0;  // m along the lane: its middle
    double half_extent = 0;
    std::uint32_t crossing = 0;  // index into Town::crossings
};

/// A point beside a lane where vehicles stand: a stop or depot, seen from one direction.
struct Spot {
    LaneId lane;
    double at = 0;
};

struct Path {
    std::vector<LaneId> lanes;  // first: where it starts
    Spot end;
    double length_m = 0;
};

class RoadNetwork {
public:
    /// `longest_vehicle_m`: stops and depots are moved so far along their road that nobody stands in a junction.
    RoadNetwork(const Town& town, double longest_vehicle_m);

    [[nodiscard]] const Lane& lane(LaneId id) const { return lanes_[id]; }
    [[nodiscard]] std::size_t lane_count() const { return lanes_.size(); }
    [[nodiscard]] static LaneId reverse(LaneId id) { return LaneId(std::size_t{id.value ^ 1u}); }
    [[nodiscard]] static RoadLinkId link(LaneId id) { return RoadLinkId(std::size_t{id.value >> 1}); }
    /// In order along the lane.
    [[nodiscard]] std::span<const LaneCrossing> crossings(LaneId id) const;
    /// Half the extent of the junction (or sharp bend) at a node, m; 0: vehicles cannot meet there.
    [[nodiscard]] double junction_radius(RoadNodeId n) const { return junction_radius_[n]; }
    [[nodiscard]] double widest_junction() const { return widest_junction_; }
    /// Whether two vehicles may be in a junction together: on the same way through it, or on the opposite one
    /// if it is straight.
    [[nodiscard]] bool compatible(LaneId in1, LaneId out1, LaneId in2, LaneId out2) const;
    [[nodiscard]] std::span<const Spot> stop_spots(StopId id) const { return stop_spots_[id]; }
    [[nodiscard]] std::span<const Spot> depot_spots(DepotId id) const { return depot_spots_[id]; }
    [[nodiscard]] Vec2d point(LaneId id, double at, double right_m) const;

    /// Shortest way from a point of a lane to the nearest of `ends`, never through closed links (by RoadLinkId; the
    /// first lane may be closed: it is left). Ties go to the lower lane id. False if there is none.
    bool find_path(Spot from, std::span<const Spot> ends, Mode mode, const std::vector<std::uint8_t>& closed,
                   Path& path) const;

private:
    void add_lanes(const Town& town);
    void add_crossings(const Town& town);
    void find_junctions(const Town& town);
    [[nodiscard]] std::vector<Spot> spots(RoadLinkId link, double along, double vehicle_m) const;
    [[nodiscard]] std::span<const LaneId> out_of(RoadNodeId n) const;

    IdVector<LaneId, Lane> lanes_;
    std::vector<std::uint32_t> first_out_;  // lanes leaving node n: out_[first_out_[n] .. first_out_[n + 1])
    std::vector<LaneId> out_;
    std::vector<std::uint32_t> first_crossing_;  // by lane, as above
    std::vector<LaneCrossing> crossings_;
    IdVector<RoadNodeId, double> junction_radius_;
    double widest_junction_ = 0;
    IdVector<StopId, std::vector<Spot>> stop_spots_;
    IdVector<DepotId, std::vector<Spot>> depot_spots_;
};

}  // namespace wz::road
