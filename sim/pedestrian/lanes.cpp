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

#include "pedestrian/contacts-inl.hpp"
#include "pedestrian/lanes.hpp"
#include "pedestrian/sight-inl.hpp"
#include "pedestrian/vectors-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace wz::lanes::HWY_NAMESPACE {

/// `met`: share of oncoming people lately.
HWY_ATTR inline V target_speed(const Self& me, V ahead, V flow, V opposed, V met, V wanted, V press,
                               const Constants& c) {
    const V density = hn::Max(ahead, all(1e-6f));
    const V ahead_speed = flow / density, relative = ahead_speed - dot(me.velocity, me.heading);
    const V space = all(1) / density;
    // Those who walk away ahead leave room; but jostling within a jam is none.
    constexpr float jostling = 0.1f, walking = 0.5f;  // m/s
    const V walks = clamp((ahead_speed - all(jostling)) * all(1 / (walking - jostling)), 0, 1);
    const V most = space + all(c.most_room - 1) * walks * space;
    const V area = hn::Max(space + hn::Min(all(c.relaxation) * relative, most), all(0.001f));
    const V v = all(1) - exp_negative(all(-c.slope) * positive(area - all(1 / c.jam)));
    // In a jam people creep on, so that it can come undone; packed, they do not. Into oncoming people they do not
    // press, and who has met some lately does not close up wholly to those ahead: else both streams pack until neither
    // moves. Fitted once to a lane overloaded from both ends (scenarios/validation/opposed_overload.yaml).
    constexpr float among_oncoming = 0.04f, keeps_free = 1.5f, waits_from = 5.6f;  // share; 1/m²
    const V mixed = hn::Min(all(1), hn::Max(all(2) * opposed / density, all(3) * met));
    const V packed = clamp((all(c.packed) - all(keeps_free) * mixed - ahead) * all(0.5f), 0, 1);
    const V creep = (press - positive(press - all(among_oncoming)) * mixed) * packed;
    const V waits = mixed * clamp(ahead - all(waits_from), 0, 1);
    return hn::IfThenElse(ahead > all(1e-6f), wanted * hn::Max(creep, v * (all(1) - waits)), wanted);
}

/// What people keep from walls. Those who meet others turn their shoulders there, too, until the stream has passed.
HWY_ATTR inline V wall_gap(const Columns& crowd, std::size_t i, const Constants& c) {
    const V met = hn::LoadU(D(), crowd.oncoming + i), meeting = hn::LoadU(D(), crowd.opposed + i);
    const V meets = hn::Min(all(1), hn::Max(all(3) * met, all(4) * meeting));
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
    const V limit = hn::Max((wall - wall_gap) * all(4), all(-step_out));
    const V into = hn::Neg(dot(u, away));
    const M stops = hn::And(wall<all(wall_matters), into> limit);
    return choose(stops, add(u, times(away, into - limit)), u);
}

/// Where the walkers want to go and how fast, before contacts. Writes heading, speed and share of oncoming people.
HWY_ATTR inline Pair choose_movement(const Columns& crowd, std::size_t i, const Self& me, V gap, const Constants& c) {
    const D d;
    const auto load = [&](const float* column) HWY_ATTR { return hn::LoadU(d, column + i); };
    const V opposed = hn::Min(all(1), load(crowd.opposed));
    const V lateral = clamp(load(crowd.lateral) - all(c.drift_right) * opposed + load(crowd.noise), -1.5f, 1.5f);
    const Pair left{hn::Neg(me.goal.y), me.goal.x};
    Pair direction =
        unit(add(add(me.goal, times(left, lateral)), {load(crowd.repulsion_x), load(crowd.repulsion_y)}), me.goal);
    direction = along_wall(direction, load(crowd.wall), {load(crowd.wall_x), load(crowd.wall_y)}, gap, c);
    const V share = all(c.heading_share);
    const Pair heading =
        unit({me.heading.x + (direction.x - me.heading.x) * share, me.heading.y + (direction.y - me.heading.y) * share},
             direction);
    const V old_speed = load(crowd.speed), wanted = load(crowd.wanted);
    const V press = hn::IfThenZeroElse(is_set(crowd.queues + i),
                                       hn::IfThenElse(is_set(crowd.strolls + i), all(c.leisure_press), all(c.press)));
    const V oncoming = load(crowd.oncoming), coming = load(crowd.coming);
    const V aimed =
        target_speed(me, load(crowd.density), load(crowd.flow), load(crowd.opposed), oncoming, wanted, press, c);
    const V speed = old_speed + (aimed - old_speed) * all(c.speed_share);
    hn::StoreU(heading.x, d, crowd.next_hx + i), hn::StoreU(heading.y, d, crowd.next_hy + i);
    hn::StoreU(speed, d, crowd.speed + i);
    // However many wait with one, half of the way is left to those who come. Fitted to the same lane, and to the flow
    // through narrow doors, where people meet at an angle.
    constexpr float most_going = 3;
    const V share_now = coming / (coming + hn::Min(load(crowd.going), all(most_going)) + all(1));
    hn::StoreU(oncoming + (share_now - oncoming) * all(dt / 2), d, crowd.oncoming + i);
    // Blocked by oncoming people, one steps aside to the right.
    const V blocked = positive(all(1) - speed / hn::Max(wanted, all(0.2f)));
    return less(times(heading, speed), left, all(c.sidestep) * opposed * blocked);
}

