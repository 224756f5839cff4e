// Density and level of service per patch, sampled once a second. Constant memory per patch.
#pragma once

#include <array>
#include <cstdint>

#include "observe/level_of_service.hpp"
#include "observe/observer.hpp"

namespace wz {

/// What one patch went through, as far as seen.
struct PatchCrowding {
    float max_density = 0;  // people/m², highest of all seconds
    Tick max_at = 0;
    float max_minute_density = 0;                               // highest mean of a minute
    std::array<std::uint32_t, levels_of_service> seconds_at{};  // with at least one person there
    std::uint32_t seconds_above_4 = 0;                          // at more than 4 people/m²
    double person_seconds = 0;
    float max_pressure = 0;  // density × variance of velocity, s⁻², where density is at least `pressure_from`
    Tick pressure_at = 0;
    int turned_back = 0;  // groups that stood in the crowd until they gave up and went elsewhere
    // Longest stretch at level E or F; gaps of up to a minute do not end it.
    Tick crowded_from = 0;
    Tick crowded_until = 0;

    [[nodiscard]] std::uint32_t seconds_at_least(LevelOfService level) const {
        std::uint32_t sum = 0;
        for (auto i = static_cast<std::size_t>(level); i < levels_of_service; ++i) sum += seconds_at[i];
        return sum;
    }
    /// Seconds with at least one person.
    [[nodiscard]] std::uint32_t busy_s() const { return seconds_at_least(LevelOfService::a); }
    /// People/m² over the seconds with anybody there.
    [[nodiscard]] double mean_busy_density(double area_m2) const {
        return busy_s() > 0 ? person_seconds / busy_s() / area_m2 : 0;
    }
    /// Worst of all seconds.
    [[nodiscard]] LevelOfService worst() const;
    /// Worst level that was reached or exceeded for a minute in all: one clot of people does not condemn a street.
    [[nodiscard]] LevelOfService sustained() const;
};

class Crowding : public Observer {
public:
    static constexpr double least_area_m2 = 4;  // smaller patches count as this: one person is no crowd
    static constexpr double pressure_from = 2;  // people/m²; below it variance is people overtaking each other
    static constexpr Tick gap = ticks(60);

    Crowding(const World& world, Series& series);
    void each_tick(const World& world) override;
    void each_second(const World& world, const SurfaceSample& sample) override;
    void each_minute(const World& world, Series& series) override;

    [[nodiscard]] const IdVector<PatchId, PatchCrowding>& patches() const { return patches_; }
    [[nodiscard]] static double measured_area(const Patch& patch) {
        return patch.area_m2 > least_area_m2 ? patch.area_m2 : least_area_m2;
    }
    /// Highest density of a patch in the minute that runs, people/m².
    [[nodiscard]] double minute_max(PatchId patch) const { return now_[patch].minute_max; }

private:
    struct alignas(16) Now {  // this second, and what this minute has seen of it
        float people = 0, vx = 0, vy = 0, v2 = 0;
        int still = 0;  // standing or pressing
        double minute_people = 0;
        double minute_max = 0;
        Tick stretch_from = -1, stretch_last = -1;
    };
    void count(const World& world, const SurfaceSample& sample);
    void note(PatchId id, const Patch& patch, Tick at);
    void note_crowded(Now& now, PatchCrowding& record, Tick at);

    IdVector<PatchId, PatchCrowding> patches_;
    IdVector<PatchId, Now> now_;
    int seconds_in_minute_ = 0;
    std::size_t max_column_, e_column_, f_column_;
};

}  // namespace wz
