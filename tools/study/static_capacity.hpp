// The carrying capacity of the standards, beside the simulated one: LB/T 034-2014 (instant = Σ area / area per person;
// daily = instant × opening time / mean stay) with the areas per person of GB/T 50298-2018 for paths (5–10 m²) and of
// practice for old streets (2–5 m²).
#pragma once

#include <string>
#include <vector>

#include "study/day.hpp"

namespace study {

struct ZoneCapacity {
    std::string id, zh, en;
    double area_m2 = 0;  // walkable
};
struct StaticCapacity {
    std::vector<ZoneCapacity> zones;  // report zones with a surface, then what lies in none
    double area_m2 = 0, open_h = 0, stay_h = 0;
    [[nodiscard]] double instant(double m2_per_person) const { return area_m2 / m2_per_person; }
    [[nodiscard]] double daily(double m2_per_person) const {
        return stay_h > 0 ? instant(m2_per_person) * open_h / stay_h : instant(m2_per_person);
    }
};
inline constexpr double old_street_m2[] = {2, 5};  // per person, densest and widest
inline constexpr double path_m2[] = {5, 10};

/// Opening time: the scenario's day. Mean stay: of the populations that demand scales, by their counts; those who stay
/// until they must leave count from the middle of their arrivals.
StaticCapacity static_capacity(const ReadyDay& day);

}  // namespace study
