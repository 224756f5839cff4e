// Numbers of a whole run, for the measure `day` of an experiment.
#pragma once

#include <string>

#include "observe/measures.hpp"
#include "observe/results.hpp"

namespace wz {

/// Adds "<id>.<value>" for each value that scenarios/validation/README.md names under `day`.
void put_day(const Results& results, const std::string& id, Values& values);

}  // namespace wz
