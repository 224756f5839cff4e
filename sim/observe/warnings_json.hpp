// Alarms and times above thresholds, the same in summary.json and in the report.
#pragma once

#include "observe/json_text.hpp"
#include "observe/results.hpp"

namespace wz {

/// Member "warnings": the gravest alarms in order of time, and the places that were longest above thresholds.
void add_warnings(JsonText& json, const Results& results, std::size_t most_alarms, std::size_t most_places);

}  // namespace wz
