// programme, boats, lines, commands.
#include <fmt/format.h>

#include <algorithm>

#include "load/nearest.hpp"
#include "load/scenario_sections.hpp"

namespace wz {

namespace {

constexpr Tick half_hour = 30 * 60 * ticks_per_second;

ProgrammeEvent read_event(ScenarioReader& r, const DocMember& m, const std::vector<std::string>& populations) {
    static constexpr std::string_view kinds[] = {"show", "session", "open_house", "street_act", "parade"};
    Fields f(m.node, "programme." + m.key, r.problems);
    ProgrammeEvent e;
    e.id = m.key, e.where = m.where;
    e.title_zh = f.text("title_zh"), e.title_en = f.text("title_en");
    e.kind = static_cast<EventKind>(f.choice("kind", kinds));
    if (f.has("place") || e.kind != EventKind::parade) e.place = r.place(f.text("place"), f.where("place"));
    e.start = f.time("start"), e.end = f.time("end");
    r.window(e.start, e.end, m.where, "programme." + m.key);
    const bool seated = e.kind == EventKind::show || e.kind == EventKind::session;
    e.doors = f.time_or("doors", seated ? e.start - half_hour : e.start);
    e.late_until = f.time_or("late_until", e.kind == EventKind::open_house ? e.end : e.start);
    if (e.doors > e.start || e.late_until < e.start || e.late_until > e.end)
        r.problems.add(m.where, "programme." + m.key + " has times out of order", "doors ≤ start ≤ late_until ≤ end",
                       "correct doors or late_until");
    const int capacity = e.place.valid() ? r.town.places[e.place].capacity : 1000000;
    e.seats = f.whole_or("seats", 0, std::max(capacity, 0), 0);
    e.pull = f.number_or("pull", {0, 1000}, 1);
    for (const auto& [id, share] : r.shares(f, "audience", false)) {
        PopulationId p;
        p.value = r.resolve(id, populations, f.where("audience"), "population");
        if (p.valid()) e.audience.emplace_back(p, share);
    }
    f.done();
    return e;
}

}  // namespace

void read_programme(ScenarioReader& r, Fields& top) {
    std::vector<std::string> populations;
    for (const PopulationSpec& p : r.scenario.populations) populations.push_back(p.id);
    for (const DocMember* m : by_key(top.map("programme")))
        r.scenario.programme.push_back(read_event(r, *m, populations));
    for (std::size_t i = 0; i < r.scenario.programme.size(); ++i)
        for (std::size_t j = i + 1; j < r.scenario.programme.size(); ++j) {
            const ProgrammeEvent& a = r.scenario.programme[EventId(i)];
            const ProgrammeEvent& b = r.scenario.programme[EventId(j)];
            const bool seated = a.kind <= EventKind::session && b.kind <= EventKind::session;
            if (seated && a.place == b.place && a.place.valid() && a.start < b.end && b.start < a.end)
                r.problems.add(b.where, fmt::format("{} and {} are in one house at the same time", a.id, b.id),
                               "shows that follow each other", "move one of them");
        }
}

namespace {

BoatServiceSpec read_service(ScenarioReader& r, const DocMember& m) {
    static constexpr std::string_view kinds[] = {"ferry", "charter", "shared", "refuse", "parade"};
    Fields f(m.node, "boats.services." + m.key, r.problems);
    BoatServiceSpec s;
    s.id = m.key, s.where = m.where;
    s.kind = static_cast<BoatService>(f.choice("kind", kinds));
    s.from = r.dock(f.text("from"), f.where("from"));
    for (const std::string& id : f.texts("to"))
        if (const DockId d = r.dock(id, f.where("to")); d.valid()) s.to.push_back(d);
    if (s.to.empty()) f.missing("to", "a dock id, or a list of them");
    const bool passes_in_order = s.kind == BoatService::refuse || s.kind == BoatService::parade;
    if (!passes_in_order) std::ranges::sort(s.to);
    s.boats = f.whole("boats", 0, 10000);
    s.seats = f.whole_or("seats", 1, 60, 8);
    s.start = f.time_or("start", r.scenario.start), s.end = f.time_or("end", r.scenario.end);
    s.headway_min = f.number_or("headway_min", {0, 240, "min"}, 0);
    r.window(s.start, s.end, m.where, "boats.services." + m.key);
    if (s.from.valid()) {
        const Dock& dock = r.town.docks[s.from];
        const bool offered =
            s.kind == BoatService::ferry
                ? dock.ferry
                : (s.kind == BoatService::charter ? dock.charter : s.kind != BoatService::shared || dock.shared);
        if (!offered)
            r.problems.add(f.where("from"),
                           fmt::format("{} offers no {}", dock.name.id, kinds[static_cast<std::size_t>(s.kind)]),
                           "a dock whose `services` in the map name it", "choose another dock or change the map");
    }
    f.done();
    return s;
}

}  // namespace

void read_fleet(ScenarioReader& r, Fields& top) {
    const DocNode* node = top.map("boats");
    if (!node) return;
    Fields f(*node, "boats", r.problems);
    FleetSpec& fleet = r.scenario.boats;
    fleet.where = node->where();
    fleet.boats = f.whole("fleet", 0, 10000);
    if (const DocNode* stopped = f.list("stopped"))
        for (const DocNode& w : stopped->items) {
            if (!w.is_list() || w.items.size() != 2) {
                r.problems.add(w.where(), "boats.stopped holds " + w.shown(), "a list of two times",
                               "e.g. [\"14:00\", \"15:00\"]");
                continue;
            }
            const auto from = as_time(w.items[0], "boats.stopped", r.problems),
                       to = as_time(w.items[1], "boats.stopped", r.problems);
            if (from && to) r.window(*from, *to, w.where(), "boats.stopped"), fleet.stopped.emplace_back(*from, *to);
        }
    std::ranges::sort(fleet.stopped);
    int allotted = 0;
    for (const DocMember* m : by_key(f.map("services"))) {
        fleet.services.push_back(read_service(r, *m));
        allotted += fleet.services.back().boats;
    }
    if (allotted > fleet.boats)
        r.problems.add(fleet.where,
                       fmt::format("the services have {} boats in all, the fleet {}", allotted, fleet.boats),
                       "at most the fleet", "lower `boats` of the services or raise `fleet`");
    f.done();
}

void read_lines(ScenarioReader& r, Fields& top) {
    std::vector<std::string> depots;
    for (const Depot& d : r.town.depots) depots.push_back(d.name.id);
    for (const DocMember* m : by_key(top.map("lines"))) {
        Fields f(m->node, "lines." + m->key, r.problems);
        CartLineSpec l;
        l.id = m->key, l.where = m->where;
        l.name_zh = f.text("name_zh"), l.name_en = f.text("name_en");
        l.bus = f.flag_or("bus", false);
        l.depot.value = r.resolve(f.text("depot"), depots, f.where("depot"), "depot");
        for (const std::string& id : f.texts("stops"))
            if (const StopId s = r.stop(id, f.where("stops")); s.valid()) {
                l.stops.push_back(s);
                const Stop& stop = r.town.stops[s];
                if (l.bus ? !stop.buses : !stop.carts)
                    r.problems.add(f.where("stops"), fmt::format("{} does not serve {}", id, l.bus ? "buses" : "carts"),
                                   "stops of the line's mode", "choose another stop or change the map");
            }
        if (l.stops.size() < 2)
            r.problems.add(f.where("stops"), "lines." + m->key + " has fewer than two stops", "at least two stop ids",
                           "add one");
        l.vehicles = f.whole_or("vehicles", 0, 1000, 1);
        l.seats = f.whole_or("seats", 1, 200, 11);
        l.length_m = f.number_or("length_m", {2, 20, "m"}, 4.5);
        l.doors = f.whole_or("doors", 1, 6, 1);
        l.headway_s = f.number_or("headway_s", {0, 14400, "s"}, 300);
        l.start = f.time_or("start", r.scenario.start), l.end = f.time_or("end", r.scenario.end);
        l.passes = r.pass_list(f, "passes");
        l.automated = f.flag_or("automated", false);
        r.window(l.start, l.end, m->where, "lines." + m->key);
        f.done();
        r.scenario.lines.push_back(l);
    }
}

namespace {

/// Ids that a command may name.
std::vector<std::string> targets(const ScenarioReader& r, CommandKind kind) {
    std::vector<std::string> ids;
    switch (kind) {
        case CommandKind::close:
        case CommandKind::open:
            for (const Name& n : r.town.canal_names) ids.push_back(n.id);
            for (const auto& road : r.town.map.roads) ids.push_back(road.id);
            [[fallthrough]];
        case CommandKind::one_way:
            for (const auto& l : r.town.map.walk_lines) ids.push_back(l.id);
            for (const auto& p : r.town.map.walk_polygons) ids.push_back(p.id);
            break;
        case CommandKind::gate_lanes:
        case CommandKind::gate_exit_lanes:
            for (const Gate& g : r.town.gates) ids.push_back(g.name.id);
            break;
        case CommandKind::service_boats:
            for (const auto& s : r.scenario.boats.services) ids.push_back(s.id);
            break;
        case CommandKind::hold_event:
            for (const auto& e : r.scenario.programme) ids.push_back(e.id);
            break;
        case CommandKind::set_param:
            for (const ParamInfo& p : all_params()) ids.emplace_back(p.name);
            break;
        default:
            break;
    }
    return ids;
}

Range range_of(CommandKind kind) {
    switch (kind) {
        case CommandKind::gate_lanes:
        case CommandKind::gate_exit_lanes:
            return {0, 100, "lanes"};
        case CommandKind::hold_event:
            return {0, 240, "min"};
        case CommandKind::water_level:
            return {-1.5, 2, "m"};
        case CommandKind::service_boats:
            return {0, 10000, "boats"};
        case CommandKind::set_param:
            return {-1e18, 1e18};
        default:
            return {-1, 1};
    }
}

}  // namespace

void read_commands(ScenarioReader& r, Fields& top) {
    static constexpr std::string_view words[] = {
        "close",           "open",          "one_way",    "set",         "gate_lanes",
        "gate_exit_lanes", "service_boats", "hold_event", "water_level", "rain"};
    const DocNode* list = top.list("commands");
    if (!list) return;
    for (const DocNode& item : list->items) {
        Fields f(item, "commands", r.problems);
        CommandSpec c;
        c.where = item.where();
        c.at = f.time("at");
        c.kind = static_cast<CommandKind>(f.choice("do", words));
        const std::vector<std::string> known = targets(r, c.kind);
        if (!known.empty()) {
            c.target = f.text("target");
            r.resolve(c.target, known, f.where("target"), "thing for this command");
        }
        c.value = f.number_or("value", range_of(c.kind), 0);
        if (const ParamInfo* p = c.kind == CommandKind::set_param ? find_param(c.target) : nullptr)
            if (const std::string why = why_not(*p, c.value); !why.empty())
                r.problems.add(f.where("value"), fmt::format("{} is {:g}: {}", c.target, c.value, why),
                               allowed_text(*p), "");
        f.done();
        r.scenario.commands.push_back(c);
    }
    std::ranges::stable_sort(r.scenario.commands, {},
                             [](const CommandSpec& c) { return std::tuple(c.at, c.target, c.kind, c.value); });
}

}  // namespace wz
