#include "engine/step.hpp"

namespace wz {

namespace {
constexpr Tick renumber_every = 2 * ticks_per_second;  // in which people walk about as far as one cell
}

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
        learn_ways(), think(), choose_exits(), find_strays(), aim_at_openings(), keep_groups_together(), watch_boats(),
            reaches();
    });
    timed(Phase::right_of_way, [&] { w.waterway_.decide(now, dock_waits()); });
    timed(Phase::operational, [&] { move(); });  // people in blocks, and the hulls beside them
    timed(Phase::carts, [&] { w.shuttle_.step(now, stop_waits(), people_on_crossings()); });
    timed(Phase::commit, [&] {
        commit(w.grid_, w.next_, w.walkers_, w.arrivals_, team), unmirror_seams(), pass_seams(), sample_paces();
    });
    timed(Phase::interchange, [&] {
        interchange(), pass_openings(), doors(), gates(), boats_at_docks(), carts_at_stops(), give_up_waiting(),
            outlets();
    });
    timed(Phase::events, [&] { vehicle_events(); });
    ++w.now_;
}

void World::step(Team& team) { Step(*this, team).run(); }

void Step::find_neighbours() {
    w.grid_.rebuild(w.walkers_, team);
    if (now % renumber_every == 0) {
        w.walkers_.renumber(w.grid_.slot, team);
        for (std::uint32_t slot = 0; slot < w.walkers_.size(); ++slot) {
            w.people_.slot[w.walkers_.person[slot].index()] = slot;
            w.grid_.slot[slot] = slot;
        }
    }
    if (town.loops.empty()) return;
    mirror_seams();
    w.grid_.rebuild(w.walkers_, team);
}

void Step::move() {
    const auto walkers = static_cast<std::uint32_t>(w.grid_.size());
    w.next_.resize(walkers);
    const CrowdScene scene{town, w.fields_, w.grid_, w.params_, scenario.seed, now, w.goal_reach_, w.gate_reach_};
    constexpr std::uint32_t grain = 128;  // walkers per block: depends on nothing but their number
    const std::size_t blocks = (walkers + grain - 1) / grain;
    team.for_blocks(blocks + 1, [&](std::size_t block) {
        if (block == 0) {
            w.waterway_.move(now);  // first, since it is one long piece of work
            return;
        }
        const auto begin = static_cast<std::uint32_t>(block - 1) * grain;
        move_walkers(scene, w.walkers_, w.next_, begin, std::min(begin + grain, walkers));
    });
}

}  // namespace wz
