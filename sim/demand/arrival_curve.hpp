// When people arrive: the inverse of the cumulative arrival profile, cut to the simulated day.
#pragma once

#include <vector>

#include "demand/scenario.hpp"

namespace wz {

class ArrivalCurve {
public:
    ArrivalCurve(const Profile& profile, Tick day_start, Tick day_end);
    /// The time by which a share u of all has arrived, 0 < u < 1.
    [[nodiscard]] Tick at(double u) const;
    /// The first time at which anybody can arrive.
    [[nodiscard]] Tick first() const { return first_; }

private:
    struct Piece {
        Tick from;
        Tick to;
        double until;  // share that has arrived by `to`
    };
    std::vector<Piece> pieces_;
    Tick first_;
};

}  // namespace wz
