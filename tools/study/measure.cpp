#include "study/measure.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "observe/wording.hpp"

namespace study {

namespace {

using std::string_view;
using wz::Results;

constexpr double per_min = 1.0 / 60;

/// Splits "wait.dock.p95_min.west" after its first dot.
std::pair<string_view, string_view> cut(string_view name) {
    const std::size_t dot = name.find('.');
    if (dot == string_view::npos) return {name, {}};
    return {name.substr(0, dot), name.substr(dot + 1)};
}

void keep_larger(std::optional<Measured>& best, Measured m) {
    if (!best || m.value > best->value) best = std::move(m);
}

// ---- people -------------------------------------------------------------------------------------------------------

std::optional<Measured> of_people(const Results& r, string_view name) {
    using P = wz::PopulationResult;
    if (name == "entered") return Measured{static_cast<double>(r.sum(&P::entered))};
    if (name == "left") return Measured{static_cast<double>(r.sum(&P::left))};
    if (name == "planned") return Measured{static_cast<double>(r.sum(&P::planned))};
    if (name == "on_site_at_end") return Measured{static_cast<double>(r.sum(&P::on_site))};
    if (name == "peak_on_site") return Measured{static_cast<double>(r.peak_on_site), "", r.peak_at};
    if (name == "stranded_groups") return Measured{static_cast<double>(r.stranded)};
    return std::nullopt;
}
constexpr std::array people_names{"entered", "left", "planned", "on_site_at_end", "peak_on_site", "stranded_groups"};

// ---- level of service ---------------------------------------------------------------------------------------------

std::optional<Measured> of_patch(const wz::PatchCrowding& c, string_view what) {
    if (what == "f_min") return Measured{c.seconds_at[5] * per_min, "", c.max_at};
    if (what == "ef_min") return Measured{c.seconds_at_least(wz::LevelOfService::e) * per_min, "", c.max_at};
    if (what == "crowded_min")
        return Measured{wz::seconds(c.crowded_until - c.crowded_from) * per_min, "", c.crowded_from};
    if (what == "over4_min") return Measured{c.seconds_above_4 * per_min, "", c.max_at};
    if (what == "max_density") return Measured{c.max_density, "", c.max_at};
    if (what == "max_minute_density") return Measured{c.max_minute_density, "", c.max_at};
    if (what == "max_pressure") return Measured{c.max_pressure, "", c.pressure_at};
    return std::nullopt;
}
constexpr std::array crowding_names{
    "f_min", "ef_min", "crowded_min", "over4_min", "max_density", "max_minute_density", "max_pressure"};

/// The worst piece of the town, or of the street `place`.
std::optional<Measured> of_crowding(const Results& r, string_view name) {
    const auto [what, place] = cut(name);
    std::optional<Measured> worst;
    for (std::size_t i = 0; i < r.patches.size(); ++i) {
        const std::string& id = r.town->patches[wz::PatchId(i)].name.id;
        if (!place.empty() && id != place) continue;
        std::optional<Measured> m = of_patch(r.patches[wz::PatchId(i)], what);
        if (!m) return std::nullopt;
        m->element = id;
        keep_larger(worst, std::move(*m));
    }
    return worst;
}

// ---- waits --------------------------------------------------------------------------------------------------------

struct WaitWord {
    const char* name;
    bool sum;  // over queues; else the worst of them
    double (*of)(const wz::WaitResult&);
};
constexpr std::array wait_words{
    WaitWord{"median_min", false, [](const wz::WaitResult& w) { return w.median_s * per_min; }},
    WaitWord{"p95_min", false, [](const wz::WaitResult& w) { return w.p95_s * per_min; }},
    WaitWord{"mean_min", false, [](const wz::WaitResult& w) { return w.mean_s * per_min; }},
    WaitWord{"longest_min", false, [](const wz::WaitResult& w) { return w.longest_s * per_min; }},
    WaitWord{"longest_queue", false, [](const wz::WaitResult& w) { return static_cast<double>(w.longest_queue); }},
    WaitWord{"served", true, [](const wz::WaitResult& w) { return static_cast<double>(w.served); }},
    WaitWord{"balked", true, [](const wz::WaitResult& w) { return static_cast<double>(w.balked); }},
    WaitWord{"reneged", true, [](const wz::WaitResult& w) { return static_cast<double>(w.reneged); }},
};
constexpr std::array queue_kinds{"gate", "exit", "window", "dock", "stop"};

std::optional<Measured> of_waits(const Results& r, string_view name) {
    const auto [kind, rest] = cut(name);
    const auto [what, queue] = cut(rest);
    const auto word = std::ranges::find_if(wait_words, [w = what](const WaitWord& k) { return w == k.name; });
    if (word == wait_words.end() || std::ranges::find(queue_kinds, kind) == queue_kinds.end()) return std::nullopt;
    std::optional<Measured> all;
    for (const wz::WaitResult& w : r.waits) {
        if (wz::word(w.kind) != kind || (!queue.empty() && w.id != queue)) continue;
        if (word->sum) {
            if (!all) all = Measured{};
            all->value += word->of(w);
        } else {
            keep_larger(all, {word->of(w), w.id, w.longest_queue_at});
        }
    }
    return all;
}

// ---- shows, vehicles, bridges -------------------------------------------------------------------------------------

std::optional<Measured> of_shows(const Results& r, string_view name) {
    const auto [what, id] = cut(name);
    int wz::ShowResult::*of = what == "seated"        ? &wz::ShowResult::seated
                              : what == "late"        ? &wz::ShowResult::late
                              : what == "turned_away" ? &wz::ShowResult::turned_away
                                                      : nullptr;
    if (of == nullptr) return std::nullopt;
    Measured sum;
    bool any = id.empty();
    for (const wz::ShowResult& s : r.shows)
        if (id.empty() || s.id == id) sum.value += s.*of, any = true;
    return any ? std::optional(sum) : std::nullopt;
}
constexpr std::array show_names{"seated", "late", "turned_away"};

std::optional<Measured> of_rides(const wz::RideResult& r, string_view name) {
    if (name == "trips") return Measured{static_cast<double>(r.trips)};
    if (name == "riders") return Measured{static_cast<double>(r.riders)};
    if (name == "mean_aboard") return Measured{r.mean_aboard};
    if (name == "mean_ride_min") return Measured{r.mean_ride_s * per_min};
    if (name == "under_way") return Measured{static_cast<double>(r.most_under_way), "", r.most_under_way_at};
    return std::nullopt;
}
constexpr std::array ride_names{"trips", "riders", "mean_aboard", "mean_ride_min", "under_way"};

/// `riders.ferry`: of one boat service or cart line.
std::optional<Measured> of_services(const Results& r, string_view name) {
    const auto [what, id] = cut(name);
    const auto s = std::ranges::find(r.services, id, &wz::ServiceResult::id);
    if (s == r.services.end()) return std::nullopt;
    if (what == "trips") return Measured{static_cast<double>(s->trips)};
    if (what == "riders") return Measured{static_cast<double>(s->riders)};
    if (what == "mean_aboard") return Measured{s->mean_aboard};
    if (what == "median_ride_min") return Measured{s->median_ride_s * per_min};
    if (what == "p95_ride_min") return Measured{s->p95_ride_s * per_min};
    return std::nullopt;
}

std::optional<Measured> of_bridges(const Results& r, string_view name) {
    const auto [what, id] = cut(name);
    std::optional<Measured> worst;
    for (const wz::BridgeRecord& b : r.bridges) {
        if (!id.empty() && b.name.id != id) continue;
        if (what == "crossed") keep_larger(worst, {static_cast<double>(b.crossed), b.name.id});
        if (what == "peak_per_min") keep_larger(worst, {b.peak_per_min, b.name.id, b.peak_at});
        if (what == "max_density") keep_larger(worst, {b.max_density, b.name.id, b.peak_at});
    }
    return worst;
}
constexpr std::array bridge_names{"crossed", "peak_per_min", "max_density"};

}  // namespace

std::optional<Measured> measure(const Results& r, string_view name) {
    const auto [group, rest] = cut(name);
    if (group == "people") return of_people(r, rest);
    if (group == "los") return of_crowding(r, rest);
    if (group == "wait") return of_waits(r, rest);
    if (group == "shows") return of_shows(r, rest);
    if (group == "boats") return of_rides(r.boats, rest);
    if (group == "carts") return of_rides(r.carts, rest);
    if (group == "service") return of_services(r, rest);
    if (group == "bridge") return of_bridges(r, rest);
    return std::nullopt;
}

std::vector<std::string> measure_names(const Results& r) {
    std::vector<std::string> names;
    const auto add = [&](const char* group, const auto& list) {
        for (const char* n : list) names.push_back(fmt::format("{}.{}", group, n));
    };
    add("people", people_names), add("los", crowding_names), add("shows", show_names);
    add("boats", ride_names), add("carts", ride_names), add("bridge", bridge_names);
    for (const char* kind : queue_kinds)
        for (const WaitWord& w : wait_words) names.push_back(fmt::format("wait.{}.{}", kind, w.name));
    std::erase_if(names, [&](const std::string& n) { return !measure(r, n); });
    return names;
}

const std::vector<std::string>& headline_measures() {
    static const std::vector<std::string> names{"people.entered", "people.peak_on_site", "los.f_min",
                                                "los.ef_min",     "los.max_density",     "shows.turned_away"};
    return names;
}

}  // namespace study
