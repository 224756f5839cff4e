// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0x7a1fe575f200ce1du);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0xfb3756b2a06d5d02u);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0xc7a6561361e98910u);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0xf99bdff65dc669d8u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0x70e59a6e3114b8c5u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0xef4628fe09fa64f8u);
}

}  // namespace
