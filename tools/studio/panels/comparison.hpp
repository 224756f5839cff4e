// The curves of another run, from its timeseries.csv, or of this one as it was kept.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "observe/series.hpp"

namespace studio {

class Comparison {
public:
    using Points = std::vector<std::pair<wz::Tick, float>>;
    /// What came of it, in words.
    std::string load(const std::string& path);
    void take(const wz::Series& series, std::string name);
    void clear() { columns_.clear(), name_.clear(); }
    [[nodiscard]] bool empty() const { return columns_.empty(); }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const Points* find(const std::string& column) const;

private:
    std::string name_;
    std::map<std::string, Points> columns_;
};

}  // namespace studio
