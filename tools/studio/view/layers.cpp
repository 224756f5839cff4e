#include "view/layers.hpp"

#include <cmath>
#include <tuple>

#include "observe/level_of_service.hpp"
#include "view/palette.hpp"

namespace studio {

using namespace wz;
namespace pal = palette;

namespace {

const sf::Color closed_colour{200, 20, 40}, one_way_colour{0, 80, 160};

void draw(sf::RenderWindow& window, const Triangles& t) {
    if (!t.empty()) window.draw(t.data(), t.size(), sf::Triangles);
}

void add_arrow(Triangles& out, Vec2 at, Vec2 along, float length, float width, sf::Color colour) {
    const Vec2 side = perp(along), tip = at + along * (length / 2), neck = tip - along * (width * 2.2f);
    add_segment(out, at - along * (length / 2), neck, width, colour);
    add_triangle(out, tip, neck + side * (width * 1.5f), neck - side * (width * 1.5f), colour);
}

}  // namespace

sf::Color daylight(Tick at) {
    const double h = std::fmod(seconds(at) / 3600, 24);
    const auto ramp = [&](double from, double to) {
        return static_cast<float>(std::clamp((h - from) / (to - from), 0.0, 1.0));
    };
    const float day = ramp(5.2, 6.6) * (1 - ramp(16.9, 18.6));  // November in Zhejiang
    const float dusk = std::max(0.0f, 1 - std::abs(static_cast<float>(h) - 17.4f) / 0.9f);
    sf::Color night{92, 100, 142};
    night = pal::mix(night, {205, 160, 140}, dusk * 0.6f);
    return pal::mix(night, sf::Color::White, day);
}

void GroundLayers::build(const Town& town) {
    town_ = &town;
    patch_shapes_.assign(town.patches.size(), {});
    for (std::size_t p = 0; p < town.patches.size(); ++p) {
        std::vector<Vec2d> ring;
        for (const Vec2 v : town.patches[PatchId(p)].outline) ring.push_back(to_double(v));
        if (ring.size() >= 3) add_ring(patch_shapes_[p], ring, sf::Color::White);
    }
    grid_drawn_for_ = {};
    zones_.clear();
    for (const Zone& z : town.zones) {
        std::vector<Vec2d> ring;
        for (const Vec2 v : z.ring) ring.push_back(to_double(v));
        const sf::Color c =
            z.zone_class == ZoneClass::access ? sf::Color{204, 121, 167, 220} : sf::Color{90, 90, 110, 110};
        add_dashes(zones_, ring, z.zone_class == ZoneClass::access ? 1.6f : 0.8f, 5, c, true);
    }
    graph_.clear();
    for (const Link& l : town.links)
        add_segment(graph_, town.nodes[l.a].at, town.nodes[l.b].at, 0.35f, {30, 30, 30, 150});
    for (const Node& n : town.nodes) add_disc(graph_, n.at, 0.6f, {0, 114, 178, 220}, 8);
    for (const WaterLink& l : town.water_links)
        add_segment(graph_, to_float(town.water_nodes[l.a].at), to_float(town.water_nodes[l.b].at), 0.5f,
                    {0, 80, 140, 160});
}

void GroundLayers::fill_patches(const Frame& frame, const Layers& layers, const Camera& camera) {
    const Box box = camera.visible();
    for (std::size_t p = 0; p < patch_shapes_.size() && p < frame.patches.size(); ++p) {
        const Patch& patch = town_->patches[PatchId(p)];
        const PatchNow& now = frame.patches[p];
        const bool change = layers.ground == Ground::change;
        if (change && p >= frame.change.size()) return;
        if ((now.density <= 0 && !change) || !box.contains(to_double(patch.centre), 60)) continue;
        sf::Color colour = pal::of_density(now.density);
        if (layers.ground == Ground::service)
            colour = pal::with_alpha(pal::levels[static_cast<std::size_t>(level_of_service(
                                         now.density, patch.stairs ? LosScale::stairs : LosScale::walkway))],
                                     0.8f);
        if (layers.ground == Ground::haste) colour = pal::with_alpha(pal::of_share(now.haste), 0.8f);
        if (change) colour = pal::of_change(frame.change[p]);
        for (sf::Vertex v : patch_shapes_[p]) v.color = colour, scratch_.push_back(v);
    }
}

void GroundLayers::fill_links(const Frame& frame) {
    for (std::size_t l = 0; l < frame.link_delay.size(); ++l) {
        const Link& link = town_->links[LinkId(l)];
        if (frame.link_delay[l] < 1.1f) continue;
        add_segment(scratch_, town_->nodes[link.a].at, town_->nodes[link.b].at, std::max(2.0f, 2 * link.half_width),
                    pal::with_alpha(pal::of_share(1 / frame.link_delay[l]), 0.8f));
    }
}

void GroundLayers::draw_below(sf::RenderWindow& window, const Camera& camera, const Frame& frame,
                              const Layers& layers) {
    window.setView(camera.view());
    scratch_.clear();
    if (layers.ground == Ground::delay)
        fill_links(frame);
    else if (layers.ground != Ground::none)
        fill_patches(frame, layers, camera);
    draw(window, scratch_);
    if (layers.grid) {
        if (!(grid_drawn_for_ == camera)) add_grid(camera), grid_drawn_for_ = camera;
        draw(window, grid_);
    }
    if (layers.zones) draw(window, zones_);
    if (layers.graph) draw(window, graph_);
}

/// One square per node, or per few nodes where they would be finer than the screen: the distance to the nearest wall.
void GroundLayers::add_grid(const Camera& camera) {
    grid_.clear();
    const NavGrid& g = town_->surface;
    const float step = NavGrid::spacing * std::max(1.0f, std::ceil(3 / (camera.scale * NavGrid::spacing)));
    const Box box = camera.visible();
    const Vec2 low = g.origin();
    const auto from = [&](double edge, float origin) {
        return origin + std::floor((static_cast<float>(edge) - origin) / step) * step;
    };
    for (float y = from(box.low.y, low.y); y < static_cast<float>(box.high.y); y += step)
        for (float x = from(box.low.x, low.x); x < static_cast<float>(box.high.x); x += step) {
            const float d = g.distance({x, y}, 0xff);
            if (d <= 0) continue;
            const Vec2 a{x - step * 0.45f, y - step * 0.45f}, b{x + step * 0.45f, y + step * 0.45f};
            const sf::Color c = pal::with_alpha(pal::of_share(d / NavGrid::distance_cap), 0.75f);
            add_quad(grid_, a, {b.x, a.y}, b, {a.x, b.y}, c);
        }
}

void GroundLayers::add_flow(const Frame& frame, const Camera& camera) {
    const Box box = camera.visible();
    const float px = 1 / camera.scale;
    for (std::size_t p = 0; p < frame.patches.size(); ++p) {
        const PatchNow& now = frame.patches[p];
        const Patch& patch = town_->patches[PatchId(p)];
        const float flow = now.density * norm(now.flow);  // people per metre and second
        if (flow < 0.02f || !box.contains(to_double(patch.centre), 20)) continue;
        const float length = std::max(9.0f, 24 * px), width = length * std::clamp(0.09f + flow * 0.25f, 0.09f, 0.24f);
        add_arrow(scratch_, patch.centre, unit(now.flow), length + 2 * px, width + 2 * px, {255, 255, 255, 230});
        add_arrow(scratch_, patch.centre, unit(now.flow), length, width, {60, 20, 110, 255});
    }
}

void GroundLayers::add_restrictions(const Camera& camera, const Restrictions& r) {
    const float px = 1 / camera.scale;
    for (std::size_t l = 0; l < r.closed.size(); ++l) {
        const Link& link = town_->links[LinkId(l)];
        const Vec2 a = town_->nodes[link.a].at, b = town_->nodes[link.b].at;
        if (r.closed[l] != 0) {
            const Vec2d ends[2] = {to_double(a), to_double(b)};
            add_segment(scratch_, a, b, std::max(2 * link.half_width, 3 * px), pal::with_alpha(closed_colour, 0.3f));
            add_dashes(scratch_, ends, std::max(0.5f, 2 * px), std::max(1.2f, 5 * px), closed_colour, false);
        } else if (r.one_way[l] != 0) {
            const float length = std::max(3.0f, 11 * px), width = std::max(0.45f, 1.8f * px);
            const Vec2 along = link.along * static_cast<float>(r.one_way[l]);
            add_arrow(scratch_, (a + b) * 0.5f, along, length + 2 * px, width + 2 * px, {255, 255, 255, 220});
            add_arrow(scratch_, (a + b) * 0.5f, along, length, width, one_way_colour);
        }
    }
}

void GroundLayers::add_closed_water(const Camera& camera, const Restrictions& r) {
    for (std::size_t l = 0; l < r.water.size(); ++l) {
        if (r.water[l] == 0) continue;
        const WaterLink& link = town_->water_links[WaterLinkId(l)];
        const Vec2d ends[2] = {town_->water_nodes[link.a].at, town_->water_nodes[link.b].at};
        add_segment(scratch_, to_float(ends[0]), to_float(ends[1]), static_cast<float>(link.width),
                    pal::with_alpha(closed_colour, 0.3f));
        add_dashes(scratch_, ends, std::max(0.5f, 2 / camera.scale), std::max(1.2f, 5 / camera.scale), closed_colour,
                   false);
    }
}

void GroundLayers::add_route(std::span<const Vec2> route, float px) {
    for (const auto& [least, width, colour] :
         {std::tuple(5 * px, 1.1f, sf::Color{255, 255, 255, 220}), std::tuple(3 * px, 0.6f, one_way_colour)})
        for (std::size_t i = 0; i + 1 < route.size(); ++i) {
            add_segment(scratch_, route[i], route[i + 1], std::max(width, least), colour);
            add_disc(scratch_, route[i + 1], std::max(width, least) / 2, colour, 8);
        }
}

void GroundLayers::draw_above(sf::RenderWindow& window, const Camera& camera, const Frame& frame, const Layers& layers,
                              const Restrictions& restrictions) {
    window.setView(camera.view());
    scratch_.clear();
    if (layers.flow) add_flow(frame, camera);
    add_restrictions(camera, restrictions);
    add_closed_water(camera, restrictions);
    add_route(frame.route, 1 / camera.scale);
    draw(window, scratch_);
}

void GroundLayers::draw_ring(sf::RenderWindow& window, const Camera& camera, Vec2 at, float metres, sf::Color colour) {
    window.setView(camera.view());
    const float px = 1 / camera.scale, radius = std::max(metres, 9 * px);
    std::vector<Vec2d> ring;
    for (int i = 0; i < 28; ++i) {
        const double a = i * 2 * 3.14159265358979 / 28;
        ring.push_back(to_double(at) + Vec2d{std::cos(a), std::sin(a)} * static_cast<double>(radius));
    }
    scratch_.clear();
    add_outline(scratch_, ring, 4.5 * static_cast<double>(px), {255, 255, 255, 230});
    add_outline(scratch_, ring, 2.5 * static_cast<double>(px), colour);
    draw(window, scratch_);
}

}  // namespace studio
