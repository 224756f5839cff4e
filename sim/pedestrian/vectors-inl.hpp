// Vectors of eight lanes and sums over them for lanes.cpp. Included once per instruction set.
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
using V = hn::Vec<D>;
using VI = hn::Vec<DI>;
using M = hn::Mask<D>;

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

// ---- sums over neighbours: eight lanes, folded in one order whatever the width of the vectors

constexpr std::size_t parts = width / hn::MaxLanes(D());  // vectors that hold eight lanes
template <std::size_t n>
struct SumOf {
    V part[n];
};
using Sum = SumOf<parts>;

#if HWY_TARGET == HWY_SCALAR
inline float total(const Sum& s) {
    const auto half = [&](std::size_t i) { return hn::GetLane(s.part[i]) + hn::GetLane(s.part[i + 4]); };
    return (half(0) + half(2)) + (half(1) + half(3));
}
/// The totals of four sums, to memory.
inline void fold(const Sum& a, const Sum& b, const Sum& c, const Sum& d, float* totals) {
    totals[0] = total(a), totals[1] = total(b), totals[2] = total(c), totals[3] = total(d);
}
#else
using D4 = hn::CappedTag<float, 4>;
using V4 = hn::Vec<D4>;
template <std::size_t n>
HWY_ATTR inline V4 halves(const SumOf<n>& s) {
    if constexpr (n == 1)
        return hn::LowerHalf(D4(), s.part[0]) + hn::UpperHalf(D4(), s.part[0]);
    else
        return s.part[0] + s.part[1];
}
/// The totals of four sums, to memory.
HWY_ATTR inline void fold(const Sum& a, const Sum& b, const Sum& c, const Sum& d, float* totals) {
    const D4 d4;
    const V4 p = halves(a), q = halves(b), r = halves(c), s = halves(d);
    const V4 pq = hn::InterleaveLower(d4, p, q) + hn::InterleaveUpper(d4, p, q);
    const V4 rs = hn::InterleaveLower(d4, r, s) + hn::InterleaveUpper(d4, r, s);
    hn::StoreU(hn::ConcatLowerLower(d4, rs, pq) + hn::ConcatUpperUpper(d4, rs, pq), d4, totals);
}
#endif

constexpr std::size_t whole(std::size_t n) { return (n + width - 1) / width * width; }

}  // namespace wz::lanes::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
