// What is remembered of a queue's waits: exact sums in ticks, a histogram for quantiles, the longest queue of each
// minute, and the smoothed wait that a sign would show. Nothing here but the smoothed wait reaches the simulation.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/hash.hpp"
#include "base/time.hpp"

namespace wz {

class WaitRecord {
public:
    /// Somebody's wait ended with service. `memory`: weight of the old smoothed wait.
    void add_wait(Tick wait, double memory);
    /// Somebody's wait ended without service.
    void add_given_up(Tick wait);
    /// The queue's length from `now` on; call at every change. Minutes without a change keep the length.
    void note_length(Tick now, std::size_t length);

    [[nodiscard]] std::int64_t served() const { return served_; }
    [[nodiscard]] std::int64_t given_up() const { return given_up_; }
    [[nodiscard]] Tick sum_of_waits() const { return sum_of_waits_; }  // of those served
    [[nodiscard]] Tick longest_wait() const { return longest_wait_; }
    [[nodiscard]] double mean_wait_s() const;
    [[nodiscard]] double smoothed_wait_s() const { return smoothed_wait_s_; }
    /// Quantile of the waits of those served, 0 < q < 1; at most one bin off: 5 s up to 10 min, 30 s up to 1 h, 5 min
    /// above.
    [[nodiscard]] double wait_quantile_s(double q) const;
    [[nodiscard]] double median_wait_s() const { return wait_quantile_s(0.5); }

    /// Longest queue in each minute; the first entry is minute `first_minute()` since midnight.
    [[nodiscard]] const std::vector<std::uint32_t>& longest_queue_by_minute() const { return longest_by_minute_; }
    [[nodiscard]] Tick first_minute() const { return first_minute_; }
    [[nodiscard]] std::uint32_t longest_queue() const;

    void add_to_hash(Hasher& hasher) const;

private:
    static constexpr std::size_t fine_bins = 120, middle_bins = 100,
                                 coarse_bins = 37;  // 5 s, 30 s, 5 min; last: and more
    static constexpr std::size_t bins = fine_bins + middle_bins + coarse_bins;
    static std::size_t bin_of(Tick wait);
    static Tick bin_start(std::size_t bin);

    std::int64_t served_ = 0;
    std::int64_t given_up_ = 0;
    std::int64_t at_once_ = 0;  // served without any wait; not in the histogram
    Tick sum_of_waits_ = 0;
    Tick sum_of_lost_waits_ = 0;
    Tick longest_wait_ = 0;
    double smoothed_wait_s_ = 0;
    std::array<std::uint32_t, bins> histogram_{};
    std::vector<std::uint32_t> longest_by_minute_;
    Tick first_minute_ = 0;
    std::uint32_t length_ = 0;
};

}  // namespace wz
