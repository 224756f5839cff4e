// How a boat is sculled along its track: speed from bends, stop lines and boats ahead; pure pursuit.
#include "waterway/pilot.hpp"

#include <algorithm>
#include <cmath>

namespace wz::water {

namespace {

constexpr double stop_short = 0.5;     // m between the bow and a stop line
constexpr double look_for_boats = 26;  // m ahead
constexpr double same_lane = 1.75;     // m between middle lines within which a boat is in the way
constexpr double astray_lane = 3.5;    // m likewise to one that poles back to its line: who passed it would block it
constexpr double aground_s = 15;       // s without headway before the boatman takes the pole
constexpr double astray_m = 2.0;       // m beside the track: nearly in the opposed lane, or past a turn
constexpr double pushed_m = 1.0;       // m beside the track where it waits: others brushed against it
constexpr double at_the_line_m = 10;   // m before its stop line: it has to wait there, or soon will
constexpr double at_hand_m = 2.0;      // m to the berth: the line reaches it
constexpr double yaw_rate_max = 0.15;  // rad/s

/// Largest speed from which the boat stops within `room` m.
double speed_to_stop(double room, double deceleration) { return room > 0 ? std::sqrt(2 * deceleration * room) : 0; }

/// Swings out of a berth or into one, with nobody left to wait for.
bool at_berth(const Boat& b) {
    constexpr double ramp = 25;  // m
    if (b.motion != Motion::sailing || b.along < b.track->merged) return true;
    return b.granted == b.track->spans.size() && b.track->length() - b.along < ramp && !RightOfWay::waits_to_cross(b) &&
           (b.may_cross || b.hold_at >= never_held);
}

}  // namespace

void Pilot::look_at(Underway& u) const {
    const Boat& b = fleet.boats[u.boat];
    const Track& track = *b.track;
    const std::size_t middle = track.point_before(b.along, b.near_point);
    u.middle = {&track, &track.points[middle]};
    u.stern = {&track, &track.points[track.point_before(b.along - half_hull, middle)]};
}

/// It passes on the other side; lanes go on from one link to the next.
bool Pilot::opposed(const Underway::Where& own, const Underway::Where& other) const {
    const Leg &mine = own.leg(), &its = other.leg();
    if (mine.link == its.link) return mine.reverse != its.reverse;
    const auto lane_at = [&](const Underway::Where& at) {
        const Leg& leg = at.leg();
        return fleet.fairway->lane_place(leg.link, leg.along(at.point->t, fleet.town->water_links[leg.link].length),
                                         leg.reverse);
    };
    const auto here = lane_at(own), there = lane_at(other);
    return here && there && here->directed_lane == (there->directed_lane ^ 1u);
}

void Pilot::list_underway() const {
    for (std::size_t i = 0; i < fleet.boats.size(); ++i) {
        if (fleet.boats[i].under_way()) underway.push_back({i, {}, {}});
    }
}

/// The nearest point of the track a few metres around where the boat was, but not before `least` m. Returns the
/// distance to it, m; before the beginning of the track, only that to the side.
double Pilot::follow_track(std::size_t i, double least) const {
    Boat& b = fleet.boats[i];
    const auto& points = b.track->points;
    const Vec2d at = fleet.hulls.at(i);
    const std::size_t k0 = b.track->point_before(least, b.near_point);
    double best = 1e9, along = b.along;
    for (std::size_t k = k0; k + 1 < points.size() && points[k].along < b.along + 4; ++k) {
        const auto near = nearest_on_segment(at, points[k].at, points[k + 1].at);
        if (near.distance < best) {
            best = near.distance;
            along = points[k].along + near.fraction * (points[k + 1].along - points[k].along);
        }
    }
    if (along <= 0) best = std::abs(cross(unit(points[1].at - points[0].at), at - points[0].at));
    b.along = std::max(least, along);
    return best;
}

/// m along the track, from the boat's middle, to a point in its way; none: it is not. `where` that point travels;
/// `here`: the point of the track before the boat.
std::optional<double> Pilot::ahead(std::size_t i, std::size_t here, Vec2d point, const Underway::Where& where,
                                   bool gives_way, bool astray) const {
    const Boat& me = fleet.boats[i];
    const auto& points = me.track->points;
    double best = astray ? astray_lane : same_lane;
    std::optional<double> found;
    double too_far_until = 0;  // m along the track: the line cannot come near enough before, for it would be too short
    for (std::size_t k = here; k + 1 < points.size() && points[k].along < me.along + look_for_boats; ++k) {
        if (points[k + 1].along < too_far_until) continue;
        too_far_until = points[k].along + norm(point - points[k].at) - best - 1e-6;
        if (points[k + 1].along < too_far_until) continue;
        const Leg& mine = me.track->legs[points[k].leg];
        const auto near = nearest_on_segment(point, points[k].at, points[k + 1].at);
        if (near.distance >= best || (near.distance >= same_lane && mine.link != where.leg().link)) continue;
        if (!gives_way && opposed({me.track.get(), &points[k]}, where)) continue;
        best = near.distance;
        found = points[k].along + near.fraction * (points[k + 1].along - points[k].along) - me.along;
    }
    return found;
}

/// Safe speed behind the boats ahead: stopping distance plus a gap that grows with speed.
double Pilot::speed_behind(std::size_t i, std::size_t here) const {
    Boat& me = fleet.boats[i];
    const Vec2d at = fleet.hulls.at(i);
    double gap = 1e9;
    me.behind = {};
    const auto keep = [&](double clear, std::size_t to) {
        if (clear < gap) gap = clear, me.behind = BoatId(to);
    };
    for (Underway& seen : underway) {
        const std::size_t j = seen.boat;
        const Boat& other = fleet.boats[j];
        if (j == i || !other.under_way()) continue;
        const Vec2d there = fleet.hulls.at(j);
        if (norm2(there - at) > look_for_boats * look_for_boats) continue;
        if (!seen.middle.track) look_at(seen);
        const bool gives_way = at_berth(other) && !at_berth(me);  // also to boats that cross its lane
        const bool astray = other.motion == Motion::sailing && other.stuck_s >= aground_s;
        if (const auto m = ahead(i, here, there, seen.middle, gives_way, astray); m && *m > 1)
            keep(*m - hull_length, j);
        // who turns off ahead leaves its stern behind for a while
        const auto& [s, c] = fleet.hulls.heading(j);
        const Vec2d stern = there - Vec2d{c, s} * half_hull;
        if (const auto m = ahead(i, here, stern, seen.stern, gives_way, astray); m && *m > half_hull)
            keep(*m - half_hull, j);
    }
    const double a = deceleration;
    const double k = std::max(p.gap_m - p.gap_at_rest_m, 0.0) / p.cruise_mps;
    const double room = gap - p.gap_at_rest_m;
    return room > 0 ? -a * k + std::sqrt(a * a * k * k + 2 * a * room) : 0;
}

/// A boat sits stuck so near that this one may be what it sits on. `clear_m` between the hulls: room to be poled round.
bool Pilot::blocks_stuck_boat(std::size_t i, double clear_m) const {
    const Vec2d at = fleet.hulls.at(i);
    const auto outline = [&](std::size_t k) { return outline_at(fleet.hulls.at(k), double{fleet.hulls.angle[k]}); };
    return std::ranges::any_of(underway, [&](const Underway& seen) {
        const Boat& other = fleet.boats[seen.boat];
        const double far = hull_length + clear_m;
        return seen.boat != i && other.motion == Motion::sailing && other.stuck_s >= aground_s &&
               other.phase != BoatPhase::waiting && norm2(fleet.hulls.at(seen.boat) - at) < far * far &&
               overlap_depth(outline(i), outline(seen.boat)) > -clear_m;
    });
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
    const double along = b.along + std::max(reach, 2.0);
    const Vec2d to = frame(i, b.track->at(along, b.track->point_before(along, b.near_point)) - fleet.hulls.at(i));
    const double distance2 = std::max(norm2(to), 1.0);
    const double wanted = std::clamp(2 * std::max(u, 0.0) * to.y / distance2, -yaw_rate_max, yaw_rate_max);
    const double moment =
        p.yaw_inertia * (wanted - r) / 0.8 + (p.yaw_drag * std::abs(wanted) + p.yaw_lift * std::abs(u)) * wanted;
    oar.stern = std::clamp(-moment / 3.0, -p.steer_max_n, p.steer_max_n);
}

void Pilot::sail(std::size_t i) const {
    Boat& b = fleet.boats[i];
    const double aside = follow_track(i, b.along);
    const auto& track = *b.track;
    const double left = track.length() - b.along;
    // a neighbour that lies askew may keep it from the very end of its way
    if (left < 0.7 || (left < at_hand_m && b.stuck_s >= aground_s)) {
        b.motion = Motion::docking;
        b.phase = BoatPhase::docking;
        b.stuck_s = 0;
        return dock(i);
    }
    const std::size_t here = b.near_point = track.point_before(b.along, b.near_point);
    double speed = std::min(cruise(i), track.points[here].speed);
    speed = std::min(speed, std::max(speed_to_stop(left, deceleration), 0.15));
    double to_line = 1e9;
    if (b.granted < track.spans.size()) to_line = track.spans[b.granted].from - half_hull - stop_short - b.along;
    if (!b.may_cross) to_line = std::min(to_line, b.track->crosses - stop_short - b.along);
    to_line = std::min(to_line, b.hold_at - half_hull - stop_short - b.along);
    const double line_speed = speed_to_stop(to_line, deceleration);
    const double behind = speed_behind(i, here);
    const bool in_the_way = blocks_stuck_boat(i, to_line < at_the_line_m ? 3 : 1);
    const double free_speed = in_the_way ? 0 : std::min(line_speed, behind);
    speed = std::min(speed, free_speed);
    const double u = fleet.hulls.surge(i);
    const bool waits = free_speed < 0.1 && u < 0.05;
    b.phase = waits ? BoatPhase::waiting : BoatPhase::under_way;
    if (waits) {
        b.waited_s += tick_s;
        b.longest_wait_s = std::max(b.longest_wait_s, b.waited_s);
    }
    if (waits && in_the_way) return go_back(i, 2, Sideways::abreast);  // as far as its water reaches
    if (waits && aside > pushed_m) return pole_back(i, to_line);
    const bool afloat = b.stuck_s < aground_s;
    b.stuck_s = speed > 0.12 && u < 0.04 ? b.stuck_s + tick_s : std::max(0.0, b.stuck_s - 2 * tick_s);
    if (aside > astray_m) b.stuck_s = aground_s + 5;
    if (b.stuck_s < aground_s) return scull(i, speed);
    if (afloat) fleet.note(BoatNote::Kind::grounded, BoatId(i), b.to, b.stuck_s);
    b.stuck_s = std::min(b.stuck_s, aground_s + 5);
    pole_off(i, to_line);
}

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
        u = {u.boat, {}, {}};  // it has moved on along its track
    }
}

}  // namespace wz::water
