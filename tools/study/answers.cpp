// What a study answers beyond its rows: the price list and the timetable.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "study/compare.hpp"
#include "study/conduct.hpp"
#include "study/timetable.hpp"

namespace study {

namespace {

using nlohmann::json;

json as_json(const Difference& d) {
    return {{"measure", d.what},
            {"from", d.from},
            {"to", d.to},
            {"change", d.change.estimate},
            {"low", d.change.low},
            {"high", d.change.high},
            {"correlation", d.correlation},
            {"pairs", d.pairs}};
}

Variant combination(const Deconflict& plan, const Combination& levels) {
    Variant v;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const Level& level = plan.choices[i].levels[static_cast<std::size_t>(levels[i])];
        v.name += fmt::format("{}{}={}", i ? ", " : "", plan.choices[i].name, level.label);
        v.settings.insert(v.settings.end(), level.settings.begin(), level.settings.end());
    }
    return v;
}

}  // namespace

void price_list(const Study& study, Laboratory& lab) {
    if (study.prices.empty()) return;
    const double confidence = study.stopping.confidence;
    const int base = lab.variant({"base", {}});
    json list = json::array();
    fmt::print("\nPrice list: change against base, {:g} % interval, correlation of the pairs\n", 100 * confidence);
    for (const Price& p : study.prices) {
        json changes = json::array();
        for (const Difference& d : compare_measures(lab.store(), base, lab.variant({p.name, p.change}), confidence)) {
            changes.push_back(as_json(d));
            fmt::print("{:<28} {:<28} {:>10.4g}  [{:.4g}, {:.4g}]{}  {:.2f}\n", p.name, d.what, d.change.estimate,
                       d.change.low, d.change.high, d.clear() ? " *" : "", d.correlation);
        }
        list.push_back({{"name", p.name}, {"change", canonical(p.change)}, {"changes", changes}});
    }
    lab.store().answer("prices", json{{"confidence", confidence}, {"list", list}}.dump());
}

void find_timetable(const Study& study, Laboratory& lab) {
    if (!study.deconflict) return;
    const Deconflict& plan = *study.deconflict;
    std::vector<int> levels;
    for (const Choice& c : plan.choices) levels.push_back(static_cast<int>(c.levels.size()));
    const auto number = [&](const Combination& c) { return lab.variant(combination(plan, c)); };
    const auto score = [&](const Combination& c) {
        std::vector<Run> runs;
        for (int r = 0; r < plan.replications; ++r) runs.emplace_back(number(c), r);
        lab.make(runs, 0);
        const auto values = lab.values(number(c), plan.minimise, plan.replications);
        // a timetable under which a day fails is no timetable
        return static_cast<int>(values.size()) < plan.replications ? 1e300 : mean(values);
    };
    const BestCombination best = choose(levels, plan.exhaustive, plan.passes, score);
    const Combination as_is(levels.size(), 0);
    const Difference gain = difference(plan.minimise, lab.store().values(number(as_is), plan.minimise),
                                       lab.store().values(number(best.levels), plan.minimise), 0.95);
    json tried = json::array();
    for (const auto& [c, value] : best.scored) tried.push_back({{"name", combination(plan, c).name}, {"score", value}});
    const std::string chosen = combination(plan, best.levels).name;
    fmt::print("\nBest of {} timetables for {}: {}\n  {:.4g} instead of {:.4g}, change {:.4g} [{:.4g}, {:.4g}]\n",
               best.scored.size(), plan.minimise, chosen, gain.to, gain.from, gain.change.estimate, gain.change.low,
               gain.change.high);
    lab.store().answer(
        "timetable",
        json{{"minimise", plan.minimise}, {"chosen", chosen}, {"gain", as_json(gain)}, {"tried", tried}}.dump());
}

}  // namespace study
