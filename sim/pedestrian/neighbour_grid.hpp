// Who is near whom: a counting sort of the walkers by 2.5 m cell, then person id, rebuilt each tick. Only cells that
// hold walkable ground are numbered, row by row, so that all who are near somebody stand in three runs.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "base/parallel.hpp"
#include "pedestrian/lanes.hpp"
#include "pedestrian/walkers.hpp"
#include "town/nav_grid.hpp"

namespace wz {

class NeighbourGrid {
public:
    static constexpr float cell_m = 2.5f;

    NeighbourGrid() = default;
    explicit NeighbourGrid(const NavGrid& surface);

    void rebuild(const Walkers& walkers, Team& team);

    /// The people of a cell and of those that touch it, as one run per row; empty ones have begin >= end.
    void runs_around(std::uint32_t c, lanes::Run (&runs)[lanes::runs]) const {
        for (std::size_t row = 0; row < lanes::runs; ++row) {
            lanes::Run run = nobody;
            for (std::uint32_t q = rows_[c][row].first; q < rows_[c][row].last; ++q)
                run = {std::min(run.begin, ranges_[q].begin), std::max(run.end, ranges_[q].end)};
            runs[row] = run;
        }
    }
    /// The same, without the rows that are `reach` m or more away from a height within the cell.
    void runs_around(std::uint32_t c, float py, float reach, lanes::Run (&runs)[lanes::runs]) const {
        runs_around(c, runs);
        const float rows = (py - origin_.y) * (1.0f / cell_m),
                    above_floor = (rows - static_cast<float>(static_cast<int>(rows))) * cell_m;
        if (above_floor > reach) runs[0] = nobody;
        if (above_floor < cell_m - reach) runs[2] = nobody;
    }
    /// The sorted columns.
    [[nodiscard]] lanes::People people() const {
        return {x.data(), y.data(), vx.data(), vy.data(), hx.data(), hy.data(), decks.data()};
    }
    [[nodiscard]] std::uint32_t cell_at(float px, float py) const;  // no_cell outside
    [[nodiscard]] std::size_t size() const { return slot.size(); }
    static constexpr std::uint32_t no_cell = 0xffffffffu;

    /// Calls f(slot) for every walker whose cell touches the square of half side r (at most one cell) round p.
    template <class F>
    void near(Vec2 p, F&& f) const {
        const std::uint32_t c = cell_at(p.x, p.y);
        if (c == no_cell) return;
        lanes::Run runs[lanes::runs];
        runs_around(c, runs);
        for (const lanes::Run& run : runs)
            for (std::uint32_t k = run.begin; k < run.end; ++k) f(slot[k]);
    }

    std::vector<std::uint32_t> slot, cell;  // of the walkers in order; cell of each
    // sorted columns, longer by a vector
    std::vector<float> x, y, vx, vy, hx, hy;
    std::vector<std::int32_t> decks;

private:
    Vec2 origin_{};
    int columns_ = 0;
    int rows_count_ = 0;
    std::vector<std::uint32_t> number_;  // cell number by (column, row), or no_cell
    struct Cells {
        std::uint32_t first, last;  // last excluded
    };
    static constexpr lanes::Run nobody{0xffffffffu, 0};
    std::vector<std::array<Cells, lanes::runs>> rows_;  // by cell: those that touch it, and itself
    std::vector<lanes::Run> ranges_;                    // by cell; nobody where it is empty
    std::vector<std::uint64_t> occupied_;               // bit by cell
    std::vector<std::uint32_t> cell_of_slot_;
};

}  // namespace wz
