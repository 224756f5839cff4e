// The columns of World that are not people on the surface.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "queueing/boarding_line.hpp"
#include "queueing/ring.hpp"
#include "queueing/service_queue.hpp"
#include "town/town.hpp"

namespace wz {

enum class Doing : std::uint8_t {
    away,      // not yet arrived
    walking,   // on the surface, going somewhere
    standing,  // on the surface: in an outdoor crowd
    pressing,  // on the surface: in front of a full queue, moving up
    queueing,  // off the surface: in a hall, a vestibule, on a landing or platform
    inside,    // in a place
    riding_boat,
    riding_cart,
    gone,  // has left
    count
};
inline constexpr std::size_t doings = static_cast<std::size_t>(Doing::count);

/// Where somebody is parked or what somebody heads for.
enum class SpotKind : std::uint8_t {
    none,
    place,  // inside it, or heading for it
    entry,  // heading for it
    dock,   // landing: gathering after a ride
    stop,
    door,  // in the vestibule, waiting to be let in
    gate_in,
    gate_out,
    windows,
    ticket_hall,  // ticket_hall: the group's buyer is at the windows
    dock_line,    // on the landing, waiting for a boat: index into dock_lines
    stop_line,    // on the platform: index into stop_lines
    out_place,
    out_entry,
    out_dock,
    out_stop,  // about to step onto the surface
    boat,
    cart,
};
struct Spot {
    SpotKind kind = SpotKind::none;
    std::uint32_t index = UINT32_MAX;
    friend bool operator==(Spot, Spot) = default;
};

/// Everyone of the day, by PersonId (group by group, in plan order).
struct People {
    std::vector<GroupId> group;
    std::vector<Doing> doing;
    std::vector<Spot> spot;            // off the surface: where
    std::vector<std::uint32_t> slot;   // on the surface: index into Walkers
    std::vector<Tick> since;           // tick at which `doing` or `spot` last changed
    std::vector<std::uint8_t> ridden;  // 1: this trip's ride is behind them
    std::vector<StopId> bound;         // aboard a cart: where they get off
    [[nodiscard]] std::size_t size() const { return group.size(); }
};

/// What a group is about.
enum class Stage : std::uint8_t { away, travelling, staying, gone };
enum class Aim : std::uint8_t { none, event, meal, boat_ride, post, itinerary, home, wander, act, leave };

struct Group {
    PersonId first_member;
    std::uint32_t members = 0;
    Stage stage = Stage::away;
    Aim aim = Aim::none;
    Spot target;                     // place or entry
    EventId event;                   // aim event or act
    std::uint32_t via = UINT32_MAX;  // ride on the way: index into dock_lines, or stop_lines if via_cart
    bool via_cart = false;
    bool has_ticket = true;
    bool stranded = false;
    GateId came_in_by;              // the first gate that somebody of it passed
    StopId via_to;                  // carts: where they get off
    Access at;                      // where the group was last together
    std::uint32_t commitment = 0;   // next commitment of its plan
    std::uint32_t present = 0;      // members at the target
    std::uint32_t on_platform = 0;  // members waiting for the ride, not yet in the line
    std::uint32_t alighted = 0;
    std::uint32_t reserved = 0;  // room kept at the target for members not yet there
    std::uint32_t gone = 0;
    std::uint32_t trips = 0;  // counts decisions: keys draws
    Tick wake = never;        // when to think again
    Tick set_out = 0;         // of this trip
    Tick hemmed_in = never;   // since when its first walker has not got on in a crowd …
    Vec2 hemmed_at;           // … here
    float minutes = 0;        // intended stay
    PatchId looked;           // bridge on which this trip's last choice was made to watch boats or to walk on
    std::array<std::uint32_t, 6> seen{UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX};
};

struct Census {
    std::vector<int> entered;  // by PopulationId, people
    std::vector<int> left;
    std::vector<int> on_site;
    std::array<int, doings> doing{};  // everyone
    [[nodiscard]] int total_on_site() const {
        int n = 0;
        for (const int v : on_site) n += v;
        return n;
    }
};

/// People about to step onto the surface, in order; they wait for room.
struct Outlet {
    Ring<PersonId> line;
    double budget = 0;  // people who may come out now, by the width of the door
};

struct PlaceState {
    int inside = 0;
    int coming = 0;     // room kept for people on the way; outdoors also for those who are there
    int pressing = 0;   // in front of the door
    ServiceQueue door;  // inwards
    std::vector<PersonId> served;
    Outlet out;
};

struct GateState {
    ServiceQueue in, out, windows;
    std::vector<PersonId> served_in, served_out, served_windows;  // wait for room beyond
    std::vector<PersonId> ticket_hall;                            // wait for their group's ticket
    int pressing_in = 0;
    int pressing_out = 0;
    int within = 0;           // people let in here and not out again, by whatever gate
    int limit = 0;            // nobody is let in while so many are within; 0: no limit
    int outside = 0;          // people on the site who mean to come in here, while there is a limit
    int let_in = 0;           // people, in this minute
    double let_in_per_s = 0;  // the same of late
    [[nodiscard]] bool holds_back() const { return limit > 0 && within >= limit; }
    [[nodiscard]] double wait_on_sign_s() const;
};

struct LandingState {  // of a dock or a stop
    Outlet out;
    int waiting = 0;      // people on the landing, all lines
    int pressing = 0;     // in front of the full landing
    bool closed = false;  // nobody sets out for it or boards there
};

/// Ids of some kind, to go through in order: for the few of many with whom there is anything to do.
template <class IdT>
class IdSet {
public:
    void add(IdT id) {
        if (bits_.size() <= id.index() / 64) bits_.resize(id.index() / 64 + 1);
        bits_[id.index() / 64] |= bit(id);
    }
    void remove(IdT id) { bits_[id.index() / 64] &= ~bit(id); }
    /// f may take away its id.
    template <class F>
    void for_each(F&& f) const {
        for (std::size_t k = 0; k < bits_.size(); ++k)
            for (std::uint64_t left = bits_[k]; left != 0; left &= left - 1)
                f(IdT(64 * k + static_cast<std::size_t>(std::countr_zero(left))));
    }

private:
    static std::uint64_t bit(IdT id) { return std::uint64_t{1} << (id.index() % 64); }
    std::vector<std::uint64_t> bits_;
};

/// How fast those get on who walk along a link one way.
struct LinkPace {
    float measured = 0, wanted = 0;  // m/s, sums since the last look
    float ratio = 1;                 // smoothed speed as a share of free speed
};

/// A zone that is closed by command.
struct Cordon {
    ZoneId zone;
    PassId pass;  // to its holders; none: to all
    Tick until = never;
};

/// A place at the parapet of a bridge, kept for somebody who watches the boats or is about to.
struct Watcher {
    PersonId person;
    Tick until = 0;
};

/// An entry of the programme.
struct ShowState {
    int seated = 0;       // admitted so far
    int late = 0;         // of these after the start
    int turned_away = 0;  // people
    Tick held = 0;        // by which commands have put it off
    Tick end = 0;         // put off likewise
    bool running = false;
};

/// People who wait at a dock for a boat service, or at a stop for a cart line.
struct LineState {
    std::uint32_t service = 0;  // index of the boat service, or LineId
    std::uint32_t where = 0;    // DockId or StopId
    BoardingLine line;
};

}  // namespace wz
