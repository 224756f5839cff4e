// A speed model without collisions, with anticipation. Speed from the space ahead: Weidmann's diagram (1993) on a
// smooth forward density with a relative-velocity term (Jiang et al. 2001). Direction: sideways evasion of anticipated
// neighbours (after the anticipation velocity model, Xu et al. 2021), keeping right against oncoming people. Contact:
// one neighbour after the other, what would close the gap to him too fast is taken off, so that people slide along each
// other; at last each of two people uses at most half of the room between them, so that nobody walks through anybody.
//
// Compiled once per instruction set by Highway. Only operations that IEEE 754 defines exactly are used, and multiplying
// and adding are never fused, so that all instruction sets agree.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "pedestrian/lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>

#include "base/time.hpp"
#include "pedestrian/lanes.hpp"
#include "pedestrian/vectors-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace wz::lanes::HWY_NAMESPACE {

constexpr float dt = static_cast<float>(tick_s);
constexpr float hard = 0.30f;  // m: nobody's centre comes nearer to another's, whatever pushes

struct Box {  // m, round the walkers of a block
    float left, right, low, high;
};

/// Adds the people of a run who stand within `margin` of the box.
HWY_ATTR inline void pick(const People& people, Run run, Box box, float margin, Picked& to) {
    const D d;
    const DI di;
    const V left = all(box.left - margin), right = all(box.right + margin), low = all(box.low - margin),
            high = all(box.high + margin);
    for (std::size_t j = run.begin; j < run.end; j += hn::Lanes(d)) {
        const V x = hn::LoadU(d, people.x + j), y = hn::LoadU(d, people.y + j);
        const M in =
            hn::And(hn::And(hn::And(x > left, x < right), hn::And(y > low, y < high)), hn::FirstN(d, run.end - j));
        const std::size_t n = hn::CountTrue(d, in);
        if (n == 0) continue;
        // Not CompressStore: its instruction is slow on AMD.
        const auto put = [&](V v, std::vector<float>& column)
                             HWY_ATTR { hn::StoreU(hn::Compress(v, in), d, column.data() + to.count); };
        put(x, to.x), put(y, to.y);
        put(hn::LoadU(d, people.vx + j), to.vx), put(hn::LoadU(d, people.vy + j), to.vy);
        put(hn::LoadU(d, people.hx + j), to.hx), put(hn::LoadU(d, people.hy + j), to.hy);
        const auto same_bits = hn::RebindMask(di, in);
        hn::StoreU(hn::Compress(hn::LoadU(di, people.decks + j), same_bits), di, to.decks.data() + to.count);
        to.count += n;
    }
}

/// The walkers of one vector.
struct Self {
    Pair at, velocity, heading, goal;
    VI decks;
    HWY_ATTR Self(const Block& b, std::size_t i)
        : at{hn::Load(D(), b.x + i), hn::Load(D(), b.y + i)},
          velocity{hn::Load(D(), b.vx + i), hn::Load(D(), b.vy + i)},
          heading{hn::Load(D(), b.hx + i), hn::Load(D(), b.hy + i)},
          goal{hn::Load(D(), b.goal_x + i), hn::Load(D(), b.goal_y + i)},
          decks(hn::Load(DI(), b.decks + i)) {}
    HWY_ATTR M meets(std::int32_t others) const {
        return hn::RebindMask(D(), hn::Ne(hn::And(decks, hn::Set(DI(), others)), hn::Zero(DI())));
    }
};

