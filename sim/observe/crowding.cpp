#include "observe/crowding.hpp"

namespace wz {

LevelOfService PatchCrowding::worst() const {
    for (auto level = levels_of_service - 1; level > 0; --level)
        if (seconds_at[level] > 0) return static_cast<LevelOfService>(level);
    return LevelOfService::a;
}

LevelOfService PatchCrowding::sustained() const {
    for (auto level = levels_of_service - 1; level > 0; --level)
        if (seconds_at_least(static_cast<LevelOfService>(level)) >= 60) return static_cast<LevelOfService>(level);
    return LevelOfService::a;
}

Crowding::Crowding(const World& world, Series& series)
    : patches_(world.town().patches.size()),
      now_(world.town().patches.size()),
      max_column_(series.add_column({"density_max", "1/m²", "crowding", "最高密度", "Highest density anywhere"})),
      e_column_(series.add_column({"patches_at_e", "", "crowding", "E級路段", "Patches at level E"})),
      f_column_(series.add_column({"patches_at_f", "", "crowding", "F級路段", "Patches at level F"})) {}

void Crowding::each_tick(const World& world) {
    for (const Event& e : world.events())
        if (e.type == EventType::turned_back && e.other < patches_.size()) ++patches_[PatchId(e.other)].turned_back;
}

void Crowding::each_second(const World& world, const SurfaceSample& sample) {
    count(world, sample);
    const auto& patches = world.town().patches;
    for (std::size_t i = 0; i < patches.size(); ++i)
        if (now_[PatchId(i)].people > 0) note(PatchId(i), patches[PatchId(i)], world.now());
    ++seconds_in_minute_;
}

void Crowding::count(const World& world, const SurfaceSample& sample) {
    for (Now& now : now_) {
        now.people = now.vx = now.vy = now.v2 = 0;
        now.still = 0;
    }
    const Walkers& walkers = world.walkers();
    const float *vx = walkers.vx.data(), *vy = walkers.vy.data();
    for (std::size_t i = 0; i < walkers.size(); ++i) {
        if (!sample.patch[i].valid()) continue;
        Now& now = now_[sample.patch[i]];
        now.still += walkers.gait[i] != Gait::walk;
        ++now.people, now.vx += vx[i], now.vy += vy[i], now.v2 += vx[i] * vx[i] + vy[i] * vy[i];
    }
}

void Crowding::note(PatchId id, const Patch& patch, Tick at) {
    Now& now = now_[id];
    PatchCrowding& record = patches_[id];
    const auto n = static_cast<double>(now.people);
    const double density = n / measured_area(patch);
    if (density > record.max_density) {
        record.max_density = static_cast<float>(density);
        record.max_at = at;
    }
    now.minute_max = std::max(now.minute_max, density);
    now.minute_people += n;
    record.person_seconds += n;
    record.seconds_above_4 += density > 4;
    const LosScale scale = 2 * now.still > static_cast<int>(now.people) ? LosScale::queueing
                           : patch.stairs                               ? LosScale::stairs
                                                                        : LosScale::walkway;
    const LevelOfService level = level_of_service(density, scale);
    ++record.seconds_at[static_cast<std::size_t>(level)];
    if (level >= LevelOfService::e) note_crowded(now, record, at);
    if (density >= pressure_from && now.people > 1) {
        const double mean2 = (now.vx * now.vx + now.vy * now.vy) / (n * n);
        const double pressure = density * std::max(0.0, now.v2 / n - mean2);
        if (pressure > record.max_pressure) {
            record.max_pressure = static_cast<float>(pressure);
            record.pressure_at = at;
        }
    }
}

void Crowding::note_crowded(Now& now, PatchCrowding& record, Tick at) {
    if (now.stretch_last < 0 || at - now.stretch_last > gap) now.stretch_from = at - ticks_per_second;
    now.stretch_last = at;
    if (at - now.stretch_from > record.crowded_until - record.crowded_from) {
        record.crowded_from = now.stretch_from;
        record.crowded_until = at;
    }
}

void Crowding::each_minute(const World& world, Series& series) {
    double highest = 0;
    int at_e = 0, at_f = 0;
    const auto& patches = world.town().patches;
    for (std::size_t i = 0; i < patches.size(); ++i) {
        Now& now = now_[PatchId(i)];
        PatchCrowding& record = patches_[PatchId(i)];
        const double mean = now.minute_people / std::max(1, seconds_in_minute_) / measured_area(patches[PatchId(i)]);
        record.max_minute_density = std::max(record.max_minute_density, static_cast<float>(mean));
        highest = std::max(highest, now.minute_max);
        const LosScale scale = patches[PatchId(i)].stairs ? LosScale::stairs : LosScale::walkway;
        const LevelOfService level = level_of_service(mean, scale);
        at_e += level == LevelOfService::e;
        at_f += level == LevelOfService::f;
        now.minute_max = now.minute_people = 0;
    }
    seconds_in_minute_ = 0;
    series.set(max_column_, highest);
    series.set(e_column_, at_e);
    series.set(f_column_, at_f);
}

}  // namespace wz
