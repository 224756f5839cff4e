// What a map file says, in local metres (x east, y north), before graphs are derived from it. Kinds and properties are
// described in maps/README.md. Lists are sorted by id, whatever the order in the file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/errors.hpp"
#include "base/time.hpp"
#include "base/vec2.hpp"

namespace wz {

struct Origin {
    double lon = 0;
    double lat = 0;
    double metres_per_deg_lon = 0;
    double metres_per_deg_lat = 0;
    bool local = false;  // the map is drawn in metres, x east, y north; its "degrees" are metres
    [[nodiscard]] Vec2d to_local(double lon_deg, double lat_deg) const {
        return {(lon_deg - lon) * metres_per_deg_lon, (lat_deg - lat) * metres_per_deg_lat};
    }
    [[nodiscard]] Vec2d to_lonlat(Vec2d p) const {
        return {lon + p.x / metres_per_deg_lon, lat + p.y / metres_per_deg_lat};
    }
};

struct FeatureHead {
    std::string id;
    std::string kind;
    std::string name_zh;
    std::string name_en;
    double accuracy_m = 0;
    Location where;
};

enum class BridgeForm : std::uint8_t { none, flat, arch };

struct WalkLine : FeatureHead {  // street, lane, boardwalk, bridge, stairs (up in drawing direction)
    std::vector<Vec2d> line;
    double width_m = 0;
    int level = 0;
    bool one_way = false;
    bool closed = false;
    BridgeForm form = BridgeForm::none;
    int steps_per_side = 0;
    double span_m = 0;
    double headroom_m = 0;
    int passing = -3;  // bridges: of boats, see WaterLink
    std::string spans_over;
};
struct WalkPolygon : FeatureHead {  // square, forecourt, quay, floor
    std::vector<Vec2d> ring;        // counter-clockwise, not closed
    int level = 0;
};
struct PlaceFeature : FeatureHead {
    Vec2d at;
    int capacity = 0;
    double door_width_m = 1.2;
    bool indoor = true;
    std::string area;
    Tick opens = 0;
    Tick closes = never;
    double attraction = 1.0;
    double dwell_min = 15;
    std::vector<std::string> tags;
};
struct EntryFeature : FeatureHead {
    Vec2d at;
    std::string mode;  // car, coach, bus, taxi, walk
    double capacity_per_min = 60;
    std::vector<Vec2d> line;  // kind exit: the two ends of the opening that people walk through; else empty
    double out_per_s = 0;     // kind exit: people that may leave per second; 0: as many as can
};
struct ObstacleFeature : FeatureHead {  // a column, a stall: nobody walks there
    std::vector<Vec2d> ring;            // counter-clockwise, not closed
    int level = 0;
};
/// The street goes on at the line + shift as it does at the line: a closed loop without bends.
struct LoopFeature : FeatureHead {
    std::vector<Vec2d> line;  // two ends
    Vec2d shift;              // m
};
struct GateFeature : FeatureHead {
    Vec2d at;
    int lanes = 1;
    int exit_lanes = 1;
    double service_s = 3;
    int windows = 0;
    double window_service_s = 60;
    int hall_capacity = 50;
};
struct CanalFeature : FeatureHead {  // canal, fairway
    std::vector<Vec2d> line;
    double width_m = 0;
    double depth_m = 0;
    bool one_way = false;
    bool boats = true;
    int passing = -3;  // see WaterLink
};
struct LakeFeature : FeatureHead {
    std::vector<Vec2d> ring;
    double depth_m = 0;
};
struct DockFeature : FeatureHead {
    Vec2d at;
    int berths = 1;
    double length_m = 9;
    bool ferry = false;
    bool charter = false;
    bool shared = false;
    int waiting_capacity = 40;
    Tick opens = 0;
    Tick closes = never;
};
struct MooringFeature : FeatureHead {
    std::vector<Vec2d> line;
};
struct RoadFeature : FeatureHead {
    std::vector<Vec2d> line;
    double width_m = 0;
    double speed_limit_mps = 0;
    bool carts = false;
    bool buses = false;
    bool one_way = false;
};
struct StopFeature : FeatureHead {
    Vec2d at;
    bool carts = false;
    bool buses = false;
    int bays = 1;
    int waiting_capacity = 40;
};
struct DepotFeature : FeatureHead {
    Vec2d at;
    bool carts = false;
    bool buses = false;
    int capacity = 10;
};
enum class ZoneClass : std::uint8_t { access, report, land_use };
struct ZoneFeature : FeatureHead {
    std::vector<Vec2d> ring;
    ZoneClass zone_class = ZoneClass::report;
    std::string function;  // land_use only
};
struct SceneryFeature : FeatureHead {
    std::vector<Vec2d> ring;
};

struct MapData {
    std::string file;
    std::string title;
    std::string about;
    Origin origin;
    std::vector<WalkLine> walk_lines;
    std::vector<WalkPolygon> walk_polygons;
    std::vector<PlaceFeature> places;
    std::vector<EntryFeature> entries;
    std::vector<GateFeature> gates;
    std::vector<LoopFeature> loops;
    std::vector<ObstacleFeature> obstacles;
    std::vector<CanalFeature> canals;
    std::vector<LakeFeature> lakes;
    std::vector<DockFeature> docks;
    std::vector<MooringFeature> moorings;
    std::vector<RoadFeature> roads;
    std::vector<StopFeature> stops;
    std::vector<DepotFeature> depots;
    std::vector<ZoneFeature> zones;
    std::vector<SceneryFeature> scenery;
};

}  // namespace wz
