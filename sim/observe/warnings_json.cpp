#include "observe/warnings_json.hpp"

#include <algorithm>
#include <string_view>

namespace wz {

namespace {

using std::string_view;

void add_place(JsonText& json, const Results& results, PatchId patch) {
    const Name& name = results.town->patches[patch].name;
    json.member("id", string_view(name.id)).member("zh", string_view(name.zh)).member("en", string_view(name.en));
}

void add_alarm(JsonText& json, const Results& results, const Alarm& a) {
    const WarningRule& rule = rule_of(a.kind);
    json.object(JsonText::Lines::one);
    add_place(json, results, a.patch);
    json.member("kind", rule.id).member("kind_zh", rule.zh).member("kind_en", rule.en);
    json.member("from", string_view(clock_text(a.from))).member("until", string_view(clock_text(a.until)));
    json.member("lasted_s", seconds(a.until - a.from), 0).member("above", rule.above, 2).member("worst", a.worst, 3);
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

void add_warnings(JsonText& json, const Results& results, std::size_t most_alarms, std::size_t most_places) {
    json.key("warnings").object().key("alarms_in_all").object(JsonText::Lines::one);
    for (std::size_t k = 0; k < warnings; ++k)
        json.member(rule_of(static_cast<Warning>(k)).id,
                    std::ranges::count(results.alarms, static_cast<Warning>(k), &Alarm::kind));
    json.close().key("alarms").array();
    for (const Alarm& a : gravest(results.alarms, most_alarms)) add_alarm(json, results, a);
    json.close().key("places").array();
    for (const PatchId p : longest_above(results, most_places)) add_times(json, results, p);
    json.close().close();
}

}  // namespace wz