/// Looks at everyone before the walkers of one vector. `one_deck`: all are on the same level.
template <bool one_deck>
HWY_ATTR inline void perceive(Block& b, std::size_t i, const Picked& people, const Constants& c) {
    const D d;
    const Self me(b, i);
    const V none = hn::Zero(d), one = all(1), reach2 = all(c.reach * c.reach), inv_view2 = all(1 / (c.view * c.view)),
            inv_reach = all(1 / c.reach), diameter = all(c.diameter), keep = all(c.keep_right),
            seconds = all(c.anticipation), inv_range = all(1 / c.repulsion_range);
    const float kernel = 15.0f / (16.0f * c.view) * 12.0f / (c.reach * c.reach);
    V density = none, flow = none, against = none, lateral = none, coming = none, going = none, push_x = none,
      push_y = none;
    for (std::size_t j = 0; j < people.count; ++j) {
        const Pair to{all(people.x[j]) - me.at.x, all(people.y[j]) - me.at.y};
        const V l2 = dot(to, to), ahead = dot(to, me.heading), wanted = dot(to, me.goal);
        const V before = hn::Max(ahead, wanted);
        M sees = hn::And(l2<reach2, before> none);  // nobody is before himself
        if constexpr (!one_deck) sees = hn::And(sees, me.meets(people.decks[j]));
        if (hn::AllFalse(d, sees)) continue;
        const Pair v{all(people.vx[j]), all(people.vy[j])}, h{all(people.hx[j]), all(people.hy[j])};
        const V alike = dot(me.heading, h), opposed = positive(hn::Neg(alike));
        const M in_front = hn::And(sees, ahead > none);
        coming = coming + hn::IfThenElseZero(in_front, opposed);
        going = going + hn::IfThenElseZero(in_front, positive(alike));
        // forward density
        const V aside = cross(me.heading, to);
        const V g = positive(one - aside * aside * inv_view2), r = positive(one - ahead * inv_reach);
        const V w = hn::IfThenElseZero(
            in_front, ahead * (all(1.2f * kernel) - all(0.36f * kernel) * opposed) * (g * g) * (r * r));
        density = density + w;
        flow = flow + hn::IfThenElseZero(alike > none, w * dot(v, me.heading));  // oncoming people count as standing
        against = against + w * opposed;
        // evasion
        const V l = hn::Sqrt(l2 + all(1e-6f));
        const V side = cross(me.goal, add(to, times(v, seconds))) + keep * opposed;
        const V beside = hn::Abs(side) + all(0.1f);
        const V inverse = one / (l * beside);  // one division for two quotients
        const V inv_l = inverse * beside;
        const V closing = positive((dot(me.velocity, to) - dot(v, to)) * inv_l);
        const V free = l - diameter;
        const V gap = positive(free - closing * seconds);
        const V strength = all(1.5f * c.evasion) - all(0.5f * c.evasion) * dot(me.goal, h);
        const V evade = strength * exp_negative(gap * all(-2.5f)) * (before * inv_l) * (side * inverse * l);
        lateral = lateral - hn::IfThenElseZero(sees, evade);
        // repulsion
        const V z = positive(one - hn::Max(free, all(-0.1f)) * inv_range);
        const V push = hn::IfThenElseZero(sees, z * z * inv_l);
        push_x = push_x - push * to.x, push_y = push_y - push * to.y;
    }
    hn::Store(density, d, b.density + i), hn::Store(flow, d, b.flow + i), hn::Store(against, d, b.opposed + i);
    hn::Store(lateral, d, b.lateral + i), hn::Store(coming, d, b.coming + i), hn::Store(going, d, b.going + i);
    hn::Store(push_x * all(c.repulsion), d, b.repulsion_x + i);
    hn::Store(push_y * all(c.repulsion), d, b.repulsion_y + i);
}

HWY_ATTR inline V target_speed(const Self& me, V ahead, V flow, V opposed, V wanted, V press, const Constants& c) {
    const V density = hn::Max(ahead, all(1e-6f));
    const V relative = flow / density - dot(me.velocity, me.heading), space = all(1) / density;
    // Those who walk away ahead leave room: as much again at most, so that jostling in a jam is none.
    const V area = hn::Max(space + hn::Min(all(c.relaxation) * relative, space), all(0.001f));
    const V v = all(1) - exp_negative(all(-c.slope) * positive(area - all(1 / c.jam)));
    // In a jam people creep on, so that it can come undone; packed, they do not; into oncoming people they do not
    // press.
    constexpr float among_oncoming = 0.04f;
    const V mixed = hn::Min(all(1), all(2) * opposed / density);
    const V creep =
        (press - positive(press - all(among_oncoming)) * mixed) * clamp((all(c.packed) - ahead) * all(0.5f), 0, 1);
    return hn::IfThenElse(ahead > all(1e-6f), wanted * hn::Max(creep, v), wanted);
}

