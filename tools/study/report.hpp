// `wuzhen report`: one page that needs no other file, for a planner to put before a mayor.
#pragma once

#include <string>

#include "study/store.hpp"

namespace study {

std::string report_html(const Store& store);
/// The data of the page, as JSON.
std::string report_data(const Store& store);
/// Writes the page beside the store, or to `out`; returns the exit code.
int write_report(const std::string& file, const std::string& out);

}  // namespace study
