// The walking model once more, in double precision and as plainly as it can be said: one walker, his neighbours one
// after the other. Tests hold sim/pedestrian/lanes.cpp against it.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/time.hpp"
#include "base/vec2.hpp"
#include "params/params.hpp"

namespace wz::reference {

struct Person {
    Vec2d at, velocity, heading;
};

struct Walker : Person {
    double speed = 0;     // m/s along the heading
    Vec2d goal;           // unit
    double wanted = 0;    // m/s when nobody is in the way
    double press = 0.13;  // share of it at which they press forward in a jam
    double spare = 0;     // m kept from other bodies beyond touching, in a queue
    double noise = 0;
    double oncoming = 0;  // share of those ahead, over the last seconds
    double wall = 9;      // m to the nearest wall
    Vec2d away;           // unit vector away from it
};

struct Next {
    Vec2d velocity, heading;
    double speed = 0;
};

struct Seen {
    double density = 0, flow = 0, opposed = 0, lateral = 0;
    Vec2d repulsion;
};

inline Seen look_ahead(const Walker& me, const std::vector<Person>& people, const PedestrianParams& p) {
    Seen seen;
    const Vec2d looks = unit(me.heading + me.goal, me.goal);
    for (const Person& other : people) {
        const Vec2d to = other.at - me.at;
        const double ahead = dot(to, me.heading), wanted = dot(to, me.goal), l2 = norm2(to);
        if (l2 >= std::min(p.reach_m * p.reach_m, p.sight_circle_m * dot(to, looks))) continue;
        const double opposed = std::max(0.0, -dot(me.heading, other.heading));
        if (ahead > 0) {  // quartic across, quadratic along; over a uniform crowd the sum is its density
            const auto inv2 = [](double m) { return 1 / (m * m); };
            const double own = inv2(p.view_half_width_m), theirs = inv2(p.oncoming_half_width_m);
            const double aside = cross(me.heading, to), across2 = aside * aside * (own + (theirs - own) * opposed);
            const double g = std::max(0.0, 1 - across2), r = std::max(0.0, 1 - ahead / p.reach_m);
            const double across_norm = 15 / (16 * p.view_half_width_m), along_norm = 12 / (p.reach_m * p.reach_m);
            const double w =
                1.2 * (1 - (1 - p.oncoming_weight) * opposed) * across_norm * g * g * along_norm * ahead * r * r;
            seen.density += w;
            if (opposed <= 0) seen.flow += w * dot(other.velocity, me.heading);
            seen.opposed += w * opposed;
        }
        const double l = std::sqrt(l2 + 1e-6), free = l - 2 * p.body_radius_m;
        const Vec2d n = to * (1 / l);
        const double side = cross(me.goal, to + other.velocity * p.anticipation_time_s) + p.keep_right * opposed;
        const double closing = std::max(0.0, dot(me.velocity - other.velocity, n));
        const double gap = std::max(0.0, free - closing * p.anticipation_time_s);
        const double matters = 1 - opposed * std::min(1.0, side * side / (p.passing_m * p.passing_m));
        seen.lateral -= matters * p.evasion * (1.5 - 0.5 * dot(me.heading, other.heading)) *
                        std::pow(1 - 0.25 * gap, 8) * std::max(ahead, wanted) / l * side / (std::abs(side) + 0.1);
        const double z = std::max(0.0, 1 - std::max(free, -0.1) / p.repulsion_range_m);
        seen.repulsion += n * (-p.repulsion * z * z);
    }
    return seen;
}

inline double target_speed(const Walker& me, const Seen& seen, const PedestrianParams& p) {
    if (seen.density <= 1e-6) return me.wanted;
    const double ahead = seen.flow / seen.density, faster = ahead - dot(me.velocity, me.heading);
    const double most = 1 + (p.anticipation_most - 1) * std::clamp((ahead - 0.1) / 0.4, 0.0, 1.0);
    const double area =
        std::max(1 / seen.density + std::min(p.anticipation_speed * faster, most / seen.density), 0.001);
    const double weidmann = 1 - std::exp(-p.diagram_slope * std::max(0.0, area - 1 / p.jam_density));
    const double mixed = std::min(1.0, std::max(2 * seen.opposed / seen.density, 3 * me.oncoming));
    const double press = me.press - std::max(0.0, me.press - 0.04) * mixed;
    const double creep = press * std::clamp((p.packed_density - 1.5 * mixed - seen.density) * 0.5, 0.0, 1.0);
    const double waits = mixed * std::clamp(seen.density - 5.6, 0.0, 1.0);
    return me.wanted * std::max(creep, weidmann * (1 - waits));
}

inline Next step(const Walker& me, const std::vector<Person>& people, const PedestrianParams& p) {
    constexpr double hard = 0.30, touch = 1.0;  // m
    const Seen seen = look_ahead(me, people, p);
    const double opposed = std::min(1.0, seen.opposed);
    const double wall_gap =
        p.wall_gap_m * (1 - p.shoulder_turn * std::min(1.0, std::max(3 * me.oncoming, 4 * seen.opposed)));
    const Vec2d left = perp(me.goal);
    // where to
    const double lateral = std::clamp(seen.lateral - p.drift_right * opposed + me.noise, -1.5, 1.5);
    Vec2d direction = unit(me.goal + left * lateral + seen.repulsion, me.goal);
    const double into_wall = -dot(direction, me.away), allowed = std::max(0.0, (me.wall - wall_gap) / 0.15);
    if (me.wall < p.wall_buffer_m && into_wall > allowed)
        direction = unit(direction + me.away * (into_wall - allowed), direction);
    Next next;
    next.heading =
        unit(me.heading + (direction - me.heading) * std::min(1.0, tick_s / p.heading_relaxation_s), direction);
    // how fast
    next.speed = me.speed + (target_speed(me, seen, p) - me.speed) * std::min(1.0, tick_s / p.speed_relaxation_s);
    const double blocked = std::max(0.0, 1 - next.speed / std::max(me.wanted, 0.2));
    Vec2d u = next.heading * next.speed - left * (p.sidestep_speed * opposed * blocked);
    // bodies, one after the other
    Vec2d apart;
    struct Contact {
        Vec2d n;
        double room;
    };
    std::vector<Contact> contacts;
    for (const Person& other : people) {
        const Vec2d to = other.at - me.at;
        if (norm2(to) >= touch * touch || norm2(to) <= 0) continue;
        const double l = std::sqrt(norm2(to) + 1e-6);
        const Vec2d n = to * (1 / l);
        const double meets = std::max(0.0, -dot(me.goal, other.heading));
        const double gap = l - 2 * p.body_radius_m * (1 - p.shoulder_turn * meets);
        const double soft =
            std::max(0.0, gap - me.spare) / p.contact_time_s + p.follow_share * std::max(0.0, dot(other.velocity, n));
        const double room = std::max(0.0, l - hard) / 2 / tick_s;
        u = u - n * std::max(0.0, dot(u, n) - std::min(soft, room));
        apart += n * (std::min(gap, 0.0) / 0.3);
        contacts.push_back({n, room});
    }
    u += apart * (0.4 / std::max(norm(apart), 0.4));
    // walls
    const double limit = std::max((me.wall - wall_gap) * 4, -0.3), into = -dot(u, me.away);
    if (me.wall < 0.6 && into > limit) u += me.away * (into - limit);
    // nobody uses more than half of the room to another
    for (const Contact& c : contacts) u = u - c.n * std::max(0.0, dot(u, c.n) - c.room);
    double share = 1;
    for (const Contact& c : contacts)
        if (dot(u, c.n) > c.room + 1e-5) share = std::min(share, c.room / dot(u, c.n));
    next.velocity = u * share;
    return next;
}

}  // namespace wz::reference
