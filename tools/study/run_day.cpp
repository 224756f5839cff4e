#include "study/run_day.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "observe/observation.hpp"
#include "observe/wording.hpp"
#include "study/measure.hpp"

namespace study {

namespace {

/// Turns the running totals of the patches into hours of the clock, by street.
class HourBook {
public:
    HourBook(const wz::World& world, Outcome& outcome) : town_(world.town()), outcome_(outcome) {
        before_.resize(town_.patches.size());
    }
    void close(const wz::Results& results, wz::Tick now) {
        const int hour = static_cast<int>((now - 1) / wz::ticks(3600));
        std::map<std::string, PlaceHour> by_place;
        for (std::size_t i = 0; i < results.patches.size(); ++i) {
            const wz::PatchCrowding& c = results.patches[wz::PatchId(i)];
            const Seen seen{c.person_seconds, c.seconds_at_least(wz::LevelOfService::e)};
            const std::string& id = town_.patches[wz::PatchId(i)].name.id;
            PlaceHour& p = by_place.try_emplace(id, PlaceHour{id, hour, 0, 0}).first->second;
            p.people += (seen.person_seconds - before_[i].person_seconds) / 3600;
            p.ef_min = std::max(p.ef_min, (seen.ef_s - before_[i].ef_s) / 60.0);
            before_[i] = seen;
        }
        for (auto& [id, p] : by_place)
            if (p.people > 0) outcome_.places.push_back(std::move(p));
    }

private:
    struct Seen {
        double person_seconds = 0;
        std::uint32_t ef_s = 0;
    };
    const wz::Town& town_;
    Outcome& outcome_;
    std::vector<Seen> before_;
};

void keep_measures(const Study& study, const wz::Results& results, Outcome& outcome) {
    std::vector<std::string> names = study.measures.empty() ? headline_measures() : study.measures;
    const auto also = [&](const std::string& name) {
        if (!name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(name);
    };
    for (const Criterion& c : study.criteria) also(c.measure);
    if (study.capacity) also("people.planned"), also("people.peak_on_site");
    for (const std::string& name : study.stop_on) also(name);
    if (study.deconflict) also(study.deconflict->minimise);
    for (const std::string& name : names)
        if (const auto m = measure(results, name))
            outcome.measures.push_back({name, m->value, m->element, m->at < 0 ? -1 : wz::seconds(m->at)});
}

void keep_series(const Study& study, const wz::Series& series, Outcome& outcome) {
    for (std::size_t c = 0; c < series.columns().size(); ++c) {
        const std::string& name = series.columns()[c].name;
        if (std::ranges::find(study.series, name) == study.series.end()) continue;
        for (std::size_t row = 0; row < series.rows(); ++row)
            outcome.series.push_back({name, series.time(row) / wz::ticks(60), series.cell(row, c)});
    }
}

void keep_waits(const wz::Results& results, Outcome& outcome) {
    for (const wz::WaitResult& w : results.waits)
        for (std::size_t m = 0; m < w.by_minute.size(); ++m)
            if (w.by_minute[m] > 0)
                outcome.waits.push_back({std::string(wz::word(w.kind)), w.id, static_cast<int>(m), w.by_minute[m]});
}

}  // namespace

wz::Results first_look(const ReadyDay& day) {
    const wz::World world(day.town, day.scenario);
    return wz::Observation(world).results(world);
}

Outcome run_day(const Study& study, const ReadyDay& day) {
    const auto began = std::chrono::steady_clock::now();
    Outcome outcome;
    outcome.seed = day.scenario->seed;
    wz::Team alone(1);
    wz::World world(day.town, day.scenario);
    wz::Observation observation(world);
    HourBook hours(world, outcome);
    while (world.now() < day.until && !outcome.failed) {
        world.step(alone);
        observation.after_step(world, alone);
        const bool last = world.now() == day.until;
        if (study.places_by_hour && (last || world.now() % wz::ticks(3600) == 0))
            hours.close(observation.results(world), world.now());
        if (!study.check || (!last && world.now() % wz::ticks(60) != 0)) continue;
        if (const auto broken = world.check(); !broken.empty()) {
            outcome.failed = true;
            outcome.reason =
                fmt::format("a rule of the engine is broken at {}: {}", wz::clock_text(world.now()), broken.front());
        }
    }
    const wz::Results results = observation.results(world);
    if (!outcome.failed) {
        keep_measures(study, results, outcome);
        keep_series(study, results.series, outcome);
        keep_waits(results, outcome);
    } else {
        outcome.places.clear();
    }
    outcome.hash = results.hash;
    outcome.simulated_s = wz::seconds(world.now() - day.scenario->start);
    outcome.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return outcome;
}

}  // namespace study
