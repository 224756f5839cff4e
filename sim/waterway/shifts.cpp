// Boatmen's shifts: who is off duty goes to a mooring near the boat's home dock, where the next one takes over, or on a
// ferry at its dock; and what hours at the oar cost.
#include <algorithm>

#include "base/random.hpp"
#include "waterway/dispatch.hpp"

namespace wz::water {

namespace {

constexpr double least_share = 0.6;  // of the cruising speed, however tired

}  // namespace

std::span<const ShiftWindow> Fleet::shifts_of(const Boat& b) const {
    const bool own = b.duty != no_service && !spec->services[b.duty].shifts.empty();
    return own ? spec->services[b.duty].shifts : spec->shifts;
}

/// Changes are spread over some time, or no boat would be under way for a while.
std::uint32_t Fleet::shift_at(BoatId id, Tick t) const {
    const auto shifts = shifts_of(boats[id.index()]);
    if (shifts.empty()) return 0;
    Draws draws(seed, Stream::boat_crew, id.value, 1);
    const Tick late = ticks(60 * params.shift_spread_min * draws.uniform());
    std::uint32_t found = no_crew;
    for (std::uint32_t k = 0; k < shifts.size(); ++k) {
        const Tick begin = shifts[k].first + (k > 0 ? late : 0);
        if (t >= begin && t < shifts[k].second + late) found = k;  // of two at a time the one that relieves
    }
    return found;
}

/// The dock of its service; for others the one nearest to where they lie in the morning.
void Fleet::find_homes() {
    for (Boat& b : boats) {
        if (b.home.valid()) continue;
        const Slot& here = fairway->slots[b.slot];
        const std::vector<double>& distance = distances(here);
        double best = 1e17;
        for (std::size_t d = 0; d < called_at.size(); ++d) {
            if (!called_at[d] || fairway->dock_slots[d].empty()) continue;
            const Slot& berth = fairway->slots[fairway->dock_slots[d].front()];
            const WaterLink& link = town->water_links[berth.link];
            const double m =
                std::min(distance[link.a.index()] + berth.along, distance[link.b.index()] + link.length - berth.along);
            if (m < best) best = m, b.home = DockId(d);
        }
    }
}

/// Whether the boatman can go on with the boat. If not, it goes home, and the next one, if there is one, takes over.
bool Dispatch::has_crew(BoatId id) {
    Boat& b = f.boats[id.index()];
    const std::uint32_t due = f.shift_at(id, f.now);
    if (b.crew == due && due != no_crew) return true;
    const bool ferry = b.duty != no_service && f.spec->services[b.duty].kind == BoatService::ferry;
    if (b.crew != no_crew && !(ferry && due != no_crew)) {
        if (f.dock_of(b).valid()) lay_up(id, Errand::lay_up, b.home);
        if (b.ready != never) return false;
    }
    const bool relieved = b.crew != no_crew;
    b.crew = due;
    if (due == no_crew) return false;
    b.worked = b.sculled = 0;
    if (!relieved) return true;  // the first of the day, or after a break
    b.phase = BoatPhase::resting;
    b.since = f.now;
    b.rests_until = f.now + ticks(60 * f.params.shift_change_min);
    return false;
}

/// Share of the cruising speed that the boatman holds after his hours at the oar.
double Fleet::vigour(const Boat& b) const {
    return std::max(least_share, 1 - params.fatigue_per_h * seconds(b.sculled) / 3600);
}

}  // namespace wz::water
