#include "observe/bridge_flow.hpp"

#include <algorithm>

namespace wz {

namespace {

/// One record per bridge that has patches, in order of patches; columns are made from it.
std::vector<BridgeRecord> bridges_of(const Town& town) {
    std::vector<BridgeRecord> bridges;
    for (std::size_t i = 0; i < town.patches.size(); ++i) {
        const Patch& patch = town.patches[PatchId(i)];
        if (!patch.bridge) continue;
        auto known = std::ranges::find(bridges, patch.name.id, [](const BridgeRecord& b) { return b.name.id; });
        if (known == bridges.end()) {
            BridgeRecord bridge{.name = patch.name, .width_m = patch.width_m};
            bridge.foot_a = bridge.foot_b = patch.centre;
            const auto line = std::ranges::find(town.map.walk_lines, patch.name.id, &WalkLine::id);
            if (line != town.map.walk_lines.end() && line->line.size() >= 2) {
                bridge.foot_a = to_float(line->line.front());
                bridge.foot_b = to_float(line->line.back());
            }
            known = bridges.insert(bridges.end(), std::move(bridge));
        }
        known->patches.push_back(PatchId(i));
    }
    return bridges;
}

}  // namespace

BridgeFlow::BridgeFlow(const World& world, const Crowding& crowding, Series& series)
    : crowding_(crowding),
      bridges_(bridges_of(world.town())),
      bridge_of_(world.town().patches.size(), no_bridge),
      tracks_(world.people().size()),
      minutes_(bridges_.size()) {
    for (std::size_t b = 0; b < bridges_.size(); ++b) {
        for (const PatchId p : bridges_[b].patches) bridge_of_[p] = static_cast<std::uint16_t>(b);
        const Name& name = bridges_[b].name;
        minutes_[b].flow_column = series.add_column({"flow_" + name.id, "people/min", "bridge_flow", name.zh, name.en});
        minutes_[b].density_column =
            series.add_column({"density_" + name.id, "1/m²", "bridge_density", name.zh, name.en});
        minutes_[b].watching_column =
            series.add_column({"watching_" + name.id, "people", "bridge_watching", name.zh, name.en});
    }
}

bool BridgeFlow::nearer_b(std::uint16_t bridge, Vec2 at) const {
    const BridgeRecord& b = bridges_[bridge];
    return dot(at - (b.foot_a + b.foot_b) * 0.5f, b.foot_b - b.foot_a) > 0;
}

void BridgeFlow::follow(Track& track, std::uint16_t bridge, Vec2 at) {
    if (bridge == track.bridge) return;
    if (track.bridge != no_bridge) {
        const bool left_to_b = nearer_b(track.bridge, at);
        if (left_to_b != track.came_from_b) ++(left_to_b ? minutes_[track.bridge].ab : minutes_[track.bridge].ba);
    }
    track.bridge = bridge;
    track.came_from_b = bridge != no_bridge && nearer_b(bridge, at);
}

void BridgeFlow::each_tick(const World& world) {
    for (const Event& e : world.events()) {
        if (e.type != EventType::stopped_to_watch) continue;
        BridgeRecord& bridge = bridges_[bridge_of_[PatchId(std::size_t{e.place})]];
        ++bridge.watched;
        bridge.watched_s += static_cast<double>(e.value);
    }
}

void BridgeFlow::note_watchers(const std::vector<int>& watching) {
    for (std::size_t b = 0; b < bridges_.size(); ++b) {
        minutes_[b].watching = std::max(minutes_[b].watching, watching[b]);
        bridges_[b].most_watching = std::max(bridges_[b].most_watching, watching[b]);
    }
}

void BridgeFlow::each_second(const World& world, const SurfaceSample& sample) {
    if (bridges_.empty()) return;
    std::vector<int> watching(bridges_.size(), 0);
    const Walkers& walkers = world.walkers();
    for (std::size_t i = 0; i < walkers.size(); ++i) {
        if (!walkers.used(i)) continue;
        const std::uint16_t bridge = sample.patch[i].valid() ? bridge_of_[sample.patch[i]] : no_bridge;
        follow(tracks_[walkers.person[i].index()], bridge, walkers.at(i));
        if (walkers.gait[i] == Gait::watch) ++watching[bridge_of_[world.town().links[walkers.link[i]].patch]];
    }
    note_watchers(watching);
}

void BridgeFlow::each_minute(const World& world, Series& series) {
    for (std::size_t b = 0; b < bridges_.size(); ++b) {
        BridgeRecord& bridge = bridges_[b];
        Minute& minute = minutes_[b];
        const int flow = minute.ab + minute.ba;
        double density = 0;
        for (const PatchId p : bridge.patches) density = std::max(density, crowding_.minute_max(p));
        series.set(minute.flow_column, flow);
        series.set(minute.density_column, density);
        bridge.crossed += flow;
        bridge.max_density = std::max(bridge.max_density, density);
        if (flow > bridge.peak_per_min) {
            bridge.peak_per_min = flow;
            bridge.peak_at = world.now();
        }
        series.set(minute.watching_column, minute.watching);
        minute.ab = minute.ba = minute.watching = 0;
    }
}

}  // namespace wz
