// Boats: Box2D hulls sculled along fairways, right of way at arches and narrow canals, berths. The only room that knows
// Box2D (waterway/hull.cpp). A Waterway is a value: copying it copies the whole state; the Box2D world is rebuilt from
// the columns in boat-id order on a fixed cadence, in every run, so that a copy made on that cadence continues bit for
// bit.
//
// People are known here only as counts. The engine reads `calls()` after `decide`, moves people between the dock's
// queues and the boat, and reports back through board/alight. A boat with people aboard never disappears.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "base/vec2.hpp"
#include "demand/scenario.hpp"
#include "params/params.hpp"
#include "town/town.hpp"

namespace wz {

enum class BoatPhase : std::uint8_t {
    idle,       // moored at a mooring slot or berth, no task
    under_way,  // sculling along its path
    waiting,    // holding water for right of way or a safe gap
    docking,    // last metres to the berth
    alighting,  // moored, people get off
    boarding,   // moored, people get on
    resting,    // the boatman rests; moored
};

/// A boat that lies at a dock and can exchange people now.
struct BoatCall {
    BoatId boat;
    DockId dock;
    std::uint32_t service = 0;  // index into Scenario::boats.services
    bool alighting = false;     // else boarding
    int free_seats = 0;         // boarding: may board now (one person per boarding time); alighting: people aboard
    DockId bound_for;           // boarding: where it will go
    int seats_before = 0;       // boarding: free in boats of the service here that are filled first
};

/// People waiting at a dock for a service, told by the engine each tick.
struct DockWait {
    std::uint32_t service = 0;  // index into Scenario::boats.services
    DockId dock;                // ferries have two ends
    int people = 0;
    int first_party = 0;  // size of the group at the head: charters take one group
};

struct BoatView {  // for drawing, counters and trajectories
    Vec2d at;
    double heading = 0;  // rad
    double speed = 0;    // m/s
    double draught = 0;  // m
    BoatPhase phase = BoatPhase::idle;
    int aboard = 0;
    std::uint32_t service = UINT32_MAX;
    DockId from, to;
    WaterLinkId link;
};

/// Why a boat under way does not go on: for observers and for whoever asks at the window.
struct BoatHindrance {
    std::vector<BoatId> boats;   // it may wait for any of these, in id order
    bool for_the_world = false;  // no boat can clear its way: a closed canal or arch
};

/// Departures and arrivals, for the event log and statistics.
struct BoatNote {
    enum class Kind : std::uint8_t { departed, arrived, grounded, waited } kind;
    BoatId boat;
    DockId dock;
    std::uint32_t service;
    int aboard;
    double seconds;  // arrived: ride time; waited: time at a one-way section
};

class Waterway {
public:
    static constexpr Tick rebuild_every = 10;  // ticks; snapshots are taken on multiples of it

    Waterway(std::shared_ptr<const Town> town, const FleetSpec& fleet, const Params& params, std::uint64_t seed,
             Tick start);
    Waterway(const Waterway& other);
    Waterway& operator=(const Waterway& other);
    Waterway(Waterway&&) noexcept;
    Waterway& operator=(Waterway&&) noexcept;
    ~Waterway();

    /// Commands. `link` closed: boats wait or re-route. Services gain or lose boats; stopping lets boats under way
    /// finish.
    void set_params(const Params& params);
    void close_link(WaterLinkId link, bool closed);
    /// Who goes first where the link is narrow: WaterLink::passing.
    void set_passing(WaterLinkId link, int passing);
    /// The next boat that passes the middle of the link runs aground there for so long.
    void run_aground(WaterLinkId link, double seconds);
    void set_stopped(bool stopped);
    void set_service_boats(std::uint32_t service, int boats);

    /// Phase 7, serial, boat-id order: dispatch, right of way, berths; decides each boat's target speed and steering.
    void decide(Tick now, std::span<const DockWait> waits);
    /// Phase 8: one hull step of 0.1 s. Touches nothing but this object; may run beside the people's step.
    void move(Tick now);

    /// Boats that can exchange people at this tick, in boat-id order (valid until the next decide).
    [[nodiscard]] std::span<const BoatCall> calls() const;
    /// The engine put one person aboard / ashore. Boarding and alighting times per person are kept by this object: a
    /// boat calls again when the next person may move.
    void board(BoatId boat);
    void alight(BoatId boat);

    [[nodiscard]] std::size_t boats() const;
    [[nodiscard]] BoatView view(BoatId boat) const;
    [[nodiscard]] BoatHindrance hindrance(BoatId boat) const;
    /// Everybody can get to a berth from what was granted: a proof. Otherwise boats may lock each other.
    [[nodiscard]] bool safe() const;
    /// Expected wait at a dock for a service, s, from recent departures (for signs and balking); negative: unknown.
    [[nodiscard]] double expected_wait_s(std::uint32_t service, int people_ahead) const;
    /// Free seats of a ferry in boats that lie at one of its docks or are on their way there.
    [[nodiscard]] int ferry_seats(std::uint32_t service, DockId dock) const;
    /// Of a ferry over open water, s: the way between its docks at the cruising speed.
    [[nodiscard]] double ferry_ride_s(std::uint32_t service) const;
    [[nodiscard]] bool service_open(std::uint32_t service, Tick now) const;
    /// Notes since the last call to clear_notes, in order.
    [[nodiscard]] std::span<const BoatNote> notes() const;
    void clear_notes();
    void add_to_hash(Hasher& hasher) const;
    /// Violations of the hull rules now (in a bank, overlapping > 5 cm, two opposed boats in a one-way section); empty:
    /// none.
    [[nodiscard]] std::vector<std::string> check() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace wz
