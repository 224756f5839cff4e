// State hashes of the tiny maps after 20 minutes. A change of one is a change of results: say why in the commit.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0x1758a6ee664e38bdu);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0x17f444aff9953362u);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x77fea24448a5bb94u);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0x32a9e46a859e5466u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0x75024e2e1172fc1bu);
}

}  // namespace
