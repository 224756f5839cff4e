// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0x7da103214f95faceu);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0xfd5742b45b4f0c9au);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x354985e2a9efe369u);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0x42b49f4127741402u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0x7e3bf522a28a0067u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0x65b8dafeaf65d137u);
}

}  // namespace
