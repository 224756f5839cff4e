#include "observe/report.hpp"

#include <string_view>

#include "observe/page_text.hpp"
#include "observe/report_assets.hpp"

namespace wz {

namespace {

std::string safe_in_html(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                safe += c;
        }
    }
    return safe;
}

}  // namespace

std::string report_html(const Results& results) {
    const std::string title = safe_in_html(results.scenario->title);
    const std::string data = safe_in_script(report_data(results));
    return fill_in_marks(report_page, {{"%title%", title},
                                       {"%style%", report_style},
                                       {"%chart%", chart_script},
                                       {"%data%", data},
                                       {"%script%", report_script}});
}

}  // namespace wz
