// Gates, doors, landings: who has reached one, who waits, who is let through. A full queue spills onto the street.
#include <algorithm>

#include "engine/step.hpp"

namespace wz {

/// Who has reached something in this tick: those who press by the time they have waited, then by id.
void Step::interchange() {
    const auto order = [&](const Arrival& a, const Arrival& b) {
        const PersonId p = w.walkers_.person[a.slot], q = w.walkers_.person[b.slot];
        const bool pressed_p = w.walkers_.gait[a.slot] == Gait::press,
                   pressed_q = w.walkers_.gait[b.slot] == Gait::press;
        if (pressed_p != pressed_q) return pressed_p;
        const Tick s = w.people_.since[p.index()], t = w.people_.since[q.index()];
        return pressed_p && s != t ? s < t : p < q;
    };
    std::erase_if(w.arrivals_, [&](const Arrival& a) { return !w.walkers_.used(a.slot); });  // has passed a seam
    std::ranges::sort(w.arrivals_, order);
    for (const Arrival& a : w.arrivals_) {
        if (!w.walkers_.used(a.slot)) continue;
        if (a.what == Reached::goal)
            reached_goal(a.slot);
        else if (a.what == Reached::gate)
            reached_gate(a.slot);
        else
            lost(a.slot);
    }
}

int& Step::pressing_count(std::uint32_t slot) {
    const Walkers& k = w.walkers_;
    if (k.next[slot].valid() && k.decided[slot] != 0 && town.links[k.next[slot]].kind == LinkKind::gate) {
        const Link& l = town.links[k.next[slot]];
        const NodeId head = k.forward[slot] != 0 ? town.links[k.link[slot]].b : town.links[k.link[slot]].a;
        const bool inwards = (l.a == head) == town.gates[l.gate].inside_is_b;
        return inwards ? w.gates_[l.gate].pressing_in : w.gates_[l.gate].pressing_out;
    }
    const Spot owner = w.field_owner_[k.field[slot].index()];
    if (owner.kind == SpotKind::dock) return w.docks_[DockId(owner.index)].pressing;
    if (owner.kind == SpotKind::stop) return w.stops_[StopId(owner.index)].pressing;
    return w.places_[PlaceId(owner.index)].pressing;
}

void Step::press(std::uint32_t slot) {
    if (w.walkers_.gait[slot] == Gait::press) return;
    ++pressing_count(slot);
    w.reaches_known_ = false;
    w.walkers_.gait[slot] = Gait::press;
    // what the count belongs to is kept with the person: the walker's way may be planned anew meanwhile
    const Walkers& k = w.walkers_;
    const PersonId p = k.person[slot];
    Spot where = w.field_owner_[k.field[slot].index()];
    const int* count = &pressing_count(slot);
    for (std::size_t i = 0; i < w.gates_.size(); ++i) {
        if (count == &w.gates_[GateId(i)].pressing_in) where = {SpotKind::gate_in, static_cast<std::uint32_t>(i)};
        if (count == &w.gates_[GateId(i)].pressing_out) where = {SpotKind::gate_out, static_cast<std::uint32_t>(i)};
    }
    park(p, Doing::pressing, where);
}

void Step::stop_pressing(PersonId p) {
    if (w.people_.doing[p.index()] != Doing::pressing) return;
    w.reaches_known_ = false;
    const Spot s = w.people_.spot[p.index()];
    switch (s.kind) {
        case SpotKind::gate_in:
            --w.gates_[GateId(s.index)].pressing_in;
            break;
        case SpotKind::gate_out:
            --w.gates_[GateId(s.index)].pressing_out;
            break;
        case SpotKind::dock:
            --w.docks_[DockId(s.index)].pressing;
            break;
        case SpotKind::stop:
            --w.stops_[StopId(s.index)].pressing;
            break;
        default:
            --w.places_[PlaceId(s.index)].pressing;
            break;
    }
    w.walkers_.gait[w.people_.slot[p.index()]] = Gait::walk;
    park(p, Doing::walking, {});
}

void Step::reached_goal(std::uint32_t slot) {
    const PersonId p = w.walkers_.person[slot];
    const Spot goal = w.field_owner_[w.walkers_.field[slot].index()];
    switch (goal.kind) {
        case SpotKind::entry:
            return leave_site(p, goal.index);
        case SpotKind::dock:
        case SpotKind::stop:
            return reached_landing(slot);
        default:
            return reached_place(slot, PlaceId(goal.index));
    }
}

void Step::leave_site(PersonId p, std::uint32_t exit) {
    const GroupId id = group_of(p);
    if (w.groups_[id].aim != Aim::leave) {  // early birds who were told to wait here
        w.walkers_.gait[w.people_.slot[p.index()]] = Gait::stand;
        return set_doing(p, Doing::standing);
    }
    const PopulationId population = plans[id.index()].population;
    vanish(p);
    park(p, Doing::gone, {SpotKind::entry, exit});
    ++w.census_.left[population.index()];
    --w.census_.on_site[population.index()];
    emit(EventType::left, p.value, exit);
    if (++w.groups_[id].gone == w.groups_[id].members) w.groups_[id].stage = Stage::gone;
}

void Step::reached_place(std::uint32_t slot, PlaceId place) {
    const PersonId p = w.walkers_.person[slot];
    const GroupId id = group_of(p);
    const Group& g = w.groups_[id];
    PlaceState& state = w.places_[place];
    if (g.aim == Aim::event) {
        const ProgrammeEvent& e = scenario.programme[g.event];
        const ShowState& show = w.shows_[g.event];
        const Tick last = e.kind == EventKind::open_house ? show.end : std::max(e.late_until, e.start) + show.held;
        const int seats = e.seats > 0 ? e.seats : town.places[place].capacity;
        if (now > last || w.shows_[g.event].seated >= seats) {
            w.shows_[g.event].turned_away += static_cast<int>(g.members - g.present);
            emit(EventType::turned_away, id.value, place.value, g.event.value);
            return decide(id);
        }
        if (now < e.doors + show.held) return press(slot);
    }
    if (!town.places[place].indoor) {
        stop_pressing(p);
        w.walkers_.gait[slot] = Gait::stand;
        park(p, Doing::standing, {SpotKind::place, place.value});
        if (g.aim == Aim::event) ++w.shows_[g.event].seated;
        return member_present(p);
    }
    const bool waits_its_turn = w.walkers_.gait[slot] == Gait::press || state.pressing == 0;
    if (!waits_its_turn || !state.door.has_room()) return press(slot);
    vanish(p);
    park(p, Doing::queueing, {SpotKind::door, place.value});
    state.door.join(p, now);
    w.busy_places_.add(place);
}

void Step::doors() {
    w.busy_places_.for_each([&](PlaceId id) {
        PlaceState& state = w.places_[id];
        if (state.door.people() == 0) return;
        state.served.clear();
        state.door.step(now, state.served);
        for (const PersonId p : state.served) {
            state.door.release(p, now);
            admit(p, id);
        }
    });
}

void Step::admit(PersonId p, PlaceId place) {
    const GroupId id = group_of(p);
    Group& g = w.groups_[id];
    PlaceState& state = w.places_[place];
    if (g.target != Spot{SpotKind::place, place.value} || g.stage == Stage::gone) {  // the group has changed its mind
        return come_out(p, place);
    }
    ++state.inside;
    park(p, Doing::inside, {SpotKind::place, place.value});
    if (g.reserved > 0) --g.reserved, --state.coming;
    if (g.aim == Aim::event) {
        ShowState& show = w.shows_[g.event];
        ++show.seated;
        const Tick start = scenario.programme[g.event].start + w.shows_[g.event].held;
        if (now > start && scenario.programme[g.event].kind != EventKind::open_house) ++show.late;
        emit(EventType::admitted, p.value, place.value, g.event.value, seconds(now - start));
    }
    if (g.stage == Stage::staying)
        ++g.present;  // a straggler joins the others
    else
        member_present(p);
}

void Step::reached_gate(std::uint32_t slot) {
    const Walkers& k = w.walkers_;
    const PersonId p = k.person[slot];
    const GroupId id = group_of(p);
    const Link& l = town.links[k.next[slot]];
    const NodeId head = k.forward[slot] != 0 ? town.links[k.link[slot]].b : town.links[k.link[slot]].a;
    const bool inwards = (l.a == head) == town.gates[l.gate].inside_is_b;
    GateState& gate = w.gates_[l.gate];
    ServiceQueue& queue = inwards ? gate.in : gate.out;
    const int pressing = inwards ? gate.pressing_in : gate.pressing_out;
    const bool its_turn = k.gait[slot] == Gait::press || pressing == 0;
    const bool buys = inwards && !w.groups_[id].has_ticket && town.gates[l.gate].windows > 0;
    if (!its_turn || !(buys ? gate.windows : queue).has_room()) return press(slot);
    for (const PersonId q : go_in_with(slot)) {
        vanish(q);
        if (!buys) {
            park(q, Doing::queueing, {inwards ? SpotKind::gate_in : SpotKind::gate_out, l.gate.value});
            queue.join(q, now);
            continue;
        }
        const bool buyer = std::ranges::none_of(gate.ticket_hall, [&](PersonId r) { return group_of(r) == id; });
        park(q, Doing::queueing, {buyer ? SpotKind::windows : SpotKind::ticket_hall, l.gate.value});
        gate.ticket_hall.push_back(q);
        if (buyer) gate.windows.join(q, now);
    }
}

/// Whoever has reached a gate, and if it was through a crowd, those of his group who are still in it: strangers let
/// them through to their own. Else half of a party would stand outside for an hour when the gate holds people back.
std::vector<PersonId> Step::go_in_with(std::uint32_t slot) const {
    const Walkers& k = w.walkers_;
    std::vector<PersonId> those{k.person[slot]};
    if (k.gait[slot] != Gait::press) return those;
    const Group& g = w.groups_[k.group[slot]];
    for (std::uint32_t m = 0; m < g.members; ++m) {
        const PersonId q(g.first_member.index() + m);
        const std::uint32_t s = w.people_.slot[q.index()];
        if (s != UINT32_MAX && s != slot && k.queues[s] != 0 && k.field[s] == k.field[slot]) those.push_back(q);
    }
    return those;
}

void Step::tickets(GateId id) {
    GateState& gate = w.gates_[id];
    if (gate.windows.people() == 0) return;
    gate.windows.step(now, gate.served_windows);
    for (const PersonId buyer : gate.served_windows) {
        const GroupId group = group_of(buyer);
        w.groups_[group].has_ticket = true;
        emit(EventType::ticket_bought, buyer.value, id.value, 0, seconds(now - w.people_.since[buyer.index()]));
        gate.windows.release(buyer, now);
        for (const PersonId q : gate.ticket_hall)
            if (group_of(q) == group) {
                park(q, Doing::queueing, {SpotKind::gate_in, id.value});
                gate.in.join(q, now);
            }
        std::erase_if(gate.ticket_hall, [&](PersonId q) { return group_of(q) == group; });
    }
    gate.served_windows.clear();
}

/// Not if what lies beyond the turnstiles has been closed to somebody since he joined the queue, and this side has not.
bool Step::may_pass(PersonId p, GateId gate, bool inwards) const {
    const GroupId id = group_of(p);
    return may_be_at(id, street_behind(gate, inwards)) || !may_be_at(id, street_behind(gate, !inwards));
}

/// The gate that counts somebody who passes `gate`: the one by which his group first came in, if he may go out by
/// either.
GateState& Step::counted_at(PersonId p, GateId gate) {
    GateId& first = w.groups_[group_of(p)].came_in_by;
    if (!first.valid()) first = gate;
    const auto zones_within = [&](GateId g) { return town.links[street_behind(g, true)].access_zones; };
    return w.gates_[zones_within(first) == zones_within(gate) ? first : gate];
}

void Step::gates() {
    for (std::size_t i = 0; i < w.gates_.size(); ++i) {
        const GateId id(i);
        GateState& gate = w.gates_[id];
        tickets(id);
        for (const bool inwards : {true, false}) {
            ServiceQueue& queue = inwards ? gate.in : gate.out;
            std::vector<PersonId>& served = inwards ? gate.served_in : gate.served_out;
            if (queue.people() == 0) continue;
            queue.step(now, served);
            std::size_t kept = 0;
            for (const PersonId p : served) {
                const double wait = seconds(now - w.people_.since[p.index()]);
                const bool turned_back = !may_pass(p, id, inwards);
                const bool others_are_in = w.groups_[group_of(p)].came_in_by.valid();  // no attendant parts a family
                const bool held = inwards && !turned_back && !others_are_in && gate.holds_back();
                if (held || !appear_beyond(p, id, inwards != turned_back)) {  // no room beyond: keeps its lane
                    served[kept++] = p;
                    continue;
                }
                queue.release(p, now);
                if (!turned_back) counted_at(p, id).within += inwards ? 1 : -1;
                if (!turned_back && inwards) ++gate.let_in;
                if (!turned_back) emit(EventType::gate_passed, p.value, id.value, inwards ? 1 : 0, wait);
            }
            served.resize(kept);
        }
    }
}

void Step::reached_landing(std::uint32_t slot) {
    const PersonId p = w.walkers_.person[slot];
    const GroupId id = group_of(p);
    Group& g = w.groups_[id];
    if (g.via == UINT32_MAX) return decide(id);
    LineState& line = (g.via_cart ? w.stop_lines_ : w.dock_lines_)[g.via];
    LandingState& landing = g.via_cart ? w.stops_[StopId(line.where)] : w.docks_[DockId(line.where)];
    const int room =
        g.via_cart ? town.stops[StopId(line.where)].waiting_capacity : town.docks[DockId(line.where)].waiting_capacity;
    const bool comes = w.walkers_.gait[slot] != Gait::press && g.on_platform == 0 && g.gone == 0;
    if (comes && turns_from_line(id)) return;
    const bool its_turn = w.walkers_.gait[slot] == Gait::press || landing.pressing == 0;
    if (!its_turn || landing.waiting >= room) return press(slot);
    vanish(p);
    ++landing.waiting;
    park(p, Doing::queueing, {g.via_cart ? SpotKind::stop_line : SpotKind::dock_line, g.via});
    if (++g.on_platform + g.gone >= g.members)
        join_line(id);
    else if (g.on_platform == 1)
        wake(id, now + 5 * 60 * ticks_per_second);
}

/// No way on: the group thinks again, at most once a minute.
void Step::lost(std::uint32_t slot) {
    const GroupId id = w.walkers_.group[slot];
    Group& g = w.groups_[id];
    if (!g.stranded) {
        emit(EventType::stranded, id.value, g.target.index);
        g.stranded = true;
    }
    if (g.wake == never) wake(id, now + 60 * ticks_per_second);
}

}  // namespace wz
