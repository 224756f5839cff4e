// Who is near whom. Every few ticks the walkers are sorted by 3 m cell, quarter of it, then person id, and renumbered
// in that order, those who stand after all who move; blocks of lanes::width of them stay together until the next time,
// and so do the runs of people near a block. Those who appear in between come last and are near everybody. Only cells
// that hold walkable ground are numbered, along a Hilbert curve: people who follow each other are near each other, in a
// street as on a square.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/parallel.hpp"
#include "base/time.hpp"
#include "pedestrian/lanes.hpp"
#include "pedestrian/walkers.hpp"
#include "town/nav_grid.hpp"

namespace wz {

class NeighbourGrid {
public:
    static constexpr float cell_m = 3.0f;
    /// Ticks between two sortings. Cells within two of a block's own are searched, 6 m at least: even two who run at
    /// each other at 1.7 m/s see each other at params.pedestrian.reach_m in time.
    static constexpr Tick sort_every = 11;

    NeighbourGrid() = default;
    explicit NeighbourGrid(const NavGrid& surface);

    /// Sorts and renumbers the walkers when it is time, or many are new. Returns whether it did: then slots are others.
    bool sort(Walkers& walkers, Tick now, Team& team);
    /// Takes in who is there in this tick; after this nobody is added before the walkers move.
    void see(const Walkers& walkers);

    /// Runs of slots that hold, once each, all people near the walkers of a block. May be called for different blocks
    /// from different threads.
    [[nodiscard]] std::span<const lanes::Run> people_near(std::size_t block, const Walkers& walkers);
    /// Levels of everybody, by slot, as they were when seen.
    [[nodiscard]] const std::uint8_t* decks() const { return decks_.data(); }

    /// Calls f(slot) at least for everybody who was seen within `reach`, m, of p; some may have left since.
    template <class F>
    void near(Vec2 p, float reach, F&& f) const {
        near_when_sorted(p, reach, f);
        newcomers(f);
    }
    /// The same for those who were there at the last sorting: until the next one they are the same.
    template <class F>
    void near_when_sorted(Vec2 p, float reach, F&& f) const {
        constexpr float drift = 2.0f;  // m: that people walk between two sortings
        const auto index = [&](float at, float from, int count) {
            return std::clamp(static_cast<int>((at - from) * (1.0f / cell_m)), 0, count - 1);
        };
        const int right = index(p.x + reach + drift, origin_.x, columns_),
                  top = index(p.y + reach + drift, origin_.y, rows_count_);
        for (int row = index(p.y - reach - drift, origin_.y, rows_count_); row <= top; ++row)
            for (int column = index(p.x - reach - drift, origin_.x, columns_); column <= right; ++column) {
                const std::uint32_t c = number_[static_cast<std::size_t>(row * columns_ + column)];
                if (c == no_cell) continue;
                for (std::uint32_t layer = 0; layer < layers_; ++layer) {
                    const std::uint32_t* const first = first_in_.data() + layer * cells_ + c;
                    for (std::uint32_t k = first[0]; k < first[1]; ++k) f(k);
                }
            }
    }
    /// Calls f(slot) for those who came after it.
    template <class F>
    void newcomers(F&& f) const {
        for (std::uint32_t k = sorted_; k < seen_; ++k) f(k);
    }
    /// Number of the last sorting.
    [[nodiscard]] std::uint32_t sorting() const { return sorting_; }

private:
    static constexpr std::uint32_t no_cell = 0xffffffffu;
    [[nodiscard]] std::uint32_t square_at(Vec2 p) const;  // in number_; outside, one without a number
    [[nodiscard]] std::uint32_t cell_at(Vec2 p) const { return number_[square_at(p)]; }
    /// Cells of which the numbers are the same but for their last bits: a bit for each of these.
    struct Cells {
        std::uint64_t bits = 0;
        std::uint32_t window = 0;  // the number without them
    };
    void order(const Walkers& walkers, Team& team);
    void cut(const Walkers& walkers, std::size_t threads);
    [[nodiscard]] std::uint32_t cell_of(std::uint32_t slot, const Walkers& walkers) const {
        return slot < sorted_ ? key_[slot] : cell_at(walkers.at(slot));
    }
    struct Near;
    void gather(std::uint32_t begin, std::uint32_t end, const Walkers& walkers, Near& near) const;

    Vec2 origin_{};
    int columns_ = 0;
    int rows_count_ = 0;
    std::vector<std::uint32_t> number_;  // cell number by (column, row), or no_cell
    /// Of around_: the cells that are at most two from one of a quad, 2 x 2 cells that follow each other, and itself.
    struct Around {
        std::uint32_t first, count;
    };
    std::vector<Around> around_of_;  // by cell
    std::vector<Cells> around_;

    std::uint32_t sorted_ = 0, seen_ = 0;   // walkers: in order; in all
    std::uint32_t sorting_ = 0;             // number of the last sorting
    std::uint32_t cells_ = 0, layers_ = 1;  // layers: of those who move, and of those who stand if anybody does
    std::vector<std::uint32_t> first_in_;   // by layer and cell, and more: of the walkers in order
    std::vector<std::uint8_t> busy_;        // while sorting, by window of these: 1: somebody is there
    /// Whom a block has near it, in a cache line. Those in between two runs may be in them, too: where they are few, or
    /// where there is no room for all runs.
    struct alignas(64) Near {
        std::uint32_t sorting = 0;  // of which the runs are
        std::uint32_t count = 0;
        std::array<lanes::Run, 7> runs;  // the one after the last is for those who come last
    };
    std::vector<Near> near_;  // by block
    std::vector<std::uint8_t> decks_;
    // while sorting
    struct Part {
        std::uint32_t begin, end;     // in first_in_: of cells and layers, and of the one after each
        std::uint32_t people, first;  // how many there are in it, and in all before it
    };
    std::vector<Part> parts_;
    std::vector<std::uint32_t> order_, cell_of_;
    std::vector<std::uint32_t> key_;  // quarter of the cell, then person; afterwards the cell, by slot in order
};

}  // namespace wz
