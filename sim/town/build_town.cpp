// From a map to a town, and looking things up in it.
#include <fmt/format.h>

#include <algorithm>

#include "town/build.hpp"

namespace wz {

namespace {

/// The surface is stored in tiles of a plain grid: a stray vertex must not make it gigabytes.
void check_extent(const Town& town, Problems& problems) {
    constexpr double widest = 12000;             // m
    constexpr std::size_t most_patches = 65534;  // numbers of the surface's cells
    Box box;
    for (const WalkLine& f : town.map.walk_lines)
        for (const Vec2d p : f.line) box.include(p);
    for (const WalkPolygon& f : town.map.walk_polygons)
        for (const Vec2d p : f.ring) box.include(p);
    const double width = std::max(box.high.x - box.low.x, box.high.y - box.low.y);
    if (width > widest)
        problems.add({town.map.file, 0}, fmt::format("walkable features span {:.1f} km", width / 1000),
                     fmt::format("at most {:g} km", widest / 1000), "look for a vertex in a wrong place");
    if (town.patches.size() > most_patches)
        problems.add({town.map.file, 0}, fmt::format("{} pieces of street", town.patches.size()),
                     fmt::format("at most {}", most_patches), "leave out streets far from the town");
}

}  // namespace

std::shared_ptr<const Town> build_town(MapData map) {
    auto town = std::make_shared<Town>();
    town->map = std::move(map);
    town->origin = town->map.origin;
    town->title = town->map.title;
    for (const WalkLine& f : town->map.walk_lines)
        town->bridge_ids.push_back(f.form != BridgeForm::none ? f.id : std::string());
    Problems problems;
    build::add_zones(*town, problems);
    build::add_streets(*town, problems);
    build::add_floor_nodes(*town);
    build::add_squares(*town, problems);
    build::index_links(*town);
    check_extent(*town, problems);
    problems.throw_if_any();  // the surface needs sound streets
    build::add_surface(*town);
    build::add_passages(*town, problems);
    build::add_openings(*town, problems);
    build::add_lanes(*town);
    build::add_water_links(*town);
    build::add_berths(*town, problems);
    build::add_banks(*town);
    build::add_roads(*town, problems);
    problems.throw_if_any();
    town->digest = build::digest_of(*town);
    return town;
}

namespace {

template <class IdT, class T>
IdT find_by_name(const IdVector<IdT, T>& rows, std::string_view id) {
    const auto it = std::ranges::find(rows, id, [](const T& row) -> std::string_view { return row.name.id; });
    return it == rows.end() ? IdT() : IdT(static_cast<std::size_t>(it - rows.begin()));
}

}  // namespace

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
    for (LinkId l(0); l.index() < links.size(); ++l.value)
        if (patches[links[l].patch].name.id == id) found.push_back(l);
    if (const GateId gate = find_gate(id); gate.valid()) found.push_back(gates[gate].link);
    return found;
}

}  // namespace wz
