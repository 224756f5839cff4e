// The sections `measures`, `expect` and `plots`: what is measured, and what it should be.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "load/nearest.hpp"
#include "load/scenario_sections.hpp"

namespace wz {

namespace {

constexpr Range any{-1e9, 1e9, {}};
constexpr Range run_time{0, 172800, "s"};

std::vector<Vec2d> read_span(ScenarioReader& r, Fields& f, std::string_view key, EntryId* exit) {
    const DocNode* node = f.node(key);
    if (!node) {
        f.missing(key, "two positions, or the id of an exit");
        return {};
    }
    if (node->is_list()) {
        std::vector<Vec2d> line = read_positions(r, *node, f.path(key));
        if (line.size() == 2) return line;
        r.problems.add(node->where(), f.path(key) + " is no line", "two different positions",
                       "e.g. [[1, -0.5], [1, 0.5]]");
        return {};
    }
    std::vector<std::string> known;
    std::vector<Vec2d> line;
    for (std::size_t i = 0; i < r.town.map.entries.size(); ++i) {
        const EntryFeature& e = r.town.map.entries[i];
        if (e.line.empty()) continue;
        known.push_back(e.id);
        if (e.id != node->text) continue;
        line = e.line;
        if (exit) *exit = EntryId(i);
    }
    if (line.empty()) r.resolve(node->text, known, node->where(), "exit");
    return line;
}

void read_window(Fields& f, MeasureSpec& m) {
    m.window.from = ticks(f.number_or("from_s", run_time, 0));
    if (f.has("to_s")) m.window.to = ticks(f.number("to_s", run_time));
    m.window.line = f.text_or("during", "");
    m.window.skip_first = f.whole_or("skip_first", 0, 1000000, 0);
    m.window.skip_last_share = f.number_or("skip_last", share_range, 0);
}

template <class Things, class Id>
std::vector<std::string> ids_of(const Things& things, Id&& id) {
    std::vector<std::string> ids;
    for (const auto& t : things) ids.push_back(id(t));
    return ids;
}

/// `at`: a gate, a place with a door, a dock or a stop; of the last two the line of a `service`.
void read_queue(ScenarioReader& r, Fields& f, MeasureSpec& m) {
    static constexpr std::string_view sides[] = {"in", "out", "windows"};
    const auto named = [](const auto& t) { return t.name.id; };
    const std::vector<std::string> gates = ids_of(r.town.gates, named), places = ids_of(r.town.places, named),
                                   docks = ids_of(r.town.docks, named), stops = ids_of(r.town.stops, named);
    const std::string at = f.text("at");
    std::vector<std::string> known = gates;
    for (const auto* more : {&places, &docks, &stops}) known.insert(known.end(), more->begin(), more->end());
    if (r.resolve(at, known, f.at("at"), "gate, place, dock or stop") == UINT32_MAX) return;
    const auto is_one_of = [&](const std::vector<std::string>& ids, QueueKind kind) {
        const auto it = std::ranges::find(ids, at);
        if (it == ids.end()) return false;
        m.queue = kind;
        m.place = static_cast<std::uint32_t>(it - ids.begin());
        return true;
    };
    if (is_one_of(gates, QueueKind::gate_in))
        m.queue = static_cast<QueueKind>(f.has("side") ? f.choice("side", sides) : 0);
    else if (is_one_of(docks, QueueKind::dock_line))
        m.service = r.resolve(f.text("service"), ids_of(r.scenario.boats.services, [](const auto& s) { return s.id; }),
                              f.at("service"), "boat service");
    else if (is_one_of(stops, QueueKind::stop_line))
        m.service = r.resolve(f.text("service"), ids_of(r.scenario.lines, [](const auto& l) { return l.id; }),
                              f.at("service"), "line");
    else
        is_one_of(places, QueueKind::door);
    m.bin_s = f.number_or("bin_s", {1, 86400, "s"}, m.bin_s);
}

MeasureSpec read_measure(ScenarioReader& r, const DocMember& member) {
    static constexpr std::string_view kinds[] = {"line", "area", "trip", "crowd", "queue", "boats", "day"};
    Fields f(member.node, "measures." + member.key, r.problems);
    r.id(member, "measure");
    MeasureSpec m;
    m.id = member.key;
    m.where = member.where;
    m.kind = static_cast<MeasureKind>(f.choice("kind", kinds));
    std::vector<std::string> known;
    for (const CrowdSpec& c : r.scenario.experiment.crowds) known.push_back(c.id);
    for (const Word& id : f.words("crowds")) {
        const std::uint32_t i = r.resolve(id.text, known, id.where, "crowd");
        if (i != UINT32_MAX) m.populations.push_back(r.scenario.experiment.crowds[i].population);
    }
    if (m.kind != MeasureKind::crowd && m.kind != MeasureKind::day) read_window(f, m);
    if (m.kind == MeasureKind::line) {
        m.line = read_span(r, f, "line", &m.exit);
        m.width = f.number_or("width", {0.1, 1000, "m"}, 0);
    }
    if (m.kind == MeasureKind::boats) m.line = read_span(r, f, "line", nullptr);
    if (m.kind == MeasureKind::trip) {
        m.line = read_span(r, f, "line", nullptr);
        m.line_to = read_span(r, f, "line_to", nullptr);
        m.length = f.number_or("length", {0.1, 100000, "m"}, 0);
    }
    if (m.kind == MeasureKind::area) {
        if (!f.has("area")) f.missing("area", "a polygon's id, or a list of positions");
        m.area = read_ring(r, f, "area");
        m.every_s = f.number_or("every_s", {0.1, 3600, "s"}, 1);
        m.speed_over_s = f.number_or("speed_over_s", {0.2, 4, "s"}, 0.6);
        m.voronoi = f.flag_or("voronoi", true);
    }
    if (m.kind == MeasureKind::queue) read_queue(r, f, m);
    f.done();
    return m;
}

/// A measure that runs `during` a counting line takes over what that line leaves out.
void resolve_windows(ScenarioReader& r) {
    auto& measures = r.scenario.experiment.measures;
    std::vector<std::string> lines;
    for (const MeasureSpec& m : measures) lines.push_back(m.kind == MeasureKind::line ? m.id : "-");
    for (MeasureSpec& m : measures) {
        if (m.window.line.empty()) continue;
        const std::uint32_t i = r.resolve(m.window.line, lines, m.where, "counting line");
        if (i == UINT32_MAX) continue;
        m.window.skip_first = measures[i].window.skip_first;
        m.window.skip_last_share = measures[i].window.skip_last_share;
    }
}

/// "15%" or a number. Sets the bounds round the target.
void read_tolerance(ScenarioReader& r, Fields& f, ExpectSpec& e) {
    const DocNode* node = f.node("tolerance");
    if (!node) return f.missing("tolerance", "e.g. 15% or 0.05; or at_least and at_most instead of a target");
    e.tolerance = node->text;
    double value = 0;
    const bool percent = !node->text.empty() && node->text.back() == '%';
    const char* end = node->text.data() + node->text.size() - (percent ? 1 : 0);
    const auto [stop, error] = std::from_chars(node->text.data(), end, value);
    if (error != std::errc() || stop != end || value < 0) {
        r.problems.add(node->where(), fmt::format("{} is {}", f.path("tolerance"), node->shown()),
                       "a number ≥ 0, or a percentage of the target as 15%", "correct it");
        return;
    }
    const double off = percent ? std::abs(e.target) * value / 100 : value;
    e.at_least = e.target - off, e.at_most = e.target + off;
}

/// What a measure of this kind gives; "speed*" stands for speed, speed_sd, speed_min and speed_max.
std::vector<std::string> values_of(const MeasureSpec& m, const ScenarioReader& r) {
    const Town& town = r.town;
    static const std::vector<std::string> names[] = {
        {"count", "first_s", "last_s", "flow", "specific_flow", "longest_gap_s"},
        {"density*", "speed*", "density_voronoi*", "speed_voronoi*", "flow_voronoi*", "pressure*", "flow", "samples",
         "congested_share", "stopped_share"},
        {"count", "time_s*", "speed*"},
        {"people", "entered", "arrived", "remaining", "travel_s*", "free_speed*", "first_s", "last_s", "spread_s"},
        {"joined", "served", "gave_up", "lost", "wait_s", "length", "rate", "little", "dispersion", "departures",
         "departure_wait_s", "load", "headway_s", "headway_cv"},
        {"count", "per_h", "same_s", "opposed_s", "half_opposed_per_h", "longest_row", "longest_gap_s"},
        {"entered",       "remaining",      "stranded",   "entries_without_pass",
         "caught",        "longest_exit_s", "boat_trips", "boat_riders",
         "boat_ride_min", "most_boats",     "cart_trips", "cart_riders",
         "cart_ride_min", "most_carts",     "watched",    "balked",
         "reneged",       "max_density",    "seated",     "late",
         "turned_away",   "turned_back"}};
    std::vector<std::string> values;
    for (const std::string& name : names[static_cast<std::size_t>(m.kind)]) {
        const std::string plain = name.substr(0, name.find('*'));
        values.push_back(plain);
        if (plain.size() < name.size())
            for (const char* part : {"_sd", "_min", "_max"}) values.push_back(plain + part);
    }
    for (std::size_t i = 0; m.kind == MeasureKind::crowd && i < town.entries.size(); ++i)
        values.push_back("share_" + town.entries[EntryId(i)].name.id);
    if (m.kind != MeasureKind::day) return values;
    for (const std::string& bridge : town.bridge_ids)
        if (!bridge.empty()) values.push_back("crossed_" + bridge), values.push_back("watched_" + bridge);
    for (const BoatServiceSpec& s : r.scenario.boats.services)
        values.push_back("trips_" + s.id), values.push_back("riders_" + s.id);
    for (const CartLineSpec& l : r.scenario.lines)
        values.push_back("trips_" + l.id), values.push_back("riders_" + l.id);
    return values;
}

void check_value(ScenarioReader& r, const std::string& value, const Location& where) {
    const std::size_t dot = value.find('.');
    const auto& measures = r.scenario.experiment.measures;
    std::vector<std::string> known;
    for (const MeasureSpec& m : measures) known.push_back(m.id);
    if (value == "rules.broken" || value == "run.seconds") return;
    if (dot == std::string::npos) {
        r.problems.add(where, fmt::format("\"{}\" names no value", value), "<measure>.<value>", "e.g. door.flow");
        return;
    }
    const std::uint32_t i = r.resolve(value.substr(0, dot), known, where, "measure");
    if (i == UINT32_MAX) return;
    const std::vector<std::string> values = values_of(measures[i], r);
    const std::string name = value.substr(dot + 1);
    if (std::ranges::find(values, name) == values.end())
        r.problems.add(where, fmt::format("the measure {} gives no {}", measures[i].id, name),
                       fmt::format("{}", fmt::join(values, ", ")), did_you_mean(name, values));
}

/// A variable of the cases, or a value.
void check_axis(ScenarioReader& r, const std::string& name, const Location& where) {
    const auto& variables = r.scenario.experiment.cases.front().variables;
    if (name.find('.') != std::string::npos) return check_value(r, name, where);
    if (std::ranges::find(variables, name, &std::pair<std::string, std::string>::first) == variables.end())
        r.problems.add(where, fmt::format("\"{}\" is no variable of the cases and no value", name),
                       "a variable, or <measure>.<value>", "e.g. width, or door.flow");
}

void read_expectation(ScenarioReader& r, const DocNode& item) {
    static constexpr std::string_view over[] = {"mean", "min", "max", "sd"};
    static constexpr std::string_view reduce[] = {"",    "r2",  "slope",      "intercept", "ratio",   "difference",
                                                  "min", "max", "least_step", "most_step", "x_of_max"};
    Fields f(item, "expect", r.problems);
    ExpectSpec e;
    e.where = item.where();
    e.value = f.text("value");
    check_value(r, e.value, f.at("value"));
    if (f.has("of")) e.of = over[f.choice("of", over)];
    if (f.has("reduce")) e.reduce = reduce[f.choice("reduce", reduce)];
    e.x = f.text_or("x", "");
    if (!e.x.empty()) check_axis(r, e.x, f.at("x"));
    std::vector<std::string> labels;
    for (const ExperimentCase& c : r.scenario.experiment.cases) labels.push_back(c.label);
    for (const Word& label : f.words("cases")) {
        r.resolve(label.text, labels, label.where, "case");
        e.cases.push_back(label.text);
    }
    e.gate = f.flag_or("gate", true);
    e.source = f.text("source");
    bool not_here = false;  // a variable that is null in this case
    for (const std::string_view key : {"target", "at_least", "at_most"})
        if (const DocMember* m = item.find(key); m && m->node.is_null()) not_here = true;
    if (f.has("target")) {
        e.target = f.number("target", any);
        read_tolerance(r, f, e);
    } else {
        f.node("tolerance");
    }
    e.at_least = f.number_or("at_least", any, e.at_least);
    e.at_most = f.number_or("at_most", any, e.at_most);
    f.node("target"), f.done();
    const bool bounded = std::isfinite(e.at_least) || std::isfinite(e.at_most);
    if (!bounded && e.gate && !not_here)
        r.problems.add(item.where(), fmt::format("nothing is expected of {}", e.value),
                       "target with tolerance, at_least or at_most; or gate: false", "say what it should be");
    if (!not_here) r.scenario.experiment.expect.push_back(std::move(e));
}

void read_plot(ScenarioReader& r, const DocNode& item) {
    Fields f(item, "plots", r.problems);
    PlotSpec p;
    p.title = f.text("title");
    p.x = f.text("x"), p.y = f.text("y");
    check_axis(r, p.x, f.at("x")), check_axis(r, p.y, f.at("y"));
    p.x_label = f.text_or("x_label", p.x), p.y_label = f.text_or("y_label", p.y);
    p.reference_label = f.text_or("reference_label", "published");
    if (const DocNode* list = f.list("reference"))
        for (const DocNode& point : list->items) {
            if (!point.is_list() || point.items.size() != 2) {
                r.problems.add(point.where(), "a reference point is " + point.shown(), "[x, y]", "two numbers");
                continue;
            }
            const auto x = as_number(point.items[0], f.path("reference"), any, r.problems);
            const auto y = as_number(point.items[1], f.path("reference"), any, r.problems);
            if (x && y) p.reference.push_back({*x, *y});
        }
    f.done();
    r.scenario.experiment.plots.push_back(std::move(p));
}

}  // namespace

void read_measures(ScenarioReader& r, Fields& top) {
    Experiment& e = r.scenario.experiment;
    for (const DocMember* m : by_key(top.map("measures"))) e.measures.push_back(read_measure(r, *m));
    resolve_windows(r);
    e.replications = top.whole_or("replications", 1, 1000, 1);
    if (const DocNode* list = top.list("expect"))
        for (const DocNode& item : list->items) read_expectation(r, item);
    if (const DocNode* list = top.list("plots"))
        for (const DocNode& item : list->items) read_plot(r, item);
    top.node("cases");
}

}  // namespace wz
