// Where to: the way from stop to stop, around closed roads, and how long it is planned to take.
#include <algorithm>

#include "shuttle/state.hpp"

namespace wz::road {

namespace {

std::span<const Spot> target_spots(const Traffic& t, const Vehicle& v, std::size_t stop) {
    return v.to_depot ? t.roads->depot_spots(t.spec(v).depot) : t.roads->stop_spots(t.spec(v).stops[stop]);
}

bool find(const Traffic& t, const Vehicle& v, Spot from, std::size_t stop, Path& path) {
    return t.roads->find_path(from, target_spots(t, v, stop), t.mode(v), t.closed, path);
}

/// Out of a depot in either direction; out of a bay straight on, or turning round if that is the only way.
bool find_from_stand(const Traffic& t, const Vehicle& v, std::size_t stop, Path& path) {
    const auto mode = static_cast<std::size_t>(t.mode(v));
    if (v.phase == CartPhase::in_depot) {
        Path other;
        bool found = false;
        for (const Spot& exit : t.roads->depot_spots(t.spec(v).depot)) {
            if (t.is_closed(exit.lane) || !t.roads->lane(exit.lane).admits[mode] || !find(t, v, exit, stop, other))
                continue;
            if (!found || other.length_m < path.length_m) std::swap(path, other);
            found = true;
        }
        return found;
    }
    if (find(t, v, v.spot, stop, path)) return true;
    const LaneId back = RoadNetwork::reverse(v.spot.lane);
    const Spot turned{back, t.roads->lane(back).length - v.spot.at};
    return t.roads->lane(back).admits[mode] && find(t, v, turned, stop, path);
}

double start_on(const Traffic& t, const Vehicle& v, LaneId lane) {
    if (v.phase == CartPhase::in_depot) {
        for (const Spot& exit : t.roads->depot_spots(t.spec(v).depot)) {
            if (exit.lane == lane) return exit.at;
        }
    }
    return lane == v.spot.lane ? v.spot.at : t.roads->lane(lane).length - v.spot.at;
}

double ride_time_s(const Traffic& t, const Path& path, const Driving& d, double start_m) {
    double s = 0, lane_m = 0, at = start_m, left = path.length_m;
    for (const LaneId id : path.lanes) {
        const Lane& lane = t.roads->lane(id);
        lane_m = std::min(left, lane.length - at);
        s += lane_m / std::min(d.desired_speed, lane.speed_limit);
        left -= lane_m;
        at = 0;
    }
    return s + d.desired_speed / 2 * (1 / d.accel + 1 / d.brake);  // gaining speed and losing it
}

}  // namespace

bool plan_from_stand(Traffic& t, Vehicle& v) {
    Path path;
    const std::size_t stops = t.spec(v).stops.size();
    // Stops that cannot be reached now are passed over; if none can be, the vehicle stays where it is in nobody's way.
    const std::size_t choices = v.to_depot ? 1 : stops;
    for (std::size_t i = 0; i < choices; ++i) {
        const std::size_t stop = (v.stop + i) % stops;
        if (!find_from_stand(t, v, stop, path)) continue;
        if (!v.to_depot) v.stop = stop;
        v.front = start_on(t, v, path.lanes.front());
        v.path = std::move(path.lanes);
        v.at = v.granted = 0;
        v.to_target_m = path.length_m;
        return true;
    }
    return false;
}

bool replan(Traffic& t, Vehicle& v) {
    std::size_t fixed = v.at;  // junctions it cannot stop before any more
    double from_front_m = -v.front;
    while (fixed < v.granted && fixed + 1 < v.path.size() && !t.is_closed(v.path[fixed + 1])) {
        from_front_m += t.roads->lane(v.path[fixed++]).length;
    }
    const Spot from{v.path[fixed], fixed == v.at ? v.front : 0.0};
    Path path;
    const std::size_t stops = t.spec(v).stops.size();
    const std::size_t choices = v.to_depot ? 1 : stops;
    for (std::size_t i = 0; i < choices; ++i) {
        const std::size_t stop = (v.stop + i) % stops;
        if (!find(t, v, from, stop, path)) continue;
        if (!v.to_depot && stop != v.stop) v.has_bay = false;
        if (!v.to_depot) v.stop = stop;
        v.path.resize(fixed);
        v.path.insert(v.path.end(), path.lanes.begin(), path.lanes.end());
        v.granted = std::min(v.granted, fixed);
        v.to_target_m = path.length_m + (fixed == v.at ? 0.0 : from_front_m);
        return true;
    }
    v.granted = std::min(v.granted, fixed);
    return false;
}

void plan_times(Traffic& t) {
    Problems problems;
    for (std::size_t i = 0; i < t.lines.size(); ++i) {
        const CartLineSpec& spec = (*t.specs)[LineId(i)];
        LineState& line = t.lines[LineId(i)];
        line.leg_s.assign(spec.stops.size(), 0.0);
        Vehicle v;
        v.line = LineId(i);
        const Driving d = t.driving(v);
        Path path;
        // The second round is the one that repeats: the first may reach the first stop on another side.
        for (std::size_t leg = 0; leg <= 2 * spec.stops.size(); ++leg) {
            const std::size_t stop = leg % spec.stops.size();
            if (!find_from_stand(t, v, stop, path)) {
                problems.add(
                    spec.where,
                    "line " + spec.id + ": no road for its vehicles to stop " + t.town->stops[spec.stops[stop]].name.id,
                    "stops joined by roads that admit " + std::string(spec.bus ? "buses" : "carts"),
                    "open a road of the map to them, or leave the stop out");
                break;
            }
            const double s = ride_time_s(t, path, d, start_on(t, v, path.lanes.front()));
            if (leg == 0)
                line.from_depot_s = s;
            else
                line.leg_s[(leg - 1) % spec.stops.size()] = s;
            v.phase = CartPhase::boarding;
            v.spot = path.end;
        }
    }
    problems.throw_if_any();
}

double eta_s(const Traffic& t, const Vehicle& v, std::size_t stop) {
    const LineState& line = t.lines[v.line];
    if (v.phase == CartPhase::in_depot || v.to_depot) return unlimited;
    if (!v.on_road && !v.wants_out && v.stop == stop) return 0.0;
    const std::size_t stops = line.leg_s.size();
    double s = 0;
    if (!v.on_road && !v.wants_out)
        s = std::max(0.0, line.dwell_s - t.dwelt_s(v)) + line.leg_s[v.stop];
    else
        s = v.to_target_m / t.driving(v).desired_speed;
    std::size_t next = !v.on_road && !v.wants_out ? (v.stop + 1) % stops : v.stop;
    for (; next != stop; next = (next + 1) % stops) s += line.dwell_s + line.leg_s[next];
    return s;
}

}  // namespace wz::road
