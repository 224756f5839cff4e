// Points, lines and rings of a GeoJSON geometry in local metres.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "load/document.hpp"
#include "town/map_data.hpp"

namespace wz {

/// Reads geometries of one file; `name` says in messages whose geometry it is.
class GeometryReader {
public:
    GeometryReader(const Origin& origin, Problems& problems) : origin_(origin), problems_(problems) {}

    std::optional<Vec2d> point(const DocNode& geometry, const std::string& name);
    /// At least two points, none twice in a row.
    std::vector<Vec2d> line(const DocNode& geometry, const std::string& name);
    /// Counter-clockwise, not closed, without holes and crossings of itself; empty after a mistake.
    std::vector<Vec2d> ring(const DocNode& geometry, const std::string& name);

private:
    const DocNode* coordinates(const DocNode& geometry, const char* type, const std::string& name);
    std::optional<Vec2d> position(const DocNode& node, const std::string& name);
    std::vector<Vec2d> positions(const DocNode& node, const std::string& name);

    Origin origin_;
    Problems& problems_;
};

}  // namespace wz
