// With pole and line: off a bank, back to the line, and in and out of berths.
#include <algorithm>
#include <cmath>

#include "waterway/pilot.hpp"

namespace wz::water {

namespace {

constexpr double turns_first =
    0.6;  // rad between a hull clear of its berth and its way, from which on it is poled round

double wrap(double a) {
    const double turns = std::floor(a / 6.283185307179586 + 0.5);
    return a - turns * 6.283185307179586;
}

}  // namespace

/// Position and heading held or approached with pole and line: sideways, too.
void Pilot::pole(std::size_t i, Vec2d target, double heading, double speed_max, Sideways when) const {
    Oar& oar = fleet.oars[i];
    const Vec2d error = frame(i, target - fleet.hulls.at(i));
    const Vec2d v = frame(i, velocity(i));
    const double r = double{fleet.hulls.spin[i]};
    const double turn = wrap(heading - double{fleet.hulls.angle[i]});
    const double u_wanted = std::clamp(0.25 * error.x, -speed_max, speed_max);
    // abreast first, then sideways: the neighbours at a landing lie close
    const double side = std::abs(error.x) < 0.8 || when == Sideways::at_once ? 0.2 : 0.0;
    const double v_wanted = std::clamp(0.25 * error.y, -side, side);
    const double r_wanted = std::clamp(0.4 * turn, -0.08, 0.08);
    oar.thrust = std::clamp(mass(i) * (u_wanted - v.x) / 1.5, -p.thrust_max_n, p.thrust_max_n);
    oar.side = std::clamp(p.sway_mass_kg * (v_wanted - v.y) / 1.5 + p.sway_drag * std::abs(v_wanted) * v_wanted,
                          -p.pole_max_n, p.pole_max_n);
    const double moment = p.yaw_inertia * (r_wanted - r) / 1.0 + p.yaw_drag * std::abs(r_wanted) * r_wanted;
    oar.moment = std::clamp(moment, -2 * p.pole_max_n, 2 * p.pole_max_n);
}

/// Towards the line behind it, as far as it holds the water there; its way begins anew from where it is then.
void Pilot::go_back(std::size_t i, double by_m, Sideways when) const {
    const Boat& b = fleet.boats[i];
    const double own = b.track->spans[b.released].from + half_hull + 0.5;
    const double least = std::min(b.along, std::max(own, b.track->merged));
    static_cast<void>(follow_track(i, least));
    const double along = std::max(b.along - by_m, least);
    const Vec2d way = unit(b.track->at(along + 1) - b.track->at(along - 1));
    pole(i, b.track->at(along), fmath::atan2(way.y, way.x), 0.3, when);
}

/// Aground, or past its turn: back, then sideways and round to the line, then on, but not beyond `room` m; once a
/// little, once farther back, and once straight to the line behind: who lies askew between two banks gets neither way.
void Pilot::pole_off(std::size_t i, double room) const {
    struct Try {
        double back_s, aside_s, on_s, back_m;
        [[nodiscard]] double length_s() const { return back_s + aside_s + on_s; }
    };
    constexpr Try little{4, 8, 6, 3}, farther{11, 16, 9, 5};
    constexpr double straight_s = 24, straight_m = 4;
    const Boat& b = fleet.boats[i];
    const Track& track = *b.track;
    const Vec2d near = track.at(b.along + std::min(0.5, room)), far = track.at(b.along + 3), way = unit(far - near);
    const double heading = fmath::atan2(way.y, way.x);
    double s = seconds(fleet.now % ticks(little.length_s() + farther.length_s() + straight_s));
    if (s >= little.length_s() + farther.length_s()) {
        go_back(i, straight_m, Sideways::at_once);
        return;
    }
    const Try& now = s < little.length_s() ? little : farther;
    if (&now == &farther) s -= little.length_s();
    const auto [sine, cosine] = fmath::sincos(double{fleet.hulls.angle[i]});
    if (s < now.back_s)
        return pole(i, fleet.hulls.at(i) - Vec2d{cosine, sine} * now.back_m, double{fleet.hulls.angle[i]}, 0.3);
    if (s >= now.back_s + now.aside_s) return pole(i, near, heading, 0.3);
    const Vec2d off = near - fleet.hulls.at(i);
    pole(i, fleet.hulls.at(i) + Vec2d{-sine, cosine} * dot(off, {-sine, cosine}), heading, 0.3);
}

/// Back to its line, if it was pushed off it: there it may be in the way of the very boat that it waits for.
void Pilot::pole_back(std::size_t i, double to_line) const {
    const Boat& b = fleet.boats[i];
    const double along = b.along + std::clamp(to_line, -2.0, 0.0);
    const Vec2d way = unit(b.track->at(b.along + 1) - b.track->at(b.along - 1));
    pole(i, b.track->at(along), fmath::atan2(way.y, way.x), 0.1);
}

/// Sits on a shoal; the boatman holds it there until it floats again.
bool Pilot::aground(std::size_t i) const {
    Boat& b = fleet.boats[i];
    const auto shoal = std::ranges::find_if(fleet.shoals, [&](const Shoal& s) {
        const TrackPoint& at = b.track->points[b.track->point_before(b.along)];
        return s.link == b.track->legs[at.leg].link && std::abs(at.t - fleet.town->water_links[s.link].length / 2) < 1;
    });
    if (shoal != fleet.shoals.end()) {
        b.aground_until = fleet.now + shoal->lasts;
        fleet.note(BoatNote::Kind::grounded, BoatId(i), b.to, seconds(shoal->lasts));
        fleet.shoals.erase(shoal);
    }
    if (fleet.now >= b.aground_until) return false;
    b.behind = {};
    b.phase = BoatPhase::under_way;
    pole(i, fleet.hulls.at(i), double{fleet.hulls.angle[i]}, 0);
    return true;
}

/// The last two metres, sideways into the berth; whoever cannot stop within tolerance creeps on.
void Pilot::dock(std::size_t i) const {
    Boat& b = fleet.boats[i];
    const Slot& slot = fleet.fairway->slots[b.target];
    const double angle = double{fleet.hulls.angle[i]};
    const double heading =
        std::abs(wrap(slot.heading - angle)) <= 1.5707963267948966 ? slot.heading : slot.heading + 3.141592653589793;
    pole(i, slot.at, heading, 0.3);
    b.stuck_s += tick_s;
    const Vec2d error = frame(i, slot.at - fleet.hulls.at(i));
    const double late = b.stuck_s > 60 ? 2.5 : 1;
    const bool there = std::abs(error.x) < 0.4 * late && std::abs(error.y) < 0.3 * late &&
                       std::abs(wrap(heading - angle)) < 0.1 * late && fleet.hulls.speed(i) < 0.05;
    if (there && fleet.now % Waterway::rebuild_every == 0) fleet.moor(BoatId(i));
}

/// Sideways off the berth until clear of the neighbours.
void Pilot::cast_off(std::size_t i) const {
    Boat& b = fleet.boats[i];
    if (fleet.now < b.shifted) return pole(i, fleet.hulls.at(i), b.pose_heading, 0);  // it turns back: first the oar
    b.stuck_s += tick_s;
    const Vec2d start = b.track->points.front().at;
    const Vec2d error = frame(i, start - fleet.hulls.at(i)), way = b.track->at(4) - start;
    const double heading = fmath::atan2(way.y, way.x);
    const bool turns = b.pose_heading == heading;
    if (std::abs(error.y) < 0.3 || b.stuck_s > 60 || turns) {
        // a berth at the corner of a canal: first the bow round to where it goes
        if (std::abs(wrap(heading - double{fleet.hulls.angle[i]})) > turns_first && b.stuck_s < 60) {
            b.pose_heading = heading;
            return pole(i, start, heading, 0.1);
        }
        b.motion = Motion::sailing;
        b.stuck_s = 0;
        return sail(i);
    }
    const auto [s, c] = fmath::sincos(b.pose_heading);
    // where along the quay does not matter: only sideways
    const Vec2d ahead{c, s};
    pole(i, fleet.hulls.at(i) + perp(ahead) * dot(start - fleet.hulls.at(i), perp(ahead)), b.pose_heading, 0.3);
}

}  // namespace wz::water
