// What the shuttle remembers, and the stages of one of its steps. Private to this folder.
#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <vector>

#include "shuttle/car_following.hpp"
#include "shuttle/road_network.hpp"
#include "shuttle/shuttle.hpp"

namespace wz::road {

/// A ride from one stop of a line to the next on open roads.
struct Leg {
    Path path;
    double start_at = 0;  // m along the first lane
};

/// What never changes: shared by all copies of a shuttle.
struct Plan {
    Plan(const Town& town, const IdVector<LineId, CartLineSpec>& line_specs);
    void plan_legs(const Town& town, LineId line);

    double longest_vehicle_m;
    RoadNetwork network;
    IdVector<LineId, CartLineSpec> lines;
    IdVector<LineId, std::vector<Leg>> legs;  // [k]: from stop k to the one after it
    [[nodiscard]] Mode mode(LineId id) const { return lines[id].bus ? Mode::bus : Mode::cart; }
    /// Places of a stop in the round trip (a line that goes out and back passes some twice).
    [[nodiscard]] bool serves(LineId id, StopId stop) const {
        return std::find(lines[id].stops.begin(), lines[id].stops.end(), stop) != lines[id].stops.end();
    }
};

struct Vehicle {
    LineId line;
    CartPhase phase = CartPhase::in_depot;
    bool to_depot = false;     // where it goes or stands: depot, else stop `next` of the line
    bool has_bay = false;      // a bay of that stop is its own
    bool leaving = false;      // doors are closed, it waits for a gap in the lane
    bool on_call = false;      // came back for want of riders: leaves the depot only for somebody who waits
    bool strayed = false;      // entered a closed road: must never be
    bool must_reroute = false; // closures changed on its way
    int aboard = 0;
    std::uint32_t next = 0;
    // on the road: the front is `at` m along path[index], the body behind it
    std::vector<LaneId> path;
    std::uint32_t index = 0;
    std::uint32_t granted = 0;  // junctions at the ends of path[0 .. granted) are its to cross
    double at = 0;
    double speed = 0;
    double to_end = 0;  // m to where the way ends
    Spot end;     // there; while it stands: where it stands
    Tick yields_since = never;
    // standing
    Tick docked = 0;       // when it came to stand in the bay
    Tick last_boarded = 0;
    double doors_free = 0; // tick, with fractions, at which the doors are free for the next person
    Tick again = 0;        // earliest tick to try once more what was not possible

    [[nodiscard]] bool on_road() const {
        return phase == CartPhase::driving || phase == CartPhase::yielding || phase == CartPhase::queued_for_stop;
    }
};

/// A body on a lane, in metres along that lane; a body reaching over several lanes is on each.
struct OnLane {
    LaneId lane;
    double front;  // may lie beyond the lane's end
    double rear;   // may lie before its beginning
    std::uint32_t vehicle;
};

struct LineTimes {
    Tick next_departure = 0;       // from the first stop
    std::vector<double> leg_s;     // planned driving time
};

struct State {
    std::shared_ptr<const Plan> plan;
    ShuttleParams params;
    IdVector<LineId, LineTimes> times;
    IdVector<CartId, Vehicle> vehicles;
    IdVector<StopId, int> bays_taken;
    std::vector<std::uint8_t> closed;  // by RoadLinkId
    std::vector<Tick> last_walked;     // by crossing: when people were on it last
    Tick now = 0;
    std::vector<CartCall> calls;
    std::vector<CartNote> notes;
    // made anew in every step
    std::vector<OnLane> bodies;  // sorted by lane, then front
    std::vector<double> new_speed, advance;
};

/// One step over the state.
struct Step {
    State& s;
    const Plan& plan;
    const Town& town;
    std::span<const StopWait> waits;
    std::span<const int> people;  // on crossings

    // dispatch.cpp: who leaves a bay or depot, and where to
    void dispatch();
    void leave_depots();
    void serve_stops();
    [[nodiscard]] bool may_leave(const Vehicle& v) const;
    [[nodiscard]] bool wanted_elsewhere(const Vehicle& v) const;
    [[nodiscard]] int waiting(LineId line, StopId stop) const;
    [[nodiscard]] bool in_service(const Vehicle& v) const;
    bool set_out(Vehicle& v, bool to_depot);
    bool find_way(Vehicle& v, bool to_depot);
    bool way_to(Vehicle& v, std::span<const Spot> ends);
    void pull_out(Vehicle& v, CartId id);
    [[nodiscard]] bool lane_is_free_for(const Vehicle& v) const;
    void retarget();
    void dock();
    void list_calls();

    // traffic.cpp: how fast everybody goes
    void place_bodies();
    void choose_speeds();
    void move();
};

/// What lies ahead of a vehicle.
struct Leader {
    double gap = 1e9;  // m from the own front to its rear
    double speed = 0;
    std::uint32_t vehicle = UINT32_MAX;
};

Driving driving_of(const Plan& plan, LineId line, const ShuttleParams& params);
void plan_times(const Plan& plan, const ShuttleParams& params, IdVector<LineId, LineTimes>& times);

}  // namespace wz::road
