#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "observe/json_text.hpp"
#include "observe/report.hpp"
#include "observe/report_map.hpp"
#include "observe/warnings_json.hpp"
#include "observe/wording.hpp"

namespace wz {

namespace {

using std::string_view;

void add_texts(JsonText& json, string_view key, const std::vector<std::string>& texts) {
    json.key(key).array();
    for (const std::string& t : texts) json.value(string_view(t));
    json.close();
}

void add_scenario(JsonText& json, const Results& results) {
    const Scenario& s = *results.scenario;
    json.member("title", string_view(s.title)).member("about", string_view(s.about));
    add_texts(json, "real", s.real);
    add_texts(json, "derived", s.derived);
    add_texts(json, "assumed", s.assumed);
    json.member("start", seconds(s.start), 0).member("end", seconds(results.end), 0);
    json.member("complete", results.run.complete);
    json.key("changed").object();
    for (const auto& [name, v] : changed_params(s.params)) json.member(name, v, 6);
    json.close();
}

void add_people(JsonText& json, const Results& results) {
    json.member("peak", results.peak_on_site).member("peak_at", seconds(results.peak_at), 0);
    json.member("stranded", results.stranded);
    json.key("populations").array();
    for (const PopulationResult& p : results.populations) {
        json.object().member("zh", string_view(p.name_zh)).member("en", string_view(p.name_en));
        json.member("kind", string_view(p.kind)).member("planned", p.planned).member("entered", p.entered);
        json.member("left", p.left).member("on_site", p.on_site).close();
    }
    json.close();
}

void add_worst(JsonText& json, const Results& results) {
    json.key("worst").array();
    for (const PatchId id : worst_places(results, 10)) {
        const Patch& patch = results.town->patches[id];
        const PatchCrowding& c = results.patches[id];
        json.object().member("patch", id.value).member("zh", string_view(patch.name.zh));
        json.member("en", string_view(patch.name.en)).member("los", static_cast<int>(c.sustained()));
        json.member("area", patch.area_m2, 0).member("stairs", patch.stairs).member("bridge", patch.bridge);
        json.member("max", c.max_density, 2).member("at", seconds(c.max_at), 0);
        json.member("minute", c.max_minute_density, 2).member("ef", c.seconds_at_least(LevelOfService::e));
        json.member("f", c.seconds_at[5]).member("over4", c.seconds_above_4).member("pressure", c.max_pressure, 3);
        json.member("from", seconds(c.crowded_from), 0).member("until", seconds(c.crowded_until), 0);
        json.close();
    }
    json.close();
}

/// Streets on which a crowd hemmed groups in until they went elsewhere: how many, the most first.
void add_turned_back(JsonText& json, const Results& results) {
    std::map<std::string, std::pair<int, const Name*>> streets;
    for (std::size_t i = 0; i < results.patches.size(); ++i) {
        const Name& name = results.town->patches[PatchId(i)].name;
        if (const int groups = results.patches[PatchId(i)].turned_back; groups > 0)
            streets[name.id].first += groups, streets[name.id].second = &name;
    }
    std::vector<std::pair<int, const Name*>> order;
    for (const auto& [id, street] : streets) order.push_back(street);
    std::ranges::stable_sort(order, std::greater{}, [](const auto& street) { return street.first; });
    json.key("turned_back").array();
    for (const auto& [groups, name] : order)
        json.object()
            .member("zh", string_view(name->zh))
            .member("en", string_view(name->en))
            .member("n", groups)
            .close();
    json.close();
}

void add_waits(JsonText& json, const Results& results) {
    json.key("waits").array();
    for (const WaitResult& w : results.waits) {
        json.object().member("kind", word(w.kind)).member("zh", string_view(w.place.zh));
        json.member("en", string_view(w.place.en)).member("service_zh", string_view(w.service_zh));
        json.member("service_en", string_view(w.service_en));
        json.member("served", w.served).member("balked", w.balked).member("reneged", w.reneged);
        json.member("median", w.median_s, 1);
        json.member("p95", w.p95_s, 1).member("longest", w.longest_s, 1).member("queue", w.longest_queue);
        json.member("queue_at", seconds(w.longest_queue_at), 0).close();
    }
    json.close();
}

void add_shows(JsonText& json, const Results& results) {
    json.key("shows").array();
    for (const ShowResult& s : results.shows) {
        json.object().member("zh", string_view(s.title_zh)).member("en", string_view(s.title_en));
        json.member("place_zh", string_view(s.place.zh)).member("place_en", string_view(s.place.en));
        json.member("start", seconds(s.start), 0).member("seats", s.seats).member("seated", s.seated);
        json.member("late", s.late).member("turned_away", s.turned_away).member("held", s.held).close();
    }
    json.close();
}

void add_rides(JsonText& json, string_view key, const RideResult& r) {
    json.key(key).object().member("fleet", r.fleet).member("trips", r.trips).member("riders", r.riders);
    json.member("aboard", r.mean_aboard, 1).member("ride", r.mean_ride_s, 0).member("most", r.most_under_way);
    json.member("most_at", seconds(r.most_under_way_at), 0).close();
}

void add_services(JsonText& json, const Results& results) {
    json.key("services").array();
    for (const ServiceResult& s : results.services) {
        json.object().member("id", string_view(s.id)).member("zh", string_view(s.name_zh));
        json.member("en", string_view(s.name_en)).member("cart", s.cart).member("seats", s.seats);
        json.member("trips", s.trips).member("riders", s.riders).member("aboard", s.mean_aboard, 1);
        json.member("median", s.median_ride_s, 0).member("p95", s.p95_ride_s, 0).close();
    }
    json.close();
}

void add_bridges(JsonText& json, const Results& results) {
    json.key("bridges").array();
    for (const BridgeRecord& b : results.bridges) {
        json.object().member("zh", string_view(b.name.zh)).member("en", string_view(b.name.en));
        json.member("width", b.width_m, 1).member("crossed", b.crossed).member("peak", b.peak_per_min, 0);
        json.member("peak_at", seconds(b.peak_at), 0).member("max", b.max_density, 2).close();
    }
    json.close();
}

bool charted(const Column& column) {
    constexpr std::array<string_view, 16> groups{
        "alarms",    "total",     "crowding",   "kind",         "doing",      "zone",       "arrivals", "bridge_flow",
        "gate_flow", "exit_flow", "gate_queue", "window_queue", "dock_queue", "stop_queue", "vehicles", "riders"};
    return std::ranges::find(groups, column.group) != groups.end();
}

void add_series(JsonText& json, const Series& series) {
    json.key("minutes").array();
    for (std::size_t row = 0; row < series.rows(); ++row) json.value(seconds(series.time(row)) / 60, 1);
    json.close();
    json.key("series").array();
    for (std::size_t c = 0; c < series.columns().size(); ++c) {
        const Column& column = series.columns()[c];
        if (!charted(column)) continue;
        bool any = false;
        for (std::size_t row = 0; row < series.rows() && !any; ++row) any = series.cell(row, c) > 0;
        if (!any) continue;  // a bridge nobody crossed needs no curve
        json.object().member("name", string_view(column.name)).member("unit", string_view(column.unit));
        json.member("group", string_view(column.group)).member("zh", string_view(column.label_zh));
        json.member("en", string_view(column.label_en)).key("values").array();
        for (std::size_t row = 0; row < series.rows(); ++row) json.value(static_cast<double>(series.cell(row, c)), 1);
        json.close().close();
    }
    json.close();
}

void add_provenance(JsonText& json, const Results& results) {
    const Scenario& s = *results.scenario;
    const RunFacts& run = results.run;
    json.key("provenance").object();
    json.member("version", string_view(run.version)).member("command_line", string_view(run.command_line));
    json.member("scenario", string_view(s.file)).member("map", string_view(s.map_file)).member("seed", s.seed);
    json.member("map_digest", string_view(hash_text(results.town->digest)));
    json.member("hash", string_view(hash_text(results.hash)));
    json.member("threads", run.threads).member("wall_s", run.wall_s, 1).member("memory_mb", run.peak_memory_mb, 0);
    json.close();
}

}  // namespace

std::string report_data(const Results& results) {
    JsonText json;
    json.object();
    add_scenario(json, results);
    add_people(json, results);
    add_worst(json, results);
    add_turned_back(json, results);
    add_warnings(json, results, AlarmList::by_place, 15, 12);
    add_waits(json, results);
    add_shows(json, results);
    add_rides(json, "boats", results.boats);
    add_rides(json, "carts", results.carts);
    add_services(json, results);
    add_bridges(json, results);
    add_series(json, results.series);
    add_report_map(json, results);
    add_provenance(json, results);
    json.close();
    return json.text();
}

}  // namespace wz
