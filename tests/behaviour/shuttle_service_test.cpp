// Lines in service: dwell times, headways, seats, everybody accounted for, and the end of the day.
#include <gtest/gtest.h>

#include "scenes/roads.hpp"

namespace wz {
namespace {

using namespace scenes;

struct RingLine {
    RoadTown t;
    IdVector<LineId, CartLineSpec> lines;
    Params params;
    std::vector<StopId> stops;

    RingLine(int vehicles, double headway_s) {
        const auto ring = add_ring(t, 24, 800);
        const DepotId depot = t.depot(ring[22], 10);
        for (const std::size_t corner : {0u, 6u, 12u, 18u}) stops.push_back(t.stop(ring[corner], 15, 2));
        lines.push_back(cart_line(depot, stops, vehicles, headway_s));
    }
    [[nodiscard]] Shuttle build() const { return Shuttle(t.build(), lines, params, 1, 0); }
};

/// Dwell at the second stop when `people` board there, at a stop that has no shortest dwell.
double dwell_s(int people, int doors) {
    RingLine loop(1, 0);
    loop.params.shuttle.dwell_min_s = 0;
    loop.lines[LineId(0)].doors = doors;
    loop.lines[LineId(0)].seats = 30;
    Shuttle shuttle = loop.build();
    int waiting = people;
    for (Tick now = 0; now < ticks(1200); ++now) {
        std::vector<StopWait> waits;
        if (waiting > 0) waits.push_back({LineId(0), loop.stops[1], waiting});
        shuttle.step(now, waits, {});
        for (const CartCall& c : shuttle.calls()) {
            if (c.alighting || c.stop != loop.stops[1] || waiting == 0) continue;
            shuttle.board(c.cart);
            --waiting;
        }
        for (const CartNote& n : shuttle.notes()) {
            if (n.kind == CartNote::Kind::departed && n.stop == loop.stops[1]) {
                EXPECT_EQ(n.aboard, people);
                return n.seconds;
            }
        }
        shuttle.clear_notes();
    }
    return -1;
}

TEST(ShuttleService, DwellFollowsBoardingCounts) {
    for (const int people : {1, 5, 20}) {  // 1.724 s per person by one door queue, 1.433 by two (TCQSM)
        EXPECT_NEAR(dwell_s(people, 1), people * 1.724, 0.2) << people;
        EXPECT_NEAR(dwell_s(people, 2), people * 1.433, 0.2) << people;
    }
}

TEST(ShuttleService, AlightingComesFirstAndTakesItsTime) {
    RingLine loop(1, 0);
    loop.params.shuttle.dwell_min_s = 0;
    Shuttle shuttle = loop.build();
    int waiting = 6, getting_off = 4;
    bool boarded_early = false;
    double dwell = -1;
    for (Tick now = 0; now < ticks(1200) && dwell < 0; ++now) {
        std::vector<StopWait> waits{{LineId(0), loop.stops[1], waiting}};
        shuttle.step(now, waits, {});
        for (const CartCall& c : shuttle.calls()) {
            if (c.alighting && c.stop == loop.stops[2] && getting_off > 0) {
                shuttle.alight(c.cart);
                --getting_off;
            } else if (c.alighting) {
                shuttle.alighting_done(c.cart);
            } else if (c.stop == loop.stops[1] && waiting > 0) {
                shuttle.board(c.cart);
                --waiting;
            } else if (c.stop == loop.stops[2]) {
                boarded_early |= getting_off > 0;
            }
        }
        for (const CartNote& n : shuttle.notes()) {
            if (n.kind == CartNote::Kind::departed && n.stop == loop.stops[2]) dwell = n.seconds;
        }
        shuttle.clear_notes();
    }
    EXPECT_FALSE(boarded_early);
    EXPECT_NEAR(dwell, 4 * 1.2, 0.3);
}

TEST(ShuttleService, ShortestDwell) {
    RingLine loop(2, 120);
    loop.params.shuttle.dwell_min_s = 12;
    Shuttle shuttle = loop.build();
    int departures = 0;
    for (Tick now = 0; now < ticks(1800); ++now) {
        shuttle.step(now, {}, {});
        for (const CartNote& n : shuttle.notes()) {
            if (n.kind != CartNote::Kind::departed || n.stop == loop.stops[0]) continue;
            EXPECT_NEAR(n.seconds, 12, 0.2);
            ++departures;
        }
        shuttle.clear_notes();
    }
    EXPECT_GT(departures, 10);
}

TEST(ShuttleService, HeadwayIsHeldFromTheFirstStop) {
    RingLine loop(8, 60);  // a round takes about four minutes
    loop.lines[LineId(0)].start = ticks(600);
    Shuttle shuttle = loop.build();
    Riders riders(loop.lines, 3, 1.0);
    std::vector<double> departures;
    for (Tick now = 0; now < ticks(3600 + 600); ++now) {
        riders.arrive();
        shuttle.step(now, riders.waits(), {});
        riders.exchange(shuttle);
        for (const CartNote& n : shuttle.notes()) {
            if (n.kind == CartNote::Kind::departed && n.stop == loop.stops[0]) departures.push_back(seconds(now));
        }
        shuttle.clear_notes();
    }
    ASSERT_GE(departures.size(), 55u);
    EXPECT_NEAR(departures.front(), 600, 2) << "service begins on time: vehicles left the depot before";
    for (std::size_t i = 0; i < departures.size(); ++i) {  // a timetable does not drift
        EXPECT_GE(departures[i], 600 + 60 * static_cast<double>(i) - 0.1);
        EXPECT_LE(departures[i], 600 + 60 * static_cast<double>(i) + 15);
    }
}

/// A day of crowded service: nobody lost, no seat taken twice, all off at the end, all vehicles home.
void run_a_day(double headway_s, bool bus) {
    RingLine loop(6, headway_s);
    CartLineSpec& line = loop.lines[LineId(0)];
    line.end = ticks(3600);
    line.bus = bus;
    line.seats = bus ? 30 : 11;
    line.length_m = bus ? 9 : 4.5;
    Shuttle shuttle = loop.build();
    Riders riders(loop.lines, 5, 6.0);
    int most_aboard = 0;
    for (Tick now = 0; now < ticks(2 * 3600); ++now) {
        if (now < line.end) riders.arrive();
        const int boarded_before = riders.boarded;
        shuttle.step(now, riders.waits(), {});
        riders.exchange(shuttle);
        ASSERT_EQ(shuttle.check(), std::vector<std::string>{}) << "at " << now;
        ASSERT_EQ(riders.came, riders.waiting() + riders.aboard() + riders.arrived);
        for (std::size_t i = 0; i < shuttle.carts(); ++i) {
            const CartView v = shuttle.view(CartId(i));
            ASSERT_EQ(v.aboard, riders.aboard(CartId(i)));
            ASSERT_LE(v.aboard, line.seats);
            most_aboard = std::max(most_aboard, v.aboard);
        }
        if (now >= line.end) {
            ASSERT_EQ(riders.boarded, boarded_before) << "nobody boards after the end";
        }
    }
    EXPECT_EQ(most_aboard, bus ? most_aboard : line.seats) << "the test should fill a cart";
    EXPECT_GT(riders.arrived, 500);
    EXPECT_EQ(riders.aboard(), 0);
    EXPECT_EQ(riders.arrived, riders.boarded);
    for (std::size_t i = 0; i < shuttle.carts(); ++i)
        EXPECT_EQ(shuttle.view(CartId(i)).phase, CartPhase::in_depot) << i;
}

TEST(ShuttleService, CrowdedDayByHeadway) { run_a_day(60, false); }
TEST(ShuttleService, CrowdedDayOnDemand) { run_a_day(0, false); }
TEST(ShuttleService, CrowdedDayOfBuses) { run_a_day(90, true); }

TEST(ShuttleService, OnDemandVehiclesWaitForSomebody) {
    RingLine loop(3, 0);
    Shuttle shuttle = loop.build();
    Riders riders(loop.lines, 1, 0.0);
    for (Tick now = 0; now < ticks(900); ++now) {
        shuttle.step(now, {}, {});
        for (std::size_t i = 0; i < 3; ++i) ASSERT_EQ(shuttle.view(CartId(i)).phase, CartPhase::in_depot);
    }
    const std::vector<StopWait> waits{{LineId(0), loop.stops[2], 2}};
    bool came = false;
    int out = 0;
    for (Tick now = ticks(900); now < ticks(1500); ++now) {
        shuttle.step(now, waits, {});
        int running = 0;
        for (std::size_t i = 0; i < 3; ++i) running += shuttle.view(CartId(i)).phase != CartPhase::in_depot;
        out = std::max(out, running);
        for (const CartCall& c : shuttle.calls()) came |= !c.alighting && c.stop == loop.stops[2];
    }
    EXPECT_TRUE(came);
    EXPECT_EQ(out, 1) << "one vehicle has seats enough for two people";
    // Nobody waits any more: it comes home.
    for (Tick now = ticks(1500); now < ticks(3600); ++now) shuttle.step(now, {}, {});
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(shuttle.view(CartId(i)).phase, CartPhase::in_depot);
}

TEST(ShuttleService, ForecastsComeTrue) {
    RingLine loop(4, 90);
    Shuttle shuttle = loop.build();
    Tick now = 0;
    for (; now < ticks(1200); ++now) shuttle.step(now, {}, {});
    for (int trial = 0; trial < 20; ++trial) {
        const double said = shuttle.expected_wait_s(LineId(0), loop.stops[2], now);
        ASSERT_GE(said, 0);
        const Tick asked = now;
        bool here = false;
        for (; !here && now < asked + ticks(600); ++now) {
            shuttle.step(now, {}, {});
            for (const CartCall& c : shuttle.calls()) here |= c.stop == loop.stops[2];
        }
        EXPECT_NEAR(seconds(now - asked), said, 20 + 0.2 * said);
        for (const Tick until = now + ticks(37); now < until; ++now) shuttle.step(now, {}, {});
    }
    EXPECT_NEAR(shuttle.ride_s(LineId(0), loop.stops[0], loop.stops[1]), 200 / 4.17 + 3.5, 6);
    EXPECT_GT(shuttle.ride_s(LineId(0), loop.stops[1], loop.stops[0]), 150);
    EXPECT_LT(shuttle.ride_s(LineId(0), loop.stops[1], loop.stops[1]), 0);
}

TEST(ShuttleService, UnreachableStopIsTheUsersMistake) {
    RingLine loop(1, 60);
    const RoadLinkId island = loop.t.road(loop.t.node(5000, 0), loop.t.node(5100, 0));
    loop.lines[LineId(0)].stops.push_back(loop.t.stop(island, 50));
    EXPECT_THROW((void)loop.build(), InputError);
}

}  // namespace
}  // namespace wz
