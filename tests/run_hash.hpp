// Runs of scenarios for tests.
#pragma once

#include "engine/world.hpp"
#include "load/scenario_file.hpp"

namespace wz::test {

inline World world_of(const std::string& scenario, std::uint64_t seed = 0) {
    std::shared_ptr<const Town> town;
    auto s =
        std::make_shared<Scenario>(load_scenario(std::string(WUZHEN_SOURCE_DIR) + "/scenarios/" + scenario, &town));
    if (seed != 0) s->seed = seed;
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
