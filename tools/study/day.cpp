#include "study/day.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/hash.hpp"
#include "load/map_file.hpp"
#include "load/scenario_file.hpp"

namespace study {

namespace {

constexpr std::size_t towns_kept = 4;

std::vector<Setting> map_settings(const std::vector<Setting>& base, const std::vector<Setting>& settings) {
    std::vector<Setting> found;
    for (const auto* list : {&base, &settings}) std::ranges::copy_if(*list, std::back_inserter(found), changes_map);
    return found;
}

}  // namespace

Days::Days(const Study& study) : study_(study), scenario_(wz::read_scenario_document(study.scenario)) {
    const wz::DocMember* map = scenario_.find("map");
    if (map != nullptr && map->node.is_scalar()) map_file_ = wz::beside(map->where.file, map->node.text);
    wz::Hasher hasher;
    hasher.add(canonical(scenario_));
    hasher.add(canonical(study.base));
    scenario_digest_ = hasher.value();
}

Day Days::changed(const std::vector<Setting>& settings) {
    Day day{scenario_, {}};
    if (!map_settings(study_.base, settings).empty()) {
        if (!map_) map_ = wz::read_map_document(map_file_);
        day.map = *map_;
    }
    wz::Problems problems;
    for (const auto* list : {&study_.base, &settings})
        for (const Setting& s : *list) apply(s, day, problems);
    problems.throw_if_any();
    return day;
}

std::shared_ptr<const wz::Town> Days::town(const std::vector<Setting>& settings) {
    const std::vector<Setting> changes = map_settings(study_.base, settings);
    const std::string key = canonical(changes);
    if (const auto found = towns_.find(key); found != towns_.end()) return found->second;
    const auto built =
        wz::build_town(changes.empty() ? wz::load_map(map_file_) : wz::read_map(changed(settings).map, map_file_));
    if (towns_.size() >= towns_kept) towns_.erase(std::prev(towns_.end()));
    return towns_[key] = built;
}

ReadyDay Days::make(const std::vector<Setting>& settings, int replication) {
    const Day day = changed(settings);
    ReadyDay ready;
    const auto make_town = [&](const std::string&) { return town(settings); };
    wz::Scenario s = wz::read_scenario(day.scenario, study_.scenario, make_town, &ready.town);
    s.seed = study_.seed + static_cast<std::uint64_t>(replication);
    ready.until = study_.until < 0 ? s.end : study_.until;
    if (ready.until <= s.start || ready.until > s.end)
        throw wz::InputError(
            {{study_.file, 0},
             fmt::format("until is {}", wz::clock_text(ready.until)),
             fmt::format("a time after {} and not after {}", wz::clock_text(s.start), wz::clock_text(s.end)),
             "the study's `until` must lie within the scenario's day"});
    ready.scenario = std::make_shared<const wz::Scenario>(std::move(s));
    return ready;
}

}  // namespace study
