// The same bits: from a copy, and whatever the order of the inputs.
#include <gtest/gtest.h>

#include <algorithm>

#include "scenes/roads.hpp"

namespace wz {
namespace {

using namespace scenes;

struct Scene {
    RoadTown t;
    IdVector<LineId, CartLineSpec> lines;
    std::vector<RoadLinkId> roads;

    Scene() {
        roads = add_grid(t, 3, 3, 90);
        std::vector<StopId> stops;
        for (const std::size_t r : {1u, 4u, 7u, 10u}) stops.push_back(t.stop(roads[r], 45, 2));
        lines.push_back(cart_line(t.depot(roads[0], 30), stops, 8, 30));
        std::reverse(stops.begin(), stops.end());
        lines.push_back(cart_line(t.depot(roads[2], 30), stops, 4, 0));
        for (const std::size_t r : {1u, 3u, 8u}) t.crossing(roads[r], 70);
    }
};

struct Service {
    Shuttle shuttle;
    Riders riders;

    explicit Service(const Scene& s) : shuttle(s.t.build(), s.lines, {}, 1, 0), riders(s.lines, 6, 2.0) {}
    void advance(Tick from, Tick to, bool shuffled = false) {
        for (Tick now = from; now < to; ++now) {
            riders.arrive();
            auto waits = riders.waits();
            if (shuffled) std::reverse(waits.begin(), waits.end());
            std::vector<int> people;
            for (const std::uint64_t c : {1u, 2u, 3u}) {
                Draws draws(3, Stream::arrival, c, static_cast<std::uint64_t>(now / 50));
                people.push_back(draws.uniform() < 0.4 ? 1 : 0);
            }
            shuttle.step(now, waits, people);
            riders.exchange(shuttle);
        }
    }
    [[nodiscard]] std::uint64_t hash() const {
        Hasher h;
        shuttle.add_to_hash(h);
        return h.value();
    }
};

TEST(ShuttleReproducible, CopyContinuesBitForBit) {
    const Scene scene;
    Service a(scene);
    a.advance(0, ticks(600));
    Service b = a;
    EXPECT_EQ(a.hash(), b.hash());
    a.advance(ticks(600), ticks(1200));
    EXPECT_NE(a.hash(), b.hash()) << "the copy does not move with the original";
    b.advance(ticks(600), ticks(1200));
    EXPECT_EQ(a.hash(), b.hash());
    EXPECT_GT(a.riders.arrived, 50);
}

TEST(ShuttleReproducible, OrderOfInputsDoesNotMatter) {
    const Scene scene;
    Service a(scene), b(scene);
    a.advance(0, ticks(1200));
    b.advance(0, ticks(1200), true);
    EXPECT_EQ(a.hash(), b.hash());
}

TEST(ShuttleReproducible, ParametersAndClosuresChangeItAndUndoingThemBeforeItRunsDoesNot) {
    const Scene scene;
    Service plain(scene), tuned(scene), undone(scene), closed(scene);
    Params params;
    params.shuttle.cart_speed = 3;
    tuned.shuttle.set_params(params);
    undone.shuttle.set_params(params);
    undone.shuttle.set_params({});
    undone.shuttle.close_road(scene.roads[4], true);
    undone.shuttle.close_road(scene.roads[4], false);
    closed.shuttle.close_road(scene.roads[3], true);
    for (Service* r : {&plain, &tuned, &undone, &closed}) r->advance(0, ticks(300));
    EXPECT_NE(plain.hash(), tuned.hash());
    EXPECT_NE(plain.hash(), closed.hash());
    EXPECT_EQ(plain.hash(), undone.hash());
}

}  // namespace
}  // namespace wz
