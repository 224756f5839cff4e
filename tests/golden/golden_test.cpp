// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0x37e3a12f0ef5ba1fu);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0xc2fa7342ccc65275u);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0xbe48ba11d8a6d5c8u);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0x677b10a9d1ba32e5u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0x933675654d4b88e6u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0xc1b6e3d7439ab78bu);
}

}  // namespace
