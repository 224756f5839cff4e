// The line that a boat steers along, before distances and speeds are written to it.
#pragma once

#include <vector>

#include "waterway/track.hpp"

namespace wz::water {

/// Lane lines with rounded corners and a ramp from and to the berths, kept off walls and moored hulls; about 1 m apart.
std::vector<TrackPoint> draw_line(const Fairway& fairway, const std::vector<Leg>& legs, const Slot* from,
                                  const Slot& to);

}  // namespace wz::water
