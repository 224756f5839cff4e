// State hashes of the tiny maps after 20 minutes. A change of one is a change of results: say why in the commit.
#include <gtest/gtest.h>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Golden, TinyMaps) {
    EXPECT_EQ(hash_after("tiny/corridor.yaml", 2, 1200), 0x7da103214f95faceu);
    EXPECT_EQ(hash_after("tiny/bottleneck.yaml", 2, 1200), 0xfd5742b45b4f0c9au);
    EXPECT_EQ(hash_after("tiny/crossing.yaml", 2, 1200), 0x354985e2a9efe369u);
    EXPECT_EQ(hash_after("tiny/one_bridge.yaml", 2, 1200), 0x42b49f4127741402u);
    EXPECT_EQ(hash_after("tiny/one_gate.yaml", 2, 1200), 0x7e3bf522a28a0067u);
}

}  // namespace
