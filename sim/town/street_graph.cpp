// Streets, bridges and polygons become nodes, links and patches.
#include <algorithm>
#include <bit>
#include <cmath>

#include "town/build.hpp"

namespace wz::build {

namespace {

constexpr double longest_link = 25;                   // m
constexpr double gate_depth = 2;                      // m of line taken by the turnstiles
constexpr double crest_from = 0.35, crest_to = 0.65;  // share of a stepped bridge that is its crest
constexpr std::size_t most_pairs = 14;                // corners of a polygon that are joined directly with each other
constexpr double widest_square_lane = 5, narrowest_square_lane = 0.8;  // m, half widths

struct Source {  // of a line given to the network
    const WalkLine* feature;
    GateId gate;          // the short line of a gate
    double offset_m = 0;  // along the feature
};

std::uint8_t deck_bit(int level) { return static_cast<std::uint8_t>(1u << std::clamp(level, 0, 7)); }

class StreetBuilder {
public:
    StreetBuilder(Town& town, Problems& problems) : town_(town), problems_(problems) {}

    void run() {
        cut_at_gates();
        network_ = make_network(lines_);
        for (const NetVertex& v : network_.vertices)
            town_.nodes.push_back({to_float(v.at), static_cast<std::uint8_t>(v.levels)});
        for (const NetEdge& e : network_.edges) add_edge(e);
        for (const WalkPolygon& p : town_.map.walk_polygons) add_polygon(p);
        orient_gates();
        index_incident_links();
    }

private:
    void cut_at_gates();
    void add_line(const WalkLine& f, std::vector<Vec2d> points, GateId gate, double offset);
    void add_edge(const NetEdge& e);
    void add_polygon(const WalkPolygon& polygon);
    void add_square_link(NodeId a, NodeId b, const WalkPolygon& polygon, PatchId patch);
    void orient_gates();
    void index_incident_links();
    PatchId patch_for(const WalkLine& f, const Link& link);
    Link& add_link(NodeId a, NodeId b, double half_width, int level);

    Town& town_;
    Problems& problems_;
    std::vector<NetLine> lines_;
    std::vector<Source> sources_;
    Network network_;
    std::vector<std::pair<const WalkLine*, PatchId>> bridge_patches_;
};

std::vector<Vec2d> part_of(const std::vector<Vec2d>& line, double from, double to) {
    std::vector<Vec2d> part{point_along(line, from)};
    double m = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (i > 0) m += norm(line[i] - line[i - 1]);
        if (m > from + 0.01 && m < to - 0.01) part.push_back(line[i]);
    }
    part.push_back(point_along(line, to));
    return part;
}

void StreetBuilder::add_line(const WalkLine& f, std::vector<Vec2d> points, GateId gate, double offset) {
    lines_.push_back({std::move(points), f.level});
    sources_.push_back({&f, gate, offset});
}

void StreetBuilder::cut_at_gates() {
    struct Cut {
        double along;
        GateId gate;
    };
    std::vector<std::vector<Cut>> cuts(town_.map.walk_lines.size());
    for (const GateFeature& g : town_.map.gates) {
        double best = 5;
        std::size_t line = SIZE_MAX;
        double along = 0;
        for (std::size_t i = 0; i < cuts.size(); ++i) {
            const OnLine on = nearest_on_line(g.at, town_.map.walk_lines[i].line);
            if (on.distance < best) best = on.distance, line = i, along = on.along;
        }
        if (line == SIZE_MAX) {
            problems_.add(g.where, "the gate " + g.id + " is not on a street", "within 5 m of a walkable line",
                          "move it onto the line that it controls");
            continue;
        }
        cuts[line].push_back({along, town_.gates.next_id()});
        town_.gates.push_back(
            {name_of(g), {}, true, g.lanes, g.exit_lanes, g.service_s, g.windows, g.window_service_s, g.hall_capacity});
    }
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        const WalkLine& f = town_.map.walk_lines[i];
        std::vector<Vec2d> line = f.line;
        if (f.form != BridgeForm::none && f.steps_per_side > 0) {  // bridges change slope at their crest
            const double l = length_of(line);
            std::vector<Vec2d> parts = part_of(line, 0, crest_from * l);
            for (const auto& [from, to] : {std::pair(crest_from, crest_to), std::pair(crest_to, 1.0)}) {
                const auto part = part_of(f.line, from * l, to * l);
                parts.insert(parts.end(), part.begin() + 1, part.end());
            }
            line = parts;
        }
        std::ranges::sort(cuts[i], {}, &Cut::along);
        double from = 0;
        const double end = length_of(line);
        for (const Cut& c : cuts[i]) {
            const double begin_gate = std::clamp(c.along - gate_depth / 2, 0.5, std::max(0.5, end - gate_depth - 0.5));
            if (begin_gate > from + 0.1) add_line(f, part_of(line, from, begin_gate), {}, from);
            add_line(f, part_of(line, begin_gate, begin_gate + gate_depth), c.gate, begin_gate);
            from = begin_gate + gate_depth;
        }
        if (end > from + 0.1) add_line(f, part_of(line, from, end), {}, from);
    }
}

