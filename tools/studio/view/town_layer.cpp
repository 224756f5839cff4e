#include "view/town_layer.hpp"

#include <SFML/Graphics/Sprite.hpp>
#include <cmath>

#include "view/palette.hpp"

namespace studio {

using namespace wz;
namespace pal = palette;

namespace {

constexpr double edge_m = 0.45;
constexpr double tile_m = 250;
constexpr float fine_from = 0.7f;  // pixels per metre

bool flat(const WalkLine& l) { return l.form == BridgeForm::none; }

/// Where people can be, and what stands around it.
Box extent_of(const Town& town) {
    Box box;
    for (const Patch& p : town.patches) box.include(to_double(p.centre));
    for (const WaterNode& n : town.water_nodes) box.include(n.at);
    return {box.low - Vec2d{25, 25}, box.high + Vec2d{25, 25}};
}

}  // namespace

Triangles& TownLayer::Sheet::at(std::span<const Vec2d> shape) {
    const Vec2d p = shape.empty() ? Vec2d{} : shape[shape.size() / 2];
    Piece& piece = tiles[{static_cast<int>(std::floor(p.x / tile_m)), static_cast<int>(std::floor(p.y / tile_m))}];
    for (const Vec2d v : shape) piece.box.include(v);
    return piece.triangles;
}

TownLayer::Sheet& TownLayer::sheet(bool fine) {
    sheets_.push_back({fine, {}});
    return sheets_.back();
}

void TownLayer::add_scenery(const MapData& map) {
    Sheet& land = sheet(false);
    for (const SceneryFeature& s : map.scenery)
        if (s.kind == "land") add_ring(land.at(s.ring), s.ring, pal::ground);
    Sheet& green = sheet(false);
    for (const SceneryFeature& s : map.scenery) {
        if (s.kind == "field") add_ring(green.at(s.ring), s.ring, pal::field);
        if (s.kind == "garden") add_ring(green.at(s.ring), s.ring, pal::garden);
    }
}

void TownLayer::add_water(const MapData& map) {
    const auto canals = [&](Sheet& to, double wider, sf::Color colour) {
        for (const CanalFeature& c : map.canals)
            if (c.kind == "canal") add_line(to.at(c.line), c.line, c.width_m + wider, colour);
    };
    Sheet& banks = sheet(false);
    for (const LakeFeature& l : map.lakes) add_outline(banks.at(l.ring), l.ring, 2 * edge_m, pal::water_edge);
    canals(banks, 2 * edge_m, pal::water_edge);
    Sheet& water = sheet(false);
    for (const LakeFeature& l : map.lakes) add_ring(water.at(l.ring), l.ring, pal::water);
    canals(water, 0, pal::water);
    Sheet& fairways = sheet(true);
    for (const CanalFeature& c : map.canals)
        if (c.kind != "canal")
            add_dashes(fairways.at(c.line), c.line, 0.3f, 4, pal::with_alpha(pal::water_edge, 0.6f), false);
}

void TownLayer::add_roofs(const MapData& map) {
    Sheet& shadows = sheet(true);
    for (const SceneryFeature& s : map.scenery)
        if (s.kind == "building") add_ring(shadows.at(s.ring), s.ring, pal::roof_shadow, {1.1, -1.3});
    Sheet& roofs = sheet(false);
    for (const SceneryFeature& s : map.scenery)
        if (s.kind == "building") add_ring(roofs.at(s.ring), s.ring, s.name_en.empty() ? pal::roof : pal::venue);
    Sheet& eaves = sheet(true);
    for (const SceneryFeature& s : map.scenery)
        if (s.kind == "building")
            add_outline(eaves.at(s.ring), s.ring, 0.35, s.name_en.empty() ? pal::roof_edge : pal::venue_edge);
}

void TownLayer::add_streets(const MapData& map) {
    Sheet& kerbs = sheet(true);
    for (const RoadFeature& r : map.roads) add_line(kerbs.at(r.line), r.line, r.width_m + edge_m, pal::street_edge);
    Sheet& roads = sheet(false);
    for (const RoadFeature& r : map.roads) add_line(roads.at(r.line), r.line, r.width_m, pal::road);
    Sheet& edges = sheet(true);
    for (const WalkPolygon& p : map.walk_polygons) add_outline(edges.at(p.ring), p.ring, 2 * edge_m, pal::street_edge);
    for (const WalkLine& l : map.walk_lines)
        if (flat(l)) add_line(edges.at(l.line), l.line, l.width_m + 2 * edge_m, pal::street_edge);
    Sheet& streets = sheet(false);
    for (const WalkPolygon& p : map.walk_polygons) add_ring(streets.at(p.ring), p.ring, pal::square);
    for (const WalkLine& l : map.walk_lines)
        if (flat(l))
            add_line(streets.at(l.line), l.line, l.width_m, l.kind == "boardwalk" ? pal::boardwalk : pal::street);
}

/// Steps show as lines across; the crest is bare.
void TownLayer::add_bridges(const MapData& map) {
    Sheet& decks = sheet(false);
    for (const WalkLine& l : map.walk_lines) {
        if (flat(l)) continue;
        add_line(decks.at(l.line), l.line, l.width_m + 3 * edge_m, pal::bridge_edge, false);
        add_line(decks.at(l.line), l.line, l.width_m, pal::bridge, false);
    }
    Sheet& steps = sheet(true);
    for (const WalkLine& l : map.walk_lines) {
        const double length = length_of(l.line), flight = length * 0.33;
        for (int i = 1; !flat(l) && i < l.steps_per_side; ++i)
            for (const double at : {flight * i / l.steps_per_side, length - flight * i / l.steps_per_side}) {
                const Vec2d p = point_along(l.line, at), q = point_along(l.line, std::min(at + 0.1, length));
                const Vec2d side = perp(unit(q - p, {1, 0})) * (l.width_m / 2);
                add_segment(steps.at(l.line), to_float(p + side), to_float(p - side), 0.12f,
                            pal::with_alpha(pal::bridge_edge, 0.55f));
            }
    }
}

void TownLayer::build(const Town& town) {
    sheets_.clear();
    extent_ = extent_of(town);
    add_scenery(town.map);
    add_water(town.map);
    add_roofs(town.map);
    add_streets(town.map);
    add_bridges(town.map);
    drawn_ = false, rested_ = 0;
    small_width_ = 0;
}

void TownLayer::paint(sf::RenderTarget& target, const sf::View& view, float scale) const {
    target.clear(palette::ground);
    target.setView(view);
    const sf::Vector2f mid = view.getCenter(), half = view.getSize() / 2.0f;
    const Box seen{{mid.x - half.x, -mid.y - half.y}, {mid.x + half.x, -mid.y + half.y}};
    for (const Sheet& sheet : sheets_) {
        if (sheet.fine && scale < fine_from) continue;
        for (const auto& [tile, piece] : sheet.tiles)
            if (!piece.triangles.empty() && piece.box.touches(seen, 40))
                target.draw(piece.triangles.data(), piece.triangles.size(), sf::Triangles);
    }
}

/// While the camera moves straight into the window, fast; once it rests into a picture, with soft edges.
void TownLayer::draw(sf::RenderWindow& window, const Camera& camera) {
    rested_ = camera == seen_ ? rested_ + 1 : 0;
    seen_ = camera;
    if (!(drawn_ && drawn_for_ == camera) && rested_ < 4) {
        drawn_ = false;
        return paint(window, camera.view(), camera.scale);
    }
    if (!drawn_) {
        const auto w = static_cast<unsigned>(camera.window_w), h = static_cast<unsigned>(camera.window_h);
        const unsigned samples = std::min(4u, sf::RenderTexture::getMaximumAntialiasingLevel());
        if (picture_.getSize() != sf::Vector2u{w, h} && !picture_.create(w, h, sf::ContextSettings(0, 0, samples)))
            return paint(window, camera.view(), camera.scale);
        paint(picture_, camera.view(), camera.scale);
        picture_.display();
        drawn_ = true, drawn_for_ = camera;
    }
    window.setView(sf::View({0, 0, camera.window_w, camera.window_h}));
    window.draw(sf::Sprite(picture_.getTexture()), sf::BlendNone);
}

const sf::Texture& TownLayer::small_picture(unsigned width) {
    if (small_width_ != width) {
        const Vec2d size = extent_.high - extent_.low, mid = (extent_.high + extent_.low) * 0.5;
        const auto height = static_cast<unsigned>(std::max(1.0, width * size.y / std::max(size.x, 1.0)));
        const unsigned samples = std::min(4u, sf::RenderTexture::getMaximumAntialiasingLevel());
        if (small_.create(width, height, sf::ContextSettings(0, 0, samples))) {
            paint(small_, sf::View(flip(mid), {static_cast<float>(size.x), static_cast<float>(size.y)}), 0);
            small_.display();
            small_.setSmooth(true);
        }
        small_width_ = width;
    }
    return small_.getTexture();
}

}  // namespace studio
