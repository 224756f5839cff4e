#include "observe/boat_line.hpp"

#include <algorithm>
#include <cmath>

#include "observe/crossing.hpp"

namespace wz {

void BoatLine::after_step(const World& world) {
    const Waterway& water = world.waterway();
    const bool first = before_.empty();
    before_.resize(water.boats());
    for (std::size_t i = 0; i < before_.size(); ++i) {
        const Vec2d at = water.view(BoatId(i)).at;
        const int way = first ? 0 : crossing(spec_->line[0], spec_->line[1], before_[i], at);
        if (way != 0) passages_.push_back({seconds(world.now() - world.scenario().start), way});
        before_[i] = at;
    }
}

/// What the window of the measure leaves.
std::vector<BoatLine::Passage> BoatLine::used() const {
    const MeasureWindow& w = spec_->window;
    const auto all = static_cast<std::ptrdiff_t>(passages_.size());
    const auto last = all - static_cast<std::ptrdiff_t>(std::ceil(w.skip_last_share * static_cast<double>(all)));
    std::vector<Passage> kept;
    for (std::ptrdiff_t i = w.skip_first; i < last; ++i) {
        const Passage& p = passages_[static_cast<std::size_t>(i)];
        if (p.s >= seconds(w.from) && (w.to == never || p.s <= seconds(w.to))) kept.push_back(p);
    }
    return kept;
}

void BoatLine::put(std::map<std::string, double>& values) const {
    const auto give = [&](const char* name, double v) {
        if (std::isfinite(v)) values[spec_->id + "." + name] = v;
    };
    give("count", static_cast<double>(passages_.size()));
    const std::vector<Passage> kept = used();
    if (kept.size() < 2) return;
    double sum[2] = {0, 0}, n[2] = {0, 0};  // of gaps to the boat before: that went the same way, the other way
    double row = 1, longest_row = 1, longest_gap = 0, last[2] = {-1, -1};
    for (std::size_t k = 0; k < kept.size(); ++k) {
        double& own = last[kept[k].way > 0 ? 1 : 0];
        if (own >= 0) longest_gap = std::max(longest_gap, kept[k].s - own);
        own = kept[k].s;
        if (k == 0) continue;
        const bool opposed = kept[k].way != kept[k - 1].way;
        sum[opposed] += kept[k].s - kept[k - 1].s, n[opposed] += 1;
        row = opposed ? 1 : row + 1;
        longest_row = std::max(longest_row, row);
    }
    const double same = sum[0] / n[0], across = sum[1] / n[1];
    give("per_h", 3600 * static_cast<double>(kept.size() - 1) / (kept.back().s - kept.front().s));
    give("same_s", same);
    give("opposed_s", across);
    give("half_opposed_per_h", 2 * 3600 / (same + across));
    give("longest_row", longest_row);
    give("longest_gap_s", longest_gap);
}

}  // namespace wz
