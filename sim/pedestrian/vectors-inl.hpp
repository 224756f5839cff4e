// Vectors of walkers for lanes.cpp. Included once per instruction set.
#if defined(WZ_VECTORS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef WZ_VECTORS_INL
#undef WZ_VECTORS_INL
#else
#define WZ_VECTORS_INL
#endif

#include <hwy/highway.h>

#include "pedestrian/lanes.hpp"

HWY_BEFORE_NAMESPACE();
namespace wz::lanes::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, width>;
using DI = hn::RebindToSigned<D>;
using DB = hn::Rebind<std::uint8_t, D>;
using V = hn::Vec<D>;
using VB = hn::Vec<DB>;
using VI = hn::Vec<DI>;
using M = hn::Mask<D>;

HWY_ATTR inline V all(float v) { return hn::Set(D(), v); }
HWY_ATTR inline V positive(V v) { return hn::Max(v, hn::Zero(D())); }
HWY_ATTR inline V clamp(V v, float low, float high) { return hn::Min(hn::Max(v, all(low)), all(high)); }

/// Lanes whose bits are set.
HWY_ATTR inline M mask_of(std::uint32_t bits) {
    const std::uint8_t bytes[8] = {static_cast<std::uint8_t>(bits), static_cast<std::uint8_t>(bits >> 8)};
    return hn::LoadMaskBits(D(), bytes);
}

/// Lanes whose bytes are not 0.
HWY_ATTR inline M is_set(const std::uint8_t* bytes) {
    return hn::RebindMask(D(), hn::Ne(hn::PromoteTo(DI(), hn::LoadU(DB(), bytes)), hn::Zero(DI())));
}

/// A bit for each lane.
HWY_ATTR inline std::uint32_t bits_of(M mask) {
    std::uint8_t bytes[8] = {};
    hn::StoreMaskBits(D(), mask, bytes);
    return std::uint32_t{bytes[0]} | std::uint32_t{bytes[1]} << 8;
}

struct Pair {  // a vector of each lane
    V x, y;
};
HWY_ATTR inline V dot(Pair a, Pair b) { return a.x * b.x + a.y * b.y; }
HWY_ATTR inline V cross(Pair a, Pair b) { return a.x * b.y - a.y * b.x; }
HWY_ATTR inline Pair add(Pair a, Pair b) { return {a.x + b.x, a.y + b.y}; }
HWY_ATTR inline Pair times(Pair a, V s) { return {a.x * s, a.y * s}; }
HWY_ATTR inline Pair less(Pair a, Pair n, V s) { return {a.x - n.x * s, a.y - n.y * s}; }  // a - n s
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

}  // namespace wz::lanes::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
