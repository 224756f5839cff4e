#include "demand/seating.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include "base/random.hpp"
#include "demand/arrival_curve.hpp"
#include "demand/calendar.hpp"
#include "demand/groups.hpp"
#include "demand/keys.hpp"

namespace wz {

namespace {

constexpr Tick way_out = ticks(10 * 60);  // from the seat to the last look at the exit
constexpr int tour_seat_share = 10;       // a tour party holds at most one seat in ten

struct Candidate {
    double rank;  // lower: more likely; whole hours of shifted arrival count as much as the luck of the draw
    std::uint64_t key;
    GroupPlan* group;
    Tick arrival;
    Tick departure;
    friend bool operator>(const Candidate& a, const Candidate& b) {
        return std::tie(a.rank, a.key) > std::tie(b.rank, b.key);
    }
};

/// What an event asks of the groups of one population.
struct Terms {
    const ProgrammeEvent& event;
    EventId id;
    std::uint64_t key;
    const Scenario& scenario;
    int seats;
    Tick earliest;  // arrival of this population
    Tick last;      // departure of this population
    Tick gap;
};

bool stays_put(const GroupPlan& group) {
    return std::ranges::any_of(group.commitments, [](const Commitment& c) { return c.kind == CommitmentKind::post; });
}
bool guided(const GroupPlan& group) {
    return std::ranges::any_of(group.commitments,
                               [](const Commitment& c) { return c.kind == CommitmentKind::itinerary; });
}

std::optional<Candidate> candidate(GroupPlan& group, const Terms& terms) {
    const ProgrammeEvent& e = terms.event;
    if (group.tour && static_cast<int>(group.members.size()) * tour_seat_share > terms.seats) return std::nullopt;
    if (stays_put(group) || !fits(group.commitments, e.start, e.end, terms.gap)) return std::nullopt;
    Draws draw(terms.scenario.seed, Stream::show_ticket, key_of(group.key, terms.key));
    Candidate c{draw.uniform(), group.key, &group, group.arrival, group.departure};
    c.departure = std::max(c.departure, std::min(e.end + way_out, terms.scenario.end));
    const DemandParams& p = terms.scenario.params.demand;
    const Tick lead = ticks(60.0 * (group.home.valid() ? p.home_lead_min : p.entry_lead_min));
    if (group.arrival > e.start - lead) {
        // those who come from outside spread over the hour before, as far as the first arrivals allow
        const Tick latest = std::max(e.start - lead, terms.earliest);
        const Tick soonest = std::max(latest - ticks(3600), terms.earliest);
        c.arrival =
            std::min(group.arrival, latest - static_cast<Tick>(draw.uniform() * static_cast<double>(latest - soonest)));
        if (c.arrival > e.start - lead / 2) return std::nullopt;
    }
    if (c.departure > std::max(group.departure, terms.last)) return std::nullopt;
    const bool moves = c.arrival != group.arrival || c.departure != group.departure;
    if (moves && guided(group)) return std::nullopt;
    c.rank += seconds(group.arrival - c.arrival) / 3600.0 + 0.5 * seconds(c.departure - group.departure) / 3600.0;
    return c;
}

/// Returns the people seated: at most `quota`.
int seat_population(const Terms& terms, std::span<GroupPlan> groups, int quota) {
    std::vector<Candidate> heap;
    for (GroupPlan& group : groups)
        if (const auto c = candidate(group, terms)) heap.push_back(*c);
    std::ranges::make_heap(heap, std::greater<>());
    int seated = 0;
    while (!heap.empty() && seated < quota) {
        std::ranges::pop_heap(heap, std::greater<>());
        const Candidate c = heap.back();
        heap.pop_back();
        const int size = static_cast<int>(c.group->members.size());
        if (seated + size > quota) continue;  // a smaller group may still fit
        seated += size;
        c.group->arrival = c.arrival;
        c.group->departure = c.departure;
        Commitment seat;
        seat.kind = CommitmentKind::event;
        seat.event = terms.id;
        seat.from = terms.event.start;
        seat.until = terms.event.end;
        insert(c.group->commitments, seat);
    }
    return seated;
}

Terms terms_of(const Scenario& scenario, const Town& town, EventId id, PopulationId population) {
    const ProgrammeEvent& event = scenario.programme[id];
    const PopulationSpec& spec = scenario.populations[population];
    return {event,
            id,
            key_of(event.id),
            scenario,
            seats_of(event, town),
            ArrivalCurve(spec.arrivals, scenario.start, scenario.end).first(),
            last_departure(spec, scenario),
            ticks(60.0 * scenario.params.demand.appointment_gap_min)};
}

void seat(const Scenario& scenario, const Town& town, EventId id, const std::vector<Cohort>& cohorts) {
    const ProgrammeEvent& event = scenario.programme[id];
    double wanted = 0;
    for (const auto& [population, share] : event.audience)
        wanted += share * people_of(scenario.populations[population], scenario.params);
    int left = seats_of(event, town);
    const double cut = wanted > left ? left / wanted : 1.0;
    auto audience = event.audience;
    std::ranges::sort(audience, {}, [&](const auto& a) { return scenario.populations[a.first].id; });
    for (const auto& [population, share] : audience) {
        const double part = cut * share * people_of(scenario.populations[population], scenario.params);
        const int quota = std::min(left, static_cast<int>(part + 0.5));
        left -= seat_population(terms_of(scenario, town, id, population), cohorts[population.index()].groups, quota);
    }
}

void visit(const Scenario& scenario, const Town& town, EventId id, const std::vector<Cohort>& cohorts) {
    const ProgrammeEvent& event = scenario.programme[id];
    const DemandParams& p = scenario.params.demand;
    for (const auto& [population, share] : event.audience)
        for (GroupPlan& group : cohorts[population.index()].groups) {
            Draws draw(scenario.seed, Stream::show_ticket, key_of(group.key, key_of(event.id)));
            if (draw.uniform() >= share || stays_put(group)) continue;
            const double median = event.place.valid() ? town.places[event.place].dwell_min : 30.0;
            const auto minutes =
                static_cast<int>(std::clamp(draw.lognormal(median, p.dwell_sigma), 10.0, 4.0 * median + 10.0));
            const Tick need = ticks(60.0 * minutes);
            const Tick lo = std::max(event.start, group.arrival + ticks(60.0 * p.home_lead_min));
            const Tick hi = std::min(event.end, group.departure - way_out) - need;
            const Tick wish = lo + static_cast<Tick>(draw.uniform() * static_cast<double>(std::max<Tick>(hi - lo, 0)));
            const auto slot = find_slot(group.commitments, lo, hi, need, wish, ticks(60.0 * p.appointment_gap_min));
            if (!slot) continue;
            Commitment c;
            c.event = id;
            c.from = slot->start;
            c.until = slot->start + need;
            c.minutes = static_cast<float>(minutes);
            insert(group.commitments, c);
        }
}

}  // namespace

int seats_of(const ProgrammeEvent& event, const Town& town) {
    if (event.seats > 0) return event.seats;
    return event.place.valid() ? town.places[event.place].capacity : 0;
}

void give_seats(const Scenario& scenario, const Town& town, const std::vector<Cohort>& cohorts) {
    std::vector<EventId> order;
    for (std::size_t i = 0; i < scenario.programme.size(); ++i)
        if (!scenario.programme[EventId(i)].audience.empty()) order.emplace_back(i);
    std::ranges::sort(order, [&](EventId a, EventId b) {
        const ProgrammeEvent& x = scenario.programme[a];
        const ProgrammeEvent& y = scenario.programme[b];
        const bool x_open = x.kind == EventKind::open_house;
        const bool y_open = y.kind == EventKind::open_house;
        return std::tie(x_open, x.start, x.id) < std::tie(y_open, y.start, y.id);  // what has a fixed time goes first
    });
    for (const EventId id : order) {
        if (scenario.programme[id].kind == EventKind::parade) continue;  // it passes; who is there sees it
        if (scenario.programme[id].kind == EventKind::open_house)
            visit(scenario, town, id, cohorts);
        else
            seat(scenario, town, id, cohorts);
    }
}

}  // namespace wz
