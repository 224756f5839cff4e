#include "town/map_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "load/lint.hpp"
#include "load/map_file.hpp"
#include "load/scenario_file.hpp"
#include "town/map_reach.hpp"

namespace wuzhen {

namespace {

template <class Finding>
int print_findings(const std::vector<Finding>& findings) {
    for (const wz::MapFinding& f : findings)
        fmt::print("{}: {} {} ({}) at {:.6f}, {:.6f}: {}\n", f.error ? "error" : "warning", f.name.zh, f.name.en,
                   f.name.id, f.lonlat.x, f.lonlat.y, f.text);
    return static_cast<int>(std::ranges::count_if(findings, [](const auto& f) { return f.error; }));
}

void print_reach(const char* who, const wz::Town& town, std::vector<wz::PlaceId> out) {
    constexpr std::size_t shown = 12;
    fmt::print("on foot, {:<12} {} of {} places", who, town.places.size() - out.size(), town.places.size());
    // what people plan for first, then by id
    std::ranges::stable_sort(out, {}, [&](wz::PlaceId p) { return -town.places[p].capacity; });
    for (std::size_t i = 0; i < std::min(out.size(), shown); ++i)
        fmt::print("{}{}", i == 0 ? "; not: " : ", ", town.places[out[i]].name.id);
    fmt::print("{}\n", out.size() > shown ? ", …" : "");
}

/// Without a scenario nobody knows the passes: then, what is open to everybody, and what to those who may go anywhere.
void print_reach_by_zones(const wz::Town& town) {
    const std::uint32_t all = wz::all_access_zones(town);
    if (all == 0 || town.entries.empty()) return;
    for (const bool anywhere : {false, true}) {
        const wz::OnFoot feet(town, wz::entry_doors(town), anywhere ? 0 : all);
        std::vector<wz::PlaceId> out;
        for (std::size_t p = 0; p < town.places.size(); ++p)
            if (!feet.reaches(town.places[wz::PlaceId(p)].door)) out.emplace_back(p);
        print_reach(anywhere ? "every pass:" : "no pass:", town, std::move(out));
    }
}

}  // namespace

int check_map_file(const std::string& path, const std::string& scenario_path) {
    const auto town = wz::build_town(wz::load_map(path));
    int errors = print_findings(wz::check_map(*town));
    if (scenario_path.empty()) {
        print_reach_by_zones(*town);
    } else {
        std::shared_ptr<const wz::Town> its_town;
        const wz::Scenario scenario = wz::load_scenario(scenario_path, &its_town);
        if (its_town->digest != town->digest)
            throw wz::InputError({{scenario_path, 0},
                                  fmt::format("the scenario is over {}", scenario.map_file),
                                  fmt::format("a scenario over {}", path),
                                  "check that map, or choose another scenario"});
        errors += print_findings(wz::lint(scenario, *its_town));
        for (const wz::PassReach& r : wz::reach_by_pass(scenario, *its_town))
            print_reach((scenario.passes[r.pass].id + ":").c_str(), *its_town, r.out_of_reach);
    }
    fmt::print("{}\n{} nodes, {} links, {:.0f} m² walkable, {} places, {} gates, {} docks, {} stops, {} bridges\n",
               town->title, town->nodes.size(), town->links.size(), town->surface.walkable_m2(), town->places.size(),
               town->gates.size(), town->docks.size(), town->stops.size(),
               std::ranges::count_if(town->map.walk_lines,
                                     [](const wz::WalkLine& l) { return l.form != wz::BridgeForm::none; }));
    fmt::print("{}\n", errors == 0 ? "no errors" : fmt::format("{} errors", errors));
    return errors == 0 ? 0 : 2;
}

int lint_scenario(const std::string& path) {
    std::shared_ptr<const wz::Town> town;
    const wz::Scenario scenario = wz::load_scenario(path, &town);
    const auto strandings = wz::lint(scenario, *town);
    const int errors = print_findings(strandings);
    fmt::print("{}: {}\n", scenario.title,
               strandings.empty() ? "nobody would be stranded"
                                  : fmt::format("{} appointments cannot be kept, {} warnings", errors,
                                                strandings.size() - static_cast<std::size_t>(errors)));
    return errors == 0 ? 0 : 1;
}

}  // namespace wuzhen
