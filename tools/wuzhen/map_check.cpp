#include "town/map_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "load/map_file.hpp"

namespace wuzhen {

int check_map_file(const std::string& path) {
    const auto town = wz::build_town(wz::load_map(path));
    int errors = 0;
    for (const wz::MapFinding& f : wz::check_map(*town)) {
        errors += f.error ? 1 : 0;
        fmt::print("{}: {} {} ({}) at {:.6f}, {:.6f}: {}\n", f.error ? "error" : "warning", f.name.zh, f.name.en,
                   f.name.id, f.lonlat.x, f.lonlat.y, f.text);
    }
    fmt::print("{}\n{} nodes, {} links, {:.0f} m² walkable, {} places, {} gates, {} docks, {} stops, {} bridges\n",
               town->title, town->nodes.size(), town->links.size(), town->surface.walkable_m2(), town->places.size(),
               town->gates.size(), town->docks.size(), town->stops.size(),
               std::ranges::count_if(town->map.walk_lines,
                                     [](const wz::WalkLine& l) { return l.form != wz::BridgeForm::none; }));
    fmt::print("{}\n", errors == 0 ? "no errors" : fmt::format("{} errors", errors));
    return errors == 0 ? 0 : 2;
}

}  // namespace wuzhen
