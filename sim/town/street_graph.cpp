// Streets and bridges become nodes, links and patches.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

#include "town/build.hpp"

namespace wz::build {

namespace {

constexpr double longest_link = 25;  // m, also the longest patch of a street

class StreetBuilder {
public:
    StreetBuilder(Town& town, Problems& problems) : town_(town), pieces_(cut_at_gates(town, problems)) {
        std::vector<NetLine> lines;
        for (const WalkPiece& p : pieces_) lines.push_back({p.points, p.feature->level});
        network_ = make_network(lines);
    }
    void run() {
        for (const NetVertex& v : network_.vertices)
            town_.nodes.push_back({to_float(v.at), static_cast<std::uint8_t>(v.levels)});
        for (const NetEdge& e : network_.edges) add_edge(e);
    }

private:
    void add_edge(const NetEdge& e);
    void describe(Link& link, const WalkPiece& piece, double share);
    NodeId node_between(const NetEdge& e, double share, int level);
    PatchId patch_for(const WalkLine& f, const Link& link);
    PatchId lengthen_bridge(PatchId id, Vec2 left, Vec2 right);

    Town& town_;
    std::vector<WalkPiece> pieces_;
    Network network_;
    std::map<std::string, PatchId> bridge_patches_;  // a bridge is one patch
};

NodeId StreetBuilder::node_between(const NetEdge& e, double share, int level) {
    const Vec2d from = network_.vertices[e.a].at, to = network_.vertices[e.b].at;
    town_.nodes.push_back({to_float(from + (to - from) * share), deck_bit(level)});
    return NodeId(town_.nodes.size() - 1);
}

void StreetBuilder::add_edge(const NetEdge& e) {
    const WalkPiece& piece = pieces_[e.line];
    const double length = e.to_m - e.from_m, whole = length_of(piece.feature->line);
    const int parts = piece.gate.valid() ? 1 : std::max(1, static_cast<int>(std::ceil(length / longest_link)));
    NodeId a(e.a);
    for (int i = 1; i <= parts; ++i) {
        const NodeId b =
            i == parts ? NodeId(e.b) : node_between(e, static_cast<double>(i) / parts, piece.feature->level);
        Link& link = add_link(town_, a, b, piece.feature->width_m / 2, piece.feature->level);
        describe(link, piece, (piece.offset_m + e.from_m + length * (i - 0.5) / parts) / whole);
        link.patch = patch_for(*piece.feature, link);
        a = b;
    }
}

/// `share`: where the middle of the link lies along its feature.
void StreetBuilder::describe(Link& link, const WalkPiece& piece, double share) {
    const WalkLine& f = *piece.feature;
    link.kind = f.kind == "lane" ? LinkKind::lane : (f.kind == "boardwalk" ? LinkKind::boardwalk : LinkKind::street);
    if (f.kind == "stairs") link.kind = LinkKind::stairs, link.climb = 1;
    link.form = f.form;
    link.one_way = f.one_way;
    link.closed = f.closed;
    if (f.form != BridgeForm::none) {
        const bool top = share >= crest_from && share <= crest_to;
        link.kind = LinkKind::bridge;
        link.crest = top && f.form == BridgeForm::arch;
        if (f.steps_per_side > 0 && !top) {
            link.kind = LinkKind::stairs;
            link.climb = share < crest_from ? 1 : -1;
        }
    }
    if (!piece.gate.valid()) return;
    link.kind = LinkKind::gate;
    link.gate = piece.gate;
    link.access_zones = 0;  // the turnstiles themselves may be reached by all
    town_.gates[piece.gate].link = LinkId(town_.links.size() - 1);
}

PatchId StreetBuilder::lengthen_bridge(PatchId id, Vec2 left, Vec2 right) {
    Patch& p = town_.patches[id];
    const auto far_end = static_cast<std::ptrdiff_t>(p.outline.size() / 2);  // left side out, right side back
    p.outline.insert(p.outline.begin() + far_end, {left, right});
    p.centre = (p.outline.front() + left + right + p.outline.back()) * 0.25f;
    return id;
}

PatchId StreetBuilder::patch_for(const WalkLine& f, const Link& link) {
    const Vec2 a = town_.nodes[link.a].at, b = town_.nodes[link.b].at;
    const Vec2 side = perp(unit(b - a)) * link.half_width;
    const auto bridge = bridge_patches_.find(f.id);
    if (bridge != bridge_patches_.end()) return lengthen_bridge(bridge->second, b + side, b - side);
    Patch p;
    p.name = name_of(f);
    p.centre = (a + b) * 0.5f;
    p.width_m = static_cast<float>(f.width_m);
    p.bridge = f.form != BridgeForm::none;
    p.stairs = f.steps_per_side > 0 || f.kind == "stairs";
    p.outline = {a + side, b + side, b - side, a - side};
    town_.patches.push_back(p);
    const PatchId id(town_.patches.size() - 1);
    if (p.bridge) bridge_patches_.emplace(f.id, id);
    return id;
}

/// A row of turnstiles must be one straight link that nothing else touches, or people could walk around it.
void check_gate_links(const Town& town, Problems& problems) {
    std::vector<int> links(town.gates.size(), 0);
    for (const Link& l : town.links)
        if (l.gate.valid()) ++links[l.gate.index()];
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (links[i] == 1 || !town.gates[GateId(i)].link.valid()) continue;
        const GateFeature& g = town.map.gates[i];
        problems.add(g.where, fmt::format("the gate `{}` stands on a junction", g.id),
                     fmt::format("no other line within {:g} m along its line", gate_depth / 2),
                     "move it along its line, away from the junction");
    }
}

/// The end of a gate that lies in more access zones is its inside.
void orient_gates(Town& town) {
    constexpr double beyond = 5;  // m from the middle of the turnstiles
    for (Gate& g : town.gates) {
        if (!g.link.valid()) continue;
        const Vec2d a = end_a(town, town.links[g.link]), b = end_b(town, town.links[g.link]);
        const Vec2d middle = (a + b) * 0.5, along = unit(b - a) * beyond;
        g.inside_is_b = std::popcount(access_zones_at(town, middle + along)) >=
                        std::popcount(access_zones_at(town, middle - along));
    }
}

}  // namespace