/// What people keep from walls. Those who meet others turn their shoulders there, too.
HWY_ATTR inline V wall_gap(const Block& b, std::size_t i, const Constants& c) {
    const V meets = hn::Min(all(1), all(2) * hn::Load(D(), b.opposed + i));
    return all(c.wall_gap) - all(c.wall_gap * c.turn) * meets;
}

/// Directions into a wall nearby are turned along it.
HWY_ATTR inline Pair along_wall(Pair direction, V wall, Pair away, V wall_gap, const Constants& c) {
    const V into = hn::Neg(dot(direction, away)), allowed = positive((wall - wall_gap) * all(1 / 0.15f));
    const M turns = hn::And(wall<all(c.wall_buffer), into> allowed);
    return choose(turns, unit(add(direction, times(away, into - allowed)), direction), direction);
}

/// Walls are never walked into faster than the gap allows; from inside the buffer people step out again, slowly.
HWY_ATTR inline Pair stop_at_wall(Pair u, V wall, Pair away, V wall_gap) {
    const V limit = hn::Max((wall - wall_gap) * all(4), all(-0.3f));
    const V into = hn::Neg(dot(u, away));
    const M stops = hn::And(wall<all(wall_matters), into> limit);
    return choose(stops, add(u, times(away, into - limit)), u);
}

/// Where the walkers want to go and how fast, before contacts. Writes heading, speed and share of oncoming people.
HWY_ATTR inline Pair choose_movement(Block& b, std::size_t i, const Self& me, const Constants& c) {
    const D d;
    const auto load = [&](const float* column) HWY_ATTR { return hn::Load(d, column + i); };
    const V opposed = hn::Min(all(1), load(b.opposed));
    const V lateral = clamp(load(b.lateral) - all(c.drift_right) * opposed + load(b.noise), -1.5f, 1.5f);
    const Pair left{hn::Neg(me.goal.y), me.goal.x};
    Pair direction = unit(add(add(me.goal, times(left, lateral)), {load(b.repulsion_x), load(b.repulsion_y)}), me.goal);
    direction = along_wall(direction, load(b.wall), {load(b.wall_x), load(b.wall_y)}, wall_gap(b, i, c), c);
    const V share = all(c.heading_share);
    const Pair heading =
        unit({me.heading.x + (direction.x - me.heading.x) * share, me.heading.y + (direction.y - me.heading.y) * share},
             direction);
    const V old_speed = load(b.speed), wanted = load(b.wanted);
    const V aimed = target_speed(me, load(b.density), load(b.flow), load(b.opposed), wanted, load(b.press), c);
    const V speed = old_speed + (aimed - old_speed) * all(c.speed_share);
    hn::Store(heading.x, d, b.out_hx + i), hn::Store(heading.y, d, b.out_hy + i);
    hn::Store(speed, d, b.out_speed + i);
    const V oncoming = load(b.oncoming), coming = load(b.coming);
    const V share_now = coming / (coming + load(b.going) + all(1));
    hn::Store(oncoming + (share_now - oncoming) * all(dt / 2), d, b.out_oncoming + i);
    // Blocked by oncoming people, one steps aside to the right.
    const V blocked = positive(all(1) - speed / hn::Max(wanted, all(0.2f)));
    return less(times(heading, speed), left, all(c.sidestep) * opposed * blocked);
}

/// A contact of the walkers of one vector, as settle leaves it in the scratch.
struct Contact {
    Pair towards;  // unit; zero where there is none
    V room;        // m/s at which each of the two may near the other at most
    static constexpr std::size_t floats = 3 * hn::MaxLanes(D());
    HWY_ATTR void store(float* at) const {
        const D d;
        hn::StoreU(towards.x, d, at), hn::StoreU(towards.y, d, at + hn::Lanes(d)),
            hn::StoreU(room, d, at + 2 * hn::Lanes(d));
    }
    HWY_ATTR static Contact load(const float* at) {
        const D d;
        return {{hn::LoadU(d, at), hn::LoadU(d, at + hn::Lanes(d))}, hn::LoadU(d, at + 2 * hn::Lanes(d))};
    }
};

