// Who is where: bodies on lanes and vehicles in junctions, derived from the vehicles' positions.
#include <algorithm>
#include <tuple>

#include "shuttle/state.hpp"

namespace wz::road {

namespace {

bool behind(const Part& a, const Part& b) { return std::tie(a.rear, a.vehicle) < std::tie(b.rear, b.vehicle); }

/// From the body's front backwards over the lanes of its own path. A vehicle that came out of a bay near the beginning
/// of its first lane is cut off there: what would stick out is still beside the road.
void add_parts(Traffic& t, std::uint32_t index) {
    const Vehicle& v = t.vehicles[index];
    double left = t.spec(v).length_m;
    double front = v.front;
    for (std::size_t i = v.at + 1; i-- > 0 && left > 0;) {
        const double rear = std::max(0.0, front - left);
        auto& lane = t.parts[v.path[i]];
        const Part part{rear, front, index};
        lane.insert(std::upper_bound(lane.begin(), lane.end(), part, behind), part);
        t.lanes_in_use.push_back(v.path[i]);
        left -= front - rear;
        if (i > 0) front = t.roads->lane(v.path[i - 1]).length;
    }
}

void add_holdings(Traffic& t, std::uint32_t index) {
    const Vehicle& v = t.vehicles[index];
    const double length_m = t.spec(v).length_m;
    double start_m = -v.front;  // of lane i, ahead of the front
    std::size_t first = v.at;
    while (first > 0) start_m -= t.roads->lane(v.path[--first]).length;
    const RoadNodeId origin = t.roads->lane(v.path[0]).from;
    if (const double r = t.roads->junction_radius(origin); r > 0 && -start_m - length_m < r) {
        t.holdings.push_back({origin, index, {}, v.path[0]});
    }
    const auto may_hold = [&](std::size_t i) { return i < v.granted || start_m < t.roads->widest_junction(); };
    for (std::size_t i = first; i < v.path.size() && start_m < 2 * length_m + 100 && may_hold(i); ++i) {
        start_m += t.roads->lane(v.path[i]).length;  // now of the node at its end
        const RoadNodeId node = t.roads->lane(v.path[i]).to;
        const double r = t.roads->junction_radius(node);
        if (r == 0) continue;
        const bool left_behind = -start_m - length_m >= r;
        const bool in_or_granted = start_m < r || (i < v.granted && i >= v.at);
        const LaneId out = i + 1 < v.path.size() ? v.path[i + 1] : LaneId{};
        if (!left_behind && in_or_granted) t.holdings.push_back({node, index, v.path[i], out});
    }
}

bool before(const Holding& a, const Holding& b) {
    return std::tie(a.node, a.vehicle, a.in) < std::tie(b.node, b.vehicle, b.in);
}

}  // namespace

void add_holding(Traffic& t, const Holding& holding) {
    t.holdings.insert(std::upper_bound(t.holdings.begin(), t.holdings.end(), holding, before), holding);
}

void find_occupancy(Traffic& t) {
    for (const LaneId lane : t.lanes_in_use) t.parts[lane].clear();
    t.lanes_in_use.clear();
    t.holdings.clear();
    for (std::uint32_t i = 0; i < t.vehicles.size(); ++i) {
        if (!t.vehicles[i].on_road) continue;
        add_parts(t, i);
        add_holdings(t, i);
    }
    std::sort(t.holdings.begin(), t.holdings.end(), before);
}

std::span<const Holding> holdings_of(const Traffic& t, RoadNodeId node) {
    const auto by_node = [](const Holding& h, RoadNodeId n) { return h.node < n; };
    const auto first = std::lower_bound(t.holdings.begin(), t.holdings.end(), node, by_node);
    auto last = first;
    while (last != t.holdings.end() && last->node == node) ++last;
    return {first, last};
}

}  // namespace wz::road
