// State hashes. A change of one is a change of results: say why in the commit. The same in Debug, Release and with
// sanitizers.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0x38fe619f03cf679fu);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0xcce09cabe34ed0fbu);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0xf0dc18ea248bfd3eu);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0x33a6bed05c104d55u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0xed62e12f7a8fe12cu);
}

/// With boats, carts and the first delegates. Not with sanitizers, where the tiny maps show the same in seconds.
TEST(Golden, FirstHourOfTheConcurrentDay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP();
#endif
    EXPECT_EQ(hash_after("concurrent_day.yaml", 2, 3600), 0xf82967c226cf64a2u);
}

}  // namespace
