// On and off the lane: arriving in bays and depots, and joining the lane again when there is a gap.
#include <algorithm>

#include "base/random.hpp"
#include "shuttle/state.hpp"

namespace wz::road {

namespace {

constexpr double arrived_m = 0.05;
constexpr double room_ahead_m = 1.0;
constexpr double sight_m = 100;

/// Distance from a vehicle's front along its path to a point of a lane; `unlimited`: it will not come by.
double distance_to(const Traffic& t, const Vehicle& v, LaneId lane, double at) {
    double start_m = -v.front;
    for (std::size_t i = v.at; i < v.path.size() && start_m < sight_m; ++i) {
        if (v.path[i] == lane && start_m + at >= 0) return start_m + at;
        start_m += t.roads->lane(v.path[i]).length;
    }
    return unlimited;
}

bool followers_can_brake(const Traffic& t, const Vehicle& joining, double rear) {
    const bool patient = t.now - joining.out_since < ticks(t.params.yield_patience_s);
    for (const Vehicle& v : t.vehicles) {
        if (!v.on_road) continue;
        const double m = distance_to(t, v, joining.path[0], rear);
        if (m > v.to_target_m) continue;  // stops before
        const Driving d = t.driving(v);
        const double courtesy_m = patient ? v.speed * d.time_gap_s : 0.0;
        if (m < d.min_gap_m + braking_distance(v.speed, d.brake) + v.speed * tick_s + courtesy_m) return false;
    }
    return true;
}

bool place_is_free(const Traffic& t, const Vehicle& v, double rear) {
    const LaneId lane_id = v.path[0];
    const Lane& lane = t.roads->lane(lane_id);
    if (t.is_cleared(lane_id)) return false;  // beside the road until the motorcade is past
    for (const Part& p : t.parts[lane_id]) {
        if (p.front > rear - t.params.idm_min_gap_m / 2 && p.rear < v.front + room_ahead_m) return false;
    }
    for (const LaneCrossing& c : t.roads->crossings(lane_id)) {
        const bool over = c.at + c.half_extent > rear && c.at - c.half_extent < v.front;
        if (over && t.on_crossing[c.crossing] > 0) return false;
    }
    const auto taken = [&](RoadNodeId node) { return !holdings_of(t, node).empty(); };
    if (rear < t.roads->junction_radius(lane.from) && taken(lane.from)) return false;
    return lane.length - v.front > t.roads->junction_radius(lane.to) || !taken(lane.to);
}

void join_lane(Traffic& t, std::uint32_t index) {
    Vehicle& v = t.vehicles[index];
    if (t.at_stop(v)) {
        const double dwell_s = t.dwelt_s(v);
        t.notes.push_back(
            {CartNote::Kind::departed, CartId(index), v.line, t.spec(v).stops[v.from_stop], v.aboard, dwell_s});
        LineState& line = t.lines[v.line];
        line.dwell_s = 0.8 * line.dwell_s + 0.2 * dwell_s;
        if (v.from_stop == 0 && !v.to_depot &&
            !t.spec(v).irregular) {  // a way out that was long taken: the next does not follow at once
            line.next_departure = std::max(line.next_departure, t.now + ticks(t.next_gap_s(v.line)) / 2);
            ++line.departures;
        }
        if (!v.to_depot) line.left[v.from_stop] = t.now;
        v.lane_entered = v.arrived;
    } else {
        v.lane_entered = t.now;
    }
    v.departed = t.now;
    v.on_road = true;
    v.wants_out = v.has_bay = false;
    v.phase = CartPhase::driving;
    v.speed = 0;
    v.standing_since = t.now;
    v.approaching = {};
}

void arrive(Traffic& t, std::uint32_t index) {
    Vehicle& v = t.vehicles[index];
    double at = v.front + v.to_target_m;
    for (std::size_t i = v.at; i + 1 < v.path.size(); ++i) at -= t.roads->lane(v.path[i]).length;
    v.spot = {v.path.back(), std::max(0.0, at)};
    v.on_road = false;
    v.speed = 0;
    v.standing_since = never;
    v.granted = 0;
    v.path.clear();
    if (v.to_depot) {
        v.phase = CartPhase::in_depot;
        v.to_depot = false;
        v.stop = 0;
        return;
    }
    v.phase = v.aboard > 0 ? CartPhase::alighting : CartPhase::boarding;
    v.arrived = t.now;
    v.doors_busy_s = 0;
    if (t.spec(v).layover_s > 0)
        v.layover_s = Draws(t.seed, Stream::dwell, index, v.calls++).exponential(t.spec(v).layover_s);
    t.notes.push_back(
        {CartNote::Kind::arrived, CartId(index), v.line, t.stop_id(v), v.aboard, seconds(t.now - v.departed)});
}

}  // namespace

void stop_arrivals(Traffic& t) {
    for (std::uint32_t i = 0; i < t.vehicles.size(); ++i) {
        const Vehicle& v = t.vehicles[i];
        if (v.on_road && v.to_target_m < arrived_m && (v.has_bay || v.to_depot)) arrive(t, i);
    }
}

void join_lanes(Traffic& t) {
    std::vector<std::pair<Tick, std::uint32_t>> ready;  // who waits longest goes first
    for (std::uint32_t i = 0; i < t.vehicles.size(); ++i) {
        if (t.vehicles[i].wants_out) ready.emplace_back(t.vehicles[i].out_since, i);
    }
    if (ready.empty()) return;
    std::sort(ready.begin(), ready.end());
    find_occupancy(t);
    for (const auto& [since, i] : ready) {
        const Vehicle& v = t.vehicles[i];
        const double rear = std::max(0.0, v.front - t.spec(v).length_m);
        if (!place_is_free(t, v, rear) || !followers_can_brake(t, v, rear)) continue;
        join_lane(t, i);
        find_occupancy(t);  // the next one must see it
    }
}

void make_calls(Traffic& t) {
    t.calls.clear();
    for (std::uint32_t i = 0; i < t.vehicles.size(); ++i) {
        const Vehicle& v = t.vehicles[i];
        if (!t.at_stop(v) || v.wants_out || t.dwelt_s(v) < v.doors_busy_s) continue;
        const bool alighting = v.phase == CartPhase::alighting;
        const int seats_left = t.spec(v).seats - v.aboard;
        const bool by_turns = v.stop == 0 && t.lines[v.line].headway_s > 0;
        if (!alighting && by_turns && !came_first(t, v)) continue;  // people board the one that goes first
        if (!alighting && (seats_left <= 0 || t.retires(v))) continue;
        t.calls.push_back({CartId(i), t.stop_id(v), v.line, alighting, alighting ? v.aboard : seats_left});
    }
}

}  // namespace wz::road
