// What moves: people, boats with wakes and oars, carts. Interpolated between ticks.
#pragma once

#include <SFML/Graphics/RenderWindow.hpp>
#include <SFML/Graphics/Texture.hpp>

#include "session/frame.hpp"
#include "view/camera.hpp"
#include "view/shapes.hpp"

namespace studio {

enum class PeopleColour : std::uint8_t { kind, population, doing, speed, group, pass };
inline constexpr std::array<const char*, 6> people_colour_words{"Kind of visitor", "Population", "Activity",
                                                                "Speed",           "Group size", "Pass"};

/// 0: as at the tick before, 1: as at the frame's tick.
float phase_of(const Frame& frame, std::int64_t wall_ns);
inline wz::Vec2 place_of(const Dot& d, float phase) { return d.at - d.v * (0.1f * (1 - phase)); }
inline wz::Vec2 place_of(wz::Vec2d at, double heading, double speed, float phase) {
    const auto back = static_cast<float>(speed * 0.1) * (1 - phase);
    return wz::to_float(at) -
           wz::Vec2{static_cast<float>(std::cos(heading)), static_cast<float>(std::sin(heading))} * back;
}

class TrafficLayer {
public:
    TrafficLayer();
    /// `people` 0..1: how opaque; they fade into the density surface.
    void draw(sf::RenderWindow& window, const Camera& camera, const Frame& frame, const wz::Scenario& scenario,
              float phase, PeopleColour by, float people);

private:
    void people(const Camera& camera, const Frame& frame, const wz::Scenario& scenario, float phase, PeopleColour by,
                float alpha);
    void boats(const Camera& camera, const Frame& frame, const wz::Scenario& scenario, float phase);
    void carts(const Camera& camera, const Frame& frame, const wz::Scenario& scenario, float phase);

    sf::Texture disc_, walker_;
    Triangles dots_, shapes_;
};

/// Colour of somebody, as the legend explains it.
sf::Color colour_of(const Dot& dot, const wz::Scenario& scenario, PeopleColour by);

}  // namespace studio
