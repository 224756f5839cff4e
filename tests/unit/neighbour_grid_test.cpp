// The blocks of the neighbour grid against every pair of people.
#include "pedestrian/neighbour_grid.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.hpp"
#include "scenes/crowd_lab.hpp"

namespace wz {
namespace {

/// People who run about on a square for 8 s; a fifth stand; some leave, some come.
class Runners {
public:
    Runners() {
        Draws draw(3, Stream::arrival, 0, 0);
        for (int i = 0; i < 600; ++i) appear(draw);
    }
    void tick(Tick now) {
        Draws draw(3, Stream::wander, static_cast<std::uint64_t>(now), 0);
        if (now % 3 == 0) walkers.remove(some_one(draw)), appear(draw);
        if (now % 5 == 0) {  // set down on the other side
            const std::uint32_t i = some_one(draw);
            walkers.set_down(i, {side - walkers.x[i], side - walkers.y[i]});
        }
        grid.sort(walkers, now, team);
        grid.see(walkers);
    }
    void move() {
        for (std::size_t i = 0; i < walkers.size(); ++i) {
            if (!walkers.used(i)) continue;
            for (auto [at, v] : {std::pair{&walkers.x[i], &walkers.vx[i]}, {&walkers.y[i], &walkers.vy[i]}}) {
                *at += *v * 0.1f;
                if (*at < 1 || *at > side - 1) *v = -*v;
                *at = std::clamp(*at, 1.0f, side - 1);
            }
        }
    }

    static constexpr float side = 60;
    Walkers walkers;
    NeighbourGrid grid{scenes::LabMap()
                           .square({{0, 0}, {side, 0}, {side, side}, {0, side}})
                           .street({{1, 1}, {2, 2}}, 1)
                           .build()
                           ->surface};

private:
    std::uint32_t some_one(Draws& draw) const {
        for (;;) {
            const auto i = static_cast<std::uint32_t>(draw.uniform() * static_cast<double>(walkers.size()));
            if (walkers.used(i)) return i;
        }
    }
    void appear(Draws& draw) {
        const auto within = [&](double low, double high) {
            return static_cast<float>(low + (high - low) * draw.uniform());
        };
        const std::uint32_t i = walkers.add(PersonId(people_++), GroupId(0), {within(1, 59), within(1, 59)});
        if (walkers.person[i].value % 5 == 0)
            walkers.gait[i] = Gait::stand;
        else
            walkers.vx[i] = within(-1.2, 1.2), walkers.vy[i] = within(-1.2, 1.2);  // 1.7 m/s at most
    }
    Team team{1};
    std::uint32_t people_ = 0;
};

TEST(NeighbourGrid, EverybodyInSightIsNearOnce) {
    Runners r;
    const Walkers& w = r.walkers;
    for (Tick now = 0; now < 80; ++now, r.move()) {
        r.tick(now);
        for (std::size_t block = 0; block * lanes::width < w.size(); ++block) {
            std::vector<int> times(w.size(), 0);
            for (const lanes::Run& run : r.grid.people_near(block, w))
                for (std::uint32_t k = run.begin; k < run.end; ++k) ++times[k];
            ASSERT_LE(std::ranges::max(times), 1) << "tick " << now << " block " << block;
            for (std::size_t i = block * lanes::width; i < std::min((block + 1) * lanes::width, w.size()); ++i)
                for (std::size_t j = 0; w.used(i) && j < w.size(); ++j)
                    if (w.used(j) && norm(w.at(i) - w.at(j)) < 2.5f) {
                        ASSERT_EQ(times[j], 1) << "tick " << now << ": " << i << " and " << j;
                    }
        }
    }
}

TEST(NeighbourGrid, ThoseWhoStandComeAfterAllWhoMove) {
    Runners r;
    r.tick(0);
    EXPECT_TRUE(std::ranges::is_sorted(r.walkers.gait.begin(), r.walkers.gait.begin() + 600, {},
                                       [](Gait gait) { return gait == Gait::stand; }));
}

TEST(NeighbourGrid, NearFindsAllWithinReach) {
    Runners r;
    const Walkers& w = r.walkers;
    for (Tick now = 0; now < 20; ++now, r.move()) {
        r.tick(now);
        for (const Vec2 p : {Vec2{10, 10}, Vec2{30.1f, 29.9f}, Vec2{1, 59}})
            for (const float reach : {0.5f, 2.5f, 7.0f}) {
                std::vector<int> times(w.size(), 0);
                r.grid.near(p, reach, [&](std::uint32_t k) { ++times[k]; });
                for (std::size_t j = 0; j < w.size(); ++j)
                    if (w.used(j) && norm(p - w.at(j)) < reach) {
                        ASSERT_EQ(times[j], 1) << now << ": " << j << " within " << reach;
                    }
            }
    }
}

TEST(NeighbourGrid, OrderDependsOnPlacesAndPeopleAlone) {
    Runners a, b;
    for (Tick now = 0; now <= NeighbourGrid::sort_every; ++now) a.tick(now), b.tick(now), a.move(), b.move();
    // b's slots in another order
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < b.walkers.size(); ++i)
        if (b.walkers.used(i)) order.push_back(i);
    std::ranges::reverse(order);
    Team one(1), three(3);  // b's cells are cut into three parts
    b.walkers.renumber(order, three);
    a.grid.sort(a.walkers, 0, one), b.grid.sort(b.walkers, 0, three);
    EXPECT_EQ(a.walkers.person, b.walkers.person);
    EXPECT_EQ(a.walkers.x, b.walkers.x);
    EXPECT_EQ(a.walkers.link, b.walkers.link);
    a.grid.see(a.walkers), b.grid.see(b.walkers);
    for (std::size_t block = 0; block < a.walkers.size() / lanes::width; ++block) {
        const auto near_a = a.grid.people_near(block, a.walkers), near_b = b.grid.people_near(block, b.walkers);
        ASSERT_EQ(near_a.size(), near_b.size());
        for (std::size_t k = 0; k < near_a.size(); ++k) {
            EXPECT_EQ(near_a[k].begin, near_b[k].begin);
            EXPECT_EQ(near_a[k].end, near_b[k].end);
        }
    }
}

}  // namespace
}  // namespace wz
