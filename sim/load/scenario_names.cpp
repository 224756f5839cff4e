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
        problems.add(where, fmt::format("there is no {} \"{}\"", what, id), fmt::format("the id of a {}", what),
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
    for (const std::string& id : f.texts(key))
        if (const PassId p = pass(id, f.where(key)); p.valid()) passes.push_back(p);
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
    const std::vector<std::string> kinds = f.texts("kinds"), tags = f.texts("tags"), ids = f.texts("ids"),
                                   except = f.texts("except");
    f.done();
    for (std::size_t i = 0; i < town.places.size(); ++i) {
        const Place& p = town.places[PlaceId(i)];
        const bool kind = kinds.empty() || std::ranges::find(kinds, p.kind) != kinds.end();
        const bool tag = tags.empty() || std::ranges::any_of(tags, [&](const std::string& t) { return p.has_tag(t); });
        const bool named = std::ranges::find(ids, p.name.id) != ids.end();
        const bool chosen = named || (kind && tag && !(kinds.empty() && tags.empty()));
        if (chosen && std::ranges::find(except, p.name.id) == except.end()) found.push_back(PlaceId(i));
    }
    for (const std::string& id : ids) place(id, f.where("ids"));
    for (const std::string& id : except) place(id, f.where("except"));
    if (found.empty())
        problems.add(node.where(), path + " selects no place", "kinds and tags that some place of the map has",
                     "`wuzhen map check` lists what the map holds");
    return found;
}

std::vector<std::pair<std::string, double>> ScenarioReader::shares(Fields& f, std::string_view key, bool whole) const {
    std::vector<std::pair<std::string, double>> out;
    double sum = 0;
    const DocNode* map = f.map(key);
    for (const DocMember* m : by_key(map)) {
        const auto share = as_number(m->node, f.path(key) + "." + m->key, share_range, problems);
        if (!share) continue;
        out.emplace_back(m->key, *share);
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

}  // namespace wz
