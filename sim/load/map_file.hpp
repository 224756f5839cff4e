// Reads a GeoJSON map as maps/README.md describes it.
#pragma once

#include <string>

#include "load/document.hpp"
#include "town/map_data.hpp"

namespace wz {

/// Throws InputError with every mistake in the file. Lists come out sorted by id.
MapData load_map(const std::string& path);
/// load_map in two steps, for those who change a map before it is checked.
DocNode read_map_document(const std::string& path);
MapData read_map(const DocNode& root, const std::string& path);

}  // namespace wz
