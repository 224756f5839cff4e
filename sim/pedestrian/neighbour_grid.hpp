// Who is near whom: a counting sort of the walkers by 2.5 m cell, then person id, rebuilt each tick. Only cells that
// hold walkable ground are numbered, along a Hilbert curve: people who follow each other in the sorted columns are
// near each other, in a street as on a square.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
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

    /// The cell itself and the walkable ones that touch it.
    [[nodiscard]] std::span<const std::uint32_t> cells_around(std::uint32_t c) const {
        return {around_.data() + first_around_[c], first_around_[c + 1] - first_around_[c]};
    }
    /// The people of a cell; begin >= end where it is empty.
    [[nodiscard]] lanes::Run people_in(std::uint32_t c) const { return ranges_[c]; }
    [[nodiscard]] std::size_t cells() const { return ranges_.size(); }
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
        for (const std::uint32_t q : cells_around(c))
            for (std::uint32_t k = ranges_[q].begin; k < ranges_[q].end; ++k) f(slot[k]);
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
    static constexpr lanes::Run nobody{0xffffffffu, 0};
    std::vector<std::uint32_t> first_around_, around_;  // cells that touch a cell, and itself, in order
    std::vector<lanes::Run> ranges_;                    // by cell; nobody where it is empty
    std::vector<std::uint64_t> occupied_;               // bit by cell
    std::vector<std::uint32_t> cell_of_slot_;
};

}  // namespace wz
