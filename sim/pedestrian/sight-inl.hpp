// Whom the walkers of a block see, for lanes.cpp. Included once per instruction set.
#if defined(WZ_SIGHT_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef WZ_SIGHT_INL
#undef WZ_SIGHT_INL
#else
#define WZ_SIGHT_INL
#endif

#include <hwy/highway.h>

#include "pedestrian/vectors-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace wz::lanes::HWY_NAMESPACE {

struct Box {  // m, round the walkers of a block
    float left, right, low, high;
};

/// Moves the lanes of a mask together, of several columns by the same mask.
class Compress {
public:
    HWY_ATTR explicit Compress(M mask) : mask_(mask) {
        if constexpr (by_table) {
            std::uint8_t bits[8] = {};
            hn::StoreMaskBits(D(), mask, bits);
            order_ = hn::IndicesFromVec(D(), hn::PromoteTo(DI(), hn::LoadU(DB(), kept_lanes[bits[0]].data())));
        }
    }
    HWY_ATTR V operator()(V v) const {
        if constexpr (by_table) return hn::TableLookupLanes(v, order_);
        return hn::Compress(v, mask_);
    }

private:
    // Highway 1.0.3's own copies its whole table to the stack in every call, where there is no instruction for it.
    static constexpr bool by_table = hn::MaxLanes(D()) == 4 || hn::MaxLanes(D()) == 8;
    M mask_;
    decltype(hn::IndicesFromVec(D(), VI())) order_;
};

/// Adds the people of a run who stand within `margin` of the box. Their levels are only carried along if they are not
/// `one_deck`: all on the same. `common`: levels of everybody so far, by lane, and of some next to the run in memory.
template <bool one_deck>
HWY_ATTR inline void pick(const People& people, Run run, const Box& box, float margin, VB& common, Picked& to) {
    const D d;
    [[maybe_unused]] const DI di;
    const V left = all(box.left - margin), right = all(box.right + margin), low = all(box.low - margin),
            high = all(box.high + margin);
    constexpr std::size_t columns = 6;
    const float* const from[columns] = {people.x, people.y, people.vx, people.vy, people.hx, people.hy};
    float* const column[columns] = {to.x.data(), to.y.data(), to.vx.data(), to.vy.data(), to.hx.data(), to.hy.data()};
    std::size_t count = to.count;
    for (std::size_t j = run.begin; j < run.end; j += hn::Lanes(d)) {
        const V x = hn::LoadU(d, people.x + j), y = hn::LoadU(d, people.y + j);
        if constexpr (one_deck) common = hn::And(common, hn::LoadU(DB(), people.decks + j));
        const M in =
            hn::And(hn::And(hn::And(x > left, x < right), hn::And(y > low, y < high)), hn::FirstN(d, run.end - j));
        const std::size_t n = hn::CountTrue(d, in);
        const Compress together(in);  // and not CompressStore: its instruction is slow on AMD
        for (std::size_t k = 0; k < columns; ++k) hn::StoreU(together(hn::LoadU(d, from[k] + j)), d, column[k] + count);
        if constexpr (!one_deck) {
            const V decks = hn::BitCast(d, hn::PromoteTo(di, hn::LoadU(DB(), people.decks + j)));
            hn::StoreU(hn::DemoteTo(DB(), hn::BitCast(di, together(decks))), DB(), to.decks.data() + count);
        }
        count += n;
    }
    to.count = count;
}

/// The walkers of one vector: in slots from `i` on, `lane` in their block.
struct Self {
    Pair at, velocity, heading, goal;
    VI decks;
    HWY_ATTR Self(const Columns& crowd, const Places& places, std::size_t i, std::size_t lane)
        : at{hn::Load(D(), places.x.data() + lane), hn::Load(D(), places.y.data() + lane)},
          velocity{hn::LoadU(D(), crowd.vx + i), hn::LoadU(D(), crowd.vy + i)},
          heading{hn::LoadU(D(), crowd.hx + i), hn::LoadU(D(), crowd.hy + i)},
          goal{hn::LoadU(D(), crowd.goal_x + i), hn::LoadU(D(), crowd.goal_y + i)},
          decks(hn::PromoteTo(DI(), hn::LoadU(DB(), places.decks.data() + lane))) {}
    HWY_ATTR M meets(std::int32_t others) const {
        return hn::RebindMask(D(), hn::Ne(hn::And(decks, hn::Set(DI(), others)), hn::Zero(DI())));
    }
};

