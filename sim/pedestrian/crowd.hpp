// One tick of everyone on the surface: which way (tactical), next position (operational). Reads the present state,
// writes the next; a walker never sees a neighbour's next. Blocks of walkers may run in any order on any thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "params/params.hpp"
#include "pedestrian/neighbour_grid.hpp"
#include "pedestrian/walkers.hpp"
#include "routing/cost_fields.hpp"
#include "town/town.hpp"

namespace wz {

/// A gate for those who go through it one way: they keep to their turnstiles, on the right of those who come out.
struct GateSide {
    float reach = 0;  // m: at which it counts as reached, behind the crowd before it
    float share = 1;  // of the width of the way, from its right edge
};

/// What the step reads besides the walkers.
struct CrowdScene {
    const Town& town;
    const CostFields& fields;
    const Params& params;
    std::uint64_t seed;
    Tick now;
    std::span<const float> goal_reach;               // by FieldId: distance at which its goal counts as reached, m
    std::span<const std::array<GateSide, 2>> gates;  // by GateId: {inwards, outwards}
    float longest_gate_reach = 0;                    // of them all
};

struct Arrival {
    std::uint32_t slot;
    Reached what;
};

/// Next state, by slot: what neighbours see, and so must not change while others move.
struct NextState {
    AlignedVector<float> x, y, vx, vy, hx, hy;
    std::vector<std::vector<Arrival>> reached;  // by share of walkers_together: who has reached something, by slot
    void resize(std::size_t walkers);
};

/// What a walker wants: where to, how fast.
struct Intent {
    Vec2 direction;   // unit
    float speed = 0;  // m/s
    Reached reached = Reached::nothing;
    bool queues = false;  // in the crowd before a full queue
};

/// Tactical: follows the route of walker `slot`, moves on to its next link, and says what it has reached. Writes only
/// that walker's own columns.
Intent follow_route(const CrowdScene& scene, Walkers& walkers, std::uint32_t slot);

/// Walkers that are moved at a time: of whole blocks, and depending on nothing but their number.
inline constexpr std::size_t walkers_together = lanes::together * lanes::width;

/// Tactical and operational step of the walkers [begin, end); `begin` is a multiple of walkers_together, and `end`,
/// too, unless it is the last.
void move_walkers(const CrowdScene& scene, NeighbourGrid& grid, Walkers& walkers, NextState& next, std::size_t begin,
                  std::size_t end);

/// Makes the next state the present one. Lists in `reached` who reached something, by slot.
void commit(NextState& next, Walkers& walkers, std::vector<Arrival>& reached);

}  // namespace wz
