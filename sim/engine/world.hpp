// All mutable state of a run, as one copyable value: a copy made on a multiple of World::snapshot_every ticks continues
// bit for bit. `step` (step.cpp) is the only thing that changes it, and commands are the only way in.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "demand/day_plan.hpp"
#include "engine/event.hpp"
#include "engine/profile.hpp"
#include "engine/state.hpp"
#include "pedestrian/crowd.hpp"
#include "queueing/boarding_line.hpp"
#include "queueing/service_queue.hpp"
#include "routing/cost_fields.hpp"
#include "shuttle/shuttle.hpp"
#include "town/lookouts.hpp"
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
    [[nodiscard]] PhaseTimes& profile() { return profile_; }
    /// Broken rules now: conservation per population, riders in exactly one vehicle, and those of check_bodies.
    [[nodiscard]] std::vector<std::string> check() const;
    /// People in walls or in each other, hulls, carts: of those who are there, so the cheaper part.
    [[nodiscard]] std::vector<std::string> check_bodies() const;

    // ---- reading: people
    [[nodiscard]] const Walkers& walkers() const { return walkers_; }  // everyone on the surface, by slot
    [[nodiscard]] const People& people() const { return people_; }     // everyone, by PersonId
    [[nodiscard]] const std::vector<GroupPlan>& plans() const { return *plans_; }
    [[nodiscard]] const Group& group(GroupId g) const { return groups_[g]; }  // parallel to plans()
    [[nodiscard]] const Census& census() const { return census_; }
    [[nodiscard]] PopulationId population_of(PersonId p) const {
        return (*plans_)[people_.group[p.index()].index()].population;
    }
    // ---- reading: places, passages, vehicles, by id
    [[nodiscard]] const PlaceState& place(PlaceId p) const { return places_[p]; }
    [[nodiscard]] const GateState& gate(GateId g) const { return gates_[g]; }
    [[nodiscard]] const LandingState& dock(DockId d) const { return docks_[d]; }
    [[nodiscard]] const LandingState& stop(StopId s) const { return stops_[s]; }
    [[nodiscard]] const ShowState& show(EventId e) const { return shows_[e]; }
    [[nodiscard]] const std::vector<LineState>& dock_lines() const {
        return dock_lines_;
    }  // one per (boat service, dock)
    [[nodiscard]] const std::vector<LineState>& stop_lines() const { return stop_lines_; }  // one per (cart line, stop)
    /// What somebody would wait who joined now, s, as the sign says; negative: not known, or no cart comes any more.
    [[nodiscard]] double shown_wait_s(const LineState& line, bool cart) const;  // signs.cpp
    [[nodiscard]] const Waterway& waterway() const { return waterway_; }
    [[nodiscard]] const Shuttle& shuttle() const { return shuttle_; }
    [[nodiscard]] const Lookouts& lookouts() const { return *lookouts_; }
    /// Who stands at a parapet or is about to, by place along it; none: free.
    [[nodiscard]] std::span<const Watcher> watchers(std::uint32_t lookout) const { return watchers_[lookout]; }
    [[nodiscard]] const CostFields& routes() const { return fields_; }
    /// Bits of the access zones in which holders of a pass must not be now.
    [[nodiscard]] std::uint32_t forbidden(PassId pass) const { return pass.valid() ? pass_forbids_[pass.index()] : 0; }
    [[nodiscard]] std::span<const Cordon> cordons() const { return cordons_; }
    [[nodiscard]] bool closed(LinkId l) const { return link_closed_[l.index()] != 0; }

