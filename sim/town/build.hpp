// Stages of build_town; each fills its part of the Town. Private to this folder.
#pragma once

#include "base/errors.hpp"
#include "town/network.hpp"
#include "town/town.hpp"

namespace wz::build {

void add_zones(Town& town, Problems& problems);
void add_streets(Town& town, Problems& problems);  // nodes, links and patches of lines, gates
void add_floor_nodes(Town& town);                  // where floors meet each other and exits (before the squares)
void add_squares(Town& town, Problems& problems);  // nodes, links and patches of polygons
void add_lanes(Town& town);                        // links as they are walked (after the openings)
void index_links(Town& town);                      // incident links of each node
void add_floor(Town& town, const WalkPolygon& floor, PatchId patch, const std::vector<NodeId>& corners);
void add_surface(Town& town);                       // nav grid, patch areas and zones
void add_passages(Town& town, Problems& problems);  // places, entries (after the surface)
void add_openings(Town& town, Problems& problems);  // exits and loops (after the entries)
void add_water_links(Town& town);
void add_berths(Town& town, Problems& problems);  // docks, moorings
void add_banks(Town& town);
void add_roads(Town& town, Problems& problems);  // links, crossings, stops, depots
std::uint64_t digest_of(const Town& town);

constexpr double gate_depth = 2;     // m of a walkable line that turnstiles take
constexpr double gate_overhang = 1;  // m by which a row of turnstiles is wider than its street on each side
constexpr double crest_from = 0.35, crest_to = 0.65;  // share of a bridge that is its crest
constexpr double berth_spacing = 9;                   // m
constexpr double hull_length = 6.5, hull_beam = 1.5;  // m

/// A stretch of a walkable line between gates, or the turnstiles of one.
struct WalkPiece {
    const WalkLine* feature;
    GateId gate;
    double offset_m = 0;  // of the stretch's beginning along the feature
    std::vector<Vec2d> points;
};
/// Adds the gates and cuts the lines at them.
std::vector<WalkPiece> cut_at_gates(Town& town, Problems& problems);

/// Beyond an exit on the edge of a floor: the ground that people step on who walk through it.
WalkShape apron_of(const Town& town, const EntryFeature& exit);

Name name_of(const FeatureHead& f);
std::uint8_t deck_bit(int level);
Link& add_link(Town& town, NodeId a, NodeId b, double half_width, int level);
/// Ends of a link.
inline Vec2d end_a(const Town& town, const Link& l) { return to_double(town.nodes[l.a].at); }
inline Vec2d end_b(const Town& town, const Link& l) { return to_double(town.nodes[l.b].at); }
/// Bits of the access zones around a point.
std::uint32_t access_zones_at(const Town& town, Vec2d p);
/// A door on the nearest street edge; reports what is more than 40 m off.
Access snap(const Town& town, const FeatureHead& feature, Vec2d at, Problems& problems);
/// Where a bridge crosses water: m along the line, and the index of its walk line.
struct BridgeCrossing {
    double along;
    std::uint32_t bridge;
};
std::vector<BridgeCrossing> bridges_over(const Town& town, Vec2d a, Vec2d b);

}  // namespace wz::build
