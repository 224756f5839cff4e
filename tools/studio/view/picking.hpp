// What lies under the cursor.
#pragma once

#include "session/frame.hpp"
#include "town/town.hpp"
#include "view/camera.hpp"

namespace studio {

/// The nearest of people, boats, carts, queues, doors; else the street or canal there; none on bare ground.
wz::Thing thing_at(wz::Vec2 px, const Camera& camera, const Frame& frame, const wz::Town& town, float phase);
/// Where it is drawn now; false if nowhere.
bool place_of_thing(const wz::Thing& thing, const Frame& frame, float phase, wz::Vec2& at);

}  // namespace studio
