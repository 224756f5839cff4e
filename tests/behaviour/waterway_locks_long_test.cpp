// Two hundred canal nets drawn by lot, long enough that boats make several trips, and those that were locked once.
#include "behaviour/waterway_nets.hpp"

namespace wz::test {
namespace {

int arrivals_of(std::uint64_t seed) {
    SCOPED_TRACE(seed);
    const WaterDay day = run_net(seed, 90);  // throws if the net has no room for boats
    for (const BoatLock& lock : day.locks.locks())
        ADD_FAILURE() << "boats locked at (" << lock.at.x << ", " << lock.at.y << "), " << seconds(lock.found) << " s";
    return day.count(BoatNote::Kind::arrived);
}

TEST(WaterwayLocksLong, canal_nets_drawn_by_lot_keep_moving) {
    int arrived = 0, without_room = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        try {
            arrived += arrivals_of(seed);
        } catch (const InputError&) {
            ++without_room;
        }
    }
    EXPECT_LT(without_room, 5);
    EXPECT_GT(arrived, 15000);
}

/// 226, 391, 1465: hull against hull in a bend; 1007, 1294: alone, askew between two banks; 914: the stern of one
/// behind a boat that waits to cross lies in a junction; 508, 985: two poled at a time, and one out of its berth into
/// water that another had leave to cross; 236, 857, 1108: one yields to a boat that cannot go; 1250: two abreast on
/// either side of a node.
TEST(WaterwayLocksLong, nets_that_were_locked_once_keep_moving) {
    for (const std::uint64_t seed : {226, 236, 391, 508, 857, 914, 985, 1007, 1108, 1250, 1294, 1465})
        EXPECT_GT(arrivals_of(seed), 90);
}

}  // namespace
}  // namespace wz::test
