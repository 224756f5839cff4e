// How much water is free along every link, and the lines that boats keep to there.
#include <algorithm>
#include <cmath>

#include "waterway/fairway.hpp"

namespace wz::water {

namespace {

constexpr double lane_offset_max = 2.5;  // m from the middle of the free water
constexpr double straight_in = 4;        // m before narrow water on its middle line
constexpr double lead_slope = 0.3;       // m to the side per m ahead that a hull can follow
constexpr double seen_ahead = 1.5;       // m along the link within which a wall narrows a station
constexpr double off_wall = 1.05;        // m from a wall to the middle line of a hull under way
constexpr double passing = 2.2;          // m between the middle lines of two boats that pass each other
constexpr double to_the_middle = 2 * off_wall + passing;  // m: in narrower water the lanes are one line, in its middle

}  // namespace

/// As wide as the link, but for walls that reach into it where links of different widths meet.
void Fairway::measure_water() {
    free_water.resize(town->water_links.size());
    std::vector<std::uint32_t> found;
    for (std::size_t l = 0; l < free_water.size(); ++l) {
        const WaterLink& link = town->water_links[WaterLinkId(l)];
        const auto stations = static_cast<std::size_t>(std::max(1.0, std::round(link.length)));
        free_water[l].assign(stations, {-link.width / 2, link.width / 2, {0, 0}, false});
        if (!link.boats) continue;
        const Vec2d a = town->water_nodes[link.a].at, d = direction(WaterLinkId(l));
        for (std::size_t i = 0; i < stations; ++i) {
            FreeWater& f = free_water[l][i];
            const double s = (static_cast<double>(i) + 0.5) * link.length / static_cast<double>(stations);
            const double low = std::max(s - seen_ahead, -0.5), high = std::min(s + seen_ahead, link.length + 0.5);
            found.clear();
            banks->near(a + d * s, std::min(link.width / 2 + seen_ahead, 15.0), found);
            for (const std::uint32_t k : found) {
                const Bank& wall = banks->banks()[k];
                const double s1 = dot(wall.a - a, d), s2 = dot(wall.b - a, d);
                const double o1 = dot(wall.a - a, perp(d)), o2 = dot(wall.b - a, perp(d));
                if (std::max(s1, s2) < low || std::min(s1, s2) > high) continue;
                const auto offset_at = [&](double t) {
                    const double share = std::abs(s2 - s1) < 1e-9 ? 0 : std::clamp((t - s1) / (s2 - s1), 0.0, 1.0);
                    return o1 + (o2 - o1) * share;
                };
                const bool upright = std::abs(s2 - s1) < 1e-9;
                const double p = upright ? o1 : offset_at(low), q = upright ? o2 : offset_at(high);
                if (p * q <= 0) continue;  // across the middle line: nothing of this link's
                if (p > 0)
                    f.left = std::min(f.left, std::min(p, q));
                else
                    f.right = std::max(f.right, std::max(p, q));
            }
        }
    }
}

/// Keep right where two lines have room, the middle elsewhere; then the lanes are led into narrow water in good time
/// and past walls that reach into the water.
void Fairway::draw_lines() {
    for (auto& stations : free_water)
        for (FreeWater& f : stations) {
            const double middle = (f.left + f.right) / 2;
            double to_right = f.width() >= to_the_middle ? passing / 2 : 0;
            if (f.width() >= two_way_width) to_right = std::min(f.width() / 4, lane_offset_max);
            f.line[0] = middle - to_right;
            f.line[1] = middle + to_right;
        }
    for (std::size_t l = 0; l < free_water.size(); ++l) {
        if (!town->water_links[WaterLinkId(l)].boats) continue;
        for (std::size_t i = 0; i < free_water[l].size(); ++i)
            for (const int step : {1, -1}) {
                if (free_water[l][i].width() < to_the_middle) lead_in(WaterLinkId(l), i, step);
                lead_past(WaterLinkId(l), i, step);
            }
    }
    for (auto& stations : free_water)
        for (FreeWater& f : stations)
            if (f.width() >= two_way_width && f.line[1] - f.line[0] < passing - 0.1) f.funnel = true;
}

/// Calls visit(station, m from the first, whether its link runs the other way) outwards until it says no.
template <class Visit>
void Fairway::walk(WaterLinkId link, std::size_t station, int step, Visit visit) {
    auto at = static_cast<std::int64_t>(station);
    double distance = 0;
    bool flipped = false;
    for (;;) {
        at += step;
        auto* stations = &free_water[link.index()];
        if (at < 0 || at >= static_cast<std::int64_t>(stations->size())) {
            const WaterLink& l = town->water_links[link];
            const WaterNodeId node = step > 0 ? l.b : l.a;
            if (links_at[node.index()].size() != 2 || junction_cell_[node.index()].valid()) return;
            const auto& both = links_at[node.index()];
            const WaterLinkId next = both[0] == link ? both[1] : both[0];
            const int onward = town->water_links[next].a == node ? 1 : -1;
            if (onward != step) flipped = !flipped;
            link = next;
            step = onward;
            stations = &free_water[link.index()];
            at = step > 0 ? 0 : static_cast<std::int64_t>(stations->size()) - 1;
        }
        distance += town->water_links[link].length / static_cast<double>(stations->size());
        if (distance > 100 || !visit((*stations)[static_cast<std::size_t>(at)], distance, flipped)) return;
    }
}

/// From a narrow station outwards: lanes may leave its middle line only as fast as a hull can follow.
void Fairway::lead_in(WaterLinkId link, std::size_t station, int step) {
    const FreeWater& narrow = free_water[link.index()][station];
    const double middle = (narrow.left + narrow.right) / 2;
    walk(link, station, step, [middle](FreeWater& f, double distance, bool flipped) {
        if (f.width() < to_the_middle) return false;  // its own neighbours see to the rest
        const double line = flipped ? -middle : middle;
        const double may = std::max(0.0, distance - straight_in) * lead_slope;
        bool changed = false;
        for (double& own : f.line) {
            const double held = std::clamp(own, line - may, line + may);
            changed = changed || std::abs(held - own) > 0.1;
            own = held;
        }
        if (!changed && distance > straight_in) return false;
        f.funnel = true;
        return true;
    });
}

/// From any station outwards: a lane stays where a hull can still get between the station's walls.
void Fairway::lead_past(WaterLinkId link, std::size_t station, int step) {
    const FreeWater own = free_water[link.index()][station];
    if (own.width() < 2 * off_wall) return;
    const double apart = own.width() >= to_the_middle ? passing : 0;
    const double low[2] = {own.right + off_wall, own.right + off_wall + apart};
    const double high[2] = {own.left - off_wall - apart, own.left - off_wall};
    walk(link, station, step, [&](FreeWater& f, double distance, bool flipped) {
        bool changed = false;
        for (const int k : {0, 1}) {
            const int there = flipped ? 1 - k : k;
            const double least = (flipped ? -high[k] : low[k]) - distance * lead_slope;
            const double most = (flipped ? -low[k] : high[k]) + distance * lead_slope;
            const double held = std::clamp(f.line[there], least, most);
            changed = changed || std::abs(held - f.line[there]) > 1e-6;
            f.line[there] = held;
        }
        return changed || distance < 3;
    });
}

}  // namespace wz::water
