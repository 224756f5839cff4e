// One tick of everyone on the surface: which way (tactical), next position (operational). Reads the present state,
// writes the next; a walker never sees a neighbour's next. Blocks of walkers may run in any order on any thread.
#pragma once

#include <algorithm>
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
    std::vector<std::vector<Arrival>> reached;  // by Shares::few walkers: who of them has reached what, by slot
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

/// The walkers cut into shares of whole blocks, each to be moved by one thread. Of several threads the last shares are
/// small, so that all are done at about the same time; no result depends on the cut.
class Shares {
public:
    static constexpr std::size_t many = lanes::together * lanes::width, few = many / 4;  // walkers
    Shares(std::size_t walkers, unsigned threads)
        : walkers_(walkers),
          last_(threads > 1 ? few : many),
          big_((walkers - std::min(walkers, threads > 1 ? 2 * many : 0)) / many) {}
    [[nodiscard]] std::size_t count() const { return big_ + (walkers_ - big_ * many + last_ - 1) / last_; }
    [[nodiscard]] std::size_t begin(std::size_t share) const {
        const std::size_t big = std::min(share, big_);
        return std::min(walkers_, big * many + (share - big) * last_);
    }
    [[nodiscard]] std::size_t end(std::size_t share) const { return begin(share + 1); }

private:
    std::size_t walkers_, last_, big_;  // walkers of one of the last shares; shares of many
};

/// Tactical and operational step of the walkers [begin, end), a share.
void move_walkers(const CrowdScene& scene, NeighbourGrid& grid, Walkers& walkers, NextState& next, std::size_t begin,
                  std::size_t end);

/// Makes the next state the present one. Lists in `reached` who reached something, by slot.
void commit(NextState& next, Walkers& walkers, std::vector<Arrival>& reached);

}  // namespace wz
