#include "town/lookouts.hpp"

#include <algorithm>
#include <cmath>

#include "town/build.hpp"

namespace wz {

namespace {

constexpr double from_parapet = 0.3;  // m: the middle of a body that leans on it
constexpr double elbow_room = 0.6;    // m along the parapet
constexpr double narrowest = 1.8;     // m: on narrower bridges nobody stands still
constexpr double both_sides = 2.6;    // m: people between two rows of watchers still pass each other
constexpr double look_every = 2;      // m along a fairway

/// No bank between two points over the water.
bool over_water(const std::vector<Bank>& banks, Vec2d from, Vec2d to) {
    return std::ranges::none_of(banks, [&](const Bank& b) { return meeting(from, to, b.a, b.b).meet; });
}

std::vector<Bank> banks_around(const Town& town, Vec2d p) {
    std::vector<Bank> near;
    for (const Bank& b : town.banks)
        if (nearest_on_segment(p, b.a, b.b).distance < Lookouts::farthest) near.push_back(b);
    return near;
}

}  // namespace

Lookouts::Lookouts(const Town& town) {
    on_.assign(town.links.size(), UINT32_MAX);
    wide_.assign(town.patches.size(), 0);
    sights_.resize(town.water_links.size());
    for (std::size_t w = 0; w < town.map.walk_lines.size(); ++w) {
        const WalkLine& bridge = town.map.walk_lines[w];
        if (bridge.form == BridgeForm::none || bridge.width_m < narrowest) continue;
        for (const WaterLink& water : town.water_links) {
            if (water.bridge != w || !water.boats) continue;
            const Vec2d a = town.water_nodes[water.a].at, b = town.water_nodes[water.b].at;
            const std::vector<build::BridgeCrossing> over = build::bridges_over(town, a, b);
            const auto here = std::ranges::find(over, w, &build::BridgeCrossing::bridge);
            if (here == over.end()) continue;
            add_bridge(town, bridge, a + unit(b - a) * here->along);
            break;
        }
    }
}

void Lookouts::add_bridge(const Town& town, const WalkLine& bridge, Vec2d over_water) {
    PatchId patch;
    for (std::size_t p = 0; p < town.patches.size(); ++p)
        if (town.patches[PatchId(p)].bridge && town.patches[PatchId(p)].name.id == bridge.id) patch = PatchId(p);
    if (!patch.valid()) return;
    const double length = length_of(bridge.line), half = bridge.width_m / 2;
    for (const double side : {1.0, -1.0}) {
        Lookout row;
        row.bridge = patch;
        const OnLine middle = nearest_on_line(over_water, bridge.line);
        const auto outward_at = [&](double m) {
            return perp(unit(point_along(bridge.line, std::min(m + 0.1, length)) -
                             point_along(bridge.line, std::max(m - 0.1, 0.0)))) *
                   side;
        };
        row.eye = over_water + outward_at(middle.along) * half;
        for (double m = build::crest_from * length + elbow_room / 2; m < build::crest_to * length; m += elbow_room) {
            const Vec2d at = point_along(bridge.line, m) + outward_at(m) * (half - from_parapet);
            if (town.surface.distance(to_float(at), build::deck_bit(bridge.level)) > 0.2f)
                row.places.push_back(to_float(at));
        }
        const auto index = static_cast<std::uint32_t>(rows_.size());
        rows_.push_back(std::move(row));
        add_sights(town, index, outward_at(middle.along));
        for (std::size_t i = 0; i < town.links.size() && side > 0; ++i)
            if (const Link& l = town.links[LinkId(i)]; l.kind == LinkKind::bridge && l.patch == patch)
                on_[LinkId(i)] = index;
    }
    wide_[patch] = bridge.width_m >= both_sides ? 1 : 0;
}

/// On each fairway the stretch from the first to the last point in sight.
void Lookouts::add_sights(const Town& town, std::uint32_t lookout, Vec2d outward) {
    const Vec2d eye = rows_[lookout].eye;
    const std::vector<Bank> banks = banks_around(town, eye);
    for (std::size_t i = 0; i < town.water_links.size(); ++i) {
        const WaterLink& l = town.water_links[WaterLinkId(i)];
        const Vec2d a = town.water_nodes[l.a].at, b = town.water_nodes[l.b].at;
        if (nearest_on_segment(eye, a, b).distance > farthest) continue;
        const int parts = std::max(1, static_cast<int>(std::ceil(l.length / look_every)));
        Sight sight{lookout, 1e9, -1e9};
        for (int k = 0; k <= parts; ++k) {
            const double share = static_cast<double>(k) / parts;
            const Vec2d at = a + (b - a) * share;
            if (dot(at - eye, outward) < 0 || norm(at - eye) > farthest || !over_water(banks, eye, at)) continue;
            sight.from = std::min(sight.from, share * l.length), sight.to = std::max(sight.to, share * l.length);
        }
        if (sight.from <= sight.to) sights_[WaterLinkId(i)].push_back(sight);
    }
}

}  // namespace wz
