// When a variant has been run often enough. Decided after `least` runs and then after every `batch`, from the runs in
// the order of their numbers: which machine finished first cannot matter.
#pragma once

#include <span>

#include "study/interval.hpp"

namespace study {

struct Stopping {
    int least = 10, most = 10, batch = 10;
    double relative_half_width = 0;  // 0: always `most`
    double confidence = 0.95;

    [[nodiscard]] int next_look(int runs) const {
        const int next = runs < least ? least : runs + batch;
        return next < most ? next : most;
    }
    /// Whether the mean is known well enough: half-width ≤ share of the mean (a mean of 0 needs a half-width of 0).
    [[nodiscard]] bool precise(std::span<const double> values) const {
        const Interval i = mean_interval(values, confidence);
        return i.half_width() <= relative_half_width * (i.estimate < 0 ? -i.estimate : i.estimate);
    }
};

}  // namespace study
