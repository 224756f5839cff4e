// The sections of a scenario file. Each reads its part, resolves names against the town, and notes every mistake.
#pragma once

#include <functional>

#include "demand/scenario.hpp"
#include "load/fields.hpp"
#include "town/town.hpp"

namespace wz {

struct Share {
    std::string id;
    double share;
    Location where;
};

/// What the sections share.
struct ScenarioReader {
    Scenario& scenario;
    const Town& town;
    Problems& problems;

    /// Index of an id among names, reporting a dangling one; UINT32_MAX if unknown.
    std::uint32_t resolve(const std::string& id, const std::vector<std::string>& known, const Location& where,
                          std::string_view what) const;
    PassId pass(const std::string& id, const Location& where) const;
    PlaceId place(const std::string& id, const Location& where) const;
    DockId dock(const std::string& id, const Location& where) const;
    StopId stop(const std::string& id, const Location& where) const;
    std::vector<PassId> pass_list(Fields& f, std::string_view key) const;
    /// A list of place ids, or a selector {kinds, tags, ids, except}. `ordered` keeps the order of a list.
    std::vector<PlaceId> places(const DocNode& node, const std::string& path, bool ordered) const;
    /// id → share, sum 1 ± 0.01 if `whole`.
    std::vector<Share> shares(Fields& f, std::string_view key, bool whole) const;
    void window(Tick from, Tick to, const Location& where, const std::string& path) const;
    void within_day(Tick at, const Location& where, const std::string& path) const;
    /// A window that is not empty, and within the day as far as it is written down.
    void window_of_day(Fields& f, Tick from, Tick to, std::string_view from_key, std::string_view to_key) const;
    /// Reports a key that is no id.
    void id(const DocMember& m, std::string_view what) const;
};

void read_passes(ScenarioReader& r, Fields& top);
void read_access(ScenarioReader& r, Fields& top);
void read_populations(ScenarioReader& r, Fields& top);
void read_programme(ScenarioReader& r, Fields& top);
void read_fleet(ScenarioReader& r, Fields& top);
void read_lines(ScenarioReader& r, Fields& top);
void read_commands(ScenarioReader& r, Fields& top);
/// Fills in the variables of one of the `cases`. Before all else.
void read_cases(DocNode& document, std::size_t which, Experiment& experiment, Problems& problems);
void read_crowds(ScenarioReader& r, Fields& top);    // after the populations
void read_measures(ScenarioReader& r, Fields& top);  // and what is expected of them

std::array<double, 6> read_group_sizes(ScenarioReader& r, Fields& f);
/// Positions as the map has them: metres if its datum is local, else degrees.
std::vector<Vec2d> read_positions(ScenarioReader& r, const DocNode& list, const std::string& path);
/// The id of a polygon of the map, or positions; counter-clockwise. Empty after a mistake.
std::vector<Vec2d> read_ring(ScenarioReader& r, Fields& f, std::string_view key);

/// Members of a map sorted by key.
std::vector<const DocMember*> by_key(const DocNode* map);

}  // namespace wz
