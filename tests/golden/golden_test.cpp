// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0x12931a07412f5207u);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0x68b1e78d829f7c7fu);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x73f5afb5ba16e546u);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0xebf83703c756f71bu);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0xfde542059c554153u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0x61632eabf8a2604eu);
}

}  // namespace
