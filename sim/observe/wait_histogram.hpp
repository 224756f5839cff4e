// Waits in bins of 5 s up to four hours: quantiles to within a bin, in constant memory.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace wz {

class WaitHistogram {
public:
    static constexpr double bin_s = 5;
    static constexpr std::size_t bins = 4 * 3600 / 5;  // the last one also holds all that is longer

    void add(double wait_s) {
        if (counts_.empty()) counts_.resize(bins);
        const double bin = std::max(0.0, wait_s) / bin_s;
        ++counts_[bin < static_cast<double>(bins - 1) ? static_cast<std::size_t>(bin) : bins - 1];
        ++count_;
        sum_s_ += wait_s;
        longest_s_ = std::max(longest_s_, wait_s);
    }

    [[nodiscard]] std::int64_t count() const { return count_; }
    [[nodiscard]] double mean_s() const { return count_ > 0 ? sum_s_ / static_cast<double>(count_) : 0; }
    [[nodiscard]] double sum_s() const { return sum_s_; }
    [[nodiscard]] double longest_s() const { return longest_s_; }
    /// The least wait, rounded to the middle of its bin, that a share q of all did not exceed; 0 for nobody.
    [[nodiscard]] double quantile_s(double q) const {
        const auto rank = static_cast<std::int64_t>(std::ceil(q * static_cast<double>(count_)));
        std::int64_t below = 0;
        for (std::size_t bin = 0; bin < counts_.size(); ++bin) {
            below += counts_[bin];
            if (below >= std::max<std::int64_t>(rank, 1)) {
                return std::min((static_cast<double>(bin) + 0.5) * bin_s, longest_s_);
            }
        }
        return 0;
    }

    /// How many waited m to m + 1 min.
    [[nodiscard]] std::vector<std::uint32_t> by_minute() const {
        std::vector<std::uint32_t> minutes;
        constexpr std::size_t per_min = 12;
        for (std::size_t bin = 0; bin < counts_.size(); ++bin) {
            if (counts_[bin] == 0) continue;
            minutes.resize(std::max(minutes.size(), bin / per_min + 1));
            minutes[bin / per_min] += counts_[bin];
        }
        return minutes;
    }

private:
    std::vector<std::uint32_t> counts_;
    std::int64_t count_ = 0;
    double sum_s_ = 0;
    double longest_s_ = 0;
};

}  // namespace wz
