// Who is near whom: a counting sort of the walkers by 2.5 m cell, then person id, rebuilt each tick. Only cells that
// hold walkable ground are numbered, along a Z-shaped curve, so that walkers in sequence are near each other.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/parallel.hpp"
#include "pedestrian/walkers.hpp"
#include "town/nav_grid.hpp"

namespace wz {

class NeighbourGrid {
public:
    static constexpr float cell_m = 2.5f;

    NeighbourGrid() = default;
    explicit NeighbourGrid(const NavGrid& surface);

    void rebuild(const Walkers& walkers, Team& team);

    using Around = std::array<std::uint32_t, 9>;
    /// A cell and those that touch it, in ascending order; no_cell at the end where there are fewer.
    [[nodiscard]] const Around& around(std::uint32_t c) const { return around_[c]; }
    [[nodiscard]] std::uint32_t cell_at(float px, float py) const;  // no_cell outside
    [[nodiscard]] std::uint32_t cells() const { return static_cast<std::uint32_t>(around_.size()); }
    struct Range {
        std::uint32_t begin, end;  // into the sorted columns
    };
    [[nodiscard]] Range in_cell(std::uint32_t c) const { return ranges_[c]; }
    [[nodiscard]] std::size_t size() const { return slot.size(); }
    static constexpr std::uint32_t no_cell = 0xffffffffu;

    /// Calls f(slot) for every walker whose cell touches the square of half side r (at most one cell) round p.
    template <class F>
    void near(Vec2 p, F&& f) const {
        const std::uint32_t c = cell_at(p.x, p.y);
        if (c == no_cell) return;
        for (const std::uint32_t q : around(c)) {
            if (q == no_cell) return;
            for (std::uint32_t k = ranges_[q].begin; k < ranges_[q].end; ++k) f(slot[k]);
        }
    }

    // sorted columns
    std::vector<std::uint32_t> slot, cell;
    std::vector<float> x, y, vx, vy, hx, hy;
    std::vector<std::uint8_t> decks;

private:
    Vec2 origin_{};
    int columns_ = 0;
    int rows_count_ = 0;
    std::vector<std::uint32_t> number_;    // cell number by (column, row), or no_cell
    std::vector<Around> around_;           // by cell
    std::vector<Range> ranges_;            // by cell; {0, 0} where nobody is
    std::vector<std::uint64_t> occupied_;  // bit by cell
    std::vector<std::uint32_t> cell_of_slot_;
};

}  // namespace wz
