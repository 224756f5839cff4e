// Before a run: who would be stranded, where and when. Walks the access rules, cordons and closures of the day in order
// of time, and asks of every population whether its people get on foot to where they are to be, while they are to be
// there.
#pragma once

#include <vector>

#include "demand/scenario.hpp"
#include "town/map_check.hpp"

namespace wz {

struct PassReach {
    PassId pass;
    std::vector<PlaceId> out_of_reach;  // from any entry, at any time of the day
};
std::vector<PassReach> reach_by_pass(const Scenario& scenario, const Town& town);

/// An appointment that cannot be kept (error), or is cut short, or a stroll that leads nowhere (warnings).
struct Stranding : MapFinding {  // name and position: of the place
    PopulationId population;
    PlaceId place;
    Tick from = 0, to = 0;  // when
};
/// By population, then in the order in which their day is written, then by time.
std::vector<Stranding> lint(const Scenario& scenario, const Town& town);

}  // namespace wz
