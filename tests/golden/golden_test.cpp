// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0x182a406bd373c774u);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0x4d8d71e9833846b1u);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x11ea87e5ba2a4a69u);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0x87c188e5bd532cbau);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0x48f93f24387b63b9u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0x91077b1f5d08a68cu);
}

}  // namespace
