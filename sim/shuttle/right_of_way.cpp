// Who goes first: bays at stops go to the nearest vehicle; junctions to those who came first, one way through at a time
// unless ways keep apart. A junction is entered only if it can be left again, so that nobody blocks it.
#include <algorithm>
#include <tuple>

#include "shuttle/look_ahead.hpp"

namespace wz::road {

namespace {

struct Candidate {
    Tick since;
    double line_m;
    std::uint32_t vehicle;
    bool operator<(const Candidate& o) const {
        return std::tie(since, line_m, vehicle) < std::tie(o.since, o.line_m, o.vehicle);
    }
};

/// Distance within which a driver decides about a stop ahead without having to brake before the decision.
double decision_m(const Traffic& t, const Vehicle& v) {
    return braking_distance(v.speed, t.params.cart_brake) + 2.0 * v.speed + 3.0;
}

bool body_in_junction(const Traffic& t, const Vehicle& v) {
    const double length_m = t.spec(v).length_m;
    double behind_m = v.front;
    for (std::size_t i = v.at + 1; i-- > 0;) {
        const double r = t.roads->junction_radius(t.roads->lane(v.path[i]).from);
        if (r > 0 && behind_m - length_m < r) return true;
        if (i > 0) behind_m += t.roads->lane(v.path[i - 1]).length;
        if (behind_m > length_m + 20) break;
    }
    const Lane& lane = t.roads->lane(v.path[v.at]);
    return lane.length - v.front < t.roads->junction_radius(lane.to);
}

/// Grants are given anew in every step as long as the vehicle can stop; who cannot, or is in a junction, keeps them.
void withdraw_grants(Traffic& t) {
    for (Vehicle& v : t.vehicles) {
        v.granted = std::max(v.granted, v.at);
        if (!v.on_road || v.granted == v.at || body_in_junction(t, v)) continue;
        double end_m = -v.front;
        for (std::size_t i = v.at; i < v.granted && i < v.path.size(); ++i) {
            end_m += t.roads->lane(v.path[i]).length;
            const double r = t.roads->junction_radius(t.roads->lane(v.path[i]).to);
            if (r == 0) continue;
            const double needed_m = braking_distance(v.speed, t.params.cart_brake) + v.speed * tick_s;
            if (needed_m < end_m - r - 1.0) v.granted = v.at;
            break;
        }
    }
}

bool is_open_junction(const Vehicle& v, const Barrier& b) {
    return b.kind == Barrier::Kind::junction && b.index >= v.granted;
}

Holding holding_at(const Traffic& t, std::uint32_t vehicle, const Barrier& b) {
    const Vehicle& v = t.vehicles[vehicle];
    return {t.roads->lane(v.path[b.index]).to, vehicle, v.path[b.index], v.path[b.index + 1]};
}

bool compatible(const Traffic& t, const Holding& a, const Holding& b) {
    return a.vehicle == b.vehicle || t.roads->compatible(a.in, a.out, b.in, b.out);
}

/// The first junction to be granted, and those so close behind it that the vehicle would stand in one to wait for the
/// next.
std::pair<std::size_t, std::size_t> chain_of_junctions(const Traffic& t, const Vehicle& v, const Ahead& ahead) {
    const auto& barriers = ahead.barriers;
    std::size_t first = 0;
    while (first < barriers.size() && !is_open_junction(v, barriers[first])) ++first;
    std::size_t last = first;
    for (std::size_t i = first + 1; i < barriers.size(); ++i) {
        if (!is_open_junction(v, barriers[i])) continue;
        if (barriers[i].line_m - barriers[last].exit_m >= t.spec(v).length_m + 0.5) break;
        last = i;
    }
    return {first, last};
}

/// Nothing but the junction keeps it from going there.
bool is_next_in_lane(const Traffic& t, std::uint32_t vehicle, const Ahead& ahead, std::size_t first) {
    const Barrier& junction = ahead.barriers[first];
    if (nearest_stop(t, t.vehicles[vehicle], ahead).at_m < std::max(0.0, junction.line_m)) return false;
    if (ahead.leader_m >= junction.line_m) return true;
    const auto held = holdings_of(t, holding_at(t, vehicle, junction).node);
    return std::any_of(held.begin(), held.end(), [&](const Holding& h) { return h.vehicle == ahead.leader; });
}

void decide(Traffic& t, std::uint32_t vehicle, const Ahead& ahead, std::vector<Holding>& claims) {
    Vehicle& v = t.vehicles[vehicle];
    const auto [first, last] = chain_of_junctions(t, v, ahead);
    if (!is_next_in_lane(t, vehicle, ahead, first)) return;
    const double room_m = ahead.barriers[last].exit_m + t.spec(v).length_m;
    if (free_way_m(t, v, ahead, last + 1) < room_m) return;
    bool free = true;
    for (std::size_t i = first; i <= last; ++i) {
        if (!is_open_junction(v, ahead.barriers[i])) continue;
        const Holding wanted = holding_at(t, vehicle, ahead.barriers[i]);
        const auto clashes = [&](const Holding& h) { return h.node == wanted.node && !compatible(t, h, wanted); };
        const auto held = holdings_of(t, wanted.node);
        free = free && std::none_of(held.begin(), held.end(), clashes) &&
               std::none_of(claims.begin(), claims.end(), clashes);
    }
    for (std::size_t i = first; i <= last; ++i) {
        if (!is_open_junction(v, ahead.barriers[i])) continue;
        const Holding wanted = holding_at(t, vehicle, ahead.barriers[i]);
        if (free)
            add_holding(t, wanted);
        else
            claims.push_back(wanted);  // those who came later do not slip in before
    }
    if (free) v.granted = ahead.barriers[last].index + 1;
}

}  // namespace

void assign_bays(Traffic& t) {
    std::vector<std::pair<double, std::uint32_t>> coming;
    std::vector<std::pair<StopId, LaneId>> taken;  // each direction has its own bays
    for (std::uint32_t i = 0; i < t.vehicles.size(); ++i) {
        const Vehicle& v = t.vehicles[i];
        if (v.has_bay) taken.push_back(t.bay(v));
        if (!v.on_road || v.to_depot || v.has_bay) continue;
        const double decide_m = decision_m(t, v) + t.longest_m + t.params.idm_min_gap_m + 1.0;
        if (v.to_target_m < decide_m) coming.emplace_back(v.to_target_m, i);
    }
    std::sort(coming.begin(), coming.end());
    for (const auto& [distance_m, i] : coming) {
        const auto bay = t.bay(t.vehicles[i]);
        if (std::count(taken.begin(), taken.end(), bay) >= std::max(1, t.town->stops[bay.first].bays)) continue;
        taken.push_back(bay);
        t.vehicles[i].has_bay = true;
    }
}

void grant_junctions(Traffic& t) {
    withdraw_grants(t);
    find_occupancy(t);
    look_ahead(t);
    std::vector<Candidate> candidates;
    for (std::uint32_t i = 0; i < t.vehicles.size(); ++i) {
        Vehicle& v = t.vehicles[i];
        if (!v.on_road) continue;
        const Ahead& ahead = t.ahead[i];
        const std::size_t first = chain_of_junctions(t, v, ahead).first;
        if (first == ahead.barriers.size() || ahead.barriers[first].line_m > decision_m(t, v)) continue;
        const RoadNodeId node = holding_at(t, i, ahead.barriers[first]).node;
        if (v.approaching != node) {
            v.approaching = node;
            v.approaching_since = t.now;
        }
        candidates.push_back({v.approaching_since, std::max(0.0, ahead.barriers[first].line_m), i});
    }
    std::sort(candidates.begin(), candidates.end());
    std::vector<Holding> claims;
    for (const Candidate& c : candidates) decide(t, c.vehicle, t.ahead[c.vehicle], claims);
}

}  // namespace wz::road
