// Travel times to many goals at once against a plain search that looks at every link until nothing changes.
#include <gtest/gtest.h>

#include "base/random.hpp"
#include "load/map_file.hpp"
#include "routing/cost_fields.hpp"

namespace wz {
namespace {

std::vector<float> plain_times(const Town& town, const LinkTimes& times, const Access& goal, std::uint32_t forbidden) {
    const auto toll = [&](const Link& l) { return (l.access_zones & forbidden) != 0 ? CostFields::unreachable : 0.0f; };
    std::vector<float> time(town.nodes.size(), CostFields::never);
    const Link& last = town.links[goal.link];
    const auto& t = times.s[goal.link.index()];
    time[last.a.index()] = t[0] * (goal.along / last.length) + toll(last);
    time[last.b.index()] = t[1] * (1 - goal.along / last.length) + toll(last);
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < town.links.size(); ++i) {
            const Link& l = town.links[LinkId(i)];
            float &a = time[l.a.index()], &b = time[l.b.index()];
            const float by_b = b + (times.s[i][0] + toll(l)), by_a = a + (times.s[i][1] + toll(l));
            changed = changed || by_b < a || by_a < b;
            a = std::min(a, by_b), b = std::min(b, by_a);
        }
    }
    return time;
}

TEST(CostFields, TimesAreThoseOfAPlainSearch) {
    const auto town = build_town(load_map(std::string(WUZHEN_SOURCE_DIR) + "/maps/wuzhen.geojson"));
    const Params params;
    CostFields fields(*town, params.routing);
    std::vector<std::pair<Access, std::uint32_t>> goals;
    for (std::size_t p = 0; p < town->places.size(); p += 9)
        goals.emplace_back(town->places[PlaceId(p)].door, p % 2 == 0 ? 0u : 5u);
    for (const auto& [goal, forbidden] : goals) (void)fields.field(*town, goal, forbidden);
    LinkTimes times;
    Draws draw(1, Stream::route, 7, 0);
    for (const Link& l : town->links)
        times.s.push_back({free_time_s(l, true, params) * static_cast<float>(draw.uniform(1, 10)),
                           free_time_s(l, false, params) * static_cast<float>(draw.uniform(1, 10))});
    for (std::size_t i = 5; i < times.s.size(); i += 97) times.s[i][0] += CostFields::unreachable;
    for (std::size_t i = 8; i < times.s.size(); i += 89) times.s[i][1] = CostFields::never;
    std::vector<char> in_use(goals.size(), 1);
    for (std::size_t f = 0; f < in_use.size(); f += 7) in_use[f] = 0;  // these by themselves
    Team team(2);
    fields.update(*town, times, in_use, team);
    for (std::size_t f = 0; f < goals.size(); ++f) {
        fields.refresh(*town, FieldId(f));
        const auto plain = plain_times(*town, times, goals[f].first, goals[f].second);
        for (NodeId n(0); n.index() < plain.size(); ++n.value)
            ASSERT_EQ(fields.time_from(FieldId(f), n), plain[n.index()]) << "field " << f << " node " << n.value;
    }
}

}  // namespace
}  // namespace wz