/// One of the people near a block for each walker of a vector, each his own. They are looked up in rows of people, in
/// words of as many as a lane has bits.
template <bool two_words>
class Own {
public:
    /// The first of each walker's, and takes them off. `left`: of each word, a bit per person whom a walker minds.
    HWY_ATTR Own(std::size_t begin, VI& left, VI& left_above) : begin_(begin) {
        const DI di;
        const VI none = hn::Zero(di);
        VI from = left;
        if constexpr (two_words) {
            above_ = hn::RebindMask(D(), hn::Eq(left, none));
            from = hn::IfThenElse(hn::RebindMask(di, above_), left_above, left);
        }
        const VI first = hn::And(from, hn::Neg(from));
        left = hn::AndNot(first, left);
        if constexpr (two_words)
            left_above = hn::IfThenElse(hn::RebindMask(di, above_), hn::AndNot(first, left_above), left_above);
        // Its number is the exponent of the power of two, from which 127 are taken: one more than a multiple of 32.
        const VI exponent = hn::ShiftRight<23>(hn::BitCast(di, hn::ConvertTo(D(), first)));
        number_ = hn::And(exponent + hn::Set(di, 1), hn::Set(di, word - 1));
        has_ = hn::RebindMask(D(), hn::Ne(first, none));
    }
    /// Walkers who have one.
    HWY_ATTR M has() const { return has_; }
    HWY_ATTR V of(const AlignedVector<float>& column) const {
        const float* at = column.data() + begin_;
#if HWY_TARGET <= HWY_AVX3 && HWY_ARCH_X86
        const auto look = [&](const float* from) HWY_ATTR {
            return V{_mm512_permutex2var_ps(hn::LoadU(D(), from).raw, number_.raw, hn::LoadU(D(), from + lanes).raw)};
        };
        if constexpr (two_words) return hn::IfThenElse(above_, look(at + word), look(at));
        return look(at);
#else
        const D d;
        const DI di;
        if constexpr (tables > 4) return hn::GatherIndex(d, at, number_);
        const VI table = hn::ShiftRight<lane_bits>(number_);
        const auto lane = hn::IndicesFromVec(d, hn::And(number_, hn::Set(di, lanes - 1)));
        V found = hn::TableLookupLanes(hn::LoadU(d, at), lane);
        for (int t = 1; t < tables; ++t)
            found = hn::IfThenElse(hn::RebindMask(d, hn::Eq(table, hn::Set(di, t))),
                                   hn::TableLookupLanes(hn::LoadU(d, at + t * lanes), lane), found);
        return found;
#endif
    }
    static constexpr std::size_t word = 32;

private:
    static constexpr int lanes = hn::MaxLanes(D()), lane_bits = lanes >= 16 ? 4 : (lanes >= 8 ? 3 : 2);
    static constexpr int tables = word / lanes;  // of a register each
    std::size_t begin_;
    VI number_;  // in its word
    M above_;    // it is in the second word
    M has_;
};

/// A bit for each of at most 32 people whom a walker minds.
template <class Meets>
HWY_ATTR inline VI look_up(std::size_t begin, std::size_t end, Meets meets) {
    const DI di;
    VI minded = hn::Zero(di), bit = hn::Set(di, 1);
    for (std::size_t j = begin; j < end; ++j) {
        minded = hn::IfThenElse(hn::RebindMask(di, meets(j)), hn::Or(minded, bit), minded);
        bit = bit + bit;
    }
    return minded;
}

/// Of people near a block, each walker's own: those of whom `meets(j)` says that he minds them. Calls f(own) with one
/// after the other of each walker's, in their order, until nobody has one. Of those near a block in a street at 1.5/m²
/// a walker sees one in six and may touch one in fifteen; as each looks at his own, most lanes have something to do.
template <class Meets, class F>
HWY_ATTR HWY_INLINE void for_own(std::size_t count, Meets meets, F f) {
    constexpr std::size_t word = Own<false>::word;
    constexpr bool may_be_two = hn::MaxLanes(D()) == 16;  // a word is two registers then, a lookup one instruction
    const VI none = hn::Zero(DI());
    const auto any = [&](VI left) HWY_ATTR { return !hn::AllTrue(DI(), hn::Eq(left, none)); };
    for (std::size_t begin = 0; begin < count; begin += may_be_two ? 2 * word : word) {
        const std::size_t middle = std::min(count, begin + word);
        VI left = look_up(begin, middle, meets), left_above = none;
        if (may_be_two && middle < count) {
            left_above = look_up(middle, std::min(count, middle + word), meets);
            while (any(hn::Or(left, left_above))) f(Own<true>(begin, left, left_above));
        } else {
            while (any(left)) f(Own<false>(begin, left, left_above));
        }
    }
}

