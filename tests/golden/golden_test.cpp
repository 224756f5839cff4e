// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0x03370f9b095c5f77u);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0xc8e255b2514a523au);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x1a527e698f754203u);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0x75cd67beeb211319u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0x9508d6ee626a62c6u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0x3cc4573581de1381u);
}

}  // namespace
