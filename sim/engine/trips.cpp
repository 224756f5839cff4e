// From an intention to a way: targets, rides and redirection.
#include <algorithm>
#include <cmath>

#include "engine/step.hpp"

namespace wz {

namespace {
constexpr Tick gather_patience = 15 * 60 * ticks_per_second;  // then those present begin without the rest
constexpr double worth_a_ride_s = 240;                        // shorter walks are walked
}  // namespace

const Access& Step::access(Spot s) const {
    switch (s.kind) {
        case SpotKind::place:
            return town.places[PlaceId(s.index)].door;
        case SpotKind::dock:
            return town.docks[DockId(s.index)].landing;
        case SpotKind::stop:
            return town.stops[StopId(s.index)].platform;
        default:
            return town.entries[EntryId(s.index)].door;
    }
}

FieldId Step::field_to(Spot s, PassId pass) {
    const std::uint32_t forbids = w.forbidden(pass);
    const auto [known, is_new] = w.fields_to_.try_emplace({s.kind, s.index, forbids});
    if (!is_new) {
        w.fields_.refresh(town, known->second);
        return known->second;
    }
    const FieldId made = w.fields_.field(town, access(s), forbids);
    known->second = made;
    w.reaches_known_ = false;
    if (made.index() >= w.field_owner_.size()) w.field_owner_.push_back(s);
    if (w.goal_reach_.size() < w.field_owner_.size()) w.goal_reach_.push_back(0.7f);
    return made;
}

Access Step::where_is(GroupId id) const {
    const Group& g = w.groups_[id];
    if (g.stage == Stage::staying && g.target.kind != SpotKind::none) return access(g.target);
    const std::uint32_t slot = first_walker(g);
    if (slot == UINT32_MAX) return g.at;
    const LinkId l = w.walkers_.link[slot];
    const Link& link = town.links[l];
    const auto on = nearest_on_segment(w.walkers_.at(slot), town.nodes[link.a].at, town.nodes[link.b].at);
    return {w.walkers_.at(slot), l, on.fraction * link.length, on.fraction < 0.5f ? link.a : link.b};
}

void Step::forget_target(GroupId id) {
    Group& g = w.groups_[id];
    if (g.via != UINT32_MAX) {  // whoever waits on a platform of this trip gives up
        BoardingLine& line = (g.via_cart ? w.stop_lines_ : w.dock_lines_)[g.via].line;
        while (line.give_up(id, now)) {  // stragglers stand there as a party of their own
        }
        g.on_platform = 0;
    }
    if (g.reserved > 0) w.places_[PlaceId(g.target.index)].coming -= static_cast<int>(g.reserved);
    g.reserved = 0;
    g.present = 0;
    g.alighted = 0;
    g.via = UINT32_MAX;
    g.looked = {};
    for (std::uint32_t m = 0; m < g.members; ++m) w.people_.ridden[g.first_member.index() + m] = 0;
}

bool Step::may_be_at(GroupId id, LinkId link) const {
    return (town.links[link].access_zones & w.forbidden(plans[id.index()].pass)) == 0;
}

/// Whether there is a way on foot. Who is in a zone that has been closed is let out of it, and may leave the site by an
/// entry within it.
bool Step::reachable(GroupId id, Spot target) {
    const Access& from = w.groups_[id].at;
    const float time = w.fields_.time_from(town, field_to(target, plans[id.index()].pass), from);
    const bool caught = !may_be_at(id, from.link);
    if (!may_be_at(id, access(target).link) && !(caught && target.kind == SpotKind::entry)) return false;
    return time < CostFields::unreachable || (caught && time < CostFields::never);
}

bool Step::set_out(GroupId id, Aim aim, Spot target) {
    Group& g = w.groups_[id];
    const bool there_already = g.stage == Stage::staying && g.target == target && g.present + g.gone >= g.members;
    if (!there_already && !reachable(id, target)) {
        if (!g.stranded) emit(EventType::stranded, id.value, target.index);
        g.stranded = true;
        return false;
    }
    g.stranded = false;
    if (there_already) {
        g.aim = aim;
        if (aim == Aim::event) {
            w.shows_[g.event].seated += static_cast<int>(g.members);
            emit(EventType::admitted, g.first_member.value, target.index, g.event.value,
                 seconds(now - scenario.programme[g.event].start - w.shows_[g.event].held));
        }
        begin_stay(id);
        return true;
    }
    if (g.stage == Stage::staying)
        emit(EventType::departed_from, id.value, g.target.index, 0, seconds(now - g.set_out));
    forget_target(id);
    g.aim = aim;
    g.target = target;
    g.stage = Stage::travelling;
    g.set_out = now;
    g.wake = never;
    const bool books = target.kind == SpotKind::place && aim != Aim::event;  // outdoors until the group sets out again
    if (books) {
        g.reserved = g.members;
        w.places_[PlaceId(target.index)].coming += static_cast<int>(g.members);
    }
    choose_ride(id);
    for (std::uint32_t m = 0; m < g.members; ++m) redirect(PersonId(g.first_member.index() + m));
    return true;
}

/// Sends somebody on to the group's present target, from wherever they are.
void Step::redirect(PersonId p) {
    const Spot spot = w.people_.spot[p.index()];
    const auto out = [&](SpotKind kind, std::uint32_t index, Outlet& outlet) {
        park(p, Doing::queueing, {kind, index});
        outlet.line.push_back(p);
    };
    switch (w.people_.doing[p.index()]) {
        case Doing::pressing:
        case Doing::standing:
        case Doing::walking:
            stop_pressing(p);
            set_doing(p, Doing::walking);
            return assign_leg(w.people_.slot[p.index()]);
        case Doing::inside:
            --w.places_[PlaceId(spot.index)].inside;
            return come_out(p, PlaceId(spot.index));
        case Doing::queueing:
            break;
        default:
            return;  // away, riding, gone: they learn of it when they arrive
    }
    switch (spot.kind) {
        case SpotKind::door:
            if (w.places_[PlaceId(spot.index)].door.leave(p, now)) come_out(p, PlaceId(spot.index));
            return;
        case SpotKind::dock:
            return out(SpotKind::out_dock, spot.index, w.docks_[DockId(spot.index)].out);
        case SpotKind::stop:
            return out(SpotKind::out_stop, spot.index, w.stops_[StopId(spot.index)].out);
        case SpotKind::dock_line: {
            const std::uint32_t dock = w.dock_lines_[spot.index].where;
            --w.docks_[DockId(dock)].waiting;
            return out(SpotKind::out_dock, dock, w.docks_[DockId(dock)].out);
        }
        case SpotKind::stop_line: {
            const std::uint32_t stop = w.stop_lines_[spot.index].where;
            --w.stops_[StopId(stop)].waiting;
            return out(SpotKind::out_stop, stop, w.stops_[StopId(stop)].out);
        }
        default:
            return;  // in a gate or on the doorstep: they go on from there
    }
}

/// Walk all the way, or take the ferry or a cart for a part? The least expected time, as they judge it: a minute's ride
/// is less trouble than a minute's walk or wait.
void Step::choose_ride(GroupId id) {
    Group& g = w.groups_[id];
    const GroupPlan& plan = plans[id.index()];
    const FieldId home = field_to(g.target, plan.pass);
    const double walk = w.fields_.time_from(town, home, g.at);
    if (walk < worth_a_ride_s || on_foot) return;
    Draws draw = draws(id, Stream::shuttle);
    double best = walk * draw.uniform(0.9, 1.1);
    const double patience = patience_s(id);
    const auto consider = [&](Spot from, Spot to, double wait, double ride, std::uint32_t line, bool cart, StopId off) {
        if (wait > patience || !may_be_at(id, access(to).link) || !reachable(id, from)) return;
        const double t = w.fields_.time_from(town, field_to(from, plan.pass), g.at) + wait +
                         w.params_.demand.ride_weight * ride + w.fields_.time_from(town, home, access(to));
        if (!(t < best)) return;
        best = t;
        g.via = line, g.via_cart = cart, g.via_to = off;
    };
    for (std::uint32_t i = 0; i < w.dock_lines_.size(); ++i) {
        const LineState& line = w.dock_lines_[i];
        const BoatServiceSpec& service = scenario.boats.services[line.service];
        if (service.kind != BoatService::ferry || !w.waterway_.service_open(line.service, now)) continue;
        const DockId other = other_end(line);
        if (w.docks_[DockId(line.where)].closed || w.docks_[other].closed) continue;
        const double wait = w.shown_wait_s(line, false) * draw.uniform(0.8, 1.2);
        consider({SpotKind::dock, line.where}, {SpotKind::dock, other.value}, wait,
                 w.waterway_.ferry_ride_s(line.service), i, false, {});
    }
    if (!plan.takes_carts) return;
    for (std::uint32_t i = 0; i < w.stop_lines_.size(); ++i) {
        const LineState& line = w.stop_lines_[i];
        const CartLineSpec& spec = scenario.lines[LineId(line.service)];
        if (!spec.passes.empty() && std::ranges::find(spec.passes, plan.pass) == spec.passes.end()) continue;
        const double sign = w.shown_wait_s(line, true);
        if (sign < 0 || w.stops_[StopId(line.where)].closed) continue;
        const double wait = sign * draw.uniform(0.8, 1.2);
        for (const StopId to : spec.stops) {
            const double ride =
                to.value == line.where ? -1 : w.shuttle_.ride_s(LineId(line.service), StopId(line.where), to);
            if (ride > 0 && !w.stops_[to].closed)
                consider({SpotKind::stop, line.where}, {SpotKind::stop, to.value}, wait, ride, i, true, to);
        }
    }
}

/// No boat of a service may put somebody ashore in a zone that is closed to him.
bool Step::lands_where_allowed(GroupId id, std::uint32_t service) const {
    const BoatServiceSpec& s = scenario.boats.services[service];
    return may_be_at(id, town.docks[s.from].landing.link) &&
           std::ranges::all_of(s.to, [&](DockId d) { return may_be_at(id, town.docks[d].landing.link); });
}

/// To the dock with the least way and wait; turns away if every sign shows more than the group will stand.
bool Step::choose_boat(GroupId id, BoatService kind) {
    Group& g = w.groups_[id];
    const GroupPlan& plan = plans[id.index()];
    Draws draw = draws(id, Stream::boat_ride);
    const double patience = patience_s(id);
    double best = 1e9, shortest_wait = 1e9;
    std::uint32_t chosen = UINT32_MAX, shown = 0;
    for (std::uint32_t i = 0; i < w.dock_lines_.size(); ++i) {
        const LineState& line = w.dock_lines_[i];
        if (scenario.boats.services[line.service].kind != kind || !w.waterway_.service_open(line.service, now) ||
            w.docks_[DockId(line.where)].closed)
            continue;
        const double wait = w.shown_wait_s(line, false);
        if (wait < shortest_wait) shortest_wait = wait, shown = i;
        if (wait > patience || !lands_where_allowed(id, line.service) || !reachable(id, {SpotKind::dock, line.where}))
            continue;
        const double t = wait + w.fields_.time_from(town, field_to({SpotKind::dock, line.where}, plan.pass), g.at) *
                                    draw.uniform(0.8, 1.25);
        if (t < best) best = t, chosen = i;
    }
    if (chosen == UINT32_MAX) {
        if (shortest_wait < 1e9)
            emit(EventType::balked, id.value, w.dock_lines_[shown].where, w.dock_lines_[shown].service, shortest_wait);
        return false;
    }
    if (g.stage == Stage::staying)
        emit(EventType::departed_from, id.value, g.target.index, 0, seconds(now - g.set_out));
    forget_target(id);
    g.aim = Aim::boat_ride;
    g.target = {};
    g.stage = Stage::travelling;
    g.set_out = now;
    g.wake = never;
    g.via = chosen;
    g.via_cart = false;
    for (std::uint32_t m = 0; m < g.members; ++m) redirect(PersonId(g.first_member.index() + m));
    return true;
}

void Step::member_present(PersonId p) {
    const GroupId id = group_of(p);
    Group& g = w.groups_[id];
    ++g.present;
    if (g.present + g.gone >= g.members) return begin_stay(id);
    if (g.present == 1) wake(id, now + gather_patience);
}

void Step::begin_stay(GroupId id) {
    Group& g = w.groups_[id];
    const GroupPlan& plan = plans[id.index()];
    g.stage = Stage::staying;
    g.at = access(g.target);
    emit(EventType::arrived_at, id.value, g.target.index, 0, seconds(now - g.set_out));
    g.set_out = now;
    const Tick stay = ticks(60.0 * std::max(1.0f, g.minutes));
    Tick until = now + stay;
    if (g.aim == Aim::event || g.aim == Aim::act) {
        const Tick end = w.shows_[g.event].end;
        const bool free_to_go = g.aim == Aim::act || scenario.programme[g.event].kind == EventKind::open_house;
        until = free_to_go ? std::min(until, end) : end;
    }
    if (g.aim == Aim::post) until = plan.departure;
    if (g.aim == Aim::home)
        until = now + 60 * ticks_per_second >= plan.departure ? never : now + 30 * 60 * ticks_per_second;
    wake(id, until == never ? never : std::max(until, now + ticks_per_second));
}

}  // namespace wz
