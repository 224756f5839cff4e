// Colours. Those that carry meaning can be told apart by colour-blind people: kinds after Okabe and Ito (2008), levels
// after ColorBrewer's RdYlBu.
#pragma once

#include <SFML/Graphics/Color.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "observe/level_of_service.hpp"

namespace studio::palette {

inline const sf::Color ground{236, 231, 218}, field{221, 227, 199}, garden{199, 218, 176}, water{164, 201, 214},
    water_edge{131, 172, 187}, street{250, 247, 240}, street_edge{196, 186, 166}, square{246, 238, 222},
    bridge{222, 189, 142}, bridge_edge{142, 106, 62}, roof{196, 190, 182}, roof_edge{150, 143, 134},
    roof_shadow{60, 55, 50, 46}, venue{206, 158, 136}, venue_edge{150, 100, 78}, road{214, 208, 197},
    boardwalk{226, 205, 170};

inline constexpr std::array<std::string_view, 6> kinds{"visitor", "guest", "delegate", "press", "volunteer", "staff"};
inline const std::array<sf::Color, 7> kind_colours{
    sf::Color{0, 114, 178}, sf::Color{0, 158, 115}, sf::Color{213, 94, 0},  sf::Color{204, 121, 167},
    sf::Color{230, 159, 0}, sf::Color{60, 60, 70},  sf::Color{86, 180, 233}};
inline sf::Color of_kind(std::string_view kind) {
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (kinds[i] == kind) return kind_colours[i];
    return kind_colours.back();
}

/// Levels of service A to F.
inline const std::array<sf::Color, 6> levels{sf::Color{69, 117, 180},  sf::Color{145, 191, 219},
                                             sf::Color{240, 235, 190}, sf::Color{253, 174, 97},
                                             sf::Color{230, 90, 50},   sf::Color{150, 0, 38}};

inline sf::Color mix(sf::Color a, sf::Color b, float t) {
    const auto part = [&](std::uint8_t x, std::uint8_t y) {
        return static_cast<std::uint8_t>(static_cast<float>(x) + (static_cast<float>(y) - static_cast<float>(x)) * t);
    };
    return {part(a.r, b.r), part(a.g, b.g), part(a.b, b.b), part(a.a, b.a)};
}
inline sf::Color with_alpha(sf::Color c, float alpha) {
    c.a = static_cast<std::uint8_t>(std::clamp(alpha, 0.0f, 1.0f) * 255);
    return c;
}

/// Density in people/m² on the scale of walkways, without steps between the colours; next to nobody is transparent.
inline sf::Color of_density(float density) {
    const auto bounds = wz::highest_density(wz::LosScale::walkway);
    float low = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        const auto high = static_cast<float>(bounds[i]);
        if (density <= high)
            return with_alpha(mix(levels[i], levels[i + 1], (density - low) / (high - low)),
                              std::min(0.9f, 0.5f + 1.5f * density));
        low = high;
    }
    return with_alpha(levels.back(), 0.9f);
}
/// People/m² more (orange) or fewer (purple) than in another run: ColorBrewer's PuOr. Next to nothing is transparent.
inline constexpr std::array<float, 3> change_steps{0.02f, 0.1f, 0.4f};
inline sf::Color of_change(float change) {
    static const std::array<sf::Color, 6> colours{sf::Color{84, 39, 136},   sf::Color{153, 142, 195},
                                                  sf::Color{216, 218, 235}, sf::Color{254, 224, 182},
                                                  sf::Color{241, 163, 64},  sf::Color{179, 88, 6}};
    const float size = std::abs(change);
    if (size < change_steps[0]) return with_alpha(sf::Color::White, 0);
    const std::size_t i = size < change_steps[1] ? 0 : (size < change_steps[2] ? 1 : 2);
    return with_alpha(colours[change < 0 ? 2 - i : 3 + i], 0.9f);
}
/// 0 (bad) to 1 (good).
inline sf::Color of_share(float share) {
    const float at = std::clamp(1 - share, 0.0f, 1.0f) * 4.999f;
    const auto i = static_cast<std::size_t>(at);
    return mix(levels[i], levels[i + 1], at - static_cast<float>(i));
}

}  // namespace studio::palette