/// Where they come to. Returns a bit for each who may be within wall_left. Between looks the nearest wall is taken as
/// straight, a far one as coming nearer with every step; in a corner another wall may be the nearest by now.
HWY_ATTR inline std::uint32_t move_on(const Columns& crowd, std::size_t i, const Self& me, Pair u) {
    const D d;
    const V wall = hn::LoadU(d, crowd.wall + i), way = hn::Sqrt(dot(u, u)) * all(dt);
    const V nearer = dot(u, {hn::LoadU(d, crowd.wall_x + i), hn::LoadU(d, crowd.wall_y + i)}) * all(dt);
    hn::StoreU(hn::IfThenElse(wall > all(wall_matters), wall - way, wall + nearer), d, crowd.wall + i);
    const V clear_way = hn::LoadU(d, crowd.clear_way + i) - way;
    hn::StoreU(clear_way, d, crowd.clear_way + i);
    hn::StoreU(me.at.x + u.x * all(dt), d, crowd.next_x + i), hn::StoreU(me.at.y + u.y * all(dt), d, crowd.next_y + i);
    hn::StoreU(u.x, d, crowd.next_vx + i), hn::StoreU(u.y, d, crowd.next_vy + i);
    return bits_of(clear_way <= all(wall_left));
}

/// Where a block's walkers are. Those who do not move are taken to be where the first is who does, and change nothing.
HWY_ATTR inline void place(const Block& b, const Columns& crowd, Places& at) {
    const D d;
    const auto first = b.begin + hwy::Num0BitsBelowLS1Bit_Nonzero32(b.moving);
    for (std::size_t i = 0; i < width; i += hn::Lanes(d)) {
        const M moves = mask_of(b.moving >> i);
        const auto bytes = hn::LoadU(DB(), crowd.decks + b.begin + i);
        hn::Store(hn::IfThenElse(moves, hn::LoadU(d, crowd.x + b.begin + i), all(crowd.x[first])), d, at.x.data() + i);
        hn::Store(hn::IfThenElse(moves, hn::LoadU(d, crowd.y + b.begin + i), all(crowd.y[first])), d, at.y.data() + i);
        const VI decks =
            hn::IfThenElse(hn::RebindMask(DI(), moves), hn::PromoteTo(DI(), bytes), hn::Set(DI(), crowd.decks[first]));
        hn::StoreU(hn::DemoteTo(DB(), decks), DB(), at.decks.data() + i);
    }
}

HWY_ATTR inline Box box_round(const Places& at) {
    const D d;
    V left = hn::Load(d, at.x.data()), right = left, low = hn::Load(d, at.y.data()), high = low;
    for (std::size_t i = hn::Lanes(d); i < width; i += hn::Lanes(d)) {
        const V x = hn::Load(d, at.x.data() + i), y = hn::Load(d, at.y.data() + i);
        left = hn::Min(left, x), right = hn::Max(right, x), low = hn::Min(low, y), high = hn::Max(high, y);
    }
    return {hn::GetLane(hn::MinOfLanes(d, left)), hn::GetLane(hn::MaxOfLanes(d, right)),
            hn::GetLane(hn::MinOfLanes(d, low)), hn::GetLane(hn::MaxOfLanes(d, high))};
}

