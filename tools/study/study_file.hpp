// A study as its file says it (scenarios/studies/README.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "study/design.hpp"
#include "study/stopping.hpp"

namespace study {

/// `measure` above `above` breaks the rule.
struct Criterion {
    std::string measure;
    double above = 0;
};
struct CapacityPlan {
    std::string path;         // what is scaled: demand.scale
    double from = 0, to = 0;  // search range
    int steps = 64;           // the answer is one of steps + 1 equally spaced levels
    bool whole = false;
    double alpha = 0.1;  // allowed share of days on which a criterion is broken
    double confidence = 0.95;
    int replications = 0;
    wz::DocNode at;
};
/// One entry of a price list: a change and what it is called.
struct Price {
    std::string name;
    std::vector<Setting> change;
};
struct Choice {
    std::string name;
    std::vector<Level> levels;
};
struct Deconflict {
    std::string minimise;  // measure
    std::vector<Choice> choices;
    int replications = 5, passes = 3;
    bool exhaustive = false;
};

struct Study {
    std::string file, title, about, takes;
    std::string scenario;       // path of its file
    wz::Tick until = -1;        // −1: the whole day
    std::uint64_t seed = 1;     // replication r has seed + r
    std::vector<Setting> base;  // for every variant
    std::vector<Factor> factors;
    std::vector<Variant> variants;  // of the factors
    Stopping stopping;
    std::vector<std::string> stop_on;
    std::vector<std::string> measures, series;
    bool places_by_hour = false;
    int most_runs = 0;      // 0: no limit
    double most_hours = 0;  // wall clock; 0: no limit
    bool check = true;      // the engine's own rules, every simulated minute
    std::vector<Criterion> criteria;
    std::optional<CapacityPlan> capacity;
    std::vector<Price> prices;
    std::optional<Deconflict> deconflict;
    std::string source;  // its text, canonical: what makes two studies the same
};

/// Throws InputError with every mistake.
Study read_study(const std::string& path);

}  // namespace study
