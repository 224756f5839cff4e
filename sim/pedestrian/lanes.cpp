// A speed model without collisions, with anticipation. Speed from the space ahead: Weidmann's diagram (1993) on a
// smooth forward density with a relative-velocity term (Jiang et al. 2001). Direction: sideways evasion of anticipated
// neighbours (after the anticipation velocity model, Xu et al. 2021), keeping right against oncoming people. Contact:
// velocity components that would close a gap too fast are removed, so that people slide along each other; and each of
// two people uses at most half of the room between them, so that nobody walks through anybody.
//
// Compiled once per instruction set by Highway. Only operations that IEEE 754 defines exactly are used, and multiplying
// and adding are never fused, so that all instruction sets agree.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "pedestrian/lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>
#include <memory>

#include "base/time.hpp"
#include "pedestrian/lanes.hpp"

HWY_BEFORE_NAMESPACE();
namespace wz::lanes::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, width>;
using DI = hn::RebindToSigned<D>;
using V = hn::Vec<D>;
using VI = hn::Vec<DI>;
using M = hn::Mask<D>;

constexpr float dt = static_cast<float>(tick_s);
constexpr float hard = 0.30f;  // m: nobody's centre comes nearer to another's, whatever pushes

HWY_ATTR inline V all(float v) { return hn::Set(D(), v); }
HWY_ATTR inline V positive(V v) { return hn::Max(v, hn::Zero(D())); }
HWY_ATTR inline V clamp(V v, float low, float high) { return hn::Min(hn::Max(v, all(low)), all(high)); }

struct Pair {  // a vector of each lane
    V x, y;
};
HWY_ATTR inline V dot(Pair a, Pair b) { return a.x * b.x + a.y * b.y; }
HWY_ATTR inline V cross(Pair a, Pair b) { return a.x * b.y - a.y * b.x; }
HWY_ATTR inline Pair add(Pair a, Pair b) { return {a.x + b.x, a.y + b.y}; }
HWY_ATTR inline Pair times(Pair a, V s) { return {a.x * s, a.y * s}; }
HWY_ATTR inline Pair choose(M m, Pair yes, Pair no) {
    return {hn::IfThenElse(m, yes.x, no.x), hn::IfThenElse(m, yes.y, no.y)};
}
HWY_ATTR inline Pair unit(Pair a, Pair fallback) {
    const V n = hn::Sqrt(dot(a, a));
    return choose(n > all(1e-9f), times(a, all(1) / hn::Max(n, all(1e-9f))), fallback);
}

/// e^x for x in about [-10, 0]: a polynomial of x/8, squared three times; relative error 1e-5 down to -2, 2 % at -6.
HWY_ATTR inline V exp_negative(V x) {
    x = hn::Max(x, all(-10)) * all(0.125f);
    V p = all(0.0416666667f);
    for (const float c : {0.166666667f, 0.5f, 1.0f, 1.0f}) p = all(c) + x * p;
    p = p * p;
    p = p * p;
    return p * p;
}

struct Self {
    Pair at, velocity, heading, goal;
    VI index, decks;
};

/// Lanes that have this neighbour: nobody is one's own.
HWY_ATTR inline M others(const Self& me, const Neighbours::One& n) {
    const DI di;
    const auto same_deck = hn::Ne(hn::And(me.decks, hn::Set(di, n.decks)), hn::Zero(di));
    return hn::RebindMask(D(), hn::And(hn::Ne(me.index, hn::Set(di, n.index)), same_deck));
}

struct Field {  // what the neighbours do to the walkers
    V density, flow, opposed, lateral;
    V coming, going;  // people ahead who walk towards the walker, and the same way
    Pair repulsion;
};

