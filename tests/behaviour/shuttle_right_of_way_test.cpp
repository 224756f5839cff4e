// People at crossings go first, junctions belong to one way at a time, bays fill and empty, closed roads are not
// entered.
#include <gtest/gtest.h>

#include <array>

#include "scenes/roads.hpp"

namespace wz {
namespace {

using namespace scenes;

/// A straight road of 300 m with a stop near each end and a crossing in the middle.
struct Straight {
    RoadTown t;
    IdVector<LineId, CartLineSpec> lines;
    static constexpr double crossing_at = 150, half_extent = 2;

    explicit Straight(int vehicles) {
        const RoadLinkId road = t.road(t.node(0, 0), t.node(300, 0));
        const StopId west = t.stop(road, 40, 3), east = t.stop(road, 260, 3);
        lines.push_back(cart_line(t.depot(road, 20), {west, east}, vehicles, 45));
        t.crossing(road, crossing_at, half_extent);
    }
};

TEST(ShuttleRightOfWay, YieldsAtAnOccupiedCrossingAndProceeds) {
    Straight scene(1);
    Shuttle shuttle(scene.t.build(), scene.lines, {}, 1, 0);
    bool yielded = false;
    double furthest = 0;
    std::vector<int> people{1};
    for (Tick now = 0; now < ticks(300); ++now) {
        shuttle.step(now, {}, people);
        const CartView v = shuttle.view(CartId(0));
        if (v.phase == CartPhase::in_depot) continue;
        yielded |= v.phase == CartPhase::yielding;
        furthest = std::max(furthest, v.at.x + 2.25);
    }
    EXPECT_TRUE(yielded);
    EXPECT_LT(furthest, Straight::crossing_at - Straight::half_extent);
    EXPECT_GT(furthest, Straight::crossing_at - Straight::half_extent - 2) << "waits at the line, not far from it";
    people[0] = 0;
    for (Tick now = ticks(300); now < ticks(330); ++now) {
        shuttle.step(now, {}, people);
        furthest = std::max(furthest, shuttle.view(CartId(0)).at.x);
    }
    EXPECT_GT(furthest, Straight::crossing_at + 20);
}

/// People come and go at random: nobody is ever driven into, and vehicles still get through.
TEST(ShuttleRightOfWay, NeverEntersAnOccupiedCrossing) {
    Straight scene(6);
    Shuttle shuttle(scene.t.build(), scene.lines, {}, 1, 0);
    Draws draws(4, Stream::arrival, 0);
    std::vector<int> people{0};
    int passages = 0;
    const double west_edge = Straight::crossing_at - Straight::half_extent;
    const double east_edge = Straight::crossing_at + Straight::half_extent;
    for (Tick now = 0; now < ticks(3600); ++now) {
        if (draws.uniform() < 0.03) people[0] = people[0] == 0 ? 1 : 0;
        std::array<CartView, 6> before;
        for (std::size_t i = 0; i < 6; ++i) before[i] = shuttle.view(CartId(i));
        shuttle.step(now, {}, people);
        for (std::size_t i = 0; i < 6; ++i) {
            const CartView v = shuttle.view(CartId(i));
            if (std::abs(v.at.y) > 3 || norm(v.at - before[i].at) > 1)
                continue;  // beside the road, or just turned round
            const double heading = v.at.x - before[i].at.x;
            const double front = v.at.x + (heading > 0 ? 2.25 : -2.25), front_before = front - heading;
            const bool entered = heading > 0 ? front_before <= west_edge && front > west_edge
                                             : front_before >= east_edge && front < east_edge;
            if (heading == 0 || !entered) continue;
            ++passages;
            ASSERT_EQ(people[0], 0) << "cart " << i << " at " << now;
        }
    }
    EXPECT_GT(passages, 100);
}

TEST(ShuttleRightOfWay, ImpatientVehiclesTakeShortGaps) {
    // Free for one second in every six: shorter than a patient driver asks for.
    for (const bool impatient : {false, true}) {
        Straight scene(1);
        Params params;
        params.shuttle.yield_patience_s = impatient ? 20 : 600;
        Shuttle shuttle(scene.t.build(), scene.lines, params, 1, 0);
        double furthest = 0;
        for (Tick now = 0; now < ticks(400); ++now) {
            const std::vector<int> people{now % 60 < 50 ? 1 : 0};
            shuttle.step(now, {}, people);
            if (shuttle.view(CartId(0)).phase != CartPhase::in_depot)
                furthest = std::max(furthest, shuttle.view(CartId(0)).at.x);
        }
        EXPECT_EQ(furthest > Straight::crossing_at, impatient);
    }
}

struct Footprint {
    Vec2d at, along;
    double half_length;
};
bool overlap(const Footprint& a, const Footprint& b, double half_width) {
    for (const Vec2d axis : {a.along, perp(a.along), b.along, perp(b.along)}) {
        const auto reach = [&](const Footprint& x) {
            return x.half_length * std::abs(dot(x.along, axis)) + half_width * std::abs(cross(x.along, axis));
        };
        if (std::abs(dot(b.at - a.at, axis)) > reach(a) + reach(b)) return false;
    }
    return true;
}

/// Two lines through a grid of streets: in the plane, not only along lanes, no two vehicles touch.
TEST(ShuttleRightOfWay, NoVehiclesTouchInAGridOfStreets) {
    RoadTown t;
    const auto roads = add_grid(t, 4, 4, 80);
    const auto stops = [&](std::initializer_list<std::size_t> on) {
        std::vector<StopId> list;
        for (const std::size_t r : on) list.push_back(t.stop(roads[r], 40, 2));
        return list;
    };
    IdVector<LineId, CartLineSpec> lines{cart_line(t.depot(roads[0], 20), stops({1, 5, 9, 14}), 20, 20),
                                         cart_line(t.depot(roads[11], 20), stops({10, 20, 3, 17}), 20, 20)};
    lines[LineId(1)].bus = true;
    lines[LineId(1)].length_m = 6;
    Shuttle shuttle(t.build(), lines, {}, 1, 0);
    Riders riders(lines, 2, 3.0);
    std::size_t most_running = 0;
    int arrived_before = 0;
    for (Tick now = 0; now < ticks(3600); ++now) {
        riders.arrive();
        shuttle.step(now, riders.waits(), {});
        riders.exchange(shuttle);
        ASSERT_EQ(shuttle.check(), std::vector<std::string>{}) << "at " << now;
        std::vector<Footprint> boxes;
        for (std::size_t i = 0; i < shuttle.carts(); ++i) {
            const CartView v = shuttle.view(CartId(i));
            const bool in_lane = v.phase == CartPhase::driving || v.phase == CartPhase::queued_for_stop;
            if (!in_lane) continue;
            const auto turn = fmath::sincos(v.heading);
            boxes.push_back({v.at, {turn.cos, turn.sin}, v.line == LineId(0) ? 2.25 : 3.0});
        }
        most_running = std::max(most_running, boxes.size());
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) ASSERT_FALSE(overlap(boxes[i], boxes[j], 0.6)) << "at " << now;
        }
        if (now % ticks(600) == ticks(599)) {
            EXPECT_GT(riders.arrived, arrived_before + 100) << "jammed at " << now;
            arrived_before = riders.arrived;
        }
    }
    EXPECT_GE(most_running, 25u);
}

