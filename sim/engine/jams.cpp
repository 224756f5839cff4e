// Who is hemmed in by a crowd that does not move turns back after a while: those at its ends can, and so it comes
// undone from there. Without it two crowds who meet before a full landing in a lane stand for the rest of the day.
#include "engine/step.hpp"

namespace wz {

namespace {

constexpr Tick look_every = 30 * ticks_per_second;
constexpr float crowd = 2.0f;   // 1/m² ahead
constexpr float got_on = 1.5f;  // m
constexpr double spread = 0.4;  // of the logarithm of the patience

}  // namespace

void Step::leave_jams() {
    if (now % look_every != 0) return;
    const Walkers& k = w.walkers_;
    for (std::size_t i = 0; i < w.groups_.size(); ++i) {
        const GroupId id(i);
        Group& g = w.groups_[id];
        const std::uint32_t slot = g.stage == Stage::travelling ? first_walker(g) : UINT32_MAX;
        const bool in_crowd = slot != UINT32_MAX && k.gait[slot] == Gait::walk && k.queues[slot] == 0 &&
                              k.pause_until[slot] <= now && k.seen.density[slot] > crowd &&
                              plans[i].crowd == UINT32_MAX;
        if (!in_crowd) {
            g.hemmed_in = never;
        } else if (g.hemmed_in == never || norm2(k.at(slot) - g.hemmed_at) > got_on * got_on) {
            g.hemmed_in = now;
            g.hemmed_at = k.at(slot);
        } else if (!held_back(id)) {  // who is has his own patience: see wait_outside
            Draws draw = draws(id, Stream::patience);
            const double patience_s = 60 * w.params_.demand.jam_patience_min * draw.lognormal(1.0, spread);
            if (seconds(now - g.hemmed_in) > patience_s) turn_back(id);
        }
    }
}

/// To something else, or by another way to where it must go.
void Step::turn_back(GroupId id) {
    Group& g = w.groups_[id];
    const PatchId where = town.links[w.walkers_.link[first_walker(g)]].patch;
    emit(EventType::turned_back, id.value, g.target.index, where.value, seconds(now - g.hemmed_in));
    g.hemmed_in = never;
    g.at = where_is(id);
    const bool must = g.aim == Aim::event || g.aim == Aim::home || g.aim == Aim::leave || g.aim == Aim::post;
    on_foot = true;
    if (must && g.target.kind != SpotKind::none)
        set_out(id, g.aim, g.target);
    else
        decide(id);
    on_foot = false;
    if (g.set_out != now) go_home(id);
}

}  // namespace wz
