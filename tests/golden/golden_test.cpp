// State hashes of the tiny maps after 20 minutes. A change of one is a change of results: say why in the commit.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0xc157b9fd7fa928b3u);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0xd6ad2f7441e97618u);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0xa8f0768c1b9ea14fu);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0xa067eda55c9750f9u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0x0baf4291fc2e4783u);
}

}  // namespace