std::uint8_t deck_bit(int level) { return static_cast<std::uint8_t>(1u << std::clamp(level, 0, 7)); }

Link& add_link(Town& town, NodeId a, NodeId b, double half_width, int level) {
    Link l;
    l.a = a;
    l.b = b;
    l.length = norm(town.nodes[b].at - town.nodes[a].at);
    l.along = unit(town.nodes[b].at - town.nodes[a].at);
    l.half_width = static_cast<float>(half_width);
    l.decks = deck_bit(level);
    l.access_zones = access_zones_at(town, to_double((town.nodes[a].at + town.nodes[b].at) * 0.5f));
    town.links.push_back(l);
    return town.links.back();
}

void add_streets(Town& town, Problems& problems) {
    StreetBuilder(town, problems).run();
    check_gate_links(town, problems);
    orient_gates(town);
}

void add_lanes(Town& town) {
    std::vector<bool> at_gate(town.nodes.size());
    for (const Link& l : town.links)
        if (l.kind == LinkKind::gate) at_gate[l.a.index()] = at_gate[l.b.index()] = true;
    for (const Link& l : town.links)
        for (const bool forward : {true, false}) {
            const NodeId tail = forward ? l.a : l.b, head = forward ? l.b : l.a;
            const bool plain = !l.floor && norm2(town.nodes[head].opening) == 0;
            const std::uint32_t bits = l.decks | (plain ? WalkLane::plain : 0u) |
                                       (l.kind == LinkKind::gate ? WalkLane::gate : 0u) |
                                       (at_gate[head.index()] ? WalkLane::to_gate : 0u);
            town.lanes.push_back({town.nodes[tail].at, town.nodes[head].at, forward ? l.along : -l.along, l.length,
                                  l.half_width, forward ? l.climb : -l.climb, bits, tail, head});
        }
}

void index_links(Town& town) {
    town.first_incident.assign(town.nodes.size() + 1, 0);
    for (const Link& l : town.links) {
        ++town.first_incident[l.a.index() + 1];
        ++town.first_incident[l.b.index() + 1];
    }
    for (std::size_t n = 0; n < town.nodes.size(); ++n) town.first_incident[n + 1] += town.first_incident[n];
    town.incident.resize(town.first_incident.back());
    std::vector<std::uint32_t> next(town.first_incident.begin(), town.first_incident.end() - 1);
    for (std::size_t i = 0; i < town.links.size(); ++i) {
        const Link& l = town.links[LinkId(i)];
        town.incident[next[l.a.index()]++] = LinkId(i);
        town.incident[next[l.b.index()]++] = LinkId(i);
    }
}

}  // namespace wz::build