private:
    friend struct Step;  // the phases, see step.hpp
    [[nodiscard]] std::vector<std::uint32_t> forbidden_now() const;
    void check_overlaps(std::vector<std::string>& broken) const;
    void check_lines(std::vector<std::string>& broken) const;
    void make_places();
    void make_people();
    void make_ways();

    std::shared_ptr<const Town> town_;
    std::shared_ptr<const Scenario> scenario_;
    std::shared_ptr<const std::vector<GroupPlan>> plans_;
    Params params_;
    Tick now_ = 0;

    // people
    Walkers walkers_;
    People people_;
    IdVector<GroupId, Group> groups_;
    Census census_;
    // places and passages
    IdVector<PlaceId, PlaceState> places_;
    IdSet<PlaceId> busy_places_;  // somebody waits at the door, or has come out lately
    IdVector<EntryId, Outlet> entries_;
    IdVector<GateId, GateState> gates_;
    IdVector<DockId, LandingState> docks_;
    IdVector<StopId, LandingState> stops_;
    IdVector<EventId, ShowState> shows_;
    std::vector<LineState> dock_lines_;
    std::vector<LineState> stop_lines_;
    // ways
    CostFields fields_;
    std::map<std::tuple<SpotKind, std::uint32_t, std::uint32_t>, FieldId> fields_to_;  // by spot and forbidden zones
    std::vector<Spot> field_owner_;                         // by FieldId: what the field leads to
    std::vector<std::uint32_t> pass_forbids_;               // by PassId: access zones closed to its holders now
    std::vector<Cordon> cordons_;                           // in the order in which they were drawn
    std::vector<Tick> access_changes_;                      // when rules begin or end
    std::vector<std::uint8_t> link_closed_, link_one_way_;  // by LinkId; one way: 1 a → b, 2 b → a
    std::vector<std::array<LinkPace, 2>> link_paces_;       // by LinkId: forwards, backwards
    bool ways_changed_ = true;
    bool reaches_known_ = false;  // nobody has begun or ceased to press, nor a field been made, since they were found
    bool raining_ = false;
    std::vector<std::vector<std::vector<PlaceId>>> meal_places_;  // by population and meal
    // bridges
    std::shared_ptr<const Lookouts> lookouts_;
    std::vector<std::vector<Watcher>> watchers_;  // by lookout, then by place
    // vehicles
    Waterway waterway_;
    Shuttle shuttle_;
    std::vector<std::vector<PersonId>> boat_riders_, cart_riders_;  // by BoatId, CartId, in order of boarding
    std::vector<GroupId> boat_party_;                               // charters: who has hired the boat
    // what comes
    std::vector<std::pair<Tick, std::uint32_t>> agenda_;  // heap of (tick, group): when groups think again
    std::vector<std::uint32_t> acts_;                     // programme entries in order of start
    std::vector<PersonId> to_place_;                      // crowds: whose place was taken when they came
    std::vector<double> exit_budget_;  // by EntryId if there are openings: people who may leave now, by the exit's rate
    bool openings_ = false;
    std::size_t next_arrival_ = 0, next_command_ = 0, next_act_ = 0;
    std::vector<std::uint32_t> running_acts_;
    std::vector<CommandSpec> submitted_;

    // rebuilt each tick, not part of the state
    NeighbourGrid grid_;
    NextState next_;
    std::vector<float> goal_reach_;                    // unless known
    std::vector<std::array<GateSide, 2>> gate_sides_;  // likewise
    struct NearCrossings {
        std::uint32_t sorting = UINT32_MAX;             // of the grid, for which …
        double clear_m = 0;                             // … and for which distance they hold
        std::vector<std::vector<std::uint32_t>> slots;  // by crossing
    };
    NearCrossings near_crossings_;
    struct Nearness {
        double distance_m = 0;                  // demand.wander_distance_m, for which …
        std::vector<std::vector<double>> from;  // … by PlaceId, for those that have been asked for: of all places
    };
    Nearness nearness_;
    std::vector<Arrival> arrivals_;
    std::vector<std::uint32_t> fresh_;  // slots that appeared in this tick
    std::size_t mirrored_ = 0;          // of the last slots: those who are seen across the seam of a loop
    std::vector<Event> events_;
    PhaseTimes profile_;
};

}  // namespace wz
