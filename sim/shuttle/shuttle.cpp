#include "shuttle/shuttle.hpp"

#include <algorithm>

#include "shuttle/state.hpp"

namespace wz {

using road::LineState;
using road::Vehicle;

road::Driving road::Traffic::driving(const Vehicle& v) const {
    const CartLineSpec& s = spec(v);
    const double speed = s.bus ? params.bus_speed : params.cart_speed;
    return {s.automated ? std::min(speed, params.automated_speed) : speed,
            s.automated ? params.automated_time_gap_s : params.idm_time_gap_s, params.idm_min_gap_m, params.cart_accel,
            params.cart_brake};
}

namespace {

void check_lines(const IdVector<LineId, CartLineSpec>& lines) {
    Problems problems;
    for (const CartLineSpec& l : lines) {
        if (l.stops.empty() || !l.depot.valid())
            problems.add(l.where, "line " + l.id + " has no stops or no depot", "at least one stop, and a depot");
        if (l.vehicles < 0 || l.seats < 1 || l.doors < 1 || !(l.length_m > 0))
            problems.add(l.where, "line " + l.id + " has vehicles that cannot carry anybody",
                         "vehicles from 0, seats, doors and length_m above 0");
    }
    problems.throw_if_any();
}

void add_vehicle(road::Traffic& t, LineId line) {
    Vehicle v;
    v.line = line;
    v.spot = t.roads->depot_spots((*t.specs)[line].depot).front();
    t.lines[line].vehicles.push_back(static_cast<std::uint32_t>(t.vehicles.size()));
    t.vehicles.push_back(v);
}

void add_line(road::Traffic& t, std::size_t index, Tick start) {
    const CartLineSpec& spec = (*t.specs)[LineId(index)];
    LineState line;
    line.headway_s = spec.headway_s;
    line.next_departure = std::max(spec.start, start);
    line.dwell_s = t.params.dwell_min_s;
    line.waiting.assign(spec.stops.size(), 0);
    line.left.assign(spec.stops.size(), road::long_ago);
    t.lines.push_back(std::move(line));
    for (int i = 0; i < spec.vehicles; ++i) add_vehicle(t, LineId(index));
}

/// Vehicles that serve the line, without the withdrawn ones.
int serving(const road::Traffic& t, LineId line) {
    return static_cast<int>(
        std::ranges::count_if(t.lines[line].vehicles, [&](std::uint32_t i) { return !t.vehicles[i].withdrawn; }));
}

/// Whoever is missed least goes: out of the depot, else an empty one, else the one with the highest id.
void withdraw_one(road::Traffic& t, LineId line) {
    Vehicle* goes = nullptr;
    const auto needed = [](const Vehicle& v) { return v.phase == CartPhase::in_depot ? 0 : (v.aboard == 0 ? 1 : 2); };
    for (const std::uint32_t i : t.lines[line].vehicles) {
        Vehicle& v = t.vehicles[i];
        if (!v.withdrawn && (!goes || needed(v) <= needed(*goes))) goes = &v;
    }
    goes->withdrawn = true;
    if (goes->phase == CartPhase::in_depot) goes->wants_out = false;
}

void take_in(road::Traffic& t, std::span<const StopWait> waits, std::span<const int> people_on_crossing) {
    for (LineState& l : t.lines) std::fill(l.waiting.begin(), l.waiting.end(), 0);
    for (const StopWait& w : waits) {
        const auto& stops = (*t.specs)[w.line].stops;
        for (std::size_t k = 0; k < stops.size(); ++k) {
            if (stops[k] == w.stop) t.lines[w.line].waiting[k] += w.people;
        }
    }
    for (std::size_t c = 0; c < t.on_crossing.size(); ++c) {
        t.on_crossing[c] = c < people_on_crossing.size() ? people_on_crossing[c] : 0;
        if (t.on_crossing[c] > 0) t.crossing_last_used[c] = t.now;
    }
}

/// Each person takes a turn of `turn_s` at the doors, right after the one before.
void use_door(const road::Traffic& t, Vehicle& v, double turn_s) {
    const double now_s = t.dwelt_s(v);
    const bool waited = now_s - v.doors_busy_s >= tick_s;  // else the turn began within this tick
    v.doors_busy_s = (waited ? now_s : v.doors_busy_s) + turn_s;
}

}  // namespace

Shuttle::Shuttle(std::shared_ptr<const Town> town, const IdVector<LineId, CartLineSpec>& lines, const Params& params,
                 std::uint64_t seed, Tick start)
    : town_(std::move(town)), state_(std::make_unique<State>()) {
    check_lines(lines);
    State& s = *state_;
    s.town = town_;
    s.specs = std::make_shared<const IdVector<LineId, CartLineSpec>>(lines);
    s.params = params.shuttle;
    s.seed = seed;
    s.now = start;
    for (const CartLineSpec& l : lines) s.longest_m = std::max(s.longest_m, l.length_m);
    s.roads = std::make_shared<const road::RoadNetwork>(*town_, s.longest_m);
    s.parts = IdVector<road::LaneId, std::vector<road::Part>>(s.roads->lane_count());
    s.closed.assign(town_->road_links.size(), 0);
    s.closed_since.assign(town_->road_links.size(), road::long_ago);
    s.cleared_until.assign(town_->road_links.size(), road::long_ago);
    s.on_crossing.assign(town_->crossings.size(), 0);
    s.crossing_last_used.assign(town_->crossings.size(), road::long_ago);
    for (std::size_t i = 0; i < lines.size(); ++i) add_line(s, i, start);
    road::plan_times(s);
}

Shuttle::Shuttle(const Shuttle& other) : town_(other.town_), state_(std::make_unique<State>(*other.state_)) {}
Shuttle& Shuttle::operator=(const Shuttle& other) {
    town_ = other.town_;
    state_ = std::make_unique<State>(*other.state_);
    return *this;
}
Shuttle::Shuttle(Shuttle&&) noexcept = default;
Shuttle& Shuttle::operator=(Shuttle&&) noexcept = default;
Shuttle::~Shuttle() = default;

void Shuttle::set_params(const Params& params) { state_->params = params.shuttle; }

void Shuttle::close_road(RoadLinkId road, bool closed) {
    State& s = *state_;
    if ((s.closed[road.index()] != 0) == closed) return;
    s.closed[road.index()] = closed ? 1 : 0;
    s.closed_since[road.index()] = s.now;
    for (Vehicle& v : s.vehicles) {
        v.plan_again = 0;
        if (v.on_road)
            road::replan(s, v);
        else if (v.wants_out && !road::plan_from_stand(s, v))
            v.wants_out = false;
    }
}

void Shuttle::clear_road(RoadLinkId road, Tick until) { state_->cleared_until[road.index()] = until; }

bool Shuttle::is_cleared(RoadLinkId road) const { return state_->cleared_until[road.index()] > state_->now; }

void Shuttle::set_vehicles(LineId line, int vehicles) {
    State& s = *state_;
    for (int extra = serving(s, line) - vehicles; extra > 0; --extra) withdraw_one(s, line);
    int missing = vehicles - serving(s, line);
    for (const std::uint32_t i : s.lines[line].vehicles)
        if (missing > 0 && s.vehicles[i].withdrawn) s.vehicles[i].withdrawn = false, --missing;
    for (; missing > 0; --missing) add_vehicle(s, line);
}

void Shuttle::set_headway(LineId line, double headway_s) {
    LineState& l = state_->lines[line];
    const Tick since_last = l.next_departure - ticks(l.headway_s);  // the next one goes so long after the last one
    l.headway_s = headway_s;
    l.next_departure = std::max(state_->now, since_last + ticks(headway_s));
}

void Shuttle::step(Tick now, std::span<const StopWait> waits, std::span<const int> people_on_crossing) {
    State& s = *state_;
    s.now = now;
    take_in(s, waits, people_on_crossing);
    road::end_service(s);
    road::dispatch_from_depots(s);
    road::leave_stops(s);
    road::assign_bays(s);
    road::grant_junctions(s);
    road::drive(s);
    road::stop_arrivals(s);
    road::join_lanes(s);
    road::make_calls(s);
}

std::span<const CartCall> Shuttle::calls() const { return state_->calls; }

void Shuttle::board(CartId cart) {
    Vehicle& v = state_->vehicles[cart.index()];
    ++v.aboard;
    const ShuttleParams& p = state_->params;
    use_door(*state_, v, state_->spec(v).doors > 1 ? p.boarding_two_doors_s : p.boarding_s);
}

void Shuttle::alight(CartId cart) {
    Vehicle& v = state_->vehicles[cart.index()];
    --v.aboard;
    use_door(*state_, v, state_->params.alighting_s / state_->spec(v).doors);
    if (v.aboard == 0) v.phase = CartPhase::boarding;
}

void Shuttle::alighting_done(CartId cart) {
    Vehicle& v = state_->vehicles[cart.index()];
    if (v.phase == CartPhase::alighting) v.phase = CartPhase::boarding;
}

std::size_t Shuttle::carts() const { return state_->vehicles.size(); }
std::span<const CartNote> Shuttle::notes() const { return state_->notes; }
void Shuttle::clear_notes() { state_->notes.clear(); }

}  // namespace wz
