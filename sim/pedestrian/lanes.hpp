// The operational step of a block of walkers, who are the lanes of vectors: each person near the block is held against
// all of its walkers at once. Every lane does its own sums, in the order of the candidates, so that any vector width
// gives the same bits.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/aligned.hpp"
#include "params/params.hpp"

namespace wz::lanes {

inline constexpr std::size_t width = 16;     // walkers of a block
inline constexpr std::size_t together = 16;  // blocks that are moved at a time, at most

/// What people see of others, as columns in which people who are near each other stand in runs.
struct People {
    const float *x, *y, *vx, *vy, *hx, *hy;
    const std::uint8_t* decks;  // bit per level
};
struct Run {
    std::uint32_t begin, end;
};

/// Everybody, by slot. Readable and writable `width` beyond the last one.
struct Columns : People {
    const float *goal_x, *goal_y;          // unit direction wanted
    const float* noise;                    // sideways, of the direction
    const float *wall_x, *wall_y;          // unit vector away from the nearest wall
    const std::uint8_t *queues, *strolls;  // 1: in the crowd before a full queue; in no hurry
    // brought up to date
    float* wanted;     // m/s wanted when nobody is in the way
    float* speed;      // m/s along the heading
    float* oncoming;   // share of those ahead, smoothed
    float* wall;       // m to the nearest wall
    float* clear_way;  // m that may be walked before any wall can be reached
    // what they see, or saw last: see Seen of walkers.hpp
    float *density, *flow, *opposed, *lateral, *coming, *going, *repulsion_x, *repulsion_y;
    // results
    float *next_x, *next_y, *next_vx, *next_vy, *next_hx, *next_hy;
};

/// Walkers who follow each other in the columns.
struct Block {
    std::size_t begin;     // slot of the first
    std::uint32_t moving;  // a bit for each walker who moves
    bool looks;            // whether its walkers look ahead in this tick; if not, they go by what they saw last
    /// Runs that hold, once each, all people within sight (within touch, if the block does not look) of a walker.
    std::span<const Run> near;
    // results
    std::uint32_t near_walls;              // a bit for each who may be within wall_left now
    std::array<float, width> wall_before;  // m to the nearest wall before the step
};

/// People picked for a block. What is in it never matters to a later call; kept by the caller so that nothing is
/// allocated.
struct Picked {
    AlignedVector<float> x, y, vx, vy, hx, hy;
    AlignedVector<std::uint8_t> decks;
    std::size_t count = 0;
    void make_room_for(std::size_t n) {
        if (x.size() >= n) return;
        for (auto* column : {&x, &y, &vx, &vy, &hx, &hy}) column->resize(2 * n);
        decks.resize(2 * n);
    }
};
struct Places {
    alignas(64) std::array<float, width> x, y;
    std::array<std::uint8_t, width> decks;
};
struct Scratch {
    Picked ahead;                        // within sight of a walker of a block
    std::array<Picked, together> close;  // within touch, by block
    std::array<Places, together> at;     // of the blocks' walkers; those who do not move are with one who does
    AlignedVector<float> contacts;       // of vectors of walkers: direction, room
};

/// By bits of a mask over up to eight lanes: the lanes whose bits are set, and others after them.
inline constexpr auto kept_lanes = [] {
    std::array<std::array<std::uint8_t, 8>, 256> table{};
    for (std::size_t bits = 0; bits < table.size(); ++bits)
        for (std::size_t lane = 0, at = 0; lane < 8; ++lane)
            if ((bits >> lane & 1) != 0) table[bits][at++] = static_cast<std::uint8_t>(lane);
    return table;
}();

/// Parameters as the step uses them.
struct Constants {
    Constants(const PedestrianParams& p, double queue_gap_m);
    float turn, reach, sight_circle, view, oncoming_view, oncoming_weight, passing, relaxation, anticipation, diameter,
        slope, jam, packed, keep_right, drift_right;
    float sidestep, evasion, repulsion, repulsion_range, contact, follow, wall_gap;
    float wall_buffer, heading_share, speed_share, most_room;
    float press, leisure_press;  // share of the wanted speed at which people press forward in a jam
    float queue_gap;             // m kept from other bodies beyond touching, in a queue
};

inline constexpr float wall_matters = 0.6f;  // m: walls farther off do not change a step
inline constexpr float wall_left = 0.05f;    // m: nobody comes nearer to a wall with his centre
inline constexpr float touch = 1.0f;         // m: people farther apart do not mind each other's bodies

/// Each step of the reckoning is done for all blocks before the next: a processor can begin one block's while it waits
/// for another's. In each of them, somebody moves.
void step(std::span<Block> blocks, const Columns& crowd, const Constants& constants, Scratch& scratch);

/// The next state of those of a block who do not move.
void stay(const Block& block, const Columns& crowd);

}  // namespace wz::lanes
