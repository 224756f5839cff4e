// What must always hold, and the place of every column in the state hash.
#include <fmt/format.h>

#include <algorithm>

#include "shuttle/state.hpp"

namespace wz {

namespace {

void add_vehicle(Hasher& h, const road::Vehicle& v) {
    h.add(v.phase);
    h.add(v.on_road | v.wants_out << 1 | v.to_depot << 2 | v.has_bay << 3 | v.withdrawn << 4);
    h.add(v.aboard);
    h.add(v.stop);
    h.add(v.from_stop);
    h.add(v.spot.lane.value);
    h.add(v.spot.at);
    h.add(v.path.size());
    for (const road::LaneId l : v.path) h.add(l.value);
    h.add(v.at);
    h.add(v.front);
    h.add(v.speed);
    h.add(v.to_target_m);
    h.add(v.granted);
    h.add(v.approaching.value);
    h.add(v.doors_busy_s);
    for (const Tick at :
         {v.lane_entered, v.approaching_since, v.standing_since, v.out_since, v.plan_again, v.arrived, v.departed})
        h.add(at);
}

void check_overlaps(const road::Traffic& t, std::vector<std::string>& broken) {
    for (std::size_t lane = 0; lane < t.parts.size(); ++lane) {
        const std::vector<road::Part>& parts = t.parts[road::LaneId(lane)];
        for (std::size_t i = 0; i < parts.size(); ++i)
            for (std::size_t j = i + 1; j < parts.size(); ++j) {
                const road::Part &a = parts[i], &b = parts[j];
                if (b.rear < a.front - 1e-6 && a.vehicle != b.vehicle)
                    broken.push_back(fmt::format(
                        "carts {} and {} overlap on road {}: {:.2f}-{:.2f} m and {:.2f}-{:.2f} m", a.vehicle, b.vehicle,
                        road::RoadNetwork::link(road::LaneId(lane)).value, a.rear, a.front, b.rear, b.front));
            }
    }
    for (std::size_t i = 0; i < t.holdings.size(); ++i) {
        const road::Holding& a = t.holdings[i];
        for (std::size_t j = i + 1; j < t.holdings.size() && t.holdings[j].node == a.node; ++j) {
            const road::Holding& b = t.holdings[j];
            if (a.vehicle != b.vehicle && !t.roads->compatible(a.in, a.out, b.in, b.out))
                broken.push_back(fmt::format("carts {} and {} meet in the junction at road node {}", a.vehicle,
                                             b.vehicle, a.node.value));
        }
    }
}

}  // namespace

void Shuttle::add_to_hash(Hasher& h) const {
    const State& s = *state_;
    for (const road::Vehicle& v : s.vehicles) {
        add_vehicle(h, v);
        if (s.spec(v).layover_s > 0) h.add(v.layover_s), h.add(v.calls);
    }
    for (std::size_t i = 0; i < s.lines.size(); ++i) {
        const road::LineState& l = s.lines[LineId(i)];
        if ((*s.specs)[LineId(i)].irregular) h.add(l.drawn);
        h.add(l.headway_s);
        h.add(l.next_departure);
        h.add(l.last_dispatch);
        h.add(l.departures);
        h.add(l.dwell_s);
        h.add_column(std::span<const Tick>(l.left));
    }
    h.add_column(std::span<const std::uint8_t>(s.closed));
    h.add_column(std::span<const Tick>(s.cleared_until));
    h.add_column(std::span<const Tick>(s.crossing_last_used));
}

std::vector<std::string> Shuttle::check() const {
    std::vector<std::string> broken;
    road::Traffic t = *state_;
    road::find_occupancy(t);
    check_overlaps(t, broken);
    std::vector<std::pair<StopId, road::LaneId>> bays;
    for (std::size_t i = 0; i < t.vehicles.size(); ++i) {
        const road::Vehicle& v = t.vehicles[i];
        const int seats = t.spec(v).seats;
        if (v.aboard < 0 || v.aboard > seats)
            broken.push_back(fmt::format("cart {}: {} aboard, {} seats", i, v.aboard, seats));
        if (v.phase == CartPhase::in_depot && v.aboard != 0)
            broken.push_back(fmt::format("cart {}: {} people in the depot", i, v.aboard));
        if (t.at_stop(v)) {
            bays.push_back(t.bay(v));
            const Stop& stop = town_->stops[bays.back().first];
            if (std::count(bays.begin(), bays.end(), bays.back()) > std::max(1, stop.bays))
                broken.push_back(fmt::format("stop {}: more vehicles than bays", stop.name.id));
        }
        const RoadLinkId link = v.on_road ? road::RoadNetwork::link(v.path[v.at]) : RoadLinkId{};
        if (v.on_road && t.closed[link.index()] != 0 && v.lane_entered > t.closed_since[link.index()])
            broken.push_back(fmt::format("cart {} went onto the closed road {}", i, link.value));
    }
    return broken;
}

}  // namespace wz
