// People stop on bridges to watch the boats. Once a second, whoever strolls over a bridge with boats in sight decides
// for the whole group: 1 − (1 − p)^A, where A is the sum over the boats in sight of 1 at the bridge, falling to 0 at
// the end of sight; a boat of a parade counts for several. They stand at the parapet, as bodies that others walk
// around, each at a place of his own; if the side with the boats has no room for all of a group, it walks on, as it
// does in a throng.
#include <algorithm>

#include "base/fmath.hpp"
#include "engine/step.hpp"

namespace wz {

namespace {
constexpr float throng = 2.5f;  // people per m² ahead: nobody stops where others press on
constexpr double longest_stay_s = 900;
constexpr double spread = 0.5;  // of the logarithm of the time that people watch
}  // namespace

bool Step::watches_on(const Watcher& s, PatchId bridge) const {
    const std::uint32_t slot = w.people_.slot[s.person.index()];
    if (now >= s.until || slot == UINT32_MAX || w.groups_[group_of(s.person)].looked != bridge) return false;
    return w.walkers_.gait[slot] == Gait::walk ||
           (w.walkers_.gait[slot] == Gait::watch && w.link_closed_[w.walkers_.link[slot].index()] == 0);
}

/// Places are given up when the time is over, the bridge is closed, or the group has other plans.
void Step::end_watching() {
    for (std::size_t i = 0; i < w.watchers_.size(); ++i)
        for (Watcher& s : w.watchers_[i]) {
            if (!s.person.valid() || watches_on(s, w.lookouts_->rows()[i].bridge)) continue;
            const std::uint32_t slot = w.people_.slot[s.person.index()];
            s = {};
            if (slot != UINT32_MAX && w.walkers_.gait[slot] == Gait::watch) assign_leg(slot);
        }
}

/// What is to be seen from each parapet; of the boats as they were after the tick before.
Step::Views Step::look_at_boats() const {
    const PedestrianParams& pp = w.params_.pedestrian;
    Views views{std::vector<double>(w.watchers_.size(), 0.0), std::vector<int>(w.watchers_.size(), 0)};
    for (std::size_t b = 0; b < w.waterway_.boats(); ++b) {
        const BoatView boat = w.waterway_.view(BoatId(b));
        if (boat.phase != BoatPhase::under_way && boat.phase != BoatPhase::waiting && boat.phase != BoatPhase::docking)
            continue;
        if (!boat.link.valid()) continue;
        const WaterLink& l = town.water_links[boat.link];
        const Vec2d a = town.water_nodes[l.a].at, along = unit(town.water_nodes[l.b].at - a);
        const bool parade = boat.service < scenario.boats.services.size() &&
                            scenario.boats.services[boat.service].kind == BoatService::parade;
        const double m = std::clamp(dot(boat.at - a, along), 0.0, l.length);
        w.lookouts_->seeing(boat.link, m, boat.at, [&](std::uint32_t lookout, double distance) {
            if (distance >= pp.watch_sight_m) return;
            views.attraction[lookout] += (parade ? pp.watch_parade : 1.0) * (1 - distance / pp.watch_sight_m);
            ++views.boats[lookout];
        });
    }
    return views;
}

void Step::watch_boats() {
    if (now % ticks_per_second != 0 || w.watchers_.empty()) return;
    end_watching();
    if (w.params_.pedestrian.watch_probability <= 0) return;
    const Views views = look_at_boats();
    const Walkers& k = w.walkers_;
    for (std::uint32_t slot = 0; slot < k.size(); ++slot) {
        const std::uint32_t first = k.link[slot].valid() ? w.lookouts_->on(k.link[slot]) : UINT32_MAX;
        if (first != UINT32_MAX && k.gait[slot] == Gait::walk && k.strolls[slot] != 0 && k.pause_until[slot] <= now &&
            w.link_closed_[k.link[slot].index()] == 0)
            stop_to_watch(slot, first, views);
    }
}

void Step::take_up_place(std::uint32_t slot, std::uint32_t lookout, std::size_t place, int boats) {
    Walkers& k = w.walkers_;
    const Vec2 at = w.lookouts_->rows()[lookout].places[place];
    k.gait[slot] = Gait::watch;
    k.goal_x[slot] = at.x, k.goal_y[slot] = at.y;
    k.way_speed[slot] = -1;
    emit(EventType::stopped_to_watch, k.person[slot].value, w.lookouts_->rows()[lookout].bridge.value,
         static_cast<std::uint32_t>(boats), seconds(w.watchers_[lookout][place].until - now));
}

/// The first of a group to be on the bridge chooses for all; the others find their places kept.
void Step::stop_to_watch(std::uint32_t slot, std::uint32_t first, const Views& views) {
    const PersonId p = w.walkers_.person[slot];
    const PatchId bridge = w.lookouts_->rows()[first].bridge;
    Group& g = w.groups_[group_of(p)];
    const double total = views.attraction[first] + views.attraction[first + 1];
    if (g.looked != bridge && total > 0) {  // boats may come into sight while they are still on the bridge
        g.looked = bridge;
        choose_to_watch(slot, first, views.attraction[first] / total, total);
    }
    for (const std::uint32_t side : {first, first + 1})
        for (std::size_t i = 0; i < w.watchers_[side].size(); ++i)
            if (w.watchers_[side][i].person == p) take_up_place(slot, side, i, views.boats[side]);
}

void Step::choose_to_watch(std::uint32_t slot, std::uint32_t first, double share_of_first, double attraction) {
    const PedestrianParams& pp = w.params_.pedestrian;
    const PatchId bridge = w.lookouts_->rows()[first].bridge;
    const GroupId id = w.walkers_.group[slot];
    Draws draw(scenario.seed, Stream::watch, mix64(plans[id.index()].key ^ (std::uint64_t{bridge.value} << 32)),
               std::uint64_t{w.groups_[id].trips} * 64);
    if (draw.uniform() >= 1 - fmath::pow(1 - pp.watch_probability, attraction)) return;
    if (w.walkers_.seen.density[slot] > throng) return;
    const double stay = std::min(draw.lognormal(pp.watch_time_s, spread), longest_stay_s);
    const std::uint32_t side = draw.uniform() < share_of_first ? first : first + 1;
    const auto taken = [](const Watcher& s) { return s.person.valid(); };
    if (!w.lookouts_->wide(bridge) && std::ranges::any_of(w.watchers_[side == first ? first + 1 : first], taken))
        return;
    keep_places(slot, side, now + ticks(stay));
}

/// The free places nearest to one member for all who walk in the group, or none.
void Step::keep_places(std::uint32_t slot, std::uint32_t side, Tick until) {
    std::vector<Watcher>& places = w.watchers_[side];
    const Group& g = w.groups_[w.walkers_.group[slot]];
    std::vector<std::pair<float, std::size_t>> nearest;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (!places[i].person.valid())
            nearest.emplace_back(norm2(w.lookouts_->rows()[side].places[i] - w.walkers_.at(slot)), i);
    if (nearest.size() < g.members) return;
    std::ranges::sort(nearest);
    std::size_t next = 0;
    for (std::uint32_t m = 0; m < g.members; ++m) {
        const PersonId p(g.first_member.index() + m);
        const std::uint32_t of = w.people_.slot[p.index()];
        if (of != UINT32_MAX && w.walkers_.gait[of] == Gait::walk) places[nearest[next++].second] = {p, until};
    }
}

}  // namespace wz
