// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0xa550cf0f7947ee9bu);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0x3b6d1d81b1c98598u);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x2edc5397d30c4edbu);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0xd60708899a655649u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0x2ad3bc61a7f0f778u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0xfdd147e3e1d8f587u);
}

}  // namespace
