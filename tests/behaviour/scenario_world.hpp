// A world from the text of a scenario, whose first line is its map, from scenarios/validation.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "engine/world.hpp"
#include "load/scenario_file.hpp"

namespace wz::test {

inline World world_from(const std::string& name, const std::string& yaml) {
    const std::string path = (std::filesystem::temp_directory_path() / ("wz_" + name + ".yaml")).string();
    std::ofstream(path) << "map: " << WUZHEN_SOURCE_DIR << "/scenarios/validation/" << yaml;
    std::shared_ptr<const Town> town;
    auto scenario = std::make_shared<Scenario>(load_scenario(path, &town));
    std::filesystem::remove(path);
    return World(town, scenario);
}

}  // namespace wz::test
