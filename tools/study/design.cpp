#include "study/design.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "base/random.hpp"
#include "demand/keys.hpp"

namespace study {

namespace {

void add_level(Variant& variant, const Factor& factor, const Level& level) {
    variant.name += fmt::format("{}{}={}", variant.name.empty() ? "" : ", ", factor.name, level.label);
    variant.settings.insert(variant.settings.end(), level.settings.begin(), level.settings.end());
}

/// A random order of 0 .. n−1 (Fisher & Yates).
std::vector<std::size_t> shuffled(int n, wz::Draws& draws) {
    std::vector<std::size_t> order(static_cast<std::size_t>(n));
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[draws.below(static_cast<std::uint32_t>(i))]);
    return order;
}

Level drawn_level(const Factor& f, double share) {
    double value = f.from + share * (f.to - f.from);
    if (f.whole) value = std::min(f.to, std::floor(f.from + share * (f.to - f.from + 1)));
    const wz::DocNode node = number_node(std::stod(fmt::format("{:.6g}", value)), f.at);
    return {node.text, {{f.name, node}}};
}

}  // namespace

std::vector<Variant> grid(const std::vector<Factor>& factors) {
    std::vector<Variant> variants{{}};
    for (const Factor& factor : factors) {
        std::vector<Variant> longer;
        for (const Variant& v : variants) {
            for (const Level& level : factor.levels) {
                longer.push_back(v);
                add_level(longer.back(), factor, level);
            }
        }
        variants = std::move(longer);
    }
    if (factors.empty()) variants[0].name = "base";
    return variants;
}

std::vector<Variant> latin_hypercube(const std::vector<Factor>& factors, int samples, std::uint64_t seed) {
    std::vector<Variant> variants(static_cast<std::size_t>(samples));
    for (const Factor& factor : factors) {
        wz::Draws draws(seed, wz::Stream::shuffle_test, wz::key_of(factor.name));
        const std::vector<std::size_t> strata = shuffled(samples, draws);
        for (std::size_t i = 0; i < variants.size(); ++i) {
            if (factor.range) {
                const double share = (static_cast<double>(strata[i]) + draws.uniform()) / samples;
                add_level(variants[i], factor, drawn_level(factor, share));
            } else {
                add_level(variants[i], factor, factor.levels[strata[i] % factor.levels.size()]);
            }
        }
    }
    return variants;
}

}  // namespace study
