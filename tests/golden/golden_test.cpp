// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0xd6612dde0a5cbfccu);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0x170be154147aec24u);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x8ddbeb31b016f201u);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0xc857652115de2811u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0xfa203abbd28be0f8u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0x1ff510ea3b89e125u);
}

}  // namespace
