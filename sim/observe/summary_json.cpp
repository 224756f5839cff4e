#include "observe/json_text.hpp"
#include "observe/result_writers.hpp"
#include "observe/warnings_json.hpp"
#include "observe/wording.hpp"

namespace wz {

namespace {

using std::string_view;

void add_populations(JsonText& json, const Results& results) {
    json.key("people").object();
    json.member("planned", results.sum(&PopulationResult::planned));
    json.member("entered", results.sum(&PopulationResult::entered));
    json.member("left", results.sum(&PopulationResult::left));
    json.member("on_site_at_end", results.sum(&PopulationResult::on_site));
    json.member("peak_on_site", results.peak_on_site).member("peak_at", string_view(clock_text(results.peak_at)));
    json.member("stranded_groups", results.stranded).member("turned_back_groups", results.turned_back());
    const TrespassRecord& t = results.trespass;
    json.key("access").object(JsonText::Lines::one).member("entries_without_pass", t.entries);
    json.member("caught_inside", t.caught).member("still_inside", t.inside);
    json.member("longest_exit_s", t.longest_exit_s, 0).close();
    json.key("populations").object();
    for (const PopulationResult& p : results.populations) {
        json.key(p.id).object(JsonText::Lines::one).member("kind", string_view(p.kind)).member("planned", p.planned);
        json.member("entered", p.entered).member("left", p.left).member("on_site_at_end", p.on_site).close();
    }
    json.close().close();
}

void add_worst_places(JsonText& json, const Results& results) {
    json.key("worst_places").array();
    for (const PatchId p : worst_places(results, 10)) {
        const Name& name = results.town->patches[p].name;
        const PatchCrowding& c = results.patches[p];
        json.object(JsonText::Lines::one).member("id", string_view(name.id)).member("name_zh", string_view(name.zh));
        json.member("name_en", string_view(name.en))
            .member("sustained_los", string_view(std::string(1, letter(c.sustained()))));
        json.member("max_density", c.max_density, 2).member("at", string_view(clock_text(c.max_at)));
        json.member("minutes_at_e_or_f", c.seconds_at_least(LevelOfService::e) / 60.0, 1);
        json.member("minutes_at_f", c.seconds_at[5] / 60.0, 1).member("max_pressure", c.max_pressure, 4).close();
    }
    json.close();
}

void add_waits(JsonText& json, const Results& results) {
    json.key("waits").array();
    for (const WaitResult& w : results.waits) {
        json.object(JsonText::Lines::one).member("kind", word(w.kind)).member("place", string_view(w.place.id));
        if (!w.service.empty()) json.member("service", string_view(w.service));
        json.member("served", w.served).member("balked_groups", w.balked).member("reneged_groups", w.reneged);
        json.member("median_s", w.median_s, 1).member("p95_s", w.p95_s, 1).member("mean_s", w.mean_s, 1);
        json.member("longest_s", w.longest_s, 1).member("longest_queue", w.longest_queue);
        json.member("longest_queue_at", string_view(clock_text(w.longest_queue_at))).close();
    }
    json.close();
}

void add_rides(JsonText& json, const char* key, const RideResult& r) {
    json.key(key).object(JsonText::Lines::one).member("vehicles", r.fleet).member("trips", r.trips);
    json.member("riders", r.riders).member("mean_aboard", r.mean_aboard, 2);
    json.member("mean_ride_min", r.mean_ride_s / 60, 2).member("most_under_way", r.most_under_way);
    json.member("most_under_way_at", string_view(clock_text(r.most_under_way_at))).close();
}

void add_boat_locks(JsonText& json, const Results& results) {
    json.key("boat_locks").array();
    for (const BoatLock& lock : results.boat_locks) {
        json.object(JsonText::Lines::one).member("from", string_view(clock_text(lock.from)));
        json.member("until", string_view(clock_text(lock.until))).key("boats").array();
        for (const BoatId b : lock.boats) json.value(b.value);
        const Vec2d at = results.town->origin.to_lonlat(lock.at);
        json.close().key("at").array().value(at.x, 6).value(at.y, 6).close().close();
    }
    json.close();
}

void add_boat_standstills(JsonText& json, const Results& results, std::string_view key,
                          const std::vector<BoatStandstill>& standstills) {
    json.key(key).array();
    for (const BoatStandstill& s : standstills) {
        json.object(JsonText::Lines::one).member("boat", s.boat.value);
        json.member("from", string_view(clock_text(s.from))).member("until", string_view(clock_text(s.until)));
        const Vec2d at = results.town->origin.to_lonlat(s.at);
        json.key("at").array().value(at.x, 6).value(at.y, 6).close().close();
    }
    json.close();
}

void add_services(JsonText& json, const Results& results) {
    json.key("services").array();
    for (const ServiceResult& s : results.services) {
        json.object(JsonText::Lines::one).member("kind", s.cart ? "cart" : "boat").member("id", string_view(s.id));
        json.member("seats", s.seats)
            .member("trips", s.trips)
            .member("riders", s.riders)
            .member("mean_aboard", s.mean_aboard, 2);
        json.member("median_ride_min", s.median_ride_s / 60, 2).member("p95_ride_min", s.p95_ride_s / 60, 2).close();
    }
    json.close();
}

void add_shows_and_bridges(JsonText& json, const Results& results) {
    json.key("shows").object();
    for (const ShowResult& s : results.shows) {
        json.key(s.id).object(JsonText::Lines::one).member("start", string_view(clock_text(s.start)));
        json.member("seats", s.seats).member("seated", s.seated).member("late", s.late);
        json.member("turned_away", s.turned_away).close();
    }
    json.close();
    json.key("bridges").object();
    for (const BridgeRecord& b : results.bridges) {
        json.key(b.name.id).object(JsonText::Lines::one).member("crossed", b.crossed);
        json.member("peak_per_min", b.peak_per_min, 0).member("peak_at", string_view(clock_text(b.peak_at)));
        json.member("max_density", b.max_density, 2).member("watched", b.watched);
        json.member("mean_watch_s", b.watched > 0 ? b.watched_s / static_cast<double>(b.watched) : 0, 1);
        json.member("most_watching", b.most_watching).close();
    }
    json.close();
}

void add_run(JsonText& json, const Results& results) {
    const RunFacts& run = results.run;
    const double simulated_s = seconds(results.end - results.scenario->start);
    json.key("run").object().member("command_line", string_view(run.command_line)).member("threads", run.threads);
    json.member("wall_s", run.wall_s, 2);
    json.member("real_time_factor", run.wall_s > 0 ? simulated_s / run.wall_s : 0, 1);
    json.member("peak_memory_mb", run.peak_memory_mb, 1);
    if (!run.phases.empty()) {
        json.key("seconds_per_phase").object(JsonText::Lines::one);
        for (const auto& [name, s] : run.phases) json.member(name, s, 2);
        json.close();
    }
    json.close();
}

}  // namespace

std::string summary_json(const Results& results) {
    const Scenario& scenario = *results.scenario;
    JsonText json(2);
    json.object().member("program", "wuzhen").member("version", string_view(results.run.version));
    json.member("scenario", string_view(scenario.file)).member("title", string_view(scenario.title));
    json.member("seed", scenario.seed).member("map", string_view(scenario.map_file));
    json.member("map_digest", string_view(hash_text(results.town->digest)));
    json.member("start", string_view(clock_text(scenario.start))).member("end", string_view(clock_text(results.end)));
    json.member("complete", results.run.complete).member("state_hash", string_view(hash_text(results.hash)));
    json.key("changed_parameters").object(JsonText::Lines::one);
    for (const auto& [name, v] : changed_params(scenario.params)) json.member(name, v, 6);
    json.close();
    add_populations(json, results);
    add_worst_places(json, results);
    add_warnings(json, results, AlarmList::each, 1000, 100);
    add_waits(json, results);
    add_rides(json, "boats", results.boats);
    add_rides(json, "carts", results.carts);
    add_boat_locks(json, results);
    add_boat_standstills(json, results, "boat_standstills", results.boat_standstills);
    add_boat_standstills(json, results, "boats_shut_in", results.boats_shut_in);
    add_services(json, results);
    add_shows_and_bridges(json, results);
    if (!results.measures.empty()) {
        json.key("measures").object();
        for (const auto& [name, v] : results.measures) json.member(name, v, 6);
        json.close();
    }
    add_run(json, results);
    json.close();
    return json.text() + "\n";
}

}  // namespace wz
