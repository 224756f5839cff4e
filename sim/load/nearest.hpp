// "Did you mean": the known name that is most like a mistyped one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace wz {

/// The most similar candidate, or empty if none is similar enough to be meant.
std::string nearest_name(std::string_view name, std::span<const std::string> candidates);
/// "did you mean `x`?", or a list of the first few candidates if none is similar.
std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);

}  // namespace wz
