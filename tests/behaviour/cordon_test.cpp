// Zones, passes and cordons: who gets in, who gets out, and whether the linter knew.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "load/lint.hpp"
#include "observe/observation.hpp"
#include "run_hash.hpp"

namespace wz {
namespace {

using namespace test;

/// People of a population on the surface within the zone.
int within(const World& world, std::string_view population, std::string_view zone) {
    const Walkers& w = world.walkers();
    const int bit = world.town().zones[world.town().find_zone(zone)].access_bit;
    int n = 0;
    for (std::size_t i = 0; i < w.size(); ++i)
        n += w.used(i) && world.scenario().populations[world.population_of(w.person[i])].id == population &&
             (world.town().links[w.link[i]].access_zones & (1u << bit)) != 0;
    return n;
}

int inside(const World& world, std::string_view population, PlaceId place) {
    int n = 0;
    for (std::size_t p = 0; p < world.people().size(); ++p)
        n += world.people().doing[p] == Doing::inside && world.people().spot[p] == Spot{SpotKind::place, place.value} &&
             world.scenario().populations[world.population_of(PersonId(p))].id == population;
    return n;
}

struct Day {
    Results results;
    std::set<std::pair<std::string, std::string>> stranded;  // population, place
    std::vector<std::string> broken;
    std::uint64_t hash = 0;
};

Day day_of(World& world) {
    Observation observation(world);
    Team team(1);
    Day day;
    while (world.now() < world.scenario().end) {
        world.step(team);
        observation.after_step(world, team);
        for (const Event& e : world.events()) {
            if (e.type != EventType::stranded) continue;
            const PopulationId p = world.plans()[e.subject].population;
            day.stranded.emplace(world.scenario().populations[p].id,
                                 world.town().places[PlaceId(std::size_t{e.place})].name.id);
        }
        if (world.now() % ticks(10) == 0 && day.broken.empty()) day.broken = world.check();
    }
    day.results = observation.results(world);
    for (const std::string& b : observation.check()) day.broken.push_back(b);
    day.hash = world.state_hash();
    return day;
}

std::vector<Stranding> linted(const std::string& scenario) {
    std::shared_ptr<const Town> town;
    const Scenario s = load_scenario(std::string(WUZHEN_SOURCE_DIR) + "/scenarios/" + scenario, &town);
    return lint(s, *town);
}

TEST(Cordon, PeopleInsideComeOutNobodyEntersAndTheyComeBack) {
    World world = world_of("library/cordon.yaml");
    const Tick closes = parse_clock("09:20"), opens = parse_clock("09:35");
    const PlaceId shop = world.town().find_place("shop"), hall = world.town().find_place("hall");
    run(world, 1, seconds(closes - world.now()));
    EXPECT_GT(within(world, "visitors", "precinct") + inside(world, "visitors", shop), 10);
    EXPECT_EQ(inside(world, "delegates", hall), 60);
    run(world, 1, 180);
    EXPECT_EQ(inside(world, "visitors", shop), 0);
    EXPECT_EQ(within(world, "visitors", "precinct"), 0);
    int round = 0;  // they go round it meanwhile
    const Walkers& w = world.walkers();
    for (int minute = 0; minute < 10; ++minute) {
        run(world, 1, 60);
        EXPECT_EQ(within(world, "visitors", "precinct"), 0) << minute;
        for (std::size_t i = 0; i < w.size(); ++i) round += w.used(i) && w.y[i] > 20;
    }
    EXPECT_GT(round, 5);
    EXPECT_EQ(inside(world, "delegates", hall), 60);
    run(world, 1, seconds(opens - world.now()) + 300);
    EXPECT_GT(within(world, "visitors", "precinct") + inside(world, "visitors", shop), 10);
}

TEST(Cordon, NoEntryWithoutThePassAndEverybodyGoesHome) {
    World world = world_of("library/cordon.yaml");
    const Day day = day_of(world);
    EXPECT_EQ(day.broken, std::vector<std::string>{});
    EXPECT_EQ(day.results.trespass.entries, 0);
    EXPECT_GT(day.results.trespass.caught, 10);
    EXPECT_LT(day.results.trespass.longest_exit_s, 180);
    EXPECT_EQ(day.results.sum(&PopulationResult::on_site), 0);
    EXPECT_TRUE(day.stranded.empty());
    EXPECT_TRUE(std::ranges::none_of(linted("library/cordon.yaml"), &Stranding::error));
}

TEST(Cordon, LiftedAsIfItHadNotBeen) {
    World with = world_of("library/cordon.yaml");
    CommandSpec lift;
    lift.kind = CommandKind::lift_cordon;
    lift.target = "precinct";
    run(with, 1, seconds(parse_clock("09:21") - with.now()));
    ASSERT_EQ(with.cordons().size(), 1u);
    with.submit(lift);
    run(with, 1, 0.1);
    EXPECT_TRUE(with.cordons().empty());
    EXPECT_EQ(with.forbidden(PassId(0)) | with.forbidden(PassId(1)), 0u);
}

TEST(Cordon, TheLinterNamesWhoIsStranded) {
    const std::vector<Stranding> named = linted("library/stranded.yaml");
    World world = world_of("library/stranded.yaml");
    std::set<std::pair<std::string, std::string>> errors;
    for (const Stranding& s : named)
        if (s.error) errors.emplace(world.scenario().populations[s.population].id, s.name.id);
    const std::set<std::pair<std::string, std::string>> planted{{"press_tour", "hall"}};
    EXPECT_EQ(errors, planted);
    const Day day = day_of(world);
    EXPECT_EQ(day.stranded, planted);
    EXPECT_EQ(day.broken, std::vector<std::string>{});
    EXPECT_EQ(day.results.sum(&PopulationResult::on_site), 0);
}

TEST(Cordon, LinterKnowsTheHours) {
    std::shared_ptr<const Town> town;
    Scenario s = load_scenario(std::string(WUZHEN_SOURCE_DIR) + "/scenarios/library/cordon.yaml", &town);
    EXPECT_TRUE(lint(s, *town).empty());  // visitors have other shops meanwhile
    s.commands.front().pass = "badge";    // the hall in the middle of the talk
    auto found = lint(s, *town);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_FALSE(found[0].error);
    EXPECT_EQ(found[0].from, parse_clock("09:20"));
    EXPECT_EQ(found[0].to, parse_clock("09:35"));
    s.commands.front().at = parse_clock("08:30");  // from before its doors until after its beginning
    found = lint(s, *town);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_TRUE(found[0].error);
    EXPECT_NE(found[0].text.find("delegates cannot go to talk: precinct is closed to the pass badge"),
              std::string::npos)
        << found[0].text;
}

TEST(Cordon, SameHashForAnyNumberOfThreads) {
    World one = world_of("library/cordon.yaml"), three = world_of("library/cordon.yaml");
    const double until = seconds(parse_clock("09:24") - one.now());
    run(one, 1, until), run(three, 3, until);
    EXPECT_EQ(one.state_hash(), three.state_hash());
}

}  // namespace
}  // namespace wz
