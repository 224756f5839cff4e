// Boats, docks and riders on small hand-drawn waters.
#include <cmath>
#include <ranges>

#include "behaviour/waterway_fixture.hpp"
#include "load/map_file.hpp"

namespace wz::test {
namespace {

struct Canal {  // docks at both ends of a canal with a narrow or arched middle
    WaterTown town;
    DockId west, east;

    explicit Canal(double width, double headroom = 1e9) {
        const WaterNodeId a = town.node(0, 0), b = town.node(100, 0), c = town.node(130, 0), d = town.node(230, 0);
        const WaterLinkId first = town.link(a, b, 9);
        town.link(b, c, width, false, headroom);
        const WaterLinkId last = town.link(c, d, 9);
        west = town.dock(first, 12, -1, 3);
        east = town.dock(last, 70, 1, 3);
    }
    [[nodiscard]] WaterDay day(Params params = {}) {
        FleetSpec fleet;
        fleet.boats = 4;
        fleet.services = {service(BoatService::shared, west, {east}, 2), service(BoatService::shared, east, {west}, 2)};
        return WaterDay(town.build(), fleet, 1, params);
    }
};

TEST(WaterwayService, nobody_meets_nose_to_nose_in_a_narrow_canal_and_riders_are_conserved) {
    Canal canal(3);
    WaterDay day = canal.day();
    for (int minute = 0; minute < 60; ++minute) {
        day.arrive(0, canal.west, 1), day.arrive(1, canal.east, 1);
        for (int s = 0; s < 60; ++s) {
            day.run(1);
            for (const auto& fault : day.water.check()) FAIL() << day.now << ": " << fault;
            ASSERT_EQ(day.boarded, day.landed + day.aboard());
        }
    }
    EXPECT_GT(day.landed, 60);
}

/// Not even if they are on their way to a mooring near it, to wait there for a berth.
TEST(WaterwayService, nobody_sets_out_for_a_dock_with_as_many_loaded_boats_coming_as_it_has_berths) {
    WaterTown town;
    const WaterLinkId canal = town.link(town.node(0, 0), town.node(600, 0), 12);
    const DockId west = town.dock(canal, 20, -1, 8), east = town.dock(canal, 560, 1, 2);
    town.mooring(canal, 480, 1, 6);
    FleetSpec fleet;
    fleet.boats = 8;
    fleet.services = {service(BoatService::shared, west, {east}, 8)};
    WaterDay day(town.build(), fleet, 1);
    std::ptrdiff_t most = 0;
    for (int s = 0; s < 3000; ++s) {
        if (s % 10 == 0) day.arrive(0, west, 2);
        day.run(1);
        most = std::max(most, std::ranges::count_if(std::views::iota(0u, 8u), [&](unsigned i) {
                            const BoatView b = day.water.view(BoatId(i));
                            return b.aboard > 0 && b.to == east && b.phase != BoatPhase::alighting;
                        }));
    }
    EXPECT_EQ(most, 2);
    EXPECT_GT(day.landed, 30);
}

TEST(WaterwayService, high_water_closes_an_arch_at_the_exact_threshold) {
    for (const bool above : {false, true}) {
        Canal canal(6, 2.0);
        Params params;
        params.waterway.boat_height_m = 1.25;
        params.waterway.water_level_m = above ? 0.7500001 : 0.75;
        WaterDay day = canal.day(params);
        day.arrive(0, canal.west, 8);
        day.run(900);
        EXPECT_EQ(day.landed, above ? 0 : 8);
    }
}

TEST(WaterwayService, a_copy_continues_bit_for_bit_with_boats_under_way) {
    Canal canal(3);
    WaterDay day = canal.day();
    day.arrive(0, canal.west, 16), day.arrive(1, canal.east, 16);
    day.run(180);
    ASSERT_GT(day.count(BoatNote::Kind::departed), 0);
    ASSERT_EQ(day.now % Waterway::rebuild_every, 0);
    WaterDay copy = day;
    for (int minute = 0; minute < 10; ++minute) {
        day.run(60), copy.run(60);
        ASSERT_EQ(day.hash(), copy.hash());
    }
}

TEST(WaterwayService, rain_keeps_boats_moored_lets_those_under_way_arrive_and_they_go_on_afterwards) {
    Canal canal(6);
    WaterDay day = canal.day();
    day.arrive(0, canal.west, 40), day.arrive(1, canal.east, 40);
    day.run(180);
    const int departed = day.count(BoatNote::Kind::departed);
    ASSERT_GT(departed, day.count(BoatNote::Kind::arrived)) << "nobody is under way when the rain begins";
    day.water.set_stopped(true);
    const int boarded = day.boarded;
    day.run(900);
    EXPECT_EQ(day.count(BoatNote::Kind::departed), departed);
    EXPECT_EQ(day.boarded, boarded);
    EXPECT_EQ(day.count(BoatNote::Kind::arrived), departed);
    day.water.set_stopped(false);
    day.run(1800);
    EXPECT_GT(day.count(BoatNote::Kind::departed), departed + 2);
    EXPECT_GT(day.landed, boarded);
}

TEST(WaterwayService, the_sign_of_a_landing_where_a_boat_lies_ready_keeps_nobody_away) {
    Canal canal(6);
    WaterDay day = canal.day();
    day.arrive(0, canal.west, 8), day.arrive(1, canal.east, 8);
    day.run(900);
    day.run(4 * 3600);  // a quiet morning
    day.arrive(0, canal.west, 8), day.arrive(1, canal.east, 8);
    day.run(900);
    EXPECT_GT(day.water.expected_wait_s(0, 100), 3600);  // hours lay between the two departures
    EXPECT_LT(day.water.expected_wait_s(0, 0), 60);      // yet a boat lies there
}

/// A ring: the short way leads under an arch, the long one does not. Whoever is already between the last junction and
/// the arch goes back to the junction.
TEST(WaterwayService, when_water_closes_an_arch_boats_take_the_way_round_and_turn_back_to_it) {
    WaterTown town;
    const WaterNodeId a = town.node(-200, 0), fork = town.node(-60, 0), u = town.node(-10, 0), v = town.node(10, 0),
                      join = town.node(60, 0), b = town.node(200, 0), m = town.node(-60, -70), n = town.node(60, -70);
    const WaterLinkId west = town.link(a, fork, 9), east = town.link(join, b, 9);
    town.link(fork, u, 9), town.link(u, v, 3, false, 2.0), town.link(v, join, 9);
    town.link(fork, m, 8), town.link(m, n, 8), town.link(n, join, 8);
    const DockId from = town.dock(west, 20, -1, 2), to = town.dock(east, 100, 1, 2);
    town.mooring(west, 60, 1, 4), town.mooring(east, 30, -1, 4);
    FleetSpec fleet;
    fleet.boats = 6;
    fleet.services = {service(BoatService::shared, from, {to}, 3), service(BoatService::shared, to, {from}, 3)};
    Params params;
    params.waterway.boarding_s = params.waterway.alighting_s = 2;
    for (const double rises_s : {80.0, 100.0, 240.0}) {
        WaterDay day(town.build_with_banks(), fleet, 1, params);
        day.arrive(0, from, 16), day.arrive(1, to, 16);
        day.run(rises_s);
        Params high = params;
        high.waterway.water_level_m = 0.9;
        day.water.set_params(high);
        int beyond = 0;  // people in boats that have leave to pass the junction
        for (std::size_t i = 0; i < day.water.boats(); ++i)
            if (const BoatView boat = day.water.view(BoatId(i)); std::abs(boat.at.x) < 85) beyond += boat.aboard;
        EXPECT_EQ(beyond > 0, rises_s > 200);
        day.run(1800);
        EXPECT_EQ(day.landed, 32) << rises_s;
        EXPECT_EQ(day.unsafe_s, 0) << rises_s;
    }
}

/// The southern fairway meets the berths' line at a hairpin: from the moorings a hull comes to one berth, not to the
/// other. The nearest boat and the first free berth must not be all that is tried.
TEST(WaterwayService, boats_are_fetched_to_the_berth_that_they_can_come_to) {
    const auto town = build_town(load_map(std::string(WUZHEN_SOURCE_DIR) + "/maps/tiny/one_dock.geojson"));
    for (const BoatService kind : {BoatService::shared, BoatService::charter}) {
        FleetSpec fleet;
        fleet.boats = 3;
        fleet.services = {service(kind, DockId(0u), {DockId(1u)}, 3)};
        WaterDay day(town, fleet);
        for (int minute = 0; minute < 60; ++minute) day.arrive(0, DockId(0u), 4, 2), day.run(60);
        EXPECT_GT(day.landed, kind == BoatService::charter ? 30 : 100);  // 6 and 16 when they stopped for good
    }
}

TEST(WaterwayService, shared_boats_leave_by_a_timetable_that_does_not_drift) {
    const auto town = build_town(load_map(std::string(WUZHEN_SOURCE_DIR) + "/maps/tiny/one_dock.geojson"));
    FleetSpec fleet;
    fleet.boats = 3;
    fleet.services = {service(BoatService::shared, DockId(0u), {DockId(1u)}, 3)};
    fleet.services[0].headway_min = 10;
    WaterDay day(town, fleet);
    for (int minute = 0; minute < 65; ++minute) {
        if (minute % 3 == 0) day.arrive(0, DockId(0u), 1);
        for (int s = 0; s < 60; ++s) {
            const std::size_t before = day.notes.size();
            day.run(1);
            for (std::size_t k = before; k < day.notes.size(); ++k) {
                const BoatNote& n = day.notes[k];
                const bool sets_out = n.kind == BoatNote::Kind::departed && n.dock == DockId(0u) && n.aboard > 0;
                EXPECT_TRUE(!sets_out || std::fmod(seconds(day.now), 600) < 60) << day.now;
            }
        }
    }
    EXPECT_GE(day.landed, 17);  // of 22; the last four wait for the next boat or are on the water
}

}  // namespace
}  // namespace wz::test
