// Who goes where: work for idle boats, empty boats to where people wait, berths for those that want to leave, rests.
#include <algorithm>

#include "waterway/fleet.hpp"

namespace wz::water {

namespace {

constexpr double approach_m = 200;    // m before the dock where a boat is given its berth
constexpr double far_hold_s = 90;     // s that a loaded boat waits for a berth or a mooring near its dock
constexpr double skip_after_s = 300;  // s that refuse boats wait for a berth before they go on to the next stop
constexpr double clear_of_berth = 9;  // m along the track after which the next boat may have the berth
constexpr int seats_of_a_fetched_boat = 8;

struct Dispatch {
    Fleet& f;
    std::span<const DockWait> waits;

    void advance(BoatId id);
    void find_work(BoatId id);
    bool serve_here(BoatId id);
    void next_round(BoatId id);
    void seek_berths();
    [[nodiscard]] SlotId wanted_slot(const Boat& b) const;
    void give_berths();
    [[nodiscard]] double way_between(const Slot& a, const Slot& b) const;
    [[nodiscard]] double way_to(const std::vector<double>& distance, const Leg& here) const;
    [[nodiscard]] std::vector<std::pair<double, BoatId>> idle_near(DockId dock) const;
    bool fetch(BoatId id, DockId dock, double way);
    void fetch_boats();
    void make_room(const Boat& comer);
    void lay_up(BoatId id, Errand why = Errand::lay_up);
    [[nodiscard]] bool tired(const Boat& b) const { return b.worked >= ticks(3600 * f.params.rest_after_h); }
    [[nodiscard]] bool idle(const Boat& b) const {
        return b.phase == BoatPhase::idle && b.ready == never && !b.track && b.aboard == 0;
    }
    [[nodiscard]] int unserved(std::uint32_t service, DockId dock) const;
    [[nodiscard]] int unserved_leisure(DockId dock) const;
    [[nodiscard]] int idle_at(DockId dock) const;
    [[nodiscard]] int bound_for(DockId dock) const;
};

/// People that no boat boarding now has a seat for.
int Dispatch::unserved(std::uint32_t service, DockId dock) const {
    int people = people_waiting(waits, *f.spec, service, dock);
    for (const Boat& b : f.boats) {
        if (b.phase != BoatPhase::boarding || b.service != service || b.from != dock || b.ready != never) continue;
        // parties hire one boat at a time
        if (b.party > 0) return 0;
        people -= f.spec->services[service].seats - b.aboard;
    }
    return std::max(people, 0);
}

int Dispatch::unserved_leisure(DockId dock) const {
    int people = 0;
    for (std::uint32_t s = 0; s < f.services.size(); ++s)
        if (f.leisure(s) && f.spec->services[s].from == dock && f.open(s, f.now)) people += unserved(s, dock);
    return people;
}

int Dispatch::idle_at(DockId dock) const {
    return static_cast<int>(std::ranges::count_if(
        f.boats, [&](const Boat& b) { return idle(b) && b.duty == no_service && f.dock_of(b) == dock; }));
}

int Dispatch::bound_for(DockId dock) const {
    return static_cast<int>(std::ranges::count_if(f.boats, [&](const Boat& b) {
        return b.duty == no_service && b.track && b.to == dock &&
               (b.errand == Errand::fetch || f.fairway->slots[b.target].dock == dock);
    }));
}

void Dispatch::advance(BoatId id) {
    Boat& b = f.boats[id.index()];
    if (b.phase != BoatPhase::idle && b.phase != BoatPhase::resting) b.worked += Waterway::rebuild_every;
    if (b.under_way() && b.along > clear_of_berth && f.slot_holder[b.slot] == id) f.slot_holder[b.slot] = {};
    // in time for the last junction before a closed way; who waits there already looks round now and then
    if (b.under_way() && (b.phase != BoatPhase::waiting || (f.now / Waterway::rebuild_every) % 10 == 0)) f.reroute(id);
    if (b.phase == BoatPhase::alighting && b.aboard == 0 && f.now >= b.next_person) {
        b.phase = BoatPhase::idle;
        b.errand = Errand::none;
        b.since = f.now;
    }
    if (b.phase == BoatPhase::boarding) f.attend(id, waits);
    if (b.phase == BoatPhase::resting && f.now - b.since >= ticks(60 * f.params.rest_min)) {
        b.phase = BoatPhase::idle;
        b.since = f.now;
    }
    if (idle(b)) find_work(id);
}

void Dispatch::find_work(BoatId id) {
    Boat& b = f.boats[id.index()];
    const DockId here = f.dock_of(b);
    if (tired(b)) {
        if (here.valid()) lay_up(id);
        if (b.ready != never) return;
        b.phase = BoatPhase::resting;
        b.since = f.now;
        b.worked = 0;
        return;
    }
    if (b.duty != no_service) {
        const BoatServiceSpec& s = f.spec->services[b.duty];
        b.service = b.duty;
        if (s.kind != BoatService::ferry) return next_round(id);
        if (f.open(b.duty, f.now)) {
            if (here == s.from || here == s.to.front()) return f.begin_boarding(id, b.duty, waits);
            b.errand = Errand::fetch;
            b.to = s.from;
            b.ready = f.now;
        } else if (here.valid() && f.now >= s.end) {
            lay_up(id);
        }
        return;
    }
    if (!here.valid() || serve_here(id)) return;
    const bool over = std::ranges::none_of(f.spec->services, [&](const BoatServiceSpec& s) { return f.now < s.end; });
    const bool long_idle =
        f.now - b.since > ticks(60 * f.params.idle_min) && f.free_berths(here) < 2 && idle_at(here) > 1;
    if (over || long_idle) lay_up(id);
}

/// Boards for the service with most people waiting at the dock where the boat lies.
bool Dispatch::serve_here(BoatId id) {
    const DockId here = f.dock_of(f.boats[id.index()]);
    int most = 0;
    std::uint32_t best = no_service;
    for (std::uint32_t s = 0; s < f.services.size(); ++s) {
        if (!f.leisure(s) || f.spec->services[s].from != here || !f.open(s, f.now)) continue;
        const int people = unserved(s, here);
        if (people > most) most = people, best = s;
    }
    if (best == no_service) return false;
    f.begin_boarding(id, best, waits);
    return f.boats[id.index()].phase == BoatPhase::boarding;
}

/// Refuse boats go to and fro between their dock and their stops until the end; a parade passes its stops once.
void Dispatch::next_round(BoatId id) {
    Boat& b = f.boats[id.index()];
    const BoatServiceSpec& s = f.spec->services[b.duty];
    if (f.now < s.start || f.stopped_at(f.now)) return;
    const bool parade = s.kind == BoatService::parade;
    const bool over = f.now >= s.end || (parade && b.trips >= s.to.size());
    if (over) {
        if (f.dock_of(b).valid()) lay_up(id);
        return;
    }
    if (b.trips > 0 && f.now - b.since < ticks(60 * f.params.load_min)) return;
    const DockId here = f.dock_of(b);
    b.to = parade ? s.to[b.trips] : (here == s.from ? s.to[(b.trips / 2) % s.to.size()] : s.from);
    if (b.to == here) b.to = s.to[(b.trips / 2) % s.to.size()];
    b.from = here;
    b.errand = Errand::rounds;
    b.ready = f.now;
}

void Dispatch::lay_up(BoatId id, Errand why) {
    Boat& b = f.boats[id.index()];
    const SlotId slot = f.nearest_mooring(b, f.fairway->slots[b.slot], Fleet::Stay::idle);
    if (!slot.valid() || (f.stopped_at(f.now) && why != Errand::make_room) || !f.plan_trip(id, slot)) return;
    b.errand = why;
    b.to = {};
    b.ready = f.now;
}

/// A berth is too dear to be kept for a ride of a quarter of an hour: boats with people set out for a mooring near
/// their dock, and are given a berth as they come near it. So the way home is always known, and berths are in use.
SlotId Dispatch::wanted_slot(const Boat& b) const {
    const Slot& here = f.fairway->slots[b.slot];
    const Slot& there = f.fairway->slots[f.fairway->dock_slots[b.to.index()].front()];
    const SlotId berth = f.free_berth(b.to, b);
    const bool parade = b.errand == Errand::rounds && f.spec->services[b.duty].kind == BoatService::parade;
    const bool sets_out = b.errand == Errand::ride && here.dock.valid();
    if (!sets_out && (berth.valid() || !parade)) return berth;
    const SlotId near = f.nearest_mooring(b, there, Fleet::Stay::short_wait);
    if (!near.valid() || parade || seconds(f.now - b.ready) > far_hold_s) return near.valid() ? near : berth;
    return way_between(there, f.fairway->slots[near]) < 2 * approach_m ? near : berth;
}

double Dispatch::way_between(const Slot& a, const Slot& b) const {
    if (a.link == b.link) return std::abs(a.along - b.along);
    const std::vector<double>& distance = f.distances(a);
    const WaterLink& link = f.town->water_links[b.link];
    return std::min(distance[link.a.index()] + b.along, distance[link.b.index()] + link.length - b.along);
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
        if (idle(b) && f.dock_of(b) == dock && !stays && f.reachable(comer, f.fairway->slots[b.slot]))
            return lay_up(BoatId(i), why);
    }
}

/// Idle boats elsewhere by their distance over the water, m.
std::vector<std::pair<double, BoatId>> Dispatch::idle_near(DockId dock) const {
    const std::vector<double>& distance = f.distances(f.fairway->slots[f.fairway->dock_slots[dock.index()].front()]);
    std::vector<std::pair<double, BoatId>> found;
    for (std::size_t i = 0; i < f.boats.size(); ++i) {
        const Boat& b = f.boats[i];
        if (!idle(b) || b.duty != no_service || tired(b) || f.dock_of(b) == dock) continue;
        const Slot& at = f.fairway->slots[b.slot];
        const WaterLink& link = f.town->water_links[at.link];
        const double m =
            std::min(distance[link.a.index()] + at.along, distance[link.b.index()] + link.length - at.along);
        if (m < 1e17) found.emplace_back(m, BoatId(i));
    }
    std::ranges::sort(found);
    return found;
}

bool Dispatch::fetch(BoatId id, DockId dock, double way) {
    Boat& b = f.boats[id.index()];
    const SlotId berth = f.free_berth(dock, b);
    if (!berth.valid()) return false;
    const Slot& to = f.fairway->slots[berth];
    const SlotId close = way > approach_m ? f.nearest_mooring(b, to, Fleet::Stay::short_wait) : berth;
    if (!close.valid() || !f.plan_trip(id, close)) return false;
    b.errand = Errand::fetch;
    b.to = dock;
    b.ready = f.now;
    return true;
}

/// Empty boats, the nearest that can come, to docks where more people wait than the boats there and on their way can
/// take.
void Dispatch::fetch_boats() {
    for (std::size_t d = 0; d < f.fairway->dock_slots.size(); ++d) {
        const DockId dock(d);
        const int berths = static_cast<int>(f.fairway->dock_slots[d].size());
        const int spare = berths > 2 ? 2 : 1;  // one berth stays free for boats with people
        int people = unserved_leisure(dock);
        if (people == 0) continue;
        people -= seats_of_a_fetched_boat * (bound_for(dock) + idle_at(dock));
        if (people <= 0 || f.free_berths(dock) < spare) continue;
        for (const auto& [way, id] : idle_near(dock))
            if (fetch(id, dock, way)) break;
    }
}

}  // namespace

void Fleet::dispatch(std::span<const DockWait> waits) {
    Dispatch d{*this, waits};
    for (std::size_t i = 0; i < boats.size(); ++i) d.advance(BoatId(i));
    d.seek_berths();
    d.give_berths();
    if (!stopped_at(now)) d.fetch_boats();
    std::vector<std::uint32_t> before(boats.size());
    for (std::size_t i = 0; i < boats.size(); ++i) before[i] = boats[i].granted;
    rights.decide(boats, hulls, now, params, !stopped_at(now), passage);
    for (std::size_t i = 0; i < boats.size(); ++i) {
        Boat& b = boats[i];
        if (b.granted == before[i]) continue;
        if (b.motion == Motion::moored) {
            cast_off(BoatId(i));
        } else if (b.waited_s > 1) {
            note(BoatNote::Kind::waited, BoatId(i), b.to, b.waited_s);
            b.waited_s = 0;
        }
    }
}

}  // namespace wz::water
