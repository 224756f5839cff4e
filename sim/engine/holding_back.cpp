// Gates that hold people back: who comes to a full town reads a sign, and waits or goes home.
#include <algorithm>
#include <span>
#include <utility>

#include "engine/step.hpp"

namespace wz {

namespace {
constexpr Tick minute = 60 * ticks_per_second;
constexpr double memory = 0.98;  // of the sign: of the last fifty who were let in
}  // namespace

void Step::note_let_in(PersonId p, GateState& gate) {
    const GroupId id = group_of(p);
    if (std::exchange(w.groups_[id].let_in, true) || plans[id.index()].home.valid()) return;
    gate.in_after_s = memory * gate.in_after_s + (1 - memory) * seconds(now - plans[id.index()].arrival);
}

/// Who lives, works or has a seat within waits as long as it takes; others as long as their patience lasts.
bool Step::would_wait(GroupId id, double wait_s) const {
    const GroupPlan& plan = plans[id.index()];
    const auto binds = [&](const Commitment& c) {
        if (c.kind == CommitmentKind::event) return scenario.programme[c.event].kind != EventKind::open_house;
        return c.kind == CommitmentKind::post || c.kind == CommitmentKind::itinerary || c.kind == CommitmentKind::home;
    };
    if (plan.home.valid() || std::ranges::any_of(plan.commitments, binds)) return true;
    Draws draw(scenario.seed, Stream::balk, plan.key, 0);
    return wait_s <= patience_s(draw);
}

/// On arrival, by the sign at the nearest gate that holds people back: how long those now let in have been on the site,
/// or the one at the head of the queue.
bool Step::turns_back(GroupId id) {
    GateId nearest;
    float best = 1e9f;
    for (std::size_t i = 0; i < w.gates_.size(); ++i) {
        if (!w.gates_[GateId(i)].holds_back()) continue;
        const Vec2 at = town.nodes[town.links[town.gates[GateId(i)].link].a].at;
        if (const float d = norm(at - w.groups_[id].at.at); d < best) best = d, nearest = GateId(i);
    }
    if (!nearest.valid()) return false;
    const GateState& gate = w.gates_[nearest];
    double wait_s = gate.in_after_s;
    if (gate.in.length() > 0)  // nobody may have been let in for long
        wait_s = std::max(wait_s, seconds(now - plans[group_of(gate.in.waiting(0)).index()].arrival));
    if (would_wait(id, wait_s)) return false;
    emit(EventType::balked_gate, id.value, nearest.value, 0, wait_s);
    return true;
}

/// Once a minute: those who have been outside for longer than they will stand, unless one of them is in the hall of a
/// gate already.
void Step::give_up_waiting_outside() {
    if (now % minute != 0) return;
    const auto holding = std::ranges::find_if(w.gates_, &GateState::holds_back);
    if (holding == w.gates_.end()) return;
    const auto in_a_hall = [&](const Group& g) {
        const std::span members(w.people_.doing.data() + g.first_member.index(), g.members);
        return std::ranges::find(members, Doing::queueing) != members.end();
    };
    for (std::size_t k = 0; k < w.groups_.size(); ++k) {
        const GroupId id(k);
        const Group& g = w.groups_[id];
        if (g.stage != Stage::travelling || g.let_in || g.aim == Aim::leave || g.target.kind != SpotKind::place ||
            town.links[access(g.target).link].access_zones == 0 || in_a_hall(g))
            continue;
        const double waited_s = seconds(now - plans[k].arrival);
        if (would_wait(id, waited_s) || town.links[where_is(id).link].access_zones != 0) continue;
        emit(EventType::balked_gate, id.value, static_cast<std::uint32_t>(holding - w.gates_.begin()), 0, waited_s);
        go_home(id);
    }
}

}  // namespace wz
