// The numbers a study keeps of a run, by name: `wait.dock.p95_min`, `los.f_min.north_street`, … The full list is in
// scenarios/studies/README.md and printed when a name is not known.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "observe/results.hpp"

namespace study {

struct Measured {
    double value = 0;
    std::string element;  // the worst place, queue, bridge: what binds; empty for sums
    wz::Tick at = -1;     // when; −1: no one moment
};

std::optional<Measured> measure(const wz::Results& results, std::string_view name);
/// Every name that `measure` knows for this town and day, without those of single places.
std::vector<std::string> measure_names(const wz::Results& results);
/// What is kept if a study does not say.
const std::vector<std::string>& headline_measures();

}  // namespace study
