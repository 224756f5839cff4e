// What is kept of one run, and how it travels from the process that made it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace study {

struct MeasureRow {
    std::string name;
    double value = 0;
    std::string element;  // what binds
    double at_s = -1;     // since midnight; −1: no one moment
};
struct SeriesRow {
    std::string name;
    std::int64_t minute = 0;  // since midnight
    double value = 0;
};
/// One street, square or bridge in one hour of the clock.
struct PlaceHour {
    std::string place;
    int hour = 0;
    double people = 0;  // mean number present
    double ef_min = 0;  // minutes at level of service E or F, of its worst piece
};
/// How many people waited `minute` to `minute` + 1 min in one queue, over the whole run.
struct WaitRow {
    std::string kind, queue;  // as in `wait.KIND.….QUEUE`
    int minute = 0;
    std::uint32_t people = 0;
};
struct Outcome {
    bool failed = false;
    std::string reason;  // why it failed
    std::uint64_t seed = 0, hash = 0;
    double simulated_s = 0, wall_s = 0;
    std::vector<MeasureRow> measures;
    std::vector<SeriesRow> series;
    std::vector<PlaceHour> places;
    std::vector<WaitRow> waits;
};

std::string to_text(const Outcome& outcome);
/// Throws std::exception if the text is not whole.
Outcome from_text(const std::string& text);

}  // namespace study
