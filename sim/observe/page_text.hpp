// Pages with everything in them: marks in a template are filled in once.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wz {

/// Inside <script> the data must neither end the script nor begin a comment.
inline std::string safe_in_script(std::string_view json) {
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

/// In one pass, so that nothing within the filled-in texts is taken for a mark.
inline std::string fill_in_marks(std::string_view page,
                                 const std::vector<std::pair<std::string_view, std::string_view>>& marks) {
    std::string html;
    std::size_t size = page.size();
    for (const auto& [mark, text] : marks) size += text.size();
    html.reserve(size);
    while (!page.empty()) {
        const std::size_t text = std::min(page.find('%'), page.size());
        html += page.substr(0, text);
        page.remove_prefix(text);
        const auto mark = std::ranges::find_if(marks, [page](const auto& m) { return page.starts_with(m.first); });
        if (mark != marks.end()) {
            html += mark->second;
            page.remove_prefix(mark->first.size());
        } else if (!page.empty()) {
            html += page.front();
            page.remove_prefix(1);
        }
    }
    return html;
}

}  // namespace wz
