// Files embedded at build time by assets.cmake.
#pragma once

#include <string_view>

namespace wz {

extern const std::string_view report_page;        // report/page.html: the frame of every page
extern const std::string_view report_body;        // report/body.html
extern const std::string_view report_style;       // report/style.css
extern const std::string_view report_script;      // report/*.js, in order
extern const std::string_view chart_script;       // Chart.js, MIT licence
extern const std::string_view validation_page;    // report/validation.html
extern const std::string_view validation_script;  // report/validation.js

}  // namespace wz
