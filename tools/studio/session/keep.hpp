// What a session leaves behind: a scenario that holds only the differences, and a command log.
#pragma once

#include <string>

#include "session/session.hpp"

namespace studio {

/// `extends` the scenario that was opened; parameters set at the beginning of the day go under `parameters`, all else
/// under `commands`, behind the scenario's own (a list replaces a list).
std::string scenario_text(const Status& status, const std::string& path, const std::string& title);
/// Both write under a temporary name and rename. Throw InputError if they cannot.
void save_scenario(const Status& status, const std::string& path, const std::string& title);
void save_log(const Status& status, const std::string& path);

}  // namespace studio
