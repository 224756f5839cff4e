#include "session/journal.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/time.hpp"

namespace studio {

using wz::CommandKind;
using wz::CommandSpec;

void Journal::add(const CommandSpec& command) {
    const auto behind = std::ranges::upper_bound(commands_, command.at, {}, &CommandSpec::at);
    commands_.insert(behind, command);
}

void Journal::remove(std::size_t index) { commands_.erase(commands_.begin() + static_cast<std::ptrdiff_t>(index)); }

std::optional<std::size_t> Journal::find(const CommandSpec& command) const {
    for (std::size_t i = commands_.size(); i-- > 0;) {
        const CommandSpec& c = commands_[i];
        if (c.at == command.at && c.kind == command.kind && c.target == command.target) return i;
    }
    return {};
}

std::size_t Journal::first_at(wz::Tick at) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(commands_, at, {}, &CommandSpec::at) - commands_.begin());
}

Setting setting_of(const CommandSpec& c) {
    if (c.kind == CommandKind::open) return {CommandKind::close, c.target};
    if (c.kind == CommandKind::water_level) return {CommandKind::set_param, "waterway.water_level_m"};
    return {c.kind, c.target};
}

namespace {

std::optional<double> as_built(const Setting& s, const wz::Scenario& scenario, const wz::Town& town) {
    switch (s.kind) {
        case CommandKind::close: {
            const auto links = town.find_links(s.target);
            return std::ranges::any_of(links, [&](wz::LinkId l) { return town.links[l].closed; }) ? 1 : 0;
        }
        case CommandKind::one_way: {
            const auto links = town.find_links(s.target);
            return std::ranges::any_of(links, [&](wz::LinkId l) { return town.links[l].one_way; }) ? 1 : 0;
        }
        case CommandKind::set_param:
            if (const wz::ParamInfo* p = wz::find_param(s.target)) return p->get(scenario.params);
            return {};
        case CommandKind::gate_lanes:
        case CommandKind::gate_exit_lanes:
            if (const wz::GateId g = town.find_gate(s.target); g.valid())
                return s.kind == CommandKind::gate_lanes ? town.gates[g].lanes : town.gates[g].exit_lanes;
            return {};
        case CommandKind::service_boats:
            for (const wz::BoatServiceSpec& b : scenario.boats.services)
                if (b.id == s.target) return b.boats;
            return {};
        case CommandKind::line_vehicles:
        case CommandKind::line_headway:
            for (const wz::CartLineSpec& l : scenario.lines)
                if (l.id == s.target) return s.kind == CommandKind::line_vehicles ? l.vehicles : l.headway_s;
            return {};
        case CommandKind::rain:
        case CommandKind::gate_limit:
            return 0;
        default:
            return {};
    }
}

void follow(const CommandSpec& c, const Setting& wanted, std::optional<double>& value) {
    const Setting s = setting_of(c);
    if (s.kind != wanted.kind || s.target != wanted.target) return;
    value = c.kind == CommandKind::close ? 1 : (c.kind == CommandKind::open ? 0 : c.value);
}

}  // namespace

std::optional<double> value_of(const Setting& setting, wz::Tick at, const wz::Scenario& scenario, const wz::Town& town,
                               const Commands& journal) {
    if (setting.kind == CommandKind::hold_event) return {};
    std::optional<double> value = as_built(setting, scenario, town);
    auto own = journal.begin();
    const auto own_before = [&](wz::Tick t) {
        for (; own != journal.end() && own->at < t && own->at <= at; ++own) follow(*own, setting, value);
    };
    for (const CommandSpec& c : scenario.commands) {  // of one tick, the scenario's own come first
        if (c.at > at) break;
        own_before(c.at);
        follow(c, setting, value);
    }
    own_before(wz::never);
    return value;
}

CommandSpec command_for(const Setting& setting, double value) {
    CommandSpec c{.kind = setting.kind, .target = setting.target, .value = value};
    if (setting.kind == CommandKind::close) {
        c.kind = value != 0 ? CommandKind::close : CommandKind::open;
        c.value = 0;
    }
    return c;
}