Link& StreetBuilder::add_link(NodeId a, NodeId b, double half_width, int level) {
    Link l;
    l.a = a, l.b = b;
    l.length = norm(town_.nodes[b].at - town_.nodes[a].at);
    l.half_width = static_cast<float>(half_width);
    l.decks = deck_bit(level);
    const Vec2d mid = to_double((town_.nodes[a].at + town_.nodes[b].at) * 0.5f);
    l.access_zones = access_zones_at(town_, mid);
    town_.links.push_back(l);
    return town_.links.back();
}

PatchId StreetBuilder::patch_for(const WalkLine& f, const Link& link) {
    const Vec2 a = town_.nodes[link.a].at, b = town_.nodes[link.b].at;
    const Vec2 side = perp(unit(b - a)) * link.half_width;
    if (f.form != BridgeForm::none)
        for (const auto& [feature, id] : bridge_patches_)
            if (feature == &f) {
                Patch& p = town_.patches[id];
                p.outline.insert(p.outline.begin() + static_cast<std::ptrdiff_t>(p.outline.size() / 2),
                                 {b + side, b - side});
                p.centre = (p.outline.front() + p.outline[p.outline.size() / 2 - 1]) * 0.5f;
                return id;
            }
    Patch p;
    p.name = name_of(f);
    p.centre = (a + b) * 0.5f;
    p.width_m = static_cast<float>(f.width_m);
    p.bridge = f.form != BridgeForm::none;
    p.stairs = f.steps_per_side > 0;
    p.outline = {a + side, b + side, b - side, a - side};
    const PatchId id = town_.patches.next_id();
    town_.patches.push_back(p);
    if (p.bridge) bridge_patches_.emplace_back(&f, id);
    return id;
}

void StreetBuilder::add_edge(const NetEdge& e) {
    const Source& source = sources_[e.line];
    const WalkLine& f = *source.feature;
    const double length = e.to_m - e.from_m;
    const int cuts = source.gate.valid() ? 1 : std::max(1, static_cast<int>(std::ceil(length / longest_link)));
    const double whole = length_of(f.line);
    NodeId a(e.a);
    for (int i = 1; i <= cuts; ++i) {
        NodeId b(e.b);
        if (i < cuts) {
            const Vec2d from = network_.vertices[e.a].at, to = network_.vertices[e.b].at;
            b = town_.nodes.next_id();
            town_.nodes.push_back({to_float(from + (to - from) * (static_cast<double>(i) / cuts)), deck_bit(f.level)});
        }
        Link& l = add_link(a, b, f.width_m / 2, f.level);
        l.kind = f.kind == "lane" ? LinkKind::lane : (f.kind == "boardwalk" ? LinkKind::boardwalk : LinkKind::street);
        l.form = f.form;
        l.one_way = f.one_way;
        l.closed = f.closed;
        if (f.form != BridgeForm::none) {
            l.kind = LinkKind::bridge;
            const double mid = (source.offset_m + e.from_m + length * (i - 0.5) / cuts) / whole;
            const bool steps = f.steps_per_side > 0;
            l.crest = mid >= crest_from && mid <= crest_to;
            if (steps && !l.crest) l.climb = mid < crest_from ? 1 : -1;
        }
        if (source.gate.valid()) {
            l.kind = LinkKind::gate;
            l.gate = source.gate;
            town_.gates[source.gate].link = LinkId(town_.links.size() - 1);
        }
        l.patch = patch_for(f, l);
        a = b;
    }
}

void StreetBuilder::add_square_link(NodeId a, NodeId b, const WalkPolygon& polygon, PatchId patch) {
    const Vec2d from = to_double(town_.nodes[a].at), to = to_double(town_.nodes[b].at);
    const double length = norm(to - from);
    if (length < 0.2) return;
    double room = widest_square_lane;
    const int samples = std::max(4, static_cast<int>(length));
    for (int i = 0; i <= samples; ++i) {
        const double f = static_cast<double>(i) / samples;
        const double depth = depth_in_ring(from + (to - from) * f, polygon.ring);
        if (depth < -0.35) return;  // not straight through the polygon
        if (f > 0.2 && f < 0.8) room = std::min(room, depth);
    }
    if (room < 0.2) return;
    Link& l = add_link(a, b, std::max(room, narrowest_square_lane), polygon.level);
    l.kind = LinkKind::square;
    l.patch = patch;
}