/// One neighbour after the other: what would close the gap to him too fast is taken off. Overlapping bodies are pushed
/// apart. Returns the number of contacts listed.
template <bool one_deck>
HWY_ATTR inline std::size_t settle(const Self& me, Pair& u, const Picked& people, const Constants& c, float* contacts) {
    const D d;
    const V none = hn::Zero(d), one = all(1), diameter = all(c.diameter), half_step = all(0.5f / dt),
            inv_contact = all(1 / c.contact), follow = all(c.follow), touch2 = all(touch * touch);
    Pair apart{none, none};
    std::size_t listed = 0;
    for (std::size_t j = 0; j < people.count; ++j) {
        const Pair to{all(people.x[j]) - me.at.x, all(people.y[j]) - me.at.y};
        const V l2 = dot(to, to);
        M touches = hn::And(l2<touch2, l2> none);  // nobody touches himself; two never stand on one spot
        if constexpr (!one_deck) touches = hn::And(touches, me.meets(people.decks[j]));
        if (hn::AllFalse(d, touches)) continue;
        const V l = hn::Sqrt(l2 + all(1e-6f)), inv_l = hn::IfThenElseZero(touches, one / l);
        const Pair n1 = times(to, inv_l);
        const Pair v{all(people.vx[j]), all(people.vy[j])}, h{all(people.hx[j]), all(people.hy[j])};
        const V opposed = positive(hn::Neg(dot(me.goal, h)));
        const V gap = l - diameter * (one - all(c.turn) * opposed);  // those who meet turn their shoulders
        const V soft = positive(gap) * inv_contact + follow * positive(dot(v, n1));
        const V room = positive(l - all(hard)) * half_step;
        u = less(u, n1, positive(dot(u, n1) - hn::Min(soft, room)));
        const V overlap = hn::Min(gap, none) * all(1 / 0.3f);
        apart = add(apart, times(n1, overlap));
        Contact{n1, room}.store(contacts + listed++ * Contact::floats);
    }
    const V push = hn::Sqrt(dot(apart, apart)), most_push = all(0.4f);
    u = add(u, times(apart, most_push / hn::Max(push, most_push)));
    return listed;
}

/// Whatever is wanted: each of two people uses at most half of the room between them.
HWY_ATTR inline Pair keep_apart(Pair u, const float* contacts, std::size_t listed) {
    for (std::size_t k = 0; k < listed; ++k) {
        const Contact with = Contact::load(contacts + k * Contact::floats);
        u = less(u, with.towards, positive(dot(u, with.towards) - with.room));
    }
    V share = all(1);  // of what is left: no walker is sure that one neighbour's correction suits the next
    for (std::size_t k = 0; k < listed; ++k) {
        const Contact with = Contact::load(contacts + k * Contact::floats);
        const V closing = dot(u, with.towards);
        const M too_fast = closing > with.room;
        if (hn::AllFalse(D(), too_fast)) continue;
        share = hn::IfThenElse(too_fast, hn::Min(share, with.room / hn::Max(closing, all(1e-9f))), share);
    }
    return times(u, share);
}

/// Where they come to. Between looks the nearest wall is taken as straight, a far one as coming nearer with every step;
/// in a corner another wall may be the nearest by now.
HWY_ATTR inline void move_on(Block& b, std::size_t i, const Self& me, Pair u) {
    const D d;
    const V wall = hn::Load(d, b.wall + i), way = hn::Sqrt(dot(u, u)) * all(dt);
    const V nearer = dot(u, {hn::Load(d, b.wall_x + i), hn::Load(d, b.wall_y + i)}) * all(dt);
    hn::Store(hn::IfThenElse(wall > all(wall_matters), wall - way, wall + nearer), d, b.out_wall + i);
    hn::Store(hn::Load(d, b.clear_way + i) - way, d, b.out_clear_way + i);
    hn::Store(me.at.x + u.x * all(dt), d, b.out_x + i), hn::Store(me.at.y + u.y * all(dt), d, b.out_y + i);
    hn::Store(u.x, d, b.out_vx + i), hn::Store(u.y, d, b.out_vy + i);
}

