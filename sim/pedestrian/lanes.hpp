// The operational step of eight walkers at once: walkers are the lanes of vectors, and each neighbour is held against
// all of them in turn. No lane ever meets another, so any vector width gives the same bits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "params/params.hpp"

namespace wz::lanes {

inline constexpr std::size_t width = 8;  // walkers of a block: more would look at more neighbours in vain

/// Walkers of one block as they are, and what they want.
struct alignas(64) Block {
    float x[width], y[width], vx[width], vy[width], hx[width], hy[width];
    float speed[width];                               // m/s along the heading
    float goal_x[width], goal_y[width];               // unit direction wanted
    float wanted[width];                              // m/s wanted when nobody is in the way
    float oncoming[width];                            // share of those ahead, smoothed
    float noise[width];                               // sideways, of the direction
    float wall[width], wall_x[width], wall_y[width];  // m to the nearest wall, unit vector away from it
    std::int32_t index[width];                        // of the walker among the neighbours
    std::int32_t decks[width];                        // bit per level
    float out_vx[width], out_vy[width], out_hx[width], out_hy[width], out_speed[width], out_oncoming[width];  // results
};

/// Everybody whom a walker of the block may see. Those who may touch one come again in `close`.
struct Neighbours {
    struct One {
        float x, y, vx, vy, hx, hy;
        std::int32_t index, decks;
    };
    std::vector<One> seen, close;  // grow only; the first so many count
    std::size_t seen_count = 0, close_count = 0;
    void make_room_for(std::size_t more) {
        if (seen.size() < seen_count + more) seen.resize(2 * (seen_count + more)), close.resize(seen.size());
    }
};

/// Parameters as the step uses them.
struct Constants {
    explicit Constants(const PedestrianParams& p);
    float reach, view, relaxation, anticipation, diameter, slope, jam, packed, keep_right, drift_right, sidestep;
    float wall_buffer, heading_share, speed_share;
};

inline constexpr float wall_matters = 0.6f;  // m: walls farther off do not change a step
inline constexpr float touch = 1.0f;         // m: people farther apart cannot touch within a tick

void step(Block& block, const Neighbours& neighbours, const Constants& constants);

}  // namespace wz::lanes
