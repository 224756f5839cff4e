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
/// past a sharp turn; 44: boats with leave to go on that lie still for some minutes are in no knot; 197: one that poled
/// back to its line was passed by a boat that then kept out of its swing; 58: two abreast in a mouth, one let in early,
/// the other giving way to it; 388: bow to bow with a boat at its stop line, past a right angle; 763: one yielded to a
/// boat that could not enter while it was there itself.
TEST(WaterwayLocks, nets_that_were_locked_once_keep_moving) {
    for (const std::uint64_t seed : {5, 11, 41, 44, 58, 197, 388, 763}) {
        SCOPED_TRACE(seed);
        const WaterDay day = run_net(seed, seed == 197 ? 100 : 60);
        EXPECT_TRUE(day.locks.locks().empty());
        EXPECT_GT(day.landed, 100);
    }
}

/// Four reaches with a narrow canal between each two, and a dock and moorings in every reach, on opposite banks: all go
/// to the docks behind them or across the ring.
struct Ring {
    bool one_way = true;
    double width = 9;    // m, of the reaches
    int dock_side = -1;  // to starboard of those who go round the one way
    int boats = 28;

    [[nodiscard]] WaterDay day() const {
        WaterTown town;
        std::vector<WaterNodeId> nodes;
        for (const auto& [x, y] : {std::pair{0., 0.}, {90., 0.}, {90., 90.}, {0., 90.}})
            nodes.push_back(town.node(x, y));
        std::vector<DockId> docks;
        for (std::size_t k = 0; k < 4; ++k) {
            const WaterNodeId a = nodes[k], b = nodes[(k + 1) % 4];
            const Vec2d p = town.at(a), d = (town.at(b) - p) * (1 / 90.0);
            const WaterNodeId middle = town.node(p.x + 70 * d.x, p.y + 70 * d.y);
            const WaterLinkId reach = town.link(a, middle, width, one_way);
            town.link(middle, b, 3.5, one_way);
            docks.push_back(town.dock(reach, 24, dock_side, 3));
            town.mooring(reach, 20, -dock_side, 5);
        }
        FleetSpec fleet;
        fleet.boats = boats;
        for (std::size_t k = 0; k < 4; ++k)
            fleet.services.push_back(
                service(BoatService::shared, docks[k], {docks[(k + 3) % 4], docks[(k + 2) % 4]}, boats / 4));
        Params params;
        params.waterway.boarding_s = params.waterway.alighting_s = 1;
        return WaterDay(town.build_with_banks(), fleet, 1, params);
    }
};

/// Ten minutes with people at every dock all the time.
int landed_in_ten_minutes(WaterDay& day) {
    const int before = day.landed;
    for (std::uint32_t k = 0; k < 4; ++k) day.arrive(k, DockId(std::size_t{k}), 100);
    day.run(600);
    return day.landed - before;
}

/// Some go all the way round to a mooring behind their berth, through the lane in which they then wait to cross.
TEST(WaterwayLocks, a_ring_of_full_reaches_keeps_turning) {
    WaterDay day = Ring{}.day();
    for (int part = 0; part < 12; ++part) EXPECT_GT(landed_in_ten_minutes(day), 16) << "from " << part * 10 << " min";
    EXPECT_TRUE(day.locks.locks().empty());
}

/// Wide reaches, in which boats swing out of their berths beside others that wait to cross: whoever is kept out of a
/// swing comes behind the boat that swings, wherever it lies at that moment. Otherwise the queues change their order
/// without leave, and from the new one nobody might get home.
TEST(WaterwayLocks, whatever_was_granted_everybody_can_get_home) {
    WaterDay day = Ring{true, 11, 1, 28}.day();
    for (int part = 0; part < 12; ++part) EXPECT_GT(landed_in_ten_minutes(day), 16) << "from " << part * 10 << " min";
    EXPECT_EQ(day.unsafe_s, 0);
    EXPECT_TRUE(day.locks.locks().empty());
}

/// Both ways round through the narrow canals. Two crossed opposed lanes and kept out of each other's swings (28 boats);
/// one was pushed aside by a neighbour at its berth and lay in the way of the boat that it waited for (20); one with
/// leave to cross to its berth counted as if it waited behind those ahead of the berth (24, docks on the other side).
TEST(WaterwayLocks, a_ring_with_boats_in_both_directions_keeps_moving) {
    for (const Ring& ring : {Ring{false, 11, -1, 28}, Ring{false, 11, -1, 20}, Ring{false, 11, 1, 24}}) {
        SCOPED_TRACE(testing::Message() << ring.boats << " boats, docks on side " << ring.dock_side);
        WaterDay day = ring.day();
        for (int part = 0; part < 12; ++part)
            EXPECT_GT(landed_in_ten_minutes(day), 8) << "from " << part * 10 << " min";
        EXPECT_EQ(day.unsafe_s, 0);
        EXPECT_TRUE(day.locks.locks().empty());
    }
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

/// It waits before one closed canal, and behind it the way back is closed, too.
TEST(WaterwayLocks, a_boat_without_a_way_on_or_back_is_told_by_name) {
    WaterTown town;
    const WaterNodeId a = town.node(0, 0), b = town.node(120, 0), c = town.node(240, 0), d = town.node(300, 0),
                      e = town.node(420, 0);
    const WaterLinkId west = town.link(a, b, 9), before = town.link(b, c, 9), arch = town.link(c, d, 4),
                      east = town.link(d, e, 9);
    const DockId from = town.dock(west, 15, -1, 3), to = town.dock(east, 80, 1, 3);
    FleetSpec fleet;
    fleet.boats = 2;
    fleet.services = {service(BoatService::shared, from, {to}, 1)};
    WaterDay day(town.build_with_banks(), fleet);
    day.arrive(0, from, 8);
    while (day.water.view(BoatId(0)).link != before && day.water.view(BoatId(1)).link != before) day.run(1);
    day.water.close_link(arch, true), day.water.close_link(west, true);
    day.run(14 * 60);
    EXPECT_TRUE(day.locks.shut_in().empty());
    day.run(10 * 60);
    ASSERT_EQ(day.locks.shut_in().size(), 1u);
    EXPECT_NEAR(day.locks.shut_in().front().at.x, 236, 15);
    EXPECT_TRUE(day.locks.standstills().empty()) << "no other boat is to blame";
    day.water.close_link(arch, false);
    day.run(600);
    EXPECT_EQ(day.landed, 8);
    EXPECT_LT(seconds(day.locks.shut_in().front().until - day.locks.shut_in().front().from), 24 * 60);
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
