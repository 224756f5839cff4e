// What others may know: where vehicles are, and how long people must expect to wait and ride.
#include <algorithm>

#include "shuttle/state.hpp"

namespace wz {

using road::LineState;
using road::Vehicle;

namespace {

/// Where the middle lines of two lanes would meet: the corner that a turning vehicle cuts.
Vec2d corner(Vec2d enters, Vec2d in, Vec2d leaves, Vec2d out) {
    const double sine = cross(in, out);
    if (sine * sine < 0.01) return (enters + leaves) * 0.5;
    return enters + in * (cross(leaves - enters, out) / sine);
}

/// The point `at` m along path[i]; near a node on a curve from lane to lane.
Vec2d point_on_path(const road::Traffic& t, const Vehicle& v, std::size_t i, double at) {
    const road::Lane& lane = t.roads->lane(v.path[i]);
    const bool near_end = at > lane.length / 2;
    const bool has_both = near_end ? i + 1 < v.path.size() : i > 0;
    if (!has_both) return t.roads->point(v.path[i], at, lane.right_m);
    const road::LaneId in = v.path[near_end ? i : i - 1], out = v.path[near_end ? i + 1 : i];
    const road::Lane& from = t.roads->lane(in);
    const road::Lane& to = t.roads->lane(out);
    const double wide = std::max(t.roads->junction_radius(from.to), std::max(from.width, to.width) / 2);
    const double r = std::min({wide, from.length / 2, to.length / 2});
    const double past_node = near_end ? at - lane.length : at;
    if (past_node <= -r || past_node >= r) return t.roads->point(v.path[i], at, lane.right_m);
    const Vec2d enters = t.roads->point(in, from.length - r, from.right_m);
    const Vec2d leaves = t.roads->point(out, r, to.right_m);
    const Vec2d between = corner(enters, from.direction, leaves, to.direction);
    const double u = (past_node + r) / (2 * r);
    return enters * ((1 - u) * (1 - u)) + between * (2 * u * (1 - u)) + leaves * (u * u);
}

/// The point `back_m` behind the front, along the own path; beyond the path's beginning straight on.
Vec2d behind_front(const road::Traffic& t, const Vehicle& v, double back_m) {
    std::size_t i = v.at;
    double at = v.front - back_m;
    while (at < 0 && i > 0) at += t.roads->lane(v.path[--i]).length;
    return point_on_path(t, v, i, at);
}

double cycle_s(const LineState& line, std::size_t from, std::size_t to) {
    double s = 0;
    for (std::size_t k = from, first = 1; first == 1 || k != to; k = (k + 1) % line.leg_s.size(), first = 0) {
        s += line.leg_s[k] + (k == from ? 0.0 : line.dwell_s);
    }
    return s;
}

/// Planned time until a vehicle that leaves the depot now, or is the next to leave the first stop, comes to a stop.
double from_depot_s(const road::Traffic& t, LineId id, std::size_t stop, Tick now) {
    const LineState& line = t.lines[id];
    const CartLineSpec& spec = (*t.specs)[id];
    if (line.headway_s <= 0) {
        const double begins_s = seconds(std::max<Tick>(0, spec.start - now)) + line.from_depot_s;
        return stop == 0 ? begins_s : begins_s + line.dwell_s + cycle_s(line, 0, stop);
    }
    const double departs_s =
        std::max(seconds(std::max<Tick>(0, line.next_departure - now)), line.from_depot_s + line.dwell_s);
    return stop == 0 ? departs_s : departs_s + cycle_s(line, 0, stop);
}

}  // namespace

CartView Shuttle::view(CartId cart) const {
    const State& s = *state_;
    const Vehicle& v = s.vehicles[cart.index()];
    CartView view;
    view.speed = v.speed;
    view.phase = v.phase;
    view.line = v.line;
    view.aboard = v.aboard;
    view.next_stop = s.stop_id(v);
    const double length_m = s.spec(v).length_m;
    Vec2d front, rear;
    if (v.on_road) {
        front = behind_front(s, v, 0);
        rear = behind_front(s, v, length_m);
    } else {  // beside the road
        const double right_m = s.roads->lane(v.spot.lane).width / 2 + 1.2;
        front = s.roads->point(v.spot.lane, v.spot.at, right_m);
        rear = s.roads->point(v.spot.lane, v.spot.at - length_m, right_m);
    }
    view.at = (front + rear) * 0.5;
    view.heading = fmath::atan2(front.y - rear.y, front.x - rear.x);
    return view;
}

double Shuttle::expected_wait_s(LineId id, StopId stop, Tick now) const {
    const State& s = *state_;
    const CartLineSpec& spec = (*s.specs)[id];
    double best = road::unlimited;
    for (std::size_t k = 0; k < spec.stops.size(); ++k) {
        if (spec.stops[k] != stop) continue;
        for (const std::uint32_t i : s.lines[id].vehicles) {
            const Vehicle& v = s.vehicles[i];
            if (!v.withdrawn)
                best =
                    std::min(best, v.phase == CartPhase::in_depot ? from_depot_s(s, id, k, now) : road::eta_s(s, v, k));
        }
    }
    const bool comes_in_time = best < road::unlimited && now + ticks(best) < spec.end;
    return comes_in_time ? best : -1.0;
}

double Shuttle::ride_s(LineId id, StopId from, StopId to) const {
    const LineState& line = state_->lines[id];
    const auto& stops = (*state_->specs)[id].stops;
    double best = road::unlimited;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        for (std::size_t j = 0; j < stops.size(); ++j) {
            if (stops[i] == from && stops[j] == to && from != to) best = std::min(best, cycle_s(line, i, j));
        }
    }
    return best < road::unlimited ? best : -1.0;
}

}  // namespace wz
