// When boats leave, and whom they take: one service at a time on a short canal.
#include "behaviour/waterway_landings.hpp"

namespace wz::test {
namespace {

/// s at which the first boat with people leaves; −1: none does within an hour.
double first_departure(WaterDay& day) {
    for (int s = 0; s < 3600; ++s) {
        day.run(1);
        for (const BoatNote& n : day.notes)
            if (n.kind == BoatNote::Kind::departed && n.aboard > 0) return seconds(day.now);
    }
    return -1;
}

TEST(WaterwayLanding, a_shared_boat_leaves_when_full_or_some_time_after_its_first_passenger) {
    Landings full;
    full.add(BoatService::shared, full.west, {full.east}, 2);
    WaterDay crowded = full.day();
    crowded.arrive(0, full.west, 20);
    const double boarded = 8 * full.params.waterway.boarding_s;
    EXPECT_NEAR(first_departure(crowded), boarded, 45);  // it may have to shift the oar
    Landings few;
    few.params.waterway.shared_timeout_min = 6;
    few.add(BoatService::shared, few.west, {few.east}, 2);
    WaterDay quiet = few.day();
    quiet.arrive(0, few.west, 3);
    EXPECT_NEAR(first_departure(quiet), 6 * 60, 45);
}

TEST(WaterwayLanding, a_charter_takes_one_party_and_waits_for_nobody_else) {
    Landings l;
    l.add(BoatService::charter, l.west, {l.east}, 2);
    WaterDay day = l.day();
    day.arrive(0, l.west, 6, 3);
    EXPECT_NEAR(first_departure(day), 3 * l.params.waterway.boarding_s, 45);
    day.run(1800);
    for (const BoatNote& n : day.notes)
        EXPECT_TRUE(n.kind != BoatNote::Kind::departed || n.aboard == 0 || n.aboard == 3);
    EXPECT_EQ(day.landed, 6);
}

TEST(WaterwayLanding, a_ferry_crosses_for_those_on_the_other_side) {
    Landings l;
    l.add(BoatService::ferry, l.west, {l.east}, 1);
    WaterDay day = l.day();
    day.arrive(0, l.east, 4);  // the boat lies in the west
    day.run(2400);
    EXPECT_EQ(day.landed, 4);
    day.arrive(0, l.west, 3);
    day.run(1800);
    EXPECT_EQ(day.landed, 7);
}

// What people reckon with who choose between the ferry and the way on foot.
TEST(WaterwayLanding, a_ferry_takes_about_as_long_as_people_are_told) {
    Landings l;
    l.add(BoatService::ferry, l.west, {l.east}, 1);
    WaterDay day = l.day();
    const double told = day.water.ferry_ride_s(0);
    EXPECT_NEAR(told, (138 + 110) / l.params.waterway.cruise_mps, 15) << "berths are up to 14 m from the dock's middle";
    day.arrive(0, l.west, 4);
    day.run(1800);
    double ride = 0;  // by a mooring, perhaps
    for (const BoatNote& n : day.notes) ride += n.kind == BoatNote::Kind::arrived && n.aboard > 0 ? n.seconds : 0;
    EXPECT_EQ(day.landed, 4);
    EXPECT_NEAR(ride, told, 0.35 * told);
}

// Once one boat at a time crossed empty, while five lay idle and the wait at the other end was an hour.
TEST(WaterwayLanding, as_many_ferries_cross_empty_as_those_on_the_other_side_fill) {
    Landings l;
    l.add(BoatService::ferry, l.west, {l.east}, 4);
    WaterDay day = l.day();
    day.arrive(0, l.east, 24);
    day.run(1200);
    std::vector<BoatId> came;
    for (const BoatNote& n : day.notes)
        if (n.kind == BoatNote::Kind::arrived && n.dock == l.east) came.push_back(n.boat);
    EXPECT_EQ(came.size(), 3u) << "not the fourth, which nobody needs";
    // the west has three berths for four boats: the one that lies there empty makes room for people
    EXPECT_EQ(day.landed, 24);
}

TEST(WaterwayLanding, empty_boats_are_fetched_to_where_people_wait) {
    Landings l;
    l.add(BoatService::shared, l.west, {l.east}, 4);
    l.add(BoatService::shared, l.east, {l.west}, 0).boats = 1;
    l.fleet.services[0].boats = 3;
    WaterDay day = l.day();
    day.arrive(1, l.east, 32);  // four boatloads; three of four boats lie at the other end
    day.run(3600);
    EXPECT_EQ(day.landed, 32);
}

TEST(WaterwayLanding, refuse_boats_go_from_stop_to_stop_in_their_hours_and_take_nobody) {
    Landings l;
    BoatServiceSpec& refuse = l.add(BoatService::refuse, l.west, {l.middle, l.east}, 1);
    refuse.end = ticks(3600);
    WaterDay day = l.day();
    day.run(2 * 3600);
    int stops[3] = {0, 0, 0}, late = 0;
    for (const BoatNote& n : day.notes) {
        EXPECT_EQ(n.aboard, 0);
        if (n.kind == BoatNote::Kind::arrived && n.dock.valid()) ++stops[n.dock.index()];
    }
    EXPECT_GT(stops[l.middle.index()], 0);
    EXPECT_GT(stops[l.east.index()], 0);
    const std::size_t before = day.notes.size();
    day.run(1800);
    for (std::size_t k = before; k < day.notes.size(); ++k) late += day.notes[k].kind == BoatNote::Kind::departed;
    EXPECT_EQ(late, 0);
}

TEST(WaterwayLanding, a_parade_passes_its_stops_once_one_boat_behind_the_other) {
    Landings l;
    l.add(BoatService::parade, l.west, {l.east}, 2).start = ticks(600);
    WaterDay day = l.day();
    day.run(599);
    EXPECT_EQ(day.count(BoatNote::Kind::departed), 0);
    day.run(2400);
    int arrived = 0;
    for (const BoatNote& n : day.notes) arrived += n.kind == BoatNote::Kind::arrived && n.dock == l.east;
    EXPECT_EQ(arrived, 2);
}

WaterDay full_when_rain_begins(Landings& l) {
    l.add(BoatService::shared, l.west, {l.east}, 1);
    WaterDay day = l.day();
    day.arrive(0, l.west, 8);
    while (day.boarded < 8) day.run(0.1);
    day.water.set_stopped(true);
    return day;
}

TEST(WaterwayLanding, a_boat_that_is_full_when_rain_begins_stays_moored_with_its_people_and_leaves_after_it) {
    Landings l;
    WaterDay day = full_when_rain_begins(l);
    day.run(1200);
    EXPECT_EQ(day.count(BoatNote::Kind::departed), 0);
    EXPECT_EQ(day.aboard(), 8);
    day.water.set_stopped(false);
    day.run(1200);
    EXPECT_EQ(day.landed, 8);
}

TEST(WaterwayLanding, whoever_has_waited_aboard_for_half_an_hour_of_rain_steps_ashore) {
    Landings l;
    WaterDay day = full_when_rain_begins(l);
    day.run(1900);
    EXPECT_EQ(day.landed, 8);
    EXPECT_EQ(day.count(BoatNote::Kind::departed), 0);
    day.water.set_stopped(false);
    day.arrive(0, l.west, 8);
    day.run(1200);
    EXPECT_EQ(day.landed, 16);
}

/// One berth in the east, where an empty boat lies: the loaded one would have to sit out the rain at a mooring.
TEST(WaterwayLanding, whoever_is_afloat_when_rain_begins_is_brought_ashore_and_empty_boats_make_room_for_that) {
    WaterTown town;
    const WaterNodeId a = town.node(0, 0), b = town.node(300, 0);
    const WaterLinkId canal = town.link(a, b, 12);
    const DockId west = town.dock(canal, 20, -1, 2), east = town.dock(canal, 260, 1, 1);
    town.mooring(canal, 150, 1, 4);
    FleetSpec fleet;
    fleet.boats = 3;
    fleet.services = {service(BoatService::shared, west, {east}, 2), service(BoatService::shared, east, {west}, 1)};
    WaterDay day(town.build_with_banks(), fleet);
    ASSERT_EQ(day.water.view(BoatId(2u)).at.x, 260);
    day.arrive(0, west, 16);
    ASSERT_GT(first_departure(day), 0);
    day.water.set_stopped(true);
    const std::size_t dry = day.notes.size();
    day.run(1200);
    EXPECT_EQ(day.landed, 8);
    for (std::size_t k = dry; k < day.notes.size(); ++k) {
        const BoatNote& n = day.notes[k];
        EXPECT_TRUE(n.kind != BoatNote::Kind::departed || n.aboard == 0 || !n.dock.valid()) << "sets out in the rain";
    }
}

TEST(WaterwayLanding, the_last_boat_leaves_with_those_aboard_and_takes_nobody_after_the_end) {
    Landings l;
    l.add(BoatService::shared, l.west, {l.east}, 2).end = ticks(300);
    WaterDay day = l.day();
    day.run(240);
    day.arrive(0, l.west, 30);
    day.run(70);
    const int boarded = day.boarded;
    EXPECT_GT(boarded, 0);
    EXPECT_LT(boarded, 15);  // two boats, one person each every 11 s
    day.run(2400);
    EXPECT_EQ(day.boarded, boarded);
    EXPECT_EQ(day.landed, boarded);
}

}  // namespace
}  // namespace wz::test
