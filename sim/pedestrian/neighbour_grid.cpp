#include "pedestrian/neighbour_grid.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <utility>

namespace wz {

namespace {

constexpr std::uint32_t worth_bridging = 8;  // people between two runs who cost less than another run
constexpr std::uint32_t window_cells = 64;
constexpr std::size_t few_people = 256;  // sorted by one thread
constexpr int quarter_bits = 30;         // in a key, above them: a billion people are enough

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

/// Makes room for one more run, the last, where there are fewest people between two.
void bridge_least_gap(std::span<lanes::Run> runs, lanes::Run last) {
    const auto gap = [&](std::size_t k) { return (k + 1 < runs.size() ? runs[k + 1] : last).begin - runs[k].end; };
    std::size_t least = 0;
    for (std::size_t k = 1; k < runs.size(); ++k)
        if (gap(k) < gap(least)) least = k;
    if (least + 1 == runs.size()) {
        runs[least].end = last.end;
        return;
    }
    runs[least].end = runs[least + 1].end;
    std::copy(runs.begin() + static_cast<std::ptrdiff_t>(least) + 2, runs.end(),
              runs.begin() + static_cast<std::ptrdiff_t>(least) + 1);
    runs.back() = last;
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
    cells_ = static_cast<std::uint32_t>(cells.size());
    // two layers, what counting and looking at whole windows need, in whole windows
    first_in_.assign((2 * cells_ / window_cells + 3) * window_cells, 0);
    busy_.resize(first_in_.size() / window_cells);
    std::vector<std::uint32_t> near;
    constexpr int far = 2;  // cells
    for (std::size_t first = 0, last = 0; first < cells.size(); first = last) {
        near.clear();
        for (; last < cells.size() && cells[last].rank / 4 == cells[first].rank / 4; ++last) {
            const auto [rank, at_column, at_row] = cells[last];
            for (int row = std::max(0, at_row - far); row <= std::min(rows_count_ - 1, at_row + far); ++row)
                for (int column = std::max(0, at_column - far); column <= std::min(columns_ - 1, at_column + far);
                     ++column)
                    if (number_at(column, row) != no_cell) near.push_back(number_at(column, row));
        }
        std::ranges::sort(near);
        const std::size_t first_around = around_.size();
        for (const std::uint32_t c : near) {
            if (around_.size() == first_around || around_.back().window != c / window_cells)
                around_.push_back({0, c / window_cells});
            around_.back().bits |= std::uint64_t{1} << c % window_cells;
        }
        around_of_.resize(last, {static_cast<std::uint32_t>(first_around),
                                 static_cast<std::uint32_t>(around_.size() - first_around)});
    }
}

std::uint32_t NeighbourGrid::square_at(Vec2 p) const {
    const float across = (p.x - origin_.x) * (1.0f / cell_m), up = (p.y - origin_.y) * (1.0f / cell_m);
    if (!(across >= 0 && up >= 0 && across < static_cast<float>(columns_) && up < static_cast<float>(rows_count_)))
        return 0;
    return static_cast<std::uint32_t>(static_cast<int>(up) * columns_ + static_cast<int>(across));
}

/// Cuts the cells into parts of about as many people as were there the last time, in whole windows.
void NeighbourGrid::cut(const Walkers& w, std::size_t threads) {
    const auto all = static_cast<std::uint32_t>(first_in_.size());
    const std::size_t parts = w.size() < few_people ? 1 : threads;
    parts_.resize(parts);
    for (std::size_t k = 0; k < parts; ++k) {
        const std::uint32_t people = static_cast<std::uint32_t>(k * first_in_.back() / parts);
        const auto at = std::ranges::lower_bound(first_in_, people) - first_in_.begin();
        parts_[k].begin = k == 0 ? 0 : static_cast<std::uint32_t>(at) / window_cells * window_cells;
        if (k > 0) parts_[k - 1].end = parts_[k].begin;
    }
    parts_.back().end = all;
}

/// Into order_: the slots in use, by layer, cell, quarter and person. A counting sort, then a few swaps within each
/// cell; each thread does a part of the cells.
void NeighbourGrid::order(const Walkers& w, Team& team) {
    cell_of_.resize(w.size()), key_.resize(w.count()), order_.resize(w.count());
    team.for_range(w.size(), 1024, [&](std::size_t begin, std::size_t end) {  // layer, cell and quarter
        for (std::size_t i = begin; i < end; ++i) {
            cell_of_[i] = square_at(w.at(i));
            __builtin_prefetch(&number_[cell_of_[i]]);
        }
        for (std::size_t i = begin; i < end; ++i) {
            const std::uint32_t c = number_[cell_of_[i]], layer = w.gait[i] == Gait::stand ? cells_ : 0;
            const int right = static_cast<int>((w.x[i] - origin_.x) * (2.0f / cell_m)) & 1;
            const int upper = static_cast<int>((w.y[i] - origin_.y) * (2.0f / cell_m)) & 1;
            // no_cell only of who has left, while walls hold
            cell_of_[i] =
                4 * (layer + (c == no_cell ? 0 : c)) + static_cast<std::uint32_t>(2 * upper + (upper ^ right));
        }
    });
    cut(w, team.threads());
    const auto of_part = [&](const Part& part, auto&& f) {
        for (std::uint32_t i = 0; i < w.size(); ++i)
            if (const std::uint32_t at = cell_of_[i] / 4 + 1; at - part.begin < part.end - part.begin && w.used(i))
                f(i, at);
    };
    team.for_blocks(parts_.size(), [&](std::size_t k) {
        Part& part = parts_[k];
        std::fill(first_in_.begin() + part.begin, first_in_.begin() + part.end, 0);
        std::fill(busy_.begin() + part.begin / window_cells, busy_.begin() + part.end / window_cells, 0);
        std::uint32_t* const count = first_in_.data();
        std::uint8_t* const busy = busy_.data();
        std::uint32_t people = 0;
        of_part(part, [&](std::uint32_t, std::uint32_t at) { ++count[at], busy[at / window_cells] = 1, ++people; });
        part.people = people;
    });
    for (std::uint32_t so_far = 0; Part & part : parts_) part.first = so_far, so_far += part.people;
    team.for_blocks(parts_.size(), [&](std::size_t number) {
        const Part part = parts_[number];
        for (std::uint32_t begin = part.begin, so_far = part.first; begin < part.end; begin += window_cells) {
            const auto cells = std::span(first_in_).subspan(begin, window_cells);
            if (busy_[begin / window_cells] != 0)
                for (std::uint32_t& cell : cells) cell = std::exchange(so_far, so_far + cell);
            else
                std::ranges::fill(cells, so_far);
        }
        of_part(part, [&](std::uint32_t i, std::uint32_t at) {
            const std::uint32_t place = first_in_[at]++;
            key_[place] = (cell_of_[i] % 4 << quarter_bits) | w.person[i].value;
            order_[place] = i;
        });
        const std::uint32_t last = part.first + part.people;
        for (std::uint32_t k = part.first; k < last; ++k) {
            const std::uint32_t i = order_[k], key = key_[k], c = cell_of_[i] / 4;
            const std::uint32_t first_of_cell = c < part.begin ? part.first : first_in_[c];
            std::uint32_t at = k;
            for (; at > first_of_cell && key_[at - 1] > key; --at) order_[at] = order_[at - 1], key_[at] = key_[at - 1];
            order_[at] = i, key_[at] = key;
        }
        for (std::uint32_t k = part.first; k < last; ++k) {
            const std::uint32_t c = cell_of_[order_[k]] / 4;
            key_[k] = c < cells_ ? c : c - cells_;
        }
    });
    layers_ = first_in_[cells_] < w.count() ? 2 : 1;
}

bool NeighbourGrid::sort(Walkers& w, Tick now, Team& team) {
    constexpr std::size_t few = 4 * lanes::width;
    const std::size_t changed = w.size() - sorted_ + w.left;
    if (now % sort_every != 0 && changed < few + sorted_ / 8) return false;
    order(w, team);
    w.renumber(order_, team);
    sorted_ = static_cast<std::uint32_t>(w.size());
    ++sorting_;
    return true;
}

void NeighbourGrid::see(const Walkers& w) {
    seen_ = static_cast<std::uint32_t>(w.size());
    decks_ = w.decks;
    const std::size_t blocks = (seen_ + lanes::width - 1) / lanes::width;
    if (near_.size() < blocks) near_.resize(blocks);
}

void NeighbourGrid::gather(std::uint32_t begin, std::uint32_t end, const Walkers& w, Near& near) const {
    std::array<Around, lanes::width> quads{};  // of the walkers, once each if they stand together
    std::size_t count = 0;
    for (std::uint32_t i = begin; i < end; ++i) {
        const std::uint32_t c = w.used(i) ? cell_of(i, w) : no_cell;
        if (c == no_cell) continue;
        const Around quad = around_of_[c];
        if (count > 0 && quad.first == quads[count - 1].first) continue;
        quads[count++] = quad;
        __builtin_prefetch(&around_[quad.first]);
    }
    thread_local std::vector<Cells> around;  // by window
    around.clear();
    for (std::size_t k = 0; k < count; ++k)
        for (const Cells& more : std::span(around_).subspan(quads[k].first, quads[k].count)) {
            auto place = around.end();
            while (place != around.begin() && std::prev(place)->window > more.window) --place;
            if (place != around.begin() && std::prev(place)->window == more.window) {
                std::prev(place)->bits |= more.bits;
            } else {
                around.insert(place, more);
                __builtin_prefetch(&first_in_[more.window * window_cells]);
            }
        }
    near.count = 0;
    for (std::uint32_t layer = 0; layer < layers_; ++layer)
        for (const Cells& cells : around) {
            const std::uint32_t window = layer * cells_ + cells.window * window_cells;
            for (std::uint64_t left = first_in_[window] < first_in_[window + window_cells] ? cells.bits : 0;
                 left != 0;) {
                const auto first = static_cast<std::uint32_t>(std::countr_zero(left));
                const auto run = static_cast<std::uint32_t>(std::countr_one(left >> first));
                left = first + run == window_cells ? 0 : left >> (first + run) << (first + run);
                const std::uint32_t cell = window + first;
                const lanes::Run people{first_in_[cell], first_in_[cell + run]};
                if (people.begin == people.end) continue;
                if (near.count > 0 && people.begin - near.runs[near.count - 1].end <= worth_bridging)
                    near.runs[near.count - 1].end = people.end;
                else if (near.count + 1 < near.runs.size())
                    near.runs[near.count++] = people;
                else
                    bridge_least_gap(std::span(near.runs).first(near.count), people);
            }
        }
}

std::span<const lanes::Run> NeighbourGrid::people_near(std::size_t block, const Walkers& w) {
    Near& near = near_[block];
    const auto begin = static_cast<std::uint32_t>(block * lanes::width);
    const std::uint32_t end = std::min(begin + static_cast<std::uint32_t>(lanes::width), seen_);
    if (end > sorted_ || near.sorting != sorting_) {
        gather(begin, end, w, near);
        near.sorting = end > sorted_ ? 0 : sorting_;
    }
    near.runs[near.count] = {sorted_, seen_};
    return std::span(near.runs).first(near.count + (seen_ > sorted_ ? 1 : 0));
}

}  // namespace wz
