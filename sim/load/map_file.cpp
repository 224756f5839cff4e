#include "load/map_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "load/map_features.hpp"
#include "load/nearest.hpp"

namespace wz {

namespace {

constexpr std::size_t longest_id = 64;

bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= longest_id &&
           std::ranges::all_of(id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

void check_datum(Fields& top) {
    const std::string datum = top.text_or("datum", "");
    if (datum == "WGS84" || datum == "local") return;
    const bool chinese = datum == "GCJ-02" || datum == "GCJ02" || datum == "BD-09" || datum == "BD09";
    top.problems().add(
        top.where("datum"), datum.empty() ? "the map does not say its datum" : fmt::format("datum is \"{}\"", datum),
        "\"WGS84\", or \"local\" for metres x east, y north",
        chinese
            ? "convert the coordinates to WGS84: these are hundreds of metres off"
            : "add \"datum\": \"WGS84\" if the coordinates are such; pins of Chinese web maps must be converted first");
}

Origin read_origin(Fields& top) {
    Origin origin{0, 0, 1, 1};
    origin.local = top.text_or("datum", "") == "local";
    if (origin.local) {
        if (top.has("origin"))
            top.problems().add(top.where("origin"), "a map in local metres has an origin", "none",
                               "remove it, or give degrees and \"datum\": \"WGS84\"");
        return origin;
    }
    const DocNode* node = top.map("origin");
    if (!node) {
        if (!top.has("origin"))
            top.missing("origin", "{\"lon\", \"lat\", \"metres_per_deg_lon\", \"metres_per_deg_lat\"}");
        return origin;
    }
    Fields f(*node, "origin", top.problems());
    origin.lon = f.number("lon", {-180, 180, "degrees"});
    origin.lat = f.number("lat", {-85, 85, "degrees"});
    origin.metres_per_deg_lon = f.number("metres_per_deg_lon", {5000, 112000, "m"});
    origin.metres_per_deg_lat = f.number("metres_per_deg_lat", {110000, 112000, "m"});
    f.done();
    return origin;
}

/// Reads features one by one; ids must be unique over all kinds.
class FeatureList {
public:
    FeatureList(MapData& map, Problems& problems) : map_(map), geometries_(map.origin, problems), problems_(problems) {
        for (const FeatureKind& kind : feature_kinds()) kind_names_.push_back(kind.name);
    }
    void read(const DocNode& feature);

private:
    FeatureHead head(Fields& fields, const Location& where);
    const FeatureKind* kind_of(Fields& fields);

    MapData& map_;
    GeometryReader geometries_;
    Problems& problems_;
    std::vector<std::string> kind_names_;
    std::map<std::string, int> first_line_;  // by id
};

FeatureHead FeatureList::head(Fields& fields, const Location& where) {
    FeatureHead h;
    h.where = where;
    h.id = fields.text("id");
    h.name_zh = fields.text_or("name_zh", "");
    h.name_en = fields.text_or("name_en", "");
    h.accuracy_m = fields.number_or("accuracy_m", {0, 100000, "m"}, 0);
    fields.texts("source");
    if (h.id.empty()) return h;
    if (!is_id(h.id)) {
        problems_.add(fields.where("id"), fmt::format("the id \"{}\"", h.id.substr(0, longest_id)),
                      fmt::format("1 to {} characters of a–z, 0–9 and _", longest_id), "rename the feature");
    }
    const auto [it, fresh] = first_line_.emplace(h.id, where.line);
    if (!fresh) {
        problems_.add(fields.where("id"),
                      fmt::format("two features have the id \"{}\", the first in line {}", h.id, it->second),
                      "each id once", "rename one of them");
    }
    return h;
}

const FeatureKind* FeatureList::kind_of(Fields& fields) {
    const std::string kind = fields.text("kind");
    const auto it = std::ranges::find(feature_kinds(), kind, &FeatureKind::name);
    if (it != feature_kinds().end()) return &*it;
    if (!kind.empty()) {
        problems_.add(fields.where("kind"), fmt::format("unknown kind \"{}\"", kind), "a kind of maps/README.md",
                      did_you_mean(kind, kind_names_));
    }
    return nullptr;
}

void FeatureList::read(const DocNode& feature) {
    const DocMember* type = feature.find("type");
    const DocMember* properties = feature.find("properties");
    const DocMember* geometry = feature.find("geometry");
    if (!type || type->node.text != "Feature" || !properties || !properties->node.is_map() || !geometry ||
        !geometry->node.is_map()) {
        problems_.add(feature.where(), "an entry of \"features\" is no feature",
                      "{\"type\": \"Feature\", \"properties\": {…}, \"geometry\": {…}}", "correct or remove it");
        return;
    }
    const DocMember* id = properties->node.find("id");
    const std::string name =
        id && id->node.is_scalar() ? fmt::format("`{}`", id->node.text.substr(0, longest_id)) : "the feature";
    Fields fields(properties->node, name, problems_);
    FeatureHead h = head(fields, feature.where());
    const FeatureKind* kind = kind_of(fields);
    if (!kind) return;
    h.kind = kind->name;
    FeatureInput input{std::move(h), fields, geometry->node, name, geometries_, map_};
    kind->read(input);
    fields.done(true);
}

template <class... Lists>
void sort_all(Lists&... lists) {
    (std::ranges::sort(lists, {}, [](const FeatureHead& f) -> const std::string& { return f.id; }), ...);
}

template <class List>
std::vector<std::string> ids_of(const List& list) {
    std::vector<std::string> ids;
    for (const FeatureHead& f : list) ids.push_back(f.id);
    return ids;
}

void check_reference(const FeatureHead& from, const char* key, const std::string& to,
                     const std::vector<std::string>& known, const char* allowed, Problems& problems) {
    if (to.empty() || std::ranges::binary_search(known, to)) return;
    problems.add(from.where, fmt::format("`{}`.{} names \"{}\", which is not in the map", from.id, key, to), allowed,
                 did_you_mean(to, known));
}

void check_references(const MapData& map, Problems& problems) {
    const auto canals = ids_of(map.canals);
    const auto polygons = ids_of(map.walk_polygons);
    for (const WalkLine& f : map.walk_lines) {
        check_reference(f, "spans_over", f.spans_over, canals, "the id of a canal or fairway, or null", problems);
    }
    for (const PlaceFeature& f : map.places) {
        check_reference(f, "area", f.area, polygons, "the id of a square, forecourt or quay", problems);
    }
}

void read_features(Fields& top, MapData& map) {
    const DocNode* features = top.list("features");
    if (!features && !top.has("features")) top.missing("features", "a list of features");
    if (!features) return;
    FeatureList list(map, top.problems());
    for (const DocNode& feature : features->items) list.read(feature);
    sort_all(map.walk_lines, map.walk_polygons, map.places, map.entries, map.gates, map.loops, map.obstacles,
             map.canals, map.lakes, map.docks, map.moorings, map.roads, map.stops, map.depots, map.zones, map.scenery);
    check_references(map, top.problems());
}

}  // namespace

MapData read_map(const DocNode& root, const std::string& path) {
    Problems problems;
    MapData map;
    map.file = path;
    Fields top(root, "", problems);
    constexpr std::string_view type[] = {"FeatureCollection"};
    top.choice("type", type);
    check_datum(top);
    map.title = top.text_or("title", "");
    map.about = top.text_or("about", "");
    for (const char* unused : {"attribution", "sources"}) top.node(unused);
    map.origin = read_origin(top);
    read_features(top, map);
    top.done(true);
    problems.throw_if_any();
    return map;
}

DocNode read_map_document(const std::string& path) {
    Problems problems;
    std::optional<DocNode> root = read_json(path, problems);
    problems.throw_if_any();
    return std::move(*root);
}

MapData load_map(const std::string& path) { return read_map(read_map_document(path), path); }

}  // namespace wz
