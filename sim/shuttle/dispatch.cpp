// When vehicles run: out of the depot as departures need them, on from stops, held for the headway at the first stop,
// back to the depot when the service is over and everybody has got off.
#include <algorithm>

#include "base/random.hpp"
#include "shuttle/state.hpp"

namespace wz::road {

namespace {

constexpr double stagger_s = 20;    // between two on-demand vehicles out of a depot
constexpr double spare_s = 5;       // on the way from the depot
constexpr double put_off_s = 60;    // after its time an irregular departure is missed for good
constexpr double plan_again_s = 5;  // after finding every way closed

bool on_duty(const Vehicle& v) { return v.phase != CartPhase::in_depot && !v.to_depot && !v.withdrawn; }

/// Vehicles of a line for which something holds.
template <class Holds>
std::ptrdiff_t count_of(const Traffic& t, LineId line, Holds&& holds) {
    return std::ranges::count_if(t.lines[line].vehicles, [&](std::uint32_t i) { return holds(t.vehicles[i]); });
}

int people_waiting(const LineState& line) {
    int people = 0;
    for (const int w : line.waiting) people += w;
    return people;
}

/// Vehicles that `people` fill.
int loads(int people, const CartLineSpec& spec) { return (people + spec.seats - 1) / spec.seats; }

/// One more vehicle is needed if those that reach the first stop by the time it could be there do not cover the
/// departures.
bool needs_vehicle(Traffic& t, std::size_t line) {
    const CartLineSpec& spec = (*t.specs)[LineId(line)];
    const LineState& state = t.lines[LineId(line)];
    if (state.headway_s <= 0) {
        const auto running = count_of(t, LineId(line), on_duty);
        return t.now >= spec.start && running < loads(people_waiting(state), spec) &&
               t.now - state.last_dispatch >= ticks(stagger_s);
    }
    const double lead_s = state.from_depot_s + t.params.dwell_min_s + spare_s;
    const Tick there = t.now + ticks(lead_s), next = std::max(state.next_departure, t.now);
    if (there < next) return false;
    const auto departures = 1 + (there - next) / ticks(state.headway_s);
    const auto coming = count_of(t, LineId(line), [&](const Vehicle& v) {
        return !v.withdrawn && ((v.phase == CartPhase::in_depot && v.wants_out) || eta_s(t, v, 0) <= lead_s);
    });
    return coming < departures;
}

void send_from_depot(Traffic& t, std::size_t line) {
    for (const std::uint32_t i : t.lines[LineId(line)].vehicles) {
        Vehicle& v = t.vehicles[i];
        if (v.phase != CartPhase::in_depot || v.wants_out || v.withdrawn) continue;
        v.stop = 0;
        v.to_depot = false;
        if (!plan_from_stand(t, v)) return;
        v.wants_out = true;
        v.out_since = t.now;
        t.lines[LineId(line)].last_dispatch = t.now;
        return;
    }
}

bool bay_is_wanted(const Traffic& t, const Vehicle& here) {
    return std::any_of(t.vehicles.begin(), t.vehicles.end(), [&](const Vehicle& v) {
        return v.on_road && v.phase == CartPhase::queued_for_stop && t.stop_id(v) == t.stop_id(here);
    });
}

enum class Leave : std::uint8_t { no, onward, to_depot };

/// At the first stop of an on-demand line: goes when it has riders, or when somebody waits elsewhere for whom nobody is
/// under way yet.
Leave on_demand(Traffic& t, const Vehicle& v) {
    const LineState& line = t.lines[v.line];
    if (v.aboard > 0) return Leave::onward;
    const auto under_way =
        count_of(t, v.line, [](const Vehicle& o) { return on_duty(o) && (o.stop != 0 || o.on_road || o.wants_out); });
    const int elsewhere = people_waiting(line) - line.waiting[0];
    if (under_way < loads(elsewhere, t.spec(v))) return Leave::onward;
    if (t.dwelt_s(v) >= t.params.idle_return_s || bay_is_wanted(t, v)) return Leave::to_depot;
    return Leave::no;
}

Leave ready(Traffic& t, const Vehicle& v) {
    const CartLineSpec& spec = t.spec(v);
    LineState& line = t.lines[v.line];
    if (v.phase != CartPhase::boarding || t.dwelt_s(v) < v.doors_busy_s) return Leave::no;
    if (t.retires(v)) return v.aboard > 0 ? Leave::onward : Leave::to_depot;
    if (t.dwelt_s(v) < std::max(t.params.dwell_min_s, v.layover_s)) return Leave::no;
    if (v.stop == 0 && line.headway_s > 0 && !came_first(t, v))
        return v.aboard == 0 && bay_is_wanted(t, v) ? Leave::to_depot : Leave::no;
    if (v.stop == 0 && line.headway_s > 0 && t.now < line.next_departure) return Leave::no;
    const Tick apart = ticks(t.params.hold_share * line.headway_s);
    if (apart > 0 && v.stop != 0 && t.now - line.left[v.stop] < apart) return Leave::no;
    const bool boarding_goes_on = v.aboard < spec.seats && line.waiting[v.stop] > 0 &&
                                  t.dwelt_s(v) < v.doors_busy_s + t.params.boarding_patience_s;
    if (boarding_goes_on) return Leave::no;
    if (v.stop == 0 && line.headway_s <= 0) return on_demand(t, v);
    return Leave::onward;
}

/// A timetable: who leaves late does not put off the next one, unless by more than half a headway.
void set_next_departure(Traffic& t, LineId id) {
    LineState& line = t.lines[id];
    if (line.headway_s <= 0) return;
    if (!(*t.specs)[id].irregular) {
        const Tick gap = ticks(t.next_gap_s(id));
        line.next_departure = std::max(line.next_departure + gap, t.now + gap / 2);
        return;
    }
    do {  // two may be close together: the second is not dropped because the first one took its time
        Draws draws(t.seed, Stream::timetable, id.value, line.drawn++);
        line.next_departure += ticks(draws.exponential(line.headway_s));
    } while (line.next_departure < t.now - ticks(put_off_s));
}

}  // namespace

/// At the first stop vehicles go in the order in which they came: else one with a high number never gets away.
bool came_first(const Traffic& t, const Vehicle& v) {
    return std::ranges::none_of(t.lines[v.line].vehicles, [&](std::uint32_t i) {
        const Vehicle& o = t.vehicles[i];
        return o.stop == 0 && t.at_stop(o) && !o.wants_out && !o.withdrawn &&
               (o.arrived < v.arrived || (o.arrived == v.arrived && &o < &v));
    });
}

void dispatch_from_depots(Traffic& t) {
    if (t.now % ticks_per_second != 0) return;  // often enough, and a tenth of the work
    for (std::size_t line = 0; line < t.lines.size(); ++line) {
        if (!t.over(LineId(line)) && needs_vehicle(t, line)) send_from_depot(t, line);
    }
}

void leave_stops(Traffic& t) {
    for (Vehicle& v : t.vehicles) {
        if (!t.at_stop(v) || v.wants_out || t.now < v.plan_again) continue;
        const Leave where = ready(t, v);
        if (where == Leave::no) continue;
        const std::size_t here = v.stop;
        v.to_depot = where == Leave::to_depot;
        v.stop = v.to_depot ? here : (here + 1) % t.spec(v).stops.size();
        if (!plan_from_stand(t, v)) {  // every road on is closed: the doors stay open
            v.stop = here;
            v.to_depot = false;
            v.plan_again = t.now + ticks(plan_again_s);
            continue;
        }
        v.from_stop = here;
        v.wants_out = true;
        v.out_since = t.now;
        if (here == 0 && !v.to_depot) set_next_departure(t, v.line);
    }
}

void end_service(Traffic& t) {
    for (Vehicle& v : t.vehicles) {
        if (!t.retires(v) || v.to_depot) continue;
        if (v.phase == CartPhase::in_depot) v.wants_out = false;
        if (!v.on_road || v.aboard > 0 || t.now < v.plan_again) continue;
        v.to_depot = true;
        if (replan(t, v)) {
            v.has_bay = false;
        } else {
            v.to_depot = false;
            v.plan_again = t.now + ticks(plan_again_s);
        }
    }
}

}  // namespace wz::road
