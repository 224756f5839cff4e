// The operational step of eight walkers at once. What they do is computed with the walkers as lanes of vectors; whom
// they see, with the neighbours as lanes. Sums over neighbours are always those of eight lanes in one fixed order, so
// any vector width gives the same bits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "params/params.hpp"

namespace wz::lanes {

inline constexpr std::size_t width = 8;  // walkers of a block; also neighbours per step of a sum

/// Everybody, as columns in which people who are near each other stand in runs. Readable `width` beyond the last one.
struct People {
    const float *x, *y, *vx, *vy, *hx, *hy;
    const std::int32_t* decks;  // bit per level
};
struct Run {
    std::uint32_t begin, end;
};
inline constexpr std::size_t runs = 3;  // hold all who may be within reach of one walker, each once

/// What the people ahead do to a walker: sums over them.
struct Seen {
    float density = 0, flow = 0, opposed = 0;  // 1/m², 1/(m s), 1/m²
    float lateral = 0;                         // evasion, to the left
    float coming = 0, going = 0;               // people who walk towards the walker, and the same way
    float repulsion_x = 0, repulsion_y = 0;
};

/// Walkers of one block as they are, and what they want.
struct alignas(64) Block {
    float x[width], y[width], vx[width], vy[width], hx[width], hy[width];
    float speed[width];                               // m/s along the heading
    float goal_x[width], goal_y[width];               // unit direction wanted
    float wanted[width];                              // m/s wanted when nobody is in the way
    float oncoming[width];                            // share of those ahead, smoothed
    float noise[width];                               // sideways, of the direction
    float wall[width], wall_x[width], wall_y[width];  // m to the nearest wall, unit vector away from it
    std::int32_t decks[width];
    // results
    float out_vx[width], out_vy[width], out_hx[width], out_hy[width], out_speed[width], out_oncoming[width];
    // by walker, not as lanes
    bool looks[width];      // whether the walker looks ahead in this tick; if not, it goes by what it saw
    Seen seen[width];       // in the last tick, and now
    Run near[width][runs];  // all within reach if it looks, else within touch
};

/// Neighbours picked for one walker after the other: where from him, and how they move. What is in it never matters to
/// a later call; kept by the caller so that nothing is allocated.
struct Picked {
    std::vector<float> dx, dy, vx, vy, hx, hy;
    void make_room_for(std::size_t n) {
        if (dx.size() < n)
            for (auto* column : {&dx, &dy, &vx, &vy, &hx, &hy}) column->resize(2 * n);
    }
};
struct Scratch {
    Picked ahead;  // of one walker
    Picked close;  // of all walkers of the block
};

/// Parameters as the step uses them.
struct Constants {
    explicit Constants(const PedestrianParams& p);
    float turn, reach, view, relaxation, anticipation, diameter, slope, jam, packed, keep_right, drift_right, sidestep;
    float wall_buffer, heading_share, speed_share;
};

inline constexpr float wall_matters = 0.6f;  // m: walls farther off do not change a step
inline constexpr float touch = 1.0f;         // m: people farther apart cannot touch within a tick

void step(Block& block, std::size_t walkers, const People& people, const Constants& constants, Scratch& scratch);

}  // namespace wz::lanes
