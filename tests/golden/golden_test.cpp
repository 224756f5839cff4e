// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0x7b0a67a6cd1299c8u);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0xd06e5a9223f56831u);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x50575cf33a192063u);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0x56ef245a960a9b5eu);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0x12b33f85f84aeec2u);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0xbeaf6e1ebb1fa1b8u);
}

}  // namespace
