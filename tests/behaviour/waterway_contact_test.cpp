// Hulls against banks, moored boats and each other.
#include <gtest/gtest.h>

#include <cmath>

#include "base/time.hpp"
#include "waterway/hull.hpp"
#include "waterway/hull_shape.hpp"
#include "waterway/waterway.hpp"

namespace wz::water {
namespace {

class Basin {
public:
    explicit Basin(std::vector<Bank> banks)
        : banks_(banks), world_(std::make_shared<const BankMap>(std::move(banks))) {}
    std::size_t boat(Vec2d at, double heading, double speed, bool afloat = true) {
        const std::size_t i = hulls.size();
        hulls.resize(i + 1);
        hulls.x[i] = static_cast<float>(at.x), hulls.y[i] = static_cast<float>(at.y);
        hulls.angle[i] = static_cast<float>(heading);
        hulls.vx[i] = static_cast<float>(speed * std::cos(heading));
        hulls.vy[i] = static_cast<float>(speed * std::sin(heading));
        hulls.afloat[i] = afloat ? 1 : 0;
        oars.resize(i + 1);
        return i;
    }
    void step() {
        if (now_++ % Waterway::rebuild_every == 0) world_.rebuild(hulls, params);
        world_.step(hulls, oars, params);
        for (std::size_t i = 0; i < hulls.size(); ++i) {
            const Outline own = outline_at(hulls.at(i), double{hulls.angle[i]});
            for (std::size_t k = 0; k < i; ++k)
                deepest = std::max(deepest, overlap_depth(own, outline_at(hulls.at(k), double{hulls.angle[k]})));
            for (const Bank& bank : banks_) {
                const Vec2d wall[2] = {bank.a, bank.b};
                if (nearest_on_segment(hulls.at(i), bank.a, bank.b).distance < hull_length)
                    in_bank = std::max(in_bank, overlap_depth(own, wall));
            }
        }
    }
    void run(double s) {
        for (int k = 0; k < 10 * s; ++k) step();
    }
    Hulls hulls;
    std::vector<Oar> oars;
    WaterwayParams params;
    double deepest = -1, in_bank = -1;  // m, over the whole run

private:
    std::vector<Bank> banks_;
    HullWorld world_;
    Tick now_ = 0;
};

constexpr double degrees = 3.141592653589793 / 180;

TEST(WaterwayContact, no_hull_gets_through_a_bank_at_4_mps) {
    for (const double heading : {0.0, 20.0, 45.0, 70.0}) {
        Basin basin(std::vector<Bank>{{{10, -200}, {10, 200}}});
        const std::size_t b = basin.boat({0, 0}, heading * degrees, 4);
        basin.oars[b].thrust = 200;
        basin.run(30);
        EXPECT_LT(double{basin.hulls.x[b]}, 10) << heading;
        EXPECT_LT(basin.in_bank, 0.05) << heading;
    }
}

TEST(WaterwayContact, no_hull_gets_through_a_moored_boat_at_4_mps) {
    for (const double heading : {0.0, 90.0}) {
        Basin basin(std::vector<Bank>{});
        basin.boat({12, 0}, heading * degrees, 0, false);
        const std::size_t b = basin.boat({0, 0}, 0, 4);
        basin.run(20);
        EXPECT_LT(double{basin.hulls.x[b]}, 12) << heading;
        EXPECT_LT(basin.deepest, 0.05) << heading;
    }
}

TEST(WaterwayContact, hulls_that_push_each_other_in_a_jam_overlap_by_less_than_5_cm) {
    Basin basin(std::vector<Bank>{{{-60, -3}, {20, -3}}, {{-60, 3}, {20, 3}}, {{20, -3}, {20, 3}}});
    for (int k = 0; k < 12; ++k) {
        const std::size_t b = basin.boat({12 - 6.9 * (k / 2), k % 2 == 0 ? -1.4 : 1.4}, (k % 3 - 1) * degrees, 0.9);
        basin.oars[b].thrust = basin.params.thrust_max_n;
    }
    basin.run(120);
    EXPECT_LT(basin.deepest, 0.05);
    EXPECT_LT(basin.in_bank, 0.05);
}

TEST(WaterwayContact, a_hull_alone_moves_with_the_same_bits_as_one_with_others_near) {
    Basin alone(std::vector<Bank>{}), near(std::vector<Bank>{});
    for (Basin* basin : {&alone, &near}) {
        for (double x = 0; x < (basin == &near ? 14 : 1); x += 6.9) {
            const std::size_t b = basin->boat({x, 0}, 0.3, 0.7);
            basin->oars[b] = {20, 1.5, 3, -2};
        }
        basin->run(20);
    }
    EXPECT_LT(near.deepest, -0.05);  // which they do not touch
    for (const auto column : {&Hulls::x, &Hulls::y, &Hulls::angle, &Hulls::vx, &Hulls::vy, &Hulls::spin})
        EXPECT_EQ((alone.hulls.*column)[0], (near.hulls.*column)[0]);
}

/// Harder than any oar: it comes to the other well before the next rebuild, from where neither could be reached.
TEST(WaterwayContact, a_hull_pushed_out_of_its_reach_does_not_pass_through_one_that_was_alone) {
    Basin basin(std::vector<Bank>{});
    const std::size_t pushed = basin.boat({0, 0}, 0, 0);
    basin.boat({0, 6}, 0, 0);
    basin.oars[pushed].side = 2e5;
    basin.run(1);
    EXPECT_GT(basin.hulls.y[1], 6.5f);  // it was hit
    EXPECT_LT(basin.deepest, 0.05);
}

}  // namespace
}  // namespace wz::water
