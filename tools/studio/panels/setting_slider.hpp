// A slider that becomes one command when it is let go of.
#pragma once

#include "panels/panels.hpp"

namespace studio {

struct SliderRange {
    float lowest, highest;
    const char* format;
    bool whole;
};

/// `mark`: its name for tests.
void setting_slider(Desk& desk, const char* label, const Setting& setting, const SliderRange& range,
                    const std::string& mark);

}  // namespace studio
