// From populations and programme to people with plans. A pure function of (scenario, town): no state, nothing drawn
// later.
#pragma once

#include <vector>

#include "demand/scenario.hpp"
#include "town/town.hpp"

namespace wz {

enum class CommitmentKind : std::uint8_t { event, meal, boat_ride, post, itinerary, home };
/// Something a group intends to do at a time; between commitments it wanders.
struct Commitment {
    CommitmentKind kind = CommitmentKind::event;
    EventId event;          // kind == event
    PlaceId place;          // meal (invalid: chosen on the spot), post, itinerary, home
    std::uint8_t meal = 0;  // kind == meal: index into PopulationSpec::meals, whose tags say where
    BoatService service{};  // boat_ride: charter or shared
    Tick from = 0;          // be there at; meals, rides: not before
    Tick until = 0;         // stays till; meals, rides: give it up if not begun by then
    float minutes = 0;      // meals, itinerary, open houses: length of stay; rides: time set aside
};

struct Member {
    float free_speed = 1.34f;  // m/s, on the level, unhurried factors not applied
    bool elderly = false;
};

/// People who stay together. Solo visitors are groups of one.
struct GroupPlan {
    PopulationId population;
    PassId pass;
    EntryId entry;          // arrives and leaves here; invalid: home
    PlaceId home;           // overnight
    Tick arrival = 0;       // appears at the entry, or leaves home
    Tick departure = 0;     // wants to go home
    std::uint64_t key = 0;  // stable name of the group: keys its random draws
    bool needs_ticket = false;
    bool tour = false;
    bool takes_carts = false;
    std::uint32_t crowd = UINT32_MAX;  // index in Experiment::crowds, or none
    Tick sets_out = 0;                 // crowds: they stand until then
    std::vector<Vec2> spots;           // by member: where they stand at the start; empty: they come in by a door
    std::vector<Member> members;
    std::vector<Commitment> commitments;  // by `from`
};

/// All groups of the day, sorted by (arrival, population id, key). Sum of members per population = its count (times
/// demand.scale if scalable), exactly.
std::vector<GroupPlan> plan_day(const Scenario& scenario, const Town& town);

}  // namespace wz
