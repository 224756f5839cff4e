// Early warning: local density, crowd pressure and stop-and-go, looked at once a second; alarms for what lasts, and for
// how long each place was above each step of the danger ladder.
//
// Local density is that of fields of 3 m by 3 m, over their walkable ground. The ladder is that of crowd-safety
// practice: 2 people/m² watch, 3.5 stop the inflow, 4 act, 6 danger. Pressure is density × variance of velocity; above
// 0.02 s⁻² crowds turn turbulent (Helbing, Johansson & Al-Abideen 2007). Stop-and-go: those in the dense fields of a
// place have stopped (below 0.15 m/s on average) and gone on (above 0.35 m/s) three times within two minutes.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "observe/observer.hpp"

namespace wz {

enum class Warning : std::uint8_t { watch, stop_inflow, act, danger, pressure, stop_and_go };
inline constexpr std::size_t warnings = 6;
inline constexpr std::size_t ladder_steps = 4;  // the first ones: by density

struct WarningRule {
    const char* id;
    const char* zh;
    const char* en;
    double above;   // people/m², or s⁻²; stop-and-go: stops within two minutes
    int lasting_s;  // before it is an alarm
};
const WarningRule& rule_of(Warning w);

struct Alarm {
    PatchId patch;
    Warning kind = Warning::watch;
    Tick from = 0, until = 0;  // until: last second above the threshold
    float worst = 0;
    Vec2 at;  // of the worst
    bool open = true;
};
/// What one patch went through.
struct PatchWarnings {
    std::array<std::uint32_t, warnings> seconds_above{};
    float max_local_density = 0;  // people/m²
    Tick max_at = 0;
};

class Warnings : public Observer {
public:
    Warnings(const World& world, Series& series);
    void each_second(const World& world, const SurfaceSample& sample) override;
    void each_minute(const World& world, Series& series) override;

    /// By beginning, then patch.
    [[nodiscard]] const std::vector<Alarm>& alarms() const { return alarms_; }
    [[nodiscard]] const IdVector<PatchId, PatchWarnings>& patches() const { return patches_; }

private:
    static constexpr float field_m = 3;
    static constexpr Tick gap = 5 * ticks_per_second;  // below the threshold for longer: the alarm is over
    struct alignas(16) Field {
        float people = 0, vx = 0, vy = 0, v2 = 0;
    };
    struct Occupied {
        std::uint32_t field;
        PatchId patch;  // of the first one there
    };
    struct Worst {  // of a patch, this second
        float value = 0;
        Vec2 at;
    };
    struct Watch {  // of a patch and a warning
        Tick since = -1, last = -1;
        std::uint32_t alarm = UINT32_MAX;  // the open one
    };
    struct Pulse {  // stop-and-go of a patch
        bool stopped = false;
        std::array<Tick, 3> restarts{-1, -1, -1};
    };
    struct Now {
        std::array<Worst, warnings> worst{};
        int dense = 0;  // people in fields above 1.5/m²
        float dense_speed = 0;
        Tick at = -1;
    };
    std::span<const Occupied> count(const World& world, const SurfaceSample& sample);
    void judge_fields(const World& world, std::span<const Occupied> occupied);
    void judge_pulse(PatchId patch, Tick at);
    void note(PatchId patch, Warning kind, const Worst& worst, Tick at);
    [[nodiscard]] float find_ground(const Town& town, std::size_t field) const;
    [[nodiscard]] Vec2 middle_of(std::size_t field) const;
    Now& now_of(PatchId patch, Tick at);

    Vec2 origin_;
    std::size_t columns_ = 0;
    std::vector<Field> fields_;       // empty but in between
    std::vector<float> ground_;       // of each, walkable m²; negative: not looked at yet
    std::vector<Occupied> occupied_;  // in the order in which somebody was found there, and room for more
    std::vector<int> field_of_;       // by slot, while people are counted
    IdVector<PatchId, PatchWarnings> patches_;
    IdVector<PatchId, Now> now_;
    std::vector<PatchId> busy_;
    IdVector<PatchId, std::array<Watch, warnings>> watches_;
    IdVector<PatchId, Pulse> pulses_;
    std::vector<Alarm> alarms_;
    std::array<std::size_t, warnings> columns_of_{};
};

}  // namespace wz
