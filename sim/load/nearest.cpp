#include "load/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace wz {

namespace {
/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = a[i - 1] == b[j - 1];
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
    }
    return d[a.size()][b.size()];
}
constexpr std::size_t longest_compared = 64;  // a longer "name" is no typing error, and comparing is quadratic
}  // namespace

std::string nearest_name(std::string_view name, std::span<const std::string> candidates) {
    if (name.size() > longest_compared) return {};
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(2, name.size() * 2 / 5) + 1;
    for (const std::string& candidate : candidates) {
        if (candidate.size() > longest_compared) continue;
        const std::size_t distance = edit_distance(name, candidate);
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view name, std::span<const std::string> candidates) {
    if (candidates.empty()) return "there is none";
    const std::string best = nearest_name(name, candidates);
    if (!best.empty()) return fmt::format("did you mean `{}`?", best);
    constexpr std::size_t shown = 12;
    const auto first = candidates.first(std::min(shown, candidates.size()));
    return fmt::format("use one of: {}{}", fmt::join(first, ", "), candidates.size() > shown ? ", …" : "");
}

}  // namespace wz
