// How a boat is sculled along its track: speed from bends, stop lines and boats ahead; pure pursuit; poling at berths.
#include <algorithm>
#include <array>
#include <cmath>

#include "waterway/fleet.hpp"

namespace wz::water {

namespace {

constexpr double braking_share = 0.7;  // of the largest thrust: the rest is reserve
constexpr double stop_short = 0.5;     // m between the bow and a stop line
constexpr double look_for_boats = 26;  // m ahead
constexpr double same_lane = 1.75;     // m between middle lines within which a boat is in the way
constexpr double aground_s = 15;       // s without headway before the boatman takes the pole
constexpr double astray_m = 2.0;       // m beside the track: nearly in the opposed lane, or past a turn
constexpr double pushed_m = 1.0;       // m beside the track where it waits: others brushed against it
constexpr double over_the_line_m = 0.25;
constexpr double yaw_rate_max = 0.15;  // rad/s

double wrap(double a) {
    const double turns = std::floor(a / 6.283185307179586 + 0.5);
    return a - turns * 6.283185307179586;
}

/// Largest speed from which the boat stops within `room` m.
double speed_to_stop(double room, double deceleration) { return room > 0 ? std::sqrt(2 * deceleration * room) : 0; }

/// Swings out of a berth or into one, with nobody left to wait for.
bool at_berth(const Boat& b) {
    constexpr double ramp = 25;  // m
    if (b.motion != Motion::sailing || b.along < b.track->merged) return true;
    return b.granted == b.track->spans.size() && b.track->length() - b.along < ramp;
}

/// A boat under way as others see it.
struct Underway {
    std::size_t boat;
    Leg at_middle, at_stern;
};

class Memo {
public:
    /// The same for all boats with as many people aboard.
    template <class Function>
    double of(double people, Function function) {
        const auto n = static_cast<std::size_t>(people);
        if (n >= values_.size()) return function();
        if (values_[n] == 0) values_[n] = function();
        return values_[n];
    }

private:
    std::array<double, 64> values_{};
};

struct Pilot {
    Fleet& fleet;
    const WaterwayParams& p = fleet.params;
    double deceleration = braking_share * p.thrust_max_n / (p.hull_mass_kg + p.surge_added_mass_kg);  // laden

    mutable std::vector<Underway> underway{};  // in order of id
    mutable Memo drags{}, cruises{};

    void list_underway() const;
    void look_at(Underway& boat) const;
    [[nodiscard]] double people(std::size_t i) const { return double{fleet.hulls.people[i]}; }
    [[nodiscard]] double drag(std::size_t i) const {
        return drags.of(people(i), [&] { return surge_drag(p, people(i)); });
    }
    [[nodiscard]] double cruise(std::size_t i) const {
        return cruises.of(people(i), [&] { return cruise_mps(p, people(i)); });
    }
    [[nodiscard]] double mass(std::size_t i) const { return displaced_kg(p, people(i)) + p.surge_added_mass_kg; }

