// State hashes of the tiny maps after 20 minutes. A change of one is a change of results: say why in the commit.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0xd9b6667e27b86d17u);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0x4fddc36d5608f3dbu);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x55f19e00859ccc2fu);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0x7116c5f2f764190eu);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0x3b3d4e9151f0f604u);
}

}  // namespace
