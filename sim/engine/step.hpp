// The phases of one tick. Each file of this folder holds one group of them; step.cpp calls them in order. Only `move`
// runs in parallel, with boats and carts as pieces of it; all others are serial and go through people, groups and
// vehicles in id order or first come first served.
#pragma once

#include <span>

#include "base/parallel.hpp"
#include "engine/world.hpp"

namespace wz {

struct Step {
    World& w;
    Team& team;
    const Town& town;
    const Scenario& scenario;
    const std::vector<GroupPlan>& plans;
    Tick now;
    bool on_foot = false;  // whoever has just turned away from a ride walks

    Step(World& world, Team& t)
        : w(world), team(t), town(*world.town_), scenario(*world.scenario_), plans(*world.plans_), now(world.now_) {}

    void run();
    void find_neighbours();  // every few ticks the walkers in the order of the grid
    void steer_boats();
    void drive_carts();

    // ---- commands.cpp: reads the scenario's and submitted commands; writes closures, parameters, lanes, programme
    void apply_commands();
    void apply(const CommandSpec& command, std::uint32_t number);
    void close(const std::string& target, bool closed);
    void stop_boats();
    void change_access();
    void turn_out(GroupId g);
    [[nodiscard]] bool ride_is_shut(GroupId g) const;
    void cordon(const CommandSpec& command);

    // ---- arrivals.cpp: reads plans and programme; writes people, outlets, running acts
    void arrivals();
    void enter_site(PersonId p, PopulationId population, std::uint32_t from);
    void programme();
    void populate();  // before the first tick: who is in town already

    // ---- crowds.cpp: reads plans, the grid, exits; writes walkers and where they aim
    void begin_crowd(GroupId g);
    void place_crowds();
    bool step_onto(PersonId p, Vec2 spot);
    bool appear_at_opening(PersonId p, EntryId entry);
    [[nodiscard]] float off_way(LinkId l, Vec2 at, PatchId patch) const;
    [[nodiscard]] Access nearest_way(Vec2 at) const;
    [[nodiscard]] bool sees(Vec2 from, Vec2 to, std::uint8_t decks) const;
    void take_way(std::uint32_t slot);
    void find_strays();
    void aim_at_openings();
    void pass_openings();
    [[nodiscard]] EntryId exit_of(GroupId g) const;
    void choose_exits();
    void head_for_exit(GroupId g, EntryId exit);

    // ---- watching.cpp: reads boats as of the tick before; writes walkers at parapets
    void watch_boats();  // once a second
    [[nodiscard]] bool watches_on(const Watcher& watcher, PatchId bridge) const;
    void end_watching();
    struct Views {  // by lookout: how much it draws people, and boats in sight
        std::vector<double> attraction;
        std::vector<int> boats;
    };
    [[nodiscard]] Views look_at_boats() const;
    void stop_to_watch(std::uint32_t slot, std::uint32_t first, const Views& views);
    void choose_to_watch(std::uint32_t slot, std::uint32_t first, double share_of_first, double attraction);
    void keep_places(std::uint32_t slot, std::uint32_t side, Tick until);
    void take_up_place(std::uint32_t slot, std::uint32_t lookout, std::size_t place, int boats);

    // ---- loops.cpp: reads and writes walkers near the seams of loops
    void mirror_seams();
    void unmirror_seams();
    void pass_seams();

    // ---- strategy.cpp: reads plans, places, waits; writes groups
    void think();  // groups whose time has come
    void decide(GroupId g);
    bool next_commitment(GroupId g, Tick& free_until);
    bool wander(GroupId g, Tick free_until);
    void stand_about(GroupId g);
    bool take(GroupId g, const Commitment& c);
    void go_home(GroupId g);
    [[nodiscard]] bool stands_in_crowd(GroupId g) const;
    [[nodiscard]] std::uint32_t first_walker(const Group& g) const;
    bool get_out(GroupId g);
    [[nodiscard]] double nearness(Vec2 from, const Place& to) const;
    [[nodiscard]] const double* nearness_from(PlaceId from);
    void stay_put(GroupId g, Tick until);
    [[nodiscard]] double travel_s(const Group& g, Vec2 to) const;
    [[nodiscard]] bool open_for(PlaceId p, Tick at) const;

    // ---- trips.cpp: reads fields and waits; writes groups and where their members head for
    bool set_out(GroupId g, Aim aim, Spot target);
    [[nodiscard]] bool may_be_at(GroupId g, LinkId link) const;
    [[nodiscard]] bool reachable(GroupId g, Spot target);
    [[nodiscard]] bool lands_where_allowed(GroupId g, std::uint32_t service) const;
    void forget_target(GroupId g);
    void redirect(PersonId p);
    void choose_ride(GroupId g);
    bool choose_boat(GroupId g, BoatService service);
    void member_present(PersonId p);
    void begin_stay(GroupId g);
    void wake(GroupId g, Tick at);
    [[nodiscard]] const Access& access(Spot s) const;
    FieldId field_to(Spot s, PassId pass);
    [[nodiscard]] Access where_is(GroupId g) const;

