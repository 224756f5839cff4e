// Roads become links; stops and depots find their place on them; crossings are where people walk across.
#include <algorithm>
#include <cmath>

#include "town/build.hpp"

namespace wz::build {

namespace {

constexpr double longest_road_link = 60;  // m
constexpr double farthest_road = 60;      // m from a stop or depot

struct OnRoad {
    RoadLinkId link;
    double along = 0;
    Vec2d at;
};

OnRoad nearest_road(const Town& town, Vec2d p, bool carts, bool buses) {
    OnRoad best;
    double distance = farthest_road;
    for (std::size_t i = 0; i < town.road_links.size(); ++i) {
        const RoadLink& l = town.road_links[RoadLinkId(i)];
        if ((carts && !l.carts) || (buses && !l.buses) || l.length < 2) continue;
        auto on = nearest_on_segment(p, town.road_nodes[l.a].at, town.road_nodes[l.b].at);
        if (on.distance >= distance) continue;
        distance = on.distance;
        on.fraction = std::clamp(on.fraction, 1 / l.length, 1 - 1 / l.length);  // not on a junction
        best = {RoadLinkId(i), on.fraction * l.length,
                town.road_nodes[l.a].at + (town.road_nodes[l.b].at - town.road_nodes[l.a].at) * on.fraction};
    }
    return best;
}

void add_links(Town& town) {
    std::vector<NetLine> lines;
    for (const RoadFeature& r : town.map.roads) lines.push_back({r.line, 0});
    const Network net = make_network(lines);
    for (const NetVertex& v : net.vertices) town.road_nodes.push_back({v.at});
    for (const NetEdge& e : net.edges) {
        const RoadFeature& r = town.map.roads[e.line];
        const Vec2d a = net.vertices[e.a].at, b = net.vertices[e.b].at;
        const int parts = std::max(1, static_cast<int>(std::ceil(norm(b - a) / longest_road_link)));
        RoadNodeId from(e.a);
        for (int k = 1; k <= parts; ++k) {
            const RoadNodeId to = k == parts ? RoadNodeId(e.b) : town.road_nodes.next_id();
            if (k < parts) town.road_nodes.push_back({a + (b - a) * (static_cast<double>(k) / parts)});
            town.road_links.push_back({from, to, e.line, norm(town.road_nodes[to].at - town.road_nodes[from].at),
                                       r.speed_limit_mps, r.width_m, r.carts, r.buses, r.one_way});
            from = to;
        }
    }
}

void add_crossings(Town& town) {
    for (std::size_t r = 0; r < town.road_links.size(); ++r) {
        const RoadLink& road = town.road_links[RoadLinkId(r)];
        const Vec2d a = town.road_nodes[road.a].at, d = town.road_nodes[road.b].at - a;
        for (std::size_t i = 0; i < town.links.size(); ++i) {
            const Link& walk = town.links[LinkId(i)];
            if (walk.kind == LinkKind::square || walk.kind == LinkKind::gate || (walk.decks & 1) == 0) continue;
            const Vec2d p = to_double(town.nodes[walk.a].at), e = to_double(town.nodes[walk.b].at) - p;
            const double det = cross(d, e);
            if (det == 0) continue;
            const double s = cross(p - a, e) / det, t = cross(p - a, d) / det;
            if (s < 0 || s >= 1 || t < 0 || t >= 1) continue;
            const double sine = std::max(0.3, std::abs(det) / (norm(d) * norm(e)));
            town.crossings.push_back({RoadLinkId(r), s * road.length, a + d * s, walk.half_width / sine, LinkId(i)});
        }
    }
}

}  // namespace

void add_roads(Town& town, Problems& problems) {
    add_links(town);
    add_crossings(town);
    for (const StopFeature& f : town.map.stops) {
        Stop s;
        s.name = name_of(f);
        s.carts = f.carts, s.buses = f.buses, s.bays = f.bays, s.waiting_capacity = f.waiting_capacity;
        s.platform = snap(town, f, f.at, problems);
        const OnRoad on = nearest_road(town, f.at, f.carts, f.buses);
        if (!on.link.valid())
            problems.add(f.where, f.id + " is not beside a road for its vehicles",
                         "a road of the same modes within 60 m", "move the stop or draw the road");
        s.road = on.link, s.along = on.along, s.at = on.at;
        town.stops.push_back(std::move(s));
    }
    for (const DepotFeature& f : town.map.depots) {
        const OnRoad on = nearest_road(town, f.at, f.carts, f.buses);
        if (!on.link.valid())
            problems.add(f.where, f.id + " is not on a road for its vehicles", "a road of the same modes within 60 m",
                         "move the depot or draw the road");
        town.depots.push_back({name_of(f), on.link, on.along, f.carts, f.buses, f.capacity});
    }
}

}  // namespace wz::build
