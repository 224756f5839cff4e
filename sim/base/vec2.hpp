// Plane vectors in local metres, x east, y north.
#pragma once

#include <cmath>

namespace wz {

template <class T>
struct Vec2T {
    T x{};
    T y{};
    friend constexpr Vec2T operator+(Vec2T a, Vec2T b) { return {a.x + b.x, a.y + b.y}; }
    friend constexpr Vec2T operator-(Vec2T a, Vec2T b) { return {a.x - b.x, a.y - b.y}; }
    friend constexpr Vec2T operator*(Vec2T a, T s) { return {a.x * s, a.y * s}; }
    friend constexpr Vec2T operator*(T s, Vec2T a) { return {a.x * s, a.y * s}; }
    constexpr Vec2T operator-() const { return {-x, -y}; }
    constexpr Vec2T& operator+=(Vec2T b) {
        x += b.x;
        y += b.y;
        return *this;
    }
    constexpr Vec2T& operator-=(Vec2T b) {
        x -= b.x;
        y -= b.y;
        return *this;
    }
    friend constexpr bool operator==(Vec2T, Vec2T) = default;
};
using Vec2 = Vec2T<float>;    // people: 0.1 mm resolution at 1 km
using Vec2d = Vec2T<double>;  // geometry, boats, carts

template <class T>
constexpr T dot(Vec2T<T> a, Vec2T<T> b) {
    return a.x * b.x + a.y * b.y;
}
template <class T>
constexpr T cross(Vec2T<T> a, Vec2T<T> b) {
    return a.x * b.y - a.y * b.x;
}
template <class T>
constexpr T norm2(Vec2T<T> a) {
    return dot(a, a);
}
template <class T>
inline T norm(Vec2T<T> a) {
    return std::sqrt(norm2(a));
}  // sqrt is exact in IEEE 754
/// The left normal.
template <class T>
constexpr Vec2T<T> perp(Vec2T<T> a) {
    return {-a.y, a.x};
}
template <class T>
inline Vec2T<T> unit(Vec2T<T> a, Vec2T<T> fallback = {T(1), T(0)}) {
    const T n = norm(a);
    return n > T(1e-9) ? a * (T(1) / n) : fallback;
}
inline Vec2 to_float(Vec2d a) { return {static_cast<float>(a.x), static_cast<float>(a.y)}; }
inline Vec2d to_double(Vec2 a) { return {a.x, a.y}; }

/// The point of segment ab nearest to p, and where on it (0 at a, 1 at b).
template <class T>
struct OnSegmentT {
    Vec2T<T> point;
    T fraction;
    T distance;
};
template <class T>
inline OnSegmentT<T> nearest_on_segment(Vec2T<T> p, Vec2T<T> a, Vec2T<T> b) {
    const Vec2T<T> d = b - a;
    const T len2 = norm2(d);
    T f = len2 > T(0) ? dot(p - a, d) / len2 : T(0);
    f = f < T(0) ? T(0) : (f > T(1) ? T(1) : f);
    const Vec2T<T> q = a + d * f;
    return {q, f, norm(p - q)};
}

}  // namespace wz
