// Pages that need no other file: the frame, Chart.js and what a report puts into them.
#pragma once

#include <string>
#include <string_view>

namespace wz {

struct PageParts {
    std::string_view title;  // plain text
    std::string_view style, body, script;
    std::string_view data;  // JSON
};
std::string page_html(const PageParts& parts);

}  // namespace wz
