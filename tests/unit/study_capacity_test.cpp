// The search for a capacity: its coverage where the answer is known, and queues of the engine at their known limits.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/random.hpp"
#include "queueing/service_queue.hpp"
#include "study/capacity_search.hpp"

namespace study {
namespace {

using wz::Draws;
using wz::Stream;

/// Replications that break above a level of their own, uniform over the levels; `flicker`: the share of outcomes that
/// come out the other way within 3 levels of it.
AskDays uniform_days(std::uint64_t macro, int steps, double flicker = 0) {
    return [=](int level, const std::vector<int>& replications) {
        std::vector<bool> broken;
        for (const int r : replications) {
            const auto id = macro * 100'000 + static_cast<std::uint64_t>(r);
            const double own = Draws(3, Stream::stay, id).uniform() * steps;
            const double luck = Draws(3, Stream::meal, id, static_cast<std::uint64_t>(level)).uniform();
            broken.push_back((level > own) != (std::abs(level - own) < 3 && luck < flicker));
        }
        return broken;
    };
}

TEST(StudyCapacity, TheIntervalHoldsTheTruthAsOftenAsItSays) {
    const CapacityQuestion q{200, 60, 0.1, 0.95};
    constexpr int macros = 1000;
    constexpr double truth = 20;  // a tenth of the days break below level 20
    int covered = 0, runs = 0;
    for (int m = 0; m < macros; ++m) {
        const CapacityAnswer a = search_capacity(q, uniform_days(static_cast<std::uint64_t>(m), q.steps));
        covered += a.holds <= truth && truth <= a.breaks;
        runs += a.runs;
        EXPECT_EQ(a.contradicted, 0);
        EXPECT_LE(a.holds, a.estimate);
        EXPECT_LE(a.estimate, a.breaks);
    }
    EXPECT_GE(covered, macros * 95 / 100);
    EXPECT_LT(covered, macros);        // not by being endless
    EXPECT_LT(runs / macros, 60 * 8);  // every level that is looked at in full: 60 × 16 or more
}

TEST(StudyCapacity, DaysThatAreNotMonotoneAreNoticedAndTheEndsStand) {
    const CapacityQuestion q{200, 60, 0.1, 0.95};
    int contradicted = 0;
    for (std::uint64_t m = 0; m < 50; ++m) {
        const AskDays ask = uniform_days(m, q.steps, 0.3);
        const CapacityAnswer a = search_capacity(q, ask);
        contradicted += a.contradicted;
        std::vector<int> all(60);
        for (int r = 0; r < 60; ++r) all[static_cast<std::size_t>(r)] = r;
        const auto count = [&](int level) {
            int k = 0;
            for (const bool b : ask(level, all)) k += b;
            return k;
        };
        EXPECT_LE(count(a.holds), most_that_hold(q));
        EXPECT_GE(count(a.breaks), fewest_that_break(q));
    }
    EXPECT_GT(contradicted, 0);
}

TEST(StudyCapacity, PartsFindTheLevelOfEachDayByThemselves) {
    const CapacityQuestion q{200, 60, 0.1, 0.95};
    const AskDays days = uniform_days(1, q.steps);
    std::map<std::pair<int, int>, bool> made;
    int asked = 0;
    for (const int part : {0, 1}) {
        std::vector<int> mine;
        for (int r = part; r < q.replications; r += 2) mine.push_back(r);
        bracket_days(q, mine, [&](const std::vector<std::pair<int, int>>& pairs) {
            std::vector<bool> broken;
            for (const auto& [level, r] : pairs) {
                EXPECT_EQ(r % 2, part);
                broken.push_back(days(level, {r})[0]);
                made[{level, r}] = broken.back();
                ++asked;
            }
            return broken;
        });
    }
    EXPECT_LE(asked, q.replications * 8);  // 201 outcomes: log2 of them
    int fresh = 0;
    const AskDays as_stored = [&](int level, const std::vector<int>& replications) {
        for (const int r : replications) fresh += !made.contains({level, r});
        return days(level, replications);
    };
    const CapacityAnswer whole = search_capacity(q, as_stored), alone = search_capacity(q, days);
    EXPECT_EQ(whole.holds, alone.holds);
    EXPECT_EQ(whole.breaks, alone.breaks);
    EXPECT_LE(fresh, whole.audited + 2 * q.replications);
    for (int r = 0; r < q.replications; ++r) {  // both sides of its own level were seen
        int least = q.steps + 1;
        for (const auto& [at, broken] : made)
            if (at.second == r && broken) least = std::min(least, at.first);
        EXPECT_TRUE(least == q.steps + 1 || days(least, {r})[0]);
        EXPECT_TRUE(least == 0 || !days(least - 1, {r})[0]);
    }
}

TEST(StudyCapacity, SaysWhenTheAnswerLiesOutsideTheRange) {
    const CapacityQuestion q{10, 40, 0.1, 0.95};
    const auto always = [](bool broken) {
        return [broken](int, const std::vector<int>& r) { return std::vector<bool>(r.size(), broken); };
    };
    EXPECT_EQ(search_capacity(q, always(true)).holds, -1);
    EXPECT_EQ(search_capacity(q, always(true)).breaks, 0);
    EXPECT_EQ(search_capacity(q, always(false)).holds, 10);
    EXPECT_EQ(search_capacity(q, always(false)).breaks, 11);
}

TEST(StudyCapacity, KnowsHowManyReplicationsAnAnswerTakes) {
    EXPECT_EQ(fewest_replications(0.1, 0.95), 36);
    EXPECT_EQ(fewest_replications(0.05, 0.90), 59);  // the 59 of the textbooks: one side at 95 %
    for (const double alpha : {0.05, 0.1, 0.5, 0.9}) {
        const int n = fewest_replications(alpha, 0.95);
        EXPECT_GE(most_that_hold({8, n, alpha, 0.95}), 0);
        EXPECT_LE(fewest_that_break({8, n, alpha, 0.95}), n);
        const CapacityQuestion fewer{8, n - 1, alpha, 0.95};
        EXPECT_TRUE(most_that_hold(fewer) < 0 || fewest_that_break(fewer) > n - 1);
    }
}

// ---- the engine's own queue ----------------------------------------------------------------------------------------

constexpr double unit = 400;  // ticks per mean service

/// Mean waits, in mean services, of lines one after the other, with Poisson arrivals at `rate` per mean service: the
/// first line's departures are the second one's arrivals (Burke 1956: for M/M/1 they are Poisson again).
std::vector<double> mean_waits(double rate, int replication, const std::vector<wz::ServiceTime>& shapes,
                               int customers) {
    std::vector<wz::ServiceQueue> lines;
    for (std::size_t i = 0; i < shapes.size(); ++i)
        lines.emplace_back(wz::ServiceQueueSpec{wz::QueueId(i), static_cast<std::uint64_t>(replication), 1,
                                                wz::seconds(wz::Tick(unit)), 0, shapes[i]});
    Draws arrivals(static_cast<std::uint64_t>(replication), Stream::arrival, 1);
    double next = arrivals.exponential(unit / rate);
    std::vector<wz::PersonId> served;
    for (int joined = 0, left = 0; left < customers;) {
        wz::Tick now = joined < customers ? static_cast<wz::Tick>(next) : wz::never;
        for (const wz::ServiceQueue& line : lines) now = std::min(now, line.next_end());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            served.clear();
            lines[i].step(now, served);
            for (const wz::PersonId p : served) {
                lines[i].release(p, now);
                if (i + 1 < lines.size())
                    lines[i + 1].join(p, now);
                else
                    ++left;
            }
        }
        if (joined < customers && static_cast<wz::Tick>(next) == now) {
            lines[0].join(wz::PersonId(static_cast<std::size_t>(joined++)), now);
            next += arrivals.exponential(unit / rate);
        }
    }
    std::vector<double> waits;
    for (const wz::ServiceQueue& line : lines)
        waits.push_back(static_cast<double>(line.record().sum_of_waits()) / customers / unit);
    return waits;
}

constexpr double lowest_rate = 0.5, highest_rate = 0.98;
constexpr int steps = 96;
double rate(int level) { return lowest_rate + (highest_rate - lowest_rate) * level / steps; }

/// The arrival rate above which the total mean wait exceeds `limit` on more than half of the days.
CapacityAnswer capacity_of(const std::vector<wz::ServiceTime>& shapes, double limit) {
    return search_capacity({steps, 40, 0.5, 0.95}, [&](int level, const std::vector<int>& replications) {
        std::vector<bool> broken;
        for (const int r : replications) {
            double total = 0;
            for (const double w : mean_waits(rate(level), r + 1, shapes, 10'000)) total += w;
            broken.push_back(total > limit);
        }
        return broken;
    });
}

void expect_within(const CapacityAnswer& a, double known) {
    EXPECT_LE(rate(a.holds), known);
    EXPECT_GE(rate(a.breaks), known);
    EXPECT_LT(rate(a.breaks) - rate(a.holds), 0.04);
    EXPECT_EQ(a.contradicted, 0);
}

using enum wz::ServiceTime;

TEST(StudyCapacity, ADockAsMM1) { expect_within(capacity_of({exponential}, 4), 0.8); }  // Wq = ρ / (1 − ρ)
TEST(StudyCapacity, AGateAsMD1) { expect_within(capacity_of({lognormal}, 2), 0.8); }    // Wq = ρ / 2(1 − ρ)
TEST(StudyCapacity, TwoInARow) { expect_within(capacity_of({exponential, exponential}, 6), 0.75); }

}  // namespace
}  // namespace study
