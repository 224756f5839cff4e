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

#include "base/time.hpp"
#include "pedestrian/lanes.hpp"
#include "pedestrian/vectors-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace wz::lanes::HWY_NAMESPACE {

constexpr float dt = static_cast<float>(tick_s);
constexpr float hard = 0.30f;  // m: nobody's centre comes nearer to another's, whatever pushes

struct Self {  // the walkers as lanes
    Pair at, velocity, heading, goal;
};

/// One walker in all lanes, to be held against neighbours as lanes.
struct One {
    Pair at, velocity, heading, goal;
    VI decks;
    HWY_ATTR One(const Block& b, std::size_t i)
        : at{all(b.x[i]), all(b.y[i])},
          velocity{all(b.vx[i]), all(b.vy[i])},
          heading{all(b.hx[i]), all(b.hy[i])},
          goal{all(b.goal_x[i]), all(b.goal_y[i])},
          decks(hn::Set(DI(), b.decks[i])) {}
};

/// Columns being filled: neighbours of a mask are added, then zeros up to a multiple of eight, which add nothing to
/// sums.
struct Filling {
    Picked& to;
    std::size_t count;
    HWY_ATTR void add(M mask, Pair d, const People& all, std::size_t j) {
        const D f;
        // Not CompressStore: its instruction is slow on AMD.
        const auto put = [&](V v, std::vector<float>& column)
                             HWY_ATTR { hn::StoreU(hn::Compress(v, mask), f, column.data() + count); };
        put(d.x, to.dx), put(d.y, to.dy);
        put(hn::LoadU(f, all.vx + j), to.vx), put(hn::LoadU(f, all.vy + j), to.vy);
        put(hn::LoadU(f, all.hx + j), to.hx), put(hn::LoadU(f, all.hy + j), to.hy);
        count += hn::CountTrue(f, mask);
    }
    HWY_ATTR void fill_up() {
        if (count % width == 0) return;
        for (auto* column : {&to.dx, &to.dy, &to.vx, &to.vy, &to.hx, &to.hy})
            for (std::size_t k = 0; k < width; ++k) (*column)[count + k] = 0;
        count = whole(count);
    }
};

/// Who may touch one walker and, if he looks, whom he sees before him.
template <bool looks>
HWY_ATTR inline void pick(const One& me, const Run (&near)[runs], const People& people, const Constants& c,
                          Filling& ahead, Filling& close) {
    const D d;
    const DI di;
    const V reach2 = all(c.reach * c.reach);
    for (const Run& run : near) {
        if (run.begin >= run.end) continue;
        const std::size_t n = whole(run.end - run.begin) + width;
        close.to.make_room_for(close.count + n);
        if constexpr (looks) ahead.to.make_room_for(ahead.count + n);
        for (std::size_t j = run.begin; j < run.end; j += hn::Lanes(d)) {
            const Pair to{hn::LoadU(d, people.x + j) - me.at.x, hn::LoadU(d, people.y + j) - me.at.y};
            const V l2 = dot(to, to);
            const auto same_deck = hn::Ne(hn::And(me.decks, hn::LoadU(di, people.decks + j)), hn::Zero(di));
            const M present = hn::And(hn::FirstN(d, run.end - j), hn::RebindMask(d, same_deck));
            // Nobody touches himself; two never stand on one spot.
            const M touches = hn::And(present, hn::And(hn::Lt(l2, all(touch * touch)), hn::Gt(l2, all(0))));
            if (!hn::AllFalse(d, touches)) close.add(touches, to, people, j);
            if constexpr (looks) {
                const M before = hn::Gt(hn::Max(dot(to, me.heading), dot(to, me.goal)), all(0));
                const M sees = hn::And(present, hn::And(before, hn::Lt(l2, reach2)));
                if (!hn::AllFalse(d, sees)) ahead.add(sees, to, people, j);
            }
        }
    }
}

/// What the walkers have seen, as lanes.
struct alignas(64) Field {
    float density[width], flow[width], opposed[width], lateral[width];
    float coming[width], going[width], repulsion_x[width], repulsion_y[width];
};

