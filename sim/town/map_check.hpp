// What a map can be told before a run: what is out of reach, what leaks, which bridges boats cannot pass.
#pragma once

#include <string>
#include <vector>

#include "town/town.hpp"

namespace wz {

struct MapFinding {
    bool error = false;  // else a warning
    Name name;
    Vec2d lonlat;
    std::string text;
};

std::vector<MapFinding> check_map(const Town& town);

}  // namespace wz
