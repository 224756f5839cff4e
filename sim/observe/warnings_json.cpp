#include "observe/warnings_json.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace wz {

namespace {

using std::string_view;

void add_place(JsonText& json, const Results& results, PatchId patch) {
    const Name& name = results.town->patches[patch].name;
    json.member("id", string_view(name.id)).member("zh", string_view(name.zh)).member("en", string_view(name.en));
}

/// `lasted`: in all; `times`: how many alarms this one stands for.
void add_alarm(JsonText& json, const Results& results, const Alarm& a, Tick lasted, int times) {
    const WarningRule& rule = rule_of(a.kind);
    json.object(JsonText::Lines::one);
    add_place(json, results, a.patch);
    json.member("kind", rule.id).member("kind_zh", rule.zh).member("kind_en", rule.en);
    json.member("from", string_view(clock_text(a.from))).member("until", string_view(clock_text(a.until)));
    json.member("lasted_s", seconds(lasted), 0).member("times", times);
    json.member("above", rule.above, 2).member("worst", a.worst, 3);
    const Vec2d at = results.town->origin.to_lonlat(to_double(a.at));
    json.key("at").array().value(at.x, 6).value(at.y, 6).close().close();
}

/// Stop-and-go and pressure beside the ladder: how urgent.
int gravity(Warning w) {
    constexpr int of[warnings] = {0, 2, 3, 5, 4, 1};
    return of[static_cast<std::size_t>(w)];
}

std::vector<Alarm> gravest(std::vector<Alarm> alarms, std::size_t most) {
    const auto order = [](const Alarm& a) { return std::tuple(-gravity(a.kind), a.from - a.until, a.from, a.patch); };
    std::ranges::sort(alarms, {}, order);
    if (alarms.size() > most) alarms.resize(most);
    std::ranges::sort(alarms, {}, [](const Alarm& a) { return std::tuple(a.from, a.patch, a.kind); });
    return alarms;
}

/// The alarms of each place as one: the gravest kind that it had, from the first of that kind to the last.
struct PlaceAlarms {
    Alarm all;  // of the gravest kind: first from, last until, worst of all
    int times = 0;
    Tick lasted = 0;
};

std::vector<PlaceAlarms> by_place(const std::vector<Alarm>& alarms, std::size_t most) {
    std::vector<PlaceAlarms> places;
    std::map<PatchId, std::size_t> at;
    for (const Alarm& a : alarms) {
        const auto [known, fresh] = at.try_emplace(a.patch, places.size());
        if (fresh) places.push_back({a});
        PlaceAlarms& place = places[known->second];
        if (gravity(a.kind) < gravity(place.all.kind)) continue;
        if (gravity(a.kind) > gravity(place.all.kind)) place = {a};
        if (a.worst > place.all.worst) place.all.worst = a.worst, place.all.at = a.at;
        place.all.from = std::min(place.all.from, a.from), place.all.until = std::max(place.all.until, a.until);
        place.times += 1, place.lasted += a.until - a.from;
    }
    std::ranges::sort(places, {},
                      [](const PlaceAlarms& p) { return std::tuple(-gravity(p.all.kind), -p.lasted, p.all.patch); });
    if (places.size() > most) places.resize(most);
    return places;
}

std::vector<PatchId> longest_above(const Results& results, std::size_t most) {
    std::vector<PatchId> places;
    for (std::size_t i = 0; i < results.warned.size(); ++i)
        if (results.warned[PatchId(i)].seconds_above[0] > 0) places.emplace_back(i);
    std::ranges::sort(places, {}, [&](PatchId p) {
        const auto& s = results.warned[p].seconds_above;  // compared from the gravest step down, longest first
        return std::tuple(~s[3], ~s[2], ~s[1], ~s[0], p);
    });
    if (places.size() > most) places.resize(most);
    return places;
}

void add_times(JsonText& json, const Results& results, PatchId p) {
    const PatchWarnings& w = results.warned[p];
    json.object(JsonText::Lines::one);
    add_place(json, results, p);
    json.member("max_local_density", w.max_local_density, 2).member("max_at", string_view(clock_text(w.max_at)));
    json.key("seconds_above").object();
    for (std::size_t k = 0; k < warnings; ++k) json.member(rule_of(static_cast<Warning>(k)).id, w.seconds_above[k]);
    json.close().key("seconds_at_level").object();
    for (std::size_t l = 0; l < levels_of_service; ++l)
        json.member(std::string(1, letter(static_cast<LevelOfService>(l))), results.patches[p].seconds_at[l]);
    json.close().close();
}

}  // namespace

void add_warnings(JsonText& json, const Results& results, AlarmList list, std::size_t most_alarms,
                  std::size_t most_places) {
    json.key("warnings").object().key("alarms_in_all").object(JsonText::Lines::one);
    for (std::size_t k = 0; k < warnings; ++k)
        json.member(rule_of(static_cast<Warning>(k)).id,
                    std::ranges::count(results.alarms, static_cast<Warning>(k), &Alarm::kind));
    json.close().key("alarms").array();
    if (list == AlarmList::each)
        for (const Alarm& a : gravest(results.alarms, most_alarms)) add_alarm(json, results, a, a.until - a.from, 1);
    else
        for (const PlaceAlarms& p : by_place(results.alarms, most_alarms))
            add_alarm(json, results, p.all, p.lasted, p.times);
    json.close().key("places").array();
    for (const PatchId p : longest_above(results, most_places)) add_times(json, results, p);
    json.close().close();
}

}  // namespace wz