/// A dwelling vehicle does not hold up one that passes; when the bays are taken, the next one queues on the lane.
TEST(ShuttleStops, BaysLetOthersPassAndFillUp) {
    RoadTown t;
    const auto ring = add_ring(t, 24, 600);
    const DepotId depot = t.depot(ring[22], 10);
    const StopId first = t.stop(ring[0], 12, 1), other = t.stop(ring[12], 12, 1);
    IdVector<LineId, CartLineSpec> lines{cart_line(depot, {first}, 2, 0), cart_line(depot, {other}, 1, 0)};
    Params params;
    params.shuttle.boarding_patience_s = 120;
    Shuttle shuttle(t.build(), lines, params, 1, 0);
    const std::vector<StopWait> waits{{LineId(0), first, 22}, {LineId(1), other, 5}};  // nobody boards: they stand
    bool queued = false, passed = false;
    for (Tick now = 0; now < ticks(180); ++now) {
        shuttle.step(now, waits, {});
        ASSERT_EQ(shuttle.check(), std::vector<std::string>{});
        for (const CartCall& c : shuttle.calls()) passed |= c.stop == other;
        const CartView a = shuttle.view(CartId(0)), b = shuttle.view(CartId(1));
        queued |= a.phase == CartPhase::boarding && b.phase == CartPhase::queued_for_stop;
    }
    EXPECT_TRUE(queued);
    bool second_served = false;
    for (Tick now = ticks(180); now < ticks(600); ++now) {
        shuttle.step(now, waits, {});
        for (const CartCall& c : shuttle.calls()) {
            second_served |= c.cart == CartId(1) && c.stop == first;
            passed |= c.stop == other;
        }
    }
    EXPECT_TRUE(second_served);
    EXPECT_TRUE(passed);
}