HWY_ATTR inline void perceive(const One& me, const Picked& people, std::size_t count, const Constants& c, Seen& seen) {
    const D vec;
    const V kernel = all(15.0f / (16.0f * c.view) * 12.0f / (c.reach * c.reach)),
            inv_view2 = all(1 / (c.view * c.view)), inv_reach = all(1 / c.reach), seconds = all(c.anticipation),
            one = all(1), none = all(0);
    Sum density, flow, against, lateral, coming, going, push_x, push_y;
    for (Sum* s : {&density, &flow, &against, &lateral, &coming, &going, &push_x, &push_y})
        for (V& v : s->part) v = none;
    for (std::size_t j = 0, part = 0; j < count; j += hn::Lanes(vec), part = (part + 1) % parts) {
        const auto pair = [&](const std::vector<float>& x, const std::vector<float>& y) HWY_ATTR {
            return Pair{hn::LoadU(vec, x.data() + j), hn::LoadU(vec, y.data() + j)};
        };
        const Pair d = pair(people.dx, people.dy), v = pair(people.vx, people.vy), h = pair(people.hx, people.hy);
        const V l2 = dot(d, d);
        const V ahead = dot(d, me.heading), aside = cross(me.heading, d);
        const V alike = dot(me.heading, h), opposed = positive(hn::Neg(alike));
        const M in_front = ahead > none;
        coming.part[part] = coming.part[part] + hn::IfThenElseZero(in_front, opposed);
        going.part[part] = going.part[part] + hn::IfThenElseZero(in_front, positive(alike));
        // forward density
        const V g = positive(one - aside * aside * inv_view2), r = positive(one - ahead * inv_reach);
        const V w = positive(ahead) * (all(1.2f) - all(0.36f) * opposed) * kernel * (g * g) * (r * r);
        density.part[part] = density.part[part] + w;
        flow.part[part] = flow.part[part] + w * positive(dot(v, me.heading));
        against.part[part] = against.part[part] + w * opposed;
        // evasion
        const V l = hn::Sqrt(l2 + all(1e-6f));
        const V side = cross(me.goal, add(d, times(v, seconds))) + all(c.keep_right) * opposed;
        const V beside = hn::Abs(side) + all(0.1f);
        const V inverse = one / (l * beside);  // one division for two quotients
        const Pair n1 = times(d, inverse * beside);
        const V free = l - all(c.diameter);
        const V frontal = positive(hn::Max(dot(n1, me.goal), dot(n1, me.heading)));
        const V closing = positive(dot(me.velocity, n1) - dot(v, n1));
        const V gap = positive(free - seconds * closing);
        const V weight = all(0.9f) - all(0.3f) * dot(me.goal, h);
        lateral.part[part] = lateral.part[part] - weight * exp_negative(gap * all(-2.5f)) * frontal * side /
                                                      hn::Sqrt(side * side + all(0.0225f));
        // closeness
        const V near = positive(one - hn::Max(free, all(-0.1f)) * all(1 / 0.35f));
        const V push = hn::IfThenElseZero(frontal > none, all(0.6f) * near * near);
        push_x.part[part] = push_x.part[part] - push * n1.x;
        push_y.part[part] = push_y.part[part] - push * n1.y;
    }
    float totals[8];
    fold(density, flow, against, lateral, totals);
    fold(coming, going, push_x, push_y, totals + 4);
    seen = {totals[0], totals[1], totals[2], totals[3], totals[4], totals[5], totals[6], totals[7]};
}

HWY_ATTR inline V target_speed(const Self& me, V ahead, V flow, V wanted, const Constants& c) {
    const V density = hn::Max(ahead, all(1e-6f));
    const V relative = flow / density - dot(me.velocity, me.heading);
    const V area = hn::Max(all(1) / density + all(c.relaxation) * relative, all(0.001f));
    const V v = all(1) - exp_negative(all(-c.slope) * positive(area - all(1 / c.jam)));
    // In a jam people creep on, so that it can come undone; packed, they do not.
    const V creep = all(0.05f) * clamp((all(c.packed) - ahead) * all(0.5f), 0, 1);
    return hn::IfThenElse(ahead > all(1e-6f), wanted * hn::Max(creep, v), wanted);
}

/// Movements of the walkers of a block while contacts are settled, and what contacts take from them.
struct alignas(64) Contacts {
    float ux[width], uy[width];                                    // m/s
    float p_x[width], p_y[width], apart_x[width], apart_y[width];  // sums over contacts
    std::size_t begin[width + 1];                                  // of the walker's contacts in the list
};

