#include <gtest/gtest.h>

#include "demand/arrival_curve.hpp"
#include "demand_day.hpp"

namespace wz {
namespace {

using namespace demand_day;

Scenario solo_visitors(int count, std::uint64_t seed) {
    Scenario s = day(false, seed);
    s.programme.clear();
    PopulationSpec p = visitors("solo", count);
    p.tour_share = 0;
    p.group_sizes = {1, 0, 0, 0, 0, 0};
    s.populations.assign(1, p);
    return s;
}

TEST(DemandArrivals, CurveIsTheInverseOfTheProfile) {
    Profile profile;
    profile.from = {{clock(8), 1}, {clock(10), 3}, {clock(11), 0}};  // shares 2/5 and 3/5
    const ArrivalCurve curve(profile, clock(7), clock(24));
    EXPECT_EQ(curve.first(), clock(8));
    EXPECT_NEAR(seconds(curve.at(0.2)), 9 * 3600, 1);
    EXPECT_NEAR(seconds(curve.at(0.4)), 10 * 3600, 1);
    EXPECT_NEAR(seconds(curve.at(0.7)), 10.5 * 3600, 1);
    EXPECT_LT(curve.at(0.999999999), clock(11));
}

TEST(DemandArrivals, WhatLiesOutsideTheDayIsCutOff) {
    Profile profile;
    profile.from = {{clock(6), 5}, {clock(8), 1}, {clock(26), 0}};
    const ArrivalCurve curve(profile, clock(8), clock(24));
    EXPECT_EQ(curve.first(), clock(8));
    EXPECT_NEAR(seconds(curve.at(0.5)), 16 * 3600, 1);
}

TEST(DemandArrivals, EmptyProfileArrivesAtTheStart) {
    EXPECT_EQ(ArrivalCurve({}, clock(8), clock(9)).at(0.5), clock(8));
}

// Hourly counts against the profile: chi-square with 9 degrees of freedom exceeds 27.9 once in a thousand seeds.
TEST(DemandArrivals, FollowTheProfile) {
    const int n = 20000;
    const Scenario s = solo_visitors(n, 5);
    double seen[10] = {};
    for (const GroupPlan& g : plan_day(s, town())) ++seen[(g.arrival - clock(8)) / clock(1)];
    const double weight[10] = {1, 4, 4, 2, 2, 2, 3, 3, 3, 3};
    double chi2 = 0;
    for (int h = 0; h < 10; ++h) {
        const double expected = n * weight[h] / 27.0;
        chi2 += (seen[h] - expected) * (seen[h] - expected) / expected;
    }
    EXPECT_LT(chi2, 27.9);
    EXPECT_GT(chi2, 0.5) << "suspiciously even: arrivals are not independent";
}

// Within an hour of constant rate, counts per minute scatter as a Poisson process does: variance over mean near 1.
TEST(DemandArrivals, AreIndependentWithinTheHour) {
    double sum = 0, sum2 = 0, bins = 0;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        int per_minute[60] = {};
        const Scenario s = solo_visitors(20000, seed);
        for (const GroupPlan& g : plan_day(s, town()))
            if (g.arrival >= clock(9) && g.arrival < clock(10)) ++per_minute[(g.arrival - clock(9)) / ticks(60)];
        for (const int c : per_minute) {
            sum += c;
            sum2 += static_cast<double>(c) * c;
            ++bins;
        }
    }
    const double mean = sum / bins;
    EXPECT_NEAR((sum2 / bins - mean * mean) / mean, 1.0, 0.25);  // standard error sqrt(2/300) = 0.08
}

}  // namespace
}  // namespace wz
