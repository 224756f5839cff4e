#include "shuttle/road_network.hpp"

#include <algorithm>
#include <limits>
#include <queue>
#include <utility>

namespace wz::road {

namespace {
constexpr double junction_margin_m = 0.5;
constexpr double sharp_bend_cosine = -0.7;  // of the angle between two roads: long vehicles cut the corner
}  // namespace

RoadNetwork::RoadNetwork(const Town& town, double longest_vehicle_m) {
    add_lanes(town);
    add_crossings(town);
    find_junctions(town);
    for (const Stop& s : town.stops) stop_spots_.push_back(spots(s.road, s.along, longest_vehicle_m));
    for (const Depot& d : town.depots) depot_spots_.push_back(spots(d.road, d.along, longest_vehicle_m));
}

void RoadNetwork::add_lanes(const Town& town) {
    for (const RoadLink& l : town.road_links) {
        const Vec2d a = town.road_nodes[l.a].at, b = town.road_nodes[l.b].at;
        const double right_m = l.one_way ? 0.0 : l.width / 4;
        lanes_.push_back({l.a, l.b, l.length, l.speed_limit, l.width, right_m, a, unit(b - a), {l.carts, l.buses}, {}});
        const bool back = !l.one_way;
        lanes_.push_back({l.b,
                          l.a,
                          l.length,
                          l.speed_limit,
                          l.width,
                          right_m,
                          b,
                          unit(a - b),
                          {l.carts && back, l.buses && back},
                          {}});
    }
    first_out_.assign(town.road_nodes.size() + 1, 0);
    for (const Lane& l : lanes_) ++first_out_[l.from.index() + 1];
    for (std::size_t n = 1; n < first_out_.size(); ++n) first_out_[n] += first_out_[n - 1];
    out_.resize(lanes_.size());
    std::vector<std::uint32_t> next(first_out_.begin(), first_out_.end() - 1);
    for (std::size_t i = 0; i < lanes_.size(); ++i) out_[next[lanes_[LaneId(i)].from.index()]++] = LaneId(i);
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
        Lane& l = lanes_[LaneId(i)];
        const auto ways = out_of(l.to);
        for (std::size_t mode = 0; mode < 2; ++mode) {
            l.may_turn_back[mode] = std::none_of(
                ways.begin(), ways.end(), [&](LaneId o) { return o != reverse(LaneId(i)) && lanes_[o].admits[mode]; });
        }
    }
}

void RoadNetwork::add_crossings(const Town& town) {
    first_crossing_.assign(1, 0);
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
        const auto first = static_cast<std::ptrdiff_t>(crossings_.size());
        for (std::size_t c = 0; c < town.crossings.size(); ++c) {
            const Crossing& x = town.crossings[c];
            if (x.road != link(LaneId(i))) continue;
            const double at = i % 2 == 0 ? x.along : lanes_[LaneId(i)].length - x.along;
            crossings_.push_back({at, x.half_extent, static_cast<std::uint32_t>(c)});
        }
        std::sort(crossings_.begin() + first, crossings_.end(), [](const LaneCrossing& p, const LaneCrossing& q) {
            return std::pair(p.at, p.crossing) < std::pair(q.at, q.crossing);
        });
        first_crossing_.push_back(static_cast<std::uint32_t>(crossings_.size()));
    }
}

void RoadNetwork::find_junctions(const Town& town) {
    junction_radius_.assign(town.road_nodes.size(), 0.0);
    for (std::size_t n = 0; n < town.road_nodes.size(); ++n) {
        int roads = 0;
        double widest = 0;
        bool someone_turns_back = false, sharp_bend = false;
        Vec2d first_way{};
        for (const LaneId o : out_of(RoadNodeId(n))) {
            const Lane& in = lanes_[reverse(o)];
            const Lane& out = lanes_[o];
            if (!in.admits[0] && !in.admits[1] && !out.admits[0] && !out.admits[1]) continue;
            sharp_bend = roads == 1 && dot(first_way, out.direction) > sharp_bend_cosine;
            first_way = out.direction;
            ++roads;
            widest = std::max(widest, out.width);
            for (std::size_t m = 0; m < 2; ++m) someone_turns_back |= in.admits[m] && in.may_turn_back[m];
        }
        if (roads > 2 || (roads == 2 && (someone_turns_back || sharp_bend))) {
            junction_radius_[RoadNodeId(n)] = widest / 2 + junction_margin_m;
            widest_junction_ = std::max(widest_junction_, junction_radius_[RoadNodeId(n)]);
        }
    }
}

