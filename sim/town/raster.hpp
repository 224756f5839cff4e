// How the walkable surface is drawn, node by node, before a NavGrid keeps what it needs of it: signed distances of all
// pieces, then exact distances inside from the points of the common outline.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <span>
#include <vector>

#include "town/nav_grid.hpp"

namespace wz::raster {

inline constexpr double h = NavGrid::spacing;
inline constexpr double cap = NavGrid::distance_cap;
inline constexpr float far_outside = -NavGrid::distance_cap;
inline constexpr float inside_tolerance = -0.02f;  // polygons that share an edge are one surface

inline double polygon_distance(Vec2d p, const std::vector<Vec2d>& ring) {
    double best = 1e18;
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        best = std::min(best, nearest_on_segment(p, ring[j], ring[i]).distance);
        if ((ring[i].y > p.y) != (ring[j].y > p.y) &&
            p.x < (ring[j].x - ring[i].x) * (p.y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x)
            inside = !inside;
    }
    return inside ? best : -best;
}

/// One convex piece of a shape: a thick segment or a whole polygon.
struct Piece {
    const WalkShape* shape;
    Vec2d a, b;
    bool cut_a = false, cut_b = false;
    Vec2d low, high;

    [[nodiscard]] double distance(Vec2d p) const {
        if (shape->half_width <= 0) return polygon_distance(p, shape->points);
        double d = shape->half_width - nearest_on_segment(p, a, b).distance;
        const Vec2d along = unit(b - a);
        if (cut_a) d = std::min(d, dot(p - a, along));
        if (cut_b) d = std::min(d, dot(b - p, along));
        return d;
    }
};

inline std::vector<Piece> pieces_of(std::span<const WalkShape> shapes) {
    std::vector<Piece> pieces;
    for (const WalkShape& s : shapes) {
        if (s.half_width <= 0) {
            Piece piece{&s, {}, {}, false, false, s.points[0], s.points[0]};
            for (const Vec2d q : s.points) {
                piece.low = {std::min(piece.low.x, q.x), std::min(piece.low.y, q.y)};
                piece.high = {std::max(piece.high.x, q.x), std::max(piece.high.y, q.y)};
            }
            pieces.push_back(piece);
            continue;
        }
        for (std::size_t i = 0; i + 1 < s.points.size(); ++i) {
            const Vec2d a = s.points[i], b = s.points[i + 1];
            const double r = s.half_width;
            pieces.push_back({&s,
                              a,
                              b,
                              s.flat_ends && i == 0,
                              s.flat_ends && i + 2 == s.points.size(),
                              {std::min(a.x, b.x) - r, std::min(a.y, b.y) - r},
                              {std::max(a.x, b.x) + r, std::max(a.y, b.y) + r}});
        }
    }
    return pieces;
}

struct RawTile {
    std::array<float, NavGrid::tile_nodes * NavGrid::tile_nodes> f;
    std::array<std::uint16_t, NavGrid::tile_nodes * NavGrid::tile_nodes> patch;
    std::array<float, NavGrid::tile_nodes * NavGrid::tile_nodes> exact;
};

/// A band of tile rows of one deck while it is built: nodes addressed by global integer coordinates. Distances hold in
/// all rows but the first and last, which may lack walls beyond.
class Raster {
public:
    Raster(Vec2 origin, int tiles_x, int first_row, int rows)
        : origin_(to_double(origin)),
          tiles_x_(tiles_x),
          first_y_(first_row * NavGrid::tile_nodes),
          end_y_((first_row + rows) * NavGrid::tile_nodes),
          index_(static_cast<std::size_t>(tiles_x) * static_cast<std::size_t>(rows), -1) {}

    void paint(const Piece& piece) {
        const double margin = 1.0;
        const int x0 = column(piece.low.x - margin), x1 = column(piece.high.x + margin) + 1;
        const int y0 = std::max(row(piece.low.y - margin), first_y_);
        const int y1 = std::min(row(piece.high.y + margin) + 1, end_y_ - 1);
        for (int y = y0; y <= y1; ++y)
            for (int x = x0; x <= x1; ++x) {
                const auto d = static_cast<float>(std::min(piece.distance(at(x, y)), cap));
                if (d <= -1.0f) continue;
                RawTile& t = make(x, y);
                const std::size_t k = local(x, y);
                const auto patch = static_cast<std::uint16_t>(piece.shape->patch.value);
                if (d > t.f[k] || (d == t.f[k] && patch < t.patch[k])) {
                    t.f[k] = d;
                    t.patch[k] = patch;
                }
            }
    }