    // ---- travel_times.cpp: reads walkers and gates; writes the times of links
    void learn_ways();    // measured delays and closures into the fields
    void sample_paces();  // once in a while: speeds per link

    // ---- surface.cpp: reads the neighbour grid; writes walkers
    bool appear(PersonId p, const Access& at, float width);
    bool appear_beyond(PersonId p, GateId gate, bool inwards);
    [[nodiscard]] LinkId street_behind(GateId gate, bool inwards) const;
    std::uint32_t put_on_surface(PersonId p, Vec2 spot, LinkId link);  // and on his way; his slot
    [[nodiscard]] Vec2 spot_in_crowd(const Place& place, Draws& draw) const;
    void assign_leg(std::uint32_t slot);
    void vanish(PersonId p);  // off the surface, into something
    void come_out(PersonId p, PlaceId place);
    void let_out(Outlet& outlet, const Access& at, double width, double per_s);
    void outlets();
    [[nodiscard]] bool free_spot(Vec2 at, std::uint8_t decks) const;
    [[nodiscard]] bool nobody_within(float distance, Vec2 at, std::uint8_t decks) const;
    void park(PersonId p, Doing doing, Spot spot);
    void set_doing(PersonId p, Doing doing);
    void keep_groups_together();
    void reaches();  // how far crowds reach back from full queues
    void move();

    // ---- passages.cpp: who has reached a gate, door, entry or landing; queues and doors
    void interchange();
    void reached_goal(std::uint32_t slot);
    void reached_gate(std::uint32_t slot);
    [[nodiscard]] std::vector<PersonId> go_in_with(std::uint32_t slot) const;
    void reached_place(std::uint32_t slot, PlaceId place);
    void reached_landing(std::uint32_t slot);
    void lost(std::uint32_t slot);
    void press(std::uint32_t slot);
    void stop_pressing(PersonId p);
    int& pressing_count(std::uint32_t slot);
    void doors();
    void admit(PersonId p, PlaceId place);
    void gates();
    void tickets(GateId gate);
    GateState& counted_at(PersonId p, GateId gate);
    /// How long somebody is ready to wait; the median is a parameter, the spread of its logarithm 0.4 (assumed).
    [[nodiscard]] double patience_s(Draws& draw) const {
        return 60 * w.params_.demand.patience_min * draw.lognormal(1.0, 0.4);
    }
    /// The same as long as the group has one and the same purpose.
    [[nodiscard]] double patience_s(GroupId id) const {
        Draws draw = draws(id, Stream::patience);
        return patience_s(draw);
    }
    [[nodiscard]] bool would_wait(GroupId id, double wait_s) const;
    bool turns_back(GroupId id);
    [[nodiscard]] GateId limited_gate(GroupId id) const;
    [[nodiscard]] GateId goes_in_by(GroupId id) const;
    [[nodiscard]] bool held_back(GroupId id) const;
    void wait_outside();
    [[nodiscard]] bool may_pass(PersonId p, GateId gate, bool inwards) const;
    void leave_site(PersonId p, std::uint32_t exit);

    // ---- jams.cpp: who is hemmed in by a crowd that does not move
    void leave_jams();
    void turn_back(GroupId g);

    // ---- rides.cpp: boats and carts meet people
    void boats_at_docks();
    void carts_at_stops();
    void join_line(GroupId g);
    void give_up_waiting();  // once in a while
    [[nodiscard]] const Access& landing_of(const Group& g) const;
    [[nodiscard]] DockId other_end(const LineState& ferry) const;
    bool turns_from_line(GroupId g);
    [[nodiscard]] bool out_of_patience(const WaitingParty& party, bool closed) const;
    void do_without_ride(GroupId g);
    void leave_line(GroupId g, double waited_s);
    PersonId next_of_party(GroupId g, Spot line) const;
    std::vector<DockWait> dock_waits() const;
    std::vector<StopWait> stop_waits() const;
    std::vector<int> people_on_crossings();
    void wait_at_kerbs();
    void vehicle_events();

    void emit(EventType type, std::uint32_t subject, std::uint32_t place, std::uint32_t other = 0, double value = 0) {
        w.events_.push_back({now, type, subject, place, other, static_cast<float>(value)});
    }
    [[nodiscard]] GroupId group_of(PersonId p) const { return w.people_.group[p.index()]; }
    [[nodiscard]] const GroupPlan& plan_of(PersonId p) const { return plans[group_of(p).index()]; }
    [[nodiscard]] const PopulationSpec& population_of(GroupId g) const {
        return scenario.populations[plans[g.index()].population];
    }
    Draws draws(GroupId g, Stream stream) const {
        return {scenario.seed, stream, plans[g.index()].key, std::uint64_t{w.groups_[g].trips} * 64};
    }
};

}  // namespace wz
