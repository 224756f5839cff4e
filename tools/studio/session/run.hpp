// What the simulation's thread owns: the world, its observers, the journal, and where it is bound for.
#pragma once

#include <functional>
#include <string>

#include "observe/observation.hpp"
#include "session/crowds.hpp"
#include "session/session.hpp"
#include "session/snapshots.hpp"

namespace studio {

struct Session::Run {
    Options options;
    wz::Team team;
    std::shared_ptr<const wz::Town> town;
    std::shared_ptr<const wz::Scenario> scenario;
    std::string file;
    std::vector<std::pair<std::string, double>> overrides;  // parameters that hold from the start, not in the file
    std::vector<wz::Problem> problems;
    Stage stage = Stage::empty;
    std::uint64_t opened = 0;

    std::unique_ptr<wz::World> world;
    std::unique_ptr<wz::Observation> observation;
    std::unique_ptr<wz::Pains> pains;
    std::unique_ptr<Capture> capture;
    wz::Series series;  // all minutes simulated so far that still hold, also those ahead of a jump back
    Crowds crowds;      // likewise
    std::shared_ptr<const KeptRun> kept;
    std::vector<wz::Alarm> past_alarms;  // before the last jump
    Snapshots snapshots;
    Wishes wishes;

    Journal journal;
    std::size_t next_command = 0;
    struct Deed {
        wz::CommandSpec command;
        std::optional<wz::CommandSpec> inverse;  // none: only its removal undoes it
        wz::Tick lasts = 0;                      // then the inverse follows by itself; 0: for good
    };
    std::vector<Deed> done, undone;

    bool playing = false;
    double speed = 1;
    wz::Tick seeking = -1, seek_from = 0;
    wz::Tick steps_left = 0;
    bool changed = true;  // something that the window should be told of although no tick passed

    explicit Run(const Options& o) : options(o), team(o.threads), snapshots(o.snapshot_bytes) {}

    void open(const std::string& path);
    void tick();
    /// Puts the world at the latest snapshot not after `at`.
    void go_back(wz::Tick at);
    void seek(wz::Tick to);
    void submit(wz::CommandSpec command, bool own_undo, wz::Tick lasts = 0);
    /// Minutes up to now.
    [[nodiscard]] wz::Series series_so_far() const;
    void keep();
    /// Fills the frame's change against the kept run.
    void compare(Frame& frame) const;
    void undo();
    void redo();
    void remove(std::size_t index);
    /// The day anew, with the parameters as they are set now from its beginning on.
    void restart();
    [[nodiscard]] std::vector<wz::Alarm> alarms() const;
    [[nodiscard]] bool ready() const { return stage == Stage::ready; }

private:
    void begin();
    void watch_anew();
    /// What was simulated after `at` no longer comes about: a command was added or removed there.
    void forget_after(wz::Tick at);
    void note_minute();
    void erase(std::size_t index);
    /// Takes out the end of a deed that lasts, if it has not come yet.
    void erase_end(const Deed& deed);
};

}  // namespace studio
