// Intervals against tables and by their coverage; designs; when to stop.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "base/random.hpp"
#include "study/compare.hpp"
#include "study/design.hpp"
#include "study/interval.hpp"
#include "study/stopping.hpp"
#include "study/timetable.hpp"

namespace study {
namespace {

TEST(StudyInterval, QuantilesOfStudentAgreeWithTables) {
    EXPECT_NEAR(student_quantile(0.975, 1), 12.7062, 1e-4);
    EXPECT_NEAR(student_quantile(0.975, 9), 2.26216, 1e-5);
    EXPECT_NEAR(student_quantile(0.95, 30), 1.69726, 1e-5);
    EXPECT_NEAR(student_quantile(0.025, 9), -2.26216, 1e-5);
    EXPECT_NEAR(student_quantile(0.975, 1e6), 1.95997, 1e-4);
}

TEST(StudyInterval, IncompleteBetaIsThatOfClosedForms) {
    EXPECT_NEAR(incomplete_beta(2, 3, 0.5), 0.6875, 1e-12);
    EXPECT_NEAR(incomplete_beta(1, 5, 0.2), 1 - std::pow(0.8, 5), 1e-12);
    EXPECT_NEAR(incomplete_beta(5, 1, 0.9), std::pow(0.9, 5), 1e-12);
}

TEST(StudyInterval, ProbabilitiesAfterSoManyOfSoMany) {
    EXPECT_NEAR(clopper_pearson(0, 36, 0.95).high, 1 - std::pow(0.025, 1.0 / 36), 1e-9);
    EXPECT_EQ(clopper_pearson(0, 36, 0.95).low, 0);
    EXPECT_NEAR(clopper_pearson(5, 20, 0.95).low, 0.08657, 1e-5);
    EXPECT_NEAR(clopper_pearson(5, 20, 0.95).high, 0.49105, 1e-5);
    EXPECT_EQ(clopper_pearson(20, 20, 0.95).high, 1);
}

/// Pairs that share most of their noise; b is 0.3 above a on average.
std::vector<StoredValue> values(int macro, int n, bool changed) {
    std::vector<StoredValue> list;
    for (int r = 0; r < n; ++r) {
        const auto id = static_cast<std::uint64_t>(macro * 1000 + r);
        double v = wz::Draws(1, wz::Stream::arrival, id).normal(10, 4);
        if (changed) v += wz::Draws(1, wz::Stream::stay, id).normal(0.3, 0.5);
        list.push_back({r, v, "", -1});
    }
    return list;
}

TEST(StudyCompare, IntervalsOfDifferencesCoverWhatTheySay) {
    constexpr int macros = 2000;
    int covered = 0;
    double width = 0;
    for (int m = 0; m < macros; ++m) {
        const Difference d = difference("x", values(m, 12, false), values(m, 12, true), 0.95);
        covered += d.change.contains(0.3);
        width += d.change.half_width() / macros;
        EXPECT_GT(d.correlation, 0.8);
    }
    EXPECT_GT(covered, macros * 93 / 100);
    EXPECT_LT(covered, macros * 97 / 100);
    EXPECT_LT(width, 0.4);  // unpaired, it would be 3.4
}

TEST(StudyCompare, ANullChangeIsExactlyZero) {
    const Difference d = difference("x", values(1, 10, true), values(1, 10, true), 0.95);
    EXPECT_EQ(d.change.low, 0);
    EXPECT_EQ(d.change.high, 0);
    EXPECT_FALSE(d.clear());
    EXPECT_EQ(d.pairs, 10);
}

TEST(StudyCompare, FailedRunsDropOutPairByPair) {
    std::vector<StoredValue> from = values(1, 10, false), to = values(1, 10, true);
    from.erase(from.begin() + 3);
    to.erase(to.begin() + 7);
    EXPECT_EQ(difference("x", from, to, 0.95).pairs, 8);
}

TEST(StudyStopping, LooksAtFixedNumbersOfRunsAndStopsWhenPrecise) {
    const Stopping stop{10, 27, 5, 0.1, 0.95};
    EXPECT_EQ(stop.next_look(0), 10);
    EXPECT_EQ(stop.next_look(10), 15);
    EXPECT_EQ(stop.next_look(25), 27);
    EXPECT_TRUE(stop.precise(std::vector<double>{10, 10.1, 9.9, 10}));
    EXPECT_FALSE(stop.precise(std::vector<double>{1, 20, 3, 9}));
    EXPECT_TRUE(stop.precise(std::vector<double>{0, 0, 0}));
    EXPECT_FALSE(stop.precise(std::vector<double>{5}));
}

Factor range(const std::string& name, double from, double to, bool whole = false) {
    Factor f{name, {}, true, from, to, whole, {}};
    return f;
}

TEST(StudyDesign, AGridHoldsEveryCombinationOnce) {
    const std::vector<Factor> factors{{"a", {{"1", {}}, {"2", {}}}}, {"b", {{"x", {}}, {"y", {}}, {"z", {}}}}};
    const std::vector<Variant> variants = grid(factors);
    ASSERT_EQ(variants.size(), 6u);
    EXPECT_EQ(variants[0].name, "a=1, b=x");
    EXPECT_EQ(variants[5].name, "a=2, b=z");
    EXPECT_EQ(grid({})[0].name, "base");
}

TEST(StudyDesign, ALatinHypercubeMeetsEveryStratumOnce) {
    constexpr int n = 20;
    const auto variants = latin_hypercube({range("p", 2, 4), range("q", 1, 5, true)}, n, 7);
    ASSERT_EQ(variants.size(), 20u);
    std::set<int> strata;
    int whole[6] = {};
    for (const Variant& v : variants) {
        strata.insert(static_cast<int>((std::stod(v.settings[0].value.text) - 2) / 2 * n));
        ++whole[std::stoi(v.settings[1].value.text)];
    }
    EXPECT_EQ(strata.size(), 20u);
    for (int k = 1; k <= 5; ++k) EXPECT_EQ(whole[k], 4) << k;
    const auto again = latin_hypercube({range("q", 1, 5, true), range("p", 2, 4)}, n, 7);
    EXPECT_EQ(again[3].settings[1].value.text, variants[3].settings[0].value.text);  // whatever else is varied
}

/// Three shows that end at 0, 5, 10 or 15 min; whoever leaves shares the street with all who leave near them.
double crowd(const Combination& c) {
    const double people[] = {900, 500, 700};
    double worst = 0;
    for (int t = 0; t < 4; ++t) {
        double sum = 0;
        for (std::size_t i = 0; i < 3; ++i) sum += people[i] / (1.0 + std::abs(c[i] - t) * 2);
        worst = std::max(worst, sum);
    }
    return worst + 0.01 * (c[0] + 2 * c[1] + 3 * c[2]);
}

TEST(StudyTimetable, FindsWhatTryingEverythingFinds) {
    const std::vector<int> levels{4, 4, 4};
    const BestCombination all = choose(levels, true, 1, crowd);
    EXPECT_EQ(all.scored.size(), 64u);
    double least = 1e9;
    for (const auto& [c, score] : all.scored) least = std::min(least, score);
    EXPECT_EQ(all.score, least);
    const BestCombination quick = choose(levels, false, 5, crowd);
    EXPECT_EQ(quick.levels, all.levels);
    EXPECT_LT(quick.scored.size(), 40u);
    EXPECT_LT(all.score, crowd({0, 0, 0}) * 0.8);
}

}  // namespace
}  // namespace study
