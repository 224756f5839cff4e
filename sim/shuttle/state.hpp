// Everything about road vehicles that changes. Positions are distances along lanes: a vehicle's front is on path[at],
// its body reaches back over the lanes of its own path, which are kept until the body has left them.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "demand/scenario.hpp"
#include "shuttle/car_following.hpp"
#include "shuttle/road_network.hpp"
#include "shuttle/shuttle.hpp"

namespace wz::road {

inline constexpr double unlimited = std::numeric_limits<double>::infinity();
inline constexpr Tick long_ago = -(Tick{1} << 40);

struct Vehicle {
    LineId line;
    CartPhase phase = CartPhase::in_depot;
    bool on_road = false;    // else in the depot or in a bay beside the lane
    bool wants_out = false;  // ready to join the lane as soon as there is a gap
    bool to_depot = false;   // where the path ends
    bool has_bay = false;    // at the stop where it stands or will stand
    bool withdrawn = false;  // the line has too many: carries its riders to their stops, then returns to the depot
    int aboard = 0;
    std::size_t stop = 0;       // index into the line's stops: where it stands, or goes next
    std::size_t from_stop = 0;  // while it stands and wants out: the stop it stands at
    Spot spot;                  // where it stands if not on the road

    std::vector<LaneId> path;
    std::size_t at = 0;
    double front = 0;        // m on path[at]
    double speed = 0;        // m/s
    double to_target_m = 0;  // along the path
    Tick lane_entered = 0;

    std::size_t granted = 0;     // junctions at the ends of path[i], i < granted, may be entered
    RoadNodeId approaching;      // the junction for which it stands in line …
    Tick approaching_since = 0;  // … since
    Tick standing_since = never;
    Tick out_since = 0;   // wants out since then
    Tick plan_again = 0;  // every way was closed: not tried again before

    Tick arrived = 0;         // at the stop where it stands
    Tick departed = 0;        // from the last stop
    double doors_busy_s = 0;  // since `arrived`: when the doors are free for the next person
    double layover_s = 0;     // since `arrived`: it stays until then, whoever boards
    std::uint32_t calls = 0;  // at stops, so far
};

struct LineState {
    std::vector<std::uint32_t> vehicles;  // indices, rising; the withdrawn ones too
    double headway_s = 0;                 // 0: on demand
    Tick next_departure = 0;              // from the first stop, headway > 0
    Tick last_dispatch = long_ago;
    std::size_t departures = 0;  // from the first stop
    std::uint32_t drawn = 0;     // intervals of an irregular timetable
    double dwell_s = 0;          // smoothed
    std::vector<int> waiting;    // people at each stop, this tick
    std::vector<Tick> left;      // each stop: when the last vehicle went on
    // planned, constant: without waiting and dwelling
    double from_depot_s = 0;
    std::vector<double> leg_s;  // from each stop to the next one
};

/// A vehicle's body on one lane.
struct Part {
    double rear = 0;
    double front = 0;
    std::uint32_t vehicle = 0;
};

/// A vehicle in a junction, or about to enter it.
struct Holding {
    RoadNodeId node;
    std::uint32_t vehicle = 0;
    LaneId in, out;  // in: none if it came out of a bay
};

/// A place that must not be entered unless it is free, and not unless it can be left again.
struct Barrier {
    enum class Kind : std::uint8_t { crossing, junction, closed_road, full_stop } kind;
    double line_m = 0;        // from the own front: where to stop
    double edge_m = 0;        // where the place begins
    double exit_m = 0;        // where it ends
    std::uint32_t index = 0;  // crossing: of the town; junction: it is at the end of path[index]
};

/// What a driver sees along the own path.
struct Ahead {
    std::vector<Barrier> barriers;  // by line_m
    double leader_m = unlimited;    // from the own front to its rear
    std::uint32_t leader = UINT32_MAX;
    double highest_speed = unlimited;  // for slower roads and turns ahead, by comfortable braking
    double desired_speed = 0;          // on this road
};

struct Traffic {
    std::shared_ptr<const Town> town;
    std::shared_ptr<const IdVector<LineId, CartLineSpec>> specs;
    std::shared_ptr<const RoadNetwork> roads;
    ShuttleParams params;
    std::uint64_t seed = 0;
    double longest_m = 0;  // vehicle of all lines
    Tick now = 0;

