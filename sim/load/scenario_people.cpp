// passes, access, populations.
#include <fmt/format.h>

#include <algorithm>

#include "load/scenario_sections.hpp"

namespace wz {

void read_passes(ScenarioReader& r, Fields& top) {
    for (const DocMember* m : by_key(top.map("passes"))) {
        Fields f(m->node, "passes." + m->key, r.problems);
        r.id(*m, "pass");
        r.scenario.passes.push_back({m->key, f.text_or("name_zh", ""), f.text_or("name_en", ""), m->where});
        f.done();
    }
}

void read_access(ScenarioReader& r, Fields& top) {
    const DocNode* list = top.list("access");
    if (!list) return;
    std::vector<std::string> zones;
    for (const Zone& z : r.town.zones)
        zones.push_back(z.zone_class == ZoneClass::access ? z.name.id : std::string("-"));
    for (const DocNode& item : list->items) {
        Fields f(item, "access", r.problems);
        AccessRule rule;
        rule.where = item.where();
        rule.zone.value = r.resolve(f.text("zone"), zones, f.at("zone"), "access zone");
        rule.passes = r.pass_list(f, "passes");
        rule.from = f.time_or("from", 0);
        rule.to = f.time_or("to", never);
        r.window(rule.from, rule.to, item.where(), "access");
        f.done();
        if (rule.zone.valid()) r.scenario.access.push_back(rule);
    }
    std::ranges::stable_sort(r.scenario.access, {}, [](const AccessRule& a) { return std::pair(a.zone, a.from); });
    for (std::size_t i = 1; i < r.scenario.access.size(); ++i) {
        const AccessRule &a = r.scenario.access[i - 1], &b = r.scenario.access[i];
        if (a.zone == b.zone && b.from < a.to)
            r.problems.add(b.where,
                           fmt::format("a second rule for zone \"{}\" from {}, while that of line {} holds until {}",
                                       r.town.zones[b.zone].name.id, clock_text(b.from), a.where.line,
                                       a.to == never ? "the end" : clock_text(a.to)),
                           "rules of a zone that follow each other", "set `from` and `to`, or join the rules");
    }
}

std::array<double, 6> read_group_sizes(ScenarioReader& r, Fields& f) {
    std::array<double, 6> sizes{1, 0, 0, 0, 0, 0};
    const DocNode* map = f.map("group_sizes");
    if (!map) return sizes;
    sizes = {};
    double sum = 0;
    for (const DocMember& m : map->members) {
        const auto share = as_number(m.node, f.path("group_sizes"), share_range, r.problems);
        if (m.key.size() != 1 || m.key[0] < '1' || m.key[0] > '6') {
            r.problems.add(m.where, fmt::format("the group size {}", m.key), "1 to 6",
                           "larger parties are tour parties: tour_share");
            continue;
        }
        if (share) sizes[static_cast<std::size_t>(m.key[0] - '1')] = *share, sum += *share;
    }
    if (sum < 0.99 || sum > 1.01)
        r.problems.add(f.where("group_sizes"),
                       fmt::format("the shares of {} sum to {:.3g}", f.path("group_sizes"), sum),
                       "shares with the sum 1 (± 0.01)", "adjust them");
    for (double& s : sizes) s /= sum > 0 ? sum : 1;
    return sizes;
}

namespace {

void read_arrivals(ScenarioReader& r, Fields& f, PopulationSpec& p) {
    const DocNode* map = f.map("arrivals");
    if (!map) return;
    for (const DocMember& m : map->members) {
        const auto at = key_as_time(m, f.path("arrivals"), r.problems);
        const auto weight = as_number(m.node, f.path("arrivals"), {0, 1e6}, r.problems);
        if (at) r.within_day(*at, m.where, f.path("arrivals"));
        if (at && weight) p.arrivals.from.emplace_back(*at, *weight);
    }
    std::ranges::sort(p.arrivals.from);
    if (!p.arrivals.from.empty() && p.arrivals.from.back().second != 0)
        r.problems.add(f.where("arrivals"), f.path("arrivals") + " does not end", "a last time with the weight 0",
                       "add the time at which arrivals end, e.g. \"22:00\": 0");
}

void read_homes(ScenarioReader& r, Fields& f, PopulationSpec& p) {
    const DocNode* node = f.node("homes");
    if (!node) return;
    bool shares_given = node->is_map();
    if (node->is_map())
        for (const DocMember& m : node->members)
            if (m.key == "kinds" || m.key == "tags" || m.key == "ids" || m.key == "except") shares_given = false;
    if (shares_given) {
        for (const auto& [id, share, where] : r.shares(f, "homes", true))
            if (const PlaceId place = r.place(id, where); place.valid()) p.homes.emplace_back(place, share);
        return;
    }
    double beds = 0;
    for (const PlaceId place : r.places(*node, f.path("homes"), false)) {
        const double capacity = std::max(1, r.town.places[place].capacity);
        p.homes.emplace_back(place, capacity);
        beds += capacity;
    }
    for (auto& [place, share] : p.homes) share /= beds;
}

void read_meals(ScenarioReader& r, Fields& f, PopulationSpec& p) {
    const DocNode* list = f.list("meals");
    if (!list) return;
    for (const DocNode& item : list->items) {
        Fields m(item, f.path("meals"), r.problems);
        MealSpec meal;
        meal.from = m.time("from"), meal.to = m.time("to");
        meal.share = m.number("share", share_range);
        meal.minutes = m.number_or("minutes", {1, 600, "min"}, 45);
        meal.tags = m.texts("tags");
        m.done();
        r.window_of_day(m, meal.from, meal.to, "from", "to");
        p.meals.push_back(meal);
    }
}

void read_stay(Fields& f, PopulationSpec& p) {
    p.tour_share = f.number_or("tour_share", share_range, 0);
    p.tour_min = f.whole_or("tour_min", 2, 60, 20);
    p.tour_max = f.whole_or("tour_max", 2, 60, 40);
    p.ticket_in_hand = f.number_or("ticket_in_hand", share_range, 1);
    p.speed_mean = f.number_or("speed_mean", {0.3, 2.5, "m/s"}, 1.34);
    p.speed_sd = f.number_or("speed_sd", {0, 0.6, "m/s"}, 0.26);
    p.elderly_share = f.number_or("elderly_share", share_range, 0);
    p.stay_h = f.number_or("stay_h", {0, 48, "h"}, 0);
    p.stay_sd_h = f.number_or("stay_sd_h", {0, 24, "h"}, 0);
    p.roam = f.number_or("roam", share_range, 1);
    p.boat_ride = f.number_or("boat_ride", share_range, 0);
    p.boat_charter = f.number_or("boat_charter", share_range, 0.5);
    p.cart = f.number_or("cart", share_range, 0);
    p.shift_h = f.number_or("shift_h", {0, 24, "h"}, 0);
    p.itinerary_stay_min = f.number_or("itinerary_stay_min", {1, 600, "min"}, 20);
}

PopulationSpec read_population(ScenarioReader& r, const DocMember& m) {
    static constexpr std::string_view kinds[] = {"visitor", "guest", "delegate", "press", "volunteer", "staff"};
    Fields f(m.node, "populations." + m.key, r.problems);
    r.id(m, "population");
    PopulationSpec p;
    p.id = m.key;
    p.where = m.where;
    p.name_zh = f.text("name_zh"), p.name_en = f.text("name_en");
    p.kind = kinds[f.choice("kind", kinds)];
    p.count = f.whole("count", 0, 1000000);
    p.scalable = f.flag_or("scalable", true);
    p.pass = r.pass(f.text("pass"), f.at("pass"));
    std::vector<std::string> entries;
    for (const Entry& e : r.town.entries) entries.push_back(e.name.id);
    for (const auto& [id, share, where] : r.shares(f, "entries", true)) {
        EntryId e;
        e.value = r.resolve(id, entries, where, "entry");
        if (e.valid()) p.entries.emplace_back(e, share);
    }
    read_homes(r, f, p);
    if (p.count > 0 && f.has("entries") == f.has("homes"))
        r.problems.add(
            m.where,
            fmt::format("populations.{} has {} entries and homes", m.key, f.has("entries") ? "both" : "neither"),
            "exactly one of entries and homes", "say where they come from");
    read_arrivals(r, f, p);
    if (p.count > 0 && p.arrivals.from.empty())
        f.missing("arrivals", "times with weights, e.g. {\"08:00\": 1, \"10:00\": 0}");
    p.group_sizes = read_group_sizes(r, f);
    read_stay(f, p);
    p.leave_by = f.time_or("leave_by", r.scenario.end);
    if (f.has("leave_by")) r.within_day(p.leave_by, f.at("leave_by"), f.path("leave_by"));
    if (const DocNode* n = f.node("wander")) p.wander.places = r.places(*n, f.path("wander"), false);
    if (const DocNode* n = f.node("posts")) p.posts = r.places(*n, f.path("posts"), false);
    if (const DocNode* n = f.node("itinerary")) p.itinerary = r.places(*n, f.path("itinerary"), true);
    read_meals(r, f, p);
    if (p.tour_max < p.tour_min)
        r.problems.add(f.where("tour_max"), "tour_max is less than tour_min", "tour_min to 60", "swap them");
    f.done();
    return p;
}

}  // namespace

void read_populations(ScenarioReader& r, Fields& top) {
    for (const DocMember* m : by_key(top.map("populations"))) r.scenario.populations.push_back(read_population(r, *m));
}

}  // namespace wz
