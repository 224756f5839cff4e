// Timetables whose intervals are drawn, and stays at stops that are: exponential, the same for a seed, another for
// another one; and boats that leave by them take all who wait, or as many as there are seats.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "behaviour/waterway_fixture.hpp"
#include "scenes/roads.hpp"

namespace wz::test {
namespace {

double mean_of(const std::vector<double>& x) {
    return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

double variation_of(const std::vector<double>& x) {
    const double mean = mean_of(x);
    double sum = 0;
    for (const double v : x) sum += (v - mean) * (v - mean);
    return std::sqrt(sum / static_cast<double>(x.size())) / mean;
}

struct CartDay {
    std::vector<double> intervals, stays;
};

CartDay carts(double headway_s, bool irregular, double layover_s, std::uint64_t seed) {
    scenes::RoadTown t;
    const auto ring = scenes::add_ring(t, 24, 400);
    const DepotId depot = t.depot(ring[22], 16);
    IdVector<LineId, CartLineSpec> lines;
    lines.push_back(scenes::cart_line(depot, {t.stop(ring[0], 8, 14), t.stop(ring[12], 8, 14)}, 12, headway_s));
    lines[LineId(0)].irregular = irregular;
    lines[LineId(0)].layover_s = layover_s;
    Params params;
    params.shuttle.dwell_min_s = 0;
    Shuttle shuttle(t.build(), lines, params, seed, 0);
    CartDay day;
    Tick last = never;
    for (Tick now = 0; now < ticks(10 * 3600); ++now) {
        shuttle.step(now, {}, {});
        for (const CartNote& n : shuttle.notes()) {
            if (n.kind != CartNote::Kind::departed) continue;
            if (n.stop != lines[LineId(0)].stops[0]) {
                day.stays.push_back(n.seconds);
                continue;
            }
            if (last != never) day.intervals.push_back(seconds(now - last));
            last = now;
        }
        shuttle.clear_notes();
    }
    return day;
}

TEST(IrregularTimetable, IntervalsOfALineAreExponentialAndFollowFromTheSeed) {
    const CartDay a = carts(60, true, 0, 1), again = carts(60, true, 0, 1), other = carts(60, true, 0, 2);
    ASSERT_GT(a.intervals.size(), 500u);
    EXPECT_NEAR(mean_of(a.intervals), 60, 3 * 60 / std::sqrt(600.0));
    EXPECT_NEAR(variation_of(a.intervals), 1, 0.15);
    EXPECT_EQ(a.intervals, again.intervals);
    EXPECT_NE(a.intervals, other.intervals);
    EXPECT_LT(variation_of(carts(60, false, 0, 1).intervals), 0.05);
}

TEST(IrregularTimetable, LayoversAreExponentialAndAddToNoOtherStay) {
    const CartDay a = carts(30, false, 40, 1), none = carts(30, false, 0, 1);
    ASSERT_GT(a.stays.size(), 500u);
    EXPECT_NEAR(mean_of(a.stays) - mean_of(none.stays), 40, 3 * 40 / std::sqrt(600.0) + 1);
    EXPECT_NEAR(variation_of(a.stays), 1, 0.15);
}

struct FerryDay {
    std::vector<double> west, east;  // s at which boats leave
    int departures = 0, unlike = 0;  // of these with other people aboard than the rule of the queue says
};

/// Somebody comes every 90 s; boats of six leave every ten minutes on average.
FerryDay ferries(std::uint64_t seed, bool irregular) {
    WaterTown town;
    const WaterNodeId a = town.node(0, 0), b = town.node(150, 0);
    const WaterLinkId canal = town.link(a, b, 12);
    const DockId west = town.dock(canal, 12, -1, 5), east = town.dock(canal, 90, 1, 5);
    town.mooring(canal, 12, 1, 6), town.mooring(canal, 90, -1, 6);
    FleetSpec fleet;
    fleet.boats = 10;
    fleet.services = {service(BoatService::ferry, west, {east}, 10)};
    fleet.services[0].headway_min = 10, fleet.services[0].seats = 6, fleet.services[0].irregular = irregular;
    Params params;
    params.waterway.boarding_s = params.waterway.alighting_s = 1;
    params.waterway.turn_s = params.waterway.rest_min = params.waterway.fatigue_per_h = 0;
    WaterDay day(town.build_with_banks(), fleet, seed, params);
    FerryDay found;
    int come = 0, gone = 0;
    std::size_t read = 0;
    for (int s = 0; s < 24 * 3600; ++s) {
        if (s > 1800 && s % 90 == 0) day.arrive(0, west, 1), ++come;
        day.run(1);
        for (; read < day.notes.size(); ++read) {
            const BoatNote& n = day.notes[read];
            if (n.kind != BoatNote::Kind::departed || !n.dock.valid()) continue;
            (n.dock == west ? found.west : found.east).push_back(seconds(day.now));
            if (n.dock != west || s < 3600) continue;
            ++found.departures;
            found.unlike += n.aboard != std::min(6, come - gone) ? 1 : 0;
            gone += n.aboard;
        }
    }
    return found;
}

TEST(IrregularTimetable, BoatsLeaveAtBothEndsByTheSameDrawnTimesWithAllWhoWaitOrAFullBoat) {
    const FerryDay day = ferries(3, true);
    std::vector<double> intervals;
    for (std::size_t i = 1; i < day.west.size(); ++i) intervals.push_back(day.west[i] - day.west[i - 1]);
    ASSERT_GT(intervals.size(), 100u);
    EXPECT_NEAR(mean_of(intervals), 600, 3 * 600 / std::sqrt(144.0));
    EXPECT_NEAR(variation_of(intervals), 1, 0.25);
    std::ptrdiff_t alone = 0;
    for (const double t : day.west)
        alone += std::ranges::none_of(day.east, [t](double other) { return std::abs(other - t) < 30; }) ? 1 : 0;
    EXPECT_LE(alone, 8);  // no boat was ready at the other end, or not in time
    EXPECT_GT(day.departures, 100);
    EXPECT_LE(day.unlike, day.departures / 10);  // whoever comes while the boat before casts off counts for it, too
    EXPECT_NE(ferries(4, true).west, day.west);
}

}  // namespace
}  // namespace wz::test
