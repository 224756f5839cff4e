// A line across the water, watched for an experiment: when hulls pass it, and which way.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/world.hpp"

namespace wz {

class BoatLine {
public:
    explicit BoatLine(const MeasureSpec& spec) : spec_(&spec) {}
    /// After every tick.
    void after_step(const World& world);
    void put(std::map<std::string, double>& values) const;

private:
    struct Passage {
        double s;  // since the beginning of the run
        int way;   // +1: to the right of the line as written, −1: to its left
    };
    [[nodiscard]] std::vector<Passage> used() const;

    const MeasureSpec* spec_;
    std::vector<Vec2d> before_;  // by boat: its middle at the last tick
    std::vector<Passage> passages_;
};

}  // namespace wz
