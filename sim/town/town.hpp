// The town as the engine uses it: immutable, derived from one map, shared by all runs over it. Street graph and
// walkable surface come from the same features, so routing and geometry cannot disagree.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "town/map_data.hpp"
#include "town/nav_grid.hpp"

namespace wz {

struct Name {
    std::string id;
    std::string zh;
    std::string en;
};

// ---- walking ------------------------------------------------------------------------------------------------------

struct Node {
    Vec2 at;
    std::uint8_t decks = 1;  // bit per level that meets here
    Vec2 opening{};          // floors meet here: from the middle of the edge they share to its end; else zero
};

enum class LinkKind : std::uint8_t { street, lane, boardwalk, stairs, bridge, square, gate };

/// A straight piece of a street between two nodes; people walk both ways unless one_way.
struct Link {
    NodeId a;
    NodeId b;
    Vec2 along;            // unit, a → b
    float length = 0;      // m
    float half_width = 0;  // m; a `square` link across a polygon has the free width beside it
    LinkKind kind = LinkKind::street;
    BridgeForm form = BridgeForm::none;
    std::uint8_t decks = 1;
    bool one_way = false;            // only a → b
    bool closed = false;             // as built; scenarios close links by command
    bool crest = false;              // highest piece of an arch bridge
    bool floor = false;              // people see its end from anywhere on it, and go straight there
    std::int8_t climb = 0;           // +1: a → b goes up steps, −1: down, 0: level
    std::uint32_t access_zones = 0;  // bit per access zone that contains it
    PatchId patch;
    GateId gate;  // kind == gate: passed only through this gate
};

/// A link as it is walked in one direction: what a walker's way needs of it, in a cache line.
struct alignas(64) WalkLane {
    Vec2 from, to, along;  // along: unit
    float length = 0, half_width = 0;
    std::int32_t climb = 0;  // +1: up steps, −1: down, 0: level
    std::uint32_t bits = 0;  // its levels; and these:
    NodeId tail, head;
    static constexpr std::uint32_t plain = 1u << 8;  // no floor, and no opening at its head
    static constexpr std::uint32_t gate = 1u << 9;
    static constexpr std::uint32_t to_gate = 1u << 10;  // a gate is at its head
};

/// A unit of measurement: up to 25 m of street, a bridge, or a polygon.
struct Patch {
    Name name;  // of the feature it is a piece of
    Vec2 centre;
    float area_m2 = 0;
    float width_m = 0;    // streets and bridges: clear width; polygons: 0
    bool stairs = false;  // level of service by the stair scale
    bool bridge = false;
    ZoneId report_zone;         // none if in no report zone
    std::vector<Vec2> outline;  // for drawing
};

/// A door or passage on the walkable surface: where, and which link it lies on.
struct Access {
    Vec2 at;
    LinkId link;
    float along = 0;  // m from link.a
    NodeId nearest;   // the nearer end of the link
};

struct Place {
    Name name;
    std::string kind;
    int capacity = 0;
    double door_width_m = 1.2;
    bool indoor = true;
    Access door;
    std::vector<Vec2> area;  // outdoor: the polygon in which people stand
    PatchId area_patch;
    std::vector<LinkId> ways;  // that lead through the area
    Tick opens = 0;
    Tick closes = never;
    double attraction = 1;
    double dwell_min = 15;
    std::vector<std::string> tags;
    ZoneId report_zone;
    [[nodiscard]] bool has_tag(std::string_view tag) const;
};
struct Entry {
    Name name;
    std::string mode;
    double capacity_per_min = 60;
    Access door;
    bool opening = false;  // an exit: people walk through the line ab
    Vec2 a, b;
    Vec2 outward;          // unit, normal to ab; zero where people come from both sides
    double out_per_s = 0;  // 0: as many as can
};
/// People who pass the line ab + shift come back at ab, and the other way round.
struct Loop {
    Name name;
    Vec2 a, b;
    Vec2 shift;
};
struct Gate {
    Name name;
    LinkId link;              // the gate link
    bool inside_is_b = true;  // which end of the link is inside the access zone
    int lanes = 1;
    int exit_lanes = 1;
    double service_s = 3;
    int windows = 0;
    double window_service_s = 60;
    int hall_capacity = 50;
};
struct Zone {
    Name name;
    ZoneClass zone_class = ZoneClass::report;
    std::string function;
    std::vector<Vec2> ring;
    int access_bit = -1;  // access zones only
};

// ---- water --------------------------------------------------------------------------------------------------------

struct WaterNode {
    Vec2d at;
};
/// A straight piece of fairway. Two boats of beam 1.5 m pass each other where the width is at least 4.5 m.
struct WaterLink {
    WaterNodeId a;
    WaterNodeId b;
    double length = 0;
    double width = 0;       // clear width on the water, bridge openings included
    double headroom = 1e9;  // least clear height over ordinary water; no bridge: 1e9
    double depth = 0;
    bool one_way = false;  // only a → b
    bool boats = true;
    /// Where boats of one direction at a time fit: how many of them in a row while others wait at the other end; or …
    static constexpr int passing_in_order = 0, passing_drawn_first = -1, passing_against_first = -2;
    static constexpr int passing_by_default = -3;  // the parameter waterway.platoon
    int passing = passing_by_default;
    std::uint32_t canal = 0;            // index into canal_names
    std::uint32_t bridge = UINT32_MAX;  // index of the bridge's walk line in MapData if it lies over this link
};
struct Berth {
    Vec2d at;            // middle of the hull
    double heading = 0;  // rad, counter-clockwise from east: as a boat lies
    WaterLinkId link;
    double along = 0;  // m from link.a, abreast of the berth
};
struct Dock {
    Name name;
    Access landing;  // where people wait, on the walkable surface
    std::vector<Berth> berths;
    bool ferry = false;
    bool charter = false;
    bool shared = false;
    int waiting_capacity = 40;
    Tick opens = 0;
    Tick closes = never;
};
struct Mooring {
    Name name;
    std::vector<Berth> slots;
};
struct Bank {  // a wall of the water
    Vec2d a;
    Vec2d b;
};

// ---- roads --------------------------------------------------------------------------------------------------------

struct RoadNode {
    Vec2d at;
};
struct RoadLink {
    RoadNodeId a;
    RoadNodeId b;
    std::uint32_t road = 0;  // index in map.roads
    double length = 0;
    double speed_limit = 0;
    double width = 0;
    bool carts = false;
    bool buses = false;
    bool one_way = false;
};
/// Where a road crosses a walkable line at the same level.
struct Crossing {
    RoadLinkId road;
    double along = 0;  // m from road.a
    Vec2d at;
    double half_extent = 2;  // m along the road that walkers use
    LinkId walk;
};
struct Stop {
    Name name;
    Access platform;  // where people wait, on the walkable surface
    RoadLinkId road;
    double along = 0;
    Vec2d at;
    bool carts = false;
    bool buses = false;
    int bays = 1;
    int waiting_capacity = 40;
};
struct Depot {
    Name name;
    RoadLinkId road;
    double along = 0;
    bool carts = false;
    bool buses = false;
    int capacity = 10;
};

struct Town {
    Origin origin;
    std::string title;
    std::uint64_t digest = 0;  // hash of the map's content, independent of feature order

