// The walkable surface, sampled sparsely: for each 0.25 m node the distance to the nearest wall and the patch it
// belongs to. Decks at different levels have grids of their own and never see each other's walls.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "base/ids.hpp"
#include "base/vec2.hpp"

namespace wz {

/// One walkable shape: a capsule (polyline with half width and round caps) or a polygon.
struct WalkShape {
    std::vector<Vec2d> points;
    double half_width = 0;   // > 0: polyline; 0: polygon ring, counter-clockwise
    bool flat_ends = false;  // polyline: cut square at its two ends (beside a gate) instead of round
    bool barrier = false;    // taken out of the surface after all else: the row of turnstiles of a gate
    std::uint8_t deck = 0;   // level 0..7
    PatchId patch;
};

namespace raster {
class Raster;
}
namespace surface {
struct Sampled;
}

/// Places whose walls are looked up together, and what is found, as columns.
struct Places {
    static constexpr std::size_t count = 16;
    const float *x, *y;         // m
    const std::uint8_t* decks;  // bit per level
};
struct WallsFound {
    float* distance;                             // as NavGrid::Wall
    float *away_x = nullptr, *away_y = nullptr;  // null: not wanted
};

class NavGrid {
public:
    static constexpr float spacing = 0.25f;      // m between nodes
    static constexpr float distance_cap = 1.5f;  // distances are exact up to here, then capped
    static constexpr int tile_nodes = 32;        // per side: 8 m

    struct Wall {
        float distance;  // to the nearest wall, negative outside
        Vec2 away;       // unit vector away from it (gradient); zero where capped
    };

    /// Rasterises the union of the shapes, per deck.
    static NavGrid build(std::span<const WalkShape> shapes);

    /// Distance and direction on the best (largest distance) of the decks in the mask.
    [[nodiscard]] Wall wall(Vec2 p, std::uint8_t decks) const;
    [[nodiscard]] float distance(Vec2 p, std::uint8_t decks) const;
    /// The same for those of Places::count places, all of them readable, whose bits are set in `wanted`.
    void walls(const Places& at, std::uint32_t wanted, const WallsFound& found) const;
    /// Reads ahead what `walls` will need soon: it lies far off in memory.
    void ask_for_walls(const Places& at, std::uint32_t wanted) const;
    /// Patch at p on one of the decks; invalid outside the surface.
    [[nodiscard]] PatchId patch(Vec2 p, std::uint8_t decks) const;
    /// The same for places of which Places::count more are readable, and as many more writable in `found`.
    void patches(const Places& at, std::size_t count, PatchId* found) const;

    [[nodiscard]] Vec2 origin() const { return origin_; }  // lower left corner
    [[nodiscard]] Vec2 extent() const {
        return {static_cast<float>(tiles_x_) * tile_m, static_cast<float>(tiles_y_) * tile_m};
    }
    [[nodiscard]] double walkable_m2() const { return walkable_m2_; }
    [[nodiscard]] std::size_t bytes() const;
    /// Area per patch, m², each spot counted once.
    [[nodiscard]] const std::vector<float>& patch_area() const { return patch_area_; }

private:
    static constexpr float tile_m = spacing * tile_nodes;
    static constexpr int block_nodes = 4;           // per side: 1 m
    static constexpr int stride = block_nodes + 1;  // a block repeats its neighbours' first row and column
    static constexpr int blocks_across = tile_nodes / block_nodes;
    /// What looking up a wall reads, in one cache line.
    struct alignas(64) Block {
        std::array<std::int16_t, stride * stride> distance;  // in 1/1024 m, capped, negative outside
    };
    /// And looking up a patch, of the same block.
    struct Ground {
        std::uint16_t patch;   // of all its nodes; `mixed` if they have several
        std::uint16_t inside;  // a bit for each of its nodes, row by row
    };
    static constexpr std::uint16_t mixed = 0xfffe;
    static constexpr float quantum = 1024.0f;                 // of distances in a block, per m
    using OpenTiles = std::map<std::uint16_t, std::int32_t>;  // by patch: its tile without a wall near, kept once
    std::int32_t keep_tile(const raster::Raster& raster, int x0, int y0, OpenTiles& open);
    using Patches = std::array<std::uint16_t, tile_nodes * tile_nodes>;  // of a tile
    [[nodiscard]] std::int32_t tile_at(int ix, int iy, int deck) const;  // of a node; negative: none
    [[nodiscard]] const std::int16_t* distance_at(std::int32_t tile, int ix, int iy) const {
        return &blocks_[block_at(tile, ix, iy)].distance[static_cast<std::size_t>(node_of(ix, iy))];
    }
    static int node_of(int ix, int iy) { return (iy % block_nodes) * stride + ix % block_nodes; }
    static std::size_t block_at(std::int32_t tile, int ix, int iy) {
        const int block = ((iy & 31) / block_nodes) * blocks_across + (ix & 31) / block_nodes;
        return static_cast<std::size_t>(tile * blocks_across * blocks_across + block);
    }
    /// The node to the lower left of p, and where p lies in the cell above it, 0..1; null outside.
    [[nodiscard]] const std::int16_t* nodes_around(Vec2 p, int deck, Vec2& in_cell) const;
    [[nodiscard]] bool sample(Vec2 p, int deck, Wall& out) const;
    [[nodiscard]] surface::Sampled sampled() const;

    Vec2 origin_{};
    int tiles_x_ = 0;
    int tiles_y_ = 0;
    int decks_ = 0;
    std::vector<std::int32_t> tile_of_;  // deck by deck: tile index or −1
    std::vector<Block> blocks_;          // tile by tile; open ground shares tiles
    std::vector<Ground> ground_;         // by block
    std::vector<Patches> patches_;       // by tile
    std::vector<float> patch_area_;
    double walkable_m2_ = 0;
};

}  // namespace wz
