// From a population to its groups: who stays together, where and when they arrive, how fast they walk, when they mean
// to leave.
#pragma once

#include <vector>

#include "demand/day_plan.hpp"

namespace wz {

/// People of a population on this day: its count, times demand.scale if it is scalable.
int people_of(const PopulationSpec& population, const Params& params);
/// The latest time at which its people may want to be on site.
Tick last_departure(const PopulationSpec& population, const Scenario& scenario);
/// Groups in order of their number, tour parties first; exactly people_of() members in all, no commitments yet.
std::vector<GroupPlan> make_groups(const Scenario& scenario, const Town& town, PopulationId population);

}  // namespace wz
