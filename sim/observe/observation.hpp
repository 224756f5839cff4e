// All observers of a run together. Used by the command line; the window may use the same.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "observe/boat_locks.hpp"
#include "observe/bridge_flow.hpp"
#include "observe/crowding.hpp"
#include "observe/event_log.hpp"
#include "observe/headcount.hpp"
#include "observe/measures.hpp"
#include "observe/results.hpp"
#include "observe/shows.hpp"
#include "observe/trespass.hpp"
#include "observe/vehicles.hpp"
#include "observe/waits.hpp"
#include "observe/warnings.hpp"

namespace wz {

class Observation {
public:
    /// `world` before its first step; or at a full minute: then what is counted from the start is counted from there.
    /// `events_path`: where to write the event log; empty: nowhere.
    explicit Observation(const World& world, const std::string& events_path = {}, bool all_events = false);

    void after_step(const World& world, Team& team);
    /// What was found so far.
    [[nodiscard]] Results results(const World& world) const;
    void complete_event_log();
    /// Broken rules that show only over time: entries into zones without a pass.
    [[nodiscard]] std::vector<std::string> check() const;
    /// One row per minute so far.
    [[nodiscard]] const Series& series() const { return series_; }
    [[nodiscard]] const std::vector<Alarm>& warnings() const { return warnings_.alarms(); }
    [[nodiscard]] const std::vector<BoatLock>& boat_locks() const { return boat_locks_.locks(); }
    /// Who stood where in the last full second.
    [[nodiscard]] const SurfaceSample& sample() const { return sample_; }

private:
    Series series_;
    SurfaceSample sample_;
    Headcount headcount_;
    Crowding crowding_;
    BridgeFlow bridges_;
    Waits waits_;
    Vehicles vehicles_;
    Shows shows_;
    Warnings warnings_;
    Trespass trespass_;
    BoatLocks boat_locks_;
    std::unique_ptr<EventLog> log_;
    std::unique_ptr<Measures> measures_;  // if the scenario asks for any
    std::vector<std::uint8_t> stranded_;  // by GroupId: has found no way at some time
    // Those who take long first, as they look at a second on all threads. Bridges read the densities of a minute before
    // crowding forgets them.
    std::array<Observer*, 9> observers_;
};

}  // namespace wz
