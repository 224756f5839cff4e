#include "study/static_capacity.hpp"

#include <algorithm>

namespace study {

namespace {

double stay_of(const wz::PopulationSpec& p, const wz::Scenario& s) {
    if (p.stay_h > 0) return p.stay_h;
    const wz::Tick last = std::min(p.leave_by, s.end);
    const auto& arrivals = p.arrivals.from;
    if (arrivals.empty()) return wz::seconds(last - s.start) / 3600;
    return wz::seconds(last - (arrivals.front().first + arrivals.back().first) / 2) / 3600;
}

double mean_stay_h(const wz::Scenario& s) {
    double people = 0, hours = 0;
    for (const wz::PopulationSpec& p : s.populations) {
        if (!p.scalable || p.entries.empty()) continue;
        people += p.count;
        hours += p.count * stay_of(p, s);
    }
    return people > 0 ? hours / people : 0;
}

}  // namespace

StaticCapacity static_capacity(const ReadyDay& day) {
    const wz::Town& town = *day.town;
    StaticCapacity c;
    for (const wz::Zone& z : town.zones) c.zones.push_back({z.name.id, z.name.zh, z.name.en, 0});
    c.zones.push_back({"", "其他", "elsewhere", 0});
    for (const wz::Patch& p : town.patches) {
        const std::size_t zone = p.report_zone.valid() ? p.report_zone.index() : town.zones.size();
        c.zones[zone].area_m2 += p.area_m2;
        c.area_m2 += p.area_m2;
    }
    std::erase_if(c.zones, [](const ZoneCapacity& z) { return z.area_m2 <= 0; });
    c.open_h = wz::seconds(day.scenario->end - day.scenario->start) / 3600;
    c.stay_h = mean_stay_h(*day.scenario);
    return c;
}

}  // namespace study
