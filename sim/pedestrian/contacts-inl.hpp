// What bodies that touch leave of a movement, for lanes.cpp. Included once per instruction set.
#if defined(WZ_CONTACTS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef WZ_CONTACTS_INL
#undef WZ_CONTACTS_INL
#else
#define WZ_CONTACTS_INL
#endif

#include <hwy/highway.h>

#include "base/time.hpp"
#include "pedestrian/sight-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace wz::lanes::HWY_NAMESPACE {

constexpr float dt = static_cast<float>(tick_s);
constexpr float hard = 0.30f;      // m: nobody's centre comes nearer to another's, whatever pushes
constexpr float most_push = 0.4f;  // m/s: at which overlapping bodies part
constexpr float step_out = 0.3f;   // m/s: at which people step out of a wall's buffer
constexpr float rounding = 1e-5f;  // m/s: two without any room between them must not stop each other for good by it

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

/// m: bodies farther off change nothing of a movement. Of them, the gap is closed no faster than settle and keep_apart
/// allow, whatever is added in between.
HWY_ATTR inline V reach_of_touch(Pair u, V spare, const Constants& c) {
    const V speed = hn::Sqrt(dot(u, u));
    const V soft = all(c.diameter + 0.01f) + spare + speed * all(c.contact);
    const V room = all(hard + 0.01f) + (speed + all(most_push + step_out)) * all(2 * dt);
    return hn::Min(hn::Max(soft, room), all(touch));
}

/// One neighbour after the other: what would close the gap to him too fast is taken off. Overlapping bodies are pushed
/// apart. Returns the number of contacts listed.
template <bool one_deck>
HWY_ATTR inline std::size_t settle(const Self& me, V spare, Pair& u, const Picked& people, const Constants& c,
                                   float* contacts) {
    const D d;
    const V none = hn::Zero(d), one = all(1), diameter = all(c.diameter), half_step = all(0.5f / dt),
            inv_contact = all(1 / c.contact), follow = all(c.follow);
    const V near = reach_of_touch(u, spare, c), near2 = near * near;
    Pair apart{none, none};
    std::size_t listed = 0;
    const auto touches = [&](std::size_t j) HWY_ATTR {
        const Pair to{all(people.x[j]) - me.at.x, all(people.y[j]) - me.at.y};
        const V l2 = dot(to, to);
        const M in = hn::And(l2<near2, l2> none);  // nobody touches himself; two never stand on one spot
        return one_deck ? in : hn::And(in, me.meets(people.decks[j]));
    };
    for_own(
        people.count, touches, [&](const auto& own) HWY_ATTR __attribute__((always_inline)) {
            const Pair to{own.of(people.x) - me.at.x, own.of(people.y) - me.at.y};
            const V l = hn::Sqrt(dot(to, to) + all(1e-6f)), inv_l = hn::IfThenElseZero(own.has(), one / l);
            const Pair n1 = times(to, inv_l);
            const Pair v{own.of(people.vx), own.of(people.vy)}, h{own.of(people.hx), own.of(people.hy)};
            const V opposed = positive(hn::Neg(dot(me.goal, h)));
            const V gap = l - diameter * (one - all(c.turn) * opposed);  // those who meet turn their shoulders
            const V soft = positive(gap - spare) * inv_contact + follow * positive(dot(v, n1));
            const V room = positive(l - all(hard)) * half_step;
            u = less(u, n1, positive(dot(u, n1) - hn::Min(soft, room)));
            const V overlap = hn::Min(gap, none) * all(1 / 0.3f);
            apart = add(apart, times(n1, overlap));
            Contact{n1, room}.store(contacts + listed++ * Contact::floats);
        });
    const V push = hn::Sqrt(dot(apart, apart));
    u = add(u, times(apart, all(most_push) / hn::Max(push, all(most_push))));
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
        const M too_fast = closing > with.room + all(rounding);
        if (hn::AllFalse(D(), too_fast)) continue;
        share = hn::IfThenElse(too_fast, hn::Min(share, with.room / hn::Max(closing, all(1e-9f))), share);
    }
    return times(u, share);
}

}  // namespace wz::lanes::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
