// Simulated time: an integer tick of 0.1 s since midnight of the simulated day. No floating clock is ever summed.
#pragma once

#include <cstdint>
#include <string>

namespace wz {

using Tick = std::int64_t;  // tenths of a second since 00:00
inline constexpr Tick ticks_per_second = 10;
inline constexpr double tick_s = 0.1;
inline constexpr Tick never = INT64_MAX;

constexpr Tick ticks(double seconds) {
    return static_cast<Tick>(seconds * static_cast<double>(ticks_per_second) + 0.5);
}
constexpr double seconds(Tick t) { return static_cast<double>(t) / static_cast<double>(ticks_per_second); }
/// "HH:MM:SS"; hours run on past 24.
std::string clock_text(Tick t);
/// "HH:MM:SS.T", to the tick.
std::string exact_clock_text(Tick t);
/// What exact_clock_text writes, or anything that parse_clock reads; -1 if it is not a time.
Tick parse_exact_clock(const std::string& text);
/// "HH:MM" or "HH:MM:SS" (hours 0–47) to a tick; -1 if it is not a time.
Tick parse_clock(const std::string& text);

}  // namespace wz
