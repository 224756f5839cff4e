// One boat: where it is in its day. Its hull is in `Hulls`; the rest of its state is here.
#pragma once

#include <memory>

#include "waterway/track.hpp"
#include "waterway/waterway.hpp"

namespace wz::water {

enum class Motion : std::uint8_t { moored, casting_off, sailing, docking };
/// What the present trip is for.
enum class Errand : std::uint8_t {
    none,
    ride,       // with people, or a ferry's crossing
    fetch,      // empty, to a dock where people wait
    lay_up,     // empty, to a mooring
    make_room,  // the same, for a boat with people that wants its berth: in the rain, too
    hold,       // with people, to a mooring, because no berth is free where they want to go
    rounds,     // refuse and parade: from stop to stop without passengers
};
inline constexpr std::uint32_t no_service = UINT32_MAX;
inline constexpr std::uint32_t no_crew = UINT32_MAX;
inline constexpr double never_held = 1e18;

struct Boat {
    BoatPhase phase = BoatPhase::idle;
    Motion motion = Motion::moored;
    Errand errand = Errand::none;
    std::uint32_t service = no_service;  // that it boards for, rides for or works in
    std::uint32_t duty = no_service;     // ferries, refuse, parade: belongs to this service alone
    DockId from, to;                     // of the ride
    SlotId slot;                         // where it lies, or which it left
    SlotId target;                       // reserved before casting off
    int aboard = 0;
    int party = 0;  // charter: people of the party it waits for
    std::uint32_t trips = 0;
    Tick since = 0;        // phase began
    Tick next_person = 0;  // earliest time of the next person's step aboard or ashore
    Tick first_aboard = never;
    Tick ready = never;  // wants to leave since
    Tick departed = 0;
    Tick shifted = 0;  // moored: the oar is at the right end from then on
    Tick worked = 0;   // ticks since the last rest
    Tick sculled = 0;  // of these under way
    Tick rests_until = 0;
    std::uint32_t crew = no_crew;  // the shift whose boatman is aboard
    DockId home;                   // near which boatmen relieve each other
    Tick aground_until = 0;
    double stuck_s = 0;   // s without headway although the way is free
    double waited_s = 0;  // s at the present stop line
    double longest_wait_s = 0;

    std::shared_ptr<const Track> track;  // null: moored without a trip
    double along = 0;                    // m along the track
    std::size_t near_point = 0;          // of the track, where to look for the one before it first; decides nothing
    std::uint32_t found_open = 0;        // its way, when the water's closures had changed so often; decides nothing
    double pose_heading = 0;             // docking and casting off: rad
    // right of way
    std::uint32_t granted = 0;    // first span not yet granted
    std::uint32_t released = 0;   // first span still held
    Tick let_in = never;          // into the lane where it is, or from which it asks
    Tick asked = never;           // at the head of its lane, or ready to cast off, since
    int passed = 0;               // boats granted against it since it asked
    bool may_cross = false;       // over the opposed lane into its berth
    double hold_at = never_held;  // m along the track: a zone to keep out of
    // why it does not go on: said by whoever decided it, decides nothing
    BoatId held_by;  // whose zone that is
    BoatId behind;   // the nearest boat ahead that keeps it from going faster

    [[nodiscard]] bool under_way() const { return motion != Motion::moored; }
    void add_to_hash(Hasher& hasher) const;
};

}  // namespace wz::water
