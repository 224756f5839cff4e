// Small road towns built in code, and riders to fill the vehicles: for tests and benchmarks of carts and buses.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/random.hpp"
#include "shuttle/shuttle.hpp"
#include "town/town.hpp"

namespace wz::scenes {

struct RoadTown {
    Town town;

    RoadNodeId node(double x, double y) {
        town.road_nodes.push_back({{x, y}});
        return RoadNodeId(town.road_nodes.size() - 1);
    }
    RoadLinkId road(RoadNodeId a, RoadNodeId b, double width = 6, double speed_limit = 15) {
        RoadLink l;
        l.a = a;
        l.b = b;
        l.length = norm(town.road_nodes[b].at - town.road_nodes[a].at);
        l.speed_limit = speed_limit;
        l.width = width;
        l.carts = l.buses = true;
        town.road_links.push_back(l);
        return RoadLinkId(town.road_links.size() - 1);
    }
    StopId stop(RoadLinkId road, double along, int bays = 1) {
        Stop s;
        s.road = road;
        s.along = along;
        s.carts = s.buses = true;
        s.bays = bays;
        town.stops.push_back(s);
        return StopId(town.stops.size() - 1);
    }
    DepotId depot(RoadLinkId road, double along) {
        Depot d;
        d.road = road;
        d.along = along;
        d.carts = d.buses = true;
        d.capacity = 50;
        town.depots.push_back(d);
        return DepotId(town.depots.size() - 1);
    }
    void crossing(RoadLinkId road, double along, double half_extent = 2) {
        Crossing c;
        c.road = road;
        c.along = along;
        c.half_extent = half_extent;
        town.crossings.push_back(c);
    }
    [[nodiscard]] std::shared_ptr<const Town> build() const { return std::make_shared<const Town>(town); }
};

inline CartLineSpec cart_line(DepotId depot, std::vector<StopId> stops, int vehicles, double headway_s) {
    CartLineSpec line;
    line.id = "line";
    line.depot = depot;
    line.stops = std::move(stops);
    line.vehicles = vehicles;
    line.headway_s = headway_s;
    return line;
}

/// A polygon of `corners` equal roads, one way round both ways, `length_m` in all; stops and a depot are up to the
/// caller.
inline std::vector<RoadLinkId> add_ring(RoadTown& t, int corners, double length_m) {
    std::vector<RoadNodeId> nodes;
    const double radius = length_m / 6.283185307179586;
    for (int i = 0; i < corners; ++i) {
        const auto turn = fmath::sincos(6.283185307179586 * i / corners);
        nodes.push_back(t.node(radius * turn.cos, radius * turn.sin));
    }
    std::vector<RoadLinkId> roads;
    for (std::size_t i = 0; i < nodes.size(); ++i) roads.push_back(t.road(nodes[i], nodes[(i + 1) % nodes.size()]));
    return roads;
}

/// A grid of streets `block_m` apart; roads[0] … are the ones from west to east, row by row, then those from south to
/// north.
inline std::vector<RoadLinkId> add_grid(RoadTown& t, int columns, int rows, double block_m) {
    std::vector<RoadNodeId> nodes;
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x) nodes.push_back(t.node(x * block_m, y * block_m));
    }
    const auto at = [&](int x, int y) { return nodes[static_cast<std::size_t>(y * columns + x)]; };
    std::vector<RoadLinkId> roads;
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x + 1 < columns; ++x) roads.push_back(t.road(at(x, y), at(x + 1, y)));
    }
    for (int y = 0; y + 1 < rows; ++y) {
        for (int x = 0; x < columns; ++x) roads.push_back(t.road(at(x, y), at(x, y + 1)));
    }
    return roads;
}

/// Takes the engine's part: people come to stops at random, ride to another stop of the line, and get off.
class Riders {
public:
    Riders(const IdVector<LineId, CartLineSpec>& lines, std::uint64_t seed, double per_stop_and_minute)
        : lines_(lines), chance_(per_stop_and_minute / 600.0), draws_(seed, Stream::arrival, 0) {
        for (const CartLineSpec& l : lines_) waiting_.emplace_back(l.stops.size());
    }

    [[nodiscard]] std::vector<StopWait> waits() const {
        std::vector<StopWait> all;
        for (std::size_t l = 0; l < waiting_.size(); ++l) {
            for (std::size_t k = 0; k < waiting_[l].size(); ++k) {
                const int people = static_cast<int>(waiting_[l][k].size());
                if (people > 0) all.push_back({LineId(l), lines_[LineId(l)].stops[k], people});
            }
        }
        return all;
    }
    void arrive() {
        for (std::size_t l = 0; l < waiting_.size(); ++l) {
            const auto& stops = lines_[LineId(l)].stops;
            for (std::size_t k = 0; k < stops.size(); ++k) {
                if (draws_.uniform() >= chance_) continue;
                const std::size_t to =
                    (k + 1 + draws_.below(static_cast<std::uint32_t>(stops.size() - 1))) % stops.size();
                waiting_[l][k].push_back(stops[to]);
                ++came;
            }
        }
    }
    void exchange(Shuttle& shuttle) {
        aboard_.resize(shuttle.carts());
        for (const CartCall& c : shuttle.calls()) {
            auto& riders = aboard_[c.cart.index()];
            if (c.alighting) {
                std::size_t i = 0;
                while (i < riders.size() && riders[i] != c.stop) ++i;
                if (i == riders.size()) {
                    shuttle.alighting_done(c.cart);
                    continue;
                }
                riders.erase(riders.begin() + static_cast<std::ptrdiff_t>(i));
                shuttle.alight(c.cart);
                ++arrived;
                continue;
            }
            const auto& stops = lines_[c.line].stops;
            for (std::size_t k = 0; k < stops.size(); ++k) {
                auto& line = waiting_[c.line.index()][k];
                if (stops[k] != c.stop || line.empty() || c.free_seats <= 0) continue;
                riders.push_back(line.front());
                line.erase(line.begin());
                shuttle.board(c.cart);
                ++boarded;
                break;
            }
        }
    }
    [[nodiscard]] int aboard(CartId cart) const {
        return cart.index() < aboard_.size() ? static_cast<int>(aboard_[cart.index()].size()) : 0;
    }
    [[nodiscard]] int aboard() const {
        int people = 0;
        for (const auto& riders : aboard_) people += static_cast<int>(riders.size());
        return people;
    }
    [[nodiscard]] int waiting() const {
        int people = 0;
        for (const StopWait& w : waits()) people += w.people;
        return people;
    }

    int came = 0, boarded = 0, arrived = 0;

private:
    IdVector<LineId, CartLineSpec> lines_;
    double chance_;
    Draws draws_;
    std::vector<std::vector<std::vector<StopId>>> waiting_;  // by line and stop: where they want to go
    std::vector<std::vector<StopId>> aboard_;
};

}  // namespace wz::scenes
