// What is wrong with a scenario, for tests of the loaders.
#pragma once

#include "load/scenario_file.hpp"

namespace wz {

/// All mistakes of the scenario and its map; none: it is fine.
inline std::vector<Problem> problems_of(const std::string& path) {
    try {
        load_scenario(path, nullptr);
    } catch (const InputError& e) {
        return e.problems();
    }
    return {};
}

}  // namespace wz
