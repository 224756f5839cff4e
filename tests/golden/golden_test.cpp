// State hashes of the tiny maps after 20 minutes. A change of one is a change of results: say why in the commit.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0x9f6faf87b082c4f5u);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0x049c1c0c450e4648u);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0xcd0f24a86d2aff37u);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0xbe878b0acb37b6afu);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0xc4a0a5848dc88b31u);
}

}  // namespace
