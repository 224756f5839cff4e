// Lines that are changed while they run: vehicles, headway, roads cleared for a motorcade; and nobody is left behind in
// a vehicle that waits for its turn.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "scenes/roads.hpp"

namespace wz {
namespace {

using namespace scenes;

struct Loop {
    RoadTown t;
    std::vector<RoadLinkId> ring = add_ring(t, 24, 800);
    IdVector<LineId, CartLineSpec> lines;
    Params params;
    std::vector<StopId> stops;

    Loop(int vehicles, double headway_s, int bays = 4) {
        const DepotId depot = t.depot(ring[22], 10);
        for (const std::size_t corner : {0u, 6u, 12u, 18u}) stops.push_back(t.stop(ring[corner], 15, bays));
        lines.push_back(cart_line(depot, stops, vehicles, headway_s));
    }
    [[nodiscard]] Shuttle build() { return Shuttle(t.build(), lines, params, 1, 0); }
};

int on_duty(const Shuttle& shuttle) {
    int n = 0;
    for (std::size_t i = 0; i < shuttle.carts(); ++i) n += shuttle.view(CartId(i)).phase != CartPhase::in_depot;
    return n;
}

/// Runs a line with riders until `until`; `watch` sees every note.
template <class Watch>
void run_until(Shuttle& shuttle, Riders& riders, Tick& now, Tick until, Watch&& watch) {
    for (; now < until; ++now) {
        riders.arrive();
        shuttle.step(now, riders.waits(), {});
        riders.exchange(shuttle);
        ASSERT_EQ(shuttle.check(), std::vector<std::string>{}) << "at " << now;
        for (const CartNote& n : shuttle.notes()) watch(n);
        shuttle.clear_notes();
    }
}
constexpr auto ignore = [](const CartNote&) {};

// With more vehicles at the first stop than departures, the one that came first goes first. Once those with low numbers
// overtook, and people sat in a cart for hours.
TEST(ShuttleControl, AtTheFirstStopWhoCameFirstGoesFirst) {
    Loop loop(6, 40);
    Shuttle shuttle = loop.build();
    Riders riders(loop.lines, 3, 1.5);
    Tick now = 0;
    run_until(shuttle, riders, now, ticks(900), ignore);
    ASSERT_GE(on_duty(shuttle), 5);
    shuttle.set_headway(LineId(0), 200);
    std::map<std::uint32_t, Tick> came;
    int gone = 0;
    run_until(shuttle, riders, now, ticks(6000), [&](const CartNote& n) {
        if (n.stop != loop.stops[0]) return;
        if (n.kind == CartNote::Kind::arrived) {
            came[n.cart.value] = now;
            return;
        }
        const auto me = came.find(n.cart.value);
        if (me == came.end()) return;
        for (const auto& [cart, at] : came)  // empty ones may go home out of turn
            EXPECT_TRUE(n.aboard == 0 || me->second <= at) << "cart " << cart << " came before";
        EXPECT_LE(now - me->second, ticks(6 * 200)) << "nobody waits for more turns than there are vehicles";
        came.erase(me);
        ++gone;
    });
    EXPECT_GE(gone, 20);
}

TEST(ShuttleControl, VehiclesAreAddedAndTakenAway) {
    Loop loop(3, 50);
    Shuttle shuttle = loop.build();
    Riders riders(loop.lines, 3, 3.0);
    Tick now = 0;
    run_until(shuttle, riders, now, ticks(900), ignore);
    EXPECT_EQ(on_duty(shuttle), 3);
    shuttle.set_vehicles(LineId(0), 6);
    EXPECT_EQ(shuttle.carts(), 6u);
    run_until(shuttle, riders, now, ticks(1800), ignore);
    EXPECT_GE(on_duty(shuttle), 5) << "a round takes about five minutes: 50 s apart there are five or six";
    const int aboard = riders.aboard();
    EXPECT_GT(aboard, 0);
    shuttle.set_vehicles(LineId(0), 1);
    run_until(shuttle, riders, now, ticks(2700), ignore);
    EXPECT_EQ(on_duty(shuttle), 1);
    EXPECT_EQ(riders.came, riders.waiting() + riders.aboard() + riders.arrived) << "everybody got where they wanted";
    for (std::size_t i = 0; i < shuttle.carts(); ++i) {
        if (shuttle.view(CartId(i)).phase == CartPhase::in_depot) {
            EXPECT_EQ(riders.aboard(CartId(i)), 0);
        }
    }
    shuttle.set_vehicles(LineId(0), 2);
    EXPECT_EQ(shuttle.carts(), 6u) << "those taken away come back first";
    run_until(shuttle, riders, now, ticks(3600), ignore);
    EXPECT_EQ(on_duty(shuttle), 2);
}

TEST(ShuttleControl, ANewHeadwayHolds) {
    Loop loop(8, 60);
    Shuttle shuttle = loop.build();
    Riders riders(loop.lines, 3, 0.5);
    Tick now = 0;
    std::vector<double> departures;
    const auto note = [&](const CartNote& n) {
        if (n.kind == CartNote::Kind::departed && n.stop == loop.stops[0]) departures.push_back(seconds(now));
    };
    const auto mean = [&] {
        return (departures.back() - departures.front()) / static_cast<double>(departures.size() - 1);
    };
    run_until(shuttle, riders, now, ticks(1800), note);
    EXPECT_NEAR(mean(), 60, 5);
    shuttle.set_headway(LineId(0), 240);
    run_until(shuttle, riders, now, ticks(2400), ignore);
    departures.clear();
    run_until(shuttle, riders, now, ticks(6000), note);
    EXPECT_NEAR(mean(), 240, 8);
}

/// Vehicles whose front is on the ring's roads first..last.
int between(const Shuttle& shuttle, const Loop& loop, std::size_t first, std::size_t last) {
    int n = 0;
    for (std::size_t i = 0; i < shuttle.carts(); ++i) {
        const CartView v = shuttle.view(CartId(i));
        if (v.phase != CartPhase::driving && v.phase != CartPhase::yielding && v.phase != CartPhase::queued_for_stop)
            continue;
        for (std::size_t r = first; r <= last; ++r) {
            const RoadLink& l = loop.t.town.road_links[loop.ring[r]];
            const auto on = nearest_on_segment(to_float(v.at), to_float(loop.t.town.road_nodes[l.a].at),
                                               to_float(loop.t.town.road_nodes[l.b].at));
            n += on.distance < 3 && on.fraction > 0.1f && on.fraction < 0.9f;
        }
    }
    return n;
}

// Roads 7..10 of the ring lie between two stops.
TEST(ShuttleControl, AClearedRoadIsEmptyForItsTimeAndFullAgain) {
    Loop loop(8, 40);
    Shuttle shuttle = loop.build();
    Riders riders(loop.lines, 3, 1.0);
    Tick now = 0;
    run_until(shuttle, riders, now, ticks(1200), ignore);
    const auto most_there = [&](double for_s) {
        int most = 0;
        for (const Tick until = now + ticks(for_s); now < until;) {
            run_until(shuttle, riders, now, now + 1, ignore);
            most = std::max(most, between(shuttle, loop, 7, 10));
        }
        return most;
    };
    EXPECT_GT(most_there(120), 0);
    for (std::size_t r = 7; r <= 10; ++r) shuttle.clear_road(loop.ring[r], now + ticks(300));
    (void)most_there(45);  // 133 m at 4.2 m/s
    EXPECT_EQ(most_there(250), 0);
    EXPECT_GT(most_there(120), 0);
}

/// Coefficient of variation of the headways at the third stop of a crowded line.
double headway_cv(double hold_share) {
    Loop loop(6, 70);
    loop.params.shuttle.hold_share = hold_share;
    Shuttle shuttle = loop.build();
    Riders riders(loop.lines, 9, 4.5);
    Tick now = 0;
    std::vector<double> left;
    run_until(shuttle, riders, now, ticks(3 * 3600), [&](const CartNote& n) {
        if (n.kind == CartNote::Kind::departed && n.stop == loop.stops[2] && now > ticks(900))
            left.push_back(seconds(now));
    });
    double sum = 0, squares = 0;
    const auto gaps = static_cast<double>(left.size() - 1);
    for (std::size_t i = 1; i < left.size(); ++i) sum += left[i] - left[i - 1];
    for (std::size_t i = 1; i < left.size(); ++i) {
        const double off = left[i] - left[i - 1] - sum / gaps;
        squares += off * off;
    }
    return std::sqrt(squares / gaps) / (sum / gaps);
}

TEST(ShuttleControl, HoldingKeepsVehiclesApart) {
    const double free = headway_cv(0), held = headway_cv(0.9);
    EXPECT_GT(free, 0.1) << "the test should bunch";
    EXPECT_LT(held * held, 0.8 * free * free) << "variance";
}

}  // namespace
}  // namespace wz
