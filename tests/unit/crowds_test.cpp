// Crowds: where their people stand, who they are, where they go; exits and loops.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "demand/crowds.hpp"
#include "engine/world.hpp"
#include "load/scenario_file.hpp"
#include "observe/measures.hpp"

namespace wz {
namespace {

const std::string folder = std::string(WUZHEN_SOURCE_DIR) + "/scenarios/validation/";

struct Lab {
    std::shared_ptr<const Town> town;
    std::shared_ptr<Scenario> scenario;
    std::unique_ptr<World> world;

    explicit Lab(const std::string& name, std::size_t which = 0, std::uint64_t seed = 1) {
        scenario = std::make_shared<Scenario>(load_scenario(folder + name, &town, which));
        scenario->seed = seed;
        world = std::make_unique<World>(town, scenario);
    }
    void step(int ticks, unsigned threads = 1) {
        Team team(threads);
        for (int i = 0; i < ticks; ++i) world->step(team);
    }
};

double least_distance(const std::vector<Vec2>& places) {
    float least = 1e9f;
    for (std::size_t i = 0; i < places.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) least = std::min(least, norm(places[i] - places[j]));
    return static_cast<double>(least);
}

TEST(Crowds, StandWithoutOverlapAsManyAsAsked) {
    const Lab run("fundamental_diagram_2.yaml", 8);  // 6 people/m²
    const CrowdSpec& crowd = run.scenario->experiment.crowds.at(0);
    EXPECT_EQ(crowd.count, 480);
    const auto places = standing_places(*run.town, crowd.area, crowd.count, 1, 7);
    ASSERT_EQ(places.size(), 480u);
    EXPECT_GE(least_distance(places), 0.319);
    std::vector<Vec2> round = places;  // and across the seam
    for (const Vec2 p : places) round.push_back(p + Vec2{40, 0});
    EXPECT_GE(least_distance(round), 0.319);
    EXPECT_EQ(standing_places(*run.town, crowd.area, crowd.count, 1, 7), places) << "drawn from the seed";
    EXPECT_NE(standing_places(*run.town, crowd.area, crowd.count, 2, 7), places);
    EXPECT_LT(standing_places(*run.town, crowd.area, 2000, 1, 7).size(), 2000u) << "no more than there is room for";
}

TEST(Crowds, SpeedsFollowAgeAndSex) {
    EXPECT_NEAR((speed_at_age(30, true) + speed_at_age(30, false)) / 2, 1.52, 0.005);
    EXPECT_NEAR(speed_at_age(30, false) / speed_at_age(30, true), 1.41 / 1.27, 0.01);
    EXPECT_LT(speed_at_age(75, false), speed_at_age(40, true));
}

/// A loop loses nobody, sees everybody once, and comes out the same with any number of threads.
TEST(Crowds, LoopsKeepTheirPeople) {
    Lab one("fundamental_diagram_2.yaml", 1), three("fundamental_diagram_2.yaml", 1);
    Measures measures(*one.world);
    Team team(1);
    for (int i = 0; i < 400; ++i) {
        one.world->step(team);
        measures.after_step(*one.world);
    }
    three.step(400, 3);
    EXPECT_EQ(one.world->state_hash(), three.world->state_hash());
    EXPECT_EQ(one.world->walkers().count(), 80u);
    EXPECT_TRUE(one.world->check().empty());
    for (std::size_t i = 0; i < one.world->walkers().size(); ++i)
        if (one.world->walkers().used(i)) {
            EXPECT_GE(one.world->walkers().x[i], 0.0f);
            EXPECT_LT(one.world->walkers().x[i], 40.0f);
        }
    const Values values = measures.values(*one.world);
    EXPECT_GT(values.at("ring.speed"), 0.8) << "nobody is stopped at the seam";
    EXPECT_NEAR(values.at("line.flow") / 2, values.at("ring.flow"), 0.15) << "flow is density times speed";
}

TEST(Crowds, ACopyContinuesBitForBit) {
    Lab run("counterflow.yaml", 2);
    run.step(static_cast<int>(World::snapshot_every));
    World copy = *run.world;
    Team team(1);
    for (int i = 0; i < 200; ++i) copy.step(team);
    run.step(200);
    EXPECT_EQ(copy.state_hash(), run.world->state_hash());
}

TEST(Crowds, AnExitLetsOutAtItsRate) {
    Lab run("crush.yaml", 1);  // 1.2 people/s
    Measures measures(*run.world);
    Team team(1);
    for (int i = 0; i < 1200; ++i) {
        run.world->step(team);
        measures.after_step(*run.world);
    }
    EXPECT_NEAR(measures.values(*run.world).at("out.flow"), 1.2, 0.05);
    EXPECT_TRUE(run.world->check().empty());
}

TEST(Crowds, EverybodyTakesTheExitHeWasGiven) {
    Lab run("assigned_exits.yaml");
    run.step(600);
    const Census& census = run.world->census();
    int left = 0;
    for (const int n : census.left) left += n;
    EXPECT_EQ(left, 23);
}

std::string refused(const std::string& text) {
    const std::string path = testing::TempDir() + "wuzhen_crowds_test.yaml";
    std::ofstream(path) << "title: t\nmap: " << folder
                        << "corridor_40.geojson\nday: {start: \"00:00\", end: \"00:10\"}\n"
                        << text;
    std::shared_ptr<const Town> town;
    try {
        (void)load_scenario(path, &town);
    } catch (const InputError& e) {
        std::string all;
        for (const Problem& p : e.problems()) all += p.text() + "\n";
        return all;
    }
    return "";
}

TEST(Crowds, MistakesAreNamedWithTheirLine) {
    const auto has = [](const std::string& text, const std::string& part) {
        EXPECT_NE(text.find(part), std::string::npos) << part << " in: " << text;
    };
    const std::string many = refused("crowds: {all: {area: corridor, count: 2000, exits: end}}\n");
    has(many, "yaml:4: 2000 people do not fit");
    has(refused("crowds: {all: {area: corridr, density: 1, exits: ende}}\n"), "did you mean `end`?");
    has(refused("crowds: {all: {area: corridor, count: $people, exits: end}}\n"), "$people is no variable");
    const std::string nothing = refused(
        "crowds: {all: {area: corridor, count: 3, exits: end}}\nmeasures: {m: {kind: crowd}}\n"
        "expect:\n  - {value: n.last_s, at_most: 3, source: s}\n  - {value: m.last_s, source: s}\n");
    has(nothing, "yaml:7: ");
    has(nothing, "yaml:8: nothing is expected of m.last_s");
}

}  // namespace
}  // namespace wz