HWY_ATTR inline Field perceive(const Self& me, const Neighbours& neighbours, const Constants& c) {
    Field f{all(0), all(0), all(0), all(0), all(0), all(0), {all(0), all(0)}};
    const V kernel = all(15.0f / (16.0f * c.view) * 12.0f / (c.reach * c.reach)),
            inv_view2 = all(1 / (c.view * c.view)), inv_reach = all(1 / c.reach), reach2 = all(c.reach * c.reach),
            seconds = all(c.anticipation), one = all(1);
    for (std::size_t j = 0; j < neighbours.seen_count; ++j) {
        const Neighbours::One& n = neighbours.seen[j];
        const Pair d{all(n.x) - me.at.x, all(n.y) - me.at.y};
        const V l2 = dot(d, d);
        const M sees = hn::And(l2 < reach2, others(me, n));
        const V ahead = dot(d, me.heading);
        const M before = hn::Gt(hn::Max(ahead, dot(d, me.goal)), all(0));  // behind one's back nothing counts
        if (hn::AllFalse(D(), hn::And(sees, before))) continue;
        const Pair v{all(n.vx), all(n.vy)}, h{all(n.hx), all(n.hy)};
        const V aside = cross(me.heading, d);
        const V alike = dot(me.heading, h), opposed = positive(hn::Neg(alike));
        const M in_front = hn::And(sees, ahead > all(0));
        f.coming = f.coming + hn::IfThenElseZero(in_front, opposed);
        f.going = f.going + hn::IfThenElseZero(in_front, positive(alike));
        // forward density
        const V g = positive(one - aside * aside * inv_view2), r = positive(one - ahead * inv_reach);
        const V w =
            hn::IfThenElseZero(sees, positive(ahead) * (all(1.2f) - all(0.36f) * opposed) * kernel * (g * g) * (r * r));
        f.density = f.density + w;
        f.flow = f.flow + w * positive(dot(v, me.heading));
        f.opposed = f.opposed + w * opposed;
        // evasion
        const V l = hn::Sqrt(l2 + all(1e-6f));
        const V side = cross(me.goal, add(d, times(v, seconds))) + all(c.keep_right) * opposed;
        const V beside = hn::Abs(side) + all(0.1f);
        const V inverse = one / (l * beside);  // one division for two quotients
        const Pair n1 = times(d, inverse * beside);
        const V free = l - all(c.diameter);
        const V to_goal = dot(n1, me.goal), to_heading = dot(n1, me.heading);
        const V frontal = hn::IfThenElseZero(sees, positive(hn::Max(to_goal, to_heading)));
        const V closing = positive(dot(me.velocity, n1) - dot(v, n1));
        const V gap = positive(free - seconds * closing);
        const V weight = all(0.9f) - all(0.3f) * dot(me.goal, h);
        f.lateral =
            f.lateral - weight * exp_negative(gap * all(-2.5f)) * frontal * side / hn::Sqrt(side * side + all(0.0225f));
        // closeness
        const V close = positive(one - hn::Max(free, all(-0.1f)) * all(1 / 0.35f));
        const V push = hn::IfThenElseZero(frontal > all(0), all(0.6f) * close * close);
        f.repulsion = {f.repulsion.x - push * n1.x, f.repulsion.y - push * n1.y};
    }
    return f;
}

HWY_ATTR inline V target_speed(const Self& me, const Field& f, V wanted, const Constants& c) {
    const V density = hn::Max(f.density, all(1e-6f));
    const V relative = f.flow / density - dot(me.velocity, me.heading);
    const V area = hn::Max(all(1) / density + all(c.relaxation) * relative, all(0.001f));
    const V v = all(1) - exp_negative(all(-c.slope) * positive(area - all(1 / c.jam)));
    // In a jam people creep on, so that it can come undone; packed, they do not.
    const V creep = all(0.05f) * clamp((all(c.packed) - f.density) * all(0.5f), 0, 1);
    return hn::IfThenElse(f.density > all(1e-6f), wanted * hn::Max(creep, v), wanted);
}

struct Contact {  // somebody within touch: direction, and how fast he may be neared
    Pair towards;
    V allowed;
};

