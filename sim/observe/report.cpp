#include "observe/report.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "observe/report_assets.hpp"

namespace wz {

namespace {

/// Inside <script> the data must neither end the script nor begin a comment.
std::string safe_in_script(const std::string& json) {
    std::string safe;
    safe.reserve(json.size());
    for (const char c : json) {
        if (c == '<')
            safe += "\\u003c";
        else
            safe += c;
    }
    return safe;
}

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
    const std::array<std::pair<std::string_view, std::string_view>, 5> marks{{{"%title%", title},
                                                                              {"%style%", report_style},
                                                                              {"%chart%", chart_script},
                                                                              {"%data%", data},
                                                                              {"%script%", report_script}}};
    // One pass over the page, so that nothing within the filled-in texts is taken for a mark.
    std::string html;
    html.reserve(report_page.size() + report_style.size() + chart_script.size() + data.size() + report_script.size());
    std::string_view rest = report_page;
    while (!rest.empty()) {
        const std::size_t text = std::min(rest.find('%'), rest.size());
        html += rest.substr(0, text);
        rest.remove_prefix(text);
        const auto mark = std::ranges::find_if(marks, [rest](const auto& m) { return rest.starts_with(m.first); });
        if (mark != marks.end()) {
            html += mark->second;
            rest.remove_prefix(mark->first.size());
        } else if (!rest.empty()) {
            html += rest.front();
            rest.remove_prefix(1);
        }
    }
    return html;
}

}  // namespace wz
