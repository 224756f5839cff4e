// Small maps, written in metres.
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "load/map_file.hpp"
#include "town/town.hpp"

namespace wz::test {

inline constexpr double lon0 = 120.48, lat0 = 30.748, per_lon = 95671.1, per_lat = 110950;

inline std::string at(double x, double y) {
    return fmt::format("[{:.9f}, {:.9f}]", lon0 + x / per_lon, lat0 + y / per_lat);
}

/// A map being written, feature by feature.
class MapText {
public:
    MapText& line(const std::string& id, const std::string& kind, const std::vector<Vec2d>& points,
                  const std::string& more) {
        return add(id, kind, "LineString", "[" + list(points) + "]", more);
    }
    MapText& ring(const std::string& id, const std::string& kind, double x0, double y0, double x1, double y1,
                  const std::string& more = "") {
        return add(id, kind, "Polygon", "[[" + list({{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}) + "]]", more);
    }
    MapText& point(const std::string& id, const std::string& kind, double x, double y, const std::string& more) {
        return add(id, kind, "Point", at(x, y), more);
    }
    [[nodiscard]] std::string write(const std::string& name, const std::string& datum = "\"datum\": \"WGS84\",") const {
        const std::string path = (std::filesystem::temp_directory_path() / ("wuzhen_" + name + ".geojson")).string();
        std::ofstream(path) << "{\"type\": \"FeatureCollection\", " << datum << "\n"
                            << fmt::format(
                                   "\"origin\": {{\"lon\": {}, \"lat\": {}, \"metres_per_deg_lon\": {}, "
                                   "\"metres_per_deg_lat\": {}}},\n\"features\": [\n{}\n]}}\n",
                                   lon0, lat0, per_lon, per_lat, features_);
        return path;
    }
    [[nodiscard]] std::shared_ptr<const Town> town(const std::string& name) const {
        return build_town(load_map(write(name)));
    }

private:
    static std::string list(const std::vector<Vec2d>& points) {
        std::string text;
        for (const Vec2d p : points) text += (text.empty() ? "" : ", ") + at(p.x, p.y);
        return text;
    }
    MapText& add(const std::string& id, const std::string& kind, const std::string& type, const std::string& where,
                 const std::string& more) {
        features_ += fmt::format(
            "{}{{\"type\": \"Feature\", \"properties\": {{\"id\": \"{}\", \"kind\": \"{}\", \"name_zh\": \"名\", "
            "\"name_en\": \"Name\", \"source\": \"DER\", \"accuracy_m\": 1{}{}}}, \"geometry\": {{\"type\": \"{}\", "
            "\"coordinates\": {}}}}}",
            features_.empty() ? "" : ",\n", id, kind, more.empty() ? "" : ", ", more, type, where);
        return *this;
    }
    std::string features_;
};

}  // namespace wz::test