/// Removes what would close gaps too fast, and pushes overlapping bodies apart. Lists the contacts.
HWY_ATTR inline Pair slide(Pair u, const Self& me, const Neighbours& neighbours, const Constants& c, Contact* contacts,
                           std::size_t& count) {
    Pair p{all(0), all(0)}, apart{all(0), all(0)};
    const V diameter = all(c.diameter), half_step = all(0.5f / dt);
    for (std::size_t j = 0; j < neighbours.close_count; ++j) {
        const Neighbours::One& n = neighbours.close[j];
        const Pair d{all(n.x) - me.at.x, all(n.y) - me.at.y};
        const V l2 = dot(d, d);
        const M touches = hn::And(l2 < all(touch * touch), others(me, n));
        if (hn::AllFalse(D(), touches)) continue;
        const V l = hn::Sqrt(l2 + all(1e-6f));
        const Pair n1 = times(d, all(1) / l);
        const V opposed = positive(hn::Neg(dot(me.goal, {all(n.hx), all(n.hy)})));
        const V gap = l - diameter * (all(1) - all(0.1f) * opposed);
        const V soft = positive(gap) * all(4) + all(0.8f) * positive(dot({all(n.vx), all(n.vy)}, n1));
        const V room = positive(l - all(hard)) * half_step;
        contacts[count++] = {n1, hn::IfThenElse(touches, room, all(1e6f))};
        const V allowed = hn::Min(soft, room);
        const V excess = hn::IfThenElseZero(touches, positive(dot(u, n1) - allowed));
        p = add(p, times(n1, excess));
        const V overlap = hn::IfThenElseZero(touches, hn::Min(gap, all(0)) * all(1 / 0.3f));
        apart = add(apart, times(n1, overlap));
    }
    const V p2 = dot(p, p), along = positive(dot(u, p));
    const V share = hn::IfThenElseZero(p2 > all(1e-12f), hn::Min(all(1), along / hn::Max(p2, all(1e-12f))));
    u = {u.x - p.x * share, u.y - p.y * share};
    const V push = hn::Sqrt(dot(apart, apart)), most_push = all(0.4f);
    return add(u, times(apart, hn::Min(all(1), most_push / hn::Max(push, most_push))));
}

/// Whatever is wanted: each of two people uses at most half of the room between them.
HWY_ATTR inline Pair keep_apart(Pair u, const Contact* contacts, std::size_t count) {
    V share = all(1);
    for (std::size_t i = 0; i < count; ++i) {
        const V closing = dot(u, contacts[i].towards);
        const M too_fast = closing > contacts[i].allowed;
        if (hn::AllFalse(D(), too_fast)) continue;
        share = hn::IfThenElse(too_fast, hn::Min(share, contacts[i].allowed / closing), share);
    }
    return times(u, share);
}

/// Directions into a wall nearby are turned along it.
HWY_ATTR inline Pair along_wall(Pair direction, V wall, Pair away, const Constants& c) {
    const V into = hn::Neg(dot(direction, away)), allowed = positive((wall - all(c.diameter / 2)) * all(1 / 0.15f));
    const M turns = hn::And(hn::Lt(wall, all(c.wall_buffer)), hn::Gt(into, allowed));
    return choose(turns, unit(add(direction, times(away, into - allowed)), direction), direction);
}

/// Walls are never walked into faster than the gap allows; from inside the buffer people step out again, slowly.
HWY_ATTR inline Pair stop_at_wall(Pair u, V wall, Pair away, const Constants& c) {
    const V limit = hn::Max((wall - all(c.diameter / 2)) * all(4), all(-0.3f));
    const V into = hn::Neg(dot(u, away));
    const M stops = hn::And(hn::Lt(wall, all(wall_matters)), hn::Gt(into, limit));
    return choose(stops, add(u, times(away, into - limit)), u);
}

