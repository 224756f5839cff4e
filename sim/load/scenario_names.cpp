// Names in scenarios: passes, places, shares.
#include <fmt/format.h>

#include <algorithm>

#include "load/nearest.hpp"
#include "load/scenario_sections.hpp"

namespace wz {

namespace {
template <class Rows>
std::vector<std::string> ids_of(const Rows& rows) {
    std::vector<std::string> ids;
    for (const auto& row : rows) ids.push_back(row.name.id);
    return ids;
}
}  // namespace

std::uint32_t ScenarioReader::resolve(const std::string& id, const std::vector<std::string>& known,
                                      const Location& where, std::string_view what) const {
    const auto found = std::ranges::find(known, id);
    if (found != known.end()) return static_cast<std::uint32_t>(found - known.begin());
    if (!id.empty())
        problems.add(where, fmt::format("there is no {} \"{}\"", what, id),
                     fmt::format("the id of {} {}", what[0] == 'e' || what[0] == 'a' ? "an" : "a", what),
                     did_you_mean(id, known));
    return UINT32_MAX;
}

PassId ScenarioReader::pass(const std::string& id, const Location& where) const {
    std::vector<std::string> ids;
    for (const Pass& p : scenario.passes) ids.push_back(p.id);
    PassId found;
    found.value = resolve(id, ids, where, "pass");
    return found;
}
PlaceId ScenarioReader::place(const std::string& id, const Location& where) const {
    PlaceId found;
    found.value = resolve(id, ids_of(town.places), where, "place");
    return found;
}
DockId ScenarioReader::dock(const std::string& id, const Location& where) const {
    DockId found;
    found.value = resolve(id, ids_of(town.docks), where, "dock");
    return found;
}
StopId ScenarioReader::stop(const std::string& id, const Location& where) const {
    StopId found;
    found.value = resolve(id, ids_of(town.stops), where, "stop");
    return found;
}

std::vector<PassId> ScenarioReader::pass_list(Fields& f, std::string_view key) const {
    std::vector<PassId> passes;
    for (const Word& id : f.words(key))
        if (const PassId p = pass(id.text, id.where); p.valid()) passes.push_back(p);
    std::ranges::sort(passes);
    return passes;
}

std::vector<PlaceId> ScenarioReader::places(const DocNode& node, const std::string& path, bool ordered) const {
    std::vector<PlaceId> found;
    if (node.is_list()) {
        for (const DocNode& item : node.items)
            if (const auto id = as_text(item, path, problems))
                if (const PlaceId p = place(*id, item.where()); p.valid()) found.push_back(p);
        if (!ordered) std::ranges::sort(found);
        return found;
    }
    if (!node.is_map()) {
        problems.add(node.where(), fmt::format("{} is {}", path, node.shown()),
                     "a list of place ids or {kinds: [..], tags: [..], ids: [..]}",
                     "see scenarios/README.md, place list");
        return found;
    }
    Fields f(node, path, problems);
    const std::vector<std::string> kinds = f.texts("kinds"), tags = f.texts("tags");
    const std::vector<Word> ids = f.words("ids"), except = f.words("except");
    f.done();
    for (std::size_t i = 0; i < town.places.size(); ++i) {
        const Place& p = town.places[PlaceId(i)];
        const bool kind = kinds.empty() || std::ranges::find(kinds, p.kind) != kinds.end();
        const bool tag = tags.empty() || std::ranges::any_of(tags, [&](const std::string& t) { return p.has_tag(t); });
        const bool named = std::ranges::find(ids, p.name.id, &Word::text) != ids.end();
        const bool chosen = named || (kind && tag && !(kinds.empty() && tags.empty()));
        if (chosen && std::ranges::find(except, p.name.id, &Word::text) == except.end()) found.push_back(PlaceId(i));
    }
    for (const Word& id : ids) place(id.text, id.where);
    for (const Word& id : except) place(id.text, id.where);
    if (found.empty())
        problems.add(node.where(), path + " selects no place", "kinds and tags that some place of the map has",
                     "`wuzhen map check` lists what the map holds");
    return found;
}

std::vector<Share> ScenarioReader::shares(Fields& f, std::string_view key, bool whole) const {
    std::vector<Share> out;
    double sum = 0;
    const DocNode* map = f.map(key);
    for (const DocMember* m : by_key(map)) {
        const auto share = as_number(m->node, f.path(key) + "." + m->key, share_range, problems);
        if (!share) continue;
        out.push_back({m->key, *share, m->where});
        sum += *share;
    }
    if (whole && map && (sum < 0.99 || sum > 1.01))
        problems.add(f.where(key), fmt::format("the shares of {} sum to {:.3g}", f.path(key), sum),
                     "shares with the sum 1 (± 0.01)", "adjust them");
    return out;
}

void ScenarioReader::window(Tick from, Tick to, const Location& where, const std::string& path) const {
    if (to <= from)
        problems.add(where, fmt::format("{} ends at {} but begins at {}", path, clock_text(to), clock_text(from)),
                     "an end after the beginning", "times after midnight go on past 24:00");
}

void ScenarioReader::within_day(Tick at, const Location& where, const std::string& path) const {
    if (scenario.end <= scenario.start || (at >= scenario.start && at <= scenario.end)) return;
    problems.add(where, fmt::format("{} is {}, outside the day", path, clock_text(at)),
                 fmt::format("{} to {}", clock_text(scenario.start), clock_text(scenario.end)),
                 "change it, or the `day`");
}

void ScenarioReader::window_of_day(Fields& f, Tick from, Tick to, std::string_view from_key,
                                   std::string_view to_key) const {
    window(from, to, f.where(from_key), f.path(to_key));
    if (f.has(from_key)) within_day(from, f.at(from_key), f.path(from_key));
    if (f.has(to_key)) within_day(to, f.at(to_key), f.path(to_key));
}

void ScenarioReader::id(const DocMember& m, std::string_view what) const {
    constexpr std::size_t longest = 64;
    const bool good = !m.key.empty() && m.key.size() <= longest && std::ranges::all_of(m.key, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (!good)
        problems.add(m.where, fmt::format("the id `{}` of a {}", m.key.substr(0, longest), what),
                     fmt::format("1 to {} characters of a–z, 0–9 and _", longest), "rename it");
}

}  // namespace wz
