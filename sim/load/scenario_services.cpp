// programme, boats, lines.
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
    r.id(m, "event");
    ProgrammeEvent e;
    e.id = m.key, e.where = m.where;
    e.title_zh = f.text("title_zh"), e.title_en = f.text("title_en");
    e.kind = static_cast<EventKind>(f.choice("kind", kinds));
    if (e.kind != EventKind::parade)
        e.place = r.place(f.text("place"), f.at("place"));
    else if (f.has("place"))
        r.problems.add(f.where("place"), f.path("place") + " is given for a parade", "no place",
                       "remove it; the boats of the parade say where it passes");
    e.start = f.time("start"), e.end = f.time("end");
    r.window_of_day(f, e.start, e.end, "start", "end");
    const bool seated = e.kind == EventKind::show || e.kind == EventKind::session;
    const Tick before = std::min(e.start, std::max(r.scenario.start, e.start - half_hour));
    e.doors = f.time_or("doors", seated ? before : e.start);
    if (f.has("doors")) r.within_day(e.doors, f.at("doors"), f.path("doors"));
    e.late_until = f.time_or("late_until", e.kind == EventKind::open_house ? e.end : e.start);
    if (e.doors > e.start || e.late_until < e.start || e.late_until > e.end)
        r.problems.add(m.where, "programme." + m.key + " has times out of order", "doors ≤ start ≤ late_until ≤ end",
                       "correct doors or late_until");
    const int capacity = e.place.valid() ? r.town.places[e.place].capacity : 1000000;
    e.seats = f.whole_or("seats", 0, std::max(capacity, 0), 0);
    e.pull = f.number_or("pull", {0, 1000}, 1);
    for (const auto& [id, share, where] : r.shares(f, "audience", false)) {
        PopulationId p;
        p.value = r.resolve(id, populations, where, "population");
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

constexpr std::string_view boat_services[] = {"ferry", "charter", "shared", "refuse", "parade"};

/// Leisure boats and ferries take people on and off only where the map says so.
void check_offer(ScenarioReader& r, BoatService kind, DockId id, const Location& where) {
    if (!id.valid()) return;
    const Dock& dock = r.town.docks[id];
    const bool offered = kind == BoatService::ferry     ? dock.ferry
                         : kind == BoatService::charter ? dock.charter
                                                        : kind != BoatService::shared || dock.shared;
    if (!offered)
        r.problems.add(where,
                       fmt::format("{} offers no {}", dock.name.id, boat_services[static_cast<std::size_t>(kind)]),
                       "a dock whose `services` in the map name it", "choose another dock or change the map");
}

void read_docks(ScenarioReader& r, Fields& f, BoatServiceSpec& s) {
    s.from = r.dock(f.text("from"), f.at("from"));
    check_offer(r, s.kind, s.from, f.at("from"));
    const std::vector<Word> ends = f.words("to");
    for (const Word& id : ends) {
        const DockId d = r.dock(id.text, id.where);
        if (!d.valid()) continue;
        check_offer(r, s.kind, d, id.where);
        if (d == s.from && s.kind == BoatService::ferry)
            r.problems.add(id.where, f.path("to") + " is where the ferry comes from", "the other end", "name it");
        s.to.push_back(d);
    }
    if (ends.empty()) f.missing("to", "a dock id, or a list of them");
    if (s.kind == BoatService::ferry && ends.size() > 1)
        r.problems.add(f.where("to"), fmt::format("{} names {} docks", f.path("to"), ends.size()),
                       "exactly one: a ferry runs between two docks", "make a service of each");
    const bool passes_in_order = s.kind == BoatService::refuse || s.kind == BoatService::parade;
    if (!passes_in_order) std::ranges::sort(s.to);
}

/// A list of pairs of times, in order of time.
std::vector<std::pair<Tick, Tick>> read_windows(ScenarioReader& r, Fields& f, const std::string& key) {
    std::vector<std::pair<Tick, Tick>> windows;
    const DocNode* list = f.list(key);
    if (!list) return windows;
    const std::string path = f.path(key);
    for (const DocNode& w : list->items) {
        if (!w.is_list() || w.items.size() != 2) {
            r.problems.add(w.where(), path + " holds " + w.shown(), "a list of two times",
                           "e.g. [\"14:00\", \"15:00\"]");
            continue;
        }
        const auto from = as_time(w.items[0], path, r.problems), to = as_time(w.items[1], path, r.problems);
        if (!from || !to) continue;
        r.window(*from, *to, w.where(), path);
        r.within_day(*from, w.items[0].where(), path);
        r.within_day(*to, w.items[1].where(), path);
        windows.emplace_back(*from, *to);
    }
    std::ranges::sort(windows);
    return windows;
}

BoatServiceSpec read_service(ScenarioReader& r, const DocMember& m, int fleet) {
    Fields f(m.node, "boats.services." + m.key, r.problems);
    r.id(m, "boat service");
    BoatServiceSpec s;
    s.id = m.key, s.where = m.where;
    s.kind = static_cast<BoatService>(f.choice("kind", boat_services));
    read_docks(r, f, s);
    s.boats = f.whole("boats", 0, fleet);
    s.seats = f.whole_or("seats", 1, 60, 8);
    s.start = f.time_or("start", r.scenario.start), s.end = f.time_or("end", r.scenario.end);
    s.headway_min = f.number_or("headway_min", {0, 240, "min"}, 0);
    s.irregular = f.flag_or("irregular", false);
    if (s.irregular && s.headway_min <= 0)
        r.problems.add(f.where("irregular"), f.path("irregular") + " is given without a timetable",
                       "`headway_min` above 0: the mean interval", "give one, or remove it");
    s.shifts = read_windows(r, f, "shifts");
    if (!s.shifts.empty() && (s.kind == BoatService::charter || s.kind == BoatService::shared))
        r.problems.add(f.where("shifts"), f.path("shifts") + " is given for boats that all such services share",
                       "shifts of a ferry, refuse boats or a parade", "write them in boats.shifts");
    r.window_of_day(f, s.start, s.end, "start", "end");
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
    fleet.stopped = read_windows(r, f, "stopped");
    fleet.shifts = read_windows(r, f, "shifts");
    int allotted = 0;
    for (const DocMember* m : by_key(f.map("services"))) {
        fleet.services.push_back(read_service(r, *m, fleet.boats));
        allotted += fleet.services.back().boats;
    }
    if (allotted > fleet.boats)
        r.problems.add(fleet.where,
                       fmt::format("the services have {} boats in all, the fleet {}", allotted, fleet.boats),
                       "at most the fleet", "lower `boats` of the services or raise `fleet`");
    f.done();
}

/// A number, or a list of those that follow each other by turns.
void read_headway(Fields& f, CartLineSpec& line) {
    constexpr Range range{0, 14400, "s"};
    const DocNode* node = f.node("headway_s");
    if (!node || !node->is_list() || node->items.empty()) {
        line.headway_s = f.number_or("headway_s", range, 300);
        return;
    }
    line.headway_s = 0;
    for (const DocNode& item : node->items) {
        line.headways_s.push_back(as_number(item, f.path("headway_s"), {1, 14400, "s"}, f.problems()).value_or(300));
        line.headway_s += line.headways_s.back() / static_cast<double>(node->items.size());
    }
}

void read_lines(ScenarioReader& r, Fields& top) {
    std::vector<std::string> depots;
    for (const Depot& d : r.town.depots) depots.push_back(d.name.id);
    for (const DocMember* m : by_key(top.map("lines"))) {
        Fields f(m->node, "lines." + m->key, r.problems);
        r.id(*m, "line");
        CartLineSpec l;
        l.id = m->key, l.where = m->where;
        l.name_zh = f.text("name_zh"), l.name_en = f.text("name_en");
        l.bus = f.flag_or("bus", false);
        const std::string_view mode = l.bus ? "buses" : "carts";
        l.depot.value = r.resolve(f.text("depot"), depots, f.at("depot"), "depot");
        if (l.depot.valid() && (l.bus ? !r.town.depots[l.depot].buses : !r.town.depots[l.depot].carts))
            r.problems.add(f.at("depot"), fmt::format("{} does not serve {}", depots[l.depot.index()], mode),
                           "a depot of the line's mode", "choose another depot or change the map");
        for (const Word& id : f.words("stops"))
            if (const StopId s = r.stop(id.text, id.where); s.valid()) {
                l.stops.push_back(s);
                const Stop& stop = r.town.stops[s];
                if (l.bus ? !stop.buses : !stop.carts)
                    r.problems.add(id.where, fmt::format("{} does not serve {}", id.text, mode),
                                   "stops of the line's mode", "choose another stop or change the map");
            }
        if (l.stops.size() < 2)
            r.problems.add(f.where("stops"), "lines." + m->key + " has fewer than two stops", "at least two stop ids",
                           "add one");
        l.vehicles = f.whole_or("vehicles", 0, 1000, 1);
        l.seats = f.whole_or("seats", 1, 200, 11);
        l.length_m = f.number_or("length_m", {2, 20, "m"}, 4.5);
        l.doors = f.whole_or("doors", 1, 6, 1);
        read_headway(f, l);
        l.irregular = f.flag_or("irregular", false);
        if (l.irregular && (l.headway_s <= 0 || !l.headways_s.empty()))
            r.problems.add(f.where("irregular"), f.path("irregular") + " is given without a mean interval",
                           "one `headway_s` above 0", "give one, or remove it");
        l.layover_s = f.number_or("layover_s", {0, 14400, "s"}, 0);
        l.start = f.time_or("start", r.scenario.start), l.end = f.time_or("end", r.scenario.end);
        l.passes = r.pass_list(f, "passes");
        l.automated = f.flag_or("automated", false);
        r.window_of_day(f, l.start, l.end, "start", "end");
        f.done();
        r.scenario.lines.push_back(l);
    }
}

}  // namespace wz
