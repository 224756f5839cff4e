#include "queueing/wait_record.hpp"

#include <algorithm>

namespace wz {

namespace {
constexpr Tick fine_width = ticks(5), middle_width = ticks(30), coarse_width = ticks(300);
constexpr Tick minute = ticks(60);
}  // namespace

std::size_t WaitRecord::bin_of(Tick wait) {
    const Tick middle_start = bin_start(fine_bins), coarse_start = bin_start(fine_bins + middle_bins);
    // A wait of a whole bin width is the end of its bin, not the start of the next: bins are (start, end].
    if (wait <= middle_start) return static_cast<std::size_t>((wait - 1) / fine_width);
    if (wait <= coarse_start) return fine_bins + static_cast<std::size_t>((wait - 1 - middle_start) / middle_width);
    const auto coarse = static_cast<std::size_t>((wait - 1 - coarse_start) / coarse_width);
    return fine_bins + middle_bins + std::min(coarse, coarse_bins - 1);
}

Tick WaitRecord::bin_start(std::size_t bin) {
    const auto fine = static_cast<Tick>(std::min(bin, fine_bins));
    const auto middle = static_cast<Tick>(bin > fine_bins ? std::min(bin - fine_bins, middle_bins) : 0);
    const auto coarse = static_cast<Tick>(bin > fine_bins + middle_bins ? bin - fine_bins - middle_bins : 0);
    return fine * fine_width + middle * middle_width + coarse * coarse_width;
}

void WaitRecord::add_wait(Tick wait, double memory) {
    // The first wait is the only knowledge there is.
    smoothed_wait_s_ = served_ == 0 ? seconds(wait) : memory * smoothed_wait_s_ + (1.0 - memory) * seconds(wait);
    ++served_;
    sum_of_waits_ += wait;
    longest_wait_ = std::max(longest_wait_, wait);
    if (wait <= 0)
        ++at_once_;
    else
        ++histogram_[bin_of(wait)];
}

void WaitRecord::add_given_up(Tick wait) {
    ++given_up_;
    sum_of_lost_waits_ += wait;
}

void WaitRecord::note_length(Tick now, std::size_t length) {
    const Tick this_minute = now / minute;
    if (longest_by_minute_.empty()) {
        first_minute_ = this_minute;
        longest_by_minute_.push_back(0);
    }
    // Minutes in which nothing happened had the length that was last noted.
    while (first_minute_ + static_cast<Tick>(longest_by_minute_.size()) <= this_minute) {
        longest_by_minute_.push_back(length_);
    }
    length_ = static_cast<std::uint32_t>(length);
    longest_by_minute_.back() = std::max(longest_by_minute_.back(), length_);
}

double WaitRecord::mean_wait_s() const {
    return served_ == 0 ? 0.0 : seconds(sum_of_waits_) / static_cast<double>(served_);
}

double WaitRecord::wait_quantile_s(double q) const {
    const double rank = q * static_cast<double>(served_);
    auto below = static_cast<double>(at_once_);
    if (served_ == 0 || rank <= below) return 0.0;
    for (std::size_t bin = 0; bin < bins; ++bin) {
        const auto here = static_cast<double>(histogram_[bin]);
        if (here > 0 && rank <= below + here) {
            const double start_s = seconds(bin_start(bin));
            const double end_s = std::min(seconds(bin_start(bin + 1)), seconds(longest_wait_));
            return start_s + (end_s - start_s) * (rank - below) / here;
        }
        below += here;
    }
    return seconds(longest_wait_);
}

std::uint32_t WaitRecord::longest_queue() const {
    return longest_by_minute_.empty() ? 0 : *std::max_element(longest_by_minute_.begin(), longest_by_minute_.end());
}

void WaitRecord::add_to_hash(Hasher& hasher) const {
    hasher.add(served_);
    hasher.add(given_up_);
    hasher.add(at_once_);
    hasher.add(sum_of_waits_);
    hasher.add(sum_of_lost_waits_);
    hasher.add(longest_wait_);
    hasher.add(smoothed_wait_s_);
    hasher.add(length_);
}

}  // namespace wz
