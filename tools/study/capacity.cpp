// The capacity certificate: the search over real days, what binds, and the numbers of the standards beside it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "study/capacity_search.hpp"
#include "study/conduct.hpp"
#include "study/static_capacity.hpp"

namespace study {

namespace {

using nlohmann::json;

/// The broken criterion of a run: by how much of its limit, where, when.
struct Breach {
    std::string measure, element;
    double excess = 0;  // value / limit
    double at_s = -1;
};

class Certificate {
public:
    Certificate(const Study& study, Laboratory& lab) : study_(study), plan_(*study.capacity), lab_(lab) {
        for (int level = 0; level <= plan_.steps; ++level) variant(level);  // numbered alike in every part
    }

    [[nodiscard]] double value(int level) const {
        const double v = plan_.from + (plan_.to - plan_.from) * level / plan_.steps;
        return plan_.whole ? std::round(v) : v;
    }
    int variant(int level) {
        const wz::DocNode node = number_node(value(level), plan_.at);
        return lab_.variant({fmt::format("{}={}", plan_.path, node.text), {{plan_.path, node}}});
    }
    CapacityAnswer search() {
        return search_capacity(question(),
                               [this](int level, const std::vector<int>& reps) { return ask(level, reps); });
    }
    /// The days of this part alone.
    void bracket(int shard, int shards) {
        std::vector<int> mine;
        for (int r = shard - 1; r < plan_.replications; r += shards) mine.push_back(r);
        bracket_days(question(), mine, [this](const auto& pairs) {
            std::vector<Run> runs;
            for (const auto& [level, r] : pairs) runs.emplace_back(variant(level), r);
            lab_.make(runs, 0);
            std::vector<bool> broken;
            for (const auto& [v, r] : runs) broken.push_back(breaches_of(v).contains(r) || lab_.store().failed(v, r));
            return broken;
        });
    }
    /// A run that failed counts as broken: a day that cannot be simulated to its end is none to sell tickets for.
    std::vector<bool> ask(int level, const std::vector<int>& replications) {
        const int v = variant(level);
        std::vector<Run> runs;
        for (const int r : replications) runs.emplace_back(v, r);
        lab_.make(runs, static_cast<std::size_t>(plan_.replications) * 4);
        const std::map<int, Breach> breaches = breaches_of(v);
        std::vector<bool> broken;
        for (const int r : replications) broken.push_back(breaches.contains(r) || lab_.store().failed(v, r));
        return broken;
    }
    /// By replication.
    std::map<int, Breach> breaches_of(int v) {
        std::map<int, Breach> found;
        for (const Criterion& c : study_.criteria) {
            for (const StoredValue& m : lab_.store().values(v, c.measure)) {
                if (!(m.value > c.above)) continue;
                const double excess = c.above > 0 ? m.value / c.above : m.value + 1;
                Breach& worst = found[m.replication];
                if (excess > worst.excess) worst = {c.measure, m.element, excess, m.at_s};
            }
        }
        return found;
    }
    /// What binds at a level, most frequent first.
    json binding(int level) {
        std::map<std::pair<std::string, std::string>, std::vector<double>> times;
        const auto breaches = breaches_of(variant(level));
        for (const auto& [r, b] : breaches) times[{b.measure, b.element}].push_back(b.at_s);
        json list = json::array();
        for (auto& [what, at] : times) {
            std::ranges::sort(at);
            list.push_back({{"measure", what.first},
                            {"element", what.second},
                            {"days", at.size()},
                            {"of", breaches.size()},
                            {"at_s", quantile(at, 0.5)},
                            {"first_s", at.front()},
                            {"last_s", at.back()}});
        }
        std::stable_sort(list.begin(), list.end(), [](const json& a, const json& b) { return a["days"] > b["days"]; });
        return list;
    }
    double mean_of(int level, const std::string& measure) {
        const auto values = lab_.values(variant(level), measure, plan_.replications);
        return values.empty() ? std::nan("") : mean(values);
    }
    json curve(const CapacityAnswer& answer) {
        json points = json::array();
        for (const auto& [level, c] : answer.levels) {
            const Interval p = clopper_pearson(c.broken, plan_.replications, plan_.confidence);
            points.push_back({{"value", value(level)},
                              {"broken", c.broken},
                              {"of", plan_.replications},
                              {"made", c.made},
                              {"share", p.estimate},
                              {"low", p.low},
                              {"high", p.high},
                              {"people", mean_of(level, "people.planned")}});
        }
        return points;
    }

private:
    [[nodiscard]] CapacityQuestion question() const {
        return {plan_.steps, plan_.replications, plan_.alpha, plan_.confidence};
    }

