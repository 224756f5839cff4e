// Fruin's levels of service (Pedestrian Planning and Design, 1971), as density in people per m².
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace wz {

enum class LevelOfService : std::uint8_t { a, b, c, d, e, f };
inline constexpr std::size_t levels_of_service = 6;

/// Which table applies: on the level, on steps, or where most people stand.
enum class LosScale : std::uint8_t { walkway, stairs, queueing };

/// Highest density of levels A to E; above the last it is F. Stairs and queueing are the reciprocals of Fruin's
/// m²/person.
constexpr std::array<double, 5> highest_density(LosScale scale) {
    switch (scale) {
        case LosScale::stairs:
            return {1 / 1.9, 1 / 1.4, 1 / 0.9, 1 / 0.7, 1 / 0.4};
        case LosScale::queueing:
            return {1 / 1.2, 1 / 0.9, 1 / 0.7, 1 / 0.3, 1 / 0.2};
        default:
            return {0.31, 0.43, 0.72, 1.08, 2.17};
    }
}

constexpr LevelOfService level_of_service(double density, LosScale scale) {
    const auto bounds = highest_density(scale);
    std::size_t level = 0;
    while (level < bounds.size() && density > bounds[level]) ++level;
    return static_cast<LevelOfService>(level);
}

constexpr char letter(LevelOfService level) { return static_cast<char>('A' + static_cast<int>(level)); }

}  // namespace wz
