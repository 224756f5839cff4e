// One arch over a wide canal, and two rows of boats that go through it once from both sides. High water holds them at
// the arch until all have come; then it falls, and the queues pass as the arch's rule says.
#pragma once

#include "behaviour/waterway_fixture.hpp"

namespace wz::test {

struct Passage_ {
    bool eastward;
    double at_s;
};

class Arch {
public:
    static constexpr double headroom = 2.0, half_canal = 330;
    static inline double canal_width = 7, arch_width = 3;  // m, before the arch and in it
    int each_way;

    Arch(int westward_boats, int eastward_boats, double length, int passing, const Params& params)
        : each_way(eastward_boats), params_(params), length_(length) {
        const double entrance = length / 2 + 100;  // so far the canal is just wide enough for two
        const WaterNodeId a = town_.node(-half_canal, 0), b = town_.node(-entrance, 0), c = town_.node(-length / 2, 0),
                          d = town_.node(length / 2, 0), e = town_.node(entrance, 0), f = town_.node(half_canal, 0);
        const WaterLinkId west = town_.link(a, b, 16),
                          arch = (town_.link(b, c, canal_width), town_.link(c, d, arch_width, false, headroom)),
                          east = (town_.link(d, e, canal_width), town_.link(e, f, 16));
        town_.at_link(arch).passing = passing;
        const int berths = std::max(westward_boats, eastward_boats) + 2;
        const DockId from_west = town_.dock(west, 15, -1, berths), to_west = town_.dock(west, 15, 1, berths);
        const double along = half_canal - entrance - 15 - 9 * (berths - 1);
        const DockId from_east = town_.dock(east, along, 1, berths), to_east = town_.dock(east, along, -1, berths);
        FleetSpec fleet;
        fleet.boats = westward_boats + eastward_boats;
        if (eastward_boats > 0)
            fleet.services.push_back(service(BoatService::parade, from_west, {to_east}, eastward_boats));
        if (westward_boats > 0)
            fleet.services.push_back(service(BoatService::parade, from_east, {to_west}, westward_boats));
        day_ = std::make_unique<WaterDay>(town_.build(), fleet, 1, params);
    }
    WaterDay& day() { return *day_; }
    void set_level(double level) {
        params_.waterway.water_level_m = level;
        day_->water.set_params(params_);
    }
    /// All boats in two rows before the closed arch.
    void gather() {
        run(5);
        set_level(headroom - params_.waterway.boat_height_m + 0.001);
        run(2400);
    }
    void run(double s) {
        for (int k = 0; k < 10 * s; ++k) {
            std::vector<double> before;
            for (std::size_t i = 0; i < day_->water.boats(); ++i) before.push_back(day_->water.view(BoatId(i)).at.x);
            day_->step();
            int inside[2] = {0, 0};
            for (std::size_t i = 0; i < day_->water.boats(); ++i) {
                const double x = day_->water.view(BoatId(i)).at.x;
                if ((x > 0) != (before[i] > 0)) passages.push_back({x > 0, seconds(day_->now)});
                if (std::abs(x) < length_ / 2) ++inside[x > before[i] ? 1 : 0];
            }
            opposed_inside = opposed_inside || (inside[0] > 0 && inside[1] > 0);
        }
    }
    /// Mean time between boats that follow each other, and between opposed ones, s; the first `skip` gaps left out.
    [[nodiscard]] std::pair<double, double> gaps(std::size_t skip) const {
        double sum[2] = {0, 0}, n[2] = {0, 0};
        for (std::size_t k = 1 + skip; k < passages.size(); ++k) {
            const int same = passages[k].eastward == passages[k - 1].eastward ? 0 : 1;
            sum[same] += passages[k].at_s - passages[k - 1].at_s, n[same] += 1;
        }
        return {sum[0] / std::max(n[0], 1.0), sum[1] / std::max(n[1], 1.0)};
    }
    std::vector<Passage_> passages;
    bool opposed_inside = false;

private:
    WaterTown town_;
    Params params_;
    double length_;
    std::unique_ptr<WaterDay> day_;
};

}  // namespace wz::test
