// How fast a vehicle may go: the intelligent-driver model behind a leader (Treiber, Hennecke & Helbing 2000), and
// braking curves before fixed points, where the model's slow creeping-up would be wrong.
#pragma once

#include <algorithm>

#include "base/fmath.hpp"

namespace wz::road {

struct Driving {
    double desired_speed;  // m/s
    double time_gap_s;
    double min_gap_m;
    double accel;  // m/s²
    double brake;  // m/s², comfortable
};

/// Acceleration without a leader, m/s². Above the desired speed, which may have been lowered just now: comfortable
/// braking.
inline double free_acceleration(const Driving& d, double speed) {
    const double ratio = speed / d.desired_speed;
    return std::max(-d.brake, d.accel * (1.0 - ratio * ratio * ratio * ratio));
}

/// Acceleration behind a leader whose rear is `gap_m` > 0 ahead of the own front.
inline double following_acceleration(const Driving& d, double speed, double leader_speed, double gap_m) {
    const double approach = speed * (speed - leader_speed) / (2.0 * fmath::sqrt(d.accel * d.brake));
    const double wanted_gap = d.min_gap_m + std::max(0.0, speed * d.time_gap_s + approach);
    const double ratio = wanted_gap / gap_m;
    return free_acceleration(d, speed) - d.accel * ratio * ratio;
}

/// Highest speed at the end of a step of `dt` s from which comfortable braking ends `distance_m` ahead of where the
/// step began: (v + v')/2·dt + v'²/2b = distance.
inline double speed_to_stop_within(double distance_m, double speed, double brake, double dt) {
    const double left = distance_m - 0.5 * speed * dt;
    if (left <= 0.0) return 0.0;
    return brake * (fmath::sqrt(0.25 * dt * dt + 2.0 * left / brake) - 0.5 * dt);
}

/// Highest speed now from which comfortable braking reaches `limit` at `distance_m`.
inline double speed_before_limit(double limit, double distance_m, double brake) {
    return fmath::sqrt(limit * limit + 2.0 * brake * std::max(0.0, distance_m));
}

/// Distance of comfortable braking to a stop.
inline double braking_distance(double speed, double brake) { return speed * speed / (2.0 * brake); }

}  // namespace wz::road