HWY_ATTR void step_lanes(Block& b, const Neighbours& neighbours, const Constants& c) {
    const D d;
    const DI di;
    thread_local std::unique_ptr<Contact[]> storage;
    thread_local std::size_t room = 0;
    if (room < neighbours.close_count) {
        room = 2 * neighbours.close_count;
        storage.reset(new Contact[room]);
    }
    Contact* const contacts = storage.get();
    for (std::size_t i = 0; i < width; i += hn::Lanes(d)) {
        const auto pair = [&](const float* x, const float* y) HWY_ATTR {
            return Pair{hn::Load(d, x + i), hn::Load(d, y + i)};
        };
        const Self me{pair(b.x, b.y),           pair(b.vx, b.vy),          pair(b.hx, b.hy),
                      pair(b.goal_x, b.goal_y), hn::Load(di, b.index + i), hn::Load(di, b.decks + i)};
        const V wall = hn::Load(d, b.wall + i);
        const Pair away = pair(b.wall_x, b.wall_y);
        const Field f = perceive(me, neighbours, c);
        const V to_the_right = all(c.drift_right) * hn::Min(all(1), f.opposed);
        const V lateral = clamp(f.lateral - to_the_right + hn::Load(d, b.noise + i), -1.5f, 1.5f);
        const Pair left{hn::Neg(me.goal.y), me.goal.x};
        Pair direction = unit(add(add(me.goal, times(left, lateral)), f.repulsion), me.goal);
        direction = along_wall(direction, wall, away, c);
        const V share = all(c.heading_share);
        const Pair heading = unit(
            {me.heading.x + (direction.x - me.heading.x) * share, me.heading.y + (direction.y - me.heading.y) * share},
            direction);
        const V old_speed = hn::Load(d, b.speed + i), wanted = target_speed(me, f, hn::Load(d, b.wanted + i), c);
        const V speed = old_speed + (wanted - old_speed) * all(c.speed_share);
        std::size_t count = 0;
        // Blocked by oncoming people, one steps aside to the right.
        const V blocked = positive(all(1) - speed / hn::Max(hn::Load(d, b.wanted + i), all(0.2f)));
        const V aside = all(c.sidestep) * hn::Min(all(1), f.opposed) * blocked;
        const Pair going{heading.x * speed - left.x * aside, heading.y * speed - left.y * aside};
        Pair u = slide(going, me, neighbours, c, contacts, count);
        u = keep_apart(stop_at_wall(u, wall, away, c), contacts, count);
        hn::Store(u.x, d, b.out_vx + i), hn::Store(u.y, d, b.out_vy + i);
        hn::Store(heading.x, d, b.out_hx + i), hn::Store(heading.y, d, b.out_hy + i);
        hn::Store(speed, d, b.out_speed + i);
        const V oncoming = hn::Load(d, b.oncoming + i), share_now = f.coming / (f.coming + f.going + all(1));
        hn::Store(oncoming + (share_now - oncoming) * all(dt / 2), d, b.out_oncoming + i);
    }
}

}  // namespace wz::lanes::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace wz::lanes {

Constants::Constants(const PedestrianParams& p)
    : reach(static_cast<float>(p.reach_m)),
      view(static_cast<float>(p.view_half_width_m)),
      relaxation(static_cast<float>(p.anticipation_speed)),
      anticipation(static_cast<float>(p.anticipation_time_s)),
      diameter(static_cast<float>(2 * p.body_radius_m)),
      slope(static_cast<float>(p.diagram_slope)),
      jam(static_cast<float>(p.jam_density)),
      packed(static_cast<float>(p.packed_density)),
      keep_right(static_cast<float>(p.keep_right)),
      drift_right(static_cast<float>(p.drift_right)),
      sidestep(static_cast<float>(p.sidestep_speed)),
      wall_buffer(static_cast<float>(p.wall_buffer_m)),
      heading_share(static_cast<float>(tick_s / p.heading_relaxation_s)),
      speed_share(static_cast<float>(std::min(1.0, tick_s / p.speed_relaxation_s))) {}

HWY_EXPORT(step_lanes);

void step(Block& block, const Neighbours& neighbours, const Constants& constants) {
    HWY_DYNAMIC_DISPATCH(step_lanes)(block, neighbours, constants);
}

}  // namespace wz::lanes
#endif