/// Whether the bytes have a bit in common.
HWY_ATTR inline bool any_level(VB common) {
    std::uint64_t halves[2] = {~std::uint64_t{0}, ~std::uint64_t{0}};
    static_assert(hn::MaxLanes(D()) <= sizeof halves);
    hn::StoreU(common, DB(), reinterpret_cast<std::uint8_t*>(halves));
    std::uint64_t levels = halves[0] & halves[1];
    for (const int half : {32, 16, 8}) levels &= levels >> half;
    return (levels & 0xff) != 0;
}

/// Picks whom the block's walkers may see and touch, and looks at them when it is time. Returns whether all of them are
/// on one level, of which one need not know which; else, if this was taken for granted, nothing has been done.
template <bool one_deck>
HWY_ATTR inline bool pick_and_look(const Block& b, const Columns& crowd, const Constants& c, const Places& at,
                                   Picked& ahead, Picked& close) {
    const Box box = box_round(at);
    std::size_t most = 4 * width;  // rows are read whole
    for (const Run& run : b.near) most += run.end - run.begin;
    close.count = 0, close.make_room_for(most);
    VB common = hn::Set(DB(), 0xff);
    if (!b.looks) {
        for (const Run& run : b.near) pick<one_deck>(crowd, run, box, touch, common, close);
        return one_deck && any_level(common);
    }
    ahead.count = 0, ahead.make_room_for(most);
    for (const Run& run : b.near) pick<one_deck>(crowd, run, box, c.reach, common, ahead);
    if (one_deck && !any_level(common)) return false;
    const People seen{ahead.x.data(),  ahead.y.data(),  ahead.vx.data(),   ahead.vy.data(),
                      ahead.hx.data(), ahead.hy.data(), ahead.decks.data()};
    pick<one_deck>(seen, {0, static_cast<std::uint32_t>(ahead.count)}, box, touch, common, close);
    for (std::size_t i = 0; i < width; i += hn::Lanes(D()))
        perceive<one_deck>(Self(crowd, at, b.begin + i, i), crowd, b.begin + i, ahead, c);
    return one_deck;
}

/// The block's spare lanes have written to all columns of theirs.
HWY_ATTR void keep_still(const Block& b, const Columns& crowd) {
    const D d;
    for (std::size_t lane = 0; lane < width; lane += hn::Lanes(d)) {
        const M moves = mask_of(b.moving >> lane);
        if (hn::AllTrue(d, moves)) continue;
        const std::size_t i = b.begin + lane;
        const auto put = [&](V still, float* column) HWY_ATTR {
            hn::StoreU(hn::IfThenElse(moves, hn::LoadU(d, column + i), still), d, column + i);
        };
        put(hn::LoadU(d, crowd.x + i), crowd.next_x), put(hn::LoadU(d, crowd.y + i), crowd.next_y);
        put(hn::LoadU(d, crowd.hx + i), crowd.next_hx), put(hn::LoadU(d, crowd.hy + i), crowd.next_hy);
        for (float* column : {crowd.next_vx, crowd.next_vy, crowd.speed, crowd.oncoming, crowd.wall})
            put(hn::Zero(d), column);
        put(all(-1), crowd.wanted);  // the way and the wall are to be looked at anew
    }
}

