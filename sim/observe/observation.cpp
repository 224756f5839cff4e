#include "observe/observation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "observe/day_values.hpp"

namespace wz {

namespace {

std::vector<PopulationResult> population_results(const World& world) {
    std::vector<PopulationResult> all;
    for (const PopulationSpec& p : world.scenario().populations)
        all.push_back({.id = p.id, .name_zh = p.name_zh, .name_en = p.name_en, .kind = p.kind});
    for (const GroupPlan& plan : world.plans())
        all[plan.population.index()].planned += static_cast<int>(plan.members.size());
    const Census& census = world.census();
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].entered = census.entered[i];
        all[i].left = census.left[i];
        all[i].on_site = census.on_site[i];
    }
    return all;
}

std::vector<WaitResult> wait_results(const Waits& waits) {
    std::vector<WaitResult> all;
    for (const WaitRecordOf& queue : waits.queues()) {
        all.push_back({.kind = queue.kind,
                       .id = queue.id,
                       .place = queue.place,
                       .service = queue.service,
                       .service_zh = queue.service_zh,
                       .service_en = queue.service_en,
                       .served = queue.waits.count(),
                       .balked = queue.balked,
                       .reneged = queue.reneged,
                       .median_s = queue.waits.quantile_s(0.5),
                       .p95_s = queue.waits.quantile_s(0.95),
                       .mean_s = queue.waits.mean_s(),
                       .longest_s = queue.waits.longest_s(),
                       .by_minute = queue.waits.by_minute(),
                       .longest_queue = queue.longest_queue,
                       .longest_queue_at = queue.longest_queue_at});
    }
    return all;
}

std::vector<ShowResult> show_results(const World& world) {
    std::vector<ShowResult> all;
    const auto& programme = world.scenario().programme;
    for (std::size_t e = 0; e < programme.size(); ++e) {
        const ProgrammeEvent& event = programme[EventId(e)];
        if (!has_seats(event)) continue;
        const Place& place = world.town().places[event.place];
        const ShowState& state = world.show(EventId(e));
        all.push_back({.id = event.id,
                       .title_zh = event.title_zh,
                       .title_en = event.title_en,
                       .place = place.name,
                       .start = event.start,
                       .seats = event.seats > 0 ? event.seats : place.capacity,
                       .seated = state.seated,
                       .late = state.late,
                       .turned_away = state.turned_away,
                       .held = event.start <= world.now()});
    }
    return all;
}

double mean_aboard(const RideRecord& record) {
    return record.trips > 0 ? static_cast<double>(record.aboard_sum) / static_cast<double>(record.trips) : 0;
}

std::vector<ServiceResult> service_results(const std::vector<ServiceRecord>& records) {
    std::vector<ServiceResult> all;
    for (const ServiceRecord& s : records)
        all.push_back({.cart = s.cart,
                       .id = s.id,
                       .name_zh = s.name_zh,
                       .name_en = s.name_en,
                       .seats = s.seats,
                       .trips = s.rides.trips,
                       .riders = s.rides.boarded,
                       .mean_aboard = mean_aboard(s.rides),
                       .median_ride_s = s.rides.rides.quantile_s(0.5),
                       .p95_ride_s = s.rides.rides.quantile_s(0.95)});
    return all;
}

RideResult ride_result(const RideRecord& record, std::size_t fleet) {
    RideResult r;
    r.fleet = static_cast<int>(fleet);
    r.trips = record.trips;
    r.riders = record.boarded;
    r.mean_aboard = mean_aboard(record);
    r.mean_ride_s = record.rides.mean_s();
    r.median_ride_s = record.rides.quantile_s(0.5);
    r.most_under_way = record.most_under_way;
    r.most_under_way_at = record.most_under_way_at;
    return r;
}

}  // namespace

Observation::Observation(const World& world, const std::string& events_path, bool all_events)
    : headcount_(world, series_),
      crowding_(world, series_),
      bridges_(world, crowding_, series_),
      waits_(world, series_),
      vehicles_(world, series_),
      shows_(world, series_),
      warnings_(world, series_),
      trespass_(world),
      log_(events_path.empty() ? nullptr : std::make_unique<EventLog>(events_path, all_events)),
      measures_(world.scenario().experiment.measures.empty() ? nullptr : std::make_unique<Measures>(world)),
      stranded_(world.plans().size(), 0),
      observers_{&warnings_,   &bridges_, &crowding_,  &trespass_, &vehicles_,
                 &boat_locks_, &waits_,   &headcount_, &shows_} {}

void Observation::after_step(const World& world, Team& team) {
    for (Observer* observer : observers_) observer->each_tick(world);
    if (log_) log_->each_tick(world);
    if (measures_) measures_->after_step(world);
    for (const Event& event : world.events())
        if (event.type == EventType::stranded) stranded_[event.subject] = 1;
    if (world.now() % ticks_per_second != 0) return;
    sample_.take(world, team);
    const std::size_t locks = boat_locks().size();
    team.for_blocks(observers_.size(), [&](std::size_t k) { observers_[k]->each_second(world, sample_); });
    if (log_ && boat_locks().size() > locks) log_->write(world, boat_locks().back());
    if (world.now() % ticks(60) != 0) return;
    series_.begin_row(world.now());
    for (Observer* observer : observers_) observer->each_minute(world, series_);
}

Results Observation::results(const World& world) const {
    Results r;
    r.town = &world.town();
    r.scenario = &world.scenario();
    r.end = world.now();
    r.hash = world.state_hash();
    r.peak_on_site = headcount_.peak();
    r.peak_at = headcount_.peak_at();
    r.populations = population_results(world);
    r.patches = crowding_.patches();
    r.alarms = warnings_.alarms();
    r.boat_locks = boat_locks();
    r.boat_standstills = boat_locks_.standstills();
    r.boats_shut_in = boat_locks_.shut_in();
    r.warned = warnings_.patches();
    r.bridges = bridges_.bridges();
    r.waits = wait_results(waits_);
    r.shows = show_results(world);
    r.boats = ride_result(vehicles_.boats(), world.waterway().boats());
    r.carts = ride_result(vehicles_.carts(), world.shuttle().carts());
    r.services = service_results(vehicles_.services());
    r.stranded = std::ranges::count(stranded_, 1);
    r.trespass = trespass_.record();
    r.series = series_;
    if (!measures_) return r;
    r.measures = measures_->values(world);
    for (const MeasureSpec& m : world.scenario().experiment.measures)
        if (m.kind == MeasureKind::day) put_day(r, m.id, r.measures);
    return r;
}

std::vector<std::string> Observation::check() const {
    const TrespassRecord& t = trespass_.record();
    if (t.entries == 0) return {};
    return {fmt::format("{} entries into a zone without the pass for it, the first: {}", t.entries, t.first_entry)};
}

void Observation::complete_event_log() {
    if (log_) log_->complete();
}

}  // namespace wz
