// What lies under the cursor.
#pragma once

#include <string>

#include "session/frame.hpp"
#include "town/town.hpp"
#include "view/camera.hpp"

namespace studio {

/// The nearest of people, boats, carts, queues, doors; else the street or canal there; none on bare ground.
wz::Thing thing_at(wz::Vec2 px, const Camera& camera, const Frame& frame, const wz::Town& town, float phase);
/// The same without people, boats and carts: what can be closed or changed, however crowded it is.
wz::Thing fixed_thing_at(wz::Vec2 px, const Camera& camera, const Frame& frame, const wz::Town& town);
/// Id of the road there; empty if there is none.
std::string road_at(wz::Vec2 metres, const wz::Town& town);
/// Where it is drawn now; false if nowhere.
bool place_of_thing(const wz::Thing& thing, const Frame& frame, float phase, wz::Vec2& at);

}  // namespace studio
