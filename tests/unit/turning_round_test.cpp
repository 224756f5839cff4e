// Whether people turn round when their way has become long.
#include <gtest/gtest.h>

#include "map_text.hpp"
#include "pedestrian/crowd.hpp"

namespace wz {
namespace {

/// A straight street of 20 m whose end cannot be reached any more in good time, and a detour from its beginning.
struct Detour : testing::Test {
    std::shared_ptr<const Town> town =
        test::MapText()
            .line("approach", "street", {{-20, 0}, {0, 0}}, "\"width\": 3")
            .line("straight", "street", {{0, 0}, {20, 0}}, "\"width\": 3")
            .line("detour", "street", {{0, 0}, {0, 15}, {20, 15}, {20, 0}}, "\"width\": 3")
            .line("exit", "street", {{20, 0}, {40, 0}}, "\"width\": 3")
            .point("east", "entry", 38, 0, "\"mode\": \"walk\", \"capacity_per_min\": 60")
            .town("detour");
    Params params;
    CostFields fields{*town, params.routing};
    Walkers walkers;
    FieldId field = fields.field(*town, town->entries[EntryId(0)].door, 0);

    /// Somebody in the middle of the street who looks about once its time has been learnt: whether he goes back.
    bool turns_round(float density, float oncoming) {
        const LinkId straight = town->find_links("straight").front();
        const Link& l = town->links[straight];
        const bool east = l.along.x > 0;
        const std::uint32_t slot = walkers.add(PersonId(walkers.size()), GroupId(0), {10, 0});
        walkers.link[slot] = straight;
        walkers.forward[slot] = east ? 1 : 0;
        walkers.field[slot] = field;
        walkers.free_speed[slot] = 1.3f;
        walkers.epoch[slot] = fields.epoch();
        walkers.seen.density[slot] = density;
        walkers.oncoming[slot] = oncoming;
        LinkTimes times;
        for (const Link& any : town->links)
            times.s.push_back({free_time_s(any, true, params), free_time_s(any, false, params)});
        times.s[straight.index()][east ? 0 : 1] = 1000;
        Team team(1);
        fields.update(*town, times, {1}, team);
        const std::array<float, 1> reach{0.7f};
        follow_route({*town, fields, params, 1, 0, reach, {}}, walkers, slot);
        return (walkers.forward[slot] != 0) != east;
    }
};

TEST_F(Detour, is_taken_where_there_is_room_to_turn) { EXPECT_TRUE(turns_round(0.5f, 0)); }
TEST_F(Detour, is_not_taken_from_within_a_crowd) { EXPECT_FALSE(turns_round(3, 0.2f)); }
TEST_F(Detour, is_taken_with_those_who_come_the_other_way) { EXPECT_TRUE(turns_round(3, 0.5f)); }

}  // namespace
}  // namespace wz
