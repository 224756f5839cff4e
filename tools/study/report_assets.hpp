// Files embedded at build time by assets.cmake.
#pragma once

#include <string_view>

namespace study {

extern const std::string_view study_body;    // report/body.html
extern const std::string_view study_style;   // of a run's report, then report/study.css
extern const std::string_view study_script;  // of a run's report and report/*.js, in order

}  // namespace study
