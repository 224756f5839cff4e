// Scenario files (YAML, see scenarios/README.md).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "demand/scenario.hpp"
#include "load/document.hpp"
#include "town/town.hpp"

namespace wz {

/// Loads a scenario and the map it names. Throws InputError with all mistakes of both.
/// `which_case`: of the file's `cases`.
Scenario load_scenario(const std::string& path, std::shared_ptr<const Town>* town_out, std::size_t which_case = 0);

/// load_scenario in two steps, for those who change a day or its map before it is checked.
DocNode read_scenario_document(const std::string& path);
using TownMaker = std::function<std::shared_ptr<const Town>(const std::string& map_file)>;
Scenario read_scenario(DocNode document, const std::string& path, const TownMaker& make_town,
                       std::shared_ptr<const Town>* town_out, std::size_t which_case = 0);

/// "NAME=VALUE" of the command line, as if written under `parameters`.
void set_parameter(Params& params, const std::string& assignment, const Location& where, Problems& problems);

}  // namespace wz
