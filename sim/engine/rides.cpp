// Boats and carts meet people: lines on landings and platforms, boarding, alighting.
#include <algorithm>
#include <cmath>

#include "engine/step.hpp"

namespace wz {

void Step::join_line(GroupId id) {
    Group& g = w.groups_[id];
    LineState& line = (g.via_cart ? w.stop_lines_ : w.dock_lines_)[g.via];
    line.line.join(id, static_cast<int>(g.on_platform), g.via_cart ? g.via_to.value : UINT32_MAX, now);
    g.on_platform = 0;
}

/// Where the ride that the group has chosen is boarded.
const Access& Step::landing_of(const Group& g) const {
    return g.via_cart ? access({SpotKind::stop, w.stop_lines_[g.via].where})
                      : access({SpotKind::dock, w.dock_lines_[g.via].where});
}

DockId Step::other_end(const LineState& ferry) const {
    return scenario.boats.services[ferry.service].other_end(DockId(ferry.where));
}

/// Who comes to a landing sees the line as it is now, and turns away if it is too long, or if from here it is now much
/// quicker to walk.
bool Step::turns_from_line(GroupId id) {
    constexpr double much_quicker = 0.8;
    Group& g = w.groups_[id];
    const LineState& l = (g.via_cart ? w.stop_lines_ : w.dock_lines_)[g.via];
    const double wait = w.shown_wait_s(l, g.via_cart);
    bool turns = wait > patience_s(id) || (g.via_cart && wait < 0);
    if (!turns && g.target.kind != SpotKind::none) {
        const FieldId home = field_to(g.target, plans[id.index()].pass);
        const Access& off = g.via_cart ? town.stops[g.via_to].platform : town.docks[other_end(l)].landing;
        const double ride = g.via_cart ? w.shuttle_.ride_s(LineId(l.service), StopId(l.where), g.via_to)
                                       : w.waterway_.ferry_ride_s(l.service);
        const double by_ride = wait + w.params_.demand.ride_weight * ride + w.fields_.time_from(town, home, off);
        turns = w.fields_.time_from(town, home, landing_of(g)) < much_quicker * by_ride;
    }
    if (!turns) return false;
    emit(g.via_cart ? EventType::balked_cart : EventType::balked, id.value, l.where, l.service, std::max(wait, 0.0));
    do_without_ride(id);
    return true;
}

/// Whoever stands in a line stays about as long as the wait he would have joined for, and half as long again (assumed:
/// no figure for boats is known); not at all once the service is over.
bool Step::out_of_patience(const WaitingParty& party, bool closed) const {
    constexpr double grace_s = 60;  // a vehicle may just be boarding its last people
    const double waited = seconds(now - party.joined);
    if (closed) return waited > grace_s;
    return waited > 1.5 * patience_s(party.group);
}

void Step::give_up_waiting() {
    if (now % (10 * ticks_per_second) != 0) return;
    std::vector<std::pair<GroupId, double>> leaving;
    const auto look = [&](const LineState& l, bool closed) {
        for (std::size_t i = 0; i < l.line.parties(); ++i)
            if (const WaitingParty& party = l.line.party(i); out_of_patience(party, closed))
                leaving.emplace_back(party.group, seconds(now - party.joined));
    };
    for (const LineState& l : w.dock_lines_)
        look(l, w.docks_[DockId(l.where)].closed || !w.waterway_.service_open(l.service, now));
    for (const LineState& l : w.stop_lines_)
        look(l, w.stops_[StopId(l.where)].closed ||
                    w.shuttle_.expected_wait_s(LineId(l.service), StopId(l.where), now) < 0);
    for (const auto& [group, waited] : leaving) leave_line(group, waited);
}

/// Walks to where the group wanted to ride, or does something else instead of the boat trip.
void Step::leave_line(GroupId id, double waited_s) {
    Group& g = w.groups_[id];
    if (g.via == UINT32_MAX || g.set_out == now) return;  // has left already: stragglers stand apart from the others
    const LineState& line = (g.via_cart ? w.stop_lines_ : w.dock_lines_)[g.via];
    emit(g.via_cart ? EventType::reneged_cart : EventType::reneged_boat, id.value, line.where, line.service, waited_s);
    do_without_ride(id);
}

void Step::do_without_ride(GroupId id) {
    Group& g = w.groups_[id];
    g.at = landing_of(g);
    on_foot = true;
    const GroupPlan& plan = plans[id.index()];
    const bool homewards = g.aim == Aim::leave || g.aim == Aim::home;
    const auto in_time = [&] { return now + ticks(travel_s(g, access(g.target).at)) < plan.departure; };
    if (g.target.kind != SpotKind::none && (homewards || in_time()))
        set_out(id, g.aim, g.target);
    else
        decide(id);
    on_foot = false;
    if (g.set_out != now) go_home(id);
}

/// The member with the smallest id who waits in that line.
PersonId Step::next_of_party(GroupId id, Spot line) const {
    const Group& g = w.groups_[id];
    for (std::uint32_t m = 0; m < g.members; ++m) {
        const PersonId p(g.first_member.index() + m);
        if (w.people_.doing[p.index()] == Doing::queueing && w.people_.spot[p.index()] == line) return p;
    }
    return {};
}

std::vector<DockWait> Step::dock_waits() const {
    std::vector<DockWait> waits;
    for (const LineState& l : w.dock_lines_)
        if (!l.line.empty()) waits.push_back({l.service, DockId(l.where), l.line.people(), l.line.head().people});
    return waits;
}

std::vector<StopWait> Step::stop_waits() const {
    std::vector<StopWait> waits;
    for (const LineState& l : w.stop_lines_)
        if (!l.line.empty()) waits.push_back({LineId(l.service), StopId(l.where), l.line.people()});
    return waits;
}

/// Who may come near a crossing is found once for every sorting of the grid.
std::vector<int> Step::people_on_crossings() {
    auto& [sorting, clear_m, slots] = w.near_crossings_;
    const bool anew = sorting != w.grid_.sorting() || clear_m != w.params_.shuttle.crossing_clear_m;
    sorting = w.grid_.sorting(), clear_m = w.params_.shuttle.crossing_clear_m;
    slots.resize(town.crossings.size());
    std::vector<int> people(town.crossings.size(), 0);
    for (std::size_t i = 0; i < town.crossings.size(); ++i) {
        const Crossing& c = town.crossings[i];
        const auto reach = static_cast<float>(c.half_extent + clear_m);
        const Vec2 at = to_float(c.at);
        if (anew) {
            slots[i].clear();
            w.grid_.near_when_sorted(at, reach, [&](std::uint32_t slot) { slots[i].push_back(slot); });
        }
        const auto count = [&](std::uint32_t slot) {
            if (w.walkers_.used(slot) && norm2(w.walkers_.at(slot) - at) < reach * reach) ++people[i];
        };
        std::ranges::for_each(slots[i], count);
        w.grid_.newcomers(count);
    }
    return people;
}

/// Whoever wants to cross a cleared road waits beside it; whoever is on it walks off it.
void Step::wait_at_kerbs() {
    constexpr float on_road = -0.15f;   // m beyond the carriageway: farther in, people are on it and walk off
    constexpr float kerb = 2.0f;        // m beyond it in which people stop: a fast walker needs one to come to a halt
    constexpr float aims_at_it = 0.3f;  // cosine: not along the road
    std::vector<std::uint32_t> waiting, crossing;
    Walkers& k = w.walkers_;
    for (const Crossing& c : town.crossings) {
        if (!w.shuttle_.is_cleared(c.road)) continue;
        const RoadLink& road = town.road_links[c.road];
        const Vec2 along = to_float(unit(town.road_nodes[road.b].at - town.road_nodes[road.a].at));
        const auto reach = static_cast<float>(norm(Vec2d{c.half_extent, road.width / 2})) + 2 * kerb;
        w.grid_.near(to_float(c.at), reach, [&](std::uint32_t slot) {
            if (!k.used(slot) || k.gait[slot] == Gait::stand) return;
            const Vec2 d = k.at(slot) - to_float(c.at);
            const float across = cross(along, d), beyond = std::abs(across) - static_cast<float>(road.width) / 2;
            if (std::abs(dot(along, d)) > static_cast<float>(c.half_extent) + kerb || beyond > kerb) return;
            const Vec2 to_road = perp(along) * (across > 0 ? -1.0f : 1.0f);
            if (beyond < on_road)
                crossing.push_back(slot);
            else if (dot(Vec2{k.way_x[slot], k.way_y[slot]}, to_road) > aims_at_it)
                waiting.push_back(slot);
        });
    }
    for (const std::uint32_t slot : waiting) {
        if (std::ranges::find(crossing, slot) != crossing.end()) continue;  // on the road round the bend
        k.pause_until[slot] = std::max(k.pause_until[slot], static_cast<std::int32_t>(now + 2));
        k.way_speed[slot] = 0;
    }
}

void Step::boats_at_docks() {
    for (const BoatCall& call : w.waterway_.calls()) {
        std::vector<PersonId>& riders = w.boat_riders_[call.boat.index()];
        LandingState& dock = w.docks_[call.dock];
        if (call.alighting) {
            const auto room = static_cast<std::size_t>(town.docks[call.dock].waiting_capacity);
            if (riders.empty() || dock.out.line.size() >= room) continue;  // the landing is full: they stay aboard
            const PersonId p = riders.front();
            riders.erase(riders.begin());
            emit(EventType::alighted_boat, p.value, call.dock.value, call.boat.value,
                 seconds(now - w.people_.since[p.index()]));
            w.waterway_.alight(call.boat);
            Group& g = w.groups_[group_of(p)];
            w.people_.ridden[p.index()] = g.via != UINT32_MAX && !g.via_cart ? 1 : 0;
            g.at = town.docks[call.dock].landing;
            if (g.aim == Aim::boat_ride && g.target.kind == SpotKind::none) {  // wait for the others of the group
                park(p, Doing::queueing, {SpotKind::dock, call.dock.value});
                if (++g.alighted + g.gone >= g.members) decide(group_of(p));
            } else {
                park(p, Doing::queueing, {SpotKind::out_dock, call.dock.value});
                dock.out.line.push_back(p);
            }
            if (riders.empty()) w.boat_party_[call.boat.index()] = {};
            continue;
        }
        for (std::uint32_t i = 0; i < w.dock_lines_.size(); ++i) {
            LineState& l = w.dock_lines_[i];
            if (l.service != call.service || l.where != call.dock.value || l.line.empty() || call.free_seats <= 0 ||
                dock.closed)
                continue;
            GroupId party = l.line.head().group;
            const bool charter = scenario.boats.services[call.service].kind == BoatService::charter;
            if (!charter && l.line.people() <= call.seats_before) continue;  // one boat after the other
            if (charter) {
                GroupId& hired = w.boat_party_[call.boat.index()];
                if (riders.empty()) hired = party;
                if (hired != party) continue;
            }
            const PersonId p = next_of_party(party, {SpotKind::dock_line, i});
            emit(EventType::boarded_boat, p.value, call.dock.value, call.boat.value,
                 seconds(now - w.people_.since[p.index()]));
            l.line.take_person(party, now);
            --dock.waiting;
            park(p, Doing::riding_boat, {SpotKind::boat, call.boat.value});
            riders.push_back(p);
            w.waterway_.board(call.boat);
            break;
        }
    }
}

void Step::carts_at_stops() {
    for (const CartCall& call : w.shuttle_.calls()) {
        std::vector<PersonId>& riders = w.cart_riders_[call.cart.index()];
        LandingState& stop = w.stops_[call.stop];
        if (call.alighting) {
            const auto off =
                std::ranges::find_if(riders, [&](PersonId p) { return w.people_.bound[p.index()] == call.stop; });
            if (off == riders.end()) {
                w.shuttle_.alighting_done(call.cart);
                continue;
            }
            if (stop.out.line.size() >= static_cast<std::size_t>(town.stops[call.stop].waiting_capacity)) continue;
            const PersonId p = *off;
            riders.erase(off);
            emit(EventType::alighted_cart, p.value, call.stop.value, call.cart.value,
                 seconds(now - w.people_.since[p.index()]));
            w.shuttle_.alight(call.cart);
            Group& g = w.groups_[group_of(p)];  // it may have changed its plans meanwhile
            w.people_.ridden[p.index()] = g.via != UINT32_MAX && g.via_cart && g.via_to == call.stop ? 1 : 0;
            g.at = town.stops[call.stop].platform;
            park(p, Doing::queueing, {SpotKind::out_stop, call.stop.value});
            stop.out.line.push_back(p);
            continue;
        }
        for (std::uint32_t i = 0; i < w.stop_lines_.size(); ++i) {
            LineState& l = w.stop_lines_[i];
            if (l.service != call.line.value || l.where != call.stop.value || l.line.empty() || call.free_seats <= 0 ||
                stop.closed)
                continue;
            const GroupId party = l.line.head().group;
            const PersonId p = next_of_party(party, {SpotKind::stop_line, i});
            emit(EventType::boarded_cart, p.value, call.stop.value, call.cart.value,
                 seconds(now - w.people_.since[p.index()]));
            l.line.take_person(party, now);
            --stop.waiting;
            park(p, Doing::riding_cart, {SpotKind::cart, call.cart.value});
            w.people_.bound[p.index()] = w.groups_[party].via_to;
            riders.push_back(p);
            w.shuttle_.board(call.cart);
            break;
        }
    }
}

void Step::vehicle_events() {
    for (const BoatNote& n : w.waterway_.notes()) {
        if (n.kind == BoatNote::Kind::departed) emit(EventType::boat_departed, 0, n.dock.value, n.boat.value, n.aboard);
        if (n.kind == BoatNote::Kind::arrived) emit(EventType::boat_arrived, 0, n.dock.value, n.boat.value, n.seconds);
    }
    w.waterway_.clear_notes();
    for (const CartNote& n : w.shuttle_.notes()) {
        const bool departed = n.kind == CartNote::Kind::departed;
        emit(departed ? EventType::cart_departed : EventType::cart_arrived, 0, n.stop.value, n.cart.value, n.aboard);
    }
    w.shuttle_.clear_notes();
}

}  // namespace wz