TEST(ShuttleStops, ADwellingVehicleIsPassed) {
    RoadTown t;
    const auto ring = add_ring(t, 24, 600);
    const DepotId depot = t.depot(ring[22], 10);
    const StopId first = t.stop(ring[0], 12, 1), other = t.stop(ring[6], 12, 1);
    IdVector<LineId, CartLineSpec> lines{cart_line(depot, {first}, 1, 0), cart_line(depot, {other}, 1, 0)};
    Params params;
    params.shuttle.boarding_patience_s = 100;
    Shuttle shuttle(t.build(), lines, params, 1, 0);
    bool passed = false;
    for (Tick now = 0; now < ticks(120); ++now) {
        std::vector<StopWait> waits{{LineId(0), first, 3}};
        if (now > ticks(40)) waits.push_back({LineId(1), other, 3});  // the second sets out when the first stands
        shuttle.step(now, waits, {});
        if (now == ticks(40)) {
            EXPECT_EQ(shuttle.view(CartId(0)).phase, CartPhase::boarding);
        }
        for (const CartCall& c : shuttle.calls()) {
            passed |= c.stop == other && shuttle.view(CartId(0)).phase == CartPhase::boarding;
        }
    }
    EXPECT_TRUE(passed);
}

TEST(ShuttleClosures, GoesRoundAClosedRoadOrWaitsBeforeIt) {
    for (const bool other_way : {true, false}) {
        RoadTown t;
        const RoadNodeId a = t.node(0, 0), b = t.node(200, 0), c = t.node(300, 0), d = t.node(500, 0);
        const RoadLinkId west = t.road(a, b), middle = t.road(b, c), east = t.road(c, d);
        if (other_way) {
            const RoadNodeId n = t.node(250, 80);
            t.road(b, n);
            t.road(n, c);
        }
        IdVector<LineId, CartLineSpec> lines{
            cart_line(t.depot(west, 20), {t.stop(west, 60, 2), t.stop(east, 150, 2)}, 2, 120)};
        const StopId far = lines[LineId(0)].stops[1];
        Shuttle shuttle(t.build(), lines, {}, 1, 0);
        int visits = 0, on_middle_after = 0;
        for (Tick now = 0; now < ticks(1800); ++now) {
            if (now == ticks(300)) shuttle.close_road(middle, true);
            shuttle.step(now, {}, {});
            ASSERT_EQ(shuttle.check(), std::vector<std::string>{}) << "at " << now;
            for (const CartNote& n : shuttle.notes()) {
                visits += n.kind == CartNote::Kind::arrived && n.stop == far && now > ticks(600);
            }
            shuttle.clear_notes();
            if (now < ticks(400)) continue;  // who was on it may leave it
            for (std::size_t i = 0; i < 2; ++i) {
                const CartView v = shuttle.view(CartId(i));
                on_middle_after += v.at.x > 212 && v.at.x < 288 && std::abs(v.at.y) < 3;
            }
        }
        EXPECT_EQ(on_middle_after, 0);
        if (other_way)
            EXPECT_GT(visits, 5);
        else
            EXPECT_EQ(visits, 0);
        shuttle.close_road(middle, false);
        visits = 0;
        for (Tick now = ticks(1800); now < ticks(2700); ++now) {
            shuttle.step(now, {}, {});
            for (const CartNote& n : shuttle.notes()) visits += n.kind == CartNote::Kind::arrived && n.stop == far;
            shuttle.clear_notes();
        }
        EXPECT_GT(visits, 3) << "opened again";
    }
}

}  // namespace
}  // namespace wz
