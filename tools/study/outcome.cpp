#include "study/outcome.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace study {

using nlohmann::json;

std::string to_text(const Outcome& o) {
    json j{{"failed", o.failed},
           {"reason", o.reason},
           {"seed", o.seed},
           {"hash", o.hash},
           {"simulated", o.simulated_s},
           {"wall", o.wall_s},
           {"measures", json::array()},
           {"series", json::array()},
           {"places", json::array()},
           {"waits", json::array()}};
    for (const MeasureRow& m : o.measures) j["measures"].push_back({m.name, m.value, m.element, m.at_s});
    for (const SeriesRow& s : o.series) j["series"].push_back({s.name, s.minute, s.value});
    for (const PlaceHour& p : o.places) j["places"].push_back({p.place, p.hour, p.people, p.ef_min});
    for (const WaitRow& w : o.waits) j["waits"].push_back({w.kind, w.queue, w.minute, w.people});
    return j.dump(-1, ' ', false, json::error_handler_t::replace);
}

Outcome from_text(const std::string& text) {
    const json j = json::parse(text);
    const auto number = [](const json& v) { return v.is_null() ? std::nan("") : v.get<double>(); };
    Outcome o;
    o.failed = j.at("failed"), o.reason = j.at("reason"), o.seed = j.at("seed"), o.hash = j.at("hash");
    o.simulated_s = j.at("simulated"), o.wall_s = j.at("wall");
    for (const json& m : j.at("measures")) o.measures.push_back({m[0], number(m[1]), m[2], m[3]});
    for (const json& s : j.at("series")) o.series.push_back({s[0], s[1], number(s[2])});
    for (const json& p : j.at("places")) o.places.push_back({p[0], p[1], p[2], p[3]});
    for (const json& w : j.at("waits")) o.waits.push_back({w[0], w[1], w[2], w[3]});
    return o;
}

}  // namespace study
