#include "study/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "observe/page.hpp"
#include "observe/result_file.hpp"
#include "study/compare.hpp"
#include "study/report_assets.hpp"

namespace study {

namespace {

using nlohmann::json;

constexpr double confidence_shown = 0.95;
constexpr std::size_t most_compared = 12;  // variants whose places are compared with the first one's

json runs_json(const Store& store) {
    int failed = 0, done = 0;
    double wall_s = 0, simulated_s = 0;
    json failures = json::array();
    for (const StoredRun& r : store.runs()) {
        wall_s += r.wall_s, simulated_s += r.simulated_s;
        r.failed ? ++failed : ++done;
        if (r.failed && failures.size() < 20)
            failures.push_back({{"variant", r.variant}, {"replication", r.replication}, {"reason", r.reason}});
    }
    return {
        {"done", done}, {"failed", failed}, {"wall_s", wall_s}, {"simulated_s", simulated_s}, {"failures", failures}};
}

/// Per variant: its name, and per measure its values with what bound and when.
json variants_json(const Store& store) {
    json list = json::array();
    const auto measures = store.measures();
    for (const StoredVariant& v : store.variants()) {
        json of = json::object();
        for (const std::string& m : measures) {
            std::vector<double> values;
            json rows = json::array();
            for (const StoredValue& s : store.values(v.number, m)) {
                values.push_back(s.value);
                rows.push_back({s.replication, s.value, s.element, s.at_s});
            }
            if (values.empty()) continue;
            const Interval i = mean_interval(values, confidence_shown);
            of[m] = {{"mean", i.estimate}, {"low", i.low}, {"high", i.high}, {"rows", rows}};
        }
        if (of.empty()) continue;  // a level that the search did not need
        list.push_back({{"number", v.number}, {"name", v.name}, {"settings", v.settings}, {"measures", of}});
    }
    return list;
}

/// Per variant and queue: how many people waited 0 to 1 min, 1 to 2 min, …, over all days.
json waits_json(const Store& store) {
    json list = json::array();
    for (const StoredVariant& v : store.variants())
        for (const auto& [queue, minutes] : store.waits(v.number)) {
            std::vector<std::int64_t> people(static_cast<std::size_t>(minutes.rbegin()->first) + 1);
            for (const auto& [minute, n] : minutes) people[static_cast<std::size_t>(minute)] = n;
            list.push_back({{"variant", v.name}, {"kind", queue.first}, {"queue", queue.second}, {"people", people}});
        }
    return list;
}

/// The variants worth a map: the levels of a capacity search have a curve instead.
std::vector<StoredVariant> mapped_variants(const Store& store) {
    std::vector<StoredVariant> variants = store.variants();
    const auto answers = store.answers();
    if (const auto capacity = answers.find("capacity"); capacity != answers.end()) {
        const std::string levels = json::parse(capacity->second)["set"].get<std::string>() + "=";
        std::erase_if(variants, [&](const StoredVariant& v) { return v.name.starts_with(levels); });
    }
    std::ranges::stable_partition(variants, [](const StoredVariant& v) { return v.name == "base"; });
    return variants;
}

/// Changes by place and hour against the base, or the first variant.
json places_json(const Store& store) {
    json all = json::array();
    const auto variants = mapped_variants(store);
    for (std::size_t i = 1; i < variants.size() && all.size() < most_compared; ++i) {
        json rows = json::array();
        const auto people = compare_places(store, variants[0].number, variants[i].number, "people", confidence_shown);
        const auto ef = compare_places(store, variants[0].number, variants[i].number, "ef_min", confidence_shown);
        for (std::size_t k = 0; k < people.size(); ++k) {
            const Difference &p = people[k], &e = ef[k];
            if (p.pairs > 1)
                rows.push_back({p.what, p.hour, p.from, p.change.estimate, p.change.low, p.change.high, e.from,
                                e.change.estimate, e.change.low, e.change.high});
        }
        if (!rows.empty())
            all.push_back({{"from", variants[0].name}, {"to", variants[i].name}, {"rows", std::move(rows)}});
    }
    return all;
}

}  // namespace

std::string report_data(const Store& store) {
    json j{{"facts", store.facts()},       {"runs", runs_json(store)},   {"variants", variants_json(store)},
           {"places", places_json(store)}, {"waits", waits_json(store)}, {"worst", json::array()}};
    for (const auto& [kind, text] : store.answers())
        j[kind] = kind == "map" ? json::parse(text)["map"] : json::parse(text);
    return j.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string report_html(const Store& store) {
    const auto title_at = store.facts().find("title");
    const std::string data = report_data(store);
    return wz::page_html({.title = title_at == store.facts().end() ? "" : title_at->second,
                          .style = study_style,
                          .body = study_body,
                          .script = study_script,
                          .data = data});
}

int write_report(const std::string& file, const std::string& out) {
    const std::string page = out.empty() ? std::filesystem::path(file).replace_extension(".html").string() : out;
    wz::write_result(page, report_html(Store::read(file)));
    fmt::print("{}\n", page);
    return 0;
}

}  // namespace study
