#include "observe/pains.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace wz {

namespace {
constexpr float tolerated = 0.2f;  // share of the free speed that nobody minds losing
}

Pains::Pains(const World& world)
    : queues_(all_queues(world)),
      queue_lost_s_(queues_.size()),
      street_lost_s_(world.town().patches.size()),
      street_people_(world.town().patches.size()) {}

void Pains::each_second(const World& world, const SurfaceSample& sample) {
    const double fade = std::exp(-1.0 / memory_s);
    for (double& s : queue_lost_s_) s *= fade;
    for (double& s : street_lost_s_) s *= fade;
    std::ranges::fill(street_people_, 0);
    for (std::size_t i = 0; i < queues_.size(); ++i) queue_lost_s_[i] += people_in(world, queues_[i]);
    const Walkers& w = world.walkers();
    for (std::size_t i = 0; i < w.size(); ++i) {
        if (!w.used(i) || w.gait[i] != Gait::walk || !sample.patch[i].valid()) continue;
        if (w.pause_until[i] > world.now() || w.pace[i] <= 0 || w.free_speed[i] <= 0) continue;
        const float lost = 1 - std::hypot(w.vx[i], w.vy[i]) / (w.free_speed[i] * w.pace[i]);
        if (lost <= tolerated) continue;
        street_lost_s_[sample.patch[i]] += static_cast<double>(std::min(lost, 1.0f));
        ++street_people_[sample.patch[i]];
    }
}

std::vector<Pain> Pains::worst(const World& world, std::size_t most) const {
    std::vector<Pain> all;
    for (std::size_t i = 0; i < queues_.size(); ++i)
        if (queue_lost_s_[i] >= 60)
            all.push_back({.queue = queues_[i],
                           .at = point_of(world.town(), queues_[i]),
                           .lost_min = queue_lost_s_[i] / 60,
                           .people = people_in(world, queues_[i])});
    for (std::size_t i = 0; i < street_lost_s_.size(); ++i)
        if (const PatchId p(i); street_lost_s_[p] >= 60)
            all.push_back({.street = true,
                           .patch = p,
                           .at = world.town().patches[p].centre,
                           .lost_min = street_lost_s_[p] / 60,
                           .people = street_people_[p]});
    std::ranges::stable_sort(all, std::greater<>{}, &Pain::lost_min);
    std::set<std::string> seen;
    std::erase_if(
        all, [&](const Pain& p) { return p.street && !seen.insert(world.town().patches[p.patch].name.id).second; });
    if (all.size() > most) all.resize(most);
    return all;
}

}  // namespace wz
