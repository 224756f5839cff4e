#include "observe/page.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "observe/report_assets.hpp"

namespace wz {

namespace {

/// Inside <script> data must neither end the script nor begin a comment.
std::string safe_in_script(std::string_view json) {
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

std::string page_html(const PageParts& parts) {
    const std::string title = safe_in_html(parts.title), data = safe_in_script(parts.data);
    const std::array<std::pair<std::string_view, std::string_view>, 6> marks{{{"%title%", title},
                                                                              {"%style%", parts.style},
                                                                              {"%body%", parts.body},
                                                                              {"%chart%", chart_script},
                                                                              {"%data%", data},
                                                                              {"%script%", parts.script}}};
    // One pass over the page, so that nothing within the filled-in texts is taken for a mark.
    std::string html;
    std::size_t size = report_page.size();
    for (const auto& [mark, text] : marks) size += text.size();
    html.reserve(size);
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
