// Everyone on the walkable surface, as columns by slot. A slot is stable within a tick; every few ticks they are
// renumbered, so that people near each other are near in memory. `person` is none in a slot whose walker has left.
// Parked people (inside, queueing in a hall, riding) are not here and cost nothing per tick.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/aligned.hpp"
#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/parallel.hpp"
#include "base/time.hpp"
#include "base/vec2.hpp"
#include "pedestrian/lanes.hpp"
#include "routing/cost_fields.hpp"

namespace wz {

/// What a walker does about its goal.
enum class Gait : std::uint8_t {
    walk,   // follows its route
    press,  // in front of a full queue: moves up slowly
    stand,  // stays where it is
    watch,  // on a bridge: steps to its place at the parapet, which is its goal, and stays there
};

/// What a walker has reached in this tick, told to the interchange phase.
enum class Reached : std::uint8_t { nothing, goal, gate, lost };

/// What the people ahead do to a walker, when last looked at: sums over them.
struct Seen {
    AlignedVector<float> density, flow, opposed;  // 1/m², 1/(m s), 1/m²
    AlignedVector<float> lateral;                 // evasion, to the left
    AlignedVector<float> coming, going;           // people who walk towards the walker, and the same way
    AlignedVector<float> repulsion_x, repulsion_y;
};

struct Walkers {
    std::vector<PersonId> person;
    std::vector<GroupId> group;
    // All others are longer by lanes::width, as whole vectors are read and written. What neighbours see:
    AlignedVector<float> x, y;        // m; far off in a slot whose walker has left
    AlignedVector<float> vx, vy;      // m/s
    AlignedVector<float> hx, hy;      // heading, unit
    std::vector<std::uint8_t> decks;  // bit per level that the walker is on
    // and own ones
    AlignedVector<float> speed;           // m/s wanted along the heading
    AlignedVector<float> wall;            // m to the nearest wall, not more than so much if it is far off
    AlignedVector<float> wall_x, wall_y;  // unit vector away from it
    AlignedVector<float> clear_way;       // m that may be walked before any wall can be reached
    AlignedVector<float> whim;            // sideways of the direction wanted
    AlignedVector<float> oncoming;        // share of those ahead who come the other way, over the last seconds
    AlignedVector<float> way_x, way_y;    // direction wanted, unit, when the way was last looked at
    AlignedVector<float> way_speed;       // m/s wanted; negative: the way must be looked at now
    std::vector<Gait> gait;               // stand in a slot whose walker has left
    std::vector<std::uint8_t> strolls;    // 1: in no hurry, may stop to watch boats
    std::vector<std::uint8_t> queues;     // 1: in the crowd before a full queue, when the way was last looked at
    Seen seen;
    // of the way and the goal
    AlignedVector<float> free_speed;        // m/s on the level: pace of the person, group and purpose
    AlignedVector<float> pace;              // factor on it set by the group (0: waits for the others)
    AlignedVector<float> lateral;           // preferred place across the street, −1 right wall .. 1 left wall
    AlignedVector<float> goal_x, goal_y;    // final point of this leg: a door, gate, landing or spot
    AlignedVector<float> remaining;         // m still to go, estimated
    std::vector<FieldId> field;             // leads to the goal
    std::vector<LinkId> link;               // street piece walked on
    std::vector<LinkId> next;               // the one after it; none on the last
    std::vector<std::uint8_t> forward;      // 1: link.a → link.b
    std::vector<std::uint8_t> decided;      // 1: `next` was chosen for this link
    std::vector<std::int32_t> pause_until;  // tick: stands still till then
    std::vector<std::uint32_t> route_key;   // group's key for this leg: members draw the same way
    std::vector<std::uint32_t> epoch;       // of the fields when the way was last looked at
    std::size_t left = 0;                   // slots whose walkers have left

    [[nodiscard]] std::size_t size() const { return person.size(); }
    [[nodiscard]] std::size_t count() const { return size() - left; }
    [[nodiscard]] bool used(std::size_t slot) const { return person[slot].valid(); }
    [[nodiscard]] Vec2 at(std::size_t i) const { return {x[i], y[i]}; }
    /// A slot for a person at the end, all columns reset.
    std::uint32_t add(PersonId p, GroupId g, Vec2 at);
    /// Slots for `n` people at the end, all columns reset; who they are and where is for the caller to set. The first.
    std::uint32_t add_slots(std::size_t n);
    void remove(std::uint32_t slot);
    void remove_last(std::size_t n);  // the last n slots, all of them used
    /// Gives a walker another slot, at the end: whoever is set down elsewhere is not near his neighbours any more.
    std::uint32_t set_down(std::uint32_t slot, Vec2 at);
    /// Renumbers the slots: the walker of order[k] gets slot k. `order` names every used slot once; no others remain.
    void renumber(std::span<const std::uint32_t> order, Team& team);
    void add_to_hash(Hasher& hasher) const;
};

}  // namespace wz
