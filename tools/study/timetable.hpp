// Which level of each choice gives the least score: shows moved within limits so that let-outs do not coincide. Pure.
#pragma once

#include <functional>
#include <map>
#include <vector>

namespace study {

using Combination = std::vector<int>;  // level of each choice

struct BestCombination {
    Combination levels;
    double score = 0;
    std::map<Combination, double> scored;  // all that were looked at
};

/// `levels[i]` of choice i. Exhaustive: every combination. Otherwise from all zeros, one choice at a time is set to its
/// best level, over at most `passes` rounds or until a round changes nothing. Ties go to the lower level.
BestCombination choose(const std::vector<int>& levels, bool exhaustive, int passes,
                       const std::function<double(const Combination&)>& score);

}  // namespace study
