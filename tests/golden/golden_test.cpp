// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0x47c470dedf4b6020u);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0x03b24de0653c82fbu);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x310fc81d828b463cu);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0x79b59e6a77babc91u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0x2bdd34e2ba99a788u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0x5e8b9c6bfb7f7f03u);
}

}  // namespace
