#include "observe/page.hpp"

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

std::string page_html(const PageParts& parts) {
    const std::string title = safe_in_html(parts.title), data = safe_in_script(parts.data);
    return fill_in_marks(report_page, {{"%title%", title},
                                       {"%style%", parts.style},
                                       {"%body%", parts.body},
                                       {"%chart%", chart_script},
                                       {"%data%", data},
                                       {"%script%", parts.script}});
}

}  // namespace wz
