#include <gtest/gtest.h>

#include "demand/seating.hpp"
#include "demand_day.hpp"

namespace wz {
namespace {

using namespace demand_day;

std::vector<int> seated(const std::vector<GroupPlan>& plans, const Scenario& s) {
    std::vector<int> people(s.programme.size());
    for (const GroupPlan& g : plans)
        for (const Commitment& c : g.commitments)
            if (c.event.valid()) people[c.event.index()] += static_cast<int>(g.members.size());
    return people;
}

TEST(DemandSeats, NeverMoreThanThereAreAndFullWhenWanted) {
    const Town t = town();
    const Scenario s = day();  // a twentieth of some 9,700 people want each seat; there are 150
    const auto people = seated(plan_day(s, t), s);
    for (std::size_t e = 0; e < people.size(); ++e) {
        const ProgrammeEvent& event = s.programme[EventId(e)];
        if (event.kind == EventKind::open_house) continue;
        EXPECT_LE(people[e], seats_of(event, t)) << event.id;
        EXPECT_GE(people[e], seats_of(event, t) - 20)
            << event.id << ": sold out but for those kept for staff, who work";
    }
}

TEST(DemandSeats, ASmallAudienceIsSeatedWhole) {
    Scenario s = day();
    for (ProgrammeEvent& e : s.programme)
        for (auto& [population, share] : e.audience) share = 0.005;
    const auto people = seated(plan_day(s, town()), s);
    EXPECT_NEAR(people[1], 0.005 * 9700, 3);
}

TEST(DemandSeats, NobodyIsInTwoPlacesAtOnce) {
    Scenario s = day();
    for (ProgrammeEvent& e : s.programme) e.seats = 100000;
    for (ProgrammeEvent& e : s.programme)
        for (auto& [population, share] : e.audience) share = 0.6;
    const Tick gap = ticks(60 * s.params.demand.appointment_gap_min);
    std::size_t pairs = 0;
    for (const GroupPlan& g : plan_day(s, town()))
        for (std::size_t i = 0; i + 1 < g.commitments.size(); ++i) {
            const Commitment &a = g.commitments[i], &b = g.commitments[i + 1];
            ASSERT_LE(a.from, b.from);
            if (b.kind == CommitmentKind::home) continue;
            const bool lasts = a.kind == CommitmentKind::meal || a.kind == CommitmentKind::boat_ride;
            const Tick a_end = a.until + (lasts ? ticks(60.0 * a.minutes) : 0);
            ASSERT_LE(a_end + gap, b.from) << text(g, s);
            ++pairs;
        }
    EXPECT_GT(pairs, 1000u);
}

TEST(DemandSeats, HoldersAreThereInTimeAndStayTillTheEnd) {
    const Scenario s = day();
    const auto& p = s.params.demand;
    for (const GroupPlan& g : plan_day(s, town()))
        for (const Commitment& c : g.commitments) {
            if (!c.event.valid()) continue;
            const double lead = g.home.valid() ? p.home_lead_min : p.entry_lead_min;
            ASSERT_LE(g.arrival, c.from - ticks(30 * lead))
                << text(g, s);  // half of it for what begins early in the day
            ASSERT_LE(c.until, g.departure) << text(g, s);
        }
}

TEST(DemandSeats, LeaveByIsKept) {
    Scenario s = day();
    for (PopulationSpec& p : s.populations) p.leave_by = clock(22, 30);
    const auto plans = plan_day(s, town());
    const auto people = seated(plans, s);
    EXPECT_EQ(people[3], 0) << "the late show ends at 23:15";
    EXPECT_GT(people[1], 100);
    for (const GroupPlan& g : plans) ASSERT_LE(g.departure, clock(22, 30));
}

TEST(DemandSeats, MealsAndRidesKeepTheirHours) {
    const Scenario s = day();
    int meals = 0, rides = 0;
    for (const GroupPlan& g : plan_day(s, town()))
        for (const Commitment& c : g.commitments) {
            if (c.kind == CommitmentKind::meal) {
                const MealSpec& meal = s.populations[g.population].meals[c.meal];
                ++meals;
                ASSERT_TRUE(c.from >= meal.from && c.from <= c.until && c.until <= meal.to);
                ASSERT_GE(c.from, g.arrival);
                ASSERT_LE(c.from + ticks(60.0 * c.minutes), g.departure + 1);
            } else if (c.kind == CommitmentKind::boat_ride) {
                ++rides;
                ASSERT_EQ(c.service, BoatService::shared) << "nobody charters what is not on offer";
                ASSERT_TRUE(c.from >= clock(9) && c.until <= clock(17)) << "the dock's hours";
            }
        }
    EXPECT_GT(meals, 1000);
    EXPECT_GT(rides, 300);
}

TEST(DemandSeats, StaffStayAtTheirPosts) {
    const Scenario s = day();
    for (const GroupPlan& g : plan_day(s, town())) {
        if (s.populations[g.population].kind != "staff") continue;
        ASSERT_EQ(g.commitments.size(), 1u);
        ASSERT_EQ(g.commitments[0].kind, CommitmentKind::post);
        ASSERT_EQ(g.departure, std::min(g.arrival + clock(8), s.end));
    }
}

TEST(DemandSeats, OvernightGuestsGoHome) {
    const Scenario s = day();
    for (const GroupPlan& g : plan_day(s, town())) {
        if (!g.home.valid()) continue;
        ASSERT_FALSE(g.commitments.empty());
        ASSERT_EQ(g.commitments.back().kind, CommitmentKind::home);
        ASSERT_EQ(g.commitments.back().place, g.home);
        ASSERT_EQ(g.commitments.back().from, g.departure);
    }
}

TEST(DemandSeats, ItinerariesAreWalkedInOrder) {
    Scenario s = day();
    PopulationSpec press = visitors("press", 180);
    press.tour_share = 1;
    press.tour_min = press.tour_max = 20;
    press.itinerary = {PlaceId(std::size_t{7}), PlaceId(std::size_t{0}), PlaceId(std::size_t{3})};
    press.itinerary_stay_min = 25;
    s.programme.clear();
    s.populations.assign(1, press);
    const auto plans = plan_day(s, town());
    ASSERT_EQ(plans.size(), 9u);
    for (const GroupPlan& g : plans) {
        std::vector<PlaceId> stations;
        Tick last = g.arrival;
        for (const Commitment& c : g.commitments) {
            if (c.kind != CommitmentKind::itinerary) continue;
            stations.push_back(c.place);
            ASSERT_GE(c.from, last);
            ASSERT_EQ(c.until - c.from, ticks(25 * 60));
            last = c.until;
        }
        ASSERT_EQ(stations, press.itinerary);
        ASSERT_GE(g.departure, last);
    }
}

}  // namespace
}  // namespace wz
