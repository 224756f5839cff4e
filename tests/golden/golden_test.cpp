// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0x53db868566256ae3u);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0x30c9452dd3a02dceu);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x845d2fed1d23af86u);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0xcea2cd541124c20du);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0x9fbd8f5e41eda579u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0x594ba6c100606044u);
}

}  // namespace
