// The files of a run, as text. Columns and units: README.md of this folder.
#pragma once

#include <string>

#include "observe/results.hpp"

namespace wz {

std::string timeseries_csv(const Series& series);
std::string summary_json(const Results& results);
std::string density_geojson(const Results& results);
/// Writes timeseries.csv, summary.json, density.geojson and report.html; summary.json comes last: where it is, all are.
void write_results(const Results& results, const std::string& folder);

}  // namespace wz
