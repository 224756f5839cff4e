// Alarms and times above thresholds, the same in summary.json and in the report.
#pragma once

#include "observe/json_text.hpp"
#include "observe/results.hpp"

namespace wz {

enum class AlarmList : std::uint8_t {
    each,      // the gravest alarms, in order of time
    by_place,  // one line a place: the gravest kind that it had, how often and how long in all; gravest first
};

/// Member "warnings": alarms, and the places that were longest above thresholds.
void add_warnings(JsonText& json, const Results& results, AlarmList list, std::size_t most_alarms,
                  std::size_t most_places);

}  // namespace wz
