// Parapets of bridges from which people watch the water: where they stand, and which water they see. A line of sight is
// free as long as it stays over the water: whatever stands on the banks blocks it. Other bridges do not: people look
// through their arches or over them.
#pragma once

#include <vector>

#include "town/town.hpp"

namespace wz {

/// One side of a bridge.
struct Lookout {
    PatchId bridge;
    Vec2d eye;                 // at the parapet, over the middle of the water
    std::vector<Vec2> places;  // where people stand at the parapet, one behind the other along it
};

class Lookouts {
public:
    static constexpr double farthest = 120;  // m: nothing farther off is looked for

    explicit Lookouts(const Town& town);
    [[nodiscard]] const std::vector<Lookout>& rows() const { return rows_; }
    /// Index of the first of the two sides of the bridge that a link leads over; UINT32_MAX: nothing to be seen there.
    [[nodiscard]] std::uint32_t on(LinkId link) const { return on_[link]; }
    /// True if both parapets may be stood at, and people still pass between them.
    [[nodiscard]] bool wide(PatchId bridge) const { return wide_[bridge] != 0; }

    /// Calls f(index of the lookout, distance in m) for each that sees `at`, a point of the fairway `on`.
    template <class F>
    void seeing(WaterLinkId on, double along, Vec2d at, F&& f) const {
        for (const Sight& s : sights_[on]) {
            const double distance = norm(at - rows_[s.lookout].eye);
            if (along >= s.from && along <= s.to && distance < farthest) f(s.lookout, distance);
        }
    }

private:
    struct Sight {
        std::uint32_t lookout;
        double from, to;  // m along the fairway
    };
    void add_bridge(const Town& town, const WalkLine& bridge, Vec2d over_water);
    void add_sights(const Town& town, std::uint32_t lookout, Vec2d outward);

    std::vector<Lookout> rows_;
    IdVector<LinkId, std::uint32_t> on_;
    IdVector<PatchId, std::uint8_t> wide_;
    IdVector<WaterLinkId, std::vector<Sight>> sights_;
};

}  // namespace wz