/// What would close gaps too fast, and where overlapping bodies are pushed. Leaves in the list, for `keep_apart`, the
/// direction of each contact (dx, dy) and how fast it may be neared (vx).
HWY_ATTR inline void settle(const One& me, Pair u, Picked& list, std::size_t begin, std::size_t end, const Constants& c,
                            float* totals) {
    const D vec;
    const V diameter = all(c.diameter), half_step = all(0.5f / dt), none = all(0);
    Sum p_x, p_y, apart_x, apart_y;
    for (Sum* s : {&p_x, &p_y, &apart_x, &apart_y})
        for (V& v : s->part) v = none;
    for (std::size_t j = begin, part = 0; j < end; j += hn::Lanes(vec), part = (part + 1) % parts) {
        const auto load = [&](const std::vector<float>& column) HWY_ATTR { return hn::LoadU(vec, column.data() + j); };
        const Pair d{load(list.dx), load(list.dy)};
        const V l = hn::Sqrt(dot(d, d) + all(1e-6f));
        const Pair n1 = times(d, all(1) / l);
        const V opposed = positive(hn::Neg(dot(me.goal, {load(list.hx), load(list.hy)})));
        const V turned = all(1) - all(c.turn) * opposed;
        const V gap = l - diameter * turned;
        const V soft = positive(gap) * all(4) + all(0.8f) * positive(dot({load(list.vx), load(list.vy)}, n1));
        const V room = positive(l - all(hard)) * half_step;
        const V excess = positive(dot(u, n1) - hn::Min(soft, room));
        const V overlap = hn::Min(gap, none) * all(1 / 0.3f);
        p_x.part[part] = p_x.part[part] + n1.x * excess, p_y.part[part] = p_y.part[part] + n1.y * excess;
        apart_x.part[part] = apart_x.part[part] + n1.x * overlap;
        apart_y.part[part] = apart_y.part[part] + n1.y * overlap;
        hn::StoreU(n1.x, vec, list.dx.data() + j), hn::StoreU(n1.y, vec, list.dy.data() + j);
        hn::StoreU(room, vec, list.vx.data() + j);
    }
    fold(p_x, p_y, apart_x, apart_y, totals);
}

/// Removes what would close gaps too fast, so that people slide along each other; overlapping bodies are pushed apart.
HWY_ATTR inline Pair slide(Pair u, Pair p, Pair apart) {
    const V p2 = dot(p, p), along = positive(dot(u, p));
    const V share = hn::IfThenElseZero(p2 > all(1e-12f), hn::Min(all(1), along / hn::Max(p2, all(1e-12f))));
    u = {u.x - p.x * share, u.y - p.y * share};
    const V push = hn::Sqrt(dot(apart, apart)), most_push = all(0.4f);
    return add(u, times(apart, hn::Min(all(1), most_push / hn::Max(push, most_push))));
}

