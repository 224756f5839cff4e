// What the ways of single walkers (tactical.cpp) and those of whole vectors of them (plain_ways.cpp) share.
#pragma once

#include <cstdint>

#include "pedestrian/crowd.hpp"
#include "pedestrian/lanes.hpp"

namespace wz::tactical {

inline constexpr float look_ahead = 3.0f;      // m along the route to the point that is walked to
inline constexpr float look_aside = 1.5f;      // m by which it is nearer where people come towards one
inline constexpr float wall_clearance = 0.4f;  // m kept from walls by the preferred line
inline constexpr float keeps_place = 0.75f;    // of the place across a street; the rest is the one that is liked
inline constexpr float beside = 0.5f;          // m off the edge of the own lane: on a square that it crosses
inline constexpr float far_back = 3.0f;        // m before the beginning of the own street: off it
inline constexpr float meets_level = 2.0f;     // m before a node one is on the levels of the next street, too
inline constexpr float nearest_turn = 0.8f, turn_share = 0.4f;  // m; of the narrower half width: there one turns off
inline constexpr float full_queue = 2.1f;    // m: a goal is reached from so far only if people stand before it
inline constexpr float metres_per_s = 1.1f;  // to estimate the way from the time

/// Where people like to be across a street: −1 right wall .. 1 left wall, and how much of it is left to those who come
/// the other way.
struct Side {
    float liked, oncoming;
};

/// In the crowd before a full queue, or about to join it.
inline bool joins_crowd(float distance, float reach) { return reach > full_queue && distance < 2 * reach; }

/// `remaining` is brought up to date only now and then: groups look once a second who is behind.
inline bool estimates_way(Tick now) { return (now + 4) % ticks_per_second <= 3; }

/// Of 16 walkers from `begin` on, those of `movers` (bits) who simply walk on along their street; for them, what
/// follow_route would do: direction, speed, levels and that they do not queue; and, if it is estimated, the rest of the
/// street in `remaining`.
struct PlainWays {
    std::uint32_t walkers = 0;    // a bit for each
    std::uint32_t elsewhere = 0;  // of them, those who are on other levels now
};
PlainWays follow_plain_ways(const CrowdScene& scene, Walkers& walkers, std::size_t begin, std::uint32_t movers);

/// Lateral noise of their direction: smooth in time, a pure function of (seed, person, tick).
void draw_whims(const CrowdScene& scene, std::span<const PersonId> persons, float* whims);

}  // namespace wz::tactical
