// Every tunable number, declared once. One line of a *.inc file gives the struct field, the loader's check, the slider
// in the studio, `wuzhen params` and the place in the state hash:
//   P(type, name, default, lowest, highest, unit, help, source)      type: double, int or bool
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/hash.hpp"

namespace wz {

#define P(type, name, def, lo, hi, unit, help, source) type name = def;
struct PedestrianParams {
#include "params/pedestrian.inc"
};
struct RoutingParams {
#include "params/routing.inc"
};
struct DemandParams {
#include "params/demand.inc"
};
struct WaterwayParams {
#include "params/waterway.inc"
};
struct ShuttleParams {
#include "params/shuttle.inc"
};
struct QueueingParams {
#include "params/queueing.inc"
};
#undef P

struct Params {
    PedestrianParams pedestrian;
    RoutingParams routing;
    DemandParams demand;
    WaterwayParams waterway;
    ShuttleParams shuttle;
    QueueingParams queueing;
};

enum class ParamType { number, whole, toggle };

/// One declaration, for loaders, help and sliders.
struct ParamInfo {
    std::string_view name;  // "pedestrian.reach_m"
    ParamType type;
    double default_value;
    double lowest;
    double highest;
    std::string_view unit;
    std::string_view help;
    std::string_view source;
    double (*get)(const Params&);
    void (*set)(Params&, double);
};

/// All declarations in file order.
std::span<const ParamInfo> all_params();
/// nullptr if there is no such parameter.
const ParamInfo* find_param(std::string_view name);
/// The nearest known name, for "did you mean".
std::string nearest_param_name(std::string_view name);
/// "a number from 0.1 to 5 m"
std::string allowed_text(const ParamInfo& p);
/// Empty if `value` may be set, else what is wrong with it.
std::string why_not(const ParamInfo& p, double value);
void add_to_hash(const Params& params, Hasher& hasher);

}  // namespace wz
