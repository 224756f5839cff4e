#include "observe/report.hpp"

#include "observe/page.hpp"
#include "observe/report_assets.hpp"

namespace wz {

std::string report_html(const Results& results) {
    const std::string data = report_data(results);
    return page_html({.title = results.scenario->title,
                      .style = report_style,
                      .body = report_body,
                      .script = report_script,
                      .data = data});
}

}  // namespace wz
