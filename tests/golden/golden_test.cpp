// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0x6343108ef2b6ecc9u);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0x6220c89e9752064du);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x9be101bf669d1667u);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0x6012b6792c268df9u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0x7818c28655cdd2d9u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0xcd4f690ad31cf524u);
}

}  // namespace
