#include <algorithm>

#include "base/hash.hpp"
#include "town/build.hpp"

namespace wz {

namespace build {

Name name_of(const FeatureHead& f) { return {f.id, f.name_zh, f.name_en}; }

void add_zones(Town& town) {
    int bit = 0;
    for (const ZoneFeature& z : town.map.zones) {
        Zone zone{name_of(z), z.zone_class, z.function, {}, -1};
        for (const Vec2d p : z.ring) zone.ring.push_back(to_float(p));
        if (z.zone_class == ZoneClass::access && bit < 31) zone.access_bit = bit++;
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

Access snap(const Town& town, const FeatureHead& feature, Vec2d at, Problems& problems) {
    constexpr double farthest = 40, clearance = 0.45;  // m
    Access access;
    double best = farthest;
    for (std::size_t i = 0; i < town.links.size(); ++i) {
        const Link& l = town.links[LinkId(i)];
        if (l.kind == LinkKind::gate || l.length < 1) continue;
        if (std::min(norm(town.nodes[l.a].at - to_float(at)), norm(town.nodes[l.b].at - to_float(at))) > 60) continue;
        const Vec2d a = to_double(town.nodes[l.a].at), b = to_double(town.nodes[l.b].at);
        auto on = nearest_on_segment(at, a, b);
        // not on a node: there the next link's people pass
        on.fraction = std::clamp(on.fraction, 0.5 / l.length, 1 - 0.5 / l.length);
        const Vec2d middle = a + (b - a) * on.fraction;
        const double distance = std::max(0.0, norm(at - middle) - l.half_width) + (l.form != BridgeForm::none ? 15 : 0);
        if (distance >= best) continue;
        const Vec2d side = perp(unit(b - a));
        const double room = std::max(0.0, l.half_width - clearance);
        const Vec2d door = middle + side * std::clamp(dot(at - middle, side), -room, room);
        if (town.surface.distance(to_float(door), l.decks) < 0.3f) continue;
        best = distance;
        access = {to_float(door), LinkId(i), static_cast<float>(on.fraction * l.length), on.fraction < 0.5 ? l.a : l.b};
    }
    for (const WalkPolygon& polygon : town.map.walk_polygons) {  // beside or in a square
        const double depth = depth_in_ring(at, polygon.ring);
        if (std::max(0.0, -depth) >= best) continue;
        std::vector<Vec2d> ring = polygon.ring;
        ring.push_back(ring.front());
        Vec2d door = at;
        if (depth < 0.6) {
            const Vec2d edge = nearest_on_line(at, ring).at;
            door = edge + unit(centroid(polygon.ring) - edge) * 0.7;
        }
        double nearest = 1e9;
        for (std::size_t i = 0; i < town.links.size(); ++i) {
            const Link& l = town.links[LinkId(i)];
            if (l.kind != LinkKind::square || town.patches[l.patch].name.id != polygon.id) continue;
            const auto on = nearest_on_segment(to_float(door), town.nodes[l.a].at, town.nodes[l.b].at);
            if (on.distance >= nearest || town.surface.distance(to_float(door), l.decks) < 0.3f) continue;
            nearest = on.distance;
            access = {to_float(door), LinkId(i), on.fraction * l.length, on.fraction < 0.5f ? l.a : l.b};
            best = std::max(0.0, -depth);
        }
    }
    if (!access.link.valid())
        problems.add(feature.where, feature.id + " is more than 40 m from anything walkable",
                     "within 40 m of a street, square or quay", "move it or draw a street to it");
    return access;
}

namespace {
std::vector<Vec2> outline_of(const Town& town, const std::string& polygon, PatchId& patch) {
    for (std::size_t i = 0; i < town.patches.size(); ++i)
        if (town.patches[PatchId(i)].name.id == polygon) {
            patch = PatchId(i);
            return town.patches[patch].outline;
        }
    return {};
}
}  // namespace

void add_passages(Town& town, Problems& problems) {
    for (const PlaceFeature& f : town.map.places) {
        Place p;
        p.name = name_of(f);
        p.kind = f.kind, p.capacity = f.capacity, p.door_width_m = f.door_width_m, p.indoor = f.indoor;
        p.opens = f.opens, p.closes = f.closes, p.attraction = f.attraction, p.dwell_min = f.dwell_min, p.tags = f.tags;
        p.door = snap(town, f, f.at, problems);
        if (!f.area.empty()) {
            p.area = outline_of(town, f.area, p.area_patch);
            if (p.area.empty())
                problems.add(f.where, f.id + " names the area \"" + f.area + "\", which is no walkable polygon",
                             "the id of a square, forecourt or quay", "correct the id");
        }
        if (p.door.link.valid()) p.report_zone = town.patches[town.links[p.door.link].patch].report_zone;
        town.places.push_back(std::move(p));
    }
    for (const EntryFeature& f : town.map.entries)
        town.entries.push_back({name_of(f), f.mode, f.capacity_per_min, snap(town, f, f.at, problems)});
}

}  // namespace build

namespace {

std::uint64_t digest_of(const Town& t) {
    Hasher h;
    for (const Node& n : t.nodes) h.add(n.at.x), h.add(n.at.y);
    for (const Link& l : t.links) {
        h.add((std::uint64_t{l.a.value} << 32) | l.b.value);
        h.add(l.half_width);
        h.add((std::uint64_t{l.access_zones} << 16) | (std::uint64_t{static_cast<std::uint8_t>(l.kind)} << 8) |
              static_cast<std::uint8_t>(l.climb));
    }
    for (const Place& p : t.places) h.add(p.name.id), h.add(p.capacity), h.add(p.door.at.x), h.add(p.door.at.y);
    for (const Gate& g : t.gates) h.add(g.name.id), h.add(g.lanes), h.add(g.service_s);
    for (const WaterLink& l : t.water_links) h.add(l.length), h.add(l.width), h.add(l.headroom);
    for (const Dock& d : t.docks) h.add(d.name.id), h.add(d.berths.size());
    for (const RoadLink& l : t.road_links) h.add(l.length), h.add(l.speed_limit);
    return h.value();
}

template <class Rows>
auto find_by_name(const Rows& rows, std::string_view id) -> decltype(rows.next_id()) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[decltype(rows.next_id())(i)].name.id == id) return decltype(rows.next_id())(i);
    return {};
}

}  // namespace

std::shared_ptr<const Town> build_town(MapData map) {
    auto town = std::make_shared<Town>();
    town->map = std::move(map);
    town->origin = town->map.origin;
    town->title = town->map.title;
    Problems problems;
    build::add_zones(*town);
    build::add_streets(*town, problems);
    build::add_surface(*town);
    build::add_passages(*town, problems);
    build::add_waterways(*town, problems);
    build::add_roads(*town, problems);
    problems.throw_if_any();
    town->digest = digest_of(*town);
    return town;
}

bool Place::has_tag(std::string_view tag) const { return std::ranges::find(tags, tag) != tags.end(); }
PlaceId Town::find_place(std::string_view id) const { return find_by_name(places, id); }
EntryId Town::find_entry(std::string_view id) const { return find_by_name(entries, id); }
GateId Town::find_gate(std::string_view id) const { return find_by_name(gates, id); }
DockId Town::find_dock(std::string_view id) const { return find_by_name(docks, id); }
StopId Town::find_stop(std::string_view id) const { return find_by_name(stops, id); }
DepotId Town::find_depot(std::string_view id) const { return find_by_name(depots, id); }
ZoneId Town::find_zone(std::string_view id) const { return find_by_name(zones, id); }

std::vector<LinkId> Town::find_links(std::string_view id) const {
    std::vector<LinkId> found;
    for (std::size_t i = 0; i < links.size(); ++i)
        if (patches[links[LinkId(i)].patch].name.id == id) found.push_back(LinkId(i));
    return found;
}

}  // namespace wz
