// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0x114da71d4934edccu);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0x043880b7637ac7b3u);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x84bfe074e0159a8bu);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0x81129c8f77bc7db3u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0xe8b684aae3340f7du);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0x5c02198c10098ef7u);
}

}  // namespace
