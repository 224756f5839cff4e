// Bad input: file, line, what is allowed, all mistakes at once.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "load/map_file.hpp"
#include "loading.hpp"

namespace {

using namespace wz;

std::string written(const std::string& name, const std::string& text) {
    const std::string path = (std::filesystem::temp_directory_path() / ("wuzhen_" + name)).string();
    std::ofstream(path) << text;
    return path;
}

const std::string head = std::string("title: T\nmap: ") + WUZHEN_SOURCE_DIR +
                         "/maps/tiny/corridor.geojson\nday: {start: \"08:00\", end: \"09:00\"}\n";

TEST(Scenario, ReportsAllMistakesWithTheirLines) {
    const auto problems = problems_of(written("many.yaml", head + R"(seeed: 3
passes:
  ticket: {name_zh: 門票, name_en: Ticket}
populations:
  people:
    name_zh: 人
    name_en: People
    kind: visitor
    count: -3
    pass: tickett
    entries: {westt: 1}
    arrivals: {"08:00": 1, "08:30": 0}
parameters: {pedestrian.reach_m: 99}
)"));
    ASSERT_EQ(problems.size(), 5u);
    int lines[5] = {4, 12, 13, 14, 16};
    for (const int line : lines) {
        bool found = false;
        for (const Problem& p : problems) found = found || p.where.line == line;
        EXPECT_TRUE(found) << "no mistake reported for line " << line;
    }
    for (const Problem& p : problems) EXPECT_FALSE(p.allowed.empty()) << p.text();
}

TEST(Scenario, RefusesWhatIsNoScenario) {
    EXPECT_FALSE(problems_of("/nonexistent.yaml").empty());
    EXPECT_FALSE(problems_of(std::filesystem::temp_directory_path().string()).empty());
    EXPECT_FALSE(problems_of(written("empty.yaml", "")).empty());
    EXPECT_FALSE(problems_of(written("binary.yaml", std::string("\x7f\x45\x4c\x46\x00\xff\xfe", 7))).empty());
    EXPECT_FALSE(problems_of(written("broken.yaml", "title: [\n")).empty());
}

TEST(Scenario, ImpossibleTimes) {
    const auto problems =
        problems_of(written("times.yaml", "title: T\nmap: x.geojson\nday: {start: \"10:00\", end: \"09:00\"}\n"));
    bool found = false;
    for (const Problem& p : problems) found = found || p.where.line == 3;
    EXPECT_TRUE(found);
}

TEST(Map, RefusesAnUndeclaredDatum) {
    std::ifstream in(std::string(WUZHEN_SOURCE_DIR) + "/maps/tiny/corridor.geojson");
    std::string text((std::istreambuf_iterator<char>(in)), {});
    text.replace(text.find("WGS84"), 5, "BD-09");
    try {
        load_map(written("datum.geojson", text));
        FAIL() << "a BD-09 map was accepted";
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find("datum"), std::string::npos);
    }
}

TEST(Map, EveryTinyMapAndWuzhenLoad) {
    for (const char* name : {"corridor", "bottleneck", "crossing", "one_bridge", "one_gate"})
        EXPECT_NO_THROW(build_town(load_map(std::string(WUZHEN_SOURCE_DIR) + "/maps/tiny/" + name + ".geojson")))
            << name;
    const auto town = build_town(load_map(std::string(WUZHEN_SOURCE_DIR) + "/maps/wuzhen.geojson"));
    EXPECT_EQ(town->gates.size(), 10u);
    EXPECT_GT(town->surface.walkable_m2(), 60000);
}

}  // namespace
