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
#include <cstring>

#include "pedestrian/contacts-inl.hpp"
#include "pedestrian/lanes.hpp"
#include "pedestrian/sight-inl.hpp"
#include "pedestrian/vectors-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace wz::lanes::HWY_NAMESPACE {

HWY_ATTR inline V target_speed(const Self& me, V ahead, V flow, V opposed, V wanted, V press, const Constants& c) {
    const V density = hn::Max(ahead, all(1e-6f));
    const V ahead_speed = flow / density, relative = ahead_speed - dot(me.velocity, me.heading);
    const V space = all(1) / density;
    // Those who walk away ahead leave room; but jostling within a jam is none.
    constexpr float jostling = 0.1f, walking = 0.5f;  // m/s
    const V walks = clamp((ahead_speed - all(jostling)) * all(1 / (walking - jostling)), 0, 1);
    const V most = space + all(c.most_room - 1) * walks * space;
    const V area = hn::Max(space + hn::Min(all(c.relaxation) * relative, most), all(0.001f));
    const V v = all(1) - exp_negative(all(-c.slope) * positive(area - all(1 / c.jam)));
    // In a jam people creep on, so that it can come undone; packed, they do not; into oncoming people they do not
    // press.
    constexpr float among_oncoming = 0.04f;
    const V mixed = hn::Min(all(1), all(2) * opposed / density);
    const V creep =
        (press - positive(press - all(among_oncoming)) * mixed) * clamp((all(c.packed) - ahead) * all(0.5f), 0, 1);
    return hn::IfThenElse(ahead > all(1e-6f), wanted * hn::Max(creep, v), wanted);
}

