// A table with one row per simulated minute. Its size is known at the start: at most 47 × 60 rows of fixed columns.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace wz {

/// No value in this minute, e.g. the mean wait of nobody: an empty cell.
inline constexpr float no_value = std::numeric_limits<float>::quiet_NaN();

struct Column {
    std::string name;  // of the CSV column
    std::string unit;
    std::string group;  // columns that belong in one chart: "kind", "doing", "bridge_flow", …
    std::string label_zh, label_en;
};

class Series {
public:
    /// Before the first row only. Returns the column's number.
    std::size_t add_column(Column column) {
        columns_.push_back(std::move(column));
        return columns_.size() - 1;
    }
    void begin_row(Tick at) {
        times_.push_back(at);
        cells_.resize(cells_.size() + columns_.size(), no_value);
    }
    /// Into the last row.
    void set(std::size_t column, double value) {
        cells_[cells_.size() - columns_.size() + column] = static_cast<float>(value);
    }

    /// Forgets the rows after `last`.
    void truncate(Tick last) {
        while (!times_.empty() && times_.back() > last) times_.pop_back();
        cells_.resize(times_.size() * columns_.size());
    }

    [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
    [[nodiscard]] std::size_t rows() const { return times_.size(); }
    [[nodiscard]] Tick time(std::size_t row) const { return times_[row]; }
    [[nodiscard]] float cell(std::size_t row, std::size_t column) const {
        return cells_[row * columns_.size() + column];
    }

private:
    std::vector<Column> columns_;
    std::vector<Tick> times_;
    std::vector<float> cells_;  // row by row
};

}  // namespace wz
