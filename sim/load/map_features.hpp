// One reader per kind of map feature.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "load/fields.hpp"
#include "load/map_geometry.hpp"
#include "town/map_data.hpp"

namespace wz {

/// What a reader works on: one feature, and the map it goes into.
struct FeatureInput {
    FeatureHead head;
    Fields& fields;           // of `properties`
    const DocNode& geometry;  // a map
    std::string name;         // for messages: `west_gate`
    GeometryReader& geometries;
    MapData& map;
};

struct FeatureKind {
    std::string name;
    void (*read)(FeatureInput&);
};
/// All kinds of maps/README.md.
std::span<const FeatureKind> feature_kinds();

void read_walk_line(FeatureInput& in);
void read_bridge(FeatureInput& in);
void read_walk_polygon(FeatureInput& in);
void read_place(FeatureInput& in);
void read_entry(FeatureInput& in);
void read_gate(FeatureInput& in);
void read_exit(FeatureInput& in);
void read_loop(FeatureInput& in);
void read_obstacle(FeatureInput& in);

void read_canal(FeatureInput& in);
void read_lake(FeatureInput& in);
void read_dock(FeatureInput& in);
void read_mooring(FeatureInput& in);
void read_road(FeatureInput& in);
void read_stop(FeatureInput& in);
void read_depot(FeatureInput& in);
void read_zone(FeatureInput& in);
void read_scenery(FeatureInput& in);

template <class Feature>
Feature with_head(const FeatureInput& in) {
    Feature feature;
    static_cast<FeatureHead&>(feature) = in.head;
    return feature;
}
/// Adds the feature if its geometry was readable.
template <class Feature, class Geometry>
void keep(std::vector<Feature>& list, Feature feature, Geometry Feature::*where, Geometry geometry) {
    if (geometry.empty()) return;
    feature.*where = std::move(geometry);
    list.push_back(std::move(feature));
}
template <class Feature>
void keep_point(FeatureInput& in, std::vector<Feature>& list, Feature feature) {
    const auto at = in.geometries.point(in.geometry, in.name);
    if (!at) return;
    feature.at = *at;
    list.push_back(std::move(feature));
}
/// `hours`: ["09:00", "17:00"].
void read_hours(Fields& fields, Tick& opens, Tick& closes);
/// Which of `allowed` stand in the list; at least one must.
std::vector<bool> read_words(Fields& fields, std::string_view key, std::span<const std::string_view> allowed);

}  // namespace wz
