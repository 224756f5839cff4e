// Runs of scenarios for tests.
#pragma once

#include "engine/world.hpp"
#include "load/scenario_file.hpp"

namespace wz::test {

/// `one_in`: so many of its people come.
inline World world_of(const std::string& scenario, std::uint64_t seed = 0, int one_in = 1) {
    std::shared_ptr<const Town> town;
    auto s =
        std::make_shared<Scenario>(load_scenario(std::string(WUZHEN_SOURCE_DIR) + "/scenarios/" + scenario, &town));
    if (seed != 0) s->seed = seed;
    for (PopulationSpec& p : s->populations) p.count = (p.count + one_in - 1) / one_in;
    return World(town, s);
}

inline void run(World& world, unsigned threads, double for_s) {
    Team team(threads);
    for (Tick end = world.now() + ticks(for_s); world.now() < end;) world.step(team);
}

/// Hash after some time.
inline std::uint64_t hash_after(const std::string& scenario, unsigned threads, double for_s) {
    World world = world_of(scenario);
    run(world, threads, for_s);
    return world.state_hash();
}

}  // namespace wz::test