    const Study& study_;
    const CapacityPlan& plan_;
    Laboratory& lab_;
};

json standards(const StaticCapacity& c) {
    json zones = json::array();
    for (const ZoneCapacity& z : c.zones)
        zones.push_back({{"id", z.id}, {"zh", z.zh}, {"en", z.en}, {"area_m2", z.area_m2}});
    const auto range = [&](const double(&m2)[2]) {
        return json{{"m2", {m2[0], m2[1]}},
                    {"instant", {c.instant(m2[1]), c.instant(m2[0])}},
                    {"daily", {c.daily(m2[1]), c.daily(m2[0])}}};
    };
    return {{"zones", zones},
            {"area_m2", c.area_m2},
            {"open_h", c.open_h},
            {"stay_h", c.stay_h},
            {"old_street", range(old_street_m2)},
            {"path", range(path_m2)}};
}

std::string shown(const CapacityAnswer& a, const CapacityPlan& plan, const Certificate& c) {
    const std::string low = a.holds < 0 ? fmt::format("below {:g}", plan.from) : fmt::format("{:g}", c.value(a.holds));
    const std::string high =
        a.breaks > plan.steps ? fmt::format("above {:g}", plan.to) : fmt::format("{:g}", c.value(a.breaks));
    return fmt::format("{} to {}", low, high);
}

void print(const json& j) {
    fmt::print("\n{}: {}  ({:g} % confidence; at most {:g} % of days may go wrong)\n", j["set"].get<std::string>(),
               j["shown"].get<std::string>(), 100 * j["confidence"].get<double>(), 100 * j["alpha"].get<double>());
    fmt::print("runs {}, inferred outcomes checked {}, contradicted {}\n", j["runs"].get<int>(),
               j["audited"].get<int>(), j["contradicted"].get<int>());
    for (const json& b : j["binding"])
        fmt::print("binds: {} at {} in {} of {} broken days, about {}\n", b["measure"].get<std::string>(),
                   b["element"].get<std::string>(), b["days"].get<int>(), b["of"].get<int>(),
                   wz::clock_text(wz::ticks(std::max(0.0, b["at_s"].get<double>()))));
    const json& s = j["standards"];
    for (const char* kind : {"old_street", "path"})
        fmt::print("LB/T 034-2014, {} {:g}-{:g} m² per person: {:.0f}-{:.0f} at a time, {:.0f}-{:.0f} a day\n",
                   kind == std::string("path") ? "paths (GB/T 50298)" : "old streets", s[kind]["m2"][0].get<double>(),
                   s[kind]["m2"][1].get<double>(), s[kind]["instant"][0].get<double>(),
                   s[kind]["instant"][1].get<double>(), s[kind]["daily"][0].get<double>(),
                   s[kind]["daily"][1].get<double>());
}

json certificate_json(const Study& study, Laboratory& lab, Certificate& c, const CapacityAnswer& a) {
    const CapacityPlan& plan = *study.capacity;
    const auto end = [&](int level) {
        if (level < 0 || level > plan.steps) return json();
        return json{{"value", c.value(level)},
                    {"people", c.mean_of(level, "people.planned")},
                    {"peak_on_site", c.mean_of(level, "people.peak_on_site")},
                    {"broken", a.levels.at(level).broken}};
    };
    json criteria = json::array();
    for (const Criterion& k : study.criteria) criteria.push_back({{"measure", k.measure}, {"above", k.above}});
    const int shown_level = std::clamp(a.breaks, 0, plan.steps);
    return {{"set", plan.path},
            {"alpha", plan.alpha},
            {"confidence", plan.confidence},
            {"replications", plan.replications},
            {"from", plan.from},
            {"to", plan.to},
            {"steps", plan.steps},
            {"runs", a.runs},
            {"audited", a.audited},
            {"contradicted", a.contradicted},
            {"shown", shown(a, plan, c)},
            {"holds", end(a.holds)},
            {"breaks", end(a.breaks)},
            {"estimate", a.estimate < 0 ? json() : json(c.value(a.estimate))},
            {"criteria", criteria},
            {"binding", c.binding(shown_level)},
            {"curve", c.curve(a)},
            {"standards", standards(static_capacity(lab.days().make({}, 0)))}};
}

}  // namespace

int find_capacity(const Options& options) {
    const Study study = read_study(options.study);
    if (!study.capacity)
        throw wz::InputError({{options.study, 0},
                              "this study asks for no capacity",
                              "a key `capacity`",
                              "see scenarios/studies/README.md"});
    Days days(study);
    check_study(study, days);
    Laboratory lab(study, days, options);
    Certificate certificate(study, lab);
    try {
        if (options.shards > 1) {
            certificate.bracket(options.shard, options.shards);
            fmt::print("{} runs made now, a part of the search is in {}\n", lab.made(), options.out);
            return 0;
        }
        const CapacityAnswer answer = certificate.search();
        const json j = certificate_json(study, lab, certificate, answer);
        lab.store().answer("capacity", j.dump());
        print(j);
    } catch (const Stopped& s) {
        return report_stop(s, lab);
    }
    fmt::print("{} runs made now, results in {}\n", lab.made(), options.out);
    return 0;
}

}  // namespace study
