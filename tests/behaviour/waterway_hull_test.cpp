// Hulls against closed forms of quadratic drag.
#include <gtest/gtest.h>

#include <cmath>

#include "base/time.hpp"
#include "waterway/hull.hpp"

namespace wz::water {
namespace {

struct Open {  // one hull on open water, towards +x
    Hulls hulls;
    HullWorld world{std::make_shared<const BankMap>(std::vector<Bank>{})};
    WaterwayParams params;
    std::vector<Oar> oars{1};
    Tick now = 0;

    explicit Open(float speed) {
        hulls.resize(1);
        hulls.afloat[0] = 1;
        hulls.vx[0] = speed;
    }
    void step() {
        if (now++ % 10 == 0) world.rebuild(hulls, params);
        world.step(hulls, oars, params);
    }
};

TEST(WaterwayHull, coasts_35_m_from_1_to_half_a_metre_per_second) {
    Open o(1);
    while (o.hulls.vx[0] > 0.5f) o.step();
    const double m = o.params.hull_mass_kg + o.params.surge_added_mass_kg;
    EXPECT_NEAR(double{o.hulls.x[0]}, m / o.params.surge_drag * std::log(2.0), 0.2);
    EXPECT_NEAR(seconds(o.now), m / o.params.surge_drag, 1);
}

TEST(WaterwayHull, halves_its_speed_over_the_same_distance_whatever_it_was) {
    for (const float from : {0.4f, 0.8f, 1.6f, 4.0f}) {
        Open o(from);
        while (o.hulls.vx[0] > from / 2) o.step();
        const double m = o.params.hull_mass_kg + o.params.surge_added_mass_kg, k = o.params.surge_drag;
        EXPECT_NEAR(double{o.hulls.x[0]}, m / k * std::log(2.0), 0.02 * m / k) << from;
        EXPECT_NEAR(seconds(o.now), m / (k * double{from}), 0.02 * m / (k * double{from}) + 0.1) << from;
    }
}

TEST(WaterwayHull, a_light_boat_draws_less_and_is_faster_on_the_same_power) {
    Open o(1);
    const WaterwayParams& p = o.params;
    EXPECT_NEAR(draught_m(p, 8) - draught_m(p, 0), 8 * p.person_kg / (1000 * p.waterplane_m2), 1e-9);
    EXPECT_NEAR(draught_m(p, 8), 0.111, 0.001);
    EXPECT_DOUBLE_EQ(cruise_mps(p, 8), p.cruise_mps);
    EXPECT_GT(cruise_mps(p, 0), 1.1);
    EXPECT_LE(cruise_mps(p, 0), 1.2);
    const auto power = [&](double people) {
        const double v = cruise_mps(p, people);
        return surge_drag(p, people) * v * v * v;
    };
    EXPECT_NEAR(power(0), power(8), 1e-6 * power(8));
    // and the hull in the water does so: thrust of that speed keeps it
    o.hulls.people[0] = 2;
    o.oars[0].thrust = surge_drag(p, 2) * cruise_mps(p, 2) * cruise_mps(p, 2);
    while (o.now < ticks(300)) o.step();
    double sum = 0;
    for (int i = 0; i < 750; ++i) o.step(), sum += double{o.hulls.vx[0]};
    EXPECT_NEAR(sum / 750, cruise_mps(p, 2), 0.01);
}

TEST(WaterwayHull, back_sculling_at_50_N_stops_it_in_7_m) {
    Open o(1);
    o.params.strokes_per_min = 60;  // short strokes: the closed form knows only the mean thrust
    o.oars[0].thrust = -50;
    while (o.hulls.vx[0] > 0) o.step();
    const double m = o.params.hull_mass_kg + o.params.surge_added_mass_kg, k = o.params.surge_drag;
    EXPECT_NEAR(double{o.hulls.x[0]}, m / (2 * k) * std::log(1 + k / 50), 0.25);
}

TEST(WaterwayHull, terminal_speed_is_root_thrust_over_drag) {
    Open o(0.2f);
    o.oars[0].thrust = 12.8;
    while (o.now < ticks(400)) o.step();
    double sum = 0;
    for (int i = 0; i < 750; ++i) o.step(), sum += double{o.hulls.vx[0]};  // whole strokes
    EXPECT_NEAR(sum / 750, std::sqrt(12.8 / o.params.surge_drag), 0.005);
}

}  // namespace
}  // namespace wz::water
