// Elementary functions from plain IEEE additions, multiplications, divisions and square roots: the same bits on every
// processor and C library (glibc picks FMA variants at run time, whose last bit differs). Accuracy about 1e-13 relative
// for exp and log on ordinary arguments, 1e-12 absolute for sin, cos and atan2; tests/unit holds them to that.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace wz::fmath {

inline double sqrt(double x) { return std::sqrt(x); }

/// e^x; 0 below -700, clamped at e^700.
inline double exp(double x) {
    if (x < -700.0) return 0.0;
    if (x > 700.0) x = 700.0;
    const double k = std::floor(x * 1.4426950408889634 + 0.5);
    const double r = (x - k * 0.693147180369123816490) - k * 1.90821492927058770002e-10;
    double p = 1.0;  // Taylor to the 13th power, |r| <= 0.347
    for (int i = 13; i >= 1; --i) p = 1.0 + p * r / static_cast<double>(i);
    return p * std::bit_cast<double>((static_cast<std::uint64_t>(static_cast<std::int64_t>(k) + 1023)) << 52);
}

/// Natural logarithm of a positive, normal x.
inline double log(double x) {
    const auto bits = std::bit_cast<std::uint64_t>(x);
    auto e = static_cast<std::int64_t>(bits >> 52) - 1023;
    double m = std::bit_cast<double>((bits & 0x000fffffffffffffull) | 0x3ff0000000000000ull);
    if (m > 1.4142135623730951) {
        m *= 0.5;
        ++e;
    }
    const double s = (m - 1.0) / (m + 1.0);  // log m = 2 artanh s, |s| <= 0.172
    const double s2 = s * s;
    double p = 0.0;
    for (int i = 19; i >= 1; i -= 2) p = 1.0 / static_cast<double>(i) + s2 * p;
    return 2.0 * s * p + static_cast<double>(e) * 0.6931471805599453;
}

inline double pow(double x, double y) { return x <= 0.0 ? 0.0 : exp(y * log(x)); }

namespace detail {
inline double sin_poly(double x) {  // |x| <= pi/4
    const double z = x * x;
    double p = 1.0;
    for (int i = 14; i >= 2; i -= 2) p = 1.0 - p * z / static_cast<double>(i * (i + 1));
    return x * p;
}
inline double cos_poly(double x) {
    const double z = x * x;
    double p = 1.0;
    for (int i = 15; i >= 1; i -= 2) p = 1.0 - p * z / static_cast<double>(i * (i + 1));
    return p;
}
}  // namespace detail

struct SinCos {
    double sin;
    double cos;
};
/// For |x| up to about 1e5 rad.
inline SinCos sincos(double x) {
    const double q = std::floor(x * 0.6366197723675814 + 0.5);
    const double r = (x - q * 1.57079632673412561417) - q * 6.07710050650619224932e-11;
    const double s = detail::sin_poly(r);
    const double c = detail::cos_poly(r);
    switch (static_cast<std::int64_t>(q) & 3) {
        case 0:
            return {s, c};
        case 1:
            return {c, -s};
        case 2:
            return {-s, -c};
        default:
            return {-c, s};
    }
}
inline double sin(double x) { return sincos(x).sin; }
inline double cos(double x) { return sincos(x).cos; }

inline double atan(double x) {
    const bool negative = x < 0.0;
    double a = negative ? -x : x;
    const bool inverted = a > 1.0;
    if (inverted) a = 1.0 / a;
    // two half-angle steps bring a to at most 0.2, then the series
    a = a / (1.0 + std::sqrt(1.0 + a * a));
    a = a / (1.0 + std::sqrt(1.0 + a * a));
    const double z = a * a;
    double p = 0.0;
    for (int i = 21; i >= 1; i -= 2) p = 1.0 / static_cast<double>(i) - z * p;
    double r = 4.0 * a * p;
    if (inverted) r = 1.5707963267948966 - r;
    return negative ? -r : r;
}

inline double atan2(double y, double x) {
    if (x > 0.0) return atan(y / x);
    if (x < 0.0) return y >= 0.0 ? atan(y / x) + 3.141592653589793 : atan(y / x) - 3.141592653589793;
    return y > 0.0 ? 1.5707963267948966 : (y < 0.0 ? -1.5707963267948966 : 0.0);
}

}  // namespace wz::fmath
