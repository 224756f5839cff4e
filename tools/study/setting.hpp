// A change of a day, as studies write it: a path and a value. Paths:
//   pedestrian.reach_m              a parameter (`wuzhen params`)
//   boats.services.x.boats          a key of the scenario (scenarios/README.md)
//   map.x.width                     a property of the map feature x (maps/README.md)
// A value is what would stand in the file in place of what is there (~ removes it), or {add: 2}, {times: 1.5}, {append:
// [..]} for what stands there; {add: 5} moves a time by minutes. `programme.x: {shift_min: 5}` moves every time of an
// event.
#pragma once

#include <string>
#include <vector>

#include "load/document.hpp"

namespace study {

struct Setting {
    std::string path;
    wz::DocNode value;
};

/// `{path: value, …}` in the order of the file.
std::vector<Setting> read_settings(const wz::DocNode& map, const std::string& path, wz::Problems& problems);
/// A plain number at a place of the study file.
wz::DocNode number_node(double value, const wz::DocNode& at);

/// A day and its map as documents, not yet checked.
struct Day {
    wz::DocNode scenario, map;
};
/// Lays the setting onto the day. What the keys mean is checked later, by the loader, which then names the study's
/// line.
void apply(const Setting& setting, Day& day, wz::Problems& problems);
[[nodiscard]] inline bool changes_map(const Setting& s) { return s.path.starts_with("map."); }

/// One line of JSON-like text that is the same for the same content, whatever file and order it comes from.
std::string canonical(const wz::DocNode& node);
std::string canonical(const std::vector<Setting>& settings);

}  // namespace study
