// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0x76721a056dd52cdfu);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0x157451298b3c11cfu);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x42b807dca44108e0u);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0x352cd884aca6ab8fu);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0x6ca70d0f7d1501a5u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0xfc5f9f3a92076b6u);
}

}  // namespace
