// Whole steps of the concurrent day.
#include <benchmark/benchmark.h>

#include "engine/world.hpp"
#include "load/scenario_file.hpp"

namespace {

using namespace wz;

const World& morning() {
    static const World world = [] {
        std::shared_ptr<const Town> town;
        auto scenario = std::make_shared<Scenario>(
            load_scenario(std::string(WUZHEN_SOURCE_DIR) + "/scenarios/concurrent_day.yaml", &town));
        World w(town, scenario);
        Team team(1);
        while (w.now() < scenario->start + ticks(1500)) w.step(team);
        return w;
    }();
    return world;
}

void concurrent_morning(benchmark::State& state) {
    World world = morning();
    Team team(1);
    std::int64_t updates = 0;
    for (auto _ : state) {
        world.step(team);
        updates += static_cast<std::int64_t>(world.walkers().count());
    }
    state.counters["updates"] = benchmark::Counter(static_cast<double>(updates), benchmark::Counter::kIsRate);
}
BENCHMARK(concurrent_morning)->Name("Step/concurrent_morning")->Iterations(300);

void state_hash(benchmark::State& state) {
    const World& world = morning();
    for (auto _ : state) benchmark::DoNotOptimize(world.state_hash());
}
BENCHMARK(state_hash)->Name("Hash/concurrent_morning");

}  // namespace

BENCHMARK_MAIN();
