// Who holds a seat at which event.
#pragma once

#include <span>
#include <vector>

#include "demand/day_plan.hpp"

namespace wz {

/// Groups of one population.
struct Cohort {
    PopulationId population;
    std::span<GroupPlan> groups;
};

/// Seats at shows and sessions go to whole groups, by a draw that prefers those on site at the time; the others move
/// their arrival or departure so as to attend. Never two events at once, never more people than seats. Open houses get
/// a visit at a time of the group's choice. `cohorts` by PopulationId.
void give_seats(const Scenario& scenario, const Town& town, const std::vector<Cohort>& cohorts);

/// Seats of an event: its own, else the capacity of its place.
int seats_of(const ProgrammeEvent& event, const Town& town);

}  // namespace wz
