// Zones open and close, by the hours of the scenario or by a cordon. Whoever is inside a zone that is closed to him now
// gets out, by the shortest way; whoever is on the way there makes other plans, and comes back to them when it opens.
#include <algorithm>
#include <utility>

#include "engine/step.hpp"

namespace wz {

void Step::cordon(const CommandSpec& c) {
    const ZoneId zone = town.find_zone(c.target);
    if (!zone.valid() || town.zones[zone].access_bit < 0) return;
    PassId pass;
    for (std::size_t i = 0; i < scenario.passes.size(); ++i)
        if (scenario.passes[PassId(i)].id == c.pass) pass = PassId(i);
    if (!c.pass.empty() && !pass.valid()) return;
    if (c.kind == CommandKind::cordon)
        w.cordons_.push_back({zone, pass, c.until});
    else
        std::erase_if(w.cordons_,
                      [&](const Cordon& k) { return k.zone == zone && (c.pass.empty() || k.pass == pass); });
    change_access();
}

void Step::change_access() {
    const std::vector<std::uint32_t> before = std::exchange(w.pass_forbids_, w.forbidden_now());
    for (std::size_t i = 0; i < w.groups_.size(); ++i) {
        const GroupId id(i);
        const PassId pass = plans[i].pass;
        if (!pass.valid() || before[pass.index()] == w.pass_forbids_[pass.index()]) continue;
        const Group& g = w.groups_[id];
        if (g.stage == Stage::away || g.stage == Stage::gone) continue;
        if ((g.target.kind != SpotKind::none && !may_be_at(id, access(g.target).link)) || ride_is_shut(id)) {
            turn_out(id);
            continue;
        }
        for (std::uint32_t m = 0; m < g.members; ++m) {
            const std::uint32_t slot = w.people_.slot[g.first_member.index() + m];
            if (slot != UINT32_MAX && w.walkers_.gait[slot] == Gait::walk) assign_leg(slot);
        }
    }
}

/// The ride that the group is going to take begins or ends in a zone that is closed to it.
bool Step::ride_is_shut(GroupId id) const {
    const Group& g = w.groups_[id];
    if (g.via == UINT32_MAX) return false;
    if (!g.via_cart) return !lands_where_allowed(id, w.dock_lines_[g.via].service);
    return !may_be_at(id, town.stops[StopId(w.stop_lines_[g.via].where)].platform.link) ||
           !may_be_at(id, town.stops[g.via_to].platform.link);
}

/// What the group was about must wait until the zone opens. Who lives there stays in; who leaves the site goes on.
void Step::turn_out(GroupId id) {
    Group& g = w.groups_[id];
    const bool at_home = g.aim == Aim::home && g.stage == Stage::staying;
    if (at_home || g.aim == Aim::leave) return;
    const bool appointed = g.aim == Aim::event || g.aim == Aim::post || g.aim == Aim::itinerary;
    if (appointed && g.commitment > 0) --g.commitment;
    if (g.aim == Aim::event && w.shows_[g.event].end > now) w.shows_[g.event].seated -= static_cast<int>(g.present);
    decide(id);
}

}  // namespace wz
