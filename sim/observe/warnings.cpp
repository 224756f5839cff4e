#include "observe/warnings.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace wz {

namespace {
constexpr WarningRule rules[warnings] = {
    {"watch", "關注", "Watch", 2, 30},
    {"stop_inflow", "停止放行", "Stop the inflow", 3.5, 20},
    {"act", "疏導", "Act", 4, 10},
    {"danger", "危險", "Danger", 6, 3},
    {"pressure", "人群壓力", "Crowd pressure", 0.02, 5},
    {"stop_and_go", "走走停停", "Stop-and-go", 2, 0},
};
constexpr float dense = 1.5f;         // people/m²: from here on people are not free to stop
constexpr float pressed_from = 4.0f;  // people/m²: below it variance is people who overtake or meet each other
constexpr float fewest = 4;           // people of whom a variance is taken
constexpr float stops = 0.15f, goes_on = 0.35f;  // m/s
constexpr Tick pulse_memory = 120 * ticks_per_second;
constexpr float least_ground = 4;  // m²: one person in a corner is no crowd
}  // namespace

const WarningRule& rule_of(Warning w) { return rules[static_cast<std::size_t>(w)]; }

Warnings::Warnings(const World& world, Series& series)
    : origin_(world.town().surface.origin()),
      columns_(static_cast<std::size_t>(world.town().surface.extent().x / field_m) + 1),
      fields_(columns_ * (static_cast<std::size_t>(world.town().surface.extent().y / field_m) + 1)),
      ground_(fields_.size(), -1.0f),
      patches_(world.town().patches.size()),
      now_(world.town().patches.size()),
      watches_(world.town().patches.size()),
      pulses_(world.town().patches.size()) {
    for (std::size_t k = 0; k < warnings; ++k)
        columns_of_[k] =
            series.add_column({std::string("alarms_") + rules[k].id, "", "alarms", std::string("警報：") + rules[k].zh,
                               std::string("Alarms: ") + rules[k].en});
}

Vec2 Warnings::middle_of(std::size_t field) const {
    return {origin_.x + (static_cast<float>(field % columns_) + 0.5f) * field_m,
            origin_.y + (static_cast<float>(field / columns_) + 0.5f) * field_m};
}

float Warnings::find_ground(const Town& town, std::size_t field) const {
    constexpr int samples = 6;  // per side
    const Vec2 corner = middle_of(field) - Vec2{field_m / 2, field_m / 2};
    int inside = 0;
    for (int i = 0; i < samples; ++i)
        for (int j = 0; j < samples; ++j) {
            const Vec2 p =
                corner + Vec2{static_cast<float>(i) + 0.5f, static_cast<float>(j) + 0.5f} * (field_m / samples);
            inside += town.surface.distance(p, 0xff) > 0;
        }
    return std::max(least_ground, field_m * field_m * static_cast<float>(inside) / (samples * samples));
}

/// Fills the fields; tells in which there is anybody.
std::span<const Warnings::Occupied> Warnings::count(const World& world, const SurfaceSample& sample) {
    const Walkers& k = world.walkers();
    const std::size_t walkers = k.size();
    field_of_.resize(walkers);
    occupied_.resize(std::max(occupied_.size(), walkers));
    const float *x = k.x.data(), *y = k.y.data(), *vx = k.vx.data(), *vy = k.vy.data();
    const PatchId* const patch = sample.patch.data();
    const auto columns = static_cast<float>(columns_), none = static_cast<float>(fields_.size());
    const Vec2 origin = origin_;
    int* const field_of = field_of_.data();
    for (std::size_t i = 0; i < walkers; ++i) {  // floats hold whole numbers up to 2^24; who has left is far off
        const int column = static_cast<int>(std::max(0.0f, x[i] - origin.x) / field_m),
                  row = static_cast<int>(std::max(0.0f, y[i] - origin.y) / field_m);
        const float field = static_cast<float>(row) * columns + static_cast<float>(column);
        field_of[i] = static_cast<int>(field < none ? field : none);
    }
    Field* const fields = fields_.data();
    Occupied* const occupied = occupied_.data();
    std::size_t count = 0;
    constexpr std::size_t soon = 16;  // walkers whose fields are asked for while others are counted
    for (std::size_t i = 0; i < walkers; ++i) {
        if (i + soon < walkers) __builtin_prefetch(fields + field_of[i + soon], 1);
        const auto f = static_cast<std::uint32_t>(field_of[i]);
        if (!patch[i].valid() || f == fields_.size()) continue;
        Field& field = fields[f];
        occupied[count] = {f, patch[i]};
        count += field.people == 0 ? 1 : 0;
        field = {field.people + 1, field.vx + vx[i], field.vy + vy[i], field.v2 + (vx[i] * vx[i] + vy[i] * vy[i])};
    }
    return {occupied, count};
}

