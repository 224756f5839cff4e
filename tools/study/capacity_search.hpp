// The largest level at which at most a share `alpha` of the days goes wrong, as an interval. Pure: the days are behind
// a function.
//
// With common random numbers, replication r meets the same visitors at every level, only more of them, and so has a
// level of its own above which it goes wrong. The capacity is the alpha-quantile of these levels, and its interval is
// that of order statistics: level `holds` where so few days go wrong that P ≤ alpha is shown, level `breaks` where so
// many do that P > alpha is shown, each at half of 1 − confidence (Clopper & Pearson 1934). Outcomes between what a
// replication has shown already are inferred, not run; at the two ends of the answer every replication is run, and an
// end that does not stand is moved outwards.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "study/interval.hpp"

namespace study {

struct CapacityQuestion {
    int steps = 64;  // levels 0 .. steps
    int replications = 36;
    double alpha = 0.1, confidence = 0.95;
};
/// How many days go wrong at a level, some of them perhaps inferred.
struct LevelCount {
    int broken = 0, made = 0;
};
struct CapacityAnswer {
    int holds = -1;     // highest level shown to hold; −1: not even the lowest
    int breaks = 0;     // lowest level shown to break; steps + 1: not even the highest
    int estimate = -1;  // highest level at which the share of broken days is at most alpha
    int runs = 0;
    int audited = 0, contradicted = 0;  // inferred outcomes that were run after all; those that came out otherwise
    std::map<int, LevelCount> levels;   // that were looked at
};

/// outcome[i]: whether the day of replications[i] goes wrong at the level.
using AskDays = std::function<std::vector<bool>(int level, const std::vector<int>& replications)>;

/// Most broken days of n that still show P ≤ alpha (−1: n is too small), and fewest that show P > alpha (n + 1: too
/// small).
int most_that_hold(const CapacityQuestion& question);
int fewest_that_break(const CapacityQuestion& question);
/// Fewest replications with which both can be shown.
int fewest_replications(double alpha, double confidence);

CapacityAnswer search_capacity(const CapacityQuestion& question, const AskDays& ask);

/// outcome[i]: whether the day of pairs[i] = (level, replication) goes wrong.
using AskPairs = std::function<std::vector<bool>(const std::vector<std::pair<int, int>>& pairs)>;
/// Halves the range of each of these replications until its own level is known: what one of many machines can do
/// without knowing of the others. A search over all of them then finds most of its days made, and ends the same.
void bracket_days(const CapacityQuestion& question, const std::vector<int>& replications, const AskPairs& ask);

}  // namespace study
