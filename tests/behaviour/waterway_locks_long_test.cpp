// Fifty canal nets drawn by lot, long enough that boats make several trips.
#include "behaviour/waterway_nets.hpp"

namespace wz::test {
namespace {

TEST(WaterwayLocksLong, fifty_canal_nets_drawn_by_lot_keep_moving) {
    int arrived = 0;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        SCOPED_TRACE(seed);
        const WaterDay day = run_net(seed, 90);
        for (const BoatLock& lock : day.locks.locks())
            ADD_FAILURE() << "boats locked at (" << lock.at.x << ", " << lock.at.y << "), " << seconds(lock.found)
                          << " s";
        arrived += day.count(BoatNote::Kind::arrived);
    }
    EXPECT_GT(arrived, 3000);
}

}  // namespace
}  // namespace wz::test
