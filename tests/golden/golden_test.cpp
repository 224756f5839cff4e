// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0xb225032ca7326f51u);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0xda6819a0eb343968u);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x65eab8ba55d442fcu);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0xcae9daf54c8b73a4u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0x7159d4df41dc86c2u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0xc6938cec52d779f8u);
}

}  // namespace
