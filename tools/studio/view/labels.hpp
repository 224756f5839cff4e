// Names on the map, Chinese above English, the more important first; what would collide is left out.
#pragma once

#include <imgui.h>

#include <string>
#include <utility>
#include <vector>

#include "session/frame.hpp"
#include "town/town.hpp"
#include "view/camera.hpp"

namespace studio {

struct Fonts;
/// Where a name stands, and what it names.
using NamedThings = std::vector<std::pair<PixelRect, wz::Thing>>;

class Labels {
public:
    void build(const wz::Town& town);
    /// `taken`: rectangles that panels or badges cover; grows by what is drawn, as does `named`.
    void draw(ImDrawList& list, const Camera& camera, const Fonts& fonts, bool dark, std::vector<PixelRect>& taken,
              NamedThings& named) const;

private:
    struct Label {
        std::string zh, en;
        wz::Vec2 at;
        float priority = 0;    // the higher, the earlier
        float from_scale = 0;  // pixels per metre from which on it is shown
        ImU32 colour = 0;
        wz::Thing thing;
    };
    void add(const wz::Name& name, wz::Vec2 at, float priority, float from_scale, ImU32 colour,
             const wz::Thing& thing = {});
    std::vector<Label> labels_;
};

/// Numbers of people beside queues.
void draw_queues(ImDrawList& list, const Camera& camera, const Frame& frame, const Fonts& fonts,
                 std::vector<PixelRect>& taken);
/// With a rim of the other colour, so that it can be read on anything.
void draw_text(ImDrawList& list, ImFont* font, float size, ImVec2 at, ImU32 colour, ImU32 rim, const char* text);

}  // namespace studio
