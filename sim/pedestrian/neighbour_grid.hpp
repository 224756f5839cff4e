// Who is near whom: a counting sort of the walkers by 2.5 m cell, then person id, rebuilt each tick. Only cells that
// hold walkable ground are numbered, row by row, so that the three cells of a row beside each other are one range.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "pedestrian/walkers.hpp"
#include "town/nav_grid.hpp"

namespace wz {

class NeighbourGrid {
public:
    static constexpr float cell_m = 2.5f;

    NeighbourGrid() = default;
    explicit NeighbourGrid(const NavGrid& surface);

    void rebuild(const Walkers& walkers);

    struct Range {
        std::uint32_t begin, end;  // into the sorted columns
    };
    /// The three rows of sorted walkers around a cell.
    [[nodiscard]] std::array<Range, 3> around(std::uint32_t c) const;
    [[nodiscard]] std::uint32_t cell_at(float px, float py) const;  // no_cell outside
    [[nodiscard]] std::uint32_t cells() const { return static_cast<std::uint32_t>(rows_.size()); }
    [[nodiscard]] std::uint32_t first(std::uint32_t c) const { return start_[c]; }
    [[nodiscard]] std::size_t size() const { return slot.size(); }
    static constexpr std::uint32_t no_cell = 0xffffffffu;

    /// Calls f(slot) for every walker whose cell touches the square of half side r (at most one cell) round p.
    template <class F>
    void near(Vec2 p, F&& f) const {
        const std::uint32_t c = cell_at(p.x, p.y);
        if (c == no_cell) return;
        for (const Range r : around(c))
            for (std::uint32_t k = r.begin; k < r.end; ++k) f(slot[k]);
    }

    // sorted columns
    std::vector<std::uint32_t> slot, cell;
    std::vector<float> x, y, vx, vy, hx, hy;
    std::vector<std::uint8_t> decks;

private:
    struct Rows {
        std::array<std::uint32_t, 3> first, last;  // cells [first, last) in the row below, own, above
    };
    Vec2 origin_{};
    int columns_ = 0;
    int rows_count_ = 0;
    std::vector<std::uint32_t> number_;  // cell number by (column, row), or no_cell
    std::vector<Rows> rows_;
    std::vector<std::uint32_t> start_;  // of each cell in the sorted columns, one more at the end
    std::vector<std::uint32_t> cell_of_slot_, cursor_;
};

}  // namespace wz
