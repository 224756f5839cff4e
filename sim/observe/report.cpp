#include "observe/report.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "observe/page.hpp"
#include "observe/report_assets.hpp"

namespace wz {

std::string report_html(const Results& results) {
    const std::string title = safe_in_html(results.scenario->title);
    const std::string data = safe_in_script(report_data(results));
    const std::array<std::pair<std::string_view, std::string_view>, 5> marks{{{"%title%", title},
                                                                              {"%style%", report_style},
                                                                              {"%chart%", chart_script},
                                                                              {"%data%", data},
                                                                              {"%script%", report_script}}};
    return fill_page(report_page, marks);
}

}  // namespace wz
