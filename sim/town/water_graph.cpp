// Canals and fairways become links, narrower and lower where a bridge stands over them.
#include <algorithm>
#include <cmath>

#include "town/build.hpp"

namespace wz::build {

namespace {

constexpr double longest_water_link = 40;  // m
constexpr double opening_half = 4;         // m along the canal on each side of a bridge's line that the opening takes
constexpr double shortest_link = 0.5;      // m

struct Opening {
    double from, to;  // m along the edge
    std::uint32_t bridge;
};

std::vector<Opening> openings_on(const Town& town, Vec2d a, Vec2d b) {
    std::vector<Opening> openings;
    const double length = norm(b - a);
    for (const BridgeCrossing& c : bridges_over(town, a, b))
        openings.push_back({std::max(0.0, c.along - opening_half), std::min(length, c.along + opening_half), c.bridge});
    return openings;
}

/// Where an edge is cut: at the ends of openings, none closer than shortest_link to another.
std::vector<double> cuts_at(const std::vector<Opening>& openings, double length) {
    std::vector<double> cuts{0, length};
    for (const Opening& o : openings)
        for (const double c : {o.from, o.to})
            if (std::ranges::all_of(cuts, [c](double k) { return std::abs(k - c) > shortest_link; })) cuts.push_back(c);
    std::ranges::sort(cuts);
    return cuts;
}

void narrow(WaterLink& l, const std::vector<Opening>& openings, double middle, const MapData& map) {
    for (const Opening& o : openings) {
        if (middle < o.from || middle > o.to) continue;
        const WalkLine& bridge = map.walk_lines[o.bridge];
        l.width = std::min(l.width, bridge.span_m);
        l.headroom = std::min(l.headroom, bridge.headroom_m);
        if (bridge.passing != WaterLink::passing_by_default) l.passing = bridge.passing;
        l.bridge = o.bridge;
    }
}

void add_edge(Town& town, const NetEdge& e) {
    const CanalFeature& canal = town.map.canals[e.line];
    const Vec2d a = town.water_nodes[WaterNodeId(e.a)].at, b = town.water_nodes[WaterNodeId(e.b)].at;
    const double length = norm(b - a);
    const std::vector<Opening> openings = openings_on(town, a, b);
    const std::vector<double> cuts = cuts_at(openings, length);
    WaterNodeId from(e.a);
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        const int parts = std::max(1, static_cast<int>(std::ceil((cuts[i + 1] - cuts[i]) / longest_water_link)));
        for (int k = 1; k <= parts; ++k) {
            const bool last = i + 2 == cuts.size() && k == parts;
            const double m = cuts[i] + (cuts[i + 1] - cuts[i]) * k / parts;
            const WaterNodeId to = last ? WaterNodeId(e.b) : town.water_nodes.next_id();
            if (!last) town.water_nodes.push_back({a + (b - a) * (m / length)});
            WaterLink l{from, to, norm(town.water_nodes[to].at - town.water_nodes[from].at), canal.width_m};
            l.depth = canal.depth_m;
            l.one_way = canal.one_way;
            l.boats = canal.boats;
            l.passing = canal.passing;
            l.canal = e.line;
            narrow(l, openings, (cuts[i] + cuts[i + 1]) / 2, town.map);
            town.water_links.push_back(l);
            from = to;
        }
    }
}

}  // namespace

std::vector<BridgeCrossing> bridges_over(const Town& town, Vec2d a, Vec2d b) {
    std::vector<BridgeCrossing> found;
    for (std::uint32_t w = 0; w < town.map.walk_lines.size(); ++w) {
        const WalkLine& f = town.map.walk_lines[w];
        if (f.form == BridgeForm::none) continue;
        for (std::size_t i = 0; i + 1 < f.line.size(); ++i) {
            const Meeting m = meeting(a, b, f.line[i], f.line[i + 1]);
            if (m.meet) found.push_back({m.on_ab * norm(b - a), w});
        }
    }
    return found;
}

void add_water_links(Town& town) {
    std::vector<NetLine> lines;
    for (const CanalFeature& c : town.map.canals) {
        lines.push_back({c.line, 0});
        town.canal_names.push_back(name_of(c));
    }
    const Network net = make_network(lines);
    for (const NetVertex& v : net.vertices) town.water_nodes.push_back({v.at});
    for (const NetEdge& e : net.edges) add_edge(town, e);
}

}  // namespace wz::build
