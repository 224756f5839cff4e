// Deterministic mutations of a map and a scenario: the loaders answer with InputError or success, and nothing else.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "base/random.hpp"
#include "load/map_file.hpp"
#include "load/scenario_file.hpp"

namespace {

using namespace wz;

std::string read(const std::string& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string mutated(std::string text, Draws& draw) {
    const std::uint32_t changes = 1 + draw.below(4);
    for (std::uint32_t i = 0; i < changes && !text.empty(); ++i) {
        const std::size_t at = draw.below(static_cast<std::uint32_t>(text.size()));
        switch (draw.below(5)) {
            case 0:
                text[at] = static_cast<char>(draw.below(256));
                break;
            case 1:
                text.resize(at);
                break;
            case 2:
                text.erase(at, draw.below(20));
                break;
            case 3:
                text.insert(at, std::string(draw.below(40), "[{\"-9:e,"[draw.below(8)]));
                break;
            default:
                text.insert(at, text.substr(at / 2, draw.below(60)));
                break;
        }
    }
    return text;
}

template <class Load>
int fuzz(const std::string& original, const std::string& name, Load&& load) {
    const auto path = (std::filesystem::temp_directory_path() / name).string();
    const std::string text = read(original);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(4);
    int runs = 0, refused = 0;
    Draws draw(1, Stream::shuffle_test, 1);
    for (; runs < 1500 && std::chrono::steady_clock::now() < until; ++runs) {
        std::ofstream(path, std::ios::binary) << mutated(text, draw);
        try {
            load(path);
        } catch (const InputError&) {
            ++refused;
        }
    }
    EXPECT_GT(refused, runs / 4);  // most mutations are noticed
    return runs;
}

TEST(Fuzz, Maps) {
    EXPECT_GT(fuzz(std::string(WUZHEN_SOURCE_DIR) + "/maps/tiny/one_gate.geojson", "wuzhen_fuzz.geojson",
                   [](const std::string& path) { build_town(load_map(path)); }),
              20);
}

TEST(Fuzz, Scenarios) {
    const std::string folder = std::string(WUZHEN_SOURCE_DIR) + "/scenarios/tiny/";
    const auto path = (std::filesystem::temp_directory_path() / "wuzhen_fuzz_base.yaml").string();
    std::string text = read(folder + "one_gate.yaml");
    text.replace(text.find("../../maps"), 10, std::string(WUZHEN_SOURCE_DIR) + "/maps");
    std::ofstream(path) << text;
    EXPECT_GT(fuzz(path, "wuzhen_fuzz.yaml",
                   [](const std::string& p) {
                       std::shared_ptr<const Town> town;
                       load_scenario(p, &town);
                   }),
              20);
}

}  // namespace
