#include "town/nav_grid.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace wz {

namespace {

constexpr double h = NavGrid::spacing;
constexpr double cap = NavGrid::distance_cap;
constexpr float far_outside = -NavGrid::distance_cap;
constexpr float inside_tolerance = -0.02f;  // polygons that share an edge are one surface
constexpr float quantum = 1024.0f;

double polygon_distance(Vec2d p, const std::vector<Vec2d>& ring) {
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

std::vector<Piece> pieces_of(std::span<const WalkShape> shapes) {
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

}  // namespace

// ---- construction: signed distances of all pieces, then exact distances inside from the points of the common outline
// ----

namespace {

struct RawTile {
    std::array<float, NavGrid::tile_nodes * NavGrid::tile_nodes> f;
    std::array<std::uint16_t, NavGrid::tile_nodes * NavGrid::tile_nodes> patch;
    std::array<float, NavGrid::tile_nodes * NavGrid::tile_nodes> exact;
};

/// One deck while it is built: nodes addressed by global integer coordinates.
class Raster {
public:
    Raster(Vec2 origin, int tiles_x, int tiles_y)
        : origin_(to_double(origin)),
          tiles_x_(tiles_x),
          tiles_y_(tiles_y),
          index_(static_cast<std::size_t>(tiles_x) * static_cast<std::size_t>(tiles_y), -1) {}

    void paint(const Piece& piece) {
        const double margin = 1.0;
        const int x0 = column(piece.low.x - margin), x1 = column(piece.high.x + margin) + 1;
        const int y0 = row(piece.low.y - margin), y1 = row(piece.high.y + margin) + 1;
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
        for (int y = 0; y < tiles_y_ * NavGrid::tile_nodes; ++y)
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
        const int tx = x >> 5, ty = y >> 5;
        if (x < 0 || y < 0 || tx >= tiles_x_ || ty >= tiles_y_) return nullptr;
        const std::int32_t i =
            index_[static_cast<std::size_t>(ty) * static_cast<std::size_t>(tiles_x_) + static_cast<std::size_t>(tx)];
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
    [[nodiscard]] const std::vector<std::int32_t>& index() const { return index_; }

private:
    [[nodiscard]] int column(double x) const { return static_cast<int>(std::floor((x - origin_.x) / h)); }
    [[nodiscard]] int row(double y) const { return static_cast<int>(std::floor((y - origin_.y) / h)); }
    [[nodiscard]] Vec2d at(int x, int y) const { return {origin_.x + x * h, origin_.y + y * h}; }
    RawTile& make(int x, int y) {
        std::int32_t& i = index_[static_cast<std::size_t>(y >> 5) * static_cast<std::size_t>(tiles_x_) +
                                 static_cast<std::size_t>(x >> 5)];
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
    int tiles_x_, tiles_y_;
    std::vector<std::int32_t> index_;
    std::vector<RawTile> tiles_;
};

}  // namespace

NavGrid NavGrid::build(std::span<const WalkShape> shapes) {
    NavGrid grid;
    const std::vector<Piece> pieces = pieces_of(shapes);
    if (pieces.empty()) return grid;
    Vec2d low{1e18, 1e18}, high{-1e18, -1e18};
    std::size_t patches = 0;
    int decks = 1;
    for (const Piece& p : pieces) {
        low = {std::min(low.x, p.low.x), std::min(low.y, p.low.y)};
        high = {std::max(high.x, p.high.x), std::max(high.y, p.high.y)};
        if (p.shape->patch.valid()) patches = std::max<std::size_t>(patches, p.shape->patch.index() + 1);
        decks = std::max(decks, p.shape->deck + 1);
    }
    grid.origin_ = {static_cast<float>(std::floor(low.x - 3)), static_cast<float>(std::floor(low.y - 3))};
    grid.tiles_x_ = static_cast<int>((high.x + 3 - grid.origin_.x) / tile_m) + 1;
    grid.tiles_y_ = static_cast<int>((high.y + 3 - grid.origin_.y) / tile_m) + 1;
    grid.patch_area_.assign(patches, 0.0f);
    grid.decks_ = decks;
    for (int deck = 0; deck < decks; ++deck) {
        Raster raster(grid.origin_, grid.tiles_x_, grid.tiles_y_);
        for (const Piece& p : pieces)
            if (p.shape->deck == deck && !p.shape->barrier) raster.paint(p);
        for (const Piece& p : pieces)
            if (p.shape->deck == deck && p.shape->barrier) raster.cut(p);
        raster.measure_from_outline();
        const auto base = static_cast<std::int32_t>(grid.patches_.size());
        for (std::size_t cell = 0; cell < raster.index().size(); ++cell) {
            if (raster.index()[cell] < 0) continue;
            const auto at = static_cast<std::size_t>(base + raster.index()[cell]);
            constexpr std::size_t blocks = std::size_t{blocks_across} * blocks_across;
            if (grid.patches_.size() <= at) grid.patches_.resize(at + 1), grid.blocks_.resize((at + 1) * blocks);
            const int x0 = static_cast<int>(cell % static_cast<std::size_t>(grid.tiles_x_)) * tile_nodes;
            const int y0 = static_cast<int>(cell / static_cast<std::size_t>(grid.tiles_x_)) * tile_nodes;
            for (std::size_t b = 0; b < blocks; ++b)
                for (int node = 0; node < stride * stride; ++node) {
                    const int x = x0 + static_cast<int>(b) % blocks_across * block_nodes + node % stride;
                    const int y = y0 + static_cast<int>(b) / blocks_across * block_nodes + node / stride;
                    grid.blocks_[at * blocks + b].distance[static_cast<std::size_t>(node)] =
                        static_cast<std::int16_t>(std::floor(raster.distance(x, y) * quantum + 0.5f));
                }
            const RawTile* raw = raster.find(x0, y0);
            grid.patches_[at] = raw->patch;
            for (std::size_t k = 0; k < raw->f.size(); ++k)
                if (Raster::inside(raw->f[k])) grid.patch_area_[raw->patch[k]] += spacing * spacing;
        }
        for (const std::int32_t i : raster.index()) grid.tile_of_.push_back(i >= 0 ? i + base : i);
    }
    for (const float a : grid.patch_area_) grid.walkable_m2_ += a;
    return grid;
}

// ---- sampling -------------------------------------------------------------------------------------------------------

inline std::int32_t NavGrid::tile_at(int ix, int iy, int deck) const {
    const int tx = ix >> 5, ty = iy >> 5;
    if (tx < 0 || ty < 0 || tx >= tiles_x_ || ty >= tiles_y_) return -1;
    return tile_of_[static_cast<std::size_t>((deck * tiles_y_ + ty) * tiles_x_ + tx)];
}

inline bool NavGrid::sample(Vec2 p, int deck, Wall& out) const {
    const float gx = (p.x - origin_.x) * (1.0f / spacing);
    const float gy = (p.y - origin_.y) * (1.0f / spacing);
    if (!(gx >= 0.0f) || !(gy >= 0.0f)) return false;
    const int ix = static_cast<int>(gx), iy = static_cast<int>(gy);
    const std::int32_t tile = tile_at(ix, iy, deck);
    if (tile < 0) return false;
    const std::int16_t* d = distance_at(tile, ix, iy);
    const float fx = gx - static_cast<float>(ix), fy = gy - static_cast<float>(iy);
    const float d00 = d[0], d10 = d[1], d01 = d[stride], d11 = d[stride + 1];
    const float low = d00 + (d10 - d00) * fx, high = d01 + (d11 - d01) * fx;
    out.distance = (low + (high - low) * fy) * (1.0f / quantum);
    const Vec2 slope{(d10 - d00) + ((d11 - d01) - (d10 - d00)) * fy, high - low};
    const float n = norm(slope);
    out.away = n > 1.0f ? slope * (1.0f / n) : Vec2{0, 0};
    return true;
}

NavGrid::Wall NavGrid::wall(Vec2 p, std::uint8_t decks) const {
    Wall best{far_outside, {0, 0}};
    for (unsigned left = decks & ((1u << decks_) - 1); left != 0; left &= left - 1) {
        Wall w{};
        if (sample(p, std::countr_zero(left), w) && w.distance > best.distance) best = w;
    }
    return best;
}

float NavGrid::distance(Vec2 p, std::uint8_t decks) const { return wall(p, decks).distance; }

PatchId NavGrid::patch(Vec2 p, std::uint8_t decks) const {
    const int ix = static_cast<int>((p.x - origin_.x) * (1.0f / spacing) + 0.5f);
    const int iy = static_cast<int>((p.y - origin_.y) * (1.0f / spacing) + 0.5f);
    for (unsigned left = decks & ((1u << decks_) - 1); left != 0; left &= left - 1) {
        const std::int32_t tile = tile_at(ix, iy, std::countr_zero(left));
        if (tile < 0) continue;
        const std::uint16_t patch = patches_[static_cast<std::size_t>(tile)]
                                            [static_cast<std::size_t>((iy & 31) * tile_nodes + (ix & 31))];
        if (patch != 0xffff && *distance_at(tile, ix, iy) >= 0) return PatchId(patch);
    }
    return {};
}

std::size_t NavGrid::bytes() const { return blocks_.size() * sizeof(Block) + patches_.size() * sizeof(Patches) + tile_of_.size() * sizeof(std::int32_t); }

}  // namespace wz
