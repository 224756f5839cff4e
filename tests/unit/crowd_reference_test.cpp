// The fast step against the plain one, walker by walker.
#include "reference/crowd_reference.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.hpp"
#include "pedestrian/lanes.hpp"

namespace wz {
namespace {

struct Crowd {
    std::vector<reference::Walker> walkers;  // the first of the people
    std::vector<reference::Person> people;
};

/// A full block of walkers in a crowd of random people, going everywhere, or two ways as in a street.
Crowd random_crowd(const Params& params, std::uint64_t seed, double density, bool street) {
    Draws draw(seed, Stream::arrival, 0, 0);
    const auto uniform = [&](double low, double high) { return low + (high - low) * draw.uniform(); };
    const double side = street ? 4 : 6;
    const auto count = static_cast<std::size_t>(density * side * 10);
    const auto some_direction = [&]() -> Vec2d {
        if (street) return unit(Vec2d{draw.uniform() < 0.5 ? -1.0 : 1.0, uniform(-0.3, 0.3)});
        return unit(Vec2d{uniform(-1, 1), uniform(-1, 1)});
    };
    Crowd crowd;
    while (crowd.people.size() < std::max(count, lanes::width)) {
        reference::Walker w;
        w.at = {uniform(0, 10), uniform(0, side)};
        const bool free =
            std::ranges::none_of(crowd.people, [&](const reference::Person& p) { return norm(p.at - w.at) < 0.31; });
        if (!free) continue;
        w.goal = some_direction();
        w.heading = unit(w.goal + Vec2d{uniform(-0.4, 0.4), uniform(-0.4, 0.4)});
        w.speed = uniform(0, 1.5), w.velocity = w.heading * w.speed;
        const bool queues = draw.uniform() < 0.3, strolls = draw.uniform() < 0.5;
        w.press = queues ? 0 : (strolls ? params.pedestrian.leisure_creep_share : params.pedestrian.creep_share);
        w.spare = queues ? params.queueing.gap_m : 0, w.wanted = uniform(0.6, 1.7), w.noise = uniform(-0.2, 0.2),
        w.oncoming = uniform(0, 0.6);
        w.wall = std::min(w.at.y, side - w.at.y) + 0.1, w.away = {0, w.at.y < side / 2 ? 1.0 : -1.0};
        crowd.people.push_back(w);
        if (crowd.walkers.size() < lanes::width) crowd.walkers.push_back(w);
    }
    return crowd;
}

void expect_the_same(std::uint64_t seed, double density, bool street) {
    const Params params;
    const Crowd crowd = random_crowd(params, seed, density, street);
    std::vector<float> seen[6];
    for (const reference::Person& p : crowd.people) {
        const double values[]{p.at.x, p.at.y, p.velocity.x, p.velocity.y, p.heading.x, p.heading.y};
        for (std::size_t c = 0; c < 6; ++c) seen[c].push_back(static_cast<float>(values[c]));
    }
    for (auto& c : seen) c.resize(crowd.people.size() + lanes::width);
    const std::vector<std::uint8_t> decks(crowd.people.size() + lanes::width, 1);
    lanes::Columns columns{};
    std::vector<std::array<float, lanes::width>> own(26);
    std::size_t used = 0;
    for (float** column : {&columns.wanted, &columns.speed, &columns.oncoming, &columns.wall, &columns.clear_way,
                           &columns.density, &columns.flow, &columns.opposed, &columns.lateral, &columns.coming,
                           &columns.going, &columns.repulsion_x, &columns.repulsion_y, &columns.next_x, &columns.next_y,
                           &columns.next_vx, &columns.next_vy, &columns.next_hx, &columns.next_hy})
        *column = own[used++].data();
    const auto give = [&](const float*& column, auto&& value) {
        for (std::size_t i = 0; i < lanes::width; ++i) own[used][i] = static_cast<float>(value(crowd.walkers[i]));
        column = own[used++].data();
    };
    using Walker = reference::Walker;
    give(columns.goal_x, [](const Walker& w) { return w.goal.x; }),
        give(columns.goal_y, [](const Walker& w) { return w.goal.y; });
    give(columns.noise, [](const Walker& w) { return w.noise; });
    give(columns.wall_x, [](const Walker& w) { return w.away.x; }),
        give(columns.wall_y, [](const Walker& w) { return w.away.y; });
    columns.x = seen[0].data(), columns.y = seen[1].data(), columns.vx = seen[2].data(), columns.vy = seen[3].data();
    columns.hx = seen[4].data(), columns.hy = seen[5].data(), columns.decks = decks.data();
    std::array<std::uint8_t, lanes::width> queues{}, strolls{};
    for (std::size_t i = 0; i < lanes::width; ++i) {
        const Walker& w = crowd.walkers[i];
        columns.wanted[i] = static_cast<float>(w.wanted);
        columns.speed[i] = static_cast<float>(w.speed), columns.oncoming[i] = static_cast<float>(w.oncoming);
        columns.wall[i] = static_cast<float>(w.wall);
        queues[i] = w.press == 0 ? 1 : 0, strolls[i] = w.press == params.pedestrian.leisure_creep_share ? 1 : 0;
    }
    columns.queues = queues.data(), columns.strolls = strolls.data();
    const lanes::Run everybody{0, static_cast<std::uint32_t>(crowd.people.size())};
    lanes::Block block{};
    block.looks = true, block.moving = (1u << lanes::width) - 1, block.near = {&everybody, 1};
    lanes::Scratch scratch;
    lanes::step({&block, 1}, columns, lanes::Constants(params.pedestrian, params.queueing.gap_m), scratch);
    for (std::size_t i = 0; i < lanes::width; ++i) {
        const reference::Next next = reference::step(crowd.walkers[i], crowd.people, params.pedestrian);
        // Sums of floats, and an exponential that is 2 % off at e^-6, where it adds next to nothing.
        constexpr double bound = 2e-3;  // m/s; of headings: 1
        EXPECT_NEAR(static_cast<double>(columns.next_vx[i]), next.velocity.x, bound)
            << "seed " << seed << " walker " << i;
        EXPECT_NEAR(static_cast<double>(columns.next_vy[i]), next.velocity.y, bound)
            << "seed " << seed << " walker " << i;
        EXPECT_NEAR(static_cast<double>(columns.speed[i]), next.speed, bound) << "seed " << seed << " walker " << i;
        EXPECT_NEAR(static_cast<double>(columns.next_hx[i]), next.heading.x, bound)
            << "seed " << seed << " walker " << i;
        EXPECT_NEAR(static_cast<double>(columns.next_hy[i]), next.heading.y, bound)
            << "seed " << seed << " walker " << i;
    }
}

TEST(CrowdReference, FastStepDoesTheSame) {
    for (const double density : {0.3, 1.0, 2.5, 4.5})
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            expect_the_same(seed, density, false);
            expect_the_same(seed, density, true);
        }
}

}  // namespace
}  // namespace wz
