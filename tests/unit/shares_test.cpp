// How the walkers are cut into shares for threads.
#include <gtest/gtest.h>

#include "pedestrian/crowd.hpp"

namespace wz {
namespace {

TEST(Shares, HoldEverybodyOnceInWholeBlocks) {
    for (const unsigned threads : {1u, 2u, 7u})
        for (std::size_t walkers = 0; walkers < 2000; ++walkers) {
            const Shares shares(walkers, threads);
            std::size_t next = 0;
            for (std::size_t share = 0; share < shares.count(); ++share) {
                ASSERT_EQ(shares.begin(share), next);
                ASSERT_EQ(next % Shares::few, 0u) << "two shares would list who arrives in one place";
                ASSERT_GT(shares.end(share), next);
                ASSERT_LE(shares.end(share) - next, Shares::many);
                next = shares.end(share);
            }
            ASSERT_EQ(next, walkers) << threads << " threads";
        }
}

TEST(Shares, EndSmallOnSeveralThreadsOnly) {
    const Shares one(2000, 1), two(2000, 2);
    EXPECT_EQ(one.count(), 8u);
    EXPECT_EQ(two.end(0), Shares::many);
    EXPECT_LE(2000 - two.begin(two.count() - 1), Shares::few);
}

}  // namespace
}  // namespace wz
