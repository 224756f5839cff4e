// One typeface for Latin and Chinese, at the sizes that are used, with just the characters that occur.
#pragma once

#include <imgui.h>

#include <string>
#include <vector>

namespace studio {

struct Fonts {
    ImFont* small = nullptr;  // 12: legends, English names
    ImFont* text = nullptr;   // 14.5: panels
    ImFont* label = nullptr;  // 15: Chinese names
    ImFont* large = nullptr;  // 22: the clock
    bool chinese = false;     // false: the font was not found, and Chinese shows as boxes
    float scale = 1;

    /// Before a frame. `texts`: all that may be shown. Reads the font file once.
    void build(const std::vector<const std::string*>& texts, float ui_scale);
};

/// Where Noto Sans CJK is looked for; the first that exists.
std::string chinese_font_file();

}  // namespace studio
