#include "pedestrian/neighbour_grid.hpp"

#include <algorithm>
#include <bit>

namespace wz {

NeighbourGrid::NeighbourGrid(const NavGrid& surface) {
    origin_ = {surface.origin().x - cell_m, surface.origin().y - cell_m};
    columns_ = static_cast<int>((surface.extent().x + 2 * cell_m) / cell_m) + 2;
    rows_count_ = static_cast<int>((surface.extent().y + 2 * cell_m) / cell_m) + 2;
    number_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_count_), no_cell);
    const auto walkable = [&](int column, int row) {  // sampled every 0.5 m; people are a little inside the walls
        for (float dy = 0; dy <= cell_m; dy += 0.5f)
            for (float dx = 0; dx <= cell_m; dx += 0.5f)
                if (surface.distance({origin_.x + static_cast<float>(column) * cell_m + dx,
                                      origin_.y + static_cast<float>(row) * cell_m + dy},
                                     0xff) > -0.5f)
                    return true;
        return false;
    };
    std::vector<std::array<int, 2>> cells;  // column, row
    for (int row = 0; row < rows_count_; ++row)
        for (int column = 0; column < columns_; ++column)
            if (walkable(column, row)) {
                number_[static_cast<std::size_t>(row * columns_ + column)] = static_cast<std::uint32_t>(cells.size());
                cells.push_back({column, row});
            }
    rows_.resize(cells.size());
    ranges_.assign(cells.size(), nobody);
    occupied_.assign(cells.size() / 64 + 1, 0);
    for (std::size_t c = 0; c < cells.size(); ++c)
        for (int near = 0; near < static_cast<int>(lanes::runs); ++near) {
            const auto [column, row] = std::pair{cells[c][0], cells[c][1] + near - 1};
            Cells& those = rows_[c][static_cast<std::size_t>(near)];
            those = {0, 0};
            if (row < 0 || row >= rows_count_) continue;
            for (int q = std::max(0, column - 1); q <= std::min(columns_ - 1, column + 1); ++q) {
                const std::uint32_t n = number_[static_cast<std::size_t>(row * columns_ + q)];
                if (n == no_cell) continue;
                if (those.first == those.last) those.first = n;
                those.last = n + 1;
            }
        }
}

std::uint32_t NeighbourGrid::cell_at(float px, float py) const {
    const int column = static_cast<int>((px - origin_.x) * (1.0f / cell_m));
    const int row = static_cast<int>((py - origin_.y) * (1.0f / cell_m));
    if (column < 0 || row < 0 || column >= columns_ || row >= rows_count_) return no_cell;
    return number_[static_cast<std::size_t>(row * columns_ + column)];
}

void NeighbourGrid::rebuild(const Walkers& w, Team& team) {
    for (std::size_t word = 0; word < occupied_.size(); ++word)
        for (; occupied_[word] != 0; occupied_[word] &= occupied_[word] - 1)
            ranges_[64 * word + static_cast<std::size_t>(std::countr_zero(occupied_[word]))] = nobody;
    cell_of_slot_.resize(w.size());
    std::uint32_t n = 0;
    for (std::size_t i = 0; i < w.size(); ++i) {
        if (!w.used(i)) continue;
        std::uint32_t c = cell_at(w.x[i], w.y[i]);
        if (c == no_cell) c = 0;  // cannot be while walls hold; kept defined
        cell_of_slot_[i] = c;
        occupied_[c / 64] |= std::uint64_t{1} << (c % 64);
        ++ranges_[c].end;  // for now: how many
        ++n;
    }
    std::uint32_t next = 0;
    for (std::size_t word = 0; word < occupied_.size(); ++word)
        for (std::uint64_t bits = occupied_[word]; bits != 0; bits &= bits - 1) {
            lanes::Run& r = ranges_[64 * word + static_cast<std::size_t>(std::countr_zero(bits))];
            const std::uint32_t people = r.end;
            r = {next, next};
            next += people;
        }
    slot.resize(n);
    for (std::size_t i = 0; i < w.size(); ++i)
        if (w.used(i)) {
            // insertion by person id within the cell: the order is a function of where people are, not of slots
            lanes::Run& r = ranges_[cell_of_slot_[i]];
            std::uint32_t k = r.end++;
            for (; k > r.begin && w.person[slot[k - 1]] > w.person[i]; --k) slot[k] = slot[k - 1];
            slot[k] = static_cast<std::uint32_t>(i);
        }
    for (auto* column : {&x, &y, &vx, &vy, &hx, &hy}) column->resize(n + lanes::width);
    decks.resize(n + lanes::width), cell.resize(n);
    team.for_range(n, 512, [&](std::size_t begin, std::size_t end) {
        for (std::size_t k = begin; k < end; ++k) {
            const std::uint32_t i = slot[k];
            x[k] = w.x[i], y[k] = w.y[i], vx[k] = w.vx[i], vy[k] = w.vy[i], hx[k] = w.hx[i], hy[k] = w.hy[i];
            decks[k] = w.decks[i], cell[k] = cell_of_slot_[i];
        }
    });
}

}  // namespace wz
