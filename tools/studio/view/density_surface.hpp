// Seen from afar people become a surface: people per walkable m², smoothed over some ten metres.
#pragma once

#include <SFML/Graphics/RenderWindow.hpp>
#include <SFML/Graphics/Texture.hpp>
#include <vector>

#include "session/frame.hpp"
#include "town/town.hpp"
#include "view/camera.hpp"

namespace studio {

class DensitySurface {
public:
    static constexpr float cell_m = 4;

    void build(const wz::Town& town, const wz::Box& extent);
    void draw(sf::RenderWindow& window, const Camera& camera, const Frame& frame, float alpha);

private:
    void count(const Frame& frame);
    void smooth(std::vector<float>& cells) const;
    [[nodiscard]] std::size_t cell(std::size_t x, std::size_t y) const { return y * w_ + x; }

    wz::Vec2 low_;
    std::size_t w_ = 0, h_ = 0;
    std::vector<float> walkable_;  // m² per cell, smoothed
    std::vector<float> people_;
    std::vector<std::uint8_t> pixels_;
    mutable std::vector<float> row_;
    sf::Texture texture_;
    std::uint64_t drawn_number_ = UINT64_MAX;
};

}  // namespace studio
