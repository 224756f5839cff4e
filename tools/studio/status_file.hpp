// How the window stands, as JSON, for tests and for scripts that drive it: `--status FILE`.
#pragma once

#include <string>

#include "desk.hpp"

namespace studio {

void write_status(const Desk& desk, const std::string& path);

}  // namespace studio
