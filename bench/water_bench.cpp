// Boats: 200 hulls under way between banks, the same in pushing jams, and the whole fleet of the concurrent day with
// people waiting at every landing.
#include <benchmark/benchmark.h>

#include "load/scenario_file.hpp"
#include "waterway/hull.hpp"
#include "waterway/waterway.hpp"

namespace {

using namespace wz;
using namespace wz::water;

constexpr double canal_m = 900;

/// Ten canals beside each other, their walls in pieces as short as a map's.
std::shared_ptr<const BankMap> canals() {
    std::vector<Bank> banks;
    for (int c = 0; c < 10; ++c)
        for (const double side : {-4.0, 4.0})
            for (double x = -20; x < canal_m + 20; x += 8)
                banks.push_back({{x, 20.0 * c + side}, {x + 8, 20.0 * c + side}});
    for (int c = 0; c < 10; ++c) banks.push_back({{canal_m + 20, 20.0 * c - 4}, {canal_m + 20, 20.0 * c + 4}});
    return std::make_shared<const BankMap>(std::move(banks));
}

/// Ten boats one behind the other and ten that come towards them in each canal; or all of them against its end.
Hulls two_hundred(bool jammed) {
    Hulls hulls;
    hulls.resize(200);
    for (std::size_t i = 0; i < 200; ++i) {
        const auto canal = static_cast<double>(i / 20), place = static_cast<double>(i % 20);
        const bool back = !jammed && i % 2 == 1;
        hulls.x[i] = static_cast<float>(jammed ? canal_m + 12 - 6.8 * std::floor(place / 2) : 20 + 40 * place);
        hulls.y[i] = static_cast<float>(20 * canal + (i % 2 == 1 ? 1.7 : -1.7));
        hulls.angle[i] = back ? 3.14159265f : 0.0f;
        hulls.vx[i] = back ? -0.9f : 0.9f;
        hulls.afloat[i] = 1;
    }
    return hulls;
}

void hulls(benchmark::State& state) {
    const bool jammed = state.range(0) != 0;
    const WaterwayParams params;
    HullWorld world(canals());
    const Hulls start = two_hundred(jammed);
    std::vector<Oar> oars(start.size());
    for (Oar& oar : oars) oar.thrust = jammed ? params.thrust_max_n : 12.8;
    Hulls now = start;
    Tick tick = 0;
    for (auto _ : state) {
        if (!jammed && tick % 400 == 0) now = start;  // before they come to the end
        if (tick++ % Waterway::rebuild_every == 0) world.rebuild(now, params);
        world.step(now, oars, params);
    }
    state.counters["boats"] = 200;
}
BENCHMARK(hulls)->Name("Boats/hulls")->ArgName("jammed")->Arg(0)->Arg(1);

/// The fleet, 40 minutes after nine o'clock: brought there once, as a benchmark is called several times.
struct Fleet {
    Scenario day;
    Waterway water;
    Tick now;

    void step() {
        std::vector<DockWait> waits;
        for (std::uint32_t s = 0; s < day.boats.services.size(); ++s) {
            const BoatServiceSpec& service = day.boats.services[s];
            if (service.kind == BoatService::refuse || service.kind == BoatService::parade) continue;
            waits.push_back({s, service.from, 50, 4});
            if (service.kind == BoatService::ferry) waits.push_back({s, service.to.front(), 50, 4});
        }
        water.decide(now, waits);
        for (const BoatCall& call : water.calls())
            if (call.alighting)
                water.alight(call.boat);
            else if (call.free_seats > 0)
                water.board(call.boat);
        water.move(now++);
        water.clear_notes();
    }
};

const Fleet& busy_fleet() {
    static const Fleet fleet = [] {
        std::shared_ptr<const Town> town;
        const Scenario day = load_scenario(WUZHEN_SOURCE_DIR "/scenarios/concurrent_day.yaml", &town);
        const Tick start = ticks(9 * 3600.0);
        Fleet f{day, Waterway(town, day.boats, day.params, day.seed, start), start};
        for (int k = 0; k < 24'000; ++k) f.step();
        return f;
    }();
    return fleet;
}

void fleet(benchmark::State& state) {
    Fleet f = busy_fleet();
    for (auto _ : state) f.step();
    state.counters["boats"] = static_cast<double>(f.water.boats());
}
BENCHMARK(fleet)->Name("Boats/concurrent day");

}  // namespace
