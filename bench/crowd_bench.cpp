// Steps of the crowd alone: streets by density, squares by size, a town. Counters: agent updates per second.
// The workloads W1–W4 are those on which the peers were measured (README, "Speed").
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "scenes/crowd_lab.hpp"

namespace {

using namespace wz;
using namespace wz::scenes;

void run(benchmark::State& state, CrowdLab& lab, int warm_up_steps) {
    for (int i = 0; i < warm_up_steps; ++i) lab.step();
    Hasher hasher;  // before the timed steps, whose number depends on the machine
    lab.walkers.add_to_hash(hasher);
    state.SetLabel(fmt::format("hash {:016x}", hasher.value()));
    const auto people = static_cast<std::int64_t>(lab.walkers.count());
    std::int64_t updates = 0;
    for (auto _ : state) {
        lab.step();
        updates += people;
    }
    state.counters["updates"] = benchmark::Counter(static_cast<double>(updates), benchmark::Counter::kIsRate);
    state.counters["steps"] = benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    state.counters["peak_MB"] = static_cast<double>(used.ru_maxrss) / 1024;
}

std::function<float()> peers_speeds() { return free_speeds(1.34, 0.26, 0.8, 2, 1); }

/// W1: corridor of 100 × 10 m, 1000 people one way, with the seam seen across.
void corridor(benchmark::State& state) {
    CrowdLab lab(LabMap().street({{-80, 0}, {180, 0}}, 10).build());
    lab.fill(1000, {0, -5}, {100, 5}, lab.goal({179, 0}), peers_speeds(), 0.45f);
    lab.wrap(0, 100);
    run(state, lab, 100);
}
BENCHMARK(corridor)->Name("Crowd/W1_corridor");

/// W2: street of 200 × 4 m, half of the people each way; the argument is tenths of people per m².
void street(benchmark::State& state) {
    CrowdLab lab(LabMap().street({{-80, 0}, {280, 0}}, 4).build());
    const auto half = static_cast<int>(state.range(0) * 40);
    const auto speeds = peers_speeds();
    lab.fill(half, {0, -2}, {200, 2}, lab.goal({279, 0}), speeds, 0.45f);
    lab.fill(half, {0, -2}, {200, 2}, lab.goal({-79, 0}), speeds, 0.45f);
    lab.wrap(0, 200);
    run(state, lab, 100);
}
BENCHMARK(street)->Name("Crowd/W2_street")->Arg(1)->Arg(5)->Arg(15)->Arg(30);

/// W3: open square with 0.5 people per m², everybody from place to place.
void square(benchmark::State& state) {
    const double side = std::sqrt(static_cast<double>(state.range(0)) / 0.5);
    const auto s = static_cast<float>(side);
    CrowdLab lab(LabMap().square({{0, 0}, {side, 0}, {side, side}, {0, side}}).street({{1, 1}, {2, 2}}, 1).build(),
                 static_cast<unsigned>(state.range(1)));
    Draws draws(1, Stream::wander, 0, 0);
    const FieldId field = lab.goal({s / 2, s / 2});
    const auto elsewhere = [&](std::uint32_t i) {
        lab.walkers.goal_x[i] = 1 + (s - 2) * static_cast<float>(draws.uniform());
        lab.walkers.goal_y[i] = 1 + (s - 2) * static_cast<float>(draws.uniform());
    };
    const int across = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(state.range(0)))));
    const float spacing = s / static_cast<float>(across);
    const auto speeds = peers_speeds();
    for (int i = 0; i < state.range(0); ++i) {
        const auto jitter = [&] { return 0.45f * (static_cast<float>(draws.uniform()) - 0.5f); };
        elsewhere(lab.add({(static_cast<float>(i % across) + 0.5f) * spacing + jitter(),
                           (static_cast<float>(i / across) + 0.5f) * spacing + jitter()},
                          field, speeds()));
    }
    lab.arrived = elsewhere;
    for (std::uint32_t i = 0; i < lab.walkers.size(); ++i) lab.walkers.link[i] = lab.link_of(field);
    run(state, lab, 20);
}
BENCHMARK(square)->Name("Crowd/W3_square/people/threads")->Args({1000, 1})->Args({10000, 1})->UseRealTime();
BENCHMARK(square)->Name("Long/Crowd/W3_square/people/threads")->Args({50000, 1})->Args({50000, 2})->UseRealTime();

/// The scale table: wuzhen_bench --benchmark_filter=Scale. As many steps with one thread as with two: with time the
/// crowd clusters, and a step takes longer.
[[maybe_unused]] const bool has_scale = [] {
    for (const std::int64_t people : {1000, 10000, 100000, 1000000})
        for (const int threads : {1, 2})
            benchmark::RegisterBenchmark("Long/Scale/people/threads", square)
                ->Args({people, threads})
                ->Iterations(std::clamp<std::int64_t>(10'000'000 / people, 30, 5000))
                ->UseRealTime();
    return true;
}();

/// W4: a town of 12 × 9 crossings; from crossing to crossing by routes of one's own.
void town(benchmark::State& state) {
    constexpr int columns = 12, rows = 9;
    constexpr double dx = 1000.0 / 11, dy = 75;
    LabMap map;
    for (int j = 0; j < rows; ++j) map.street({{0, j * dy}, {dx * (columns - 1), j * dy}}, 3 + j % 4);
    for (int i = 0; i < columns; ++i) map.street({{i * dx, 0}, {i * dx, dy * (rows - 1)}}, 3 + i % 4);
    CrowdLab lab(map.build(), static_cast<unsigned>(state.range(1)));
    std::vector<FieldId> goals;
    for (int j = 0; j < rows; ++j)
        for (int i = 0; i < columns; ++i) goals.push_back(lab.goal(to_float(Vec2d{i * dx, j * dy})));
    Draws draws(1, Stream::wander, 0, 0);
    const auto somewhere = [&] { return goals[static_cast<std::size_t>(draws.uniform() * columns * rows)]; };
    const auto speeds = peers_speeds();
    for (int placed = 0; placed < state.range(0);) {
        const Vec2 p{static_cast<float>(draws.uniform() * 1000), static_cast<float>(draws.uniform() * 600)};
        if (lab.town->surface.distance(p, 1) < 0.25f) continue;
        lab.add(p, somewhere(), speeds());
        ++placed;
    }
    lab.arrived = [&](std::uint32_t i) { lab.head_for(i, somewhere()); };
    run(state, lab, 50);
}
BENCHMARK(town)->Name("Crowd/W4_town/people/threads")->Args({10000, 1})->UseRealTime();
BENCHMARK(town)
    ->Name("Long/Crowd/W4_town/people/threads")
    ->Args({10000, 2})
    ->Args({50000, 1})
    ->Args({50000, 2})
    ->UseRealTime();

}  // namespace
