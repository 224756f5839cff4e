// Berths for boats that want to leave or come near their dock, and moorings for those that nobody waits for.
#include <algorithm>

#include "waterway/dispatch.hpp"

namespace wz::water {

namespace {

constexpr double far_hold_s = 90;     // s that a loaded boat waits for a berth or a mooring near its dock
constexpr double skip_after_s = 300;  // s that refuse boats wait for a berth before they go on to the next stop

}  // namespace

void Dispatch::lay_up(BoatId id, Errand why, DockId dock) {
    Boat& b = f.boats[id.index()];
    const bool elsewhere = dock.valid() && !f.fairway->dock_slots[dock.index()].empty();
    const Slot& near = f.fairway->slots[elsewhere ? f.fairway->dock_slots[dock.index()].front() : b.slot];
    const SlotId slot = f.nearest_mooring(b, near, Fleet::Stay::idle);
    if (!slot.valid() || (f.stopped_at(f.now) && why != Errand::make_room) || !f.plan_trip(id, slot)) return;
    b.errand = why;
    b.to = {};
    b.ready = f.now;
}

/// A berth is too dear to be kept for a ride of a quarter of an hour: boats with people set out for a mooring near
/// their dock, and are given a berth as they come near it. So the way home is always known, and berths are in use. Over
/// a ferry's short way one is kept where all are free.
SlotId Dispatch::wanted_slot(const Boat& b) const {
    const Slot& here = f.fairway->slots[b.slot];
    const Slot& there = f.fairway->slots[f.fairway->dock_slots[b.to.index()].front()];
    const SlotId berth = f.free_berth(b.to, b);
    const bool parade = b.errand == Errand::rounds && f.spec->services[b.duty].kind == BoatService::parade;
    const bool sets_out = b.errand == Errand::ride && here.dock.valid();
    if (!sets_out && (berth.valid() || !parade)) return berth;
    const bool quiet = f.free_berths(b.to) == std::ssize(f.fairway->dock_slots[b.to.index()]);
    if (berth.valid() && quiet && !parade && f.way_between(here, f.fairway->slots[berth]) < approach_m) return berth;
    const SlotId near = f.nearest_mooring(b, there, Fleet::Stay::short_wait);
    if (!near.valid() || parade || seconds(f.now - b.ready) > far_hold_s) return near.valid() ? near : berth;
    return f.way_between(there, f.fairway->slots[near]) < 2 * approach_m ? near : berth;
}

double Dispatch::way_to(const std::vector<double>& distance, const Leg& here) const {
    const WaterLink& link = f.town->water_links[here.link];
    return link.length - here.from + distance[(here.reverse ? link.a : link.b).index()];
}

/// To the boats that come near their dock, the nearest first.
void Dispatch::give_berths() {
    for (std::size_t d = 0; d < f.fairway->dock_slots.size(); ++d) {
        std::vector<std::pair<double, BoatId>> near;
        for (std::size_t i = 0; i < f.boats.size(); ++i) {
            const Boat& b = f.boats[i];
            const bool seeks = b.errand == Errand::hold || (b.errand == Errand::fetch && b.target.valid() &&
                                                            f.fairway->slots[b.target].dock != DockId(d));
            if (!seeks || b.to != DockId(d)) continue;
            const auto here = f.free_to_turn(b);
            if (!here) continue;
            const double way = way_to(f.distances(f.fairway->slots[f.fairway->dock_slots[d].front()]), *here);
            if (way < approach_m) near.emplace_back(way, BoatId(i));
        }
        std::ranges::sort(near);
        for (const auto& [way, id] : near) {
            Boat& b = f.boats[id.index()];
            const SlotId berth = f.free_berth(DockId(d), b);
            if (!berth.valid()) {
                make_room(b);
                if (f.free_berths(DockId(d)) == 0) break;
                continue;
            }
            if (f.change_course(id, berth, 2 * approach_m) && b.errand == Errand::hold) b.errand = Errand::ride;
        }
    }
}

/// Berths for boats that want to leave, in the order in which they were ready. A berth is reserved before casting off.
void Dispatch::seek_berths() {
    std::vector<BoatId> leaving;
    for (std::size_t i = 0; i < f.boats.size(); ++i)
        if (f.boats[i].ready != never && !f.boats[i].track) leaving.push_back(BoatId(i));
    std::ranges::sort(leaving, {}, [&](BoatId id) { return std::pair{f.boats[id.index()].ready, id}; });
    for (const BoatId id : leaving) {
        Boat& b = f.boats[id.index()];
        const SlotId slot = wanted_slot(b);
        if (slot.valid() && f.plan_trip(id, slot)) {
            if (b.errand == Errand::ride && f.fairway->slots[slot].dock != b.to) b.errand = Errand::hold;
            continue;
        }
        if (!slot.valid()) make_room(b);
        const bool gives_up =
            b.errand == Errand::fetch || (b.errand == Errand::rounds && seconds(f.now - b.ready) > skip_after_s);
        if (!gives_up) continue;
        if (b.errand == Errand::rounds) ++b.trips;
        b.errand = Errand::none;
        b.ready = never;
    }
}

/// An idle boat without people to wait for leaves the dock to those that want its berth.
void Dispatch::make_room(const Boat& comer) {
    const DockId dock = comer.to;
    const Errand why = comer.aboard > 0 ? Errand::make_room : Errand::lay_up;
    for (std::size_t i = 0; i < f.boats.size(); ++i) {
        Boat& b = f.boats[i];
        const bool told = b.errand == Errand::make_room || b.errand == Errand::lay_up;
        if (b.track && f.dock_of(b) == dock && told && !b.under_way()) {
            if (why == Errand::make_room) b.errand = why;
            return;
        }
        const bool stays =
            b.duty != no_service && f.spec->services[b.duty].kind == BoatService::ferry && f.open(b.duty, f.now);
        if (idle(b) && f.dock_of(b) == dock && !stays && f.reachable(comer, b.slot)) return lay_up(BoatId(i), why);
    }
    if (comer.aboard > 0) make_ferry_room(comer);
}

/// The same of a ferry that lies there empty while nobody waits for it. It comes back when there is a berth again.
void Dispatch::make_ferry_room(const Boat& comer) {
    for (std::size_t i = 0; i < f.boats.size(); ++i) {
        Boat& b = f.boats[i];
        const bool needless = b.duty != no_service && b.phase == BoatPhase::boarding && b.aboard == 0 &&
                              b.ready == never && f.dock_of(b) == comer.to && f.spec->services[b.duty].headway_min <= 0;
        if (!needless || people_waiting(waits, *f.spec, b.duty, comer.to) > 0) continue;
        if (!f.reachable(comer, b.slot)) continue;
        b.phase = BoatPhase::idle;
        return lay_up(BoatId(i), Errand::make_room);
    }
}

}  // namespace wz::water
