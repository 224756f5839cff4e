// Gates that hold people back: who comes to a full town reads a sign, and waits or goes home.
#include <algorithm>
#include <span>
#include <utility>

#include "engine/step.hpp"

namespace wz {

namespace {
constexpr Tick minute = 60 * ticks_per_second;
constexpr double memory = 0.9;               // of the rate on the sign, a minute: that of the last ten minutes
constexpr double longest_sign_s = 4 * 3600;  // and no sign shows more
}  // namespace

/// As an attendant with a clicker knows it: those outside, over the rate at which people were let in lately.
double GateState::wait_on_sign_s() const {
    return outside < let_in_per_s * longest_sign_s ? outside / let_in_per_s : longest_sign_s;
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

/// The nearest gate with a limit to where the group came to the site; none for those who were in town when it began.
GateId Step::limited_gate(GroupId id) const {
    GateId nearest;
    if (const GroupPlan& plan = plans[id.index()]; !plan.home.valid() && plan.crowd == UINT32_MAX) {
        const Vec2 from = town.entries[plan.entry].door.at;
        float best = 1e9f;
        for (std::size_t i = 0; i < w.gates_.size(); ++i) {
            if (w.gates_[GateId(i)].limit == 0) continue;
            const Vec2 at = town.nodes[town.links[town.gates[GateId(i)].link].a].at;
            if (const float d = norm(at - from); d < best) best = d, nearest = GateId(i);
        }
    }
    return nearest;
}

/// The same for a group that is on its way to somewhere behind gates; none for others.
GateId Step::goes_in_by(GroupId id) const {
    const Group& g = w.groups_[id];
    const bool goes_in =
        g.aim != Aim::leave && g.target.kind == SpotKind::place && town.links[access(g.target).link].access_zones != 0;
    return goes_in ? limited_gate(id) : GateId();
}

/// Stands in the crowd before a gate that holds people back, if only until somebody has come out.
bool Step::held_back(GroupId id) const {
    if (town.links[where_is(id).link].access_zones != 0) return false;
    const GateId gate = goes_in_by(id);
    return gate.valid() && w.gates_[gate].pressing_in > 0;
}

/// On arrival, by the sign of the nearest gate that holds people back.
bool Step::turns_back(GroupId id) {
    const GateId nearest = limited_gate(id);
    if (!nearest.valid()) return false;
    GateState& gate = w.gates_[nearest];
    const double wait_s = gate.wait_on_sign_s();
    if (!gate.holds_back() || would_wait(id, wait_s)) {
        gate.outside += static_cast<int>(w.groups_[id].members);  // until the next count
        return false;
    }
    emit(EventType::balked_gate, id.value, nearest.value, 0, wait_s);
    return true;
}

/// Once a minute: counts those outside for the sign; who has been outside for longer than he will stand goes home,
/// unless one of his group is in the hall of a gate already.
void Step::wait_outside() {
    if (now % minute != 0 || std::ranges::none_of(w.gates_, [](const GateState& g) { return g.limit > 0; })) return;
    for (GateState& gate : w.gates_) {
        gate.let_in_per_s = memory * gate.let_in_per_s + (1 - memory) * std::exchange(gate.let_in, 0) / seconds(minute);
        gate.outside = 0;
    }
    const auto in_a_hall = [&](const Group& g) {
        const std::span members(w.people_.doing.data() + g.first_member.index(), g.members);
        return std::ranges::find(members, Doing::queueing) != members.end();
    };
    for (std::size_t k = 0; k < w.groups_.size(); ++k) {
        const GroupId id(k);
        const Group& g = w.groups_[id];
        if (g.stage != Stage::travelling || g.came_in_by.valid()) continue;
        const GateId nearest = goes_in_by(id);
        if (!nearest.valid()) continue;
        GateState& gate = w.gates_[nearest];
        gate.outside += static_cast<int>(g.members);
        const double waited_s = seconds(now - plans[k].arrival);
        if (!gate.holds_back() || would_wait(id, waited_s) || in_a_hall(g) ||
            town.links[where_is(id).link].access_zones != 0)
            continue;
        emit(EventType::balked_gate, id.value, nearest.value, 0, waited_s);
        go_home(id);
    }
}

}  // namespace wz