    [[nodiscard]] double follow_track(std::size_t i) const;
    [[nodiscard]] std::optional<double> ahead(std::size_t i, Vec2d point, const Leg& leg, bool gives_way) const;
    [[nodiscard]] double speed_behind(std::size_t i) const;
    void scull(std::size_t i, double speed) const;
    void pole_off(std::size_t i, double room) const;
    void pole_back(std::size_t i, double to_line) const;
    void pole(std::size_t i, Vec2d target, double heading, double speed_max) const;
    void sail(std::size_t i) const;
    [[nodiscard]] bool aground(std::size_t i) const;
    void dock(std::size_t i) const;
    void cast_off(std::size_t i) const;
    [[nodiscard]] Vec2d velocity(std::size_t i) const { return {double{fleet.hulls.vx[i]}, double{fleet.hulls.vy[i]}}; }
    [[nodiscard]] double sway(std::size_t i) const { return frame(i, velocity(i)).y; }
    [[nodiscard]] Vec2d frame(std::size_t i, Vec2d world) const {
        const auto [s, c] = fmath::sincos(double{fleet.hulls.angle[i]});
        return {world.x * c + world.y * s, world.y * c - world.x * s};
    }
};

void Pilot::look_at(Underway& u) const {
    const Boat& b = fleet.boats[u.boat];
    if (!b.under_way()) return;
    u.at_middle = b.track->leg_at(b.along);
    u.at_stern = b.track->leg_at(b.along - half_hull);
}

void Pilot::list_underway() const {
    for (std::size_t i = 0; i < fleet.boats.size(); ++i) {
        if (!fleet.boats[i].under_way()) continue;
        underway.push_back({i, {}, {}});
        look_at(underway.back());
    }
}

/// The nearest point of the track a few metres around where the boat was; never back. Returns the distance to it, m.
double Pilot::follow_track(std::size_t i) const {
    Boat& b = fleet.boats[i];
    const auto& points = b.track->points;
    const Vec2d at = fleet.hulls.at(i);
    const std::size_t k0 = b.track->point_before(b.along);
    double best = 1e9, along = b.along;
    for (std::size_t k = k0; k + 1 < points.size() && points[k].along < b.along + 4; ++k) {
        const auto near = nearest_on_segment(at, points[k].at, points[k + 1].at);
        if (near.distance < best) {
            best = near.distance;
            along = points[k].along + near.fraction * (points[k + 1].along - points[k].along);
        }
    }
    b.along = std::max(b.along, along);
    return best;
}

/// m along the track, from the boat's middle, to a point in its way; none: it is not. `leg`: where that point travels.
std::optional<double> Pilot::ahead(std::size_t i, Vec2d point, const Leg& leg, bool gives_way) const {
    const Boat& me = fleet.boats[i];
    const auto& points = me.track->points;
    double best = same_lane;
    std::optional<double> found;
    for (std::size_t k = me.track->point_before(me.along);
         k + 1 < points.size() && points[k].along < me.along + look_for_boats; ++k) {
        const Leg& mine = me.track->legs[points[k].leg];
        if (mine.link == leg.link && mine.reverse != leg.reverse && !gives_way) continue;  // passes on the other side
        const auto near = nearest_on_segment(point, points[k].at, points[k + 1].at);
        if (near.distance >= best) continue;
        best = near.distance;
        found = points[k].along + near.fraction * (points[k + 1].along - points[k].along) - me.along;
    }
    return found;
}

/// Safe speed behind the boats ahead: stopping distance plus a gap that grows with speed.
double Pilot::speed_behind(std::size_t i) const {
    Boat& me = fleet.boats[i];
    const Vec2d at = fleet.hulls.at(i);
    double gap = 1e9;
    me.behind = {};
    const auto keep = [&](double clear, std::size_t to) {
        if (clear < gap) gap = clear, me.behind = BoatId(to);
    };
    for (const Underway& seen : underway) {
        const std::size_t j = seen.boat;
        const Boat& other = fleet.boats[j];
        if (j == i || !other.under_way()) continue;
        const Vec2d there = fleet.hulls.at(j);
        if (norm2(there - at) > look_for_boats * look_for_boats) continue;
        const bool gives_way = at_berth(other) && !at_berth(me);  // also to boats that cross its lane
        if (const auto m = ahead(i, there, seen.at_middle, gives_way); m && *m > 1) keep(*m - hull_length, j);
        // who turns off ahead leaves its stern behind for a while
        const auto [s, c] = fmath::sincos(double{fleet.hulls.angle[j]});
        const Vec2d stern = there - Vec2d{c, s} * half_hull;
        if (const auto m = ahead(i, stern, seen.at_stern, gives_way); m && *m > half_hull) keep(*m - half_hull, j);
    }
    const double a = deceleration;
    const double k = std::max(p.gap_m - p.gap_at_rest_m, 0.0) / p.cruise_mps;
    const double room = gap - p.gap_at_rest_m;
    return room > 0 ? -a * k + std::sqrt(a * a * k * k + 2 * a * room) : 0;
}

/// Aground, or past its turn: back, then sideways and round to the line, then on, but not beyond `room` m; once a
/// little and once farther back.
void Pilot::pole_off(std::size_t i, double room) const {
    struct Try {
        double back_s, aside_s, on_s, back_m;
        [[nodiscard]] double length_s() const { return back_s + aside_s + on_s; }
    };
    constexpr Try little{4, 8, 6, 3}, farther{11, 16, 9, 5};
    const Boat& b = fleet.boats[i];
    const Track& track = *b.track;
    const Vec2d near = track.at(b.along + std::min(0.5, room)), far = track.at(b.along + 3), way = unit(far - near);
    const double heading = fmath::atan2(way.y, way.x);
    double s = seconds(fleet.now % ticks(little.length_s() + farther.length_s()));
    const Try& now = s < little.length_s() ? little : farther;
    if (&now == &farther) s -= little.length_s();
    const auto [sine, cosine] = fmath::sincos(double{fleet.hulls.angle[i]});
    if (s < now.back_s)
        return pole(i, fleet.hulls.at(i) - Vec2d{cosine, sine} * now.back_m, double{fleet.hulls.angle[i]}, 0.3);
    if (s >= now.back_s + now.aside_s) return pole(i, near, heading, 0.3);
    const Vec2d off = near - fleet.hulls.at(i);
    pole(i, fleet.hulls.at(i) + Vec2d{-sine, cosine} * dot(off, {-sine, cosine}), heading, 0.3);
}

/// Back to where it should wait, if it was pushed off its line or went too far: there it may be in the way of the very
/// boat that it waits for.
void Pilot::pole_back(std::size_t i, double to_line) const {
    const Boat& b = fleet.boats[i];
    const double along = b.along + std::clamp(to_line, -2.0, 0.0);
    const Vec2d way = unit(b.track->at(b.along + 1) - b.track->at(b.along - 1));
    pole(i, b.track->at(along), fmath::atan2(way.y, way.x), 0.1);
}

/// Thrust towards the speed and oar at the stern towards a point of the track ahead.
void Pilot::scull(std::size_t i, double speed) const {
    const Boat& b = fleet.boats[i];
    Oar& oar = fleet.oars[i];
    const double u = fleet.hulls.surge(i), r = double{fleet.hulls.spin[i]};
    // whoever waits long must not drift over the stop line or to the side: quadratic drag alone never stops a hull
    if (speed <= 0.01) oar.side = std::clamp(-p.sway_mass_kg * sway(i) / 1.5, -p.steer_max_n, p.steer_max_n);
    if (speed > 0.01 || std::abs(u) > 1e-4)
        oar.thrust = std::clamp(drag(i) * speed * speed + mass(i) * (speed - u) / 1.5, -p.thrust_max_n, p.thrust_max_n);
    const double reach = p.lookahead_m * (0.5 + 0.5 * std::min(u / p.cruise_mps, 1.0));
    const Vec2d to = frame(i, b.track->at(b.along + std::max(reach, 2.0)) - fleet.hulls.at(i));
    const double distance2 = std::max(norm2(to), 1.0);
    const double wanted = std::clamp(2 * std::max(u, 0.0) * to.y / distance2, -yaw_rate_max, yaw_rate_max);
    const double moment =
        p.yaw_inertia * (wanted - r) / 0.8 + (p.yaw_drag * std::abs(wanted) + p.yaw_lift * std::abs(u)) * wanted;
    oar.stern = std::clamp(-moment / 3.0, -p.steer_max_n, p.steer_max_n);
}

/// Position and heading held or approached with pole and line: sideways, too.
void Pilot::pole(std::size_t i, Vec2d target, double heading, double speed_max) const {
    Oar& oar = fleet.oars[i];
    const Vec2d error = frame(i, target - fleet.hulls.at(i));
    const Vec2d v = frame(i, velocity(i));
    const double r = double{fleet.hulls.spin[i]};
    const double turn = wrap(heading - double{fleet.hulls.angle[i]});
    const double u_wanted = std::clamp(0.25 * error.x, -speed_max, speed_max);
    // abreast first, then sideways: the neighbours at a landing lie close
    const double side = std::abs(error.x) < 0.8 ? 0.2 : 0.0;
    const double v_wanted = std::clamp(0.25 * error.y, -side, side);
    const double r_wanted = std::clamp(0.4 * turn, -0.08, 0.08);
    oar.thrust = std::clamp(mass(i) * (u_wanted - v.x) / 1.5, -p.thrust_max_n, p.thrust_max_n);
    oar.side = std::clamp(p.sway_mass_kg * (v_wanted - v.y) / 1.5 + p.sway_drag * std::abs(v_wanted) * v_wanted,
                          -p.pole_max_n, p.pole_max_n);
    const double moment = p.yaw_inertia * (r_wanted - r) / 1.0 + p.yaw_drag * std::abs(r_wanted) * r_wanted;
    oar.moment = std::clamp(moment, -2 * p.pole_max_n, 2 * p.pole_max_n);
}

void Pilot::sail(std::size_t i) const {
    Boat& b = fleet.boats[i];
    const double aside = follow_track(i);
    const auto& track = *b.track;
    const double left = track.length() - b.along;
    if (left < 0.7) {
        b.motion = Motion::docking;
        b.phase = BoatPhase::docking;
        b.stuck_s = 0;
        return dock(i);
    }
    double speed = std::min(cruise(i), track.points[track.point_before(b.along)].speed);
    speed = std::min(speed, std::max(speed_to_stop(left, deceleration), 0.15));
    double to_line = 1e9;
    if (b.granted < track.spans.size()) to_line = track.spans[b.granted].from - half_hull - stop_short - b.along;
    if (!b.may_cross) to_line = std::min(to_line, b.track->crosses - stop_short - b.along);
    to_line = std::min(to_line, b.hold_at - half_hull - stop_short - b.along);
    const double line_speed = speed_to_stop(to_line, deceleration);
    const double free_speed = std::min(line_speed, speed_behind(i));
    speed = std::min(speed, free_speed);
    const double u = fleet.hulls.surge(i);
    const bool waits = free_speed < 0.1 && u < 0.05;
    b.phase = waits ? BoatPhase::waiting : BoatPhase::under_way;
    if (waits) {
        b.waited_s += tick_s;
        b.longest_wait_s = std::max(b.longest_wait_s, b.waited_s);
    }
    if (waits && (aside > pushed_m || to_line < -over_the_line_m)) return pole_back(i, to_line);
    const bool afloat = b.stuck_s < aground_s;
    b.stuck_s = speed > 0.12 && u < 0.04 ? b.stuck_s + tick_s : std::max(0.0, b.stuck_s - 2 * tick_s);
    if (aside > astray_m) b.stuck_s = aground_s + 5;
    if (b.stuck_s < aground_s) return scull(i, speed);
    if (afloat) fleet.note(BoatNote::Kind::grounded, BoatId(i), b.to, b.stuck_s);
    b.stuck_s = std::min(b.stuck_s, aground_s + 5);
    pole_off(i, to_line);
}

/// Sits on a shoal; the boatman holds it there until it floats again.
bool Pilot::aground(std::size_t i) const {
    Boat& b = fleet.boats[i];
    const Leg& leg = b.track->leg_at(b.along);
    const double t = b.track->points[b.track->point_before(b.along)].t;
    const auto shoal = std::ranges::find_if(fleet.shoals, [&](const Shoal& s) {
        return s.link == leg.link && std::abs(t - fleet.town->water_links[s.link].length / 2) < 1;
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
    const Vec2d error = frame(i, start - fleet.hulls.at(i));
    if (std::abs(error.y) < 0.3 || b.stuck_s > 60) {
        b.motion = Motion::sailing;
        b.stuck_s = 0;
        return sail(i);
    }
    const auto [s, c] = fmath::sincos(b.pose_heading);
    // where along the quay does not matter: only sideways
    const Vec2d ahead{c, s};
    pole(i, fleet.hulls.at(i) + perp(ahead) * dot(start - fleet.hulls.at(i), perp(ahead)), b.pose_heading, 0.3);
}

}  // namespace

void Fleet::steer() {
    const Pilot pilot{*this};
    pilot.list_underway();
    for (std::size_t i = 0; i < boats.size(); ++i) {
        oars[i] = {};
        hulls.people[i] = static_cast<float>(boats[i].aboard);
    }
    for (Underway& u : pilot.underway) {
        switch (boats[u.boat].motion) {
            case Motion::moored:
                break;
            case Motion::casting_off:
                pilot.cast_off(u.boat);
                break;
            case Motion::sailing:
                if (!pilot.aground(u.boat)) pilot.sail(u.boat);
                break;
            case Motion::docking:
                pilot.dock(u.boat);
                break;
        }
        pilot.look_at(u);
    }
}

}  // namespace wz::water
