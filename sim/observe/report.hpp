// report.html: one file that needs nothing else, for people who plan. The page (report/*) is embedded in the program at
// build time and gets its data as JSON.
#pragma once

#include <string>

#include "observe/results.hpp"

namespace wz {

std::string report_html(const Results& results);
/// The data of the page.
std::string report_data(const Results& results);

}  // namespace wz
