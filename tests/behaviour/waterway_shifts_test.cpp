// When the boatmen rest and relieve each other, and how they tire.
#include "behaviour/waterway_landings.hpp"

namespace wz::test {
namespace {

TEST(WaterwayShifts, boatmen_rest_after_their_hours_of_work) {
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

TEST(WaterwayShifts, boatmen_relieve_each_other_at_the_end_of_their_shift) {
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

TEST(WaterwayShifts, between_shifts_riders_are_brought_home_and_nobody_leaves) {
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

TEST(WaterwayShifts, a_ferry_has_shifts_of_its_own) {
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
TEST(WaterwayShifts, the_crew_of_a_ferry_changes_at_its_dock) {
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

TEST(WaterwayShifts, boats_slow_down_with_the_hours_at_the_oar) {
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

TEST(WaterwayShifts, without_a_length_of_rests_nobody_leaves_his_landing_for_one) {
    Landings l;
    l.params.waterway.rest_after_h = 0.5;
    l.params.waterway.rest_min = 0;
    l.add(BoatService::ferry, l.west, {l.east}, 4).headway_min = 10;
    WaterDay day = l.day();
    day.run(4 * 3600);
    EXPECT_GT(day.count(BoatNote::Kind::arrived), 40);
    for (const BoatNote& n : day.notes) EXPECT_TRUE(n.kind != BoatNote::Kind::arrived || n.dock.valid()) << "a mooring";
}

}  // namespace
}  // namespace wz::test
