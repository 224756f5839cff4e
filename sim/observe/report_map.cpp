#include "observe/report_map.hpp"

#include <algorithm>

namespace wz {

namespace {

using std::string_view;

template <class T>
void add_points(JsonText& json, string_view key, const std::vector<Vec2T<T>>& points) {
    json.key(key).array();
    for (const auto& p : points) json.value(static_cast<double>(p.x), 1).value(static_cast<double>(p.y), 1);
    json.close();
}

void add_scenery(JsonText& json, const MapData& map) {
    json.key("scenery").array();
    for (const SceneryFeature& s : map.scenery) {
        json.object().member("kind", string_view(s.kind));
        add_points(json, "ring", s.ring);
        json.close();
    }
    json.close();
    json.key("lakes").array();
    for (const LakeFeature& l : map.lakes) {
        json.object();
        add_points(json, "ring", l.ring);
        json.close();
    }
    json.close();
}

void add_lines(JsonText& json, const MapData& map) {
    json.key("canals").array();
    for (const CanalFeature& c : map.canals) {
        json.object().member("kind", string_view(c.kind)).member("width", c.width_m, 1);
        add_points(json, "line", c.line);
        json.close();
    }
    json.close();
    json.key("roads").array();
    for (const RoadFeature& r : map.roads) {
        json.object().member("width", r.width_m, 1);
        add_points(json, "line", r.line);
        json.close();
    }
    json.close();
}

void add_patches(JsonText& json, const Results& results) {
    const Town& town = *results.town;
    json.key("patches").array();
    for (std::size_t i = 0; i < town.patches.size(); ++i) {
        const Patch& patch = town.patches[PatchId(i)];
        const PatchCrowding& c = results.patches[PatchId(i)];
        json.object().member("id", string_view(patch.name.id));
        json.member("zh", string_view(patch.name.zh)).member("en", string_view(patch.name.en));
        json.member("area", patch.area_m2, 0).member("bridge", patch.bridge);
        json.member("los", static_cast<int>(c.sustained())).member("worst", static_cast<int>(c.worst()));
        json.member("max", c.max_density, 2).member("at", seconds(c.max_at), 0);
        json.member("e", c.seconds_at[4]).member("f", c.seconds_at[5]).member("hours", c.person_seconds / 3600, 1);
        json.member("used", c.busy_s() > 0);
        add_points(json, "ring", patch.outline);
        json.close();
    }
    json.close();
}

/// Labels compete for room; the higher rank wins.
void add_label(JsonText& json, Vec2d at, const Name& name, const char* kind, double rank) {
    if (name.zh.empty() && name.en.empty()) return;
    json.object()
        .member("id", string_view(name.id))
        .member("x", at.x, 1)
        .member("y", at.y, 1)
        .member("zh", string_view(name.zh));
    json.member("en", string_view(name.en)).member("kind", kind).member("rank", rank, 2).close();
}

Vec2d centre_of(const std::vector<Vec2>& ring) {
    Vec2d sum{};
    for (const Vec2 p : ring) sum += to_double(p);
    return ring.empty() ? sum : sum * (1.0 / static_cast<double>(ring.size()));
}

void add_labels(JsonText& json, const Results& results) {
    const Town& town = *results.town;
    json.key("labels").array();
    for (const Zone& z : town.zones)
        if (z.zone_class == ZoneClass::report) add_label(json, centre_of(z.ring), z.name, "zone", 100);
    for (const Gate& g : town.gates) {
        const Link& link = town.links[g.link];
        add_label(json, to_double((town.nodes[link.a].at + town.nodes[link.b].at) * 0.5f), g.name, "gate", 50);
    }
    for (const Dock& d : town.docks) add_label(json, to_double(d.landing.at), d.name, "dock", 45);
    for (const Entry& e : town.entries) add_label(json, to_double(e.door.at), e.name, "entry", 40);
    for (const BridgeRecord& b : results.bridges) {
        const double busy = std::min(20.0, static_cast<double>(b.crossed) / 500);
        add_label(json, to_double((b.foot_a + b.foot_b) * 0.5f), b.name, "bridge", 15 + busy);
    }
    for (const Place& p : town.places) {
        if (p.kind == "toilet" || p.kind == "post" || p.kind == "shop") continue;
        const bool stage = p.kind == "theatre" || p.kind == "summit_venue";
        add_label(json, to_double(p.door.at), p.name, stage ? "stage" : "place",
                  (stage ? 28 : 5) + std::min(10.0, p.capacity / 200.0));
    }
    for (const Stop& s : town.stops) add_label(json, s.at, s.name, "stop", 8);
    json.close();
}

}  // namespace

void add_report_map(JsonText& json, const Results& results) {
    json.key("map").object();
    json.member("title", string_view(results.town->title));
    add_scenery(json, results.town->map);
    add_lines(json, results.town->map);
    add_patches(json, results);
    add_labels(json, results);
    json.close();
}

}  // namespace wz
