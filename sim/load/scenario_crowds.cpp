// The section `crowds`: who stands where at the start, or comes in through an exit, and where they go.
#include <fmt/format.h>

#include <algorithm>

#include "demand/crowds.hpp"
#include "demand/keys.hpp"
#include "load/nearest.hpp"
#include "load/scenario_sections.hpp"
#include "town/shapes.hpp"

namespace wz {

namespace {

constexpr Range speed_range{0.05, 5, "m/s"};

EntryId read_exit_id(ScenarioReader& r, const std::string& id, const Location& where) {
    std::vector<std::string> exits;
    for (const Entry& e : r.town.entries) exits.push_back(e.name.id);
    EntryId e;
    e.value = r.resolve(id, exits, where, "exit or entry");
    return e;
}

SpeedSpec read_speed(ScenarioReader& r, Fields& crowd) {
    SpeedSpec s;
    const DocNode* node = crowd.node("speed");
    if (!node) return s;
    if (node->is_scalar()) {
        s.mean = as_number(*node, crowd.path("speed"), speed_range, r.problems).value_or(1.34);
        s.sd = 0, s.min = s.max = s.mean;
        return s;
    }
    if (!node->is_map()) {
        r.problems.add(node->where(), fmt::format("{} is {}", crowd.path("speed"), node->shown()),
                       "a number in m/s, {mean, sd, min, max}, {values: [..]} or {ages: [from, to]}", "choose one");
        return s;
    }
    Fields f(*node, crowd.path("speed"), r.problems);
    if (const DocNode* values = f.list("values"))
        for (const DocNode& v : values->items)
            s.values.push_back(as_number(v, f.path("values"), speed_range, r.problems).value_or(1.34));
    if (const DocNode* ages = f.list("ages")) {
        s.by_age = true;
        const Range years{5, 100, "years"};
        if (ages->items.size() == 2) {
            s.age_min = as_number(ages->items[0], f.path("ages"), years, r.problems).value_or(30);
            s.age_max = as_number(ages->items[1], f.path("ages"), years, r.problems).value_or(30);
        }
        if (ages->items.size() != 2 || s.age_max < s.age_min)
            r.problems.add(ages->where(), f.path("ages") + " is no range", "[youngest, oldest]", "e.g. [20, 60]");
        s.women_share = f.number_or("women", share_range, 0.5);
    }
    s.mean = f.number_or("mean", speed_range, s.mean);
    s.sd = f.number_or("sd", {0, 2, "m/s"}, s.sd);
    s.min = f.number_or("min", speed_range, std::min(s.min, s.mean));
    s.max = f.number_or("max", speed_range, std::max(s.max, s.mean));
    if (s.max < s.min)
        r.problems.add(node->where(), f.path("max") + " is less than min", "min ≤ mean ≤ max", "swap them");
    f.done();
    return s;
}

/// `exits`: an id (all go there), a map id → share, or a list of ids (each chooses what is quickest).
void read_exits(ScenarioReader& r, Fields& f, CrowdSpec& crowd) {
    const DocNode* node = f.node("exits");
    if (!node) return f.missing("exits", "an exit, {exit: share, …}, or [exit, …] to choose from");
    if (node->is_map()) {
        for (const auto& [id, share, where] : r.shares(f, "exits", true))
            if (const EntryId e = read_exit_id(r, id, where); e.valid()) crowd.exits.emplace_back(e, share);
        return;
    }
    const std::vector<Word> ids = f.words("exits");
    for (const Word& id : ids)
        if (const EntryId e = read_exit_id(r, id.text, id.where); e.valid()) crowd.exits.emplace_back(e, 1.0);
    std::ranges::sort(crowd.exits);
    crowd.exits.erase(std::unique(crowd.exits.begin(), crowd.exits.end()), crowd.exits.end());
    for (auto& [exit, share] : crowd.exits) share = 1.0 / static_cast<double>(crowd.exits.size());
    if (crowd.exits.size() > 1) crowd.choice = ExitChoice::quickest;
}

/// How many: by `count`, or by `density` over the area.
void read_number(ScenarioReader& r, Fields& f, CrowdSpec& crowd) {
    const bool by_density = f.has("density") && !crowd.area.empty();
    if (f.has("density") == f.has("count"))
        r.problems.add(
            f.where(),
            fmt::format("{} has {}", f.path("count"), f.has("count") ? "a density, too" : "neither count nor density"),
            "exactly one of count and density", "say how many people there are");
    if (f.has("count")) crowd.count = f.whole("count", 0, most_people);
    const double density = f.has("density") ? f.number("density", {0, 9, "people/m²"}) : 0;
    if (f.has("density") && !f.has("area"))
        r.problems.add(f.where("density"), f.path("density") + " without an area", "count", "give a count, or an area");
    if (by_density) crowd.count = static_cast<int>(density * walkable_area(r.town, crowd.area) + 0.5);
    if (crowd.area.empty() || crowd.count == 0) return;
    const auto places = standing_places(r.town, crowd.area, crowd.count, r.scenario.seed, key_of(crowd.id));
    if (static_cast<int>(places.size()) < crowd.count)
        r.problems.add(f.where(), fmt::format("{} people do not fit into the area of {}", crowd.count, crowd.id),
                       fmt::format("at most {} (0.32 m between people, 0.2 m from walls)", places.size()),
                       "fewer people, or a larger area");
}

CrowdSpec read_crowd(ScenarioReader& r, const DocMember& m) {
    Fields f(m.node, "crowds." + m.key, r.problems);
    r.id(m, "crowd");
    CrowdSpec crowd;
    crowd.id = m.key;
    crowd.where = m.where;
    PopulationSpec population;
    population.id = m.key;
    population.where = m.where;
    population.name_zh = f.text_or("name_zh", m.key), population.name_en = f.text_or("name_en", m.key);
    population.kind = "visitor";
    if (f.has("area") == f.has("from"))
        r.problems.add(m.where,
                       fmt::format("crowds.{} has {} area and from", m.key, f.has("area") ? "both" : "neither"),
                       "exactly one of area and from", "say where they stand, or through which exit they come in");
    if (f.has("area")) crowd.area = read_ring(r, f, "area");
    if (f.has("from")) crowd.from = read_exit_id(r, f.text("from"), f.at("from"));
    crowd.rate = f.number_or("rate", {0, 1000, "people/s"}, 0);
    crowd.regular = f.flag_or("regular", false);
    crowd.start = r.scenario.start + ticks(f.number_or("start_s", {0, 172800, "s"}, 0));
    if (const DocNode* wait = f.map("wait_s")) {
        Fields w(*wait, f.path("wait_s"), r.problems);
        const Range run_time{0, 172800, "s"};
        crowd.wait_min_s = w.number("min", run_time), crowd.wait_max_s = w.number("max", run_time);
        if (crowd.wait_max_s < crowd.wait_min_s)
            r.problems.add(wait->where(), f.path("wait_s") + " ends before it begins", "min ≤ max", "swap them");
        w.done();
    }
    crowd.speed = read_speed(r, f);
    crowd.leisure = f.flag_or("leisure", false);
    crowd.carts = f.flag_or("carts", false);
    crowd.group_sizes = read_group_sizes(r, f);
    read_exits(r, f, crowd);
    read_number(r, f, crowd);
    f.done();
    for (const PopulationSpec& p : r.scenario.populations)
        if (p.id == crowd.id)
            r.problems.add(m.where, fmt::format("a crowd and a population are called {}", m.key), "different ids",
                           "rename one of them");
    crowd.population = r.scenario.populations.next_id();
    r.scenario.populations.push_back(std::move(population));
    return crowd;
}

}  // namespace

std::optional<Vec2d> read_position(ScenarioReader& r, const DocNode& node, const std::string& path) {
    if (!node.is_list() || node.items.size() != 2) {
        r.problems.add(node.where(), fmt::format("{} has {}", path, node.shown()), "a position as the map has them",
                       "[x, y] in metres if the map's datum is local, else [longitude, latitude]");
        return std::nullopt;
    }
    const bool local = r.town.origin.local;
    const Range range = local ? Range{-30000, 30000, "m"} : Range{-180, 180, "degrees"};
    const auto x = as_number(node.items[0], path, range, r.problems),
               y = as_number(node.items[1], path, range, r.problems);
    if (!x || !y) return std::nullopt;
    return local ? Vec2d{*x, *y} : r.town.origin.to_local(*x, *y);
}

std::vector<Vec2d> read_positions(ScenarioReader& r, const DocNode& node, const std::string& path) {
    std::vector<Vec2d> points;
    for (const DocNode& item : node.items)
        if (const auto p = read_position(r, item, path)) points.push_back(*p);
    if (points.size() > 1 && norm(points.front() - points.back()) < 0.01) points.pop_back();
    return points;
}

std::vector<Vec2d> read_ring(ScenarioReader& r, Fields& f, std::string_view key) {
    const DocNode* node = f.node(key);
    if (!node) return {};
    std::vector<Vec2d> ring;
    if (node->is_list()) {
        ring = read_positions(r, *node, f.path(key));
    } else if (node->is_scalar()) {
        std::vector<std::string> known;
        const auto look = [&](const auto& features) {
            for (const auto& feature : features) {
                known.push_back(feature.id);
                if (feature.id == node->text) ring = feature.ring;
            }
        };
        look(r.town.map.walk_polygons), look(r.town.map.zones), look(r.town.map.scenery);
        if (ring.empty()) r.resolve(node->text, known, node->where(), "polygon of the map");
        if (ring.empty()) return {};
    }
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) twice += cross(ring[i], ring[(i + 1) % ring.size()]);
    if (ring.size() < 3 || std::abs(twice) < 0.02) {
        r.problems.add(node->where(), f.path(key) + " is no polygon",
                       "the id of a polygon of the map, or at least three positions",
                       "e.g. [[0, 0], [4, 0], [4, 3], [0, 3]]");
        return {};
    }
    if (twice < 0) std::ranges::reverse(ring);
    return ring;
}

void read_crowds(ScenarioReader& r, Fields& top) {
    for (const DocMember* m : by_key(top.map("crowds"))) r.scenario.experiment.crowds.push_back(read_crowd(r, *m));
}

}  // namespace wz
