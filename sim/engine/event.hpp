// What happened: the only way out of the engine. Observers read events after the step and cannot change a result.
#pragma once

#include <cstdint>

#include "base/time.hpp"

namespace wz {

enum class EventType : std::uint8_t {
    entered,        // person, place: entry (or home)          a person appears on site
    left,           // person, place: entry (or home)          a person has gone
    gate_passed,    // person, place: gate, value: wait s
    ticket_bought,  // person, place: gate, value: wait s
    arrived_at,     // group, place, value: walking time s     a whole group has reached a place
    departed_from,  // group, place, value: stay s
    admitted,       // person, place, other: programme event, value: seconds after its start (negative: before)
    turned_away,    // group, place, other: programme event    too late, or full
    found_full,     // group, place                            no room at a place that needs no seat
    balked,         // group, place: dock, other: boat service, value: expected wait s
    balked_cart,    // group, place: stop, other: cart line, value: expected wait s
    balked_gate,    // group, place: gate, value: s that people wait   the gate holds them back
    reneged_boat,   // group, place: dock, other: boat service, value: wait s   left a line it had joined
    reneged_cart,   // group, place: stop, other: cart line, value: wait s
    boarded_boat,   // person, place: dock, other: boat, value: wait s
    alighted_boat,  // person, place: dock, other: boat, value: ride s
    boat_departed,  // place: dock, other: boat, value: people aboard
    boat_arrived,   // place: dock, other: boat, value: ride s
    boarded_cart,   // person, place: stop, other: cart, value: wait s
    alighted_cart,  // person, place: stop, other: cart, value: ride s
    cart_departed,  // place: stop, other: cart, value: people aboard
    cart_arrived,   // place: stop, other: cart
    act_started,
    act_ended,         // other: programme event, place
    command,           // other: index of the scenario's command
    stranded,          // group, place: where it wanted to go     no way there with its pass and the present closures
    turned_back,       // group, place: where it wanted to go, other: patch, value: s for which a crowd hemmed it in
    stopped_to_watch,  // person, place: patch of the bridge, other: boats in sight, value: s for which it will stay
    violation,         // person                                  a rule of the engine was broken (debug builds assert)
};

struct Event {
    Tick at = 0;
    EventType type = EventType::entered;
    std::uint32_t subject = 0;  // PersonId or GroupId by type
    std::uint32_t place = 0;    // PlaceId, EntryId, GateId, DockId or StopId by type
    std::uint32_t other = 0;    // EventId, BoatId, CartId, PatchId by type
    float value = 0;
};

}  // namespace wz
