#include "load/map_features.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "load/nearest.hpp"

namespace wz {

namespace {

constexpr Range depth_range{0.1, 100, "m"};

/// carts, buses
std::pair<bool, bool> read_modes(Fields& fields) {
    constexpr std::string_view modes[] = {"cart", "bus"};
    const std::vector<bool> found = read_words(fields, "modes", modes);
    return {found[0], found[1]};
}

}  // namespace

void read_hours(Fields& fields, Tick& opens, Tick& closes) {
    const DocNode* list = fields.list("hours");
    if (!list) return;
    const std::string path = fields.path("hours");
    if (list->items.size() != 2) {
        fields.problems().add(list->where(), fmt::format("{} has {} entries", path, list->items.size()), "two times",
                              "write e.g. [\"09:00\", \"17:00\"]");
        return;
    }
    const auto from = as_time(list->items[0], path, fields.problems());
    const auto to = as_time(list->items[1], path, fields.problems());
    if (!from || !to) return;
    if (*from >= *to) {
        fields.problems().add(
            list->where(),
            fmt::format("{} closes at {} before it opens at {}", path, list->items[1].text, list->items[0].text),
            "opening before closing", "hours may run past midnight: 02:00 is \"26:00\"");
    }
    opens = *from;
    closes = *to;
}

std::vector<bool> read_words(Fields& fields, std::string_view key, std::span<const std::string_view> allowed) {
    std::vector<bool> found(allowed.size());
    const std::string all = fmt::format("{}", fmt::join(allowed, ", "));
    if (!fields.has(key)) fields.missing(key, "a list of: " + all);
    for (const std::string& word : fields.texts(key)) {
        const auto it = std::ranges::find(allowed, std::string_view(word));
        if (it != allowed.end()) {
            found[static_cast<std::size_t>(it - allowed.begin())] = true;
        } else {
            const std::vector<std::string> names(allowed.begin(), allowed.end());
            fields.problems().add(fields.where(key), fmt::format("{} has \"{}\"", fields.path(key), word), all,
                                  did_you_mean(word, names));
        }
    }
    return found;
}

void read_canal(FeatureInput& in) {
    auto f = with_head<CanalFeature>(in);
    f.width_m = in.fields.number("width", {0.5, 1000, "m"});
    f.depth_m = in.fields.number("depth", depth_range);
    f.one_way = in.fields.flag_or("one_way", false);
    f.boats = in.fields.flag_or("boats", true);
    if (in.fields.has("passing")) f.passing = in.fields.whole("passing", -2, 20);
    keep(in.map.canals, std::move(f), &CanalFeature::line, in.geometries.line(in.geometry, in.name));
}

void read_lake(FeatureInput& in) {
    auto f = with_head<LakeFeature>(in);
    f.depth_m = in.fields.number("depth", depth_range);
    keep(in.map.lakes, std::move(f), &LakeFeature::ring, in.geometries.ring(in.geometry, in.name));
}

void read_dock(FeatureInput& in) {
    constexpr std::string_view services[] = {"ferry", "charter", "shared"};
    auto f = with_head<DockFeature>(in);
    f.berths = in.fields.whole("berths", 1, 200);
    f.length_m = in.fields.number("length", {1, 1000, "m"});
    const DocNode* list = in.fields.list("services");
    if (list && !list->items.empty()) {
        const std::vector<bool> found = read_words(in.fields, "services", services);
        f.ferry = found[0];
        f.charter = found[1];
        f.shared = found[2];
    }
    f.waiting_capacity = in.fields.whole("waiting_capacity", 0, most_people);
    read_hours(in.fields, f.opens, f.closes);
    keep_point(in, in.map.docks, std::move(f));
}

void read_mooring(FeatureInput& in) {
    keep(in.map.moorings, with_head<MooringFeature>(in), &MooringFeature::line,
         in.geometries.line(in.geometry, in.name));
}

void read_road(FeatureInput& in) {
    auto f = with_head<RoadFeature>(in);
    f.width_m = in.fields.number("width", {1, 100, "m"});
    f.speed_limit_mps = in.fields.number("speed_limit", {0.5, 40, "m/s"});
    std::tie(f.carts, f.buses) = read_modes(in.fields);
    f.one_way = in.fields.flag_or("one_way", false);
    keep(in.map.roads, std::move(f), &RoadFeature::line, in.geometries.line(in.geometry, in.name));
}

void read_stop(FeatureInput& in) {
    auto f = with_head<StopFeature>(in);
    std::tie(f.carts, f.buses) = read_modes(in.fields);
    f.bays = in.fields.whole("bays", 1, 100);
    f.waiting_capacity = in.fields.whole("waiting_capacity", 0, most_people);
    keep_point(in, in.map.stops, std::move(f));
}

void read_depot(FeatureInput& in) {
    auto f = with_head<DepotFeature>(in);
    std::tie(f.carts, f.buses) = read_modes(in.fields);
    f.capacity = in.fields.whole("capacity", 1, 10000);
    keep_point(in, in.map.depots, std::move(f));
}

void read_zone(FeatureInput& in) {
    constexpr std::string_view classes[] = {"access", "report", "land_use"};
    auto f = with_head<ZoneFeature>(in);
    f.zone_class = static_cast<ZoneClass>(in.fields.choice("zone_class", classes));
    f.function = in.fields.text_or("function", "");
    keep(in.map.zones, std::move(f), &ZoneFeature::ring, in.geometries.ring(in.geometry, in.name));
}

void read_scenery(FeatureInput& in) {
    keep(in.map.scenery, with_head<SceneryFeature>(in), &SceneryFeature::ring,
         in.geometries.ring(in.geometry, in.name));
}

std::span<const FeatureKind> feature_kinds() {
    static const FeatureKind kinds[] = {
        {"street", read_walk_line},   {"lane", read_walk_line},      {"boardwalk", read_walk_line},
        {"bridge", read_bridge},      {"square", read_walk_polygon}, {"forecourt", read_walk_polygon},
        {"quay", read_walk_polygon},  {"floor", read_walk_polygon},  {"exit", read_exit},
        {"loop", read_loop},          {"stairs", read_walk_line},    {"obstacle", read_obstacle},
        {"theatre", read_place},      {"museum", read_place},        {"restaurant", read_place},
        {"teahouse", read_place},     {"shop", read_place},          {"hotel", read_place},
        {"summit_venue", read_place}, {"attraction", read_place},    {"workshop", read_place},
        {"toilet", read_place},       {"office", read_place},        {"post", read_place},
        {"entry", read_entry},        {"gate", read_gate},           {"canal", read_canal},
        {"fairway", read_canal},      {"lake", read_lake},           {"dock", read_dock},
        {"mooring", read_mooring},    {"road", read_road},           {"stop", read_stop},
        {"depot", read_depot},        {"zone", read_zone},           {"building", read_scenery},
        {"garden", read_scenery},     {"field", read_scenery},       {"land", read_scenery},
    };
    return kinds;
}

}  // namespace wz
