// What lies where something else is: streets in the water, houses on streets, zones over zones, bridges over bridges.
#pragma once

#include <vector>

#include "town/map_check.hpp"

namespace wz {

void find_overlaps(const Town& town, std::vector<MapFinding>& findings);

}  // namespace wz
