// Nobody is kept from going on for good: canal nets drawn by lot, rings that are full, and the alarm that tells if so.
#include "behaviour/waterway_nets.hpp"

namespace wz::test {
namespace {

TEST(WaterwayLocks, canal_nets_drawn_by_lot_keep_moving) {
    for (const std::uint64_t seed : {2, 7, 10, 12, 28, 40}) {
        SCOPED_TRACE(seed);
        const WaterDay day = run_net(seed, 35);
        EXPECT_TRUE(day.locks.locks().empty());
        EXPECT_GT(day.landed, 60);
    }
}

/// 5, 41: a boat stops short of its swing over the other lane for boats that need the lane behind it; 11: a hull slips
/// past a sharp turn; 44: boats with leave to go on that lie still for some minutes are in no knot.
TEST(WaterwayLocks, nets_that_were_locked_once_keep_moving) {
    for (const std::uint64_t seed : {5, 11, 41, 44}) {
        SCOPED_TRACE(seed);
        const WaterDay day = run_net(seed, 60);
        EXPECT_TRUE(day.locks.locks().empty());
        EXPECT_GT(day.landed, 100);
    }
}

/// Four reaches with a narrow canal between each two, and a dock in every reach: all go round the same way, some all
/// the way to a mooring behind their berth, through the lane in which they then wait to cross.
TEST(WaterwayLocks, a_ring_of_full_reaches_keeps_turning) {
    WaterTown town;
    std::vector<WaterNodeId> nodes;
    for (const auto& [x, y] : {std::pair{0., 0.}, {90., 0.}, {90., 90.}, {0., 90.}}) nodes.push_back(town.node(x, y));
    std::vector<DockId> docks;
    for (std::size_t k = 0; k < 4; ++k) {
        const WaterNodeId a = nodes[k], b = nodes[(k + 1) % 4];
        const Vec2d p = town.at(a), d = (town.at(b) - p) * (1 / 90.0);
        const WaterNodeId middle = town.node(p.x + 70 * d.x, p.y + 70 * d.y);
        const WaterLinkId reach = town.link(a, middle, 9, true);
        town.link(middle, b, 3.5, true);
        docks.push_back(town.dock(reach, 24, -1, 3));
        town.mooring(reach, 20, 1, 5);
    }
    FleetSpec fleet;
    fleet.boats = 28;
    for (std::size_t k = 0; k < 4; ++k)
        fleet.services.push_back(service(BoatService::shared, docks[k], {docks[(k + 3) % 4], docks[(k + 2) % 4]}, 7));
    Params params;
    params.waterway.boarding_s = params.waterway.alighting_s = 1;
    WaterDay day(town.build_with_banks(), fleet, 1, params);
    int landed = 0;
    for (int part = 0; part < 12; ++part) {
        for (std::uint32_t k = 0; k < 4; ++k) day.arrive(k, docks[k], 100);
        day.run(600);
        EXPECT_GT(day.landed, landed + 16) << "in the ten minutes from " << part * 10;
        landed = day.landed;
    }
    EXPECT_TRUE(day.locks.locks().empty());
}

TEST(WaterwayLocks, a_fleet_that_would_fill_every_place_is_refused) {
    WaterTown town;
    const WaterLinkId canal = town.link(town.node(0, 0), town.node(200, 0), 12);
    const DockId west = town.dock(canal, 20, -1, 2), east = town.dock(canal, 150, -1, 2);
    FleetSpec fleet;
    fleet.services = {service(BoatService::shared, west, {east}, 2), service(BoatService::shared, east, {west}, 2)};
    fleet.boats = 4;  // all wait, loaded, for each other's berths
    EXPECT_THROW(WaterDay(town.build_with_banks(), fleet), InputError);
    fleet.boats = 3;
    WaterDay day(town.build_with_banks(), fleet);
    day.arrive(0, west, 100), day.arrive(1, east, 100);
    day.run(3 * 3600);
    EXPECT_EQ(day.landed, 200);
}

TEST(WaterwayLocks, a_boat_aground_in_a_narrow_canal_is_told_with_all_that_wait_behind_it) {
    WaterTown town;
    const WaterNodeId a = town.node(0, 0), b = town.node(120, 0), c = town.node(160, 0), d = town.node(280, 0);
    const WaterLinkId west = town.link(a, b, 9), narrow = town.link(b, c, 3), east = town.link(c, d, 9);
    const DockId from = town.dock(west, 15, -1, 3), to = town.dock(east, 80, 1, 3);
    town.mooring(west, 12, 1, 5), town.mooring(east, 60, -1, 5);
    FleetSpec fleet;
    fleet.boats = 8;
    fleet.services = {service(BoatService::shared, from, {to}, 4), service(BoatService::shared, to, {from}, 4)};
    WaterDay day(town.build_with_banks(), fleet);
    const auto run = [&](int minutes) {
        for (int minute = 0; minute < minutes; ++minute) day.arrive(0, from, 3), day.arrive(1, to, 3), day.run(60);
    };
    run(20);
    EXPECT_TRUE(day.locks.locks().empty());
    EXPECT_TRUE(day.locks.standstills().empty());
    const int landed = day.landed;
    day.water.run_aground(narrow, 40 * 60);
    run(30);
    ASSERT_EQ(day.locks.locks().size(), 1u);
    const BoatLock& lock = day.locks.locks().front();
    EXPECT_GE(lock.boats.size(), 2u);
    EXPECT_NEAR(lock.at.x, 140, 30);
    EXPECT_GE(lock.found - lock.from, LockFinder::patience);
    ASSERT_GE(day.locks.standstills().size(), 2u) << "each by name";
    for (const BoatStandstill& s : day.locks.standstills()) EXPECT_GE(s.until - s.from, LockFinder::starves);
    run(50);  // afloat again: all go on
    EXPECT_EQ(day.locks.locks().size(), 1u);
    EXPECT_GT(day.landed, landed + 40);
}

}  // namespace
}  // namespace wz::test
