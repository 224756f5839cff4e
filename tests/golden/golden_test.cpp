// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0xf0cdbcdb390d82c9u);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0xe9b37ec5bcbb64bfu);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0xc1fe9cfa6a1a1515u);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0x650c08a179490b79u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0xa2c04b4c37ab2eb2u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0xc890867b05597775u);
}

}  // namespace