    IdVector<NodeId, Node> nodes;
    IdVector<LinkId, Link> links;
    std::vector<WalkLane> lanes;  // two of each link, see lane()
    /// CSR: links at node n are incident[first_incident[n] .. first_incident[n+1]).
    std::vector<std::uint32_t> first_incident;
    std::vector<LinkId> incident;
    IdVector<PatchId, Patch> patches;
    NavGrid surface;  // distance to the nearest wall, and the patch, per 0.25 m
    IdVector<PlaceId, Place> places;
    IdVector<EntryId, Entry> entries;
    IdVector<GateId, Gate> gates;
    std::vector<Loop> loops;
    bool has_floors = false;
    IdVector<ZoneId, Zone> zones;

    std::vector<Name> canal_names;
    IdVector<WaterNodeId, WaterNode> water_nodes;
    IdVector<WaterLinkId, WaterLink> water_links;
    IdVector<DockId, Dock> docks;
    IdVector<MooringId, Mooring> moorings;
    std::vector<Bank> banks;

    IdVector<RoadNodeId, RoadNode> road_nodes;
    IdVector<RoadLinkId, RoadLink> road_links;
    std::vector<Crossing> crossings;
    IdVector<StopId, Stop> stops;
    IdVector<DepotId, Depot> depots;

    std::vector<std::string>
        bridge_ids;  // of MapData.walk_lines that are bridges: id by index of the walk line, else empty
    MapData map;     // kept for drawing and reports

    [[nodiscard]] const WalkLane& lane(LinkId l, bool forward) const {
        return lanes[2 * l.index() + (forward ? 0 : 1)];
    }
    [[nodiscard]] std::span<const LinkId> links_at(NodeId n) const {
        return {incident.data() + first_incident[n.index()], incident.data() + first_incident[n.index() + 1]};
    }
    /// Bits of the decks that are walkable at p; all of them if none is.
    [[nodiscard]] std::uint8_t surface_decks(Vec2 p) const {
        std::uint8_t decks = 0;
        for (unsigned bit = 1; bit < 256; bit <<= 1)
            if (surface.distance(p, static_cast<std::uint8_t>(bit)) > 0) decks |= static_cast<std::uint8_t>(bit);
        return decks == 0 ? 0xff : decks;
    }
    [[nodiscard]] NodeId other_end(LinkId l, NodeId n) const { return links[l].a == n ? links[l].b : links[l].a; }
    /// By textual id; invalid if there is none.
    [[nodiscard]] PlaceId find_place(std::string_view id) const;
    [[nodiscard]] EntryId find_entry(std::string_view id) const;
    [[nodiscard]] GateId find_gate(std::string_view id) const;
    [[nodiscard]] DockId find_dock(std::string_view id) const;
    [[nodiscard]] StopId find_stop(std::string_view id) const;
    [[nodiscard]] DepotId find_depot(std::string_view id) const;
    [[nodiscard]] ZoneId find_zone(std::string_view id) const;
    /// All links that are pieces of the walkable feature `id` (a street, bridge, polygon, or gate).
    [[nodiscard]] std::vector<LinkId> find_links(std::string_view id) const;
};

/// Derives graphs, surface and passages. Throws InputError with every defect that makes the map unusable (a place that
/// is not within 40 m of the surface, a polygon without a vertex, …).
std::shared_ptr<const Town> build_town(MapData map);

}  // namespace wz