std::vector<Spot> RoadNetwork::spots(RoadLinkId id, double along, double vehicle_m) const {
    std::vector<Spot> found;
    for (const std::size_t side : {0u, 1u}) {
        const LaneId lane_id(std::size_t{id.value} * 2 + side);
        const Lane& l = lanes_[lane_id];
        if (!l.admits[0] && !l.admits[1]) continue;
        const double r_from = junction_radius_[l.from], r_to = junction_radius_[l.to];
        const double lowest = r_from > 0 ? r_from + vehicle_m + 1.0 : 0.0;
        const double highest = l.length - (r_to > 0 ? r_to + 1.0 : 0.0);
        const double at = side == 0 ? along : l.length - along;
        // A road too short to stand clear of both junctions: then standing there holds them.
        found.push_back({lane_id, lowest < highest ? std::clamp(at, lowest, highest) : std::clamp(at, 0.0, l.length)});
    }
    return found;
}

std::span<const LaneId> RoadNetwork::out_of(RoadNodeId n) const {
    return {out_.data() + first_out_[n.index()], out_.data() + first_out_[n.index() + 1]};
}

std::span<const LaneCrossing> RoadNetwork::crossings(LaneId id) const {
    return {crossings_.data() + first_crossing_[id.index()], crossings_.data() + first_crossing_[id.index() + 1]};
}

Vec2d RoadNetwork::point(LaneId id, double at, double right_m) const {
    const Lane& l = lanes_[id];
    return l.start + l.direction * at - perp(l.direction) * right_m;
}

bool RoadNetwork::compatible(LaneId in1, LaneId out1, LaneId in2, LaneId out2) const {
    if (!in1.valid() || !in2.valid() || !out1.valid() || !out2.valid()) return false;
    const bool same_way = in1 == in2 && out1 == out2;
    const bool opposite_way = in2 == reverse(out1) && out2 == reverse(in1);
    const bool straight =
        dot(lanes_[in1].direction, lanes_[out1].direction) > 0.9;  // a turning vehicle cuts the corner
    return same_way || (opposite_way && straight);
}

bool RoadNetwork::find_path(Spot from, std::span<const Spot> ends, Mode mode, const std::vector<std::uint8_t>& closed,
                            Path& path) const {
    constexpr double far = std::numeric_limits<double>::infinity();
    constexpr double least_ride_m = 1.0;     // a stop right here is a round trip away
    using Step = std::pair<double, LaneId>;  // distance at the lane's start
    std::priority_queue<Step, std::vector<Step>, std::greater<>> open;
    IdVector<LaneId, double> reached(lanes_.size(), far);
    IdVector<LaneId, LaneId> before(lanes_.size());
    double best = far;
    Spot best_end;
    const auto consider = [&](LaneId lane, double start_m) {
        for (const Spot& e : ends) {
            if (e.lane != lane || start_m + e.at < least_ride_m || start_m + e.at >= best) continue;
            best = start_m + e.at;
            best_end = e;
        }
    };
    const auto expand = [&](LaneId lane, double end_m) {
        for (const LaneId o : out_of(lanes_[lane].to)) {
            if (!lanes_[o].admits[static_cast<std::size_t>(mode)] || closed[link(o).index()] != 0) continue;
            if (o == reverse(lane) && !lanes_[lane].may_turn_back[static_cast<std::size_t>(mode)]) continue;
            if (end_m >= reached[o]) continue;
            reached[o] = end_m;
            before[o] = lane;
            open.emplace(end_m, o);
        }
    };
    consider(from.lane, -from.at);
    const bool direct = best < far;
    if (!direct) expand(from.lane, lanes_[from.lane].length - from.at);
    while (!direct && !open.empty()) {
        const auto [start_m, lane] = open.top();
        open.pop();
        if (start_m >= best) break;
        if (start_m > reached[lane]) continue;
        consider(lane, start_m);
        expand(lane, start_m + lanes_[lane].length);
    }
    if (best == far) return false;
    path.lanes.clear();
    if (!direct) {
        LaneId lane = best_end.lane;
        do {  // the start may be come back to: a round trip ends on the lane it began on
            path.lanes.push_back(lane);
            lane = before[lane];
        } while (lane != from.lane);
    }
    path.lanes.push_back(from.lane);
    std::reverse(path.lanes.begin(), path.lanes.end());
    path.end = best_end;
    path.length_m = best;
    return true;
}

}  // namespace wz::road
