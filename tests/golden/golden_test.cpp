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
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0xa56547c635692b8eu);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0xfe5f6063e5483ad8u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0xc7762cb6fdabe6afu);
}

}  // namespace
