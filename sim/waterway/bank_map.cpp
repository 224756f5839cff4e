#include "waterway/bank_map.hpp"

#include <algorithm>
#include <cmath>

namespace wz::water {

namespace {

/// By one coordinate alone, without a root; most walls of a cell are.
bool surely_farther(double reach, double p, double a, double b) {
    constexpr double rounding = 1e-6;  // m
    return std::min(a, b) - p > reach + rounding || p - std::max(a, b) > reach + rounding;
}

}  // namespace

BankMap::BankMap(std::vector<Bank> banks) : banks_(std::move(banks)) {
    const auto is_wall = [](const Bank& bank) { return !std::isnan(bank.a.x); };
    Vec2d high{-1e300, -1e300};
    Vec2d low{1e300, 1e300};
    bool any = false;
    for (const Bank& bank : banks_) {
        if (!is_wall(bank)) continue;
        any = true;
        for (const Vec2d p : {bank.a, bank.b}) {
            low = {std::min(low.x, p.x), std::min(low.y, p.y)};
            high = {std::max(high.x, p.x), std::max(high.y, p.y)};
        }
    }
    if (any) {
        low_ = low;
        columns_ = static_cast<std::int64_t>((high.x - low_.x) / cell_m) + 1;
        rows_ = static_cast<std::int64_t>((high.y - low_.y) / cell_m) + 1;
    }
    std::vector<std::vector<std::uint32_t>> cells(static_cast<std::size_t>(columns_ * rows_));
    for (std::uint32_t i = 0; i < banks_.size(); ++i) {
        if (!is_wall(banks_[i])) continue;
        // every cell that the segment passes, by steps of a quarter cell
        const Vec2d d = banks_[i].b - banks_[i].a;
        const int steps = static_cast<int>(norm(d) / (cell_m / 4)) + 1;
        for (int k = 0; k <= steps; ++k) {
            const Vec2d p = banks_[i].a + d * (static_cast<double>(k) / steps) - low_;
            auto& cell =
                cells[cell_of(static_cast<std::int64_t>(p.x / cell_m), static_cast<std::int64_t>(p.y / cell_m))];
            if (cell.empty() || cell.back() != i) cell.push_back(i);
        }
    }
    first_.push_back(0);
    for (const auto& cell : cells) {
        item_.insert(item_.end(), cell.begin(), cell.end());
        first_.push_back(static_cast<std::uint32_t>(item_.size()));
    }
}

std::size_t BankMap::cell_of(std::int64_t cx, std::int64_t cy) const {
    return static_cast<std::size_t>(std::clamp<std::int64_t>(cy, 0, rows_ - 1) * columns_ +
                                    std::clamp<std::int64_t>(cx, 0, columns_ - 1));
}

void BankMap::near(Vec2d p, double reach, std::vector<std::uint32_t>& found) const {
    if (banks_.empty()) return;
    const auto column = [&](double x) { return static_cast<std::int64_t>(std::floor((x - low_.x) / cell_m)); };
    const auto row = [&](double y) { return static_cast<std::int64_t>(std::floor((y - low_.y) / cell_m)); };
    const std::int64_t x0 = std::max<std::int64_t>(column(p.x - reach), 0),
                       x1 = std::min(column(p.x + reach), columns_ - 1);
    const std::int64_t y0 = std::max<std::int64_t>(row(p.y - reach), 0), y1 = std::min(row(p.y + reach), rows_ - 1);
    for (std::int64_t cy = y0; cy <= y1; ++cy)
        for (std::int64_t cx = x0; cx <= x1; ++cx) {
            const std::size_t cell = cell_of(cx, cy);
            for (std::uint32_t k = first_[cell]; k < first_[cell + 1]; ++k) {
                const Bank& bank = banks_[item_[k]];
                if (surely_farther(reach, p.x, bank.a.x, bank.b.x) || surely_farther(reach, p.y, bank.a.y, bank.b.y))
                    continue;
                if (nearest_on_segment(p, bank.a, bank.b).distance <= reach) found.push_back(item_[k]);
            }
        }
}

std::optional<double> BankMap::first_wall(Vec2d a, Vec2d b) const {
    std::optional<double> first;
    const Vec2d way = b - a;
    std::vector<std::uint32_t> found;
    const int steps = static_cast<int>(norm(way) / cell_m) + 1;
    for (int k = 0; k < steps; ++k) near(a + way * ((k + 0.5) / steps), norm(way) / (2 * steps) + 0.1, found);
    for (const std::uint32_t i : found) {
        const Vec2d wall = banks_[i].b - banks_[i].a, to = banks_[i].a - a;
        const double turn = cross(way, wall);
        if (std::abs(turn) < 1e-12) continue;
        const double t = cross(to, wall) / turn, u = cross(to, way) / turn;
        if (t >= 0 && t <= 1 && u >= 0 && u <= 1 && (!first || t < *first)) first = t;
    }
    return first;
}

}  // namespace wz::water
