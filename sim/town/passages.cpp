// Zones, and what opens onto the walkable surface: places and entries.
#include <fmt/format.h>

#include <algorithm>

#include "town/build.hpp"

namespace wz::build {

namespace {

constexpr int most_access_zones = 31;  // bits of Link::access_zones

PatchId patch_of_polygon(const Town& town, const std::string& id) {
    const auto it = std::ranges::find(town.patches, id, [](const Patch& p) -> const std::string& { return p.name.id; });
    return it == town.patches.end() ? PatchId() : PatchId(static_cast<std::size_t>(it - town.patches.begin()));
}

/// Streets and ways that lead through a polygon.
std::vector<LinkId> ways_through(const Town& town, const std::vector<Vec2>& ring) {
    std::vector<LinkId> ways;
    if (ring.empty()) return ways;
    std::vector<Vec2d> area;
    for (const Vec2 p : ring) area.push_back(to_double(p));
    const Box box = box_of(area);
    for (std::size_t i = 0; i < town.links.size(); ++i) {
        const Link& l = town.links[LinkId(i)];
        if (!box.touches(box_of(std::vector{to_double(town.nodes[l.a].at), to_double(town.nodes[l.b].at)}))) continue;
        const int metres = static_cast<int>(l.length) + 1;
        for (int k = 0; k <= metres; ++k) {
            const Vec2 at =
                town.nodes[l.a].at + l.along * (l.length * static_cast<float>(k) / static_cast<float>(metres));
            if (!inside_ring(to_double(at), area)) continue;
            ways.push_back(LinkId(i));
            break;
        }
    }
    return ways;
}

Place place_of(const Town& town, const PlaceFeature& f, Problems& problems) {
    Place p;
    p.name = name_of(f);
    p.kind = f.kind;
    p.capacity = f.capacity;
    p.door_width_m = f.door_width_m;
    p.indoor = f.indoor;
    p.opens = f.opens;
    p.closes = f.closes;
    p.attraction = f.attraction;
    p.dwell_min = f.dwell_min;
    p.tags = f.tags;
    p.door = snap(town, f, f.at, problems);
    if (!f.area.empty()) p.area_patch = patch_of_polygon(town, f.area);
    if (p.area_patch.valid()) p.area = town.patches[p.area_patch].outline;
    p.ways = ways_through(town, p.area);
    if (p.door.link.valid()) p.report_zone = town.patches[town.links[p.door.link].patch].report_zone;
    return p;
}

}  // namespace

Name name_of(const FeatureHead& f) { return {f.id, f.name_zh, f.name_en}; }

void add_zones(Town& town, Problems& problems) {
    int bit = 0;
    for (const ZoneFeature& z : town.map.zones) {
        Zone zone{name_of(z), z.zone_class, z.function, {}, -1};
        for (const Vec2d p : z.ring) zone.ring.push_back(to_float(p));
        if (z.zone_class == ZoneClass::access && bit == most_access_zones) {
            problems.add(z.where, fmt::format("`{}` is one access zone too many", z.id),
                         fmt::format("at most {}", most_access_zones), "join zones that admit the same people");
        } else if (z.zone_class == ZoneClass::access) {
            zone.access_bit = bit++;
        }
        town.zones.push_back(std::move(zone));
    }
}

std::uint32_t access_zones_at(const Town& town, Vec2d p) {
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < town.zones.size(); ++i) {
        const int bit = town.zones[ZoneId(i)].access_bit;
        if (bit >= 0 && inside_ring(p, town.map.zones[i].ring)) bits |= 1u << bit;
    }
    return bits;
}

void add_passages(Town& town, Problems& problems) {
    for (const PlaceFeature& f : town.map.places) town.places.push_back(place_of(town, f, problems));
    for (const EntryFeature& f : town.map.entries)
        town.entries.push_back({name_of(f), f.mode, f.capacity_per_min, snap(town, f, f.at, problems)});
}

}  // namespace wz::build