    std::vector<Vehicle> vehicles;  // by CartId: line by line
    IdVector<LineId, LineState> lines;
    std::vector<std::uint8_t> closed;  // by RoadLinkId
    std::vector<Tick> closed_since;
    std::vector<Tick> cleared_until;  // by RoadLinkId: kept free of vehicles and people until then
    std::vector<int> on_crossing;     // people, by index into Town::crossings
    std::vector<Tick> crossing_last_used;
    std::vector<CartCall> calls;
    std::vector<CartNote> notes;

    // derived anew in every step
    IdVector<LaneId, std::vector<Part>> parts;  // sorted by rear, vehicle
    std::vector<LaneId> lanes_in_use;           // where there are any; some twice
    std::vector<Holding> holdings;              // sorted by node, vehicle
    std::vector<Ahead> ahead;                   // by vehicle, of those on the road
    std::vector<double> advances;               // m, by vehicle

    [[nodiscard]] const CartLineSpec& spec(const Vehicle& v) const { return (*specs)[v.line]; }
    [[nodiscard]] Mode mode(const Vehicle& v) const { return spec(v).bus ? Mode::bus : Mode::cart; }
    [[nodiscard]] Driving driving(const Vehicle& v) const;
    [[nodiscard]] bool over(LineId line) const { return now >= (*specs)[line].end; }
    /// From a departure of the first stop to the next one.
    [[nodiscard]] double next_gap_s(LineId line) const {
        const LineState& l = lines[line];
        const CartLineSpec& s = (*specs)[line];
        const bool by_turns = !s.headways_s.empty() && l.headway_s == s.headway_s;
        return by_turns ? s.headways_s[l.departures % s.headways_s.size()] : l.headway_s;
    }
    /// Takes nobody more, and goes to the depot once it is empty.
    [[nodiscard]] bool retires(const Vehicle& v) const { return v.withdrawn || over(v.line); }
    [[nodiscard]] bool is_cleared(LaneId lane) const { return cleared_until[RoadNetwork::link(lane).index()] > now; }
    [[nodiscard]] bool is_closed(LaneId lane) const { return closed[RoadNetwork::link(lane).index()] != 0; }
    [[nodiscard]] StopId stop_id(const Vehicle& v) const { return spec(v).stops[v.stop]; }
    [[nodiscard]] bool at_stop(const Vehicle& v) const {
        return v.phase == CartPhase::alighting || v.phase == CartPhase::boarding;
    }
    /// The stop where it stands, or goes, and the side of the road.
    [[nodiscard]] std::pair<StopId, LaneId> bay(const Vehicle& v) const {
        return v.on_road ? std::pair(stop_id(v), v.path.back())
                         : std::pair(spec(v).stops[v.wants_out ? v.from_stop : v.stop], v.spot.lane);
    }
    [[nodiscard]] double dwelt_s(const Vehicle& v) const { return seconds(now - v.arrived); }
};

// occupancy.cpp: who is where
void find_occupancy(Traffic& t);
void add_holding(Traffic& t, const Holding& holding);
[[nodiscard]] std::span<const Holding> holdings_of(const Traffic& t, RoadNodeId node);

// route.cpp: where to
/// Sets out from where it stands to `v.stop` (or the next stop of the line that can be reached, or the depot).
bool plan_from_stand(Traffic& t, Vehicle& v);
/// Finds a way again from where it drives; false if there is none: then it keeps the old path.
bool replan(Traffic& t, Vehicle& v);
void plan_times(Traffic& t);
[[nodiscard]] double eta_s(const Traffic& t, const Vehicle& v, std::size_t stop);

// dispatch.cpp: when
void dispatch_from_depots(Traffic& t);
void leave_stops(Traffic& t);
void end_service(Traffic& t);
[[nodiscard]] bool came_first(const Traffic& t, const Vehicle& v);

// right_of_way.cpp: who first
void assign_bays(Traffic& t);
void grant_junctions(Traffic& t);
[[nodiscard]] bool must_yield(const Traffic& t, const Vehicle& v, std::uint32_t crossing);

// driving.cpp: how fast
void drive(Traffic& t);

// stand.cpp: on and off the lane
void stop_arrivals(Traffic& t);
void join_lanes(Traffic& t);
void make_calls(Traffic& t);

}  // namespace wz::road

namespace wz {
struct Shuttle::State : road::Traffic {};
}  // namespace wz
