// Vehicles behind each other: the equilibrium gaps of the intelligent-driver model, and rings that neither jam nor
// overlap.
#include <gtest/gtest.h>

#include "scenes/roads.hpp"
#include "shuttle/car_following.hpp"

namespace wz {
namespace {

using namespace scenes;

/// Follows a leader of constant speed until the gap has settled.
double settled_gap(double leader_speed, double desired_speed) {
    const road::Driving d{desired_speed, 1.5, 2.0, 1.0, 1.5};
    double gap = 60, speed = leader_speed;
    for (int i = 0; i < 20'000; ++i) {
        const double a = road::following_acceleration(d, speed, leader_speed, gap);
        const double next = std::max(0.0, speed + a * 0.1);
        gap += (leader_speed - 0.5 * (speed + next)) * 0.1;
        speed = next;
    }
    return gap;
}

TEST(CarFollowing, EquilibriumGaps) {
    EXPECT_NEAR(settled_gap(3, 5.56), 6.794, 0.01 * 6.794);
    EXPECT_NEAR(settled_gap(5, 5.56), 16.151, 0.01 * 16.151);
    EXPECT_NEAR(settled_gap(2, 4.17), 5.138, 0.01 * 5.138);
}

TEST(CarFollowing, BrakingCurveEndsAtTheLine) {
    double at = 0, speed = 4;
    double hardest = 0;
    for (int i = 0; i < 400; ++i) {
        const double next = std::min(speed + 0.1, road::speed_to_stop_within(30 - at, speed, 1.5, 0.1));
        hardest = std::max(hardest, (speed - next) / 0.1);
        at += 0.5 * (speed + next) * 0.1;
        speed = next;
        ASSERT_LE(at, 30 + 0.01);
    }
    EXPECT_NEAR(at, 30, 0.01);
    EXPECT_LT(hardest, 2.0);
}

/// The same gaps on a road: an automated vehicle at its own speed in front, a faster cart behind it.
double gap_on_the_road(double leader_speed, double desired_speed) {
    RoadTown t;
    const auto ring = add_ring(t, 12, 6000);
    const DepotId depot = t.depot(ring[0], 100);
    const StopId stop = t.stop(ring[11], 300, 4);
    IdVector<LineId, CartLineSpec> lines{cart_line(depot, {stop}, 1, 60), cart_line(depot, {stop}, 1, 60)};
    lines[LineId(0)].automated = true;
    lines[LineId(1)].start = ticks(30);
    Params params;
    params.shuttle.automated_speed = leader_speed;
    params.shuttle.cart_speed = std::max(desired_speed, leader_speed);
    params.shuttle.turn_speed = 10;
    Shuttle shuttle(t.build(), lines, params, 1, 0);
    double gap = -1;
    for (Tick now = 0; now < ticks(3600); ++now) {
        shuttle.step(now, {}, {});
        const CartView first = shuttle.view(CartId(0)), second = shuttle.view(CartId(1));
        // before either has to brake for the stop
        if (first.phase != CartPhase::driving || second.phase != CartPhase::driving) continue;
        if (std::abs(first.speed - leader_speed) < 1e-3 && std::abs(second.speed - leader_speed) < 1e-3) {
            gap = norm(first.at - second.at) - 4.5;
        }
    }
    return gap;
}

TEST(CarFollowing, EquilibriumGapsOnARoad) {
    EXPECT_NEAR(gap_on_the_road(3, 5.56), 6.794, 0.01 * 6.794);
    EXPECT_NEAR(gap_on_the_road(2, 4.17), 5.138, 0.01 * 5.138);
}

TEST(CarFollowing, RingOfTwentyKeepsMovingWithoutOverlap) {
    RoadTown t;
    const auto ring = add_ring(t, 36, 440);
    const DepotId depot = t.depot(ring[35], 5);
    const StopId a = t.stop(ring[0], 5, 4), b = t.stop(ring[18], 5, 4);
    IdVector<LineId, CartLineSpec> lines{cart_line(depot, {a, b}, 20, 5)};
    Params params;
    params.shuttle.dwell_min_s = 5;
    Shuttle shuttle(t.build(), lines, params, 1, 0);
    std::size_t most_running = 0;
    std::vector<double> metres(20, 0.0), metres_before(20, 0.0);
    for (Tick now = 0; now < ticks(3600); ++now) {
        shuttle.step(now, {}, {});
        ASSERT_EQ(shuttle.check(), std::vector<std::string>{}) << "at " << now;
        std::size_t running = 0;
        for (std::size_t i = 0; i < 20; ++i) {
            const CartView v = shuttle.view(CartId(i));
            metres[i] += v.speed * tick_s;
            running += v.phase != CartPhase::in_depot;
        }
        most_running = std::max(most_running, running);
        if (now % ticks(600) == 0 && now > ticks(900)) {
            for (std::size_t i = 0; i < 20; ++i) EXPECT_GT(metres[i], metres_before[i] + 300) << i << " at " << now;
            metres_before = metres;
        }
    }
    EXPECT_EQ(most_running, 20u);
}

}  // namespace
}  // namespace wz
