// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0xde89b0d55fdb4c5du);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0x663648f69c8a1303u);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x7fa06e1997bb82beu);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0x5f063bcf1a9bf249u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0xb5b083061aae4b08u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0x402ee1f56954f763u);
}

}  // namespace
