// Shortest ways over the water: Dijkstra over directed links, so that a boat under way never turns round in a canal.
#include <algorithm>
#include <queue>

#include "waterway/track.hpp"

namespace wz::water {

namespace {

constexpr double unreachable = 1e18;

struct Directed {  // 2 × link + (1: b → a)
    std::size_t value;
    [[nodiscard]] WaterLinkId link() const { return WaterLinkId(value / 2); }
    [[nodiscard]] bool reverse() const { return (value & 1) != 0; }
};
Directed directed(WaterLinkId link, bool reverse) { return {2 * link.index() + (reverse ? 1 : 0)}; }

using Entry = std::pair<double, std::size_t>;  // cost, state: ties go to the lower number
using Open = std::priority_queue<Entry, std::vector<Entry>, std::greater<>>;

/// Sharp turns cost as much as a detour; a hull does not get round a hairpin.
double turn_cost(const Fairway& f, Directed from, Directed to) {
    const Vec2d a = f.direction(from.link()) * (from.reverse() ? -1.0 : 1.0);
    const Vec2d b = f.direction(to.link()) * (to.reverse() ? -1.0 : 1.0);
    const double c = dot(a, b);
    return c > 0.7 ? 0 : (c > -0.3 ? 8 : unreachable);
}

}  // namespace

std::vector<Leg> find_way(const Fairway& f, const Passage& passage, WaterLinkId from_link, double from_along,
                          const Slot& to, std::optional<bool> only_reverse) {
    const auto& links = f.town->water_links;
    std::vector<double> cost(2 * links.size(), unreachable);  // to the far end of the directed link
    std::vector<std::size_t> previous(2 * links.size(), SIZE_MAX);
    Open open;
    struct {
        double cost = unreachable;
        std::size_t before = SIZE_MAX;  // state from which the last link is entered; SIZE_MAX: it is the first, too
        Directed link{0};
    } last;
    const auto t_of = [&](Directed d, double along) { return d.reverse() ? links[d.link()].length - along : along; };
    const auto arrive = [&](double c, std::size_t before, Directed d) {
        if (c < last.cost) last = {c, before, d};
    };
    for (const bool reverse : {false, true}) {
        if (only_reverse && *only_reverse != reverse) continue;
        if (!only_reverse && !passage.open(links[from_link], from_link, reverse)) continue;
        const Directed d = directed(from_link, reverse);
        const double t = t_of(d, from_along);
        if (d.link() == to.link && t_of(d, to.along) > t) arrive(t_of(d, to.along) - t, SIZE_MAX, d);
        cost[d.value] = links[from_link].length - t;
        open.push({cost[d.value], d.value});
    }
    while (!open.empty()) {
        const auto [c, state] = open.top();
        open.pop();
        if (c > cost[state]) continue;
        if (c >= last.cost) break;
        const Directed here{state};
        const WaterNodeId node = here.reverse() ? links[here.link()].a : links[here.link()].b;
        for (const WaterLinkId next : f.links_at[node.index()]) {
            const Directed d = directed(next, links[next].a != node);
            if (next == here.link() || !passage.open(links[next], next, d.reverse())) continue;
            const double start = c + turn_cost(f, here, d);
            if (start >= unreachable) continue;
            if (next == to.link) arrive(start + t_of(d, to.along), state, d);
            if (start + links[next].length >= cost[d.value]) continue;
            cost[d.value] = start + links[next].length;
            previous[d.value] = state;
            open.push({cost[d.value], d.value});
        }
    }
    if (last.cost >= unreachable) return {};
    std::vector<Leg> legs{{last.link.link(), last.link.reverse(), 0, t_of(last.link, to.along)}};
    for (std::size_t s = last.before; s != SIZE_MAX; s = previous[s])
        legs.push_back({Directed{s}.link(), Directed{s}.reverse(), 0, links[Directed{s}.link()].length});
    std::ranges::reverse(legs);
    legs.front().from = t_of(directed(legs.front().link, legs.front().reverse), from_along);
    return legs;
}

std::vector<double> distances_from(const Fairway& f, const Passage& passage, const Slot& slot) {
    const auto& links = f.town->water_links;
    std::vector<double> distance(f.links_at.size(), unreachable);
    Open open;
    const auto offer = [&](WaterNodeId node, double d) {
        if (d >= distance[node.index()]) return;
        distance[node.index()] = d;
        open.push({d, node.index()});
    };
    offer(links[slot.link].a, slot.along);
    offer(links[slot.link].b, links[slot.link].length - slot.along);
    while (!open.empty()) {
        const auto [d, n] = open.top();
        open.pop();
        if (d > distance[n]) continue;
        for (const WaterLinkId l : f.links_at[n]) {
            if (!passage.open(links[l], l, false) && !passage.open(links[l], l, true)) continue;
            offer(links[l].a.index() == n ? links[l].b : links[l].a, d + links[l].length);
        }
    }
    return distance;
}

}  // namespace wz::water
