// Everyone on the walkable surface, as dense columns in the order of the neighbour grid (cell, then person id). Parked people
// (inside, queueing in a hall, riding) are not here and cost nothing per tick.
#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "base/vec2.hpp"

namespace wz {

/// What a walker does about its goal.
enum class Gait : std::uint8_t {
    walk,   // follows its route
    press,  // in front of a full queue: moves up slowly
    stand,  // stays where it is
};

struct Walkers {
    // read by neighbours
    std::vector<float> x, y;        // m
    std::vector<float> vx, vy;      // m/s
    std::vector<float> hx, hy;      // heading, unit
    std::vector<std::uint8_t> decks;  // bit per level
    // own
    std::vector<float> speed;       // m/s, along the heading
    std::vector<float> free_speed;  // m/s, on the level
    std::vector<float> lateral;     // preferred place across the street, −1 (right wall) .. 1 (left wall) of the walking direction
    std::vector<float> goal_x, goal_y;  // final point of this leg: a door, gate, landing or spot
    std::vector<LinkId> link;       // street piece walked on
    std::vector<LinkId> next;       // the one after it; none on the last
    std::vector<std::uint8_t> forward;  // 1: link.a → link.b
    std::vector<Gait> gait;
    std::vector<std::uint32_t> field;   // cost field that leads to the goal, see routing
    std::vector<float> remaining;       // m of route still to go, estimated
    std::vector<float> pace;            // factor on free speed set by the group (waiting for others), 0..1
    std::vector<Tick> pause_until;      // stands on a bridge to watch, till then
    std::vector<PersonId> person;
    std::vector<std::uint64_t> key;     // keys random draws: group's key for routes

    [[nodiscard]] std::size_t size() const { return x.size(); }
    [[nodiscard]] Vec2 at(std::size_t i) const { return {x[i], y[i]}; }
};

}  // namespace wz
