// Pages that need no other file: a template with marks (`%title%`) into which texts are filled.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace wz {

/// In one pass, so that nothing within the filled-in texts is taken for a mark.
std::string fill_page(std::string_view page, std::span<const std::pair<std::string_view, std::string_view>> marks);
/// Inside <script> data must neither end the script nor begin a comment.
std::string safe_in_script(std::string_view json);
std::string safe_in_html(std::string_view text);

}  // namespace wz
