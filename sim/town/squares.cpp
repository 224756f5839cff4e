// Polygons become a star of links between their middle and the line vertices in them; then the walkable surface is
// drawn.
#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "town/build.hpp"

namespace wz::build {

namespace {

constexpr std::size_t most_pairs = 14;  // corners of a polygon that are joined directly with each other
constexpr double widest_lane = 5, narrowest_lane = 0.8;  // m, half widths
constexpr double edge_tolerance = 0.35;                  // m: vertices on the edge are drawn a little off it

/// Free distance beside the straight way between two points; negative if it leaves the polygon.
double room_between(Vec2d from, Vec2d to, const std::vector<Vec2d>& ring) {
    double room = widest_lane;
    const int samples = std::max(4, static_cast<int>(norm(to - from)));
    for (int i = 0; i <= samples; ++i) {
        const double share = static_cast<double>(i) / samples;
        const double depth = depth_in_ring(from + (to - from) * share, ring);
        if (depth < -edge_tolerance) return -1;
        if (share > 0.2 && share < 0.8) room = std::min(room, depth);  // its ends may lie on the edge
    }
    return room;
}

void add_square_link(Town& town, NodeId a, NodeId b, const WalkPolygon& polygon, PatchId patch) {
    constexpr double shortest = 0.2, least_room = 0.2;  // m
    const Vec2d from = to_double(town.nodes[a].at), to = to_double(town.nodes[b].at);
    if (norm(to - from) < shortest) return;
    const double room = room_between(from, to, polygon.ring);
    if (room < least_room) return;
    Link& l = add_link(town, a, b, std::max(room, narrowest_lane), polygon.level);
    l.kind = LinkKind::square;
    l.patch = patch;
}

PatchId add_patch(Town& town, const WalkPolygon& polygon) {
    Patch p;
    p.name = name_of(polygon);
    p.centre = to_float(centroid(polygon.ring));
    for (const Vec2d q : polygon.ring) p.outline.push_back(to_float(q));
    town.patches.push_back(p);
    return PatchId(town.patches.size() - 1);
}

void add_polygon(Town& town, const WalkPolygon& polygon, std::size_t line_nodes, Problems& problems) {
    const PatchId patch = add_patch(town, polygon);
    std::vector<NodeId> corners;
    for (NodeId n(0); n.index() < line_nodes; ++n.value) {
        const double tolerance = polygon.kind == "floor" ? 0.05 : join_tolerance;
        const bool same_level = (town.nodes[n].decks & deck_bit(polygon.level)) != 0;
        if (same_level && depth_in_ring(to_double(town.nodes[n].at), polygon.ring) > -tolerance) corners.push_back(n);
    }
    if (corners.empty()) {
        const bool floor = polygon.kind == "floor";
        problems.add(polygon.where,
                     fmt::format("no walkable line{} leads into `{}`", floor ? ", floor or exit" : "", polygon.id),
                     floor ? "a floor that shares an edge, an exit on its edge, or a line vertex inside"
                           : "at least one line vertex inside each polygon",
                     floor ? "give it an exit" : "draw a street into it");
        return;
    }
    if (polygon.kind == "floor") return add_floor(town, polygon, patch, corners);
    const NodeId hub = town.nodes.next_id();
    town.nodes.push_back({town.patches[patch].centre, deck_bit(polygon.level)});
    for (const NodeId c : corners) add_square_link(town, hub, c, polygon, patch);
    const std::size_t joined = std::min(corners.size(), most_pairs);
    for (std::size_t i = 0; i < joined; ++i)
        for (std::size_t j = i + 1; j < joined; ++j) add_square_link(town, corners[i], corners[j], polygon, patch);
}

std::vector<WalkShape> shapes_of(const Town& town) {
    std::vector<WalkShape> shapes;
    for (const Link& l : town.links) {
        if (l.kind == LinkKind::square) continue;
        const Vec2d a = end_a(town, l), b = end_b(town, l);
        const auto deck = static_cast<std::uint8_t>(std::countr_zero(static_cast<unsigned>(l.decks)));
        if (l.kind == LinkKind::gate) {  // a row of turnstiles across the street, with flat ends
            const Vec2d middle = (a + b) * 0.5, side = perp(unit(b - a)) * (l.half_width + gate_overhang);
            constexpr double wall_margin = 0.4;  // m: people queue up to the turnstiles, not up to the link's ends
            shapes.push_back({{middle - side, middle + side}, gate_depth / 2 - wall_margin, true, true, deck, {}});
        }
        const bool flight = l.kind == LinkKind::stairs && l.form == BridgeForm::none;
        shapes.push_back({{a, b}, l.half_width, flight, false, deck, l.patch});
    }
    const std::size_t first = town.patches.size() - town.map.walk_polygons.size();
    for (std::size_t i = 0; i < town.map.walk_polygons.size(); ++i) {
        const WalkPolygon& p = town.map.walk_polygons[i];
        const auto deck = static_cast<std::uint8_t>(std::clamp(p.level, 0, 7));
        shapes.push_back({p.ring, 0, false, false, deck, PatchId(first + i)});
    }
    for (const ObstacleFeature& o : town.map.obstacles)
        shapes.push_back({o.ring, 0, false, true, static_cast<std::uint8_t>(std::clamp(o.level, 0, 7)), {}});
    for (const EntryFeature& f : town.map.entries)
        if (WalkShape apron = apron_of(town, f); !apron.points.empty()) shapes.push_back(std::move(apron));
    return shapes;
}

ZoneId report_zone_at(const Town& town, Vec2d p) {
    for (std::size_t i = 0; i < town.zones.size(); ++i)
        if (town.zones[ZoneId(i)].zone_class == ZoneClass::report && inside_ring(p, town.map.zones[i].ring))
            return ZoneId(i);
    return {};
}

}  // namespace

void add_squares(Town& town, Problems& problems) {
    const std::size_t line_nodes = town.nodes.size();
    for (const WalkPolygon& p : town.map.walk_polygons) add_polygon(town, p, line_nodes, problems);
}

void add_surface(Town& town) {
    town.surface = NavGrid::build(shapes_of(town));
    const std::vector<float>& areas = town.surface.patch_area();
    for (std::size_t i = 0; i < town.patches.size(); ++i) {
        Patch& p = town.patches[PatchId(i)];
        p.area_m2 =
            std::max(i < areas.size() ? areas[i] : 0.0f, 1.0f);  // pieces under others still divide by something
        p.report_zone = report_zone_at(town, to_double(p.centre));
    }
}

}  // namespace wz::build
