// Rigid hulls on the water. hull.cpp is the only file that knows Box2D. The columns are the whole state: the rigid-body
// world is made anew from them in boat-id order every `Waterway::rebuild_every` ticks of every run, from the boats
// under way that may touch something until the next time and the banks and moored boats around them, so that whoever
// holds a copy of the columns at such a tick goes on with the same bits.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "base/fmath.hpp"
#include "base/hash.hpp"
#include "base/vec2.hpp"
#include "params/params.hpp"
#include "waterway/bank_map.hpp"

namespace wz::water {

/// What the boatman does this tick, in the hull's frame.
struct Oar {
    double thrust = 0;  // N ahead, mean over a stroke
    double side = 0;    // N to port, at the middle (pole or line)
    double moment = 0;  // N m, counter-clockwise
    double stern = 0;   // N to port by the oar at the stern: turns the hull the other way
};

inline constexpr float laden_people = 8;  // for whom WaterwayParams::hull_mass_kg and surge_drag hold
/// kg of water that the hull displaces.
[[nodiscard]] double displaced_kg(const WaterwayParams& params, double people);
/// m below the waterline.
[[nodiscard]] double draught_m(const WaterwayParams& params, double people);
/// Quadratic drag in surge, kg/m: as the wetted surface, displacement to the power of 2/3.
[[nodiscard]] double surge_drag(const WaterwayParams& params, double people);
/// Cruising speed, m/s, of the same power of the oar: drag times speed cubed stays the same.
[[nodiscard]] double cruise_mps(const WaterwayParams& params, double people);

/// One of these for whole numbers of people: reckoned once for each, and anew after the parameters have changed.
class ByLoad {
public:
    using Function = double (*)(const WaterwayParams& params, double people);
    explicit ByLoad(Function function) : function_(function) {}
    [[nodiscard]] double operator()(const WaterwayParams& p, double people) {
        const std::array of{p.surge_drag, p.cruise_mps, p.hull_mass_kg, p.person_kg};
        if (of != of_) of_ = of, known_ = {};
        const auto n = static_cast<std::size_t>(people);
        if (n >= known_.size()) return function_(p, people);
        if (known_[n] == 0) known_[n] = function_(p, people);
        return known_[n];
    }

private:
    Function function_;
    std::array<double, 4> of_{};
    std::array<double, 64> known_{};
};

/// State of the hulls, one entry per boat. Floats: what Box2D computes with.
struct Hulls {
    std::vector<float> x, y;           // m
    std::vector<float> angle;          // rad, unwrapped while under way
    std::vector<float> vx, vy;         // m/s
    std::vector<float> spin;           // rad/s
    std::vector<float> stroke;         // phase of the stroke, 0 to 1
    std::vector<float> people;         // aboard
    std::vector<std::uint8_t> afloat;  // 1: under way; 0: moored, does not move
    struct Heading {
        float angle = std::numeric_limits<float>::quiet_NaN();
        fmath::SinCos way{};
    };
    mutable std::vector<Heading> headings;  // no state: what `heading` was asked for

    void resize(std::size_t boats);
    [[nodiscard]] std::size_t size() const { return x.size(); }
    [[nodiscard]] Vec2d at(std::size_t i) const { return {double{x[i]}, double{y[i]}}; }
    /// Sine and cosine of the angle.
    [[nodiscard]] const fmath::SinCos& heading(std::size_t i) const {
        Heading& h = headings[i];
        if (std::bit_cast<std::uint32_t>(h.angle) != std::bit_cast<std::uint32_t>(angle[i]))
            h = {angle[i], fmath::sincos(double{angle[i]})};
        return h.way;
    }
    [[nodiscard]] double surge(std::size_t i) const {  // m/s along the hull
        const auto& [s, c] = heading(i);
        return double{vx[i]} * c + double{vy[i]} * s;
    }
    [[nodiscard]] double speed(std::size_t i) const;
    void add_to_hash(Hasher& hasher) const;
};

class HullWorld {
public:
    explicit HullWorld(std::shared_ptr<const BankMap> banks);
    ~HullWorld();
    HullWorld(const HullWorld&) = delete;
    HullWorld& operator=(const HullWorld&) = delete;

    /// Forgets everything but the columns.
    void rebuild(const Hulls& hulls, const WaterwayParams& params);
    [[nodiscard]] bool built() const;
    /// One step of 0.1 s; boats that became afloat since the last rebuild stay where they are until the next.
    void step(Hulls& hulls, const std::vector<Oar>& oars, const WaterwayParams& params);

private:
    struct Bodies;
    std::unique_ptr<Bodies> bodies_;
};

}  // namespace wz::water
