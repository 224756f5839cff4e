// The report of `wuzhen validate`: one page that opens offline, and the same as JSON.
#include <cmath>

#include "observe/json_text.hpp"
#include "observe/page_text.hpp"
#include "observe/report_assets.hpp"
#include "observe/verdict.hpp"

namespace wz {

namespace {

using std::string_view;
constexpr int digits = 6;

void add_verdict(JsonText& json, const Verdict& v) {
    json.object(JsonText::Lines::one).member("case", string_view(v.label)).member("value", string_view(v.value));
    json.member("expected", string_view(v.expected));
    json.member("measured", v.known ? v.measured : std::nan(""), digits).member("sd", v.sd, digits);
    json.member("verdict", !v.gate ? "reported" : (v.passed ? "pass" : "fail"));
    json.member("source", string_view(v.source)).close();
}

void add_points(JsonText& json, const std::vector<Vec2d>& points) {
    json.array(JsonText::Lines::one);
    for (const Vec2d p : points)
        if (!std::isnan(p.x) && !std::isnan(p.y))
            json.object().member("x", p.x, digits).member("y", p.y, digits).close();
    json.close();
}

void add_plot(JsonText& json, const PlotSpec& plot, const ExperimentRuns& e) {
    std::vector<Vec2d> points;
    for (const CaseRuns& c : e.cases) points.push_back({value_of(c, plot.x), value_of(c, plot.y)});
    json.object().member("title", string_view(plot.title));
    json.member("x_label", string_view(plot.x_label)).member("y_label", string_view(plot.y_label));
    json.member("reference_label", string_view(plot.reference_label)).key("points");
    add_points(json, points);
    json.key("reference");
    add_points(json, plot.reference);
    json.close();
}

void add_runs(JsonText& json, const ExperimentRuns& e) {
    json.key("runs").array();
    for (const CaseRuns& c : e.cases) {
        json.object().member("case", string_view(c.variables.label)).key("variables").object(JsonText::Lines::one);
        for (const auto& [name, text] : c.variables.variables) json.member(name, string_view(text));
        json.close().key("replications").array();
        for (const Values& run : c.runs) {
            json.object(JsonText::Lines::one);
            for (const auto& [name, value] : run) json.member(name, value, digits);
            json.close();
        }
        json.close().close();
    }
    json.close();
}

}  // namespace

std::string validation_json(const std::vector<ExperimentRuns>& experiments, const std::string& version) {
    JsonText json(1);
    json.object().member("version", string_view(version)).key("experiments").array();
    for (const ExperimentRuns& e : experiments) {
        json.object().member("name", string_view(e.name)).member("title", string_view(e.title));
        json.member("about", string_view(e.about)).member("wall_s", e.wall_s, 2).key("verdicts").array();
        for (const Verdict& v : judge(e)) add_verdict(json, v);
        json.close().key("broken_rules").array();
        for (const std::string& text : e.broken) json.value(string_view(text));
        json.close().key("still_there").array();
        for (const std::string& text : e.left) json.value(string_view(text));
        json.close().key("plots").array();
        for (const PlotSpec& p : e.plots) add_plot(json, p, e);
        json.close();
        add_runs(json, e);
        json.close();
    }
    json.close().close();
    return json.text() + "\n";
}

std::string validation_html(const std::vector<ExperimentRuns>& experiments, const std::string& version) {
    const std::string data = safe_in_script(validation_json(experiments, version));
    return fill_in_marks(
        validation_page,
        {{"%style%", report_style}, {"%chart%", chart_script}, {"%data%", data}, {"%script%", validation_script}});
}

}  // namespace wz