template <bool one_deck>
HWY_ATTR inline void step_picked(Block& b, const Constants& c, Scratch& scratch) {
    const D d;
    for (std::size_t i = 0; i < width; i += hn::Lanes(d)) {
        if (b.looks) perceive<one_deck>(b, i, scratch.ahead, c);
        const Self me(b, i);
        Pair u = choose_movement(b, i, me, c);
        const std::size_t contacts = settle<one_deck>(me, u, scratch.close, c, scratch.contacts.data());
        u = stop_at_wall(u, hn::Load(d, b.wall + i), {hn::Load(d, b.wall_x + i), hn::Load(d, b.wall_y + i)},
                         wall_gap(b, i, c));
        move_on(b, i, me, keep_apart(u, scratch.contacts.data(), contacts));
    }
}

/// Whether all people concerned meet on a level: then nobody's needs to be looked at.
inline bool on_one_deck(const Block& b, const Picked& people) {
    std::int32_t common = -1;
    for (const std::int32_t decks : b.decks) common &= decks;
    for (std::size_t j = 0; j < people.count; ++j) common &= people.decks[j];
    return common != 0;
}

HWY_ATTR void step_lanes(Block& b, const People& people, std::span<const Run> near, const Constants& c,
                         Scratch& scratch) {
    Box box{b.x[0], b.x[0], b.y[0], b.y[0]};
    for (std::size_t i = 1; i < width; ++i) {
        box.left = std::min(box.left, b.x[i]), box.right = std::max(box.right, b.x[i]);
        box.low = std::min(box.low, b.y[i]), box.high = std::max(box.high, b.y[i]);
    }
    scratch.ahead.count = 0, scratch.close.count = 0;
    std::size_t most = width;
    for (const Run& run : near) most += run.end - run.begin;
    scratch.close.make_room_for(most);
    if (b.looks) {
        scratch.ahead.make_room_for(most);
        for (const Run& run : near) pick(people, run, box, c.reach, scratch.ahead);
        const Picked& a = scratch.ahead;
        const People seen{a.x.data(), a.y.data(), a.vx.data(), a.vy.data(), a.hx.data(), a.hy.data(), a.decks.data()};
        pick(seen, {0, static_cast<std::uint32_t>(a.count)}, box, touch, scratch.close);
    } else {
        for (const Run& run : near) pick(people, run, box, touch, scratch.close);
    }
    if (scratch.contacts.size() < most * Contact::floats) scratch.contacts.resize(2 * most * Contact::floats);
    if (on_one_deck(b, b.looks ? scratch.ahead : scratch.close))
        step_picked<true>(b, c, scratch);
    else
        step_picked<false>(b, c, scratch);
}

}  // namespace wz::lanes::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace wz::lanes {

Constants::Constants(const PedestrianParams& p)
    : turn(static_cast<float>(p.shoulder_turn)),
      reach(static_cast<float>(p.reach_m)),
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
      evasion(static_cast<float>(p.evasion)),
      repulsion(static_cast<float>(p.repulsion)),
      repulsion_range(static_cast<float>(p.repulsion_range_m)),
      contact(static_cast<float>(p.contact_time_s)),
      follow(static_cast<float>(p.follow_share)),
      wall_gap(static_cast<float>(p.wall_gap_m)),
      wall_buffer(static_cast<float>(p.wall_buffer_m)),
      heading_share(static_cast<float>(std::min(1.0, tick_s / p.heading_relaxation_s))),
      speed_share(static_cast<float>(std::min(1.0, tick_s / p.speed_relaxation_s))) {}

HWY_EXPORT(step_lanes);

void step(Block& block, const People& people, std::span<const Run> near, const Constants& constants, Scratch& scratch) {
    HWY_DYNAMIC_DISPATCH(step_lanes)(block, people, near, constants, scratch);
}

}  // namespace wz::lanes
#endif
