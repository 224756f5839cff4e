// The log of a session at the window, in JSON lines: a head, then the commands in the order in which they were given.
// Format: scenarios/README.md, "Command logs".
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "demand/scenario.hpp"
#include "town/town.hpp"

namespace wz {

/// Words of `do`, by CommandKind.
inline constexpr std::array<std::string_view, 18> command_words{
    "close",         "open",       "one_way",     "set",     "gate_lanes",    "gate_exit_lanes",
    "service_boats", "hold_event", "water_level", "rain",    "line_vehicles", "line_headway",
    "clear_road",    "cordon",     "lift_cordon", "passing", "aground",       "gate_limit"};
constexpr bool needs_target(CommandKind kind) { return kind != CommandKind::water_level && kind != CommandKind::rain; }
constexpr bool is_cordon(CommandKind kind) { return kind == CommandKind::cordon || kind == CommandKind::lift_cordon; }
constexpr bool needs_value(CommandKind kind) {
    return kind != CommandKind::close && kind != CommandKind::open && !is_cordon(kind);
}

struct CommandLog {
    std::string scenario;                                    // path as seen from the working folder
    std::optional<std::uint64_t> seed;                       // none: the scenario's
    std::vector<std::pair<std::string, double>> parameters;  // that differ from the scenario's from the start on
    Tick until = -1;                                         // how far the session got; negative: not said
    std::optional<std::uint64_t> hash;                       // state hash at `until`
    std::vector<CommandSpec> commands;                       // by tick, then as given
};

/// The head alone, so that the scenario it names can be loaded. Throws InputError.
CommandLog read_log_head(const std::string& path);
/// Lays seed and parameters over the scenario. Throws InputError with every mistake: targets and values are checked as
/// those of the scenario's own commands.
CommandLog load_command_log(const std::string& path, Scenario& scenario, const Town& town);
/// The file's text; the scenario's path is written as seen from `path`, where the text is to be kept.
std::string command_log_text(const CommandLog& log, const std::string& path);
/// `{at: "10:00:00.3", do: close, target: west_gate}`: one entry of a scenario's `commands`.
std::string command_entry(const CommandSpec& command);

}  // namespace wz
