// From metres to pixels. The map fills the window; `free` is the part that no panel covers, and its middle shows
// `centre`.
#pragma once

#include <SFML/Graphics/View.hpp>
#include <algorithm>
#include <cmath>

#include "base/vec2.hpp"
#include "town/shapes.hpp"

namespace studio {

struct PixelRect {
    float x = 0, y = 0, w = 1, h = 1;
    [[nodiscard]] bool contains(float px, float py) const { return px >= x && px < x + w && py >= y && py < y + h; }
    [[nodiscard]] wz::Vec2 middle() const { return {x + w / 2, y + h / 2}; }
};

struct Camera {
    static constexpr float closest = 40, farthest = 0.12f;  // pixels per metre

    wz::Vec2 centre;
    float scale = 0.5f;  // pixels per metre
    PixelRect free;
    float window_w = 1, window_h = 1;

    [[nodiscard]] wz::Vec2 to_screen(wz::Vec2 m) const {
        const wz::Vec2 mid = free.middle();
        return {mid.x + (m.x - centre.x) * scale, mid.y - (m.y - centre.y) * scale};
    }
    [[nodiscard]] wz::Vec2 to_metres(wz::Vec2 px) const {
        const wz::Vec2 mid = free.middle();
        return {centre.x + (px.x - mid.x) / scale, centre.y - (px.y - mid.y) / scale};
    }
    /// The point under the cursor stays there.
    void zoom(float factor, wz::Vec2 at_px) {
        const wz::Vec2 before = to_metres(at_px);
        scale = std::clamp(scale * factor, farthest, closest);
        centre += before - to_metres(at_px);
    }
    void pan(wz::Vec2 px) { centre += {-px.x / scale, px.y / scale}; }
    void fit(const wz::Box& box) {
        centre = wz::to_float((box.low + box.high) * 0.5);
        const wz::Vec2 size = wz::to_float(box.high - box.low);
        scale = std::clamp(std::min(free.w / std::max(size.x, 1.0f), free.h / std::max(size.y, 1.0f)) * 0.95f, farthest,
                           closest);
    }
    /// What the window shows, in metres.
    [[nodiscard]] wz::Box visible() const {
        wz::Box box;
        box.include(wz::to_double(to_metres({0, window_h})));
        box.include(wz::to_double(to_metres({window_w, 0})));
        return box;
    }
    /// Vertices have (x, -y) in metres.
    [[nodiscard]] sf::View view() const {
        const wz::Vec2 mid = to_metres({window_w / 2, window_h / 2});
        return sf::View({mid.x, -mid.y}, {window_w / scale, window_h / scale});
    }
    friend bool operator==(const Camera& a, const Camera& b) {
        return a.centre == b.centre && a.scale == b.scale && a.window_w == b.window_w && a.window_h == b.window_h &&
               a.free.x == b.free.x && a.free.y == b.free.y && a.free.w == b.free.w && a.free.h == b.free.h;
    }
};

}  // namespace studio
