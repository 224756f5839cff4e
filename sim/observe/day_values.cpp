#include "observe/day_values.hpp"

#include <algorithm>
#include <utility>

namespace wz {

void put_day(const Results& r, const std::string& id, Values& values) {
    const auto put = [&](const std::string& name, auto value) { values[id + "." + name] = static_cast<double>(value); };
    put("entered", r.sum(&PopulationResult::entered));
    put("remaining", r.sum(&PopulationResult::on_site));
    put("stranded", r.stranded);
    put("turned_back", r.turned_back());
    put("entries_without_pass", r.trespass.entries);
    put("caught", r.trespass.caught);
    put("longest_exit_s", r.trespass.longest_exit_s);
    for (const auto& [kind, rides] : {std::pair("boat", &r.boats), std::pair("cart", &r.carts)}) {
        put(std::string(kind) + "_trips", rides->trips);
        put(std::string(kind) + "_riders", rides->riders);
        put(std::string(kind) + "_ride_min", rides->mean_ride_s / 60);
        put(std::string("most_") + kind + "s", rides->most_under_way);
    }
    std::int64_t watched = 0, balked = 0, reneged = 0;
    double density = 0;
    for (const BridgeRecord& b : r.bridges) {
        watched += b.watched;
        put("crossed_" + b.name.id, b.crossed);
        put("watched_" + b.name.id, b.watched);
    }
    for (const WaitResult& w : r.waits) balked += w.balked, reneged += w.reneged;
    for (const PatchCrowding& p : r.patches) density = std::max(density, static_cast<double>(p.max_density));
    put("watched", watched);
    put("balked", balked);
    put("reneged", reneged);
    put("max_density", density);
    for (const ServiceResult& s : r.services) {
        put("trips_" + s.id, s.trips);
        put("riders_" + s.id, s.riders);
    }
    int seated = 0, late = 0, turned_away = 0;
    for (const ShowResult& s : r.shows) seated += s.seated, late += s.late, turned_away += s.turned_away;
    put("seated", seated);
    put("late", late);
    put("turned_away", turned_away);
}

}  // namespace wz