void StreetBuilder::add_polygon(const WalkPolygon& polygon) {
    const PatchId patch = town_.patches.next_id();
    Patch p;
    p.name = name_of(polygon);
    const Vec2d middle = centroid(polygon.ring);
    p.centre = to_float(middle);
    for (const Vec2d q : polygon.ring) p.outline.push_back(to_float(q));
    town_.patches.push_back(p);
    std::vector<NodeId> corners;
    for (std::size_t i = 0; i < town_.nodes.size(); ++i) {
        const Node& n = town_.nodes[NodeId(i)];
        if ((n.decks & deck_bit(polygon.level)) != 0 && depth_in_ring(to_double(n.at), polygon.ring) > -0.3)
            corners.push_back(NodeId(i));
    }
    if (corners.empty()) {
        problems_.add(polygon.where, "no walkable line leads into " + polygon.id,
                      "at least one line vertex inside each polygon", "draw a street into it");
        return;
    }
    const NodeId hub = town_.nodes.next_id();
    town_.nodes.push_back({to_float(middle), deck_bit(polygon.level)});
    for (const NodeId c : corners) add_square_link(hub, c, polygon, patch);
    const std::size_t joined = std::min(corners.size(), most_pairs);
    for (std::size_t i = 0; i < joined; ++i)
        for (std::size_t j = i + 1; j < joined; ++j) add_square_link(corners[i], corners[j], polygon, patch);
}

/// The end of a gate that lies in more access zones is its inside.
void StreetBuilder::orient_gates() {
    for (std::size_t i = 0; i < town_.gates.size(); ++i) {
        Gate& g = town_.gates[GateId(i)];
        if (!g.link.valid()) continue;
        Link& l = town_.links[g.link];
        const Vec2d a = to_double(town_.nodes[l.a].at), b = to_double(town_.nodes[l.b].at), out = (b - a) * 2.0;
        const int zones_a = std::popcount(access_zones_at(town_, a - out)),
                  zones_b = std::popcount(access_zones_at(town_, b + out));
        g.inside_is_b = zones_b >= zones_a;
        l.access_zones = 0;  // the turnstiles themselves may be reached by all
    }
}

void StreetBuilder::index_incident_links() {
    town_.first_incident.assign(town_.nodes.size() + 1, 0);
    for (const Link& l : town_.links) ++town_.first_incident[l.a.index() + 1], ++town_.first_incident[l.b.index() + 1];
    for (std::size_t n = 0; n < town_.nodes.size(); ++n) town_.first_incident[n + 1] += town_.first_incident[n];
    town_.incident.resize(town_.first_incident.back());
    std::vector<std::uint32_t> next(town_.first_incident.begin(), town_.first_incident.end() - 1);
    for (std::size_t i = 0; i < town_.links.size(); ++i) {
        const Link& l = town_.links[LinkId(i)];
        town_.incident[next[l.a.index()]++] = LinkId(i);
        town_.incident[next[l.b.index()]++] = LinkId(i);
    }
}

}  // namespace

void add_streets(Town& town, Problems& problems) { StreetBuilder(town, problems).run(); }

void add_surface(Town& town) {
    std::vector<WalkShape> shapes;
    for (const Link& l : town.links) {
        if (l.kind == LinkKind::square) continue;
        const Vec2d a = to_double(town.nodes[l.a].at), b = to_double(town.nodes[l.b].at);
        const auto deck = static_cast<std::uint8_t>(std::countr_zero(static_cast<unsigned>(l.decks)));
        if (l.kind == LinkKind::gate) {  // a row of turnstiles across the street, a little wider than it
            const Vec2d mid = (a + b) * 0.5, side = perp(unit(b - a)) * (l.half_width + 1.0);
            WalkShape row{{mid - side, mid + side}, gate_depth / 2 - 0.4, true, true, deck, {}};
            shapes.push_back(row);
            shapes.push_back({{a, b}, l.half_width, true, false, deck, l.patch});
            continue;
        }
        shapes.push_back({{a, b}, l.half_width, false, false, deck, l.patch});
    }
    for (const WalkPolygon& p : town.map.walk_polygons) {
        PatchId patch;
        for (std::size_t i = 0; i < town.patches.size(); ++i)
            if (town.patches[PatchId(i)].name.id == p.id) patch = PatchId(i);
        shapes.push_back({p.ring, 0, false, false, static_cast<std::uint8_t>(std::clamp(p.level, 0, 7)), patch});
    }
    town.surface = NavGrid::build(shapes);
    for (std::size_t i = 0; i < town.patches.size() && i < town.surface.patch_area().size(); ++i) {
        Patch& p = town.patches[PatchId(i)];
        p.area_m2 = std::max(town.surface.patch_area()[i], 1.0f);
        for (std::size_t z = 0; z < town.zones.size(); ++z) {
            const Zone& zone = town.zones[ZoneId(z)];
            std::vector<Vec2d> ring;
            for (const Vec2 q : zone.ring) ring.push_back(to_double(q));
            if (zone.zone_class == ZoneClass::report && inside_ring(to_double(p.centre), ring))
                p.report_zone = ZoneId(z);
        }
    }
}

}  // namespace wz::build
