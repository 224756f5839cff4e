// Berths and tracks: reserving, planning, casting off and mooring.
#include <algorithm>
#include <cmath>

#include "waterway/fleet.hpp"

namespace wz::water {

namespace {

constexpr double yaw_rate = 0.08;    // rad/s that the oar holds in a bend
constexpr double kept_free_m = 1e5;  // m that idle boats rather go than lie where others wait for a berth
constexpr double detour_m = 150;     // m for a mooring on the right bank
constexpr double least_notice = 16;  // m to the next stop line of a boat whose way is drawn anew
constexpr double memory = 0.8;       // weight of the past in the mean headway and load of a service
constexpr double pi = 3.141592653589793;

}  // namespace

Fleet::FromSlot& Fleet::known_from(const Slot& from) const {
    if (known.passage_changes != passage_changes || known.by_slot.empty()) {
        known.passage_changes = passage_changes;
        known.by_slot.assign(fairway->slots.size(), {});
    }
    return known.by_slot[static_cast<std::size_t>(&from - &fairway->slots[SlotId(0)])];
}

const std::vector<double>& Fleet::distances(const Slot& from) const {
    auto& found = known_from(from).distances;
    if (found.empty()) found = distances_from(*fairway, passage, from);
    return found;
}

Fleet::Way Fleet::way(SlotId from, SlotId to) const {
    const Slot &here = fairway->slots[from], &there = fairway->slots[to];
    auto& ways = known_from(here).ways;
    if (ways.empty()) ways.resize(fairway->slots.size(), Way::unknown);
    Way& known_way = ways[to.index()];
    if (known_way == Way::unknown) {
        const std::vector<Leg> legs = find_way(*fairway, passage, here.link, here.along, there);
        if (legs.empty())
            known_way = Way::none;
        else
            known_way = lies_across(*fairway, there, legs.back().reverse) ? Way::across : Way::to_right_bank;
    }
    return known_way;
}

double Fleet::way_between(const Slot& a, const Slot& b) const {
    if (a.link == b.link) return std::abs(a.along - b.along);
    const std::vector<double>& distance = distances(a);
    const WaterLink& link = town->water_links[b.link];
    return std::min(distance[link.a.index()] + b.along, distance[link.b.index()] + link.length - b.along);
}

double Fleet::ferry_ride_s(std::uint32_t service) const {
    const auto berth = [&](DockId dock) -> const Slot& {
        return fairway->slots[fairway->dock_slots[dock.index()].front()];
    };
    const BoatServiceSpec& s = spec->services[service];
    return way_between(berth(s.from), berth(s.to.front())) / params.cruise_mps;
}

SlotId Fleet::free_berth(DockId dock) const {
    for (const SlotId slot : fairway->dock_slots[dock.index()])
        if (!slot_holder[slot].valid()) return slot;
    return {};
}

SlotId Fleet::free_berth(DockId dock, const Boat& comer) const {
    for (const SlotId slot : fairway->dock_slots[dock.index()])
        if (!slot_holder[slot].valid() && reachable(comer, slot)) return slot;
    return {};
}

int Fleet::free_berths(DockId dock) const {
    return static_cast<int>(std::ranges::count_if(fairway->dock_slots[dock.index()],
                                                  [&](SlotId slot) { return !slot_holder[slot].valid(); }));
}

SlotId Fleet::nearest_mooring(const Boat& boat, const Slot& near, Stay stay) const {
    const std::vector<double>& distance = distances(near);
    std::vector<std::pair<double, SlotId>> places;
    for (const SlotId id : lay_bys) {
        if (slot_holder[id].valid()) continue;
        const Slot& slot = fairway->slots[id];
        const WaterLink& link = town->water_links[slot.link];
        double d = std::min(distance[link.a.index()] + slot.along, distance[link.b.index()] + link.length - slot.along);
        if (slot.link == near.link) d = std::min(d, std::abs(slot.along - near.along));
        if (stay == Stay::idle && waiting_place[id]) d += kept_free_m;
        if (d < 1e17) places.emplace_back(d, id);
    }
    std::ranges::sort(places);
    // on the right bank, if at all possible: whoever crosses the other lane keeps others waiting
    SlotId across;
    double farthest = 1e18;
    for (const auto& [d, id] : places) {
        if (d > farthest) break;
        const Way there = way(boat.slot, id);
        if (there == Way::to_right_bank) return id;
        if (there == Way::across && !across.valid()) across = id, farthest = d + detour_m;
    }
    return across;
}

bool Fleet::reachable(const Boat& boat, SlotId target) const {
    if (boat.under_way()) {
        const auto leg = free_to_turn(boat);
        if (!leg) return false;
        const double along = leg->along(leg->from, town->water_links[leg->link].length);
        return !find_way(*fairway, passage, leg->link, along, fairway->slots[target], leg->reverse).empty();
    }
    return way(boat.slot, target) != Way::none;
}

/// Reserves the slot and plans the way; the boat casts off when it is granted the first part of it.
bool Fleet::plan_trip(BoatId id, SlotId target) {
    Boat& b = boats[id.index()];
    const Slot& here = fairway->slots[b.slot];
    const Slot& there = fairway->slots[target];
    std::vector<Leg> legs = find_way(*fairway, passage, here.link, here.along, there);
    if (legs.empty()) return false;
    slot_holder[target] = id;
    b.target = target;
    b.track = make_track(*fairway, std::move(legs), &here, there, yaw_rate);
    b.found_open = passage_changes;
    b.along = 0;
    b.granted = b.released = 0;
    b.asked = b.let_in = never;
    b.may_cross = false;
    b.hold_at = never_held;
    const Leg& first = b.track->legs.front();
    const Vec2d way = fairway->direction(first.link) * (first.reverse ? -1.0 : 1.0);
    const auto [s, c] = fmath::sincos(double{hulls.angle[id.index()]});
    b.shifted = now;
    if (dot(way, {c, s}) < 0) shift_oar(id);
    return true;
}

void Fleet::set_passage(Passage changed) {
    if (changed == passage) return;
    passage = std::move(changed);
    ++passage_changes;
}

/// A boat whose way was closed looks for another one ahead of it.
void Fleet::reroute(BoatId id) {
    Boat& b = boats[id.index()];
    if (b.found_open == passage_changes) return;
    const bool open = std::all_of(b.track->spans.begin() + b.granted, b.track->spans.end(),
                                  [&](const Span& s) { return passage.open(*town, s); });
    if (open)
        b.found_open = passage_changes;
    else if (!change_course(id, b.target, 1e9))
        turn_back(id);
}

/// Past the last junction before a closed way: back the way it came. The boatman shifts the oar, poles the hull to the
/// middle of the canal and swings out into the lane beside as from a berth.
bool Fleet::turn_back(BoatId id) {
    Boat& b = boats[id.index()];
    const auto here = free_to_turn(b);
    if (!here || b.phase != BoatPhase::waiting) return false;
    const WaterLink& link = town->water_links[here->link];
    const double along = here->along(here->from, link.length);
    const double to_port = fairway->lane_offset(here->link, along, here->reverse);
    const Slot& target = fairway->slots[b.target];
    std::vector<Leg> legs = find_way(*fairway, passage, here->link, along, target, !here->reverse);
    if (link.one_way || legs.empty()) return false;
    const Slot lies{hulls.at(id.index()), double{hulls.angle[id.index()]}, here->link, along,
                    here->reverse ? -to_port : to_port};
    auto track = make_track(*fairway, std::move(legs), &lies, target, yaw_rate);
    if (!rights.turn_round(boats, hulls, id, std::move(track), passage, now)) return false;
    b.found_open = passage_changes;
    b.motion = Motion::casting_off;
    b.phase = BoatPhase::under_way;
    b.stuck_s = b.waited_s = 0;
    shift_oar(id);
    b.pose_heading = double{hulls.angle[id.index()]};
    return true;
}

/// Canals leave no room to turn a hull that is alike at both ends: the boatman shifts the oar instead.
void Fleet::shift_oar(BoatId id) {
    float& angle = hulls.angle[id.index()];
    angle = static_cast<float>(double{angle} > 0 ? double{angle} - pi : double{angle} + pi);
    boats[id.index()].shifted = now + ticks(params.turn_s);
}

/// Where the boat's way ahead begins, if it may be drawn anew: in its lane, with nothing else granted.
std::optional<Leg> Fleet::free_to_turn(const Boat& b) const {
    if (b.motion != Motion::sailing || b.may_cross || b.along < b.track->merged || b.released + 1 != b.granted)
        return {};
    if (!b.track->spans[b.released].lane) return {};
    const TrackPoint& p = b.track->points[b.track->point_before(b.along)];
    Leg here = b.track->legs[p.leg];
    here.from = p.t;
    return here;
}

/// To a slot that is the boat's already or free, without turning round.
bool Fleet::change_course(BoatId id, SlotId slot, double longest_m) {
    Boat& b = boats[id.index()];
    const auto here = free_to_turn(b);
    if (!here) return false;
    const std::uint32_t lane = b.track->spans[b.released].directed_lane;
    if (rights.goes_before(boats, id, lane)) return false;
    const double along = here->along(here->from, town->water_links[here->link].length);
    const Slot& target = fairway->slots[slot];
    std::vector<Leg> legs = find_way(*fairway, passage, here->link, along, target, here->reverse);
    if (legs.empty()) return false;
    const auto track = make_track(*fairway, std::move(legs), nullptr, target, yaw_rate);
    if (track->spans.empty() || !track->spans[0].lane || track->spans[0].directed_lane != lane) return false;
    const double stop = std::min(track->crosses, track->spans.size() > 1 ? track->spans[0].to : track->length());
    if (stop < least_notice || track->length() > longest_m) return false;
    const Boat before = b;
    b.track = track;
    b.found_open = passage_changes;
    b.along = 0;
    b.granted = 1;
    b.released = 0;
    b.asked = never;
    b.hold_at = never_held;
    if (!rights.drains(boats, id)) {
        b = before;
        return false;
    }
    if (slot_holder[b.target] == id) slot_holder[b.target] = {};
    slot_holder[slot] = id;
    b.target = slot;
    return true;
}

void Fleet::cast_off(BoatId id) {
    const std::size_t i = id.index();
    Boat& b = boats[i];
    b.motion = Motion::casting_off;
    b.phase = BoatPhase::under_way;
    b.since = b.departed = now;
    b.ready = never;
    b.stuck_s = b.waited_s = 0;
    b.pose_heading = double{hulls.angle[i]};
    if (b.errand == Errand::ride && dock_of(b) == b.from) count_departure(b);
    if (b.errand == Errand::hold) count_departure(b);
    hulls.afloat[i] = 1;
    hulls.vx[i] = hulls.vy[i] = hulls.spin[i] = 0;
    note(BoatNote::Kind::departed, id, dock_of(b), 0);
}

void Fleet::moor(BoatId id) {
    const std::size_t i = id.index();
    Boat& b = boats[i];
    rights.forget(id);
    if (slot_holder[b.slot] == id) slot_holder[b.slot] = {};
    b.slot = b.target;
    slot_holder[b.slot] = id;
    b.target = {};
    b.track.reset();
    b.motion = Motion::moored;
    b.phase = BoatPhase::idle;
    b.since = now;
    hulls.afloat[i] = 0;
    hulls.vx[i] = hulls.vy[i] = hulls.spin[i] = 0;
    // unwrapped headings must not grow over the day
    const double turns = std::floor(double{hulls.angle[i]} / (2 * pi) + 0.5);
    hulls.angle[i] = static_cast<float>(double{hulls.angle[i]} - turns * 2 * pi);
    ++b.trips;
    const DockId dock = dock_of(b);
    note(BoatNote::Kind::arrived, id, dock, seconds(now - b.departed));
    if (b.errand == Errand::hold) {
        b.errand = Errand::ride;
        b.ready = b.since;  // goes on as soon as there is a berth
    } else if (b.errand == Errand::ride && b.aboard > 0) {
        b.phase = BoatPhase::alighting;
        b.next_person = now + ticks(params.alighting_s);
    } else {
        b.errand = Errand::none;
    }
}

/// For the signs at the landings.
void Fleet::count_departure(const Boat& b) {
    ServiceState& s = services[b.service];
    if (s.last_departure == never) {
        s.load = b.aboard;
    } else {
        const double interval = seconds(now - s.last_departure);
        s.interval_s = s.interval_s < 0 ? interval : memory * s.interval_s + (1 - memory) * interval;
        s.load = memory * s.load + (1 - memory) * b.aboard;
    }
    s.last_departure = now;
}

void Fleet::note(BoatNote::Kind kind, BoatId id, DockId dock, double s) {
    const Boat& b = boats[id.index()];
    notes.push_back({kind, id, dock, b.service, b.aboard, s});
}

}  // namespace wz::water
