// Floors: polygons drawn to the centimetre, joined where they share an edge and where an exit lies on their edge.
#include <fmt/format.h>

#include <algorithm>

#include "town/build.hpp"

namespace wz::build {

namespace {

constexpr double same_edge = 0.05;      // m between edges that are one
constexpr double narrowest_join = 0.4;  // m of shared edge through which people pass
constexpr double widest_lane = 20, narrowest_lane = 0.25, least_room = 0.15;  // m, half widths
constexpr double apron_depth = 2;                                             // m
constexpr double probe = 0.3;                                                 // m beside an opening

bool on_floor(const Town& town, Vec2d p, double depth) {
    return std::ranges::any_of(town.map.walk_polygons, [&](const WalkPolygon& f) {
        return f.kind == "floor" && depth_in_ring(p, f.ring) > depth;
    });
}
bool on_line(const Town& town, Vec2d p) {
    return std::ranges::any_of(town.map.walk_lines,
                               [&](const WalkLine& f) { return nearest_on_line(p, f.line).distance < f.width_m / 2; });
}
bool walkable(const Town& town, Vec2d p) {
    return on_line(town, p) || std::ranges::any_of(town.map.walk_polygons,
                                                   [&](const WalkPolygon& f) { return depth_in_ring(p, f.ring) > 0; });
}

/// Direction in which people leave through an opening; zero if there is ground on both sides.
Vec2d outward_of(const Town& town, const std::vector<Vec2d>& line) {
    const Vec2d middle = (line[0] + line[1]) * 0.5, normal = perp(unit(line[1] - line[0]));
    const bool left = walkable(town, middle + normal * probe), right = walkable(town, middle - normal * probe);
    if (left == right) return {};
    return left ? -normal : normal;
}

void add_node(Town& town, Vec2d at, Vec2d opening, int level) {
    for (const Node& n : town.nodes)
        if ((n.decks & deck_bit(level)) != 0 && norm(to_double(n.at) - at) < same_edge) return;
    town.nodes.push_back({to_float(at), deck_bit(level), to_float(opening)});
}

/// The middle of what edge ab shares with edge cd and the way from there to its end, if that is wide enough.
bool shared_edge(Vec2d a, Vec2d b, Vec2d c, Vec2d d, Vec2d& middle, Vec2d& half) {
    const double length = norm(b - a);
    const Vec2d along = unit(b - a);
    if (std::abs(cross(along, c - a)) > same_edge || std::abs(cross(along, d - a)) > same_edge) return false;
    const double s = dot(c - a, along), t = dot(d - a, along);
    const double from = std::max(0.0, std::min(s, t)), to = std::min(length, std::max(s, t));
    if (to - from < narrowest_join) return false;
    middle = a + along * ((from + to) / 2);
    half = along * ((to - from) / 2);
    return true;
}

void join(Town& town, const WalkPolygon& f, const WalkPolygon& g) {
    if (f.level != g.level) return;
    for (std::size_t i = 0; i < f.ring.size(); ++i)
        for (std::size_t j = 0; j < g.ring.size(); ++j) {
            Vec2d middle, half;
            if (shared_edge(f.ring[i], f.ring[(i + 1) % f.ring.size()], g.ring[j], g.ring[(j + 1) % g.ring.size()],
                            middle, half))
                add_node(town, middle, half, f.level);
        }
}

/// How far one can see from p along d, within the ring.
double clear(Vec2d p, Vec2d d, const std::vector<Vec2d>& ring) {
    double best = widest_lane;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Meeting m = meeting(p, p + d * widest_lane, ring[i], ring[(i + 1) % ring.size()]);
        if (m.meet) best = std::min(best, m.on_ab * widest_lane);
    }
    return best;
}

bool in_obstacle(const Town& town, Vec2d p, int level, double margin) {
    return std::ranges::any_of(town.map.obstacles, [&](const ObstacleFeature& o) {
        return o.level == level && depth_in_ring(p, o.ring) > -margin;
    });
}

bool cuts(Vec2d a, Vec2d b, const std::vector<Vec2d>& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i)
        if (meeting(a, b, ring[i], ring[(i + 1) % ring.size()]).meet) return true;
    return false;
}

/// Free width on each side of the straight way between two points; negative if it leaves the floor.
double free_width(Vec2d from, Vec2d to, const std::vector<Vec2d>& ring) {
    const Vec2d side = perp(unit(to - from));
    double width = widest_lane;
    for (int i = 1; i < 10; ++i) {
        const Vec2d p = from + (to - from) * (i / 10.0);
        if (depth_in_ring(p, ring) < 0) return -1;
        if (i > 1 && i < 9)
            width = std::min({width, clear(p, side, ring), clear(p, -side, ring)});  // ends lie on walls
    }
    return width;
}

bool link_up(Town& town, NodeId a, NodeId b, const WalkPolygon& floor, PatchId patch) {
    const Vec2d from = to_double(town.nodes[a].at), to = to_double(town.nodes[b].at);
    double width = norm(to - from) < same_edge ? -1 : free_width(from, to, floor.ring);
    for (const ObstacleFeature& o : town.map.obstacles) {
        if (o.level != floor.level) continue;
        if (cuts(from, to, o.ring)) return false;
        const Vec2d side = perp(unit(to - from)), middle = (from + to) * 0.5;
        width = std::min({width, clear(middle, side, o.ring), clear(middle, -side, o.ring)});
    }
    if (width < least_room) return false;
    Link& l = add_link(town, a, b, std::max(width, narrowest_lane), floor.level);
    l.kind = LinkKind::square;
    l.floor = true;
    l.patch = patch;
    return true;
}

