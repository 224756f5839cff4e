// Who goes where: work for idle boats, empty boats to where people wait, rests.
#include "waterway/dispatch.hpp"

#include <algorithm>

namespace wz::water {

namespace {

constexpr double clear_of_berth = 9;  // m along the track after which the next boat may have the berth
constexpr int seats_of_a_fetched_boat = 8;

}  // namespace

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
    if (b.under_way()) b.sculled += Waterway::rebuild_every;
    if (b.under_way() && b.along > clear_of_berth && f.slot_holder[b.slot] == id) f.slot_holder[b.slot] = {};
    // in time for the last junction before a closed way; who waits there already looks round now and then
    if (b.under_way() && (b.phase != BoatPhase::waiting || (f.now / Waterway::rebuild_every) % 10 == 0)) f.reroute(id);
    if (b.phase == BoatPhase::alighting && b.aboard == 0 && f.now >= b.next_person) {
        b.phase = BoatPhase::idle;
        b.errand = Errand::none;
        b.since = f.now;
    }
    if (b.phase == BoatPhase::boarding) f.attend(id, waits);
    if (b.phase == BoatPhase::boarding && b.aboard == 0 && b.ready == never && f.now >= b.next_person && off_duty(id)) {
        b.phase = BoatPhase::idle;  // nobody has come aboard yet: they take another boat
        b.errand = Errand::none;
    }
    if (b.phase == BoatPhase::resting && f.now >= b.rests_until) {
        b.phase = BoatPhase::idle;
        b.since = f.now;
    }
    if (idle(b)) find_work(id);
}

void Dispatch::find_work(BoatId id) {
    Boat& b = f.boats[id.index()];
    const DockId here = f.dock_of(b);
    if (!has_crew(id)) return;
    if (tired(b)) {
        if (here.valid()) lay_up(id);
        if (b.ready != never) return;
        b.phase = BoatPhase::resting;
        b.since = f.now;
        b.rests_until = f.now + ticks(60 * f.params.rest_min);
        b.worked = b.sculled = 0;
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

/// Idle boats elsewhere by their distance over the water, m.
std::vector<std::pair<double, BoatId>> Dispatch::idle_near(DockId dock) const {
    const std::vector<double>& distance = f.distances(f.fairway->slots[f.fairway->dock_slots[dock.index()].front()]);
    std::vector<std::pair<double, BoatId>> found;
    for (std::size_t i = 0; i < f.boats.size(); ++i) {
        const Boat& b = f.boats[i];
        if (!idle(b) || b.duty != no_service || tired(b) || off_duty(BoatId(i)) || f.dock_of(b) == dock) continue;
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
