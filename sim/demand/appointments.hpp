// What groups set out to do besides the programme: posts, guided itineraries, meals, boat rides, going home.
#pragma once

#include "demand/day_plan.hpp"

namespace wz {

/// Before seats are given: a post for the whole shift, or the stations of a guided tour.
void put_duty(const Scenario& scenario, const Town& town, GroupPlan& group);
/// After seats are given: meals and a boat ride where they fit, and the way home.
void put_pastimes(const Scenario& scenario, const Town& town, GroupPlan& group);

}  // namespace wz
