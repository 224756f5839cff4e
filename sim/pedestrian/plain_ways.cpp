// The ways of those who walk on along their street, a vector of walkers at a time: most of all. Whoever turns a corner,
// comes to a gate, a floor or his goal, or is off his street is left to follow_route. Compiled once per instruction
// set; the same operations in the same order as there, so that both agree to the last bit.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "pedestrian/plain_ways.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "base/random.hpp"
#include "pedestrian/tactical.hpp"
#include "pedestrian/vectors-inl.hpp"

#ifndef WZ_PLAIN_WAYS
#define WZ_PLAIN_WAYS
namespace wz::tactical {
/// What is read beside the walkers.
struct Streets {
    const WalkLane* lanes;
    const LinkId* goal_links;  // by FieldId
    std::uint32_t epoch;
    std::int32_t now;
    float up, down;    // share of the speed on steps
    float gate_crowd;  // m: from nodes nearer than this people may join the crowd before a gate
    bool estimates;
};
}  // namespace wz::tactical
#endif

HWY_BEFORE_NAMESPACE();
namespace wz::lanes::HWY_NAMESPACE {

using tactical::PlainWays, tactical::Streets;

HWY_ATTR inline VI whole(std::uint32_t v) { return hn::Set(DI(), static_cast<std::int32_t>(v)); }
template <class T>
HWY_ATTR VI load_whole(const std::vector<T>& column, std::size_t i) {
    static_assert(sizeof(T) == 4 || sizeof(T) == 1);
    if constexpr (sizeof(T) == 4)
        return hn::LoadU(DI(), reinterpret_cast<const std::int32_t*>(column.data() + i));
    else
        return hn::PromoteTo(DI(), hn::LoadU(DB(), reinterpret_cast<const std::uint8_t*>(column.data() + i)));
}

/// Street pieces, one of each walker, as walked.
struct Lane {
    const float* table;
    VI row;  // of the table, in floats
    HWY_ATTR Lane(const Streets& streets, VI link, VI backward)
        : table(reinterpret_cast<const float*>(streets.lanes)),
          row(hn::ShiftLeft<4>(hn::ShiftLeft<1>(link) + backward)) {
        static_assert(sizeof(WalkLane) == 16 * sizeof(float));
    }
    HWY_ATTR V number(std::size_t offset) const { return hn::GatherIndex(D(), table + offset / sizeof(float), row); }
    HWY_ATTR VI bits(std::size_t offset) const { return hn::BitCast(DI(), number(offset)); }
    HWY_ATTR Pair pair(std::size_t offset) const { return {number(offset), number(offset + sizeof(float))}; }
};
#define WZ_OF(lane, what, member) lane.what(offsetof(WalkLane, member))

HWY_ATTR PlainWays follow_some(const Streets& streets, Walkers& w, std::size_t begin, std::uint32_t movers) {
    using namespace tactical;
    const D d;
    const DI di;
    PlainWays found;
    for (std::size_t k = 0; k < width; k += hn::Lanes(d)) {
        const std::size_t i = begin + k;
        const std::uint8_t wanted[8] = {static_cast<std::uint8_t>(movers >> k),
                                        static_cast<std::uint8_t>(movers >> (k + 8))};
        const VI none = hn::Zero(di), link = load_whole(w.link, i), next = load_whole(w.next, i),
                 field = load_whole(w.field, i);
        auto knows_way = hn::And(hn::LoadMaskBits(di, wanted), hn::Eq(load_whole(w.gait, i), none));
        knows_way = hn::And(knows_way, hn::Eq(load_whole(w.decided, i), whole(1)));
        knows_way = hn::And(knows_way, hn::Eq(load_whole(w.epoch, i), whole(streets.epoch)));
        knows_way = hn::And(knows_way, hn::Gt(hn::Min(field, hn::Min(link, next)), whole(~0u)));
        if (hn::AllFalse(di, knows_way)) continue;
        const auto known = [&](VI id) HWY_ATTR { return hn::IfThenElseZero(knows_way, id); };
        const VI goal = hn::GatherIndex(di, reinterpret_cast<const std::int32_t*>(streets.goal_links), known(field));
        knows_way = hn::AndNot(hn::Or(hn::Eq(goal, link), hn::Eq(goal, next)), knows_way);
        const VI one = whole(1);
        const Lane lane(streets, known(link), one - hn::And(load_whole(w.forward, i), one));
        const VI head = WZ_OF(lane, bits, head), next_tail = WZ_OF(Lane(streets, known(next), none), bits, tail);
        const Lane onward(streets, known(next), hn::IfThenElse(hn::Eq(next_tail, head), none, one));
        const VI kind = WZ_OF(lane, bits, bits), next_kind = WZ_OF(onward, bits, bits), level = whole(0xff);
        const VI decks = hn::And(kind, level), next_decks = hn::And(next_kind, level);
        knows_way = hn::AndNot(hn::Eq(hn::And(kind, whole(WalkLane::plain)), none), knows_way);
        knows_way = hn::And(knows_way, hn::Eq(hn::And(next_kind, whole(WalkLane::gate)), none));
        const M same_level = hn::RebindMask(d, hn::Eq(hn::Or(decks, next_decks), decks));
        // where on the street
        const Pair at{hn::LoadU(d, w.x.data() + i), hn::LoadU(d, w.y.data() + i)};
        const Pair from = WZ_OF(lane, pair, from), to = WZ_OF(lane, pair, to), along = WZ_OF(lane, pair, along);
        const Pair onward_along = WZ_OF(onward, pair, along), offset{at.x - from.x, at.y - from.y};
        const V length = WZ_OF(lane, number, length), half_width = WZ_OF(lane, number, half_width);
        const V onward_length = WZ_OF(onward, number, length), onward_half = WZ_OF(onward, number, half_width);
        const V s = dot(offset, along), t = cross(along, offset);
        const Pair to_go{to.x - at.x, to.y - at.y};
        const V to_head = hn::Sqrt(dot(to_go, to_go));
        const V turns_at = hn::Max(all(nearest_turn), all(turn_share) * hn::Min(half_width, onward_half));
        const V beyond = dot({at.x - to.x, at.y - to.y}, add(along, onward_along));
        M plain =
            hn::And(hn::RebindMask(d, knows_way), hn::And(hn::Abs(t) <= half_width + all(beside), s >= all(-far_back)));
        plain = hn::And(plain, hn::Or(same_level, to_head >= all(meets_level)));
        plain = hn::And(plain, hn::And(to_head >= turns_at, beyond <= hn::Zero(d)));
        plain = hn::And(plain, to_head + onward_length >= all(streets.gate_crowd));
        const std::uint32_t bits = bits_of(plain);
        if (bits == 0) continue;
        // the point aimed at
        const V met = hn::LoadU(d, w.oncoming.data() + i), liked = hn::LoadU(d, w.lateral.data() + i);
        const V ahead = s + all(look_ahead) - all(look_aside) * hn::Min(all(1), all(2) * met);
        const M here = ahead <= length;
        const Pair onward_from = WZ_OF(onward, pair, from);
        const Pair base = choose(here, from, onward_from), way = choose(here, along, onward_along);
        const V on_it = hn::IfThenElse(here, ahead, hn::Min(ahead - length, onward_length));
        const V room = positive(hn::IfThenElse(here, half_width, onward_half) - all(wall_clearance));
        const V leftmost = room * (all(1) - all(2) * met), rightmost = hn::Neg(room);
        const V across = cross(way, {at.x - base.x, at.y - base.y});
        const V aside = hn::Min(hn::Max(across, rightmost), hn::Max(leftmost, rightmost));
        const V place = all(keeps_place) * aside + all(1 - keeps_place) * liked * room;
        Pair aim = add(add(base, times(way, on_it)), times({hn::Neg(way.y), way.x}, place));
        const M back = hn::AndNot(here, dot({aim.x - at.x, aim.y - at.y}, along) <= hn::Zero(d));
        aim = choose(back, to, aim);
        const Pair direction = unit({aim.x - at.x, aim.y - at.y}, along);
        // and how fast
        const VI climb = WZ_OF(lane, bits, climb);
        V speed = hn::LoadU(d, w.free_speed.data() + i) * hn::LoadU(d, w.pace.data() + i);
        speed = hn::IfThenElse(hn::RebindMask(d, climb > none), speed * all(streets.up), speed);
        speed = hn::IfThenElse(hn::RebindMask(d, climb < none), speed * all(streets.down), speed);
        const auto waits = load_whole(w.pause_until, i) > whole(static_cast<std::uint32_t>(streets.now));
        speed = hn::IfThenZeroElse(hn::RebindMask(d, waits), speed);
        hn::BlendedStore(direction.x, plain, d, w.way_x.data() + i),
            hn::BlendedStore(direction.y, plain, d, w.way_y.data() + i);
        hn::BlendedStore(speed, plain, d, w.way_speed.data() + i);
        if (streets.estimates) hn::BlendedStore(positive(length - s), plain, d, w.remaining.data() + i);
        const VI decks_before = load_whole(w.decks, i);
        const auto plain_i = hn::RebindMask(di, plain);
        hn::StoreU(hn::DemoteTo(DB(), hn::IfThenElse(plain_i, decks, decks_before)), DB(), w.decks.data() + i);
        found.walkers |= bits << k;
        found.elsewhere |= bits_of(hn::AndNot(hn::RebindMask(d, hn::Eq(decks, decks_before)), plain)) << k;
    }
    return found;
}
#undef WZ_OF

/// A loop that compilers make vectors of.
HWY_ATTR void draw_whims(std::uint64_t seed, Tick now, std::span<const PersonId> persons, float scale, float* whims) {
    const auto second = static_cast<std::uint64_t>(now / ticks_per_second);
    const float part = static_cast<float>(now % ticks_per_second) / static_cast<float>(ticks_per_second);
    for (std::size_t i = 0; i < persons.size(); ++i) {
        const auto at = [&](std::uint64_t s) HWY_ATTR {
            return static_cast<float>(
                       static_cast<std::int32_t>(random_bits(seed, Stream::heading_noise, persons[i].value, s) >> 32)) *
                   0x1p-31f;
        };
        const float a = at(second), b = at(second + 1);
        whims[i] = scale * ((a + (b - a) * part) * 1.9f);
    }
}

}  // namespace wz::lanes::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace wz {

namespace lanes {
HWY_EXPORT(follow_some);
HWY_EXPORT(draw_whims);
}  // namespace lanes

tactical::PlainWays tactical::follow_plain_ways(const CrowdScene& scene, Walkers& w, std::size_t begin,
                                                std::uint32_t movers) {
    const PedestrianParams& p = scene.params.pedestrian;
    const Streets streets{scene.town.lanes.data(),
                          scene.fields.goal_links().data(),
                          scene.fields.epoch(),
                          static_cast<std::int32_t>(scene.now),
                          static_cast<float>(p.stairs_up_factor),
                          static_cast<float>(p.stairs_down_factor),
                          scene.longest_gate_reach > full_queue ? 2 * scene.longest_gate_reach : -1.0f,
                          estimates_way(scene.now)};
    return HWY_DYNAMIC_DISPATCH(lanes::follow_some)(streets, w, begin, movers);
}

void tactical::draw_whims(const CrowdScene& scene, std::span<const PersonId> persons, float* whims) {
    HWY_DYNAMIC_DISPATCH(lanes::draw_whims)
    (scene.seed, scene.now, persons, static_cast<float>(scene.params.pedestrian.heading_noise), whims);
}

}  // namespace wz
#endif
