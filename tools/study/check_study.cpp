#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"
#include "load/nearest.hpp"
#include "observe/wording.hpp"
#include "study/laboratory.hpp"
#include "study/measure.hpp"
#include "study/run_day.hpp"

namespace study {

namespace {

std::vector<std::string> named_measures(const Study& s) {
    std::vector<std::string> names = s.measures;
    names.insert(names.end(), s.stop_on.begin(), s.stop_on.end());
    for (const Criterion& c : s.criteria) names.push_back(c.measure);
    if (s.deconflict) names.push_back(s.deconflict->minimise);
    return names;
}

void check_names(const Study& study, const wz::Results& results, wz::Problems& problems) {
    const std::vector<std::string> known = measure_names(results);
    for (const std::string& name : named_measures(study))
        if (!measure(results, name))
            problems.add({study.file, 0}, fmt::format("this day has no measure {}", name),
                         fmt::format("{}; most may be followed by the id of a place, queue, show or bridge",
                                     fmt::join(known, ", ")),
                         wz::did_you_mean(name, known));
    std::vector<std::string> columns;
    for (const wz::Column& c : results.series.columns()) columns.push_back(c.name);
    for (const std::string& name : study.series)
        if (std::ranges::find(columns, name) == columns.end())
            problems.add({study.file, 0}, fmt::format("this day has no series {}", name),
                         "a column of timeseries.csv of `wuzhen run`", wz::did_you_mean(name, columns));
}

/// Each alone: what is wrong by itself is a mistake of the file. What goes wrong in company only is a failed run.
void check_settings(Days& days, const std::vector<Setting>& settings, wz::Problems& problems) {
    try {
        static_cast<void>(days.make(settings, 0));
    } catch (const wz::InputError& e) {
        for (const wz::Problem& p : e.problems()) problems.add(p);
    }
}

void check_levels(const Study& study, Days& days, wz::Problems& problems) {
    for (const Factor& f : study.factors) {
        for (const Level& level : f.levels) check_settings(days, level.settings, problems);
        if (!f.range) continue;
        for (const double end : {f.from, f.to}) check_settings(days, {{f.name, number_node(end, f.at)}}, problems);
    }
    for (const Price& p : study.prices) check_settings(days, p.change, problems);
    if (study.capacity)
        for (const double end : {study.capacity->from, study.capacity->to})
            check_settings(days, {{study.capacity->path, number_node(end, study.capacity->at)}}, problems);
    if (study.deconflict)
        for (const Choice& c : study.deconflict->choices)
            for (const Level& level : c.levels) check_settings(days, level.settings, problems);
}

}  // namespace

void check_study(const Study& study, Days& days) {
    const ReadyDay base = days.make({}, 0);
    wz::Problems problems;
    check_names(study, first_look(base), problems);
    check_levels(study, days, problems);
    problems.throw_if_any();
}

Facts facts_of(const Study& study, Days& days, const std::string& version) {
    wz::Hasher hasher;
    hasher.add(study.source);
    const ReadyDay base = days.make({}, 0);
    return {{"program", "wuzhen"},
            {"version", version},
            {"title", study.title},
            {"about", study.about},
            {"study", study.file},
            {"study digest", wz::hash_text(hasher.value())},
            {"scenario", study.scenario},
            {"scenario title", base.scenario->title},
            {"scenario digest", wz::hash_text(days.scenario_digest())},
            {"map", base.scenario->map_file},
            {"map digest", wz::hash_text(base.town->digest)},
            {"seed", fmt::format("{}", study.seed)},
            {"until", wz::clock_text(base.until)}};
}

}  // namespace study
