// Which layers are shown, and the ones that lie between town and people: levels of service, flow, delays, zones.
#pragma once

#include <SFML/Graphics/RenderWindow.hpp>

#include "session/frame.hpp"
#include "view/camera.hpp"
#include "view/shapes.hpp"
#include "view/traffic_layer.hpp"

namespace studio {

enum class Ground : std::uint8_t { none, density, service, haste, delay, change };
inline constexpr std::array<const char*, 6> ground_words{"None",          "Density",        "Level of service",
                                                         "Walking speed", "Expected delay", "Change to kept run"};

struct Layers {
    bool people = true, surface = true, labels = true, queues = true;
    bool flow = false, zones = false, graph = false, grid = false;
    bool daylight = true;
    Ground ground = Ground::none;
    PeopleColour colour = PeopleColour::kind;
};

/// By LinkId.
struct Restrictions {
    std::vector<std::uint8_t> closed;
    std::vector<std::int8_t> one_way;  // 1: a → b, −1: b → a
    std::vector<std::uint8_t> water;   // by water link: closed
};

class GroundLayers {
public:
    void build(const wz::Town& town);
    /// Below people: filled patches, zones, the street graph.
    void draw_below(sf::RenderWindow& window, const Camera& camera, const Frame& frame, const Layers& layers);
    /// Above people: flow, closed and one-way streets, a route.
    void draw_above(sf::RenderWindow& window, const Camera& camera, const Frame& frame, const Layers& layers,
                    const Restrictions& restrictions);
    void draw_ring(sf::RenderWindow& window, const Camera& camera, wz::Vec2 at, float metres, sf::Color colour);

private:
    void fill_patches(const Frame& frame, const Layers& layers, const Camera& camera);
    void fill_links(const Frame& frame);
    void add_closed_water(const Camera& camera, const Restrictions& restrictions);
    void add_restrictions(const Camera& camera, const Restrictions& restrictions);
    void add_route(std::span<const wz::Vec2> route, float px);
    void add_flow(const Frame& frame, const Camera& camera);
    void add_grid(const Camera& camera);

    const wz::Town* town_ = nullptr;
    std::vector<Triangles> patch_shapes_;  // by PatchId, without colour
    Triangles zones_, graph_, grid_, scratch_;
    Camera grid_drawn_for_;
};

/// Darkness over the map: white by day.
sf::Color daylight(wz::Tick at);
inline bool is_dark(wz::Tick at) { return daylight(at).g < 165; }

}  // namespace studio
