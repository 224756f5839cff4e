// A progress bar on a terminal; a line every simulated hour elsewhere.
#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string>

#include "base/time.hpp"

namespace wuzhen {

class Progress {
public:
    Progress(wz::Tick start, wz::Tick end, bool quiet)
        : start_(start), end_(end), quiet_(quiet), terminal_(isatty(2) != 0) {}

    void show(wz::Tick now, int on_site) {
        if (quiet_) return;
        const double wall = seconds_so_far();
        const double speed = wall > 0 ? wz::seconds(now - start_) / wall : 0;
        if (!terminal_) {
            if (now % (3600 * wz::ticks_per_second) == 0)
                fmt::print(stderr, "{}  {} people on site  {:.0f} x real time\n", wz::clock_text(now), on_site, speed);
            return;
        }
        if (wall < shown_ + 0.2 && now < end_) return;
        shown_ = wall;
        const double done = static_cast<double>(now - start_) / static_cast<double>(end_ - start_);
        const auto bars = static_cast<std::size_t>(done * 24);
        const double left = speed > 0 ? wz::seconds(end_ - now) / speed : 0;
        fmt::print(stderr, "\r{}  [{}{}] {:3.0f} %  {:6} on site  {:5.0f} x  {:3.0f} s left ", wz::clock_text(now),
                   std::string(bars, '#'), std::string(24 - bars, '.'), 100 * done, on_site, speed, left);
        std::fflush(stderr);
    }
    void finish() const {
        if (!quiet_ && terminal_) fmt::print(stderr, "\n");
    }
    [[nodiscard]] double seconds_so_far() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    }

private:
    wz::Tick start_, end_;
    bool quiet_, terminal_;
    double shown_ = -1;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

/// Many runs one after the other or side by side: how many are done.
class RunsDone {
public:
    RunsDone(std::size_t all, bool quiet) : all_(all), show_(!quiet && isatty(2) != 0) {}
    void one_more(const std::string& what) {
        ++done_;
        if (!show_) return;
        const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
        const double left = wall / static_cast<double>(done_) * static_cast<double>(all_ - done_);
        const std::size_t bars = done_ * 24 / all_;
        fmt::print(stderr, "\r[{}{}] {} of {} runs, {:.0f} s left  {:<24}", std::string(bars, '#'),
                   std::string(24 - bars, '.'), done_, all_, left, what.substr(0, 24));
        std::fflush(stderr);
    }
    void finish() const {
        if (show_) fmt::print(stderr, "\n");
    }

private:
    std::size_t all_, done_ = 0;
    bool show_;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace wuzhen
