#include "observe/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace wz {

namespace {

struct Point {
    double x, y;
};

double over_runs(const CaseRuns& c, const std::string& value, const std::string& of, double* sd = nullptr) {
    std::vector<double> all;
    for (const Values& run : c.runs)
        if (const auto it = run.find(value); it != run.end()) all.push_back(it->second);
    if (all.empty()) return std::nan("");
    double sum = 0, squares = 0;
    for (const double v : all) sum += v;
    const double mean = sum / static_cast<double>(all.size());
    for (const double v : all) squares += (v - mean) * (v - mean);
    const double spread = all.size() > 1 ? std::sqrt(squares / static_cast<double>(all.size() - 1)) : 0;
    if (sd) *sd = spread;
    if (of == "min") return *std::ranges::min_element(all);
    if (of == "max") return *std::ranges::max_element(all);
    return of == "sd" ? spread : mean;
}

struct Fit {
    double slope, intercept, r2;
};
/// Least squares.
Fit fit(const std::vector<Point>& points) {
    const auto n = static_cast<double>(points.size());
    double sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;
    for (const Point& p : points) sx += p.x, sy += p.y, sxx += p.x * p.x, sxy += p.x * p.y, syy += p.y * p.y;
    const double dx = n * sxx - sx * sx, dy = n * syy - sy * sy, dxy = n * sxy - sx * sy;
    if (points.size() < 2 || dx <= 0) return {std::nan(""), std::nan(""), std::nan("")};
    const double slope = dxy / dx;
    return {slope, (sy - slope * sx) / n, dy > 0 ? dxy * dxy / (dx * dy) : 1};
}

double reduced(const std::vector<Point>& p, const std::string& how) {
    if (p.empty()) return std::nan("");
    const auto by_y = [](const Point& a, const Point& b) { return a.y < b.y; };
    if (how == "r2") return fit(p).r2;
    if (how == "slope") return fit(p).slope;
    if (how == "intercept") return fit(p).intercept;
    if (how == "ratio") return p.back().y / p.front().y;
    if (how == "difference") return p.back().y - p.front().y;
    if (how == "min") return std::ranges::min_element(p, by_y)->y;
    if (how == "max") return std::ranges::max_element(p, by_y)->y;
    if (how == "x_of_max") return std::ranges::max_element(p, by_y)->x;
    double step = how == "least_step" ? 1e18 : -1e18;
    for (std::size_t i = 1; i < p.size(); ++i) {
        const double d = p[i].y - p[i - 1].y;
        step = how == "least_step" ? std::min(step, d) : std::max(step, d);
    }
    return p.size() > 1 ? step : std::nan("");
}

std::string expected_text(const ExpectSpec& e) {
    if (!std::isnan(e.target)) return fmt::format("{:.4g} ± {}", e.target, e.tolerance);
    const bool low = std::isfinite(e.at_least), high = std::isfinite(e.at_most);
    if (low && high) return fmt::format("{:.4g} … {:.4g}", e.at_least, e.at_most);
    return low ? fmt::format("≥ {:.4g}", e.at_least) : (high ? fmt::format("≤ {:.4g}", e.at_most) : "reported");
}

Verdict verdict(const ExperimentRuns& runs, const ExpectSpec& e, std::string label, double measured, double sd) {
    Verdict v{runs.name, std::move(label), e.value, expected_text(e), measured, sd, !std::isnan(measured), e.gate};
    v.passed = v.known && measured >= e.at_least && measured <= e.at_most;
    v.source = e.source;
    return v;
}

bool concerns(const ExpectSpec& e, const CaseRuns& c) {
    return e.cases.empty() || std::ranges::find(e.cases, c.variables.label) != e.cases.end();
}

/// Over the cases it names, in their order; else over all.
Verdict over_cases(const ExperimentRuns& runs, const ExpectSpec& e) {
    std::vector<const CaseRuns*> chosen;
    for (const CaseRuns& c : runs.cases)
        if (e.cases.empty()) chosen.push_back(&c);
    for (const std::string& label : e.cases)
        for (const CaseRuns& c : runs.cases)
            if (c.variables.label == label) chosen.push_back(&c);
    std::vector<Point> points;
    bool complete = true;
    for (const CaseRuns* c : chosen) {
        const std::string x = !e.x.empty() || c->variables.variables.empty() ? e.x : c->variables.variables[0].first;
        const double y = over_runs(*c, e.value, e.of);
        complete = complete && !std::isnan(y);
        points.push_back({x.empty() ? static_cast<double>(points.size()) : value_of(*c, x), y});
    }
    const std::string label = e.cases.empty() ? e.reduce : fmt::format("{}: {}", e.reduce, fmt::join(e.cases, ", "));
    return verdict(runs, e, label, complete ? reduced(points, e.reduce) : std::nan(""), 0);
}

}  // namespace

double value_of(const CaseRuns& runs, const std::string& name) {
    for (const auto& [variable, text] : runs.variables.variables) {
        if (variable != name) continue;
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc() ? value : std::nan("");
    }
    return over_runs(runs, name, "mean");
}

std::vector<Verdict> judge(const ExperimentRuns& runs) {
    std::vector<Verdict> verdicts;
    for (const CaseRuns& c : runs.cases)
        for (const ExpectSpec& e : c.expect) {
            if (!e.reduce.empty() || !concerns(e, c)) continue;
            double sd = 0;
            const double measured = over_runs(c, e.value, e.of, &sd);
            verdicts.push_back(verdict(runs, e, c.variables.label, measured, sd));
        }
    if (!runs.cases.empty())
        for (const ExpectSpec& e : runs.cases.front().expect)
            if (!e.reduce.empty()) verdicts.push_back(over_cases(runs, e));
    // what must hold in every run, asked for or not
    double broken = 0;
    for (const CaseRuns& c : runs.cases)
        for (const Values& run : c.runs)
            if (const auto it = run.find("rules.broken"); it != run.end()) broken += it->second;
    ExpectSpec rules;
    rules.value = "rules.broken";
    rules.at_most = 0;
    rules.source = "nobody in a wall or in somebody else, nobody lost";
    verdicts.push_back(verdict(runs, rules, "all runs", broken, 0));
    return verdicts;
}

bool all_pass(const std::vector<Verdict>& verdicts) {
    return std::ranges::none_of(verdicts, [](const Verdict& v) { return v.gate && !v.passed; });
}

}  // namespace wz
