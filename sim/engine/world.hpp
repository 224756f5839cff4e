// All mutable state of a run, as one copyable value: a copy made on a multiple of World::snapshot_every ticks continues bit
// for bit. `step` (step.cpp) is the only thing that changes it, and commands are the only way in.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "demand/day_plan.hpp"
#include "engine/event.hpp"
#include "engine/profile.hpp"
#include "engine/state.hpp"
#include "pedestrian/walkers.hpp"
#include "queueing/boarding_line.hpp"
#include "queueing/service_queue.hpp"
#include "routing/cost_fields.hpp"
#include "shuttle/shuttle.hpp"
#include "town/town.hpp"
#include "waterway/waterway.hpp"

namespace wz {

class World {
public:
    static constexpr Tick snapshot_every = Waterway::rebuild_every;

    World(std::shared_ptr<const Town> town, std::shared_ptr<const Scenario> scenario);

    /// One tick of 0.1 s.
    void step(Team& team);
    /// Applied at the next tick. Commands of the scenario are applied by themselves.
    void submit(const CommandSpec& command);

    [[nodiscard]] Tick now() const { return now_; }
    [[nodiscard]] const Town& town() const { return *town_; }
    [[nodiscard]] const Scenario& scenario() const { return *scenario_; }
    [[nodiscard]] const Params& params() const { return params_; }
    [[nodiscard]] std::uint64_t state_hash() const;
    /// Events of the last step, in order.
    [[nodiscard]] std::span<const Event> events() const { return events_; }
    /// Time spent per phase since the start (empty in sim: filled only when a clock was given, see profile.hpp).
    [[nodiscard]] Profile& profile() { return profile_; }
    /// Broken rules now: conservation per population, riders in exactly one vehicle, people in walls or in each other, hulls.
    [[nodiscard]] std::vector<std::string> check() const;

    // ---- reading: people
    [[nodiscard]] const Walkers& walkers() const { return walkers_; }       // everyone on the surface, dense
    [[nodiscard]] const People& people() const { return people_; }          // everyone, by PersonId
    [[nodiscard]] const std::vector<GroupPlan>& plans() const { return *plans_; }
    [[nodiscard]] const Groups& groups() const { return groups_; }          // by GroupId, parallel to plans()
    [[nodiscard]] const Census& census() const { return census_; }          // entered, on site, left, by population and by doing
    // ---- reading: places, passages, vehicles (all indexed by their ids)
    [[nodiscard]] const PlaceState& place(PlaceId p) const { return places_[p]; }
    [[nodiscard]] const GateState& gate(GateId g) const { return gates_[g]; }
    [[nodiscard]] const ShowState& show(EventId e) const { return shows_[e]; }
    [[nodiscard]] const std::vector<LineState>& dock_lines() const { return dock_lines_; }  // one per (boat service, dock)
    [[nodiscard]] const std::vector<LineState>& stop_lines() const { return stop_lines_; }  // one per (cart line, stop)
    [[nodiscard]] const Waterway& waterway() const { return waterway_; }
    [[nodiscard]] const Shuttle& shuttle() const { return shuttle_; }
    [[nodiscard]] const CostFields& routes() const { return fields_; }

private:
    friend struct Step;  // the phases, see step.hpp

    std::shared_ptr<const Town> town_;
    std::shared_ptr<const Scenario> scenario_;
    std::shared_ptr<const std::vector<GroupPlan>> plans_;
    Params params_;
    Tick now_ = 0;

    Walkers walkers_;
    People people_;
    Groups groups_;
    Census census_;
    IdVector<PlaceId, PlaceState> places_;
    IdVector<GateId, GateState> gates_;
    IdVector<EventId, ShowState> shows_;
    std::vector<LineState> dock_lines_;
    std::vector<LineState> stop_lines_;
    CostFields fields_;
    Waterway waterway_;
    Shuttle shuttle_;

    Agenda agenda_;                    // groups to wake, by tick
    std::size_t next_arrival_ = 0;     // into plans()
    std::size_t next_command_ = 0;     // into scenario().commands
    std::vector<CommandSpec> submitted_;
    std::vector<Event> events_;
    Profile profile_;
};

}  // namespace wz
