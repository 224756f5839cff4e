#include <fmt/format.h>

#include "load/map_features.hpp"

namespace wz {

namespace {
constexpr Range width_range{0.5, 200, "m"};
constexpr int highest_level = 7;  // decks are bits of one byte
}  // namespace

void read_walk_line(FeatureInput& in) {
    auto f = with_head<WalkLine>(in);
    f.width_m = in.fields.number("width", width_range);
    f.level = in.fields.whole_or("level", 0, highest_level, 0);
    f.one_way = in.fields.flag_or("one_way", false);
    f.closed = in.fields.flag_or("closed", false);
    keep(in.map.walk_lines, std::move(f), &WalkLine::line, in.geometries.line(in.geometry, in.name));
}

void read_bridge(FeatureInput& in) {
    constexpr std::string_view forms[] = {"arch", "flat"};
    auto f = with_head<WalkLine>(in);
    f.width_m = in.fields.number("width", width_range);
    f.level = in.fields.whole_or("level", 0, highest_level, 0);
    f.one_way = in.fields.flag_or("one_way", false);
    f.closed = in.fields.flag_or("closed", false);
    f.form = in.fields.choice("form", forms) == 0 ? BridgeForm::arch : BridgeForm::flat;
    f.steps_per_side = in.fields.whole_or("steps", 0, 200, 0);
    f.span_m = in.fields.number("span", {0.5, 500, "m"});
    f.headroom_m = in.fields.number("headroom", {0, 60, "m"});
    if (in.fields.has("passing")) f.passing = in.fields.whole("passing", -2, 20);
    f.spans_over = in.fields.text_or("spans_over", "");
    in.fields.number_or("rise", {0, 60, "m"}, 0);  // prose so far: speed on arches follows from the steps
    keep(in.map.walk_lines, std::move(f), &WalkLine::line, in.geometries.line(in.geometry, in.name));
}

void read_walk_polygon(FeatureInput& in) {
    auto f = with_head<WalkPolygon>(in);
    f.level = in.fields.whole_or("level", 0, highest_level, 0);
    keep(in.map.walk_polygons, std::move(f), &WalkPolygon::ring, in.geometries.ring(in.geometry, in.name));
}

void read_place(FeatureInput& in) {
    auto f = with_head<PlaceFeature>(in);
    f.capacity = in.fields.whole("capacity", 0, most_people);
    f.door_width_m = in.fields.number_or("door_width", {0.5, 100, "m"}, f.door_width_m);
    f.indoor = in.fields.flag_or("indoor", true);
    f.area = in.fields.text_or("area", "");
    if (!f.indoor && f.area.empty())
        in.fields.missing("area", "the id of a square, forecourt or quay, as indoor is false");
    read_hours(in.fields, f.opens, f.closes);
    f.attraction = in.fields.number_or("attraction", {0, 1000}, f.attraction);
    f.dwell_min = in.fields.number_or("dwell_min", {0, 1440, "min"}, f.dwell_min);
    f.tags = in.fields.texts("tags");
    keep_point(in, in.map.places, std::move(f));
}

void read_entry(FeatureInput& in) {
    constexpr std::string_view modes[] = {"car", "coach", "bus", "taxi", "walk"};
    auto f = with_head<EntryFeature>(in);
    f.mode = modes[in.fields.choice("mode", modes)];
    f.capacity_per_min = in.fields.number("capacity_per_min", {0.1, 10000, "people per minute"});
    keep_point(in, in.map.entries, std::move(f));
}

namespace {
/// Two positions: an opening, or a line across a street.
std::vector<Vec2d> read_span(FeatureInput& in) {
    std::vector<Vec2d> line = in.geometries.line(in.geometry, in.name);
    if (line.size() <= 2) return line;
    in.fields.problems().add(in.head.where, fmt::format("the line of {} has {} positions", in.name, line.size()),
                             "two: from one side to the other", "draw it straight");
    return {};
}
}  // namespace

void read_exit(FeatureInput& in) {
    auto f = with_head<EntryFeature>(in);
    constexpr double as_many_as_fit = 10000;
    f.mode = "walk";
    f.out_per_s = in.fields.number_or("rate", {0, 1000, "people per second"}, 0);
    f.capacity_per_min = as_many_as_fit;
    const std::vector<Vec2d> line = read_span(in);
    if (line.empty()) return;
    f.at = (line[0] + line[1]) * 0.5;
    keep(in.map.entries, std::move(f), &EntryFeature::line, line);
}

void read_loop(FeatureInput& in) {
    auto f = with_head<LoopFeature>(in);
    const DocNode* shift = in.fields.list("shift_m");
    if (!shift || shift->items.size() != 2) {
        in.fields.missing("shift_m", "[x, y]: metres from the line to where it is met again");
        return;
    }
    const Range metres{-10000, 10000, "m"};
    f.shift.x = as_number(shift->items[0], in.fields.path("shift_m"), metres, in.fields.problems()).value_or(0);
    f.shift.y = as_number(shift->items[1], in.fields.path("shift_m"), metres, in.fields.problems()).value_or(0);
    const std::vector<Vec2d> line = read_span(in);
    constexpr double shortest = 12;  // m: nobody may see himself round the loop
    if (line.size() == 2 && std::abs(cross(unit(line[1] - line[0]), f.shift)) < shortest)
        in.fields.problems().add(in.head.where, fmt::format("the loop {} is too short", in.name),
                                 fmt::format("at least {:g} m across the line", shortest), "lengthen shift_m");
    keep(in.map.loops, std::move(f), &LoopFeature::line, line);
}

void read_obstacle(FeatureInput& in) {
    auto f = with_head<ObstacleFeature>(in);
    f.level = in.fields.whole_or("level", 0, highest_level, 0);
    keep(in.map.obstacles, std::move(f), &ObstacleFeature::ring, in.geometries.ring(in.geometry, in.name));
}

void read_gate(FeatureInput& in) {
    constexpr int most_lanes = 100;
    auto f = with_head<GateFeature>(in);
    f.lanes = in.fields.whole("lanes", 0, most_lanes);
    f.exit_lanes = in.fields.whole_or("exit_lanes", 0, most_lanes, f.exit_lanes);
    f.service_s = in.fields.number("service_s", {0.1, 600, "s"});
    f.windows = in.fields.whole_or("windows", 0, most_lanes, 0);
    f.window_service_s = in.fields.number_or("window_service_s", {1, 3600, "s"}, f.window_service_s);
    f.hall_capacity = in.fields.whole("hall_capacity", 0, most_people);
    keep_point(in, in.map.gates, std::move(f));
}

}  // namespace wz
