#include "pedestrian/neighbour_grid.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace wz {

namespace {

/// Place of a cell along a Hilbert curve over a square of 2^16 cells a side.
std::uint64_t hilbert_rank(int column, int row) {
    constexpr std::uint32_t side = 1u << 16;
    auto x = static_cast<std::uint32_t>(column), y = static_cast<std::uint32_t>(row);
    std::uint64_t rank = 0;
    for (std::uint32_t s = side / 2; s > 0; s /= 2) {
        const std::uint32_t rx = (x & s) != 0 ? 1 : 0, ry = (y & s) != 0 ? 1 : 0;
        rank += std::uint64_t{s} * s * ((3 * rx) ^ ry);
        if (ry == 0) {
            if (rx == 1) x = side - 1 - x, y = side - 1 - y;
            std::swap(x, y);
        }
    }
    return rank;
}

}  // namespace

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
    struct Cell {
        std::uint64_t rank;
        int column, row;
    };
    std::vector<Cell> cells;
    for (int row = 0; row < rows_count_; ++row)
        for (int column = 0; column < columns_; ++column)
            if (walkable(column, row)) cells.push_back({hilbert_rank(column, row), column, row});
    std::ranges::sort(cells, {}, &Cell::rank);
    const auto number_at = [&](int column, int row) -> std::uint32_t& {
        return number_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                       static_cast<std::size_t>(column)];
    };
    for (std::size_t c = 0; c < cells.size(); ++c)
        number_at(cells[c].column, cells[c].row) = static_cast<std::uint32_t>(c);
    ranges_.assign(cells.size(), nobody);
    occupied_.assign(cells.size() / 64 + 1, 0);
    first_around_.push_back(0);
    for (const Cell& c : cells) {
        for (int row = std::max(0, c.row - 1); row <= std::min(rows_count_ - 1, c.row + 1); ++row)
            for (int column = std::max(0, c.column - 1); column <= std::min(columns_ - 1, c.column + 1); ++column)
                if (number_at(column, row) != no_cell) around_.push_back(number_at(column, row));
        std::sort(around_.begin() + first_around_.back(), around_.end());
        first_around_.push_back(static_cast<std::uint32_t>(around_.size()));
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
