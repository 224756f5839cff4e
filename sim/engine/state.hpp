// The columns of World that are not people on the surface.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "queueing/boarding_line.hpp"
#include "queueing/service_queue.hpp"

namespace wz {

enum class Doing : std::uint8_t {
    away,            // not yet arrived
    walking,         // on the surface, going somewhere
    standing,        // on the surface: watching, waiting for the group, in an outdoor crowd
    pressing,        // on the surface: in front of a full queue, moving up
    queueing,        // in the hall of a gate, in a vestibule, on a landing or platform
    inside,          // in a place
    riding_boat,
    riding_cart,
    gone,            // has left
    count
};
inline constexpr std::size_t doings = static_cast<std::size_t>(Doing::count);

/// Everyone of the day, by PersonId (group by group, in plan order).
struct People {
    std::vector<GroupId> group;
    std::vector<Doing> doing;
    std::vector<std::uint32_t> where;  // slot in Walkers, PlaceId, GateId, line index, BoatId or CartId by `doing`
    std::vector<Tick> since;           // tick at which `doing` began; queues: joined
    [[nodiscard]] std::size_t size() const { return group.size(); }
};

/// What a group is about: the stage of its present activity.
enum class Stage : std::uint8_t { away, travelling, gathering, staying, leaving, gone, ended };
enum class Aim : std::uint8_t { none, event, meal, boat_ride, post, itinerary, home, wander, act, leave };

/// By GroupId (index into the plans). First member is PersonId first_member.
struct Groups {
    std::vector<PersonId> first_member;
    std::vector<Stage> stage;
    std::vector<Aim> aim;
    std::vector<std::uint32_t> target;     // PlaceId, DockId, EntryId by aim
    std::vector<std::uint32_t> via;        // ride on the way: index into dock_lines/stop_lines, or none
    std::vector<std::uint16_t> commitment; // next commitment
    std::vector<std::uint16_t> present;    // members that have reached the target
    std::vector<std::uint16_t> gone;       // members that have left
    std::vector<Tick> until;               // staying: till when
    std::vector<Tick> leg_start;
    std::vector<std::uint32_t> decisions;  // counter of random draws
    std::vector<std::uint8_t> has_ticket;
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

struct PlaceState {
    int inside = 0;
    int coming = 0;          // people who reserved room there and are on the way
    int pressing = 0;        // in front of the door
    ServiceQueue door;       // inwards
    std::vector<PersonId> leaving;  // outwards, in order
    double door_budget = 0;  // people the door may still let out now
};

struct GateState {
    ServiceQueue in;
    ServiceQueue out;
    ServiceQueue windows;
    int pressing_in = 0;
    int pressing_out = 0;
    bool closed = false;
};

/// An entry of the programme.
struct ShowState {
    int seated = 0;       // admitted so far
    int late = 0;         // of these after the start
    int turned_away = 0;  // people
    Tick end = 0;         // commands may hold it
    bool running = false;
};

/// People who wait at a dock for a boat service, or at a stop for a line.
struct LineState {
    std::uint32_t service = 0;  // index of boat service or LineId
    std::uint32_t where = 0;    // DockId or StopId
    BoardingLine line;
    int on_landing = 0;         // people in the waiting room of this dock or stop, all lines share it
    int pressing = 0;           // in front of the full landing
};

}  // namespace wz
