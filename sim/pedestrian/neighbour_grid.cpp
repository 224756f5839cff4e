#include "pedestrian/neighbour_grid.hpp"

namespace wz {

NeighbourGrid::NeighbourGrid(const NavGrid& surface) {
    origin_ = {surface.origin().x - cell_m, surface.origin().y - cell_m};
    columns_ = static_cast<int>((surface.extent().x + 2 * cell_m) / cell_m) + 2;
    rows_count_ = static_cast<int>((surface.extent().y + 2 * cell_m) / cell_m) + 2;
    number_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_count_), no_cell);
    std::uint32_t cells = 0;
    for (int row = 0; row < rows_count_; ++row)
        for (int column = 0; column < columns_; ++column) {
            bool walkable = false;  // sampled every 0.5 m; people are a little inside the walls
            for (float dy = 0; dy <= cell_m && !walkable; dy += 0.5f)
                for (float dx = 0; dx <= cell_m && !walkable; dx += 0.5f)
                    walkable = surface.distance({origin_.x + static_cast<float>(column) * cell_m + dx,
                                                 origin_.y + static_cast<float>(row) * cell_m + dy},
                                                0xff) > -0.5f;
            if (walkable) number_[static_cast<std::size_t>(row * columns_ + column)] = cells++;
        }
    rows_.resize(cells);
    start_.assign(cells + 1, 0);
    std::uint32_t c = 0;
    for (int row = 0; row < rows_count_; ++row)
        for (int column = 0; column < columns_; ++column) {
            if (number_[static_cast<std::size_t>(row * columns_ + column)] == no_cell) continue;
            for (int k = 0; k < 3; ++k) {
                std::uint32_t first = 0, last = 0;
                const int r = row + k - 1;
                for (int q = column - 1; q <= column + 1; ++q) {
                    if (r < 0 || q < 0 || r >= rows_count_ || q >= columns_) continue;
                    const std::uint32_t n = number_[static_cast<std::size_t>(r * columns_ + q)];
                    if (n == no_cell) continue;
                    if (last == 0) first = n;
                    last = n + 1;
                }
                rows_[c].first[static_cast<std::size_t>(k)] = first;
                rows_[c].last[static_cast<std::size_t>(k)] = last;
            }
            ++c;
        }
}

std::uint32_t NeighbourGrid::cell_at(float px, float py) const {
    const int column = static_cast<int>((px - origin_.x) * (1.0f / cell_m));
    const int row = static_cast<int>((py - origin_.y) * (1.0f / cell_m));
    if (column < 0 || row < 0 || column >= columns_ || row >= rows_count_) return no_cell;
    return number_[static_cast<std::size_t>(row * columns_ + column)];
}

std::array<NeighbourGrid::Range, 3> NeighbourGrid::around(std::uint32_t c) const {
    const Rows& r = rows_[c];
    return {Range{start_[r.first[0]], start_[r.last[0]]}, Range{start_[r.first[1]], start_[r.last[1]]},
            Range{start_[r.first[2]], start_[r.last[2]]}};
}

void NeighbourGrid::rebuild(const Walkers& w) {
    start_.assign(start_.size(), 0);
    cell_of_slot_.resize(w.size());
    std::uint32_t n = 0;
    for (std::size_t i = 0; i < w.size(); ++i) {
        if (!w.used(i)) continue;
        std::uint32_t c = cell_at(w.x[i], w.y[i]);
        if (c == no_cell) c = 0;  // cannot be while walls hold; kept defined
        cell_of_slot_[i] = c;
        ++start_[c + 1];
        ++n;
    }
    for (std::size_t c = 1; c < start_.size(); ++c) start_[c] += start_[c - 1];
    cursor_.assign(start_.begin(), start_.end() - 1);
    slot.resize(n);
    for (std::size_t i = 0; i < w.size(); ++i)
        if (w.used(i)) {
            // insertion by person id within the cell: the order is a function of where people are, not of slots
            const std::uint32_t c = cell_of_slot_[i];
            std::uint32_t k = cursor_[c]++;
            while (k > start_[c] && w.person[slot[k - 1]] > w.person[i]) {
                slot[k] = slot[k - 1];
                --k;
            }
            slot[k] = static_cast<std::uint32_t>(i);
        }
    const auto gather = [&](auto& to, const auto& from) {
        to.resize(n);
        for (std::uint32_t k = 0; k < n; ++k) to[k] = from[slot[k]];
    };
    gather(x, w.x), gather(y, w.y), gather(vx, w.vx), gather(vy, w.vy), gather(hx, w.hx), gather(hy, w.hy);
    gather(decks, w.decks), gather(cell, cell_of_slot_);
}

}  // namespace wz