HWY_ATTR void step_lanes(std::span<Block> blocks, const Columns& crowd, const Constants& c, Scratch& scratch) {
    const D d;
    bool one_deck[together];
    alignas(64) float ux[together * width], uy[together * width], gaps[together * width];
    struct {
        std::size_t first, count;
    } contacts[together * width / hn::MaxLanes(D())];  // of each vector, in the scratch
    struct Vector {
        std::size_t block, lane, i, at;  // lane: the first's, in the block; i: his slot; at: his place in these arrays
        Self me;
    };
    const auto for_vectors = [&](auto&& f) HWY_ATTR {
        for (std::size_t k = 0; k < blocks.size(); ++k)
            for (std::size_t lane = 0; lane < width; lane += hn::Lanes(d)) {
                const std::size_t i = blocks[k].begin + lane;
                f(Vector{k, lane, i, k * width + lane, Self(crowd, scratch.at[k], i, lane)});
            }
    };
    const auto movement = [&](std::size_t at) HWY_ATTR { return Pair{hn::Load(d, ux + at), hn::Load(d, uy + at)}; };
    const auto keep = [&](Pair u, std::size_t at) HWY_ATTR { hn::Store(u.x, d, ux + at), hn::Store(u.y, d, uy + at); };

    for (std::size_t k = 0; k < blocks.size(); ++k) {
        const Block& b = blocks[k];
        place(b, crowd, scratch.at[k]);
        one_deck[k] = pick_and_look<true>(b, crowd, c, scratch.at[k], scratch.ahead, scratch.close[k]);
        if (!one_deck[k]) pick_and_look<false>(b, crowd, c, scratch.at[k], scratch.ahead, scratch.close[k]);
    }
    for_vectors([&](const Vector& v) HWY_ATTR {
        const V gap = wall_gap(crowd, v.i, c);
        hn::Store(gap, d, gaps + v.at);
        keep(choose_movement(crowd, v.i, v.me, gap, c), v.at);
    });
    std::size_t listed = 0;
    for_vectors([&](const Vector& v) HWY_ATTR {
        const Picked& close = scratch.close[v.block];
        const std::size_t first = listed * Contact::floats, most = close.count * Contact::floats;
        if (scratch.contacts.size() < first + most) scratch.contacts.resize(2 * (first + most));
        Pair u = movement(v.at);
        const V spare = hn::IfThenElseZero(is_set(crowd.queues + v.i), all(c.queue_gap));
        float* to = scratch.contacts.data() + first;
        const std::size_t count = one_deck[v.block] ? settle<true>(v.me, spare, u, close, c, to)
                                                    : settle<false>(v.me, spare, u, close, c, to);
        contacts[v.at / hn::Lanes(d)] = {first, count};
        listed += count;
        const Pair away{hn::LoadU(d, crowd.wall_x + v.i), hn::LoadU(d, crowd.wall_y + v.i)};
        keep(stop_at_wall(u, hn::LoadU(d, crowd.wall + v.i), away, hn::Load(d, gaps + v.at)), v.at);
    });
    for (Block& b : blocks) b.near_walls = 0;
    for_vectors([&](const Vector& v) HWY_ATTR {
        const auto [first, count] = contacts[v.at / hn::Lanes(d)];
        Block& b = blocks[v.block];
        hn::StoreU(hn::LoadU(d, crowd.wall + v.i), d, b.wall_before.data() + v.lane);
        const Pair u = keep_apart(movement(v.at), scratch.contacts.data() + first, count);
        b.near_walls |= move_on(crowd, v.i, v.me, u) << v.lane;
    });
    for (Block& b : blocks) {
        b.near_walls &= b.moving;
        keep_still(b, crowd);
    }
}

}  // namespace wz::lanes::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace wz::lanes {

Constants::Constants(const PedestrianParams& p, double queue_gap_m)
    : turn(static_cast<float>(p.shoulder_turn)),
      reach(static_cast<float>(p.reach_m)),
      sight_circle(static_cast<float>(p.sight_circle_m)),
      view(static_cast<float>(p.view_half_width_m)),
      oncoming_view(static_cast<float>(p.oncoming_half_width_m)),
      oncoming_weight(static_cast<float>(p.oncoming_weight)),
      passing(static_cast<float>(p.passing_m)),
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
      speed_share(static_cast<float>(std::min(1.0, tick_s / p.speed_relaxation_s))),
      most_room(static_cast<float>(p.anticipation_most)),
      press(static_cast<float>(p.creep_share)),
      leisure_press(static_cast<float>(p.leisure_creep_share)),
      queue_gap(static_cast<float>(queue_gap_m)) {}

HWY_EXPORT(step_lanes);
HWY_EXPORT(keep_still);

void step(std::span<Block> blocks, const Columns& crowd, const Constants& constants, Scratch& scratch) {
    HWY_DYNAMIC_DISPATCH(step_lanes)(blocks, crowd, constants, scratch);
}

void stay(const Block& block, const Columns& crowd) { HWY_DYNAMIC_DISPATCH(keep_still)(block, crowd); }

}  // namespace wz::lanes
#endif
