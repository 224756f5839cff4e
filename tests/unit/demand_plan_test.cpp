#include <gtest/gtest.h>

#include <set>

#include "demand_day.hpp"

namespace wz {
namespace {

using namespace demand_day;

TEST(DemandPlan, CountsAreExact) {
    const Town t = town();
    for (const double scale : {0.0, 0.37, 1.0, 1.3}) {
        Scenario s = day();
        s.params.demand.scale = scale;
        auto people = people_by_population(plan_day(s, t), s);
        EXPECT_EQ(people["a_guests"], static_cast<int>(700 * scale + 0.5));
        EXPECT_EQ(people["b_staff"], 300) << "not scalable";
        EXPECT_EQ(people["c_visitors"], static_cast<int>(9000 * scale + 0.5));
    }
}

TEST(DemandPlan, SameSeedSamePlansOtherSeedOthers) {
    const Town t = town();
    const Scenario s = day();
    const Scenario other = day(false, 2);
    const auto a = plan_day(s, t), b = plan_day(s, t), c = plan_day(other, t);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) ASSERT_EQ(text(a[i], s), text(b[i], s));
    EXPECT_NE(text(a[0], s), text(c[0], other));
}

TEST(DemandPlan, OrderOfListsDoesNotMatter) {
    const Town t = town();
    const Scenario s = day(), reversed = day(true);
    const auto a = plan_day(s, t), b = plan_day(reversed, t);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) ASSERT_EQ(text(a[i], s), text(b[i], reversed)) << i;
}

TEST(DemandPlan, SortedByArrivalAndWithinTheDay) {
    const Scenario s = day();
    const auto plans = plan_day(s, town());
    std::set<std::uint64_t> keys;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        ASSERT_LE(plans[i > 0 ? i - 1 : i].arrival, plans[i].arrival);
        ASSERT_GE(plans[i].arrival, s.start);
        ASSERT_LT(plans[i].arrival, plans[i].departure);
        ASSERT_LE(plans[i].departure, s.end);
        ASSERT_NE(plans[i].entry.valid(), plans[i].home.valid());
        keys.insert(plans[i].key);
    }
    EXPECT_EQ(keys.size(), plans.size()) << "keys must be unique";
}

TEST(DemandPlan, MoreVisitorsKeepTheOldOnes) {
    const Town t = town();
    Scenario s = day();
    s.programme.clear();  // seats are shared out among all, so who gets one may change
    std::map<std::uint64_t, std::string> before;
    for (const GroupPlan& g : plan_day(s, t)) before[g.key] = text(g, s);
    s.params.demand.scale = 1.2;
    std::size_t same = 0;
    for (const GroupPlan& g : plan_day(s, t)) {
        const auto old = before.find(g.key);
        same += old != before.end() && old->second == text(g, s);
    }
    EXPECT_GE(same + 4, before.size()) << "only the cut last group and party of each population may grow";
}

TEST(DemandPlan, GroupSizesAndToursFollowTheirShares) {
    Scenario s = day();
    s.populations[PopulationId(std::size_t{2})].count = 40000;
    double groups = 0, pairs = 0, tour_people = 0;
    for (const GroupPlan& g : plan_day(s, town())) {
        if (s.populations[g.population].id != "c_visitors") continue;
        if (g.tour) {
            tour_people += static_cast<double>(g.members.size());
            EXPECT_TRUE(g.members.size() >= 20 && g.members.size() <= 40) << g.members.size();
            EXPECT_EQ(g.entry.index(), 0u) << "tour parties come by coach";
        } else {
            ++groups;
            pairs += g.members.size() == 2;
        }
    }
    EXPECT_NEAR(tour_people, 10000, 40);
    EXPECT_NEAR(pairs / groups, 0.38, 0.02);  // 5 standard errors of 10,000 groups
}

TEST(DemandPlan, EntrySharesHoldForPeople) {
    Scenario s = day();
    s.populations[PopulationId(std::size_t{2})].count = 40000;
    double by_entry[3] = {};
    for (const GroupPlan& g : plan_day(s, town()))
        if (s.populations[g.population].id == "c_visitors")
            by_entry[g.entry.index()] += static_cast<double>(g.members.size());
    EXPECT_NEAR(by_entry[0] / 40000, 0.3, 0.02);
    EXPECT_NEAR(by_entry[1] / 40000, 0.5, 0.02);
    EXPECT_NEAR(by_entry[2] / 40000, 0.2, 0.02);
}

TEST(DemandPlan, SpeedsAreWithinBoundsAndTheElderlySlower) {
    const Scenario s = day();
    double sum[2] = {}, n[2] = {};
    for (const GroupPlan& g : plan_day(s, town()))
        for (const Member& m : g.members) {
            const double v = m.free_speed / (m.elderly ? 0.7 : 1.0);
            ASSERT_GE(v, 0.6 - 1e-6);
            ASSERT_LE(v, 2.2 + 1e-6);
            sum[m.elderly] += m.free_speed;
            ++n[m.elderly];
        }
    EXPECT_NEAR(sum[0] / n[0], 1.34, 0.02);
    EXPECT_NEAR(sum[1] / n[1], 0.7 * 1.34, 0.02);
    EXPECT_NEAR(n[1] / (n[0] + n[1]), 0.2, 0.02);
}

TEST(DemandPlan, TicketsAndCartsFollowTheirShares) {
    const Scenario s = day();
    double groups = 0, buys = 0, carts = 0;
    for (const GroupPlan& g : plan_day(s, town())) {
        ++groups;
        buys += g.needs_ticket;
        carts += g.takes_carts;
    }
    EXPECT_NEAR(buys / groups, 0.3, 0.04);
    EXPECT_NEAR(carts / groups, 0.2, 0.04);
}

}  // namespace
}  // namespace wz
