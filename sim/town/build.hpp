// Stages of build_town; each fills its part of the Town. Private to this folder.
#pragma once

#include "base/errors.hpp"
#include "town/network.hpp"
#include "town/town.hpp"

namespace wz::build {

void add_zones(Town& town);
void add_streets(Town& town, Problems& problems);    // nodes, links, patches, gates
void add_surface(Town& town);                        // nav grid, patch areas
void add_passages(Town& town, Problems& problems);   // places, entries (after the surface)
void add_waterways(Town& town, Problems& problems);  // links, docks, moorings, banks
void add_roads(Town& town, Problems& problems);      // links, crossings, stops, depots

Name name_of(const FeatureHead& f);
/// Bits of the access zones around a point.
std::uint32_t access_zones_at(const Town& town, Vec2d p);
/// A door on the nearest street edge; reports what is more than 40 m off.
Access snap(const Town& town, const FeatureHead& feature, Vec2d at, Problems& problems);

}  // namespace wz::build
