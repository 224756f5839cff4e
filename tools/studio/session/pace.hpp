#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace studio {

/// When the next tick is due, and how fast they really come.
class Pace {
public:
    using Clock = std::chrono::steady_clock;
    void restart() { due_ = Clock::now(), measured_from_ = due_, ticks_ = 0, rate_ = 0; }
    void ticked(double wanted_per_s) {
        ++ticks_;
        const auto now = Clock::now();
        if (wanted_per_s > 0) {
            due_ += std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 / wanted_per_s));
            due_ = std::max(due_, now - std::chrono::milliseconds(100));  // what was missed is not caught up
        } else {
            due_ = now;
        }
        const double s = std::chrono::duration<double>(now - measured_from_).count();
        if (s >= 0.5) rate_ = ticks_ / s, ticks_ = 0, measured_from_ = now;
    }
    [[nodiscard]] Clock::time_point due() const { return due_; }
    /// Ticks per second of wall time; 0: not yet known.
    [[nodiscard]] double rate() const { return rate_; }

private:
    Clock::time_point due_ = Clock::now(), measured_from_ = Clock::now();
    int ticks_ = 0;
    double rate_ = 0;
};

}  // namespace studio