    /// Takes a barrier out of what was painted.
    void cut(const Piece& piece) {
        for (int y = row(piece.low.y - 1); y <= row(piece.high.y + 1) + 1; ++y)
            for (int x = column(piece.low.x - 1); x <= column(piece.high.x + 1) + 1; ++x) {
                auto* t = const_cast<RawTile*>(find(x, y));
                if (!t) continue;
                float& f = t->f[local(x, y)];
                f = std::min(f, static_cast<float>(-piece.distance(at(x, y))));
            }
    }

    /// The seams where shapes overlap have too small a distance: measure it from the outline instead.
    void measure_from_outline() {
        for (int y = first_y_; y < end_y_; ++y)
            for (int x = 0; x < tiles_x_ * NavGrid::tile_nodes; ++x) {
                if (!find(x, y)) {
                    x |= NavGrid::tile_nodes - 1;  // skip the empty tile
                    continue;
                }
                const float f = value(x, y);
                const float right = value(x + 1, y), up = value(x, y + 1);
                if (inside(f) != inside(right)) scatter(crossing(x, y, 1, 0, f, right));
                if (inside(f) != inside(up)) scatter(crossing(x, y, 0, 1, f, up));
            }
    }

    [[nodiscard]] const RawTile* find(int x, int y) const {
        if (x < 0 || x >> 5 >= tiles_x_ || y < first_y_ || y >= end_y_) return nullptr;
        const std::int32_t i = index_[cell(x, y)];
        return i < 0 ? nullptr : &tiles_[static_cast<std::size_t>(i)];
    }
    [[nodiscard]] static std::size_t local(int x, int y) {
        return static_cast<std::size_t>((y & 31) * NavGrid::tile_nodes + (x & 31));
    }
    [[nodiscard]] static bool inside(float f) { return f > inside_tolerance; }
    [[nodiscard]] float value(int x, int y) const {
        const RawTile* t = find(x, y);
        return t ? t->f[local(x, y)] : far_outside;
    }
    /// Final signed distance.
    [[nodiscard]] float distance(int x, int y) const {
        const RawTile* t = find(x, y);
        if (!t) return far_outside;
        const std::size_t k = local(x, y);
        if (!inside(t->f[k])) return t->f[k];
        // points of the outline are up to h apart: what that adds to the distance of a straight wall is taken off
        const float d = t->exact[k];
        const float from_points = d - static_cast<float>(h * h / 8) / std::max(d, static_cast<float>(h));
        return std::min(std::max({t->f[k], from_points, 0.0f}), NavGrid::distance_cap);
    }

private:
    [[nodiscard]] std::size_t cell(int x, int y) const {
        return static_cast<std::size_t>(((y - first_y_) >> 5) * tiles_x_ + (x >> 5));
    }
    [[nodiscard]] int column(double x) const { return static_cast<int>(std::floor((x - origin_.x) / h)); }
    [[nodiscard]] int row(double y) const { return static_cast<int>(std::floor((y - origin_.y) / h)); }
    [[nodiscard]] Vec2d at(int x, int y) const { return {origin_.x + x * h, origin_.y + y * h}; }
    RawTile& make(int x, int y) {
        std::int32_t& i = index_[cell(x, y)];
        if (i < 0) {
            i = static_cast<std::int32_t>(tiles_.size());
            tiles_.emplace_back();
            tiles_.back().f.fill(far_outside);
            tiles_.back().patch.fill(0xffff);
            tiles_.back().exact.fill(static_cast<float>(cap));
        }
        return tiles_[static_cast<std::size_t>(i)];
    }
    [[nodiscard]] Vec2d crossing(int x, int y, int dx, int dy, float f, float g) const {
        const double share = std::clamp(static_cast<double>(f) / static_cast<double>(f - g), 0.0, 1.0);
        return {origin_.x + (x + dx * share) * h, origin_.y + (y + dy * share) * h};
    }
    void scatter(Vec2d p) {
        for (int y = row(p.y - cap); y <= row(p.y + cap) + 1; ++y)
            for (int x = column(p.x - cap); x <= column(p.x + cap) + 1; ++x) {
                auto* t = const_cast<RawTile*>(find(x, y));
                if (!t) continue;
                float& d = t->exact[local(x, y)];
                const auto here = static_cast<float>(norm(at(x, y) - p));
                if (here < d) d = here;
            }
    }

    Vec2d origin_;
    int tiles_x_, first_y_, end_y_;
    std::vector<std::int32_t> index_;
    std::deque<RawTile> tiles_;
};

}  // namespace wz::raster
