// Doors: where a place, entry, dock or stop meets the walkable surface.
#include <fmt/format.h>

#include <algorithm>

#include "town/build.hpp"

namespace wz::build {

namespace {

constexpr double farthest = 40;         // m
constexpr double clearance = 0.45;      // m between a door and the street's edge, on the street
constexpr float least_distance = 0.3f;  // m from a wall at which a body can stand
constexpr double bridge_penalty = 15;   // m: nobody lives on a bridge if a street is near
constexpr double fence_penalty = 25;    // m: a door opens to its own side of a ticketed zone's fence

struct Door {
    Access access;
    double gap = farthest;  // m to the street's edge
    double cost = 1e9;      // gap and penalties
};

class Snapper {
public:
    Snapper(const Town& town, Vec2d at) : town_(town), at_(at), zones_(access_zones_at(town, at)) {}
    Door nearest() {
        for (LinkId l(0); l.index() < town_.links.size(); ++l.value) try_street(l);
        for (const WalkPolygon& p : town_.map.walk_polygons) try_polygon(p);
        return best_;
    }

private:
    [[nodiscard]] double penalty(const Link& l) const {
        const bool bridge = l.form != BridgeForm::none;
        return (bridge ? bridge_penalty : 0) + (l.access_zones != zones_ ? fence_penalty : 0);
    }
    void keep(LinkId link, Vec2d door, double fraction, double gap, double cost) {
        const Link& l = town_.links[link];
        if (gap >= farthest || cost >= best_.cost) return;
        if (town_.surface.distance(to_float(door), l.decks) < least_distance) return;
        const auto along = static_cast<float>(fraction * l.length);
        best_ = {{to_float(door), link, along, fraction < 0.5 ? l.a : l.b}, gap, cost};
    }
    void try_street(LinkId id);
    void try_polygon(const WalkPolygon& polygon);

    const Town& town_;
    Vec2d at_;
    std::uint32_t zones_;
    Door best_;
};

void Snapper::try_street(LinkId id) {
    const Link& l = town_.links[id];
    constexpr double off_node = 0.5;  // m: on a node the next link's people pass
    if (l.kind == LinkKind::gate || l.kind == LinkKind::square || l.length < 2 * off_node) return;
    const Vec2d a = end_a(town_, l), b = end_b(town_, l);
    if (!box_of(std::vector{a, b}).contains(at_, farthest + l.half_width)) return;
    const double share = off_node / l.length;
    const double fraction = std::clamp(nearest_on_segment(at_, a, b).fraction, share, 1 - share);
    const Vec2d middle = a + (b - a) * fraction, side = perp(unit(b - a));
    const double room = std::max(0.0, l.half_width - clearance);
    const double gap = std::max(0.0, norm(at_ - middle) - l.half_width);
    keep(id, middle + side * std::clamp(dot(at_ - middle, side), -room, room), fraction, gap, gap + penalty(l));
}

void Snapper::try_polygon(const WalkPolygon& polygon) {
    constexpr double inset = 0.7;  // m from the polygon's edge
    const double depth = depth_in_ring(at_, polygon.ring);
    const double gap = std::max(0.0, -depth);
    if (gap >= farthest) return;
    std::vector<Vec2d> outline = polygon.ring;
    outline.push_back(outline.front());
    Vec2d door = at_;
    if (depth < inset) {
        const Vec2d edge = nearest_on_line(at_, outline).at;
        door = edge + unit(centroid(polygon.ring) - edge) * inset;
    }
    LinkId nearest;
    OnSegmentT<double> at_link{{}, 0, 1e9};
    for (LinkId l(0); l.index() < town_.links.size(); ++l.value) {
        const Link& link = town_.links[l];
        if (link.kind != LinkKind::square || town_.patches[link.patch].name.id != polygon.id) continue;
        const auto on = nearest_on_segment(door, end_a(town_, link), end_b(town_, link));
        if (on.distance >= at_link.distance) continue;
        at_link = on;
        nearest = l;
    }
    if (nearest.valid()) keep(nearest, door, at_link.fraction, gap, gap + penalty(town_.links[nearest]));
}

}  // namespace

Access snap(const Town& town, const FeatureHead& feature, Vec2d at, Problems& problems) {
    const Door door = Snapper(town, at).nearest();
    if (!door.access.link.valid()) {
        problems.add(
            feature.where, fmt::format("`{}` is more than {:g} m from anything walkable", feature.id, farthest),
            fmt::format("within {:g} m of a street, square or quay", farthest), "move it or draw a street to it");
    }
    return door.access;
}

}  // namespace wz::build
