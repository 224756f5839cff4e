// What watches a run. Observers see a const World after each step; nothing they do can change a result.
#pragma once

#include <algorithm>
#include <vector>

#include "base/ids.hpp"
#include "base/parallel.hpp"
#include "engine/world.hpp"
#include "observe/series.hpp"

namespace wz {

/// Where everyone on the surface is, found once a second and shared by all observers.
struct SurfaceSample {
    std::vector<PatchId> patch;  // by slot in Walkers; none: free slot

    void take(const World& world, Team& team) {
        const Walkers& walkers = world.walkers();
        const Town& town = world.town();
        patch.resize(walkers.size() + Places::count);
        constexpr std::size_t grain = 32 * Places::count;  // whole vectors: these are written
        team.for_range(walkers.size(), grain, [&](std::size_t begin, std::size_t end) {
            const Places at{walkers.x.data() + begin, walkers.y.data() + begin, walkers.decks.data() + begin};
            town.surface.patches(at, end - begin, patch.data() + begin);
            for (std::size_t i = begin; i < end; ++i)
                if (!patch[i].valid() && walkers.used(i) && walkers.link[i].valid())
                    patch[i] = town.links[walkers.link[i]].patch;  // a shoulder over the edge of the grid
        });
        patch.resize(walkers.size());
    }
};

class Observer {
public:
    Observer() = default;
    Observer(const Observer&) = delete;
    Observer& operator=(const Observer&) = delete;
    virtual ~Observer() = default;

    /// After every tick: for those who read events.
    virtual void each_tick(const World&) {}
    /// Of all observers at the same time: writes only what is its own, reads no other observer.
    virtual void each_second(const World&, const SurfaceSample&) {}
    /// Fills its columns of the row that has just begun.
    virtual void each_minute(const World&, Series&) {}
};

}  // namespace wz
