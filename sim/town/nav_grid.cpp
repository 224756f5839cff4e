#include "town/nav_grid.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "town/raster.hpp"

namespace wz {

using raster::Piece;
using raster::Raster;

std::int32_t NavGrid::keep_tile(const Raster& raster, int x0, int y0, OpenTiles& open) {
    const raster::RawTile& raw = *raster.find(x0, y0);
    const std::size_t first = blocks_.size();
    bool far_from_walls = true;
    for (int b = 0; b < blocks_across * blocks_across; ++b) {
        Block& block = blocks_.emplace_back();
        const auto patch_of = [&](int node) {
            const int x = b % blocks_across * block_nodes + node % block_nodes;
            const int y = b / blocks_across * block_nodes + node / block_nodes;
            return raw.patch[static_cast<std::size_t>(y * tile_nodes + x)];
        };
        Ground& ground = ground_.emplace_back(Ground{patch_of(0), 0});
        for (int node = 1; node < block_nodes * block_nodes; ++node)
            if (patch_of(node) != ground.patch) ground.patch = mixed;
        for (int node = 0; node < stride * stride; ++node) {
            const int x = x0 + b % blocks_across * block_nodes + node % stride;
            const int y = y0 + b / blocks_across * block_nodes + node / stride;
            const float d = raster.distance(x, y);
            far_from_walls = far_from_walls && d == distance_cap;
            block.distance[static_cast<std::size_t>(node)] = static_cast<std::int16_t>(std::floor(d * quantum + 0.5f));
            if (node % stride < block_nodes && node / stride < block_nodes &&
                block.distance[static_cast<std::size_t>(node)] >= 0)
                ground.inside |= static_cast<std::uint16_t>(1u << (node / stride * block_nodes + node % stride));
        }
    }
    for (std::size_t k = 0; k < raw.f.size(); ++k)
        if (Raster::inside(raw.f[k])) patch_area_[raw.patch[k]] += spacing * spacing;
    const auto tile = static_cast<std::int32_t>(patches_.size());
    if (far_from_walls && std::ranges::all_of(raw.patch, [&](std::uint16_t p) { return p == raw.patch[0]; })) {
        const auto [known, fresh] = open.try_emplace(raw.patch[0], tile);
        if (!fresh) {
            blocks_.resize(first), ground_.resize(first);
            return known->second;
        }
    }
    patches_.push_back(raw.patch);
    return tile;
}

NavGrid NavGrid::build(std::span<const WalkShape> shapes) {
    NavGrid grid;
    const std::vector<Piece> pieces = raster::pieces_of(shapes);
    if (pieces.empty()) return grid;
    Vec2d low{1e18, 1e18}, high{-1e18, -1e18};
    std::size_t patches = 0;
    int decks = 1;
    for (const Piece& p : pieces) {
        low = {std::min(low.x, p.low.x), std::min(low.y, p.low.y)};
        high = {std::max(high.x, p.high.x), std::max(high.y, p.high.y)};
        if (p.shape->patch.valid()) patches = std::max<std::size_t>(patches, p.shape->patch.index() + 1);
        decks = std::max(decks, p.shape->deck + 1);
    }
    grid.origin_ = {static_cast<float>(std::floor(low.x - 3)), static_cast<float>(std::floor(low.y - 3))};
    grid.tiles_x_ = static_cast<int>((high.x + 3 - grid.origin_.x) / tile_m) + 1;
    grid.tiles_y_ = static_cast<int>((high.y + 3 - grid.origin_.y) / tile_m) + 1;
    grid.patch_area_.assign(patches, 0.0f);
    grid.decks_ = decks;
    OpenTiles open;
    constexpr int band = 16;  // tile rows drawn at a time, with one more on either side
    for (int deck = 0; deck < decks; ++deck)
        for (int first = 0; first < grid.tiles_y_; first += band) {
            Raster raster(grid.origin_, grid.tiles_x_, first - 1, band + 2);
            for (const Piece& p : pieces)
                if (p.shape->deck == deck && !p.shape->barrier) raster.paint(p);
            for (const Piece& p : pieces)
                if (p.shape->deck == deck && p.shape->barrier) raster.cut(p);
            raster.measure_from_outline();
            for (int row = first; row < std::min(first + band, grid.tiles_y_); ++row)
                for (int column = 0; column < grid.tiles_x_; ++column) {
                    const int x0 = column * tile_nodes, y0 = row * tile_nodes;
                    const bool ground = raster.find(x0, y0) != nullptr;
                    grid.tile_of_.push_back(ground ? grid.keep_tile(raster, x0, y0, open) : -1);
                }
        }
    for (const float a : grid.patch_area_) grid.walkable_m2_ += a;
    return grid;
}

// ---- sampling -------------------------------------------------------------------------------------------------------

inline std::int32_t NavGrid::tile_at(int ix, int iy, int deck) const {
    const int tx = ix >> 5, ty = iy >> 5;
    if (tx < 0 || ty < 0 || tx >= tiles_x_ || ty >= tiles_y_) return -1;
    return tile_of_[static_cast<std::size_t>((deck * tiles_y_ + ty) * tiles_x_ + tx)];
}

inline const std::int16_t* NavGrid::nodes_around(Vec2 p, int deck, Vec2& in_cell) const {
    const float gx = (p.x - origin_.x) * (1.0f / spacing);
    const float gy = (p.y - origin_.y) * (1.0f / spacing);
    if (!(gx >= 0.0f) || !(gy >= 0.0f)) return nullptr;
    const int ix = static_cast<int>(gx), iy = static_cast<int>(gy);
    const std::int32_t tile = tile_at(ix, iy, deck);
    if (tile < 0) return nullptr;
    in_cell = {gx - static_cast<float>(ix), gy - static_cast<float>(iy)};
    return distance_at(tile, ix, iy);
}

inline bool NavGrid::sample(Vec2 p, int deck, Wall& out) const {
    Vec2 in_cell;
    const std::int16_t* d = nodes_around(p, deck, in_cell);
    if (!d) return false;
    const auto [fx, fy] = in_cell;
    const float d00 = d[0], d10 = d[1], d01 = d[stride], d11 = d[stride + 1];
    const float low = d00 + (d10 - d00) * fx, high = d01 + (d11 - d01) * fx;
    out.distance = (low + (high - low) * fy) * (1.0f / quantum);
    const Vec2 slope{(d10 - d00) + ((d11 - d01) - (d10 - d00)) * fy, high - low};
    const float n = norm(slope);
    out.away = n > 1.0f ? slope * (1.0f / n) : Vec2{0, 0};
    return true;
}

NavGrid::Wall NavGrid::wall(Vec2 p, std::uint8_t decks) const {
    Wall best{-distance_cap, {0, 0}};
    for (unsigned left = decks & ((1u << decks_) - 1); left != 0; left &= left - 1) {
        Wall w{};
        if (sample(p, std::countr_zero(left), w) && w.distance > best.distance) best = w;
    }
    return best;
}

float NavGrid::distance(Vec2 p, std::uint8_t decks) const { return wall(p, decks).distance; }

PatchId NavGrid::patch(Vec2 p, std::uint8_t decks) const {
    const int ix = static_cast<int>((p.x - origin_.x) * (1.0f / spacing) + 0.5f);
    const int iy = static_cast<int>((p.y - origin_.y) * (1.0f / spacing) + 0.5f);
    for (unsigned left = decks & ((1u << decks_) - 1); left != 0; left &= left - 1) {
        const std::int32_t tile = tile_at(ix, iy, std::countr_zero(left));
        if (tile < 0) continue;
        const Ground& ground = ground_[block_at(tile, ix, iy)];
        if ((ground.inside >> (iy % block_nodes * block_nodes + ix % block_nodes) & 1) == 0) continue;
        const std::uint16_t patch = ground.patch != mixed
                                        ? ground.patch
                                        : patches_[static_cast<std::size_t>(tile)]
                                                  [static_cast<std::size_t>((iy & 31) * tile_nodes + (ix & 31))];
        if (patch != 0xffff) return PatchId(patch);
    }
    return {};
}

std::size_t NavGrid::bytes() const {
    return blocks_.size() * (sizeof(Block) + sizeof(Ground)) + patches_.size() * sizeof(Patches) +
           tile_of_.size() * sizeof(std::int32_t);
}

}  // namespace wz
