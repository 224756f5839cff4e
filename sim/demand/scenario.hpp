// What a scenario file says: a day over a map. Textual ids are resolved against the town by the loader, which reports
// every dangling one; lists are sorted by id, so their order in the file does not matter. The YAML keys are these field
// names.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/errors.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "demand/experiment.hpp"
#include "params/params.hpp"

namespace wz {

/// A credential class: which access zones its holders may be in, and when.
struct Pass {
    std::string id;  // ticket, guest, badge, press, staff, …
    std::string name_zh, name_en;
    Location where;
};
/// Inside `zone` between from and to only holders of one of `passes` may be. A zone without a rule is open to all.
struct AccessRule {
    ZoneId zone;
    std::vector<PassId> passes;
    Tick from = 0;
    Tick to = never;
    Location where;
};

/// Share of arrivals over the day: piecewise constant between the given times.
struct Profile {
    std::vector<std::pair<Tick, double>>
        from;  // start of interval → weight per hour; last entry's weight 0 ends the profile
};

struct MealSpec {
    Tick from = 0, to = 0;          // window in which the group wants to start
    double share = 0;               // of groups that eat in this window
    double minutes = 45;            // median stay
    std::vector<std::string> tags;  // places with one of these tags or kinds; default restaurant, teahouse
};

/// Picks places: all that have one of the kinds and (if any are given) one of the tags; or those listed by id.
struct PlaceChoice {
    std::vector<PlaceId> places;  // resolved by the loader, sorted
};

/// A population: people of one kind who come for the day, or stay overnight.
struct PopulationSpec {
    std::string id, name_zh, name_en;
    std::string kind;      // visitor, guest, delegate, press, volunteer, staff: groups results
    int count = 0;         // people
    bool scalable = true;  // demand.scale applies
    PassId pass;
    std::vector<std::pair<EntryId, double>> entries;      // share per entry: arrives and leaves there; empty: `homes`
    std::vector<std::pair<PlaceId, double>> homes;        // overnight guests start in and return to these places
    Profile arrivals;                                     // when groups arrive (or leave home)
    std::array<double, 6> group_sizes{1, 0, 0, 0, 0, 0};  // share of groups with 1..6 members
    double tour_share = 0;                                // share of people in tour parties
    int tour_min = 20, tour_max = 40;
    double ticket_in_hand = 1;                  // the rest queue at the gate's windows first
    double speed_mean = 1.34, speed_sd = 0.26;  // free speed, m/s
    double elderly_share = 0;                   // walk 0.7 times as fast
    double stay_h = 0, stay_sd_h = 0;           // time on site; 0: until `leave_by`
    Tick leave_by = never;                      // latest departure
    PlaceChoice wander;                         // what they stroll between
    double roam = 1;                            // 0: between appointments they wait where they are
    std::vector<MealSpec> meals;
    double boat_ride = 0;            // share of groups that want a boat ride
    double boat_charter = 0.5;       // of these, share that takes a charter
    double cart = 0;                 // share that is willing to take carts
    std::vector<PlaceId> posts;      // staff, volunteers: one is drawn by capacity; they stay there …
    double shift_h = 0;              // … for this long
    std::vector<PlaceId> itinerary;  // press tours: fixed order, `itinerary_stay_min` at each
    double itinerary_stay_min = 20;
    Location where;
};

enum class EventKind : std::uint8_t {
    show,        // seats, doors, latecomers turned away or admitted late
    session,     // as show, for the summit
    open_house,  // visited any time between start and end (expo, museum)
    street_act,  // stands outdoors at `place`; people nearby come and watch
    parade,      // moves along the water: see boats
};
/// An entry of the programme.
struct ProgrammeEvent {
    std::string id, title_zh, title_en;
    EventKind kind = EventKind::show;
    PlaceId place;
    Tick doors = 0, start = 0, end = 0;
    int seats = 0;        // 0: the place's capacity
    Tick late_until = 0;  // latecomers are admitted until then; after it they are turned away
    double pull = 1;      // street acts: weight in the choice of what to see next
    /// Share of a population that holds a seat (whole groups, first by a draw); limited by the seats.
    std::vector<std::pair<PopulationId, double>> audience;
    Location where;
};

/// In which a boatman works: from, to.
using ShiftWindow = std::pair<Tick, Tick>;

enum class BoatService : std::uint8_t { ferry, charter, shared, refuse, parade };
struct BoatServiceSpec {
    std::string id;
    BoatService kind = BoatService::shared;
    DockId from;
    std::vector<DockId> to;  // leisure: drawn per trip; ferry: the one other end (it runs both ways)
    int boats = 0;           // first allotment
    int seats = 8;
    Tick start = 0, end = never;
    double headway_min = 0;           // > 0: leaves by timetable, not when full
    bool irregular = false;           // its intervals are drawn (exponential), headway_min is their mean
    std::vector<ShiftWindow> shifts;  // of its own boats, in order; empty: those of the fleet
    Location where;
    /// Of a ferry that lies or lands here.
    [[nodiscard]] DockId other_end(DockId here) const { return here == from ? to.front() : from; }
};
struct FleetSpec {
    int boats = 0;                               // sculled boats in all, 0: none
    std::vector<std::pair<Tick, Tick>> stopped;  // no departures in these windows (rain, digital show)
    std::vector<ShiftWindow> shifts;             // of the boatmen, in order; empty: on duty all day
    std::vector<BoatServiceSpec> services;
    Location where;
};

struct CartLineSpec {
    std::string id, name_zh, name_en;
    bool bus = false;
    DepotId depot;
    std::vector<StopId> stops;  // in order of the round trip, back to the first
    int vehicles = 1;
    int seats = 11;
    double length_m = 4.5;
    int doors = 1;
    double headway_s = 300;          // departures from the first stop; 0: whenever somebody waits (on demand)
    std::vector<double> headways_s;  // if departures are not evenly spaced: by turns; headway_s is their mean
    bool irregular = false;          // intervals are drawn (exponential), headway_s is their mean
    double layover_s = 0;  // mean of the time, drawn (exponential), that a vehicle stays at each stop at least
    Tick start = 0, end = never;
    std::vector<PassId> passes;  // who may ride; empty: all
    bool automated = false;      // drives itself: 15 km/h, longer time gap
    /// Buses from outside: entries whose arrivals ride in on this line instead of appearing at the entry.
    Location where;
};

enum class CommandKind : std::uint8_t {
    close,
    open,
    one_way,
    set_param,
    gate_lanes,
    gate_exit_lanes,
    service_boats,
    hold_event,
    water_level,
    rain,
    line_vehicles,
    line_headway,
    clear_road,
    cordon,  // closes an access zone to a pass, or to all, until a time
    lift_cordon,
    passing,
    aground,
    gate_limit  // a gate holds people back while so many are within
};
/// A change at a given time: the only way in. The studio logs the same commands.
struct CommandSpec {
    Tick at = 0;
    CommandKind kind = CommandKind::close;
    std::string target;  // feature, gate, event, parameter, service or zone id
    double value = 0;    // lanes, parameter, boats, vehicles, minutes, seconds, metres, 0/1
    std::string pass;    // cordon, lift_cordon: whom it holds for; empty: all
    Tick until = never;  // cordon
    Location where;
};

struct Scenario {
    std::string file, title, about, map_file;
    std::vector<std::string> real, derived, assumed;  // what the scenario's numbers rest on
    std::uint64_t seed = 1;
    Tick start = 0, end = 0;
    Params params;
    IdVector<PassId, Pass> passes;
    std::vector<AccessRule> access;
    IdVector<PopulationId, PopulationSpec> populations;
    IdVector<EventId, ProgrammeEvent> programme;
    FleetSpec boats;
    IdVector<LineId, CartLineSpec> lines;
    std::vector<CommandSpec> commands;  // sorted by (at, target, kind)
    Experiment experiment;
};

}  // namespace wz