Warnings::Now& Warnings::now_of(PatchId patch, Tick at) {
    Now& now = now_[patch];
    if (now.at != at) {
        now = {};
        now.at = at;
        busy_.push_back(patch);
    }
    return now;
}

/// The worst of each patch's fields. Empties the fields.
void Warnings::judge_fields(const World& world, std::span<const Occupied> occupied) {
    for (const auto [f, patch] : occupied) {
        const Field field = std::exchange(fields_[f], {});
        if (ground_[f] < 0) ground_[f] = find_ground(world.town(), f);
        const float n = field.people, density = n / ground_[f];
        if (density < dense) continue;
        Now& now = now_of(patch, world.now());
        const Vec2 mean{field.vx / n, field.vy / n};
        now.dense += static_cast<int>(n), now.dense_speed += norm(mean) * n;
        const auto keep = [&](Warning w, float value) {
            Worst& worst = now.worst[static_cast<std::size_t>(w)];
            if (value > worst.value) worst = {value, middle_of(f)};
        };
        for (std::size_t step = 0; step < ladder_steps; ++step) keep(static_cast<Warning>(step), density);
        if (density >= pressed_from && field.people >= fewest)
            keep(Warning::pressure, density * std::max(0.0f, field.v2 / n - norm2(mean)));
    }
}

void Warnings::judge_pulse(PatchId patch, Tick at) {
    Now& now = now_[patch];
    Pulse& pulse = pulses_[patch];
    const float speed = now.dense_speed / static_cast<float>(std::max(1, now.dense));
    if (speed < stops) pulse.stopped = true;
    if (pulse.stopped && speed > goes_on) {
        pulse.stopped = false;
        std::shift_left(pulse.restarts.begin(), pulse.restarts.end(), 1);
        pulse.restarts.back() = at;
    }
    const auto recent = std::ranges::count_if(
        pulse.restarts, [&](Tick restart) { return restart >= 0 && at - restart <= pulse_memory; });
    now.worst[static_cast<std::size_t>(Warning::stop_and_go)] = {
        static_cast<float>(recent), now.worst[static_cast<std::size_t>(Warning::watch)].at};
}

void Warnings::note(PatchId patch, Warning kind, const Worst& worst, Tick at) {
    const auto k = static_cast<std::size_t>(kind);
    if (static_cast<double>(worst.value) <= rules[k].above) return;
    ++patches_[patch].seconds_above[k];
    Watch& watch = watches_[patch][k];
    if (watch.last < 0 || at - watch.last > gap) {
        if (watch.alarm != UINT32_MAX) alarms_[watch.alarm].open = false;
        watch = {at, at, UINT32_MAX};
    }
    watch.last = at;
    if (watch.alarm == UINT32_MAX && at - watch.since >= rules[k].lasting_s * ticks_per_second) {
        watch.alarm = static_cast<std::uint32_t>(alarms_.size());
        alarms_.push_back({patch, kind, watch.since, at, 0, {}, true});
    }
    if (watch.alarm == UINT32_MAX) return;
    Alarm& alarm = alarms_[watch.alarm];
    alarm.until = at;
    if (worst.value > alarm.worst) alarm.worst = worst.value, alarm.at = worst.at;
}

void Warnings::each_second(const World& world, const SurfaceSample& sample) {
    busy_.clear();
    judge_fields(world, count(world, sample));
    std::ranges::sort(busy_);
    for (const PatchId patch : busy_) {
        judge_pulse(patch, world.now());
        const Worst& density = now_[patch].worst[static_cast<std::size_t>(Warning::watch)];
        PatchWarnings& record = patches_[patch];
        if (density.value > record.max_local_density)
            record.max_local_density = density.value, record.max_at = world.now();
        for (std::size_t k = 0; k < warnings; ++k)
            note(patch, static_cast<Warning>(k), now_[patch].worst[k], world.now());
    }
}

void Warnings::each_minute(const World& world, Series& series) {
    std::array<int, warnings> open{};
    for (Alarm& a : alarms_) {
        if (a.open && world.now() - a.until > gap) a.open = false;
        open[static_cast<std::size_t>(a.kind)] += a.open;
    }
    for (std::size_t k = 0; k < warnings; ++k) series.set(columns_of_[k], open[k]);
}

}  // namespace wz
