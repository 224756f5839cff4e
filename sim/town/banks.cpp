// Banks: the outline of all water, as walls for hulls. A stretch of a shape's outline is a bank if the ground just
// outside of it is in no water.
#include <algorithm>
#include <cmath>
#include <optional>

#include "base/fmath.hpp"
#include "town/build.hpp"

namespace wz::build {

namespace {

constexpr double outside = 0.1;         // m beyond an outline at which we look for other water
constexpr double longest_wall = 20;     // m
constexpr double shortest_wall = 0.02;  // m

struct Water {  // a strip of canal, a lake, or a round joint
    std::vector<Vec2d> ring;
    Box box;
};

bool is_canal(const CanalFeature& c) { return c.kind != "fairway"; }  // fairways lie in lakes, which have outlines

class BankBuilder {
public:
    explicit BankBuilder(Town& town) : town_(town) {
        for (const CanalFeature& c : town.map.canals)
            if (is_canal(c)) add_canal(c);
        for (const LakeFeature& lake : town.map.lakes) add_water(lake.ring);
    }
    void run() {
        for (const Water& w : water_)
            for (std::size_t i = 0; i < w.ring.size(); ++i) add_outline(w.ring[i], w.ring[(i + 1) % w.ring.size()]);
        for (const WaterLink& l : town_.water_links) add_abutments(l);
    }

private:
    void add_water(std::vector<Vec2d> ring) {
        const Box box = box_of(ring);
        water_.push_back({std::move(ring), box});
    }
    void add_canal(const CanalFeature& c);
    void add_joint(Vec2d at, double radius);
    void add_outline(Vec2d a, Vec2d b);
    void add_wall(Vec2d a, Vec2d b);
    void add_abutments(const WaterLink& l);
    [[nodiscard]] bool wet(Vec2d p) const {
        return std::ranges::any_of(water_, [p](const Water& w) { return w.box.contains(p) && inside_ring(p, w.ring); });
    }

    Town& town_;
    std::vector<Water> water_;
};

/// Half the width of the water to the left of a vertex, so that the strips before and after it share their corners;
/// nothing at sharp bends, whose strips stay square.
std::optional<Vec2d> mitre(Vec2d before, Vec2d at, Vec2d after, double half) {
    constexpr double sharpest = 0.6;  // tangent of half the turn: about 60 degrees of turn
    constexpr double inner_share = 0.45;
    const Vec2d n1 = perp(unit(at - before)), n2 = perp(unit(after - at));
    const double cosine = dot(n1, n2);
    if (cosine <= 0) return std::nullopt;
    const double tangent = std::abs(cross(n1, n2)) / (1 + cosine);
    const double room = std::min(norm(at - before), norm(after - at)) * inner_share;
    if (tangent > sharpest || half * tangent > room) return std::nullopt;
    return (n1 + n2) * (half / (1 + cosine));
}

void BankBuilder::add_canal(const CanalFeature& c) {
    const double half = c.width_m / 2;
    const auto& line = c.line;
    std::vector<std::optional<Vec2d>> left(line.size());
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
        left[i] = mitre(line[i - 1], line[i], line[i + 1], half);
        if (!left[i]) add_joint(line[i], half);  // without it, the bend would have a notch on its outer side
    }
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const Vec2d a = line[i], b = line[i + 1], square = perp(unit(b - a)) * half;
        const Vec2d at_a = left[i].value_or(square), at_b = left[i + 1].value_or(square);
        add_water({a - at_a, b - at_b, b + at_b, a + at_a});
    }
}

void BankBuilder::add_joint(Vec2d at, double radius) {
    constexpr int corners = 24;
    std::vector<Vec2d> ring;
    for (int i = 0; i < corners; ++i) {
        const auto [sin, cos] = fmath::sincos(2 * 3.141592653589793 * i / corners);
        ring.push_back(at + Vec2d{cos, sin} * radius);
    }
    add_water(std::move(ring));
}

/// Keeps the stretches of a counter-clockwise outline's edge that have no water outside.
void BankBuilder::add_outline(Vec2d a, Vec2d b) {
    const Vec2d out = -perp(unit(b - a)) * outside;
    const Vec2d p = a + out, q = b + out;
    const Box box = box_of(std::vector{p, q});
    std::vector<double> cuts{0, 1};
    for (const Water& w : water_) {
        if (!w.box.touches(box)) continue;
        for (std::size_t i = 0; i < w.ring.size(); ++i) {
            const Meeting m = meeting(p, q, w.ring[i], w.ring[(i + 1) % w.ring.size()]);
            if (m.meet) cuts.push_back(m.on_ab);
        }
    }
    std::ranges::sort(cuts);
    double from = 0;
    bool open = false;  // a dry stretch began at `from`
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        if ((cuts[i + 1] - cuts[i]) * norm(b - a) < 1e-6) continue;
        const bool dry = !wet(p + (q - p) * ((cuts[i] + cuts[i + 1]) / 2));
        if (dry && !open) from = cuts[i];
        if (!dry && open) add_wall(a + (b - a) * from, a + (b - a) * cuts[i]);
        open = dry;
    }
    if (open) add_wall(a + (b - a) * from, b);
}

void BankBuilder::add_wall(Vec2d a, Vec2d b) {
    if (norm(b - a) < shortest_wall) return;
    const int parts = static_cast<int>(std::ceil(norm(b - a) / longest_wall));
    for (int i = 0; i < parts; ++i) {
        const auto at = [&](int k) { return a + (b - a) * (static_cast<double>(k) / parts); };
        town_.banks.push_back({at(i), at(i + 1)});
    }
}

/// A bridge with a span less than the water's width stands in it on two abutments, as long as its deck is wide.
void BankBuilder::add_abutments(const WaterLink& l) {
    const Vec2d a = town_.water_nodes[l.a].at, b = town_.water_nodes[l.b].at;
    const double half = town_.map.canals[l.canal].width_m / 2;
    for (const BridgeCrossing& c : bridges_over(town_, a, b)) {
        const WalkLine& bridge = town_.map.walk_lines[c.bridge];
        if (bridge.span_m / 2 >= half - 0.1) continue;
        const Vec2d along = unit(b - a), middle = a + along * c.along, near = along * (bridge.width_m / 2);
        for (const double side : {1.0, -1.0}) {
            const Vec2d inner = perp(along) * (side * bridge.span_m / 2), outer = perp(along) * (side * half);
            add_wall(middle - near + inner, middle + near + inner);
            add_wall(middle - near + inner, middle - near + outer);
            add_wall(middle + near + inner, middle + near + outer);
        }
    }
}

}  // namespace

void add_banks(Town& town) { BankBuilder(town).run(); }

}  // namespace wz::build
