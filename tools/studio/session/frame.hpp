// What the window draws of one tick: plain numbers, handed over whole from the simulation's thread. Nobody writes to a
// frame once it is published.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "base/vec2.hpp"
#include "engine/state.hpp"
#include "observe/jam.hpp"
#include "observe/pains.hpp"
#include "observe/story.hpp"
#include "shuttle/shuttle.hpp"
#include "waterway/waterway.hpp"

namespace studio {

/// Somebody on the surface. A tick earlier he was at `at - v * 0.1 s`, so that drawing can interpolate without a
/// search.
struct Dot {
    wz::Vec2 at;
    wz::Vec2 v;        // m/s
    wz::Vec2 heading;  // unit
    wz::PersonId person;
    std::uint8_t population = 0;
    std::uint8_t group_size = 1;  // 255: and more
    wz::Doing doing = wz::Doing::walking;
    std::uint8_t pass = 255;
};

struct BoatMark {
    wz::Vec2d at;
    double heading = 0, speed = 0;
    wz::BoatPhase phase = wz::BoatPhase::idle;
    std::uint32_t service = UINT32_MAX;
    std::uint16_t aboard = 0;
};
struct CartMark {
    wz::Vec2d at;
    double heading = 0, speed = 0;
    wz::CartPhase phase = wz::CartPhase::in_depot;
    wz::LineId line;
    std::uint16_t aboard = 0;
};

/// People of a patch over the last second.
struct PatchNow {
    float density = 0;  // people/m²
    wz::Vec2 flow;      // mean velocity of those who walk, m/s
    float haste = 1;    // their speed as a share of their free speed
};

/// A queue that is drawn beside its place.
struct QueueMark {
    wz::QueueName queue;
    wz::Vec2 at;
    int people = 0;     // in line, and pressing in front
    float wait_s = -1;  // expected; negative: unknown
    bool closed = false;
};

struct Frame {
    wz::Tick now = 0;
    std::int64_t wall_ns = 0;     // steady clock when the tick was done
    double ticks_per_wall_s = 0;  // at which it goes on; 0: stands still
    std::uint64_t number = 0;     // of the tick, counted since the window opened: 2 frames of one number are the same
    std::vector<Dot> dots;
    std::vector<BoatMark> boats;
    std::vector<CartMark> carts;
    std::vector<QueueMark> queues;
    std::vector<PatchNow> patches;           // by PatchId
    std::vector<std::uint8_t> closed_links;  // by LinkId
    std::vector<wz::Cordon> cordons;         // in the order in which they were drawn
    std::vector<float> link_delay;           // by LinkId: expected time over the free time
    std::vector<float> change;  // by PatchId: people/m² more than in the kept run; empty: nothing to compare
    std::array<int, wz::doings> doing{};
    std::vector<int> on_site;  // by population
    int total = 0;
    wz::Params params;
    // about what is selected, and what is asked for
    wz::Story story;
    std::vector<wz::Vec2> route;  // of the person selected, to the goal
    std::vector<wz::Pain> pains;
    std::vector<wz::JamLink> jam;
};

}  // namespace studio
