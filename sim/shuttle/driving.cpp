// How fast: every vehicle chooses its advance from the positions at the beginning of the step; then all move. Nobody's
// advance reaches beyond where the rear ahead was, so that the order of moving cannot matter and bodies cannot overlap.
#include <algorithm>

#include "shuttle/look_ahead.hpp"

namespace wz::road {

namespace {

constexpr double standing = 0.05;   // m/s
constexpr double moving_off = 1.0;  // m/s: whoever edges forward more slowly still counts as standing

double next_speed(const Traffic& t, const Vehicle& v, const Ahead& ahead, double stop_m) {
    Driving d = t.driving(v);
    d.desired_speed = ahead.desired_speed;
    double a = free_acceleration(d, v.speed);
    if (ahead.leader != UINT32_MAX) {
        const double gap_m = std::max(0.01, ahead.leader_m);
        a = following_acceleration(d, v.speed, t.vehicles[ahead.leader].speed, gap_m);
    }
    double speed = v.speed + a * tick_s;
    speed = std::min(speed, std::max(ahead.highest_speed, v.speed - d.brake * tick_s));
    speed = std::min(speed, speed_to_stop_within(std::min(stop_m, v.to_target_m), v.speed, d.brake, tick_s));
    return std::max(0.0, speed);
}

void name_phase(Vehicle& v, const StopLine& stop) {
    v.phase = CartPhase::driving;
    if (v.speed > 0.3 || stop.at_m > 1.0) return;
    if (stop.why == Barrier::Kind::crossing) v.phase = CartPhase::yielding;
    if (stop.why == Barrier::Kind::full_stop) v.phase = CartPhase::queued_for_stop;
}

void advance(Traffic& t, Vehicle& v, double m) {
    v.front += m;
    v.to_target_m -= m;
    while (v.at + 1 < v.path.size() && v.front > t.roads->lane(v.path[v.at]).length) {
        v.front -= t.roads->lane(v.path[v.at]).length;
        ++v.at;
        v.lane_entered = t.now;
        if (t.roads->junction_radius(t.roads->lane(v.path[v.at]).from) > 0) v.approaching = {};
    }
    v.granted = std::max(v.granted, v.at);
    // Forget the lanes that the body has left, and a junction's width more.
    double behind_m = v.front - t.spec(v).length_m - 20;
    for (std::size_t i = v.at; i > 0 && behind_m < 0; --i) behind_m += t.roads->lane(v.path[i - 1]).length;
    if (behind_m < 0) return;
    double needed_m = t.spec(v).length_m + 20 - v.front;
    std::size_t keep = v.at;
    while (keep > 0 && needed_m > 0) needed_m -= t.roads->lane(v.path[--keep]).length;
    v.path.erase(v.path.begin(), v.path.begin() + static_cast<std::ptrdiff_t>(keep));
    v.at -= keep;
    v.granted -= keep;
}

}  // namespace

void drive(Traffic& t) {
    t.advances.assign(t.vehicles.size(), 0.0);
    std::vector<double>& advances = t.advances;
    std::vector<double> speeds(t.vehicles.size(), 0.0);
    for (std::uint32_t i = 0; i < t.vehicles.size(); ++i) {
        Vehicle& v = t.vehicles[i];
        if (!v.on_road) continue;
        const Ahead& ahead = t.ahead[i];
        const StopLine stop = nearest_stop(t, v, ahead);
        const double speed = next_speed(t, v, ahead, stop.at_m);
        const double limit_m = std::min({stop.at_m, v.to_target_m, std::max(0.0, ahead.leader_m - 0.1)});
        advances[i] = std::min(0.5 * (v.speed + speed) * tick_s, std::max(0.0, limit_m));
        // A vehicle that was cut short stands.
        speeds[i] = std::min(speed, 2.0 * advances[i] / tick_s);
        name_phase(v, stop);
    }
    for (std::uint32_t i = 0; i < t.vehicles.size(); ++i) {
        Vehicle& v = t.vehicles[i];
        if (!v.on_road) continue;
        v.speed = speeds[i];
        advance(t, v, advances[i]);
        if (v.speed > moving_off)
            v.standing_since = never;
        else if (v.speed <= standing && v.standing_since == never)
            v.standing_since = t.now;
    }
}

}  // namespace wz::road