/// Beside the corners of a ring that stand out into the walkable ground, people turn.
void add_turns(const Town& town, const std::vector<Vec2d>& ring, bool hole, const WalkPolygon& floor,
               std::vector<Vec2d>& turns) {
    constexpr double beside = 0.45;  // m off each wall
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Vec2d at = ring[i], in = unit(at - ring[(i + ring.size() - 1) % ring.size()]),
                    out = unit(ring[(i + 1) % ring.size()] - at);
        const bool reflex = cross(in, out) * (hole ? -1 : 1) < -0.05;
        const Vec2d turn = at + (in - out) * beside;
        if (reflex && depth_in_ring(turn, floor.ring) > least_room && !in_obstacle(town, turn, floor.level, least_room))
            turns.push_back(turn);
    }
}

}  // namespace

void add_floor_nodes(Town& town) {
    const auto& polygons = town.map.walk_polygons;
    town.has_floors = std::ranges::count(polygons, "floor", &WalkPolygon::kind) > 0;
    for (std::size_t i = 0; i < polygons.size(); ++i)
        for (std::size_t j = i + 1; j < polygons.size(); ++j)
            if (polygons[i].kind == "floor" && polygons[j].kind == "floor") join(town, polygons[i], polygons[j]);
    for (const EntryFeature& e : town.map.entries)
        if (!e.line.empty() && on_floor(town, e.at, -same_edge)) add_node(town, e.at, {}, 0);
}

/// People go straight between the openings of a floor where they see them, else by the corners that stand out or by its
/// middle.
void add_floor(Town& town, const WalkPolygon& floor, PatchId patch, const std::vector<NodeId>& corners) {
    bool all_seen = corners.size() > 1;
    std::vector<Vec2d> turns;
    add_turns(town, floor.ring, false, floor, turns);
    for (const ObstacleFeature& o : town.map.obstacles)
        if (o.level == floor.level) add_turns(town, o.ring, true, floor, turns);
    for (std::size_t i = 0; i < corners.size(); ++i)
        for (std::size_t j = i + 1; j < corners.size(); ++j)
            all_seen &= link_up(town, corners[i], corners[j], floor, patch);
    const Vec2d middle = centroid(floor.ring);
    const bool free =
        depth_in_ring(middle, floor.ring) > least_room && !in_obstacle(town, middle, floor.level, least_room);
    if (!all_seen && free) turns.push_back(middle);
    std::vector<NodeId> nodes = corners;
    for (const Vec2d turn : turns) {
        const NodeId n = town.nodes.next_id();
        town.nodes.push_back({to_float(turn), deck_bit(floor.level)});
        for (const NodeId other : nodes) link_up(town, n, other, floor, patch);
        nodes.push_back(n);
    }
}

WalkShape apron_of(const Town& town, const EntryFeature& exit) {
    if (exit.line.empty()) return {};
    const Vec2d out = outward_of(town, exit.line);
    if (norm(out) < 0.5) return {};
    const Vec2d a = exit.line[0] - out * same_edge, b = exit.line[1] - out * same_edge, depth = out * apron_depth;
    std::vector<Vec2d> ring{a, b, b + depth, a + depth};
    if (cross(b - a, depth) < 0) std::ranges::reverse(ring);
    WalkShape apron;
    apron.points = std::move(ring);
    for (std::size_t i = 0; i < town.patches.size(); ++i)  // counted with the floor it belongs to
        for (const WalkPolygon& f : town.map.walk_polygons)
            if (!apron.patch.valid() && town.patches[PatchId(i)].name.id == f.id &&
                depth_in_ring(exit.at - out * probe, f.ring) > 0)
                apron.patch = PatchId(i);
    return apron;
}

void add_openings(Town& town, Problems& problems) {
    for (std::size_t i = 0; i < town.entries.size(); ++i) {
        const EntryFeature& f = town.map.entries[i];
        if (f.line.empty()) continue;
        Entry& e = town.entries[EntryId(i)];
        e.opening = true;
        e.a = to_float(f.line[0]), e.b = to_float(f.line[1]);
        e.outward = to_float(outward_of(town, f.line));
        e.out_per_s = f.out_per_s;
        if (!walkable(town, f.at + perp(unit(f.line[1] - f.line[0])) * probe) &&
            !walkable(town, f.at - perp(unit(f.line[1] - f.line[0])) * probe))
            problems.add(f.where, fmt::format("the exit `{}` is not on the edge of anything walkable", f.id),
                         "a line on the edge of a floor, or across a street or floor", "move it");
        for (LinkId l(0); l.index() < town.links.size(); ++l.value)  // the node that stands for it
            for (const NodeId n : {town.links[l].a, town.links[l].b})
                if (norm(to_double(town.nodes[n].at) - f.at) < same_edge && town.links[l].kind == LinkKind::square)
                    e.door = {to_float(f.at), l, n == town.links[l].a ? 0 : town.links[l].length, n};
    }
    for (const LoopFeature& f : town.map.loops)
        town.loops.push_back({name_of(f), to_float(f.line[0]), to_float(f.line[1]), to_float(f.shift)});
}

}  // namespace wz::build
