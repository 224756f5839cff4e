#include "town/map_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "params/params.hpp"
#include "town/build.hpp"
#include "town/map_overlaps.hpp"
#include "town/map_reach.hpp"

namespace wz {

namespace {

constexpr double beam_margin = 0.6;  // m of water beside a hull

/// Component of each node of a graph given as a list of (a, b); the largest component is 0, the others count from 1.
std::vector<int> components(std::size_t nodes, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& edges) {
    std::vector<std::uint32_t> root(nodes);
    for (std::uint32_t i = 0; i < nodes; ++i) root[i] = i;
    const auto find = [&](std::uint32_t n) {
        while (root[n] != n) n = root[n] = root[root[n]];
        return n;
    };
    for (const auto& [a, b] : edges) root[std::max(find(a), find(b))] = std::min(find(a), find(b));
    std::vector<int> size(nodes, 0), label(nodes, 0);
    for (std::uint32_t i = 0; i < nodes; ++i) ++size[find(i)];
    const auto largest = static_cast<std::uint32_t>(std::ranges::max_element(size) - size.begin());
    for (std::uint32_t i = 0; i < nodes; ++i) label[i] = find(i) == largest ? 0 : static_cast<int>(find(i)) + 1;
    return label;
}

class Checker {
public:
    explicit Checker(const Town& town) : town_(town) {}
    std::vector<MapFinding> run() {
        walking();
        leaks();
        water();
        roads();
        find_overlaps(town_, findings_);
        return std::move(findings_);
    }

private:
    void note(bool error, const Name& name, Vec2d at, std::string text) {
        findings_.push_back({error, name, town_.origin.to_lonlat(at), std::move(text)});
    }
    void walking();
    void leaks();
    void water();
    void roads();

    const Town& town_;
    std::vector<MapFinding> findings_;
};

void Checker::walking() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
    for (const Link& l : town_.links)
        if (!l.closed) edges.emplace_back(l.a.value, l.b.value);
    const std::vector<int> part = components(town_.nodes.size(), edges);
    const OnFoot anywhere(town_, entry_doors(town_), 0);
    const auto check = [&](const Name& name, const Access& at) {
        if (part[at.nearest.index()] != 0)
            note(true, name, to_double(at.at), "cannot be reached on foot from most of the town");
        else if (!town_.entries.empty() && !anywhere.reaches(at))
            note(true, name, to_double(at.at), "cannot be reached from the entries, or not left: one-way lines");
    };
    for (const Place& p : town_.places) check(p.name, p.door);
    for (const Entry& e : town_.entries) check(e.name, e.door);
    for (const Dock& d : town_.docks) check(d.name, d.landing);
    for (const Stop& s : town_.stops) check(s.name, s.platform);
}

void Checker::leaks() {
    for (const Link& l : town_.links) {
        if (l.kind == LinkKind::gate) continue;
        const Vec2d a = to_double(town_.nodes[l.a].at), b = to_double(town_.nodes[l.b].at);
        const std::uint32_t changed =
            build::access_zones_at(town_, a + (b - a) * 0.02) ^ build::access_zones_at(town_, a + (b - a) * 0.98);
        if (changed != 0)
            note(true, town_.patches[l.patch].name, (a + b) * 0.5,
                 "crosses the boundary of an access zone without a gate");
    }
}

void Checker::water() {
    const double boat_height = Params{}.waterway.boat_height_m, passage = build::hull_beam + beam_margin;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
    for (const WaterLink& l : town_.water_links) {
        if (!l.boats) continue;
        const Vec2d at = (town_.water_nodes[l.a].at + town_.water_nodes[l.b].at) * 0.5;
        const bool low = l.headroom < boat_height, narrow = l.width < passage;
        const Name name = l.bridge < town_.map.walk_lines.size() ? build::name_of(town_.map.walk_lines[l.bridge])
                                                                 : town_.canal_names[l.canal];
        if (low)
            note(true, name, at, fmt::format("has {:.2f} m of headroom; boats need {:.1f} m", l.headroom, boat_height));
        if (narrow)
            note(true, name, at, fmt::format("leaves {:.2f} m of water; boats need {:.1f} m", l.width, passage));
        if (!low && !narrow) edges.emplace_back(l.a.value, l.b.value);
    }
    const std::vector<int> part = components(town_.water_nodes.size(), edges);
    for (const Dock& d : town_.docks)
        for (const Berth& b : d.berths)
            if (part[town_.water_links[b.link].a.index()] != 0)
                note(true, d.name, b.at, "a berth cannot be reached by boat from most of the water");
}

void Checker::roads() {
    for (const bool bus : {false, true}) {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
        for (const RoadLink& l : town_.road_links)
            if (bus ? l.buses : l.carts) edges.emplace_back(l.a.value, l.b.value);
        const std::vector<int> part = components(town_.road_nodes.size(), edges);
        for (const Stop& s : town_.stops)
            if ((bus ? s.buses : s.carts) && s.road.valid() && part[town_.road_links[s.road].a.index()] != 0)
                note(false, s.name, s.at,
                     fmt::format("cannot be reached by {} from most of the roads", bus ? "bus" : "cart"));
    }
}

}  // namespace

std::vector<MapFinding> check_map(const Town& town) { return Checker(town).run(); }

}  // namespace wz
