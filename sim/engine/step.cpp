#include "engine/step.hpp"

#include <algorithm>

namespace wz {

void Step::run() {
    w.events_.clear();
    w.fresh_.clear();
    const auto timed = [&](Phase phase, auto&& work) {
        const Timed t(w.profile_, phase);
        work();
    };
    timed(Phase::commands, [&] { apply_commands(); });
    timed(Phase::demand, [&] { arrivals(), place_crowds(), programme(); });
    timed(Phase::neighbours, [&] { find_neighbours(); });
    timed(Phase::strategic, [&] {
        learn_ways(), think(), leave_jams(), choose_exits(), find_strays(), aim_at_openings(), keep_groups_together(),
            watch_boats(), reaches(), wait_at_kerbs();
    });
    if (team.threads() == 1) steer_boats(), drive_carts();  // else within move; so the phases of one thread add up
    timed(Phase::operational, [&] { move(); });
    timed(Phase::commit,
          [&] { commit(w.next_, w.walkers_, w.arrivals_), unmirror_seams(), pass_seams(), sample_paces(); });
    timed(Phase::interchange, [&] {
        interchange(), pass_openings(), doors(), gates(), boats_at_docks(), carts_at_stops(), give_up_waiting(),
            wait_outside(), outlets();
    });
    timed(Phase::events, [&] { vehicle_events(); });
    ++w.now_;
}

void World::step(Team& team) { Step(*this, team).run(); }

void Step::find_neighbours() {
    if (w.grid_.sort(w.walkers_, now, team))
        team.for_range(w.walkers_.size(), 1024, [&](std::size_t begin, std::size_t end) {
            for (std::size_t slot = begin; slot < end; ++slot)
                w.people_.slot[w.walkers_.person[slot].index()] = static_cast<std::uint32_t>(slot);
        });
    mirror_seams();
    w.grid_.see(w.walkers_);
}

void Step::steer_boats() {
    const Timed t(w.profile_, Phase::right_of_way);
    w.waterway_.decide(now, dock_waits());
}

void Step::drive_carts() {
    const Timed t(w.profile_, Phase::carts);
    w.shuttle_.step(now, stop_waits(), people_on_crossings());
}

/// People in blocks; beside them boats and carts, which see people where they were.
void Step::move() {
    const std::size_t walkers = w.walkers_.size();
    w.next_.resize(walkers);
    CrowdScene scene{town, w.fields_, w.params_, scenario.seed, now, w.goal_reach_, w.gate_sides_};
    for (const auto& [in, out] : w.gate_sides_)
        scene.longest_gate_reach = std::max({scene.longest_gate_reach, in.reach, out.reach});
    const bool side_by_side = team.threads() > 1;
    enum : std::size_t { boats, carts, people };  // the long pieces of work first
    const Shares shares(walkers, team.threads());
    team.for_blocks(people + shares.count(), [&](std::size_t share) {
        if (share == boats) {
            if (side_by_side) steer_boats();
            w.waterway_.move(now);
        } else if (share == carts) {
            if (side_by_side) drive_carts();
        } else {
            const std::size_t own = share - people;
            move_walkers(scene, w.grid_, w.walkers_, w.next_, shares.begin(own), shares.end(own));
        }
    });
}

}  // namespace wz
