#include "observe/json_text.hpp"
#include "observe/result_writers.hpp"

namespace wz {

namespace {

void add_outline(JsonText& json, const Town& town, const std::vector<Vec2>& outline) {
    json.key("geometry").object().member("type", "Polygon");
    json.key("coordinates").array().array();
    const auto point = [&](Vec2 p) {
        const Vec2d at = town.origin.to_lonlat(to_double(p));
        json.array().value(at.x, 7).value(at.y, 7).close();
    };
    for (const Vec2 p : outline) point(p);
    point(outline.front());  // RFC 7946: rings are closed
    json.close().close().close();
}

void add_properties(JsonText& json, const Patch& patch, const PatchCrowding& c) {
    const auto text = [](LevelOfService level) { return std::string(1, letter(level)); };
    json.key("properties").object();
    json.member("id", std::string_view(patch.name.id));
    json.member("name_zh", std::string_view(patch.name.zh)).member("name_en", std::string_view(patch.name.en));
    json.member("area_m2", patch.area_m2, 1);
    json.member("max_density", c.max_density, 3).member("max_density_at", std::string_view(clock_text(c.max_at)));
    json.member("max_minute_density", c.max_minute_density, 3);
    json.member("mean_busy_density", c.mean_busy_density(Crowding::measured_area(patch)), 3);
    json.member("worst_los", std::string_view(text(c.worst())));
    json.member("sustained_los", std::string_view(text(c.sustained())));
    json.member("seconds_at_e", c.seconds_at[4]).member("seconds_at_f", c.seconds_at[5]);
    json.member("seconds_above_4_per_m2", c.seconds_above_4);
    json.member("crowded_from", std::string_view(clock_text(c.crowded_from)));
    json.member("crowded_until", std::string_view(clock_text(c.crowded_until)));
    json.member("max_pressure", c.max_pressure, 4);
    json.member("person_hours", c.person_seconds / 3600, 2);
    json.close();
}

}  // namespace

std::string density_geojson(const Results& results) {
    const Town& town = *results.town;
    JsonText json(1);
    json.object().member("type", "FeatureCollection");
    json.member("about", "Crowding per patch (a piece of street up to 25 m, a bridge, a square); density in people/m²");
    json.key("features").array();
    for (std::size_t i = 0; i < town.patches.size(); ++i) {
        const Patch& patch = town.patches[PatchId(i)];
        if (patch.outline.size() < 3) continue;
        json.object(JsonText::Lines::one).member("type", "Feature");
        add_outline(json, town, patch.outline);
        add_properties(json, patch, results.patches[PatchId(i)]);
        json.close();
    }
    json.close().close();
    return json.text() + "\n";
}

}  // namespace wz
