// When boats leave, whom they take, and when the boatmen rest: one service at a time on a short canal.
#include "behaviour/waterway_fixture.hpp"

namespace wz::test {
namespace {

class Landings {
public:
    DockId west, middle, east;
    FleetSpec fleet;
    Params params;

    Landings() {
        const WaterNodeId a = town_.node(0, 0), b = town_.node(150, 0), c = town_.node(300, 0);
        const WaterLinkId first = town_.link(a, b, 12), last = town_.link(b, c, 12);
        west = town_.dock(first, 12, -1, 3);
        middle = town_.dock(first, 100, -1, 3);
        east = town_.dock(last, 110, 1, 3);
        town_.mooring(first, 12, 1, 6), town_.mooring(last, 40, -1, 6);
        fleet.boats = 4;
    }
    BoatServiceSpec& add(BoatService kind, DockId from, std::vector<DockId> to, int boats) {
        fleet.services.push_back(service(kind, from, std::move(to), boats));
        return fleet.services.back();
    }
    WaterDay day() { return WaterDay(town_.build_with_banks(), fleet, 1, params); }

private:
    WaterTown town_;
};

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

TEST(WaterwayLanding, boatmen_rest_after_their_hours_of_work) {
    Landings l;
    l.params.waterway.rest_after_h = 0.5;
    l.params.waterway.rest_min = 20;
    l.add(BoatService::shared, l.west, {l.east}, 2);
    l.add(BoatService::shared, l.east, {l.west}, 2);
    WaterDay day = l.day();
    int resting = 0, longest = 0;
    std::vector<int> now(day.water.boats(), 0);
    for (int minute = 0; minute < 180; ++minute) {
        day.arrive(0, l.west, 1), day.arrive(1, l.east, 1), day.run(60);
        for (std::size_t i = 0; i < now.size(); ++i) {
            const bool rests = day.water.view(BoatId(i)).phase == BoatPhase::resting;
            now[i] = rests ? now[i] + 1 : 0;
            resting += now[i] == 1;
            longest = std::max(longest, now[i]);
        }
    }
    EXPECT_GE(resting, 8);  // three hours are six spells of work of each boat, idle time not counted
    EXPECT_GE(longest, 19);
    EXPECT_LE(longest, 21);
}

/// Two boats to and fro between west and east with somebody waiting at both ends all the time.
WaterDay to_and_fro(Landings& l) {
    l.params.waterway.rest_min = 0;
    l.params.waterway.shift_spread_min = 0;
    l.add(BoatService::shared, l.west, {l.east}, 2);
    l.add(BoatService::shared, l.east, {l.west}, 2);
    return l.day();
}
void run_crowded(WaterDay& day, const Landings& l, int minutes) {
    for (int minute = 0; minute < minutes; ++minute) day.arrive(0, l.west, 2), day.arrive(1, l.east, 2), day.run(60);
}

TEST(WaterwayLanding, boatmen_relieve_each_other_at_the_end_of_their_shift) {
    Landings l;
    l.params.waterway.shift_change_min = 10;
    l.fleet.shifts = {{0, ticks(3600)}, {ticks(3600), ticks(3 * 3600)}};
    WaterDay day = to_and_fro(l);
    const auto resting = [&](BoatId b) { return day.water.view(b).phase == BoatPhase::resting; };
    std::vector<int> rested(day.water.boats(), 0);
    for (int minute = 0; minute < 150; ++minute) {
        run_crowded(day, l, 1);
        for (std::size_t i = 0; i < rested.size(); ++i) {
            rested[i] += resting(BoatId(i)) ? 1 : 0;
            if (minute < 59) {
                EXPECT_EQ(rested[i], 0);
            }
        }
    }
    for (const int minutes : rested) EXPECT_NEAR(minutes, 10, 1) << "one change";
}

TEST(WaterwayLanding, between_shifts_riders_are_brought_home_and_nobody_leaves) {
    Landings l;
    l.fleet.shifts = {{0, ticks(3600)}, {ticks(2 * 3600), ticks(3 * 3600)}};
    WaterDay day = to_and_fro(l);
    run_crowded(day, l, 80);
    EXPECT_EQ(day.aboard(), 0);
    const int before = day.boarded;
    run_crowded(day, l, 38);
    EXPECT_GT(before, 50);
    EXPECT_EQ(day.boarded, before);
    run_crowded(day, l, 30);
    EXPECT_GT(day.boarded, before + 20);
}

TEST(WaterwayLanding, a_ferry_has_shifts_of_its_own) {
    Landings l;
    l.params.waterway.shift_spread_min = 0;
    l.fleet.shifts = {{0, ticks(3600)}};
    l.add(BoatService::ferry, l.west, {l.east}, 2).shifts = {{0, ticks(2 * 3600)}};
    WaterDay day = l.day();
    const auto crossed = [&](int minutes) {
        const int before = day.boarded;
        for (int minute = 0; minute < minutes; ++minute) day.arrive(0, l.west, 1), day.run(60);
        return day.boarded - before;
    };
    crossed(60);
    EXPECT_GT(crossed(50), 30);
    crossed(30);
    EXPECT_EQ(crossed(30), 0);
}

// Once they went to a mooring far away for it.
TEST(WaterwayLanding, the_crew_of_a_ferry_changes_at_its_dock) {
    Landings l;
    l.params.waterway.shift_spread_min = 0;
    l.params.waterway.rest_min = 0;
    l.add(BoatService::ferry, l.west, {l.east}, 1).shifts = {{0, ticks(3600)}, {ticks(3600), ticks(3 * 3600)}};
    WaterDay day = l.day();
    for (int minute = 0; minute < 120; ++minute) day.arrive(0, l.west, 1), day.run(60);
    for (const BoatNote& n : day.notes) {
        if (n.kind != BoatNote::Kind::arrived) continue;
        EXPECT_TRUE(n.dock.valid() || n.aboard > 0) << "an empty ferry at a mooring";
    }
    EXPECT_GT(day.boarded, 60);
}

TEST(WaterwayLanding, boats_slow_down_with_the_hours_at_the_oar) {
    const auto rides = [](double fatigue) {
        Landings l;
        l.params.waterway.fatigue_per_h = fatigue;
        WaterDay day = to_and_fro(l);
        run_crowded(day, l, 240);
        std::vector<double> first, last;
        for (const BoatNote& n : day.notes)
            if (n.kind == BoatNote::Kind::arrived && n.dock.valid())
                (first.size() < 8 ? first : last).push_back(n.seconds);
        const auto median = [](std::vector<double> v) {
            std::ranges::nth_element(v, v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2));
            return v[v.size() / 2];
        };
        return std::pair{median(first), median({last.end() - 8, last.end()})};
    };
    const auto [fresh, still_fresh] = rides(0);
    EXPECT_NEAR(still_fresh / fresh, 1, 0.05);
    const auto [rested, tired] = rides(0.15);
    EXPECT_GT(tired / rested, 1.15);
}

TEST(WaterwayLanding, without_a_length_of_rests_nobody_leaves_his_landing_for_one) {
    Landings l;
    l.params.waterway.rest_after_h = 0.5;
    l.params.waterway.rest_min = 0;
    l.add(BoatService::ferry, l.west, {l.east}, 4).headway_min = 10;
    WaterDay day = l.day();
    day.run(4 * 3600);
    EXPECT_GT(day.count(BoatNote::Kind::arrived), 40);
    for (const BoatNote& n : day.notes) EXPECT_TRUE(n.kind != BoatNote::Kind::arrived || n.dock.valid()) << "a mooring";
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
