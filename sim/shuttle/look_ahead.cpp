#include "shuttle/look_ahead.hpp"

#include <algorithm>

namespace wz::road {

namespace {

constexpr double sight_m = 100;         // braking from 15 m/s takes 75 m
constexpr double line_setback_m = 0.5;  // stop line before a junction or closed road
constexpr double at_line_m = 0.1;       // who stopped for a line may be so far beyond it
constexpr double crawling = 1.0;        // m/s: a slower leader may stop on the spot
constexpr double urgent_brake = 3.0;    // m/s²: rather overrun the line than brake harder
constexpr double sharp_turn_cosine = 0.7071;

void see_leader(const Traffic& t, std::uint32_t vehicle, LaneId lane, double start_m, double from, Ahead& ahead) {
    if (ahead.leader != UINT32_MAX) return;
    for (const Part& p : t.parts[lane]) {  // by rear: the first one ahead is the nearest
        if (p.vehicle == vehicle || p.front < from) continue;
        ahead.leader = p.vehicle;
        ahead.leader_m = start_m + p.rear;
        return;
    }
}

void see_crossings(const Traffic& t, LaneId lane, double start_m, Ahead& ahead) {
    for (const LaneCrossing& c : t.roads->crossings(lane)) {
        const double edge_m = start_m + c.at - c.half_extent, exit_m = start_m + c.at + c.half_extent;
        if (edge_m <= 0) continue;  // entered
        ahead.barriers.push_back(
            {Barrier::Kind::crossing, edge_m - t.params.crossing_line_m, edge_m, exit_m, c.crossing});
    }
}

void see_road_end(const Traffic& t, const Vehicle& v, std::size_t i, double end_m, Ahead& ahead) {
    const LaneId here = v.path[i], next = v.path[i + 1];
    const Lane& lane = t.roads->lane(here);
    const Lane& out = t.roads->lane(next);
    const double r = t.roads->junction_radius(lane.to);
    if (r > 0 && end_m > r) {
        ahead.barriers.push_back(
            {Barrier::Kind::junction, end_m - r - line_setback_m, end_m - r, end_m + r, static_cast<std::uint32_t>(i)});
    }
    const bool kept_out = t.is_cleared(next) && !t.is_cleared(here);  // who is on it already goes on, off it
    if (t.is_closed(next) || kept_out) {
        ahead.barriers.push_back({Barrier::Kind::closed_road, end_m - r - line_setback_m, end_m - 0.1, unlimited, 0});
    }
    double limit = out.speed_limit;
    if (dot(lane.direction, out.direction) < sharp_turn_cosine) limit = std::min(limit, t.params.turn_speed);
    const double reach_m = end_m - v.speed * tick_s;
    ahead.highest_speed = std::min(ahead.highest_speed, speed_before_limit(limit, reach_m, t.params.cart_brake));
}

/// Where to stop before a barrier that may not be entered now.
double stop_before(const Vehicle& v, const Barrier& b) {
    const bool too_fast = v.speed > crawling && v.speed * v.speed > 2 * urgent_brake * b.line_m;
    const bool overrun = b.line_m < -at_line_m || too_fast;
    // The last decimetre stays free whatever happens.
    return overrun && b.kind == Barrier::Kind::crossing ? std::max(0.0, b.edge_m - 0.1) : std::max(0.0, b.line_m);
}

bool may_not_enter(const Traffic& t, const Vehicle& v, const Barrier& b, double free_m) {
    switch (b.kind) {
        case Barrier::Kind::closed_road:
        case Barrier::Kind::full_stop:
            return true;
        case Barrier::Kind::junction:
            return b.index >= v.granted;
        case Barrier::Kind::crossing:
            break;
    }
    if (b.line_m < -at_line_m) return t.on_crossing[b.index] > 0;  // over the line already
    const bool could_not_leave = free_m < b.exit_m + t.spec(v).length_m + line_setback_m;
    return must_yield(t, v, b.index) || (could_not_leave && !out_of_patience(t, v));
}

void look_ahead(const Traffic& t, std::uint32_t vehicle, Ahead& ahead) {
    const Vehicle& v = t.vehicles[vehicle];
    ahead.barriers.clear();
    ahead.leader = UINT32_MAX;
    ahead.leader_m = ahead.highest_speed = unlimited;
    ahead.desired_speed = std::min(t.driving(v).desired_speed, t.roads->lane(v.path[v.at]).speed_limit);
    double start_m = -v.front;
    for (std::size_t i = v.at; i < v.path.size() && start_m < sight_m; ++i) {
        const LaneId lane = v.path[i];
        see_leader(t, vehicle, lane, start_m, i == v.at ? v.front : 0.0, ahead);
        see_crossings(t, lane, start_m, ahead);
        start_m += t.roads->lane(lane).length;
        if (i + 1 < v.path.size()) see_road_end(t, v, i, start_m, ahead);
    }
    if (!v.to_depot && !v.has_bay) {  // wait where those in the bays can still come out
        const double line_m = v.to_target_m - t.longest_m - t.params.idm_min_gap_m - 1.0;
        ahead.barriers.push_back({Barrier::Kind::full_stop, line_m, line_m, unlimited, 0});
        std::sort(ahead.barriers.begin(), ahead.barriers.end(),
                  [](const Barrier& a, const Barrier& b) { return a.line_m < b.line_m; });
    }
    const auto past_target = [&](const Barrier& b) { return b.edge_m > v.to_target_m; };
    ahead.barriers.erase(std::remove_if(ahead.barriers.begin(), ahead.barriers.end(), past_target),
                         ahead.barriers.end());
}

}  // namespace

void look_ahead(Traffic& t) {
    t.ahead.resize(t.vehicles.size());
    for (std::uint32_t i = 0; i < t.vehicles.size(); ++i)
        if (t.vehicles[i].on_road) look_ahead(t, i, t.ahead[i]);
}

bool out_of_patience(const Traffic& t, const Vehicle& v) {
    return v.standing_since != never && t.now - v.standing_since >= ticks(t.params.yield_patience_s);
}

bool must_yield(const Traffic& t, const Vehicle& v, std::uint32_t crossing) {
    if (t.on_crossing[crossing] > 0) return true;
    const bool just_left = t.now - t.crossing_last_used[crossing] < ticks(t.params.yield_clear_s);
    return just_left && !out_of_patience(t, v);  // who has waited long edges through the first gap
}

StopLine nearest_stop(const Traffic& t, const Vehicle& v, const Ahead& ahead, std::size_t first) {
    StopLine stop;
    double free_m = unlimited;
    if (ahead.leader != UINT32_MAX && t.vehicles[ahead.leader].speed < crawling) free_m = ahead.leader_m;
    for (std::size_t i = ahead.barriers.size(); i-- > first;) {  // from far to near: what is beyond must be known
        const Barrier& b = ahead.barriers[i];
        if (!may_not_enter(t, v, b, free_m)) continue;
        stop = {stop_before(v, b), b.kind};
        free_m = std::min(free_m, stop.at_m);
    }
    return stop;
}

double free_way_m(const Traffic& t, const Vehicle& v, const Ahead& ahead, std::size_t first) {
    double m = nearest_stop(t, v, ahead, first).at_m;
    if (ahead.leader != UINT32_MAX && t.vehicles[ahead.leader].speed < crawling) m = std::min(m, ahead.leader_m);
    return m;
}

}  // namespace wz::road
