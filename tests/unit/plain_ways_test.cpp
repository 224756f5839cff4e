// The ways of whole vectors of walkers against those of each of them, to the last bit.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "base/random.hpp"
#include "load/map_file.hpp"
#include "pedestrian/tactical.hpp"
#include "scenes/crowd_lab.hpp"

namespace wz {
namespace {

/// Streets of several widths and a square; everybody heads for somewhere else.
std::unique_ptr<scenes::CrowdLab> busy_town() {
    scenes::LabMap map;
    for (int j = 0; j < 3; ++j) map.street({{0, j * 40.0}, {120, j * 40.0 + 7}}, 2 + j * 1.5);
    for (int i = 0; i < 4; ++i) map.street({{i * 40.0, -10}, {i * 40.0, 95}}, 3 + i);
    std::vector<Vec2d> winding{{0, 60}};  // of short pieces
    for (int k = 1; k <= 80; ++k) winding.push_back({k * 1.5, 60 + (k % 4 < 2 ? 0.4 : -0.4)});
    map.street(winding, 4);
    auto lab = std::make_unique<scenes::CrowdLab>(map.square({{120, -10}, {150, -10}, {150, 90}, {120, 90}}).build());
    const auto speeds = scenes::free_speeds(1.34, 0.26, 0.6, 2, 1);
    for (int i = 0; i < 6; ++i)
        lab->fill(120, {0, -10}, {150, 95}, lab->goal({static_cast<float>(i % 4) * 40, static_cast<float>(i) * 15}),
                  speeds);
    return lab;
}

TEST(PlainWays, AreThoseOfEachWalker) {
    const auto town = busy_town();
    scenes::CrowdLab& lab = *town;
    Draws draw(4, Stream::shuffle_test, 0, 0);
    int plain = 0, all = 0;
    for (int tick = 0; tick < 300; ++tick) {
        lab.step();
        if (tick % 7 != 0) continue;
        CrowdScene scene = lab.scene();
        scene.longest_gate_reach = tick % 2 == 0 ? 0 : 6;  // there is no gate, but it might have a crowd
        Walkers& w = lab.walkers;
        for (std::size_t i = 0; i < w.size(); ++i) {
            w.pause_until[i] = draw.uniform() < 0.2 ? 1000 : 0;
            if (w.used(i)) w.gait[i] = draw.uniform() < 0.05 ? Gait::press : Gait::walk;
        }
        for (std::size_t begin = 0; begin < w.size(); begin += lanes::width) {
            std::uint32_t movers = 0;
            for (std::size_t i = begin; i < std::min(w.size(), begin + lanes::width); ++i)
                movers |= (w.used(i) && draw.uniform() < 0.9 ? 1u : 0u) << (i - begin);
            Walkers alone = w;
            const auto [follow, elsewhere] = tactical::follow_plain_ways(scene, w, begin, movers);
            EXPECT_EQ(follow & ~movers, 0u);
            for (std::size_t i = begin; i < std::min(w.size(), begin + lanes::width); ++i) {
                ++all;
                if ((follow >> (i - begin) & 1) == 0) {
                    EXPECT_EQ(w.way_x[i], alone.way_x[i]) << "not followed, but changed";
                    EXPECT_EQ(w.way_speed[i], alone.way_speed[i]);
                    continue;
                }
                ++plain;
                const auto slot = static_cast<std::uint32_t>(i);
                const std::uint8_t decks_before = alone.decks[i];
                const Intent intent = follow_route(scene, alone, slot);
                EXPECT_EQ(w.way_x[i], intent.direction.x) << "tick " << tick << " slot " << i;
                EXPECT_EQ(w.way_y[i], intent.direction.y);
                EXPECT_EQ(w.way_speed[i], intent.speed);
                EXPECT_EQ(intent.reached, Reached::nothing);
                EXPECT_FALSE(intent.queues);
                EXPECT_EQ(w.decks[i], alone.decks[i]);
                EXPECT_EQ((elsewhere >> (i - begin) & 1) != 0, decks_before != alone.decks[i]);
                EXPECT_EQ(w.link[i], alone.link[i]) << "turned off";
                if (tactical::estimates_way(scene.now)) {
                    const NodeId head = lab.town->lane(w.link[i], w.forward[i] != 0).head;
                    EXPECT_EQ(w.remaining[i] + scene.fields.time_from(w.field[i], head) * tactical::metres_per_s,
                              alone.remaining[i]);
                }
            }
        }
    }
    EXPECT_GT(plain, all / 2);
}

TEST(PlainWays, LanesKnowThatTheyEndAtAGate) {
    const auto town = build_town(load_map(std::string(WUZHEN_SOURCE_DIR) + "/maps/wuzhen.geojson"));
    int to_gates = 0;
    for (LinkId l(0); l.index() < town->links.size(); ++l.value)
        for (const bool forward : {true, false}) {
            const WalkLane& lane = town->lane(l, forward);
            const bool to_gate = std::ranges::any_of(
                town->links_at(lane.head), [&](LinkId next) { return town->links[next].kind == LinkKind::gate; });
            EXPECT_EQ((lane.bits & WalkLane::to_gate) != 0, to_gate) << "link " << l.value;
            to_gates += to_gate ? 1 : 0;
        }
    EXPECT_GT(to_gates, 2 * static_cast<int>(town->gates.size()));
}

}  // namespace
}  // namespace wz
