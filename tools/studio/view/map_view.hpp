// All layers of the map, in order.
#pragma once

#include <SFML/Graphics/RenderWindow.hpp>

#include "desk.hpp"
#include "view/density_surface.hpp"
#include "view/labels.hpp"
#include "view/layers.hpp"
#include "view/town_layer.hpp"
#include "view/traffic_layer.hpp"

namespace studio {

class MapView {
public:
    void build(const wz::Town& town);
    /// With SFML. `wall_ns`: for interpolation between ticks.
    void draw(sf::RenderWindow& window, Desk& desk, std::int64_t wall_ns);
    /// Names and numbers, with ImGui.
    void draw_names(Desk& desk);
    [[nodiscard]] float phase() const { return phase_; }
    [[nodiscard]] const wz::Box& extent() const { return town_layer_.extent(); }
    [[nodiscard]] const sf::Texture& small_picture(unsigned width) { return town_layer_.small_picture(width); }

private:
    TownLayer town_layer_;
    GroundLayers ground_;
    DensitySurface surface_;
    TrafficLayer traffic_;
    Labels labels_;
    float phase_ = 1;
};

}  // namespace studio