/// What people keep from walls. Those who meet others turn their shoulders there, too, until the stream has passed.
HWY_ATTR inline V wall_gap(const Block& b, std::size_t i, const Constants& c) {
    const V met = hn::LoadU(D(), b.oncoming + i), meeting = hn::LoadU(D(), b.opposed + i);
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
HWY_ATTR inline Pair choose_movement(Block& b, std::size_t i, const Self& me, V gap, const Constants& c) {
    const D d;
    const auto load = [&](const float* column) HWY_ATTR { return hn::LoadU(d, column + i); };
    const V opposed = hn::Min(all(1), load(b.opposed));
    const V lateral = clamp(load(b.lateral) - all(c.drift_right) * opposed + load(b.noise), -1.5f, 1.5f);
    const Pair left{hn::Neg(me.goal.y), me.goal.x};
    Pair direction = unit(add(add(me.goal, times(left, lateral)), {load(b.repulsion_x), load(b.repulsion_y)}), me.goal);
    direction = along_wall(direction, load(b.wall), {load(b.wall_x), load(b.wall_y)}, gap, c);
    const V share = all(c.heading_share);
    const Pair heading =
        unit({me.heading.x + (direction.x - me.heading.x) * share, me.heading.y + (direction.y - me.heading.y) * share},
             direction);
    const V old_speed = load(b.speed), wanted = load(b.wanted);
    const V aimed = target_speed(me, load(b.density), load(b.flow), load(b.opposed), wanted, load(b.press), c);
    const V speed = old_speed + (aimed - old_speed) * all(c.speed_share);
    hn::StoreU(heading.x, d, b.next_hx + i), hn::StoreU(heading.y, d, b.next_hy + i);
    hn::StoreU(speed, d, b.speed + i);
    const V oncoming = load(b.oncoming), coming = load(b.coming);
    const V share_now = coming / (coming + load(b.going) + all(1));
    hn::StoreU(oncoming + (share_now - oncoming) * all(dt / 2), d, b.oncoming + i);
    // Blocked by oncoming people, one steps aside to the right.
    const V blocked = positive(all(1) - speed / hn::Max(wanted, all(0.2f)));
    return less(times(heading, speed), left, all(c.sidestep) * opposed * blocked);
}

/// Where they come to. Between looks the nearest wall is taken as straight, a far one as coming nearer with every step;
/// in a corner another wall may be the nearest by now.
HWY_ATTR inline void move_on(Block& b, std::size_t i, const Self& me, Pair u) {
    const D d;
    const V wall = hn::LoadU(d, b.wall + i), way = hn::Sqrt(dot(u, u)) * all(dt);
    const V nearer = dot(u, {hn::LoadU(d, b.wall_x + i), hn::LoadU(d, b.wall_y + i)}) * all(dt);
    hn::StoreU(hn::IfThenElse(wall > all(wall_matters), wall - way, wall + nearer), d, b.wall + i);
    const V clear_way = hn::LoadU(d, b.clear_way + i) - way;
    hn::StoreU(clear_way, d, b.clear_way + i);
    b.near_walls |= bits_of(clear_way <= all(wall_left)) << i;
    hn::StoreU(me.at.x + u.x * all(dt), d, b.next_x + i), hn::StoreU(me.at.y + u.y * all(dt), d, b.next_y + i);
    hn::StoreU(u.x, d, b.next_vx + i), hn::StoreU(u.y, d, b.next_vy + i);
}

/// Whether there is a level on which all of the block and near it are: then nobody's needs to be looked at. May say no
/// where those next to a run in memory are elsewhere.
inline bool on_one_deck(const Block& b, const People& people) {
    std::uint64_t common = ~std::uint64_t{0};  // of every eighth person
    const auto look_at = [&](const std::uint8_t* decks) {
        std::uint64_t halves[width / 8];
        std::memcpy(halves, decks, width);
        for (const std::uint64_t half : halves) common &= half;
    };
    look_at(b.decks);
    for (const Run& run : b.near)
        for (std::size_t j = run.begin; j < run.end; j += width) look_at(people.decks + j);
    for (const int half : {32, 16, 8}) common &= common >> half;
    return (common & 0xff) != 0;
}

/// Picks whom the block's walkers may see and touch, and looks at them when it is time.
template <bool one_deck>
HWY_ATTR inline void pick_and_look(Block& b, const People& people, const Constants& c, Picked& ahead, Picked& close) {
    Box box{b.x[0], b.x[0], b.y[0], b.y[0]};
    for (std::size_t i = 1; i < width; ++i) {
        box.left = std::min(box.left, b.x[i]), box.right = std::max(box.right, b.x[i]);
        box.low = std::min(box.low, b.y[i]), box.high = std::max(box.high, b.y[i]);
    }
    std::size_t most = 4 * width;  // rows are read whole
    for (const Run& run : b.near) most += run.end - run.begin;
    close.count = 0, close.make_room_for(most);
    if (!b.looks) {
        for (const Run& run : b.near) pick<one_deck>(people, run, box, touch, close);
        return;
    }
    ahead.count = 0, ahead.make_room_for(most);
    for (const Run& run : b.near) pick<one_deck>(people, run, box, c.reach, ahead);
    const People seen{ahead.x.data(),  ahead.y.data(),  ahead.vx.data(),   ahead.vy.data(),
                      ahead.hx.data(), ahead.hy.data(), ahead.decks.data()};
    pick<one_deck>(seen, {0, static_cast<std::uint32_t>(ahead.count)}, box, touch, close);
    for (std::size_t i = 0; i < width; i += hn::Lanes(D())) perceive<one_deck>(b, i, ahead, c);
}

HWY_ATTR void step_lanes(std::span<Block> blocks, const People& people, const Constants& c, Scratch& scratch) {
    const D d;
    bool one_deck[together];
    alignas(64) float ux[together * width], uy[together * width], gaps[together * width];
    struct {
        std::size_t first, count;
    } contacts[together * width / hn::MaxLanes(D())];  // of each vector, in the scratch
    const auto for_vectors = [&](auto&& f) HWY_ATTR {
        std::size_t vector = 0;
        for (std::size_t k = 0; k < blocks.size(); ++k)
            for (std::size_t i = 0; i < width; i += hn::Lanes(d)) f(blocks[k], k, i, k * width + i, vector++);
    };
    const auto movement = [&](std::size_t at) HWY_ATTR { return Pair{hn::Load(d, ux + at), hn::Load(d, uy + at)}; };
    const auto keep = [&](Pair u, std::size_t at) HWY_ATTR { hn::Store(u.x, d, ux + at), hn::Store(u.y, d, uy + at); };

    for (std::size_t k = 0; k < blocks.size(); ++k) {
        one_deck[k] = on_one_deck(blocks[k], people);
        if (one_deck[k])
            pick_and_look<true>(blocks[k], people, c, scratch.ahead, scratch.close[k]);
        else
            pick_and_look<false>(blocks[k], people, c, scratch.ahead, scratch.close[k]);
        blocks[k].near_walls = 0;
    }
    for_vectors([&](Block& b, std::size_t, std::size_t i, std::size_t at, std::size_t) HWY_ATTR {
        const V gap = wall_gap(b, i, c);
        hn::Store(gap, d, gaps + at);
        keep(choose_movement(b, i, Self(b, i), gap, c), at);
    });
    std::size_t listed = 0;
    for_vectors([&](Block& b, std::size_t k, std::size_t i, std::size_t at, std::size_t vector) HWY_ATTR {
        const std::size_t first = listed * Contact::floats, most = scratch.close[k].count * Contact::floats;
        if (scratch.contacts.size() < first + most) scratch.contacts.resize(2 * (first + most));
        Pair u = movement(at);
        const V spare = hn::LoadU(d, b.spare + i);
        float* to = scratch.contacts.data() + first;
        const std::size_t count = one_deck[k] ? settle<true>(Self(b, i), spare, u, scratch.close[k], c, to)
                                              : settle<false>(Self(b, i), spare, u, scratch.close[k], c, to);
        contacts[vector] = {first, count};
        listed += count;
        keep(stop_at_wall(u, hn::LoadU(d, b.wall + i), {hn::LoadU(d, b.wall_x + i), hn::LoadU(d, b.wall_y + i)},
                          hn::Load(d, gaps + at)),
             at);
    });
    for_vectors([&](Block& b, std::size_t, std::size_t i, std::size_t at, std::size_t vector) HWY_ATTR {
        const auto [first, count] = contacts[vector];
        move_on(b, i, Self(b, i), keep_apart(movement(at), scratch.contacts.data() + first, count));
    });
}

}  // namespace wz::lanes::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace wz::lanes {

Constants::Constants(const PedestrianParams& p)
    : turn(static_cast<float>(p.shoulder_turn)),
      reach(static_cast<float>(p.reach_m)),
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
      most_room(static_cast<float>(p.anticipation_most)) {}

HWY_EXPORT(step_lanes);

void step(std::span<Block> blocks, const People& people, const Constants& constants, Scratch& scratch) {
    HWY_DYNAMIC_DISPATCH(step_lanes)(blocks, people, constants, scratch);
}

}  // namespace wz::lanes
#endif
