// Counter-based random numbers: a pure function of (seed, stream, id, counter). There is no generator to share, so the
// order in which people are updated, and by which thread, cannot matter. Each purpose has a stream of its own: two
// variants of a day share their visitors even when they draw a different number of numbers elsewhere.
#pragma once

#include <cstdint>

#include "base/fmath.hpp"

namespace wz {

enum class Stream : std::uint32_t {
    population = 1,
    group_size,
    arrival,
    speed,
    age,
    plan,
    stay,
    meal,
    boat_ride,
    show_ticket,
    wander,
    dwell,
    route,
    lateral,
    heading_noise,
    give_way,
    service_time,
    balk,
    watch,
    placement,
    boat_crew,
    boat_service,
    shuttle,
    spectacle,
    shuffle_test,
    patience,
    timetable,
};

/// Finaliser of splitmix64 (Steele, Lea & Flood 2014).
constexpr std::uint64_t mix64(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

constexpr std::uint64_t random_bits(std::uint64_t seed, Stream stream, std::uint64_t id, std::uint64_t counter) {
    std::uint64_t z = mix64(seed + 0x9e3779b97f4a7c15ull * (static_cast<std::uint64_t>(stream) + 1));
    z = mix64(z ^ (id * 0xd1342543de82ef95ull + 0x632be59bd9b4e019ull));
    return mix64(z ^ (counter * 0xaef17502108ef2d9ull + 0x9e3779b97f4a7c15ull));
}

/// A sequence of draws for one (seed, stream, id): it holds only its counter, and may be made anew anywhere.
class Draws {
public:
    constexpr Draws(std::uint64_t seed, Stream stream, std::uint64_t id, std::uint64_t counter = 0)
        : seed_(seed), id_(id), counter_(counter), stream_(stream) {}

    constexpr std::uint64_t bits() { return random_bits(seed_, stream_, id_, counter_++); }
    /// Uniform in (0, 1), never 0 nor 1.
    constexpr double uniform() { return (static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53; }
    constexpr double uniform(double lo, double hi) { return lo + (hi - lo) * uniform(); }
    /// Uniform in 0 .. n-1 (n > 0); bias below 2^-32 for n < 2^31.
    constexpr std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(((bits() >> 32) * n) >> 32); }
    double exponential(double mean) { return -mean * fmath::log(uniform()); }
    /// Box–Muller, one of the pair; our own log and cos, so that the bits do not depend on the C library.
    double normal(double mean = 0.0, double sd = 1.0) {
        const double r = fmath::sqrt(-2.0 * fmath::log(uniform()));
        return mean + sd * r * fmath::cos(6.283185307179586 * uniform());
    }
    /// Normal, redrawn outside [lo, hi] at most 64 times, then clamped.
    double normal_within(double mean, double sd, double lo, double hi) {
        for (int i = 0; i < 64; ++i) {
            const double v = normal(mean, sd);
            if (v >= lo && v <= hi) return v;
        }
        return mean < lo ? lo : (mean > hi ? hi : mean);
    }
    /// Lognormal by its median and the standard deviation of its logarithm.
    double lognormal(double median, double sigma) { return median * fmath::exp(normal(0.0, sigma)); }

private:
    std::uint64_t seed_;
    std::uint64_t id_;
    std::uint64_t counter_;
    Stream stream_;
};

}  // namespace wz
