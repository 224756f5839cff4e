#include "params/params.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace wz {

namespace {

template <class T>
constexpr ParamType type_of() {
    if constexpr (std::is_same_v<T, bool>)
        return ParamType::toggle;
    else if constexpr (std::is_same_v<T, int>)
        return ParamType::whole;
    else
        return ParamType::number;
}

#define P(type, name, def, lo, hi, unit, help, source)                               \
    ParamInfo{WZ_GROUP "." #name,                                                    \
              type_of<type>(),                                                       \
              static_cast<double>(def),                                              \
              lo,                                                                    \
              hi,                                                                    \
              unit,                                                                  \
              help,                                                                  \
              source,                                                                \
              [](const Params& p) { return static_cast<double>(p.WZ_MEMBER.name); }, \
              [](Params& p, double v) { p.WZ_MEMBER.name = static_cast<type>(v); }},

constexpr ParamInfo table[] = {
#define WZ_GROUP "pedestrian"
#define WZ_MEMBER pedestrian
#include "params/pedestrian.inc"
#undef WZ_GROUP
#undef WZ_MEMBER
#define WZ_GROUP "routing"
#define WZ_MEMBER routing
#include "params/routing.inc"
#undef WZ_GROUP
#undef WZ_MEMBER
#define WZ_GROUP "demand"
#define WZ_MEMBER demand
#include "params/demand.inc"
#undef WZ_GROUP
#undef WZ_MEMBER
#define WZ_GROUP "waterway"
#define WZ_MEMBER waterway
#include "params/waterway.inc"
#undef WZ_GROUP
#undef WZ_MEMBER
#define WZ_GROUP "shuttle"
#define WZ_MEMBER shuttle
#include "params/shuttle.inc"
#undef WZ_GROUP
#undef WZ_MEMBER
#define WZ_GROUP "queueing"
#define WZ_MEMBER queueing
#include "params/queueing.inc"
#undef WZ_GROUP
#undef WZ_MEMBER
};
#undef P

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t up = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = up;
        }
    }
    return row[b.size()];
}

}  // namespace

std::span<const ParamInfo> all_params() { return table; }

const ParamInfo* find_param(std::string_view name) {
    for (const ParamInfo& p : table)
        if (p.name == name) return &p;
    return nullptr;
}

std::string nearest_param_name(std::string_view name) {
    const ParamInfo* best =
        std::ranges::min_element(table, {}, [name](const ParamInfo& p) { return edit_distance(p.name, name); });
    return std::string(best->name);
}

std::string allowed_text(const ParamInfo& p) {
    if (p.type == ParamType::toggle) return "true or false";
    return fmt::format("a {}number from {:g} to {:g}{}{}", p.type == ParamType::whole ? "whole " : "", p.lowest,
                       p.highest, p.unit.empty() ? "" : " ", p.unit);
}

std::string why_not(const ParamInfo& p, double value) {
    if (!std::isfinite(value)) return "not a finite number";
    if (p.type != ParamType::number && value != std::floor(value)) return "not a whole number";
    if (value < p.lowest || value > p.highest) return "out of range";
    return {};
}

void add_to_hash(const Params& params, Hasher& hasher) {
    for (const ParamInfo& p : table) hasher.add(p.get(params));
}

}  // namespace wz