/// Looks at everyone before the walkers of one vector. `one_deck`: all are on the same level.
template <bool one_deck>
HWY_ATTR inline void perceive(const Self& me, const Columns& crowd, std::size_t i, const Picked& people,
                              const Constants& c) {
    const D d;
    const V none = hn::Zero(d), one = all(1), reach2 = all(c.reach * c.reach), circle = all(c.sight_circle),
            inv_view2 = all(1 / (c.view * c.view)),
            oncoming_inv_view2 = all(1 / (c.oncoming_view * c.oncoming_view) - 1 / (c.view * c.view)),
            inv_passing2 = all(1 / (c.passing * c.passing)), inv_reach = all(1 / c.reach), diameter = all(c.diameter),
            keep = all(c.keep_right), seconds = all(c.anticipation), inv_range = all(1 / c.repulsion_range);
    const V kernel = all(1.2f * 15.0f / (16.0f * c.view) * 12.0f / (c.reach * c.reach));
    const V less_oncoming = all(1 - c.oncoming_weight);
    V density = none, flow = none, against = none, lateral = none, coming = none, going = none, push_x = none,
      push_y = none;
    const Pair looks = times(unit(add(me.heading, me.goal), me.goal), circle);  // half way between the two
    const auto sees = [&](std::size_t j) HWY_ATTR {
        const Pair to{all(people.x[j]) - me.at.x, all(people.y[j]) - me.at.y};
        const M in = dot(to, to) < hn::Min(reach2, dot(to, looks));
        return one_deck ? in : hn::And(in, me.meets(people.decks[j]));  // nobody is before himself
    };
    for_own(
        people.count, sees, [&](const auto& own) HWY_ATTR __attribute__((always_inline)) {
            const Pair to{own.of(people.x) - me.at.x, own.of(people.y) - me.at.y};
            const Pair v{own.of(people.vx), own.of(people.vy)}, h{own.of(people.hx), own.of(people.hy)};
            const V l2 = dot(to, to), ahead = dot(to, me.heading);
            const V before = hn::Max(ahead, dot(to, me.goal));
            const V alike = dot(me.heading, h), opposed = positive(hn::Neg(alike));
            const M in_front = hn::And(own.has(), ahead > none);
            coming = coming + hn::IfThenElseZero(in_front, opposed);
            going = going + hn::IfThenElseZero(in_front, positive(alike));
            // forward density
            const V aside = cross(me.heading, to);
            const V g = positive(one - aside * aside * (inv_view2 + oncoming_inv_view2 * opposed)),
                    r = positive(one - ahead * inv_reach);
            const V gr = g * r;
            const V w = hn::IfThenElseZero(in_front, ahead * (one - less_oncoming * opposed) * (gr * gr));
            density = density + w;
            flow =
                flow + hn::IfThenElseZero(alike > none, w * dot(v, me.heading));  // oncoming people count as standing
            against = against + w * opposed;
            // evasion
            const V l = hn::Sqrt(l2 + all(1e-6f));
            const V side = cross(me.goal, add(to, times(v, seconds))) + keep * opposed;
            const V beside = hn::Abs(side) + all(0.1f);
            const V inverse = one / (l * beside);  // one division for two quotients
            const V inv_l = inverse * beside;
            const V closing = positive(dot({me.velocity.x - v.x, me.velocity.y - v.y}, to) * inv_l);
            const V free = l - diameter;
            const V gap = positive(free - closing * seconds);
            const V strength = all(1.5f * c.evasion) - all(0.5f * c.evasion) * alike;
            const V near1 = one - gap * all(0.25f), near2 = near1 * near1, near4 = near2 * near2;  // gap < 4 m
            const V evade = strength * (near4 * near4) * (before * inv_l) * (side * inverse * l);
            const V matters = one - opposed * hn::Min(one, side * side * inv_passing2);
            lateral = lateral - hn::IfThenElseZero(own.has(), evade * matters);
            // repulsion
            const V z = positive(one - hn::Max(free, all(-0.1f)) * inv_range);
            const V push = hn::IfThenElseZero(own.has(), z * z * inv_l);
            push_x = push_x - push * to.x, push_y = push_y - push * to.y;
        });
    hn::StoreU(density * kernel, d, crowd.density + i), hn::StoreU(flow * kernel, d, crowd.flow + i),
        hn::StoreU(against * kernel, d, crowd.opposed + i);
    hn::StoreU(lateral, d, crowd.lateral + i), hn::StoreU(coming, d, crowd.coming + i),
        hn::StoreU(going, d, crowd.going + i);
    hn::StoreU(push_x * all(c.repulsion), d, crowd.repulsion_x + i);
    hn::StoreU(push_y * all(c.repulsion), d, crowd.repulsion_y + i);
}

}  // namespace wz::lanes::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
