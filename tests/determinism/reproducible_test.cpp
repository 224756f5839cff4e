#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "run_hash.hpp"

namespace {

using namespace wz;
using namespace wz::test;

TEST(Threads, SameHashOnTinyMapsAgainAndAgain) {
    for (const char* name : {"tiny/corridor.yaml", "tiny/one_bridge.yaml", "tiny/one_gate.yaml"}) {
        const std::uint64_t expected = hash_after(name, 1, 900);
        for (int repeat = 0; repeat < 3; ++repeat)
            for (const unsigned threads : {2u, 3u, 7u})
                EXPECT_EQ(hash_after(name, threads, 900), expected) << name << ", " << threads << " threads";
    }
}

TEST(Threads, SameHashOnTheConcurrentDay) {
    const std::uint64_t expected = hash_after("concurrent_day.yaml", 1, 1500);
    for (const unsigned threads : {2u, 3u, 7u})
        EXPECT_EQ(hash_after("concurrent_day.yaml", threads, 1500), expected) << threads << " threads";
}

TEST(Seed, AnotherSeedIsAnotherDay) {
    World a = world_of("tiny/corridor.yaml"), b = world_of("tiny/corridor.yaml", 2);
    run(a, 1, 300), run(b, 1, 300);
    EXPECT_NE(a.state_hash(), b.state_hash());
}

TEST(Copy, ContinuesBitForBit) {
    World whole = world_of("concurrent_day.yaml");
    run(whole, 2, 600);
    World copy = whole;
    run(whole, 2, 300);
    run(copy, 1, 300);
    EXPECT_EQ(copy.state_hash(), whole.state_hash());
}

/// Features of the map in reverse, populations of the scenario in reverse: ids are names, not positions.
TEST(Order, OfInputListsDoesNotMatter) {
    const std::string source = WUZHEN_SOURCE_DIR;
    const auto folder = std::filesystem::temp_directory_path() / "wuzhen_order";
    std::filesystem::create_directories(folder);
    std::ifstream map_in(source + "/maps/tiny/crossing.geojson");
    const std::string map((std::istreambuf_iterator<char>(map_in)), {});
    const std::string mark = "  {\n   \"type\": \"Feature\"";
    std::vector<std::string> features;
    const std::size_t first = map.find(mark), last = map.rfind("\n ]\n}");
    for (std::size_t at = first; at != std::string::npos;) {
        const std::size_t next = map.find(mark, at + 1);
        std::string f = map.substr(at, (next == std::string::npos ? last : next) - at);
        while (!f.empty() && (f.back() == '\n' || f.back() == ',' || f.back() == ' ')) f.pop_back();
        features.push_back(f);
        at = next;
    }
    ASSERT_GT(features.size(), 4u);
    std::ranges::reverse(features);
    std::string shuffled = map.substr(0, first);
    for (std::size_t i = 0; i < features.size(); ++i) shuffled += features[i] + (i + 1 < features.size() ? ",\n" : "");
    std::ofstream(folder / "crossing.geojson") << shuffled << map.substr(last);
    std::ifstream day_in(source + "/scenarios/tiny/crossing.yaml");
    std::string day((std::istreambuf_iterator<char>(day_in)), {});
    day.replace(day.find("../../maps/tiny/"), 16, "");
    const std::size_t a = day.find("  a:"), b = day.find("  b:");
    ASSERT_LT(a, b);
    std::ofstream(folder / "crossing.yaml") << day.substr(0, a) << day.substr(b) << day.substr(a, b - a);
    std::shared_ptr<const Town> town;
    auto scenario = std::make_shared<Scenario>(load_scenario((folder / "crossing.yaml").string(), &town));
    World other(town, scenario);
    run(other, 1, 900);
    EXPECT_EQ(other.state_hash(), hash_after("tiny/crossing.yaml", 1, 900));
}

}  // namespace
