#include "town/map_overlaps.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "town/build.hpp"
#include "town/shapes.hpp"

namespace wz {

namespace {

constexpr double bank_tolerance = 0.3;   // m that a street may stand in the water: quay walls are drawn roughly
constexpr double touch_tolerance = 0.3;  // m that shapes may overlap where they touch
constexpr double step = 1.0;             // m between the points looked at
constexpr double zone_step = 2.0;
constexpr double least_zone_overlap = 20;  // m²

/// The water, as strips and rings with their boxes.
class Water {
public:
    explicit Water(const MapData& map) {
        for (const CanalFeature& c : map.canals)
            if (c.kind != "fairway") strips_.push_back({&c, box_of(c.line)});
        for (const LakeFeature& l : map.lakes) lakes_.push_back({&l, box_of(l.ring)});
    }
    struct Depth {
        double m = -1e9;  // how far inside the bank; negative: on land
        const FeatureHead* in = nullptr;
    };
    [[nodiscard]] Depth at(Vec2d p) const {
        Depth most;
        const auto consider = [&](double m, const FeatureHead& f) {
            if (m > most.m) most = {m, &f};
        };
        for (const auto& [c, box] : strips_)
            if (box.contains(p, c->width_m / 2)) consider(c->width_m / 2 - nearest_on_line(p, c->line).distance, *c);
        for (const auto& [l, box] : lakes_)
            if (box.contains(p)) consider(depth_in_ring(p, l->ring), *l);
        return most;
    }

private:
    std::vector<std::pair<const CanalFeature*, Box>> strips_;
    std::vector<std::pair<const LakeFeature*, Box>> lakes_;
};

class Overlaps {
public:
    Overlaps(const Town& town, std::vector<MapFinding>& findings)
        : town_(town), map_(town.map), water_(town.map), findings_(findings) {}
    void run() {
        for (const WalkLine& l : map_.walk_lines) street_in_water(l);
        for (const WalkPolygon& p : map_.walk_polygons) square_in_water(p);
        for (const SceneryFeature& s : map_.scenery)
            if (s.kind == "building") building_on_way(s);
        for (std::size_t i = 0; i < map_.zones.size(); ++i)
            for (std::size_t j = i + 1; j < map_.zones.size(); ++j) zones(map_.zones[i], map_.zones[j]);
        for (std::size_t i = 0; i < map_.walk_lines.size(); ++i) {
            if (map_.walk_lines[i].form == BridgeForm::none) continue;
            spans(map_.walk_lines[i]);
            for (std::size_t j = i + 1; j < map_.walk_lines.size(); ++j)
                if (map_.walk_lines[j].form != BridgeForm::none) bridges(map_.walk_lines[i], map_.walk_lines[j]);
        }
    }

private:
    void note(const FeatureHead& f, Vec2d at, std::string text) {
        findings_.push_back({true, build::name_of(f), town_.origin.to_lonlat(at), std::move(text)});
    }
    /// Boardwalks and bridges may stand in the water.
    void street_in_water(const WalkLine& l) {
        if (l.form != BridgeForm::none || l.kind == "boardwalk" || l.level > 0) return;
        const double length = length_of(l.line);
        for (double s = 0; s <= length; s += step) {
            const Vec2d p = point_along(l.line, s);
            const Vec2d q = point_along(l.line, std::min(length, s + 0.1));
            const Vec2d side = perp(unit(q - p)) * (s + 0.1 < length ? l.width_m / 2 : 0.0);
            for (const Vec2d at : {p, p + side, p - side})
                if (const auto depth = water_.at(at); depth.m > bank_tolerance)
                    return note(l, at, fmt::format("reaches {:.1f} m into {} without a bridge", depth.m, depth.in->id));
        }
    }
    void square_in_water(const WalkPolygon& polygon) {
        if (polygon.kind == "quay" || polygon.level > 0) return;
        const Box box = box_of(polygon.ring);
        for (double x = box.low.x; x <= box.high.x; x += step)
            for (double y = box.low.y; y <= box.high.y; y += step) {
                if (!inside_ring({x, y}, polygon.ring)) continue;
                if (const auto depth = water_.at({x, y}); depth.m > bank_tolerance)
                    return note(polygon, {x, y}, fmt::format("reaches {:.1f} m into {}", depth.m, depth.in->id));
            }
    }
    void building_on_way(const SceneryFeature& building) {
        const Box box = box_of(building.ring);
        for (const WalkLine& l : map_.walk_lines) {
            const double half = l.width_m / 2 - touch_tolerance;
            if (l.level > 0 || !box.touches(box_of(l.line), half)) continue;
            const double length = length_of(l.line);
            for (double s = 0; s <= length; s += step) {
                const Vec2d p = point_along(l.line, s);
                if (box.contains(p, half) && depth_in_ring(p, building.ring) > -half)
                    return note(building, p, "stands on " + l.id);
            }
        }
        for (const WalkPolygon& p : map_.walk_polygons) {
            if (p.level > 0 || !box.touches(box_of(p.ring))) continue;
            for (const Vec2d corner : building.ring)
                if (depth_in_ring(corner, p.ring) > touch_tolerance) return note(building, corner, "stands on " + p.id);
            for (const Vec2d corner : p.ring)
                if (depth_in_ring(corner, building.ring) > touch_tolerance)
                    return note(building, corner, "stands on " + p.id);
        }
    }
    void zones(const ZoneFeature& a, const ZoneFeature& b) {
        if (a.zone_class != ZoneClass::report || b.zone_class != ZoneClass::report) return;
        const Box one = box_of(a.ring), other = box_of(b.ring);
        if (!one.touches(other)) return;
        const Vec2d low{std::max(one.low.x, other.low.x), std::max(one.low.y, other.low.y)};
        const Vec2d high{std::min(one.high.x, other.high.x), std::min(one.high.y, other.high.y)};
        double area = 0;
        Vec2d first;
        for (double x = low.x + zone_step / 2; x < high.x; x += zone_step)
            for (double y = low.y + zone_step / 2; y < high.y; y += zone_step) {
                const Vec2d p{x, y};
                if (!inside_ring(p, a.ring) || !inside_ring(p, b.ring)) continue;
                if (std::min(depth_in_ring(p, a.ring), depth_in_ring(p, b.ring)) < touch_tolerance) continue;
                if (area == 0) first = p;
                area += zone_step * zone_step;
            }
        if (area >= least_zone_overlap)
            note(a, first, fmt::format("overlaps the report zone {} by about {:.0f} m²", b.id, area));
    }
    /// Decks that share ground; where they only meet at their feet is left out.
    void bridges(const WalkLine& a, const WalkLine& b) {
        if (a.level != b.level || !box_of(a.line).touches(box_of(b.line), (a.width_m + b.width_m) / 2)) return;
        const double length = length_of(a.line), other = length_of(b.line);
        const Vec2d side = perp(unit(a.line.back() - a.line.front()));
        const double half = std::max(0.0, a.width_m / 2 - touch_tolerance);
        for (double s = touch_tolerance; s <= length - touch_tolerance; s += step / 2)
            for (const double across : {0.0, half, -half}) {
                const Vec2d p = point_along(a.line, s) + side * across;
                const OnLine on = nearest_on_line(p, b.line);
                if (on.distance < b.width_m / 2 - touch_tolerance && on.along > touch_tolerance &&
                    on.along < other - touch_tolerance)
                    return note(a, p, "overlaps the bridge " + b.id);
            }
    }
    void spans(const WalkLine& bridge) {
        const auto canal = std::ranges::find(map_.canals, bridge.spans_over, &CanalFeature::id);
        if (bridge.spans_over.empty() || canal == map_.canals.end()) return;
        for (std::size_t i = 0; i + 1 < bridge.line.size(); ++i)
            for (std::size_t j = 0; j + 1 < canal->line.size(); ++j)
                if (meeting(bridge.line[i], bridge.line[i + 1], canal->line[j], canal->line[j + 1]).meet) return;
        note(bridge, bridge.line.front(), "does not cross " + bridge.spans_over + ", which it is said to span");
    }

    const Town& town_;
    const MapData& map_;
    Water water_;
    std::vector<MapFinding>& findings_;
};

}  // namespace

void find_overlaps(const Town& town, std::vector<MapFinding>& findings) { Overlaps(town, findings).run(); }

}  // namespace wz
