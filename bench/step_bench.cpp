// Whole steps of the concurrent day.
#include <benchmark/benchmark.h>

#include <chrono>
#include <string>

#include "engine/world.hpp"
#include "load/scenario_file.hpp"

namespace {

using namespace wz;

World at_start() {
    std::shared_ptr<const Town> town;
    auto scenario = std::make_shared<Scenario>(
        load_scenario(std::string(WUZHEN_SOURCE_DIR) + "/scenarios/concurrent_day.yaml", &town));
    return {town, scenario};
}

const World& morning() {
    static const World world = [] {
        World w = at_start();
        Team team(1);
        while (w.now() < w.scenario().start + ticks(1500)) w.step(team);
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

std::uint64_t clock_ns() {
    return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch() /
                                      std::chrono::nanoseconds(1));
}

/// One phase of these steps, so that a slowdown names it. Those of less than 2 µs in the morning are left out.
void phase_of_step(benchmark::State& state, Phase phase) {
    World world = morning();
    world.profile().clock_ns = clock_ns;
    const std::uint64_t& spent_ns = world.profile().ns[static_cast<std::size_t>(phase)];
    Team team(1);
    for (auto _ : state) {
        const std::uint64_t before = spent_ns;
        world.step(team);
        state.SetIterationTime(1e-9 * static_cast<double>(spent_ns - before));
    }
}
const bool phases_registered = [] {
    for (const Phase phase : {Phase::neighbours, Phase::strategic, Phase::operational, Phase::right_of_way,
                              Phase::carts, Phase::commit, Phase::interchange})
        benchmark::RegisterBenchmark(
            ("Step/phase:" + std::string(phase_names[static_cast<std::size_t>(phase)])).c_str(), phase_of_step, phase)
            ->Iterations(150)
            ->UseManualTime();
    return true;
}();

void state_hash(benchmark::State& state) {
    const World& world = morning();
    for (auto _ : state) benchmark::DoNotOptimize(world.state_hash());
}
BENCHMARK(state_hash)->Name("Hash/concurrent_morning");

void copy(benchmark::State& state) {
    for (auto _ : state) {
        World world = morning();
        benchmark::DoNotOptimize(world.now());
    }
}
BENCHMARK(copy)->Name("Copy/concurrent_morning")->Unit(benchmark::kMillisecond);

/// One field of travel times to a door over the whole town: what a closure costs for each goal in use.
void routing_field(benchmark::State& state) {
    const World& world = morning();
    const Town& town = world.town();
    LinkTimes times;
    for (const Link& l : town.links)
        times.s.push_back({free_time_s(l, true, world.params()), free_time_s(l, false, world.params())});
    CostFields fields(town, world.params().routing);
    Team team(1);
    for (std::size_t p = 0; p < 100; ++p) (void)fields.field(town, town.places[PlaceId(p)].door, 0);
    const std::vector<char> all(fields.size(), 1);
    for (auto _ : state) fields.update(town, times, all, team);
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * fields.size()));
}
BENCHMARK(routing_field)->Name("Routing/fields_100")->Unit(benchmark::kMillisecond);

/// From 07:00 to 08:00 on two threads, without reading files. `Long/`: not in the short comparison.
void first_hour(benchmark::State& state) {
    for (auto _ : state) {
        state.PauseTiming();
        World world = at_start();
        Team team(2);
        state.ResumeTiming();
        while (world.now() < world.scenario().start + ticks(3600)) world.step(team);
    }
}
BENCHMARK(first_hour)->Name("Long/concurrent_first_hour")->Iterations(1)->Unit(benchmark::kSecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
