// How crowded each place was, minute by minute: to compare two runs of one day on the map.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "observe/series.hpp"
#include "session/frame.hpp"

namespace studio {

class Crowds {
public:
    explicit Crowds(wz::Tick start = 0) : start_(start) {}
    /// The world of these minutes no longer comes about.
    void forget_after(wz::Tick last) { minutes_.resize(std::min(minutes_.size(), minute_of(last))); }
    /// The world jumps: half a minute is none.
    void jump() { sum_.clear(), seconds_ = 0; }
    void each_second(const std::vector<PatchNow>& patches) {
        sum_.resize(patches.size());
        for (std::size_t p = 0; p < patches.size(); ++p) sum_[p] += patches[p].density;
        ++seconds_;
    }
    /// What is known already comes out the same once more.
    void each_minute(wz::Tick now) {
        for (float& s : sum_) s /= static_cast<float>(std::max(1, seconds_));
        if (seconds_ > 0 && minute_of(now) == minutes_.size() + 1) minutes_.push_back(sum_);
        jump();
    }
    /// Mean density by PatchId in the last full minute before a tick, people/m²; nullptr if it is not known.
    [[nodiscard]] const std::vector<float>* before(wz::Tick at) const {
        const std::size_t m = minute_of(at);
        return m == 0 || m > minutes_.size() ? nullptr : &minutes_[m - 1];
    }

private:
    [[nodiscard]] std::size_t minute_of(wz::Tick at) const {
        return at <= start_ ? 0 : static_cast<std::size_t>((at - start_) / wz::ticks(60));
    }

    wz::Tick start_ = 0;
    std::vector<std::vector<float>> minutes_;
    std::vector<float> sum_;
    int seconds_ = 0;
};

/// A run as it was, to be compared with what comes of the next changes.
struct KeptRun {
    wz::Series series;
    Crowds crowds;
    wz::Tick until = 0;
    std::size_t commands = 0;
};

}  // namespace studio
