#include "engine/world.hpp"

#include <algorithm>

#include "engine/step.hpp"

namespace wz {

namespace {

constexpr double door_lane_m = 0.8;     // width of one stream of people through a door
constexpr double door_service_s = 0.8;  // per person and stream: 1.25 people per second
constexpr double ticket_check_s = 2.0;

std::uint32_t forbidden_zones(const Scenario& scenario, const Town& town, PassId pass, Tick at) {
    std::uint32_t forbidden = 0;
    for (const AccessRule& r : scenario.access)
        if (at >= r.from && at < r.to && std::ranges::find(r.passes, pass) == r.passes.end()) {
            const int bit = town.zones[r.zone].access_bit;
            if (bit >= 0) forbidden |= 1u << bit;
        }
    return forbidden;
}

class QueueMaker {
public:
    QueueMaker(const Scenario& scenario, const Params& params) : scenario_(scenario), params_(params) {}
    ServiceQueue make(int servers, double service_s, int hall) {
        ServiceQueueSpec spec;
        spec.id = QueueId(next_++);
        spec.seed = scenario_.seed;
        spec.servers = servers;
        spec.service_s = service_s;
        spec.service_cv = params_.queueing.service_cv;
        if (params_.queueing.exponential_service != 0) spec.shape = ServiceTime::exponential;
        spec.hall_capacity = hall;
        spec.wait_memory = params_.queueing.wait_memory;
        return ServiceQueue(spec);
    }

private:
    const Scenario& scenario_;
    const Params& params_;
    std::size_t next_ = 0;
};

bool matches(const Place& place, const std::vector<std::string>& tags) {
    static const std::vector<std::string> meals{"restaurant", "teahouse"};
    for (const std::string& t : tags.empty() ? meals : tags)
        if (place.kind == t || place.has_tag(t)) return true;
    return false;
}

bool sells_tickets_to(const Scenario& scenario, PlaceId place) {
    return std::ranges::any_of(scenario.programme, [&](const ProgrammeEvent& e) {
        return e.place == place && (e.kind == EventKind::show || e.kind == EventKind::session);
    });
}

}  // namespace

World::World(std::shared_ptr<const Town> town, std::shared_ptr<const Scenario> scenario)
    : town_(std::move(town)),
      scenario_(std::move(scenario)),
      plans_(std::make_shared<const std::vector<GroupPlan>>(plan_day(*scenario_, *town_))),
      params_(scenario_->params),
      now_(scenario_->start),
      fields_(*town_, params_.routing),
      lookouts_(std::make_shared<const Lookouts>(*town_)),
      waterway_(town_, scenario_->boats, params_, scenario_->seed, scenario_->start),
      shuttle_(town_, scenario_->lines, params_, scenario_->seed, scenario_->start),
      grid_(town_->surface) {
    make_places();
    make_people();
    make_ways();
    Team alone(1);
    Step step(*this, alone);
    step.learn_ways();
    step.populate();
}

void World::make_places() {
    QueueMaker queues(*scenario_, params_);
    for (std::size_t i = 0; i < town_->gates.size(); ++i) {
        const Gate& g = town_->gates[GateId(i)];
        gates_.push_back({queues.make(g.lanes, g.service_s, g.hall_capacity),
                          queues.make(g.exit_lanes, 1.0, g.hall_capacity),
                          queues.make(std::max(1, g.windows), g.window_service_s, std::max(20, 12 * g.windows)),
                          {},
                          {},
                          {},
                          {},
                          0,
                          0});
    }
    for (std::size_t i = 0; i < town_->places.size(); ++i) {
        const Place& p = town_->places[PlaceId(i)];
        const int lanes = std::max(1, static_cast<int>(p.door_width_m / door_lane_m + 0.5));
        const bool tickets = sells_tickets_to(*scenario_, PlaceId(i));
        PlaceState state{0, 0, 0, queues.make(lanes, tickets ? ticket_check_s : door_service_s, 4 * lanes), {}, {}};
        places_.push_back(std::move(state));
    }
    entries_.resize(town_->entries.size());
    openings_ = std::ranges::any_of(town_->entries, &Entry::opening);
    if (openings_) exit_budget_.assign(town_->entries.size(), 1.0);
    docks_.resize(town_->docks.size());
    stops_.resize(town_->stops.size());
    for (std::size_t i = 0; i < scenario_->programme.size(); ++i) {
        ShowState show;
        show.end = scenario_->programme[EventId(i)].end;
        shows_.push_back(show);
        acts_.push_back(static_cast<std::uint32_t>(i));
    }
    std::ranges::sort(
        acts_, {}, [&](std::uint32_t e) { return std::pair(scenario_->programme[EventId(std::size_t{e})].start, e); });
    const auto line = [&](std::size_t service, std::uint32_t where) {
        return LineState{static_cast<std::uint32_t>(service), where, BoardingLine(params_.queueing.wait_memory)};
    };
    for (std::size_t i = 0; i < scenario_->boats.services.size(); ++i) {
        const BoatServiceSpec& s = scenario_->boats.services[i];
        if (s.kind == BoatService::refuse || s.kind == BoatService::parade) continue;
        dock_lines_.push_back(line(i, s.from.value));
        if (s.kind == BoatService::ferry && !s.to.empty()) dock_lines_.push_back(line(i, s.to.front().value));
    }
    for (std::size_t i = 0; i < scenario_->lines.size(); ++i) {
        std::vector<StopId> stops = scenario_->lines[LineId(i)].stops;
        std::ranges::sort(stops);
        stops.erase(std::unique(stops.begin(), stops.end()), stops.end());
        for (const StopId s : stops) stop_lines_.push_back(line(i, s.value));
    }
    for (const Lookout& l : lookouts_->rows()) watchers_.emplace_back(l.places.size());
    boat_riders_.resize(waterway_.boats());
    boat_party_.resize(waterway_.boats());
    cart_riders_.resize(shuttle_.carts());
}

void World::make_people() {
    std::size_t people = 0;
    for (std::size_t i = 0; i < plans_->size(); ++i) {
        const GroupPlan& plan = (*plans_)[i];
        Group g;
        g.first_member = PersonId(people);
        g.members = static_cast<std::uint32_t>(plan.members.size());
        g.has_ticket = !plan.needs_ticket;
        if (plan.entry.valid()) g.at = town_->entries[plan.entry].door;
        groups_.push_back(g);
        people += plan.members.size();
        people_.group.insert(people_.group.end(), plan.members.size(), GroupId(i));
    }
    people_.doing.assign(people, Doing::away);
    people_.spot.assign(people, {});
    people_.slot.assign(people, UINT32_MAX);
    people_.since.assign(people, now_);
    people_.ridden.assign(people, 0);
    people_.bound.assign(people, StopId{});
    census_.doing[static_cast<std::size_t>(Doing::away)] = static_cast<int>(people);
    const std::size_t populations = scenario_->populations.size();
    census_.entered.assign(populations, 0);
    census_.left.assign(populations, 0);
    census_.on_site.assign(populations, 0);
    for (const PopulationSpec& p : scenario_->populations) {
        std::vector<std::vector<PlaceId>> tables;
        for (const MealSpec& meal : p.meals) {
            tables.emplace_back();
            for (std::size_t i = 0; i < town_->places.size(); ++i)
                if (matches(town_->places[PlaceId(i)], meal.tags)) tables.back().push_back(PlaceId(i));
        }
        meal_places_.push_back(std::move(tables));
    }
}

void World::make_ways() {
    const std::size_t links = town_->links.size();
    for (const AccessRule& r : scenario_->access)
        for (const Tick t : {r.from, r.to})
            if (t > now_ && t < scenario_->end) access_changes_.push_back(t);
    std::ranges::sort(access_changes_);
    access_changes_.erase(std::unique(access_changes_.begin(), access_changes_.end()), access_changes_.end());
    pass_forbids_ = forbidden_now();
    link_closed_.assign(links, 0);
    link_one_way_.assign(links, 0);
    for (std::size_t i = 0; i < links; ++i) {
        link_closed_[i] = town_->links[LinkId(i)].closed ? 1 : 0;
        link_one_way_[i] = town_->links[LinkId(i)].one_way ? 1 : 0;
    }
    link_paces_.resize(links);
}

std::vector<std::uint32_t> World::forbidden_now() const {
    std::vector<std::uint32_t> zones;
    for (std::size_t i = 0; i < scenario_->passes.size(); ++i) {
        zones.push_back(forbidden_zones(*scenario_, *town_, PassId(i), now_));
        for (const Cordon& c : cordons_)
            if (!c.pass.valid() || c.pass == PassId(i)) zones.back() |= 1u << town_->zones[c.zone].access_bit;
    }
    return zones;
}

void World::submit(const CommandSpec& command) { submitted_.push_back(command); }

}  // namespace wz
