// What never changes: ground, water, buildings, streets, bridges. Drawn into a picture that is kept while the camera
// rests.
#pragma once

#include <SFML/Graphics/RenderTexture.hpp>
#include <SFML/Graphics/RenderWindow.hpp>
#include <map>
#include <utility>
#include <vector>

#include "town/town.hpp"
#include "view/camera.hpp"
#include "view/shapes.hpp"

namespace studio {

class TownLayer {
public:
    void build(const wz::Town& town);
    void draw(sf::RenderWindow& window, const Camera& camera);
    /// All of it, in a picture of the given width.
    [[nodiscard]] const sf::Texture& small_picture(unsigned width);
    [[nodiscard]] const wz::Box& extent() const { return extent_; }

private:
    /// What lies in one tile of one sheet.
    struct Piece {
        wz::Box box;
        Triangles triangles;
    };
    /// Sheets lie over each other; fine ones are left out from afar.
    struct Sheet {
        bool fine = false;
        std::map<std::pair<int, int>, Piece> tiles;
        Triangles& at(std::span<const wz::Vec2d> shape);
    };
    void paint(sf::RenderTarget& target, const sf::View& view, float scale) const;
    Sheet& sheet(bool fine);
    void add_scenery(const wz::MapData& map);
    void add_water(const wz::MapData& map);
    void add_roofs(const wz::MapData& map);
    void add_streets(const wz::MapData& map);
    void add_bridges(const wz::MapData& map);

    std::vector<Sheet> sheets_;
    sf::RenderTexture picture_, small_;
    unsigned small_width_ = 0;
    Camera seen_, drawn_for_;  // in the last frame; in the picture
    int rested_ = 0;           // frames since the camera moved
    bool drawn_ = false;
    wz::Box extent_;
};

}  // namespace studio
