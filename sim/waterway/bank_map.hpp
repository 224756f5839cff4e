// Walls in a grid, found by place.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "base/vec2.hpp"
#include "town/town.hpp"

namespace wz::water {

/// Walls of the water, found by place.
class BankMap {
public:
    /// Stands for a wall that is not there, where the others must keep their indices.
    static constexpr Bank no_wall{{std::numeric_limits<double>::quiet_NaN(), 0}, {}};

    explicit BankMap(std::vector<Bank> banks);
    [[nodiscard]] const std::vector<Bank>& banks() const { return banks_; }
    /// Appends the indices of the banks that may be within `reach` (at most one cell, 16 m) of p; may repeat.
    void near(Vec2d p, double reach, std::vector<std::uint32_t>& found) const;

    /// How much of the way from a to b is free of walls, 0 to 1; none: all of it.
    [[nodiscard]] std::optional<double> first_wall(Vec2d a, Vec2d b) const;

private:
    static constexpr double cell_m = 16;
    [[nodiscard]] std::size_t cell_of(std::int64_t cx, std::int64_t cy) const;

    std::vector<Bank> banks_;
    Vec2d low_;
    std::int64_t columns_ = 1, rows_ = 1;
    std::vector<std::uint32_t> first_;  // CSR by cell
    std::vector<std::uint32_t> item_;
};

}  // namespace wz::water
