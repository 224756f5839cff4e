// The curves of another run, from its timeseries.csv.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"

namespace studio {

class Comparison {
public:
    using Points = std::vector<std::pair<wz::Tick, float>>;
    /// What came of it, in words.
    std::string load(const std::string& path);
    [[nodiscard]] bool empty() const { return columns_.empty(); }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const Points* find(const std::string& column) const;

private:
    std::string name_;
    std::map<std::string, Points> columns_;
};

}  // namespace studio
