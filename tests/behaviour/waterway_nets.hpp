// Canal nets drawn by lot: rings, and grids of canals that are trees with a few loops; 3.5 to 8 m wide, with arches of
// 3 m here and there, docks and moorings where there is room, and more boats than the berths hold.
#pragma once

#include "base/random.hpp"
#include "behaviour/waterway_fixture.hpp"

namespace wz::test {

class RandomNet {
public:
    explicit RandomNet(std::uint64_t seed) : draws_(seed, Stream::shuffle_test, 0) {
        if (seed % 3 == 0)
            draw_ring();
        else
            draw_grid();
        lay_docks();
    }
    [[nodiscard]] WaterDay day(std::uint64_t seed) {
        FleetSpec fleet;
        for (std::size_t d = 0; d < docks_.size(); ++d) {
            std::vector<DockId> others;
            for (const DockId o : docks_)
                if (o != docks_[d]) others.push_back(o);
            fleet.services.push_back(service(BoatService::shared, docks_[d], others, 3));
        }
        const auto town = town_.build_with_banks();
        std::size_t places = 0;
        for (const Mooring& m : town->moorings) places += m.slots.size();
        for (fleet.boats = static_cast<int>(places + docks_.size());; --fleet.boats) {
            Params params;
            params.waterway.boarding_s = params.waterway.alighting_s = 2;
            try {
                return WaterDay(town, fleet, seed, params);
            } catch (const InputError&) {  // some moorings would close their canal
                if (fleet.boats < 4) throw;
            }
        }
    }
    [[nodiscard]] std::size_t docks() const { return docks_.size(); }

private:
    /// In half metres, 3.5 to 8 m: a hull gets round a right angle; arches have 3 m.
    double width() { return 3.5 + 0.5 * draws_.below(10); }
    void canal(WaterNodeId a, WaterNodeId b) {
        const double w = width(), length = norm(town_.at(b) - town_.at(a));
        if (length < 45 || draws_.uniform() > 0.3) {
            canals_.push_back({town_.link(a, b, w), w, length});
            return;
        }
        const double half = draws_.uniform(3, 10), middle = length * draws_.uniform(0.4, 0.6);  // an arch
        const Vec2d p = town_.at(a), d = (town_.at(b) - p) * (1 / length);
        const auto node = [&](double m) { return town_.node(p.x + d.x * m, p.y + d.y * m); };
        const WaterNodeId from = node(middle - half), to = node(middle + half);
        canals_.push_back({town_.link(a, from, w), w, middle - half});
        town_.link(from, to, 3, false, 2.5);
        canals_.push_back({town_.link(to, b, w), w, length - middle - half});
    }
    void draw_ring() {
        const std::uint32_t n = 4 + draws_.below(5);
        std::vector<WaterNodeId> nodes;
        for (std::uint32_t k = 0; k < n; ++k) {
            const double angle = 6.283185307179586 * k / n, radius = 12.0 * n * draws_.uniform(0.9, 1.1);
            nodes.push_back(town_.node(radius * fmath::cos(angle), radius * fmath::sin(angle)));
        }
        for (std::uint32_t k = 0; k < n; ++k) canal(nodes[k], nodes[(k + 1) % n]);
        for (std::uint32_t k = 0; k < n; k += 2) {  // side canals
            if (draws_.uniform() < 0.5) continue;
            const Vec2d p = town_.at(nodes[k]) * draws_.uniform(1.7, 2.2);
            canal(nodes[k], town_.node(p.x, p.y));
        }
    }
    void draw_grid() {
        constexpr std::uint32_t side = 3;
        std::vector<WaterNodeId> nodes;
        for (std::uint32_t k = 0; k < side * side; ++k)
            nodes.push_back(
                town_.node(75.0 * (k % side) + draws_.uniform(-8, 8), 75.0 * (k / side) + draws_.uniform(-8, 8)));
        std::vector<std::uint32_t> tree(nodes.size());  // of the spanning tree so far
        for (std::uint32_t k = 0; k < tree.size(); ++k) tree[k] = k;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
        for (std::uint32_t k = 0; k < nodes.size(); ++k) {
            if (k % side + 1 < side) edges.emplace_back(k, k + 1);
            if (k / side + 1 < side) edges.emplace_back(k, k + side);
        }
        for (std::size_t k = edges.size(); k > 1; --k)
            std::swap(edges[k - 1], edges[draws_.below(static_cast<std::uint32_t>(k))]);
        for (const auto& [a, b] : edges) {
            const std::uint32_t of_a = tree[a], of_b = tree[b];
            if (of_a == of_b && draws_.uniform() < 0.4) continue;
            canal(nodes[a], nodes[b]);
            for (std::uint32_t& t : tree)
                if (t == of_b) t = of_a;
        }
    }
    void lay_docks() {
        for (const Canal& c : canals_) {
            const int side = draws_.below(2) == 0 ? 1 : -1;
            if (c.width < 4.5 || c.length < 40) continue;
            if (docks_.size() < 4 && draws_.uniform() < 0.6)
                docks_.push_back(town_.dock(c.link, c.length / 2 - 8, side, 2));
            else
                town_.mooring(c.link, 16, side, static_cast<int>((c.length - 28) / 8));
        }
        for (std::size_t k = 0; docks_.size() < 2; ++k)  // somewhere they must go
            docks_.push_back(town_.dock(canals_[k].link, canals_[k].length / 2 - 8, 1, 2));
    }

    struct Canal {
        WaterLinkId link;
        double width, length;
    };
    Draws draws_;
    WaterTown town_;
    std::vector<Canal> canals_;
    std::vector<DockId> docks_;
};

/// A day on such a net, with people at every dock all the time. Faults of hulls and one-way sections fail the test.
inline WaterDay run_net(std::uint64_t seed, int minutes) {
    RandomNet net(seed);
    WaterDay day = net.day(seed);
    for (int minute = 0; minute < minutes; ++minute) {
        for (std::size_t d = 0; d < net.docks(); ++d) day.arrive(static_cast<std::uint32_t>(d), DockId(d), 2);
        for (int s = 0; s < 60; s += 10) {
            day.run(10);
            for (const std::string& fault : day.water.check())
                if (fault.find("waited") == std::string::npos) ADD_FAILURE() << day.now << ": " << fault;
        }
    }
    return day;
}

}  // namespace wz::test