/// Whatever is wanted: each of two people uses at most half of the room between them. The share of u that is left.
HWY_ATTR inline float keep_apart(Pair u, const Picked& list, std::size_t begin, std::size_t end) {
    const D vec;
    V share = all(1);
    for (std::size_t j = begin; j < end; j += hn::Lanes(vec)) {
        const auto load = [&](const std::vector<float>& column) HWY_ATTR { return hn::LoadU(vec, column.data() + j); };
        const V closing = dot(u, {load(list.dx), load(list.dy)}), allowed = load(list.vx);
        share = hn::IfThenElse(closing > allowed, hn::Min(share, allowed / closing), share);
    }
    return hn::GetLane(hn::MinOfLanes(vec, share));
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

/// Where the walkers want to go and how fast, before contacts: into `contacts` and the block's results.
HWY_ATTR inline void choose_movement(Block& b, std::size_t i, const Field& f, const Constants& c, Contacts& contacts) {
    const D d;
    const auto load = [&](const float* column) HWY_ATTR { return hn::Load(d, column + i); };
    const auto pair = [&](const float* x, const float* y) HWY_ATTR { return Pair{load(x), load(y)}; };
    const Self me{pair(b.x, b.y), pair(b.vx, b.vy), pair(b.hx, b.hy), pair(b.goal_x, b.goal_y)};
    const V opposed = hn::Min(all(1), load(f.opposed));
    const V lateral = clamp(load(f.lateral) - all(c.drift_right) * opposed + load(b.noise), -1.5f, 1.5f);
    const Pair left{hn::Neg(me.goal.y), me.goal.x};
    Pair direction = unit(add(add(me.goal, times(left, lateral)), pair(f.repulsion_x, f.repulsion_y)), me.goal);
    direction = along_wall(direction, load(b.wall), pair(b.wall_x, b.wall_y), c);
    const V share = all(c.heading_share);
    const Pair heading =
        unit({me.heading.x + (direction.x - me.heading.x) * share, me.heading.y + (direction.y - me.heading.y) * share},
             direction);
    const V old_speed = load(b.speed), wanted = load(b.wanted);
    const V aimed = target_speed(me, load(f.density), load(f.flow), wanted, c);
    const V speed = old_speed + (aimed - old_speed) * all(c.speed_share);
    // Blocked by oncoming people, one steps aside to the right.
    const V blocked = positive(all(1) - speed / hn::Max(wanted, all(0.2f)));
    const V aside = all(c.sidestep) * opposed * blocked;
    hn::Store(heading.x * speed - left.x * aside, d, contacts.ux + i);
    hn::Store(heading.y * speed - left.y * aside, d, contacts.uy + i);
    hn::Store(heading.x, d, b.out_hx + i), hn::Store(heading.y, d, b.out_hy + i);
    hn::Store(speed, d, b.out_speed + i);
    const V oncoming = load(b.oncoming), coming = load(f.coming);
    const V share_now = coming / (coming + load(f.going) + all(1));
    hn::Store(oncoming + (share_now - oncoming) * all(dt / 2), d, b.out_oncoming + i);
}

HWY_ATTR void step_lanes(Block& b, std::size_t walkers, const People& people, const Constants& c, Scratch& scratch) {
    const D d;
    Field field{};
    Contacts contacts{};
    Filling close{scratch.close, 0};
    for (std::size_t i = 0; i < walkers; ++i) {
        const One me(b, i);
        Filling ahead{scratch.ahead, 0};
        contacts.begin[i] = close.count;
        if (b.looks[i]) {
            pick<true>(me, b.near[i], people, c, ahead, close);
            b.seen[i] = {};
            ahead.fill_up();
            if (ahead.count > 0) perceive(me, scratch.ahead, ahead.count, c, b.seen[i]);
        } else {
            pick<false>(me, b.near[i], people, c, ahead, close);
        }
        close.fill_up();
        const Seen& s = b.seen[i];
        field.density[i] = s.density, field.flow[i] = s.flow, field.opposed[i] = s.opposed;
        field.lateral[i] = s.lateral, field.coming[i] = s.coming, field.going[i] = s.going;
        field.repulsion_x[i] = s.repulsion_x, field.repulsion_y[i] = s.repulsion_y;
    }
    std::fill(contacts.begin + walkers, contacts.begin + width + 1, close.count);
    for (std::size_t i = 0; i < width; i += hn::Lanes(d)) choose_movement(b, i, field, c, contacts);
    for (std::size_t i = 0; i < walkers; ++i) {
        if (contacts.begin[i] == contacts.begin[i + 1]) continue;
        float totals[4];
        settle(One(b, i), {all(contacts.ux[i]), all(contacts.uy[i])}, scratch.close, contacts.begin[i],
               contacts.begin[i + 1], c, totals);
        contacts.p_x[i] = totals[0], contacts.p_y[i] = totals[1];
        contacts.apart_x[i] = totals[2], contacts.apart_y[i] = totals[3];
    }
    const auto pair = [&](const float* x, const float* y, std::size_t i) HWY_ATTR {
        return Pair{hn::Load(d, x + i), hn::Load(d, y + i)};
    };
    for (std::size_t i = 0; i < width; i += hn::Lanes(d)) {
        const Pair slid = slide(pair(contacts.ux, contacts.uy, i), pair(contacts.p_x, contacts.p_y, i),
                                pair(contacts.apart_x, contacts.apart_y, i));
        const Pair u = stop_at_wall(slid, hn::Load(d, b.wall + i), pair(b.wall_x, b.wall_y, i), c);
        hn::Store(u.x, d, b.out_vx + i), hn::Store(u.y, d, b.out_vy + i);
    }
    for (std::size_t i = 0; i < walkers; ++i) {
        if (contacts.begin[i] == contacts.begin[i + 1]) continue;
        const float share =
            keep_apart({all(b.out_vx[i]), all(b.out_vy[i])}, scratch.close, contacts.begin[i], contacts.begin[i + 1]);
        b.out_vx[i] *= share, b.out_vy[i] *= share;
    }
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
      wall_buffer(static_cast<float>(p.wall_buffer_m)),
      heading_share(static_cast<float>(tick_s / p.heading_relaxation_s)),
      speed_share(static_cast<float>(std::min(1.0, tick_s / p.speed_relaxation_s))) {}

HWY_EXPORT(step_lanes);

void step(Block& block, std::size_t walkers, const People& people, const Constants& constants, Scratch& scratch) {
    HWY_DYNAMIC_DISPATCH(step_lanes)(block, walkers, people, constants, scratch);
}

}  // namespace wz::lanes
#endif
