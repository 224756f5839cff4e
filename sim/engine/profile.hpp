// Time per phase of the step. The engine reads no clock itself (a clock in sim/ would tempt someone to act on it): a
// caller that wants timings hands one in.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace wz {

enum class Phase : std::uint8_t {
    commands,
    demand,
    neighbours,
    strategic,
    operational,
    right_of_way,
    carts,
    commit,
    interchange,
    events,
    observers,  // of whoever runs the world, after the step
    count
};
inline constexpr std::size_t phases = static_cast<std::size_t>(Phase::count);
inline constexpr std::array<std::string_view, phases> phase_names{
    "commands", "demand", "neighbours",  "strategic", "operational", "right of way",
    "carts",    "commit", "interchange", "events",    "observers"};

struct PhaseTimes {
    std::uint64_t (*clock_ns)() = nullptr;
    std::array<std::uint64_t, phases> ns{};
};

/// Adds the time of a scope to a phase.
class Timed {
public:
    Timed(PhaseTimes& profile, Phase phase)
        : profile_(profile),
          phase_(static_cast<std::size_t>(phase)),
          start_(profile.clock_ns ? profile.clock_ns() : 0) {}
    ~Timed() {
        if (profile_.clock_ns) profile_.ns[phase_] += profile_.clock_ns() - start_;
    }
    Timed(const Timed&) = delete;
    Timed& operator=(const Timed&) = delete;

private:
    PhaseTimes& profile_;
    std::size_t phase_;
    std::uint64_t start_;
};

}  // namespace wz
