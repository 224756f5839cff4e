// From factors to variants: full grid, or Latin hypercube (McKay, Beckman & Conover 1979). Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "study/setting.hpp"

namespace study {

struct Level {
    std::string label;  // "0.5", "north bridge closed"
    std::vector<Setting> settings;
};
/// What is varied. A range has no levels of its own: the design draws them.
struct Factor {
    std::string name;
    std::vector<Level> levels;
    bool range = false;
    double from = 0, to = 0;
    bool whole = false;  // ranges: whole numbers only
    wz::DocNode at;      // where a range stands
};
struct Variant {
    std::string name;  // "demand.scale=0.5, bridge=closed"
    std::vector<Setting> settings;
};

/// Every combination of levels, the last factor running fastest; without factors the one variant "base".
std::vector<Variant> grid(const std::vector<Factor>& factors);
/// `samples` points: of each range, every one of `samples` equal strata holds exactly one; levels are met equally often
/// (± 1). The order of the strata and the place within them are drawn from `seed` and the factor's name alone.
std::vector<Variant> latin_hypercube(const std::vector<Factor>& factors, int samples, std::uint64_t seed);

}  // namespace study
