#include "view/density_surface.hpp"

#include <SFML/Graphics/Sprite.hpp>

#include "view/palette.hpp"
#include "view/shapes.hpp"

namespace studio {

using namespace wz;

void DensitySurface::build(const Town& town, const Box& extent) {
    low_ = to_float(extent.low);
    w_ = static_cast<std::size_t>((extent.high.x - extent.low.x) / cell_m) + 1;
    h_ = static_cast<std::size_t>((extent.high.y - extent.low.y) / cell_m) + 1;
    walkable_.assign(w_ * h_, 0);
    constexpr int samples = 3;
    constexpr float step = cell_m / samples, share = step * step;
    for (std::size_t y = 0; y < h_ * samples; ++y)
        for (std::size_t x = 0; x < w_ * samples; ++x) {
            const Vec2 p = low_ + Vec2{(static_cast<float>(x) + 0.5f) * step, (static_cast<float>(y) + 0.5f) * step};
            if (town.surface.distance(p, 0xff) > 0) walkable_[cell(x / samples, y / samples)] += share;
        }
    smooth(walkable_);
    pixels_.assign(w_ * h_ * 4, 0);
    texture_.create(static_cast<unsigned>(w_), static_cast<unsigned>(h_));
    texture_.setSmooth(true);
    drawn_number_ = UINT64_MAX;
}

/// A box of three cells, twice, along both axes: nearly a bell of about ten metres.
void DensitySurface::smooth(std::vector<float>& cells) const {
    for (int round = 0; round < 2; ++round) {
        row_.resize(std::max(w_, h_) + 2);
        const auto along = [&](std::size_t lines, std::size_t length, std::size_t line_stride, std::size_t stride) {
            for (std::size_t l = 0; l < lines; ++l) {
                float* at = cells.data() + l * line_stride;
                row_[0] = row_[length + 1] = 0;
                for (std::size_t i = 0; i < length; ++i) row_[i + 1] = at[i * stride];
                for (std::size_t i = 0; i < length; ++i)
                    at[i * stride] = (row_[i] + row_[i + 1] + row_[i + 2]) * (1.0f / 3);
            }
        };
        along(h_, w_, w_, 1);
        along(w_, h_, 1, w_);
    }
}

void DensitySurface::count(const Frame& frame) {
    people_.assign(w_ * h_, 0);
    for (const Dot& d : frame.dots) {
        const Vec2 p = (d.at - low_) * (1 / cell_m);
        if (p.x < 0 || p.y < 0) continue;
        const auto x = static_cast<std::size_t>(p.x), y = static_cast<std::size_t>(p.y);
        if (x < w_ && y < h_) people_[cell(x, y)] += 1;
    }
    smooth(people_);
    for (std::size_t y = 0; y < h_; ++y)
        for (std::size_t x = 0; x < w_; ++x) {
            const float n = people_[cell(x, y)], m2 = walkable_[cell(x, y)];
            std::uint8_t* px = pixels_.data() + 4 * cell(x, h_ - 1 - y);  // pictures begin at the top
            px[3] = 0;
            if (n < 0.02f) continue;
            const sf::Color c = palette::of_density(n / std::max(m2, 3.0f));
            px[0] = c.r, px[1] = c.g, px[2] = c.b;
            px[3] = static_cast<std::uint8_t>(static_cast<float>(c.a) * std::min(1.0f, n * 5));
        }
    texture_.update(pixels_.data());
}

void DensitySurface::draw(sf::RenderWindow& window, const Camera& camera, const Frame& frame, float alpha) {
    if (w_ == 0 || alpha <= 0.02f) return;
    if (frame.number != drawn_number_) count(frame), drawn_number_ = frame.number;
    sf::Sprite sprite(texture_);
    sprite.setColor(palette::with_alpha(sf::Color::White, alpha));
    sprite.setScale(cell_m, cell_m);
    sprite.setPosition(flip(low_ + Vec2{0, static_cast<float>(h_) * cell_m}));
    window.setView(camera.view());
    window.draw(sprite);
}

}  // namespace studio
