// At the landing: which service is open, who may step aboard now, and when a boat wants to leave.
#include <algorithm>

#include "base/random.hpp"
#include "waterway/fleet.hpp"

namespace wz::water {

namespace {

constexpr double put_off_s = 60;   // s after its time an irregular departure is missed for good
constexpr double patience_s = 60;  // s without anybody stepping aboard: the boat leaves, or looks for other work

std::size_t end_index(const BoatServiceSpec& service, DockId dock) { return dock == service.from ? 0 : 1; }

/// The timetable's next departure after `now`.
Tick next_by_timetable(const BoatServiceSpec& service, Tick now) {
    const Tick headway = ticks(60 * service.headway_min);
    return service.start + ((std::max(now, service.start) - service.start) / headway + 1) * headway;
}

}  // namespace

int people_waiting(std::span<const DockWait> waits, const FleetSpec& spec, std::uint32_t service, DockId dock) {
    int people = 0;
    for (const DockWait& w : waits)
        if (w.service == service && (w.dock.valid() ? w.dock : spec.services[service].from) == dock) people += w.people;
    return people;
}

int first_party(std::span<const DockWait> waits, const FleetSpec& spec, std::uint32_t service, DockId dock) {
    for (const DockWait& w : waits)
        if (w.service == service && (w.dock.valid() ? w.dock : spec.services[service].from) == dock)
            return w.first_party;
    return 0;
}

bool Fleet::stopped_at(Tick t) const {
    return stopped || std::ranges::any_of(spec->stopped, [t](const auto& w) { return t >= w.first && t < w.second; });
}

bool Fleet::open(std::uint32_t service, Tick t) const {
    const BoatServiceSpec& s = spec->services[service];
    return t >= s.start && t < s.end && services[service].boats > 0 && !stopped_at(t);
}

bool Fleet::leisure(std::uint32_t service) const {
    const BoatService kind = spec->services[service].kind;
    return kind == BoatService::charter || kind == BoatService::shared;
}

/// More people are on their way there than its berths can take in good time: better that others wait ashore.
bool Fleet::crowded(DockId dock) const {
    const auto bound = std::ranges::count_if(boats, [&](const Boat& b) {
        const bool with_people = b.errand == Errand::ride || b.errand == Errand::hold;
        return with_people && b.to == dock && b.phase != BoatPhase::alighting;
    });
    const auto berths = static_cast<std::ptrdiff_t>(fairway->dock_slots[dock.index()].size());
    return bound >= params.bound_per_berth * berths;
}

int Fleet::seats_ready(std::uint32_t service) const {
    if (!leisure(service)) return 0;
    const BoatServiceSpec& s = spec->services[service];
    int seats = 0;
    for (const Boat& b : boats) {
        if (b.duty != no_service || b.track || b.ready != never || dock_of(b) != s.from) continue;
        if (b.phase == BoatPhase::idle && b.aboard == 0) seats += s.seats;
        if (b.phase == BoatPhase::boarding && b.service == service && b.party == 0) seats += s.seats - b.aboard;
    }
    return seats;
}

/// Draws the destination among those that can be reached now; nobody boards if there is none.
void Fleet::begin_boarding(BoatId id, std::uint32_t service, std::span<const DockWait> waits) {
    Boat& b = boats[id.index()];
    const BoatServiceSpec& s = spec->services[service];
    const DockId here = dock_of(b);
    DockId to;
    if (s.kind == BoatService::ferry) {
        to = s.other_end(here);
    } else {
        std::vector<DockId> choice;
        for (const DockId dock : s.to)
            if (dock != here && !crowded(dock) &&
                std::ranges::any_of(fairway->dock_slots[dock.index()],
                                    [&](SlotId berth) { return reachable(b, berth); }))
                choice.push_back(dock);
        if (choice.empty()) return;
        Draws draws(seed, Stream::boat_service, id.value, b.trips);
        to = choice[draws.below(static_cast<std::uint32_t>(choice.size()))];
    }
    b.phase = BoatPhase::boarding;
    b.errand = Errand::ride;
    b.service = service;
    b.from = here;
    b.to = to;
    b.since = b.next_person = now;
    b.first_aboard = never;
    b.party = s.kind == BoatService::charter ? std::clamp(first_party(waits, *spec, service, here), 1, s.seats) : 0;
    keep_timetable(service, end_index(s, here), false);
}

/// The next departure: of those that are due now if nobody leaves at this moment, else of those after it.
void Fleet::keep_timetable(std::uint32_t service, std::size_t end, bool departs) {
    const BoatServiceSpec& s = spec->services[service];
    if (s.headway_min <= 0) return;
    ServiceState& state = services[service];
    Tick& due = state.next_departure[end];
    if (!s.irregular) {
        if (departs || due < now) due = next_by_timetable(s, departs ? now : now - 1);
        return;
    }
    // two may be close together: the second is not dropped because the first one took its time
    const Tick kept = now - ticks(put_off_s);
    for (bool passed = departs; passed || state.drawn[end] == 0 || due < kept; passed = false) {
        Draws draws(seed, Stream::timetable, service, state.drawn[end]);
        due = (state.drawn[end]++ == 0 ? s.start : due) + ticks(draws.exponential(60 * s.headway_min));
    }
}

/// A boat that boards: leaves by the rule of its service, or gives up if nobody comes.
void Fleet::attend(BoatId id, std::span<const DockWait> waits) {
    Boat& b = boats[id.index()];
    const BoatServiceSpec& s = spec->services[b.service];
    if (stopped_at(now) && b.aboard > 0 && !b.under_way() && now - b.next_person > ticks(60 * params.shower_min))
        put_ashore(id);
    if (b.phase != BoatPhase::boarding || b.ready != never || now < b.next_person)
        return;  // leaving, or somebody is stepping aboard
    const bool quiet = now - b.next_person > ticks(patience_s);
    const int people = people_waiting(waits, *spec, b.service, b.from);
    const bool full = b.aboard >= (s.kind == BoatService::charter ? b.party : s.seats);
    const double timeout = 60 * (s.kind == BoatService::ferry ? params.ferry_timeout_min : params.shared_timeout_min);
    const bool timed_out = b.first_aboard != never && now - b.first_aboard >= ticks(timeout);
    bool leave = false;
    if (s.headway_min > 0) {
        const std::size_t end = end_index(s, b.from);
        leave = now >= services[b.service].next_departure[end] && (b.aboard > 0 || s.kind == BoatService::ferry) &&
                next_to_leave(id);
        if (leave) keep_timetable(b.service, end, true);
    } else if (s.kind == BoatService::charter) {
        leave = full || (b.aboard > 0 && quiet);
    } else {
        leave = full || (b.aboard > 0 && timed_out);
        if (s.kind == BoatService::ferry && b.aboard == 0 && people == 0 && quiet) {  // over empty for those there
            const DockId other = s.other_end(b.from);
            leave = people_waiting(waits, *spec, b.service, other) > seats_at(b.service, other);
        }
    }
    if (now >= s.end) leave = b.aboard > 0;
    if (leave) {
        b.ready = now;
        return;
    }
    const bool wanted = people > 0 && open(b.service, now);
    const bool over = now >= s.end || stopped_at(now);
    if (b.aboard == 0 && !wanted && (over || (quiet && s.kind != BoatService::ferry))) {
        b.phase = BoatPhase::idle;
        b.errand = Errand::none;
        b.since = now;
    }
}

/// Of a ferry, for those who wait at one of its ends: in boats that lie there or are on their way.
int Fleet::seats_at(std::uint32_t service, DockId end) const {
    int seats = 0;
    for (const Boat& b : boats) {
        if (b.duty != service) continue;
        const bool leaves = b.track || b.ready != never;
        if (leaves && b.to == end) seats += spec->services[service].seats;
        if (!leaves && dock_of(b) == end) seats += spec->services[service].seats - b.aboard;
    }
    return seats;
}

/// They do something else; the boat stays.
void Fleet::put_ashore(BoatId id) {
    Boat& b = boats[id.index()];
    if (b.track && slot_holder[b.target] == id) slot_holder[b.target] = {};
    b.track.reset();
    b.target = {};
    b.ready = b.asked = never;
    b.errand = Errand::none;
    b.since = now;
    b.next_person = now + ticks(params.alighting_s);
    b.phase = BoatPhase::alighting;
}

/// Of boats that board for the same service here, those with more people aboard come first.
bool Fleet::boards_before(BoatId other, BoatId id) const {
    const Boat &o = boats[other.index()], &mine = boats[id.index()];
    if (o.phase != BoatPhase::boarding || o.service != mine.service || o.from != mine.from || o.ready != never)
        return false;
    return o.aboard > mine.aboard || (o.aboard == mine.aboard && other < id);
}

/// At the time of the timetable: not an empty boat while people sit in another.
bool Fleet::next_to_leave(BoatId id) const {
    for (std::size_t i = 0; i < boats.size(); ++i)
        if (boards_before(BoatId(i), id)) return false;
    return true;
}

/// Seats still free in boats of the same service here that have people aboard and are filled first.
int Fleet::seats_before(BoatId id) const {
    int seats = 0;
    for (std::size_t i = 0; i < boats.size(); ++i) {
        const Boat& b = boats[i];
        if (b.aboard > 0 && boards_before(BoatId(i), id)) seats += spec->services[b.service].seats - b.aboard;
    }
    return seats;
}

void Fleet::list_calls() {
    calls.clear();
    for (std::size_t i = 0; i < boats.size(); ++i) {
        const Boat& b = boats[i];
        if (now < b.next_person) continue;
        if (b.phase == BoatPhase::alighting && b.aboard > 0)
            calls.push_back({BoatId(i), dock_of(b), b.service, true, b.aboard, {}});
        if (b.phase != BoatPhase::boarding || b.ready != never || !open(b.service, now)) continue;
        const BoatServiceSpec& s = spec->services[b.service];
        const int seats = s.kind == BoatService::charter ? b.party : s.seats;
        if (b.aboard < seats)
            calls.push_back({BoatId(i), b.from, b.service, false, seats - b.aboard, b.to, seats_before(BoatId(i))});
    }
}

}  // namespace wz::water
