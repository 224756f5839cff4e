#include "observe/results.hpp"

#include <algorithm>
#include <tuple>

namespace wz {

std::vector<PatchId> worst_places(const Results& results, std::size_t most) {
    const auto& patches = results.patches;
    std::vector<PatchId> order;
    for (std::size_t i = 0; i < patches.size(); ++i)
        if (patches[PatchId(i)].sustained() >= LevelOfService::c) order.emplace_back(i);
    const auto rank = [&](PatchId p) {
        const PatchCrowding& c = patches[p];
        return std::tuple(c.sustained(), c.seconds_at_least(c.sustained()), c.max_density);
    };
    std::ranges::sort(order, [&](PatchId p, PatchId q) {
        const auto a = rank(p), b = rank(q);
        return a != b ? a > b : p < q;
    });
    std::vector<PatchId> worst;
    for (const PatchId p : order) {
        if (worst.size() == most) break;
        const std::string& id = results.town->patches[p].name.id;
        const bool named =
            std::ranges::any_of(worst, [&](PatchId w) { return results.town->patches[w].name.id == id; });
        if (!named) worst.push_back(p);
    }
    return worst;
}

std::vector<std::pair<std::string, double>> changed_params(const Params& params) {
    std::vector<std::pair<std::string, double>> changed;
    for (const ParamInfo& p : all_params())
        if (p.get(params) != p.default_value) changed.emplace_back(p.name, p.get(params));
    return changed;
}

}  // namespace wz
