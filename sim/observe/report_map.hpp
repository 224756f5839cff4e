// The map of the report, as JSON: water, land, roads, patches with their crowding, labels. Local metres, x east, y
// north.
#pragma once

#include "observe/json_text.hpp"
#include "observe/results.hpp"

namespace wz {

void add_report_map(JsonText& json, const Results& results);

}  // namespace wz
