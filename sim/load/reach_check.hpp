// Who can get where on foot: the places open to each pass, and appointments that a population cannot keep.
#pragma once

#include <vector>

#include "demand/scenario.hpp"
#include "town/map_check.hpp"

namespace wz {

struct PassReach {
    PassId pass;
    std::vector<PlaceId> out_of_reach;  // from any entry
};
std::vector<PassReach> reach_by_pass(const Scenario& scenario, const Town& town);

/// Homes, posts, itineraries, events and strolls that lie out of reach of those who are to go there.
std::vector<MapFinding> check_reach(const Scenario& scenario, const Town& town);

}  // namespace wz
