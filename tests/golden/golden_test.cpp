// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0xd62648ec8c3789dfu);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0x9e19215b35957e7bu);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x257d9015a907fe63u);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0xeef3faa5d25b7be4u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0xb03c64bfe98679c7u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0xed07eab9d38a3d2bu);
}

}  // namespace
