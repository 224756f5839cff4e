// People who cross each bridge, per minute and way. Somebody who walks up to watch boats and turns back does not count.
#pragma once

#include <cstdint>
#include <vector>

#include "observe/crowding.hpp"
#include "observe/observer.hpp"

namespace wz {

struct BridgeRecord {
    Name name;
    double width_m = 0;
    std::vector<PatchId> patches;
    Vec2 foot_a, foot_b;       // ends of its centre line as drawn
    std::int64_t crossed = 0;  // people, both ways
    double peak_per_min = 0;   // highest of all minutes
    Tick peak_at = 0;
    double max_density = 0;    // people/m²
    std::int64_t watched = 0;  // people who stopped to watch boats
    double watched_s = 0;      // they meant to stay, in all
    int most_watching = 0;     // at the parapets at a time
};

class BridgeFlow : public Observer {
public:
    /// Reads the densities of `crowding`, which must be told of a minute after this.
    BridgeFlow(const World& world, const Crowding& crowding, Series& series);
    void each_tick(const World& world) override;
    void each_second(const World& world, const SurfaceSample& sample) override;
    void each_minute(const World& world, Series& series) override;

    [[nodiscard]] const std::vector<BridgeRecord>& bridges() const { return bridges_; }

private:
    static constexpr std::uint16_t no_bridge = 0xffff;
    struct Track {                         // of a person
        std::uint16_t bridge = no_bridge;  // stands on it now
        bool came_from_b = false;          // where he was first seen on it
    };
    void note_watchers(const std::vector<int>& watching);
    void follow(Track& track, std::uint16_t bridge, Vec2 at);
    [[nodiscard]] bool nearer_b(std::uint16_t bridge, Vec2 at) const;

    const Crowding& crowding_;
    std::vector<BridgeRecord> bridges_;
    IdVector<PatchId, std::uint16_t> bridge_of_;
    std::vector<Track> tracks_;  // by PersonId
    struct Minute {
        int ab = 0, ba = 0, watching = 0;
        std::size_t flow_column = 0, density_column = 0, watching_column = 0;
    };
    std::vector<Minute> minutes_;
};

}  // namespace wz
