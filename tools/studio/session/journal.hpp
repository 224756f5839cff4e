// Everything done in the window, as commands by tick. The state of a run is a function of the scenario and of the
// commands up to now; the journal may be changed in the past, and then the run from there on is simulated again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "demand/scenario.hpp"
#include "town/town.hpp"

namespace studio {

using Commands = std::vector<wz::CommandSpec>;

class Journal {
public:
    [[nodiscard]] const Commands& commands() const { return commands_; }
    /// Behind all others of its tick.
    void add(const wz::CommandSpec& command);
    void remove(std::size_t index);
    void assign(Commands commands) { commands_ = std::move(commands); }
    /// The last one of this tick, kind and target.
    [[nodiscard]] std::optional<std::size_t> find(const wz::CommandSpec& command) const;
    /// First command with `at` not before.
    [[nodiscard]] std::size_t first_at(wz::Tick at) const;

private:
    Commands commands_;
};

/// What a command sets: the lanes of a gate, the value of a parameter, whether a street is closed (1) or open (0), …
struct Setting {
    wz::CommandKind kind = wz::CommandKind::close;
    std::string target;
};
Setting setting_of(const wz::CommandSpec& command);
/// Its value at a tick, by the scenario and the journal, commands of that very tick included. None for what has no
/// value of its own: an event that is held back.
std::optional<double> value_of(const Setting& setting, wz::Tick at, const wz::Scenario& scenario, const wz::Town& town,
                               const Commands& journal);
/// The command that sets it so.
wz::CommandSpec command_for(const Setting& setting, double value);
/// "Close 西柵大門 West gate", "waterway.water_level_m = 0.3 m": for lists.
std::string words_of(const wz::CommandSpec& command, const wz::Scenario& scenario, const wz::Town& town);
/// 「西柵大門 West gate」 of a feature's id, or the id.
std::string name_of_feature(const wz::Town& town, const std::string& id);

}  // namespace studio
