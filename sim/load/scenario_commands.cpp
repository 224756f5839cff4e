// Changes at given times.
#include <fmt/format.h>

#include <algorithm>

#include "load/command_log.hpp"
#include "load/scenario_sections.hpp"

namespace wz {

namespace {

/// Ids that a command may name.
std::vector<std::string> targets(const ScenarioReader& r, CommandKind kind) {
    std::vector<std::string> ids;
    switch (kind) {
        case CommandKind::close:
        case CommandKind::open:
            for (const Name& n : r.town.canal_names) ids.push_back(n.id);
            for (const auto& road : r.town.map.roads) ids.push_back(road.id);
            for (const auto& p : r.town.map.walk_polygons) ids.push_back(p.id);
            for (const Gate& g : r.town.gates) ids.push_back(g.name.id);
            for (const Dock& d : r.town.docks) ids.push_back(d.name.id);
            for (const Stop& stop : r.town.stops) ids.push_back(stop.name.id);
            [[fallthrough]];
        case CommandKind::one_way:
            for (const auto& l : r.town.map.walk_lines) ids.push_back(l.id);
            break;
        case CommandKind::gate_lanes:
        case CommandKind::gate_exit_lanes:
        case CommandKind::gate_limit:
            for (const Gate& g : r.town.gates) ids.push_back(g.name.id);
            break;
        case CommandKind::service_boats:
            for (const auto& s : r.scenario.boats.services) ids.push_back(s.id);
            break;
        case CommandKind::line_vehicles:
        case CommandKind::line_headway:
            for (const auto& l : r.scenario.lines) ids.push_back(l.id);
            break;
        case CommandKind::clear_road:
            for (const auto& road : r.town.map.roads) ids.push_back(road.id);
            break;
        case CommandKind::hold_event:
            for (const auto& e : r.scenario.programme) ids.push_back(e.id);
            break;
        case CommandKind::cordon:
        case CommandKind::lift_cordon:
            for (const Zone& z : r.town.zones)
                if (z.zone_class == ZoneClass::access) ids.push_back(z.name.id);
            break;
        case CommandKind::aground:
            for (const Name& n : r.town.canal_names) ids.push_back(n.id);
            break;
        case CommandKind::passing:
            for (const Name& n : r.town.canal_names) ids.push_back(n.id);
            for (const auto& l : r.town.map.walk_lines)
                if (l.form != BridgeForm::none) ids.push_back(l.id);
            break;
        case CommandKind::set_param:
            for (const ParamInfo& p : all_params()) ids.emplace_back(p.name);
            break;
        default:
            break;
    }
    return ids;
}

/// What the value may be; integers only, unless it is a measure.
struct ValueRange {
    Range range;
    bool whole = true;
};
ValueRange range_of(CommandKind kind, int fleet) {
    switch (kind) {
        case CommandKind::gate_lanes:
        case CommandKind::gate_exit_lanes:
            return {{0, 100, "lanes"}};
        case CommandKind::gate_limit:
            return {{0, 200000, "people within (0: no limit)"}};
        case CommandKind::hold_event:
            return {{0, 240, "min"}, false};
        case CommandKind::water_level:
            return {{-1.5, 2, "m"}, false};
        case CommandKind::service_boats:
            return {{0, static_cast<double>(fleet), "boats"}};
        case CommandKind::line_vehicles:
            return {{0, 100, "vehicles"}};
        case CommandKind::line_headway:
            return {{0, 7200, "s (0: on demand)"}, false};
        case CommandKind::clear_road:
            return {{0, 120, "min"}, false};
        case CommandKind::aground:
            return {{1, 600, "min"}, false};
        case CommandKind::passing:
            return {
                {-2, 20, "(n: platoons of n boats, 0: in order of arrival, -1: as drawn first, -2: against first)"}};
        case CommandKind::rain:
            return {{0, 1, "(0: it stops, 1: it rains)"}};
        default:
            return {{-1, 1, "(1: as drawn, -1: against, 0: both ways)"}};
    }
}

double parameter_value(ScenarioReader& r, Fields& f, const std::string& target) {
    const ParamInfo* p = find_param(target);
    const DocNode* node = f.node("value");
    if (!node) f.missing("value", p ? allowed_text(*p) : "a number");
    if (!node || !p) return 0;
    if (p->type == ParamType::toggle) return as_flag(*node, f.path("value"), r.problems).value_or(false) ? 1 : 0;
    const auto value = as_number(*node, f.path("value"), {-1e18, 1e18}, r.problems);
    if (!value) return 0;
    if (const std::string why = why_not(*p, *value); !why.empty())
        r.problems.add(node->where(), fmt::format("{} is {:g}: {}", target, *value, why), allowed_text(*p),
                       fmt::format("the default is {:g}", p->default_value));
    return *value;
}

double command_value(ScenarioReader& r, Fields& f, const CommandSpec& c, std::string_view word) {
    if (c.kind == CommandKind::set_param) return parameter_value(r, f, c.target);
    const DocNode* node = f.node("value");
    if (!needs_value(c.kind)) {
        if (node)
            r.problems.add(node->where(), fmt::format("`{}` has the value {}", word, node->shown()), "no value",
                           "remove it");
        return 0;
    }
    const ValueRange v = range_of(c.kind, r.scenario.boats.boats);
    if (!node) f.missing("value", v.range.text(v.whole));
    if (!node) return 0;
    const std::string path = f.path("value");
    return (v.whole ? as_whole(*node, path, v.range, r.problems) : as_number(*node, path, v.range, r.problems))
        .value_or(0);
}

}  // namespace

/// Whom a cordon holds for, and how long.
void read_cordon(ScenarioReader& r, Fields& f, CommandSpec& c) {
    if (f.has("pass")) {
        c.pass = f.text("pass");
        r.pass(c.pass, f.at("pass"));
    }
    if (c.kind != CommandKind::cordon || !f.has("until")) return;
    c.until = f.time("until");
    if (c.until <= c.at)
        r.problems.add(f.at("until"), fmt::format("the cordon ends at {}", clock_text(c.until)),
                       fmt::format("a time after {}", clock_text(c.at)),
                       "or leave `until` out: it holds until it is lifted");
}

CommandSpec read_command(ScenarioReader& r, Fields& f, Tick at) {
    CommandSpec c;
    c.where = f.where();
    c.at = at;
    if (f.has("at")) r.within_day(c.at, f.at("at"), "commands.at");
    const std::size_t word = f.choice("do", command_words);
    c.kind = static_cast<CommandKind>(word);
    if (needs_target(c.kind)) {
        c.target = f.text("target");
        r.resolve(c.target, targets(r, c.kind), f.at("target"), fmt::format("thing to {}", command_words[word]));
    } else if (f.has("target")) {
        r.problems.add(f.where("target"), fmt::format("`{}` has a target", command_words[word]), "no target",
                       "remove it: this holds for the whole town");
    }
    c.value = command_value(r, f, c, command_words[word]);
    if (is_cordon(c.kind)) read_cordon(r, f, c);
    f.done();
    return c;
}

void read_commands(ScenarioReader& r, Fields& top) {
    const DocNode* list = top.list("commands");
    if (!list) return;
    for (const DocNode& item : list->items) {
        Fields f(item, "commands", r.problems);
        const Tick at = f.time("at");
        r.scenario.commands.push_back(read_command(r, f, at));
    }
    std::ranges::stable_sort(r.scenario.commands, {},
                             [](const CommandSpec& c) { return std::tuple(c.at, c.target, c.kind, c.value); });
}

}  // namespace wz