std::string name_of_feature(const wz::Town& town, const std::string& id) {
    const auto among = [&](const auto& list) -> const wz::FeatureHead* {
        const auto it = std::ranges::find(list, id, [](const auto& f) { return f.id; });
        return it == list.end() ? nullptr : &*it;
    };
    const wz::MapData& m = town.map;
    for (const wz::FeatureHead* f : {among(m.walk_lines), among(m.walk_polygons), among(m.gates), among(m.docks),
                                     among(m.stops), among(m.canals), among(m.roads), among(m.places), among(m.zones)})
        if (f) return f->name_zh.empty() ? f->name_en : f->name_zh + " " + f->name_en;
    return id;
}

namespace {
std::string name_of_line(const wz::Scenario& scenario, const std::string& id) {
    for (const wz::CartLineSpec& l : scenario.lines)
        if (l.id == id) return l.name_zh + " " + l.name_en;
    return id;
}
}  // namespace

std::string words_of(const CommandSpec& c, const wz::Scenario& scenario, const wz::Town& town) {
    const std::string name = name_of_feature(town, c.target);
    switch (c.kind) {
        case CommandKind::close:
            return "Close " + name;
        case CommandKind::open:
            return "Open " + name;
        case CommandKind::one_way:
            return fmt::format("{}: {}", name,
                               c.value > 0 ? "one way, as drawn" : (c.value < 0 ? "one way, against" : "both ways"));
        case CommandKind::set_param: {
            const wz::ParamInfo* p = wz::find_param(c.target);
            return fmt::format("{} = {:g} {}", c.target, c.value, p ? p->unit : "");
        }
        case CommandKind::gate_lanes:
            return fmt::format("{}: {:g} lanes in", name, c.value);
        case CommandKind::gate_exit_lanes:
            return fmt::format("{}: {:g} lanes out", name, c.value);
        case CommandKind::gate_limit:
            return c.value > 0 ? fmt::format("{}: hold people back at {:g} within", name, c.value)
                               : fmt::format("{}: no limit", name);
        case CommandKind::service_boats:
            return fmt::format("{}: {:g} boats", c.target, c.value);
        case CommandKind::line_vehicles:
            return fmt::format("{}: {:g} vehicles", name_of_line(scenario, c.target), c.value);
        case CommandKind::line_headway:
            return name_of_line(scenario, c.target) +
                   (c.value > 0 ? fmt::format(": every {:g} s", c.value) : ": on demand");
        case CommandKind::clear_road:
            return fmt::format("Clear {} for {:g} min", name, c.value);
        case CommandKind::hold_event:
            for (const wz::ProgrammeEvent& e : scenario.programme)
                if (e.id == c.target) return fmt::format("Hold {} {} by {:g} min", e.title_zh, e.title_en, c.value);
            return "Hold " + c.target;
        case CommandKind::cordon:
        case CommandKind::lift_cordon: {
            const std::string whom = c.pass.empty() ? "all" : c.pass;
            const std::string until = c.until == wz::never ? "" : " until " + wz::clock_text(c.until);
            return fmt::format("{} {} for {}{}", c.kind == CommandKind::cordon ? "Close" : "Open", name, whom, until);
        }
        case CommandKind::passing:
            return fmt::format("{}: {}", name,
                               c.value > 0 ? fmt::format("boats in platoons of {:g}", c.value)
                                           : (c.value == 0 ? "boats in order of arrival"
                                                           : (c.value > -2 ? "boats going as drawn first"
                                                                           : "boats going against the drawing first")));
        case CommandKind::aground:
            return fmt::format("{}: the next boat runs aground for {:g} min", name, c.value);
        case CommandKind::water_level:
            return fmt::format("Water level {:+g} m", c.value);
        default:
            return c.value != 0 ? "It begins to rain" : "The rain stops";
    }
}

}  // namespace studio
