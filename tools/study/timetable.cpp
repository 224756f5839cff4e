#include "study/timetable.hpp"

namespace study {

namespace {

/// The next combination, the last choice running fastest; false after the last.
bool advance(Combination& c, const std::vector<int>& levels) {
    for (std::size_t i = c.size(); i-- > 0;) {
        if (++c[i] < levels[i]) return true;
        c[i] = 0;
    }
    return false;
}

}  // namespace

BestCombination choose(const std::vector<int>& levels, bool exhaustive, int passes,
                       const std::function<double(const Combination&)>& score) {
    BestCombination best{Combination(levels.size(), 0), 0, {}};
    const auto look = [&](const Combination& c) {
        auto [it, fresh] = best.scored.try_emplace(c, 0.0);
        if (fresh) it->second = score(c);
        if (it->second < best.score) best.score = it->second, best.levels = c;
    };
    best.score = best.scored[best.levels] = score(best.levels);
    if (exhaustive) {
        for (Combination c = best.levels; advance(c, levels);) look(c);
        return best;
    }
    for (int pass = 0; pass < passes; ++pass) {
        const Combination before = best.levels;
        for (std::size_t i = 0; i < levels.size(); ++i) {
            for (int level = 0; level < levels[i]; ++level) {
                Combination c = best.levels;
                c[i] = level;
                look(c);
            }
        }
        if (best.levels == before) break;
    }
    return best;
}

}  // namespace study
