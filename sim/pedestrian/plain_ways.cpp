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
    float gate_crowd;  // m: people nearer to a gate than this may join the crowd before it
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

/// Where the pieces of street of each walker are in the table, in floats.
HWY_ATTR inline VI row_of(VI link, VI backward) {
    static_assert(sizeof(WalkLane) == 16 * sizeof(float));
    return hn::ShiftLeft<4>(hn::ShiftLeft<1>(link) + backward);
}

/// Four numbers of each row that follow each other, from `first` on, each of them a vector: read four at a time, which
/// is three times as fast as gathering them.
struct Four {
    V number[4];
    HWY_ATTR Four(const float* table, VI rows, std::size_t first) {
        const D d;
#if HWY_TARGET == HWY_SCALAR
        for (std::size_t k = 0; k < 4; ++k) number[k] = hn::GatherIndex(d, table + first + k, rows);
#else
        alignas(64) std::int32_t row[hn::MaxLanes(d)];
        hn::Store(rows, DI(), row);
        const auto four_of = [&](std::size_t lane) HWY_ATTR { return table + row[lane] + first; };
        const V a = every_fourth(four_of, 0), b = every_fourth(four_of, 1), c = every_fourth(four_of, 2),
                e = every_fourth(four_of, 3);
        const V low = hn::InterleaveLower(d, a, c), low_next = hn::InterleaveLower(d, b, e);
        number[0] = hn::InterleaveLower(d, low, low_next), number[1] = hn::InterleaveUpper(d, low, low_next);
        const V high = hn::InterleaveUpper(d, a, c), high_next = hn::InterleaveUpper(d, b, e);
        number[2] = hn::InterleaveLower(d, high, high_next), number[3] = hn::InterleaveUpper(d, high, high_next);
#endif
    }

private:
#if HWY_TARGET != HWY_SCALAR
    template <class F>
    HWY_ATTR static V every_fourth(F&& four_of, std::size_t lane) {
        const auto four = [&](std::size_t k) HWY_ATTR { return hn::LoadU(hn::CappedTag<float, 4>(), four_of(k)); };
        if constexpr (hn::MaxLanes(D()) == 4) {
            return four(lane);
        } else {
            const auto eight = [&](std::size_t k)
                                   HWY_ATTR { return hn::Combine(hn::CappedTag<float, 8>(), four(k + 4), four(k)); };
            if constexpr (hn::MaxLanes(D()) == 8)
                return eight(lane);
            else
                return hn::Combine(D(), eight(lane + 8), eight(lane));
        }
    }
#endif
};

/// Street pieces, one of each walker, as walked: see WalkLane.
struct Lane {
    Pair from, to, along;
    V length, half_width;
    VI climb, bits, head;
    HWY_ATTR Lane(const float* table, VI rows) {
        const Four ends(table, rows, 0), sizes(table, rows, 4), kind(table, rows, 8);
        static_assert(offsetof(WalkLane, from) == 0 && offsetof(WalkLane, to) == 8 && offsetof(WalkLane, along) == 16);
        static_assert(offsetof(WalkLane, length) == 24 && offsetof(WalkLane, half_width) == 28);
        static_assert(offsetof(WalkLane, climb) == 32 && offsetof(WalkLane, bits) == 36);
        static_assert(offsetof(WalkLane, tail) == 40 && offsetof(WalkLane, head) == 44);
        from = {ends.number[0], ends.number[1]}, to = {ends.number[2], ends.number[3]};
        along = {sizes.number[0], sizes.number[1]}, length = sizes.number[2], half_width = sizes.number[3];
        climb = hn::BitCast(DI(), kind.number[0]), bits = hn::BitCast(DI(), kind.number[1]);
        head = hn::BitCast(DI(), kind.number[3]);
    }
};

