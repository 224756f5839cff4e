// Crowds: where their people stand at the start, how fast they walk, where they want to go. A pure function of
// (scenario, town).
#pragma once

#include <vector>

#include "demand/day_plan.hpp"

namespace wz {

/// Walkable m² within a ring, sampled.
double walkable_area(const Town& town, const std::vector<Vec2d>& ring);
/// `count` places in a ring: a lattice with jitter, nobody nearer than 0.32 m to another nor 0.2 m to a wall, across
/// the seam of a loop neither. Fewer if there is no room.
std::vector<Vec2> standing_places(const Town& town, const std::vector<Vec2d>& ring, int count, std::uint64_t seed,
                                  std::uint64_t key);
/// Mean free speed of men and women at an age, m/s (Weidmann 1993, fig. 3; men 1.41, women 1.27 on average).
double speed_at_age(double age, bool woman);
std::vector<GroupPlan> make_crowds(const Scenario& scenario, const Town& town);

}  // namespace wz
