// Carts and buses on a grid of streets, with riders at every stop.
#include <benchmark/benchmark.h>

#include "scenes/roads.hpp"

namespace {

using namespace wz;
using namespace wz::scenes;

void grid(benchmark::State& state) {
    RoadTown t;
    const auto roads = add_grid(t, 6, 6, 120);
    const int vehicles = static_cast<int>(state.range(0)) / 2;
    const auto stops = [&](std::initializer_list<std::size_t> on) {
        std::vector<StopId> list;
        for (const std::size_t r : on) list.push_back(t.stop(roads[r], 60, 2));
        return list;
    };
    const IdVector<LineId, CartLineSpec> lines{
        cart_line(t.depot(roads[0], 20), stops({1, 9, 17, 24, 40, 35}), vehicles, 900.0 / vehicles),
        cart_line(t.depot(roads[29], 20), stops({28, 50, 33, 5, 12, 44}), vehicles, 900.0 / vehicles)};
    Shuttle shuttle(t.build(), lines, {}, 1, 0);
    Riders riders(lines, 2, 2.0);
    Tick now = 0;
    const auto step = [&] {
        riders.arrive();
        shuttle.step(now++, riders.waits(), {});
        riders.exchange(shuttle);
    };
    while (now < ticks(1200)) step();
    for (auto _ : state) step();
    state.counters["vehicles"] = static_cast<double>(vehicles * 2);
}
BENCHMARK(grid)->Name("Carts/grid")->Arg(50)->Arg(100);

}  // namespace
