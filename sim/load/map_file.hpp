// Reads a GeoJSON map as maps/README.md describes it.
#pragma once

#include <string>

#include "town/map_data.hpp"

namespace wz {

/// Throws InputError with every mistake in the file. Lists come out sorted by id.
MapData load_map(const std::string& path);

}  // namespace wz
