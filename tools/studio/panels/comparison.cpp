#include "panels/comparison.hpp"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace studio {

namespace {

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> all;
    std::stringstream in(line);
    for (std::string cell; std::getline(in, cell, ',');) all.push_back(cell);
    return all;
}

}  // namespace

std::string Comparison::load(const std::string& path) {
    std::ifstream in(path);
    std::string line;
    if (!in || !std::getline(in, line)) return "Cannot read " + path;
    const std::vector<std::string> names = cells(line);
    std::map<std::string, Points> columns;
    while (std::getline(in, line)) {
        const std::vector<std::string> row = cells(line);
        const wz::Tick at = row.empty() ? -1 : wz::parse_clock(row[0]);
        for (std::size_t i = 1; at >= 0 && i < row.size() && i < names.size(); ++i)
            if (!row[i].empty()) columns[names[i]].emplace_back(at, std::strtof(row[i].c_str(), nullptr));
    }
    if (columns.empty()) return path + " holds no curves; a timeseries.csv of `wuzhen run` does";
    columns_ = std::move(columns);
    name_ = path;
    return "Beside it: " + path;
}

void Comparison::take(const wz::Series& series, std::string name) {
    clear();
    for (std::size_t c = 0; c < series.columns().size(); ++c)
        for (std::size_t r = 0; r < series.rows(); ++r)
            if (const float v = series.cell(r, c); std::isfinite(v))
                columns_[series.columns()[c].name].emplace_back(series.time(r), v);
    name_ = std::move(name);
}

const Comparison::Points* Comparison::find(const std::string& column) const {
    const auto at = columns_.find(column);
    return at == columns_.end() ? nullptr : &at->second;
}

}  // namespace studio