HWY_ATTR PlainWays follow_some(const Streets& streets, Walkers& w, std::size_t begin, std::uint32_t movers) {
    using namespace tactical;
    const D d;
    const DI di;
    PlainWays found;
    for (std::size_t k = 0; k < width; k += hn::Lanes(d)) {
        const std::size_t i = begin + k;
        const VI none = hn::Zero(di), link = load_whole(w.link, i), next = load_whole(w.next, i),
                 field = load_whole(w.field, i);
        auto knows_way = hn::And(hn::RebindMask(di, mask_of(movers >> k)), hn::Eq(load_whole(w.gait, i), none));
        knows_way = hn::And(knows_way, hn::Eq(load_whole(w.decided, i), whole(1)));
        knows_way = hn::And(knows_way, hn::Eq(load_whole(w.epoch, i), whole(streets.epoch)));
        knows_way = hn::And(knows_way, hn::Gt(hn::Min(field, hn::Min(link, next)), whole(~0u)));
        if (hn::AllFalse(di, knows_way)) continue;
        const auto known = [&](VI id) HWY_ATTR { return hn::IfThenElseZero(knows_way, id); };
        const VI goal = hn::GatherIndex(di, reinterpret_cast<const std::int32_t*>(streets.goal_links), known(field));
        knows_way = hn::AndNot(hn::Or(hn::Eq(goal, link), hn::Eq(goal, next)), knows_way);
        const VI one = whole(1);
        const auto* table = reinterpret_cast<const float*>(streets.lanes);
        const Lane lane(table, row_of(known(link), one - hn::And(load_whole(w.forward, i), one)));
        const VI next_tail = hn::BitCast(
            di, hn::GatherIndex(d, table + offsetof(WalkLane, tail) / sizeof(float), row_of(known(next), none)));
        const Lane onward(table, row_of(known(next), hn::IfThenElse(hn::Eq(next_tail, lane.head), none, one)));
        const VI level = whole(0xff), decks = hn::And(lane.bits, level), next_decks = hn::And(onward.bits, level);
        knows_way = hn::AndNot(hn::Eq(hn::And(lane.bits, whole(WalkLane::plain)), none), knows_way);
        knows_way = hn::And(knows_way, hn::Eq(hn::And(onward.bits, whole(WalkLane::gate)), none));
        const M same_level = hn::RebindMask(d, hn::Eq(hn::Or(decks, next_decks), decks));
        // where on the street
        const Pair at{hn::LoadU(d, w.x.data() + i), hn::LoadU(d, w.y.data() + i)};
        const Pair offset{at.x - lane.from.x, at.y - lane.from.y};
        const V s = dot(offset, lane.along), t = cross(lane.along, offset);
        const Pair to_go{lane.to.x - at.x, lane.to.y - at.y};
        const V to_head = hn::Sqrt(dot(to_go, to_go));
        const V turns_at = hn::Max(all(nearest_turn), all(turn_share) * hn::Min(lane.half_width, onward.half_width));
        const V beyond = dot({at.x - lane.to.x, at.y - lane.to.y}, add(lane.along, onward.along));
        M plain = hn::And(hn::RebindMask(d, knows_way),
                          hn::And(hn::Abs(t) <= lane.half_width + all(beside), s >= all(-far_back)));
        plain = hn::And(plain, hn::Or(same_level, to_head >= all(meets_level)));
        plain = hn::And(plain, hn::And(to_head >= turns_at, beyond <= hn::Zero(d)));
        const auto to_gate = hn::RebindMask(d, hn::Ne(hn::And(onward.bits, whole(WalkLane::to_gate)), none));
        plain = hn::AndNot(hn::And(to_gate, to_head + onward.length < all(streets.gate_crowd)), plain);
        const std::uint32_t bits = bits_of(plain);
        if (bits == 0) continue;
        // the point aimed at
        const V met = hn::LoadU(d, w.oncoming.data() + i), liked = hn::LoadU(d, w.lateral.data() + i);
        const V ahead = s + all(look_ahead) - all(look_aside) * hn::Min(all(1), all(2) * met);
        const M here = ahead <= lane.length;
        const Pair base = choose(here, lane.from, onward.from), way = choose(here, lane.along, onward.along);
        const V on_it = hn::IfThenElse(here, ahead, hn::Min(ahead - lane.length, onward.length));
        const V room = positive(hn::IfThenElse(here, lane.half_width, onward.half_width) - all(wall_clearance));
        const V leftmost = room * (all(1) - all(2) * met), rightmost = hn::Neg(room);
        const V across = cross(way, {at.x - base.x, at.y - base.y});
        const V aside = hn::Min(hn::Max(across, rightmost), hn::Max(leftmost, rightmost));
        const V place = all(keeps_place) * aside + all(1 - keeps_place) * liked * room;
        Pair aim = add(add(base, times(way, on_it)), times({hn::Neg(way.y), way.x}, place));
        const M back = hn::AndNot(here, dot({aim.x - at.x, aim.y - at.y}, lane.along) <= hn::Zero(d));
        aim = choose(back, lane.to, aim);
        const Pair direction = unit({aim.x - at.x, aim.y - at.y}, lane.along);
        // and how fast
        V speed = hn::LoadU(d, w.free_speed.data() + i) * hn::LoadU(d, w.pace.data() + i);
        speed = hn::IfThenElse(hn::RebindMask(d, lane.climb > none), speed * all(streets.up), speed);
        speed = hn::IfThenElse(hn::RebindMask(d, lane.climb < none), speed * all(streets.down), speed);
        const auto waits = load_whole(w.pause_until, i) > whole(static_cast<std::uint32_t>(streets.now));
        speed = hn::IfThenZeroElse(hn::RebindMask(d, waits), speed);
        hn::BlendedStore(direction.x, plain, d, w.way_x.data() + i),
            hn::BlendedStore(direction.y, plain, d, w.way_y.data() + i);
        hn::BlendedStore(speed, plain, d, w.way_speed.data() + i);
        if (streets.estimates) hn::BlendedStore(positive(lane.length - s), plain, d, w.remaining.data() + i);
        const VI decks_before = load_whole(w.decks, i);
        const auto plain_i = hn::RebindMask(di, plain);
        hn::StoreU(hn::DemoteTo(DB(), hn::IfThenElse(plain_i, decks, decks_before)), DB(), w.decks.data() + i);
        const VI queues = hn::IfThenZeroElse(plain_i, load_whole(w.queues, i));
        hn::StoreU(hn::DemoteTo(DB(), queues), DB(), w.queues.data() + i);
        found.walkers |= bits << k;
        found.elsewhere |= bits_of(hn::AndNot(hn::RebindMask(d, hn::Eq(decks, decks_before)), plain)) << k;
    }
    return found;
}

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
