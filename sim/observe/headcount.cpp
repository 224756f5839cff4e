#include "observe/headcount.hpp"

#include <algorithm>
#include <array>

namespace wz {

namespace {

struct DoingColumn {
    Doing doing;
    const char* name;
    const char* zh;
};
constexpr std::array<DoingColumn, 7> doing_columns{{{Doing::walking, "walking", "行走"},
                                                    {Doing::standing, "standing", "停留"},
                                                    {Doing::pressing, "pressing", "擁擠等候"},
                                                    {Doing::queueing, "queueing", "排隊"},
                                                    {Doing::inside, "inside", "室內"},
                                                    {Doing::riding_boat, "riding_boat", "乘船"},
                                                    {Doing::riding_cart, "riding_cart", "乘車"}}};

std::string kind_zh(const std::string& kind) {
    constexpr std::array<std::pair<std::string_view, const char*>, 6> names{{{"visitor", "遊客"},
                                                                             {"guest", "住客"},
                                                                             {"delegate", "嘉賓"},
                                                                             {"press", "媒體"},
                                                                             {"volunteer", "志願者"},
                                                                             {"staff", "工作人員"}}};
    for (const auto& [en, zh] : names)
        if (en == kind) return zh;
    return kind;
}

std::string spaced(std::string text) {
    std::ranges::replace(text, '_', ' ');
    return text;
}

}  // namespace

Headcount::Headcount(const World& world, Series& series) {
    for (const PopulationSpec& p : world.scenario().populations) kinds_.push_back(p.kind);
    std::ranges::sort(kinds_);
    kinds_.erase(std::ranges::unique(kinds_).begin(), kinds_.end());
    for (const PopulationSpec& p : world.scenario().populations)
        kind_of_.push_back(static_cast<std::size_t>(std::ranges::find(kinds_, p.kind) - kinds_.begin()));

    total_column_ = series.add_column({"on_site", "people", "total", "在場人數", "On site"});
    entered_column_ = series.add_column({"entered_per_min", "people/min", "arrivals", "進入", "Entered"});
    left_column_ = series.add_column({"left_per_min", "people/min", "arrivals", "離開", "Left"});
    first_kind_ = series.columns().size();
    for (const std::string& kind : kinds_)
        series.add_column({"on_site_" + kind, "people", "kind", kind_zh(kind), kind});
    first_doing_ = series.columns().size();
    for (const DoingColumn& d : doing_columns) series.add_column({d.name, "people", "doing", d.zh, spaced(d.name)});
    first_zone_ = series.columns().size();
    const Town& town = world.town();
    for (std::size_t z = 0; z < town.zones.size(); ++z) {
        const Zone& zone = town.zones[ZoneId(z)];
        if (zone.zone_class != ZoneClass::report) continue;
        zones_.push_back(ZoneId(z));
        series.add_column({"on_site_zone_" + zone.name.id, "people", "zone", zone.name.zh, zone.name.en});
    }
    for (const Patch& patch : town.patches) zone_of_.push_back(patch.report_zone);
    surface_.resize(town.zones.size());
    if (world.now() > world.scenario().start) {  // watched from the middle of a day: not all came in the first minute
        entered_ = total(world.census().entered);
        left_ = total(world.census().left);
    }
}

void Headcount::each_second(const World& world, const SurfaceSample& sample) {
    const int people = world.census().total_on_site();
    if (people > peak_) {
        peak_ = people;
        peak_at_ = world.now();
    }
    if (zones_.empty() || world.now() % ticks(60) != 0) return;
    std::ranges::fill(surface_, 0);
    for (const PatchId patch : sample.patch)
        if (patch.valid() && zone_of_[patch].valid()) ++surface_[zone_of_[patch].index()];
}

int Headcount::total(const std::vector<int>& by_population) {
    int sum = 0;
    for (const int n : by_population) sum += n;
    return sum;
}

ZoneId Headcount::zone_of(const World& world, Spot spot) const {
    const Town& town = world.town();
    const auto of_link = [&](LinkId link) { return zone_of_[town.links[link].patch]; };
    switch (spot.kind) {
        case SpotKind::place:
        case SpotKind::door:
        case SpotKind::out_place:
            return town.places[PlaceId(spot.index)].report_zone;
        case SpotKind::gate_in:
        case SpotKind::gate_out:
        case SpotKind::windows:
        case SpotKind::ticket_hall:
            return of_link(town.gates[GateId(spot.index)].link);
        case SpotKind::dock:
        case SpotKind::out_dock:
            return of_link(town.docks[DockId(spot.index)].landing.link);
        case SpotKind::stop:
        case SpotKind::out_stop:
            return of_link(town.stops[StopId(spot.index)].platform.link);
        case SpotKind::dock_line:
            return of_link(town.docks[DockId(world.dock_lines()[spot.index].where)].landing.link);
        case SpotKind::stop_line:
            return of_link(town.stops[StopId(world.stop_lines()[spot.index].where)].platform.link);
        default:
            return {};  // riders are between zones; entries lie outside
    }
}

void Headcount::count_zones(const World& world, Series& series) {
    const People& all = world.people();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all.doing[i] != Doing::inside && all.doing[i] != Doing::queueing) continue;
        const ZoneId zone = zone_of(world, all.spot[i]);
        if (zone.valid()) ++surface_[zone.index()];
    }
    for (std::size_t z = 0; z < zones_.size(); ++z) series.set(first_zone_ + z, surface_[zones_[z].index()]);
}

void Headcount::each_minute(const World& world, Series& series) {
    const Census& census = world.census();
    series.set(total_column_, census.total_on_site());
    const int entered = total(census.entered), left = total(census.left);
    series.set(entered_column_, entered - entered_);
    series.set(left_column_, left - left_);
    entered_ = entered;
    left_ = left;
    std::vector<int> by_kind(kinds_.size());
    for (std::size_t p = 0; p < census.on_site.size(); ++p) by_kind[kind_of_[PopulationId(p)]] += census.on_site[p];
    for (std::size_t k = 0; k < by_kind.size(); ++k) series.set(first_kind_ + k, by_kind[k]);
    for (std::size_t d = 0; d < doing_columns.size(); ++d)
        series.set(first_doing_ + d, census.doing[static_cast<std::size_t>(doing_columns[d].doing)]);
    if (!zones_.empty()) count_zones(world, series);
}

}  // namespace wz
