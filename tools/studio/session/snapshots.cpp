#include "session/snapshots.hpp"

#include <algorithm>

namespace studio {

std::size_t estimated_bytes(const wz::World& w) {
    constexpr std::size_t per_person = 90, per_walker = 220, per_group = 200, per_queue = 3000, per_boat = 2000;
    const std::size_t queues = w.town().places.size() + 3 * w.town().gates.size() + w.dock_lines().size();
    return w.people().size() * per_person + w.walkers().size() * per_walker + w.plans().size() * per_group +
           queues * per_queue + w.waterway().boats() * per_boat + w.routes().size() * w.town().nodes.size() * 4 +
           (1u << 20);
}

void Snapshots::keep(const wz::World& world, const wz::Pains& pains) {
    const auto at = std::ranges::lower_bound(kept_, world.now(), {}, [](const auto& s) { return s->world.now(); });
    if (at != kept_.end() && (*at)->world.now() == world.now()) return;
    const std::size_t bytes = estimated_bytes(world);
    kept_.insert(at, std::make_unique<Snapshot>(Snapshot{world, pains, bytes}));
    bytes_ += bytes;
    while (bytes_ > budget_ && kept_.size() > 2) thin();
}

/// Drops the one whose loss costs least: the gap that it leaves, over its age. The first stays: the day begins there.
void Snapshots::thin() {
    const wz::Tick latest = kept_.back()->world.now();
    std::size_t least = 1;
    double least_cost = 1e300;
    for (std::size_t i = 1; i + 1 < kept_.size(); ++i) {
        const auto gap = static_cast<double>(kept_[i + 1]->world.now() - kept_[i - 1]->world.now());
        const double cost = gap / static_cast<double>(latest - kept_[i]->world.now() + wz::ticks(60));
        if (cost < least_cost) least_cost = cost, least = i;
    }
    bytes_ -= kept_[least]->bytes;
    kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(least));
}

void Snapshots::forget_after(wz::Tick from) {
    while (!kept_.empty() && kept_.back()->world.now() > from) {
        bytes_ -= kept_.back()->bytes;
        kept_.pop_back();
    }
}

const Snapshots::Snapshot* Snapshots::before(wz::Tick at) const {
    const auto after = std::ranges::upper_bound(kept_, at, {}, [](const auto& s) { return s->world.now(); });
    return after == kept_.begin() ? nullptr : std::prev(after)->get();
}

std::vector<wz::Tick> Snapshots::ticks() const {
    std::vector<wz::Tick> all;
    for (const auto& s : kept_) all.push_back(s->world.now());
    return all;
}

}  // namespace studio
