// Boats that swing out of a berth, or across the opposed lane into one, in wide water, where nobody else needs a grant.
// The rest of such a swing is a zone that everybody whose line comes near it keeps out of. It is granted when every
// other boat is past it or can still stop before it; until then the older claims make boats stop that still can.
//
// Nobody waits for good: whoever stands in the zone of the oldest claim is held by no other claim, so it moves on as
// its lane does; a boat under way asks for its way across only with everything else granted; a moored boat's claim
// holds the others for a minute at most, then lets them go on for another; and none comes out into water that another
// has leave to cross, where it might have to stop in the way.
#pragma once

#include <vector>

#include "waterway/boat.hpp"
#include "waterway/hull.hpp"

namespace wz::water {

/// What is left of a swing, m along the boat's track.
[[nodiscard]] Stretch departing(const Boat& boat);
[[nodiscard]] Stretch crossing(const Boat& boat);

class Swings {
public:
    /// Everybody's stop line (Boat::hold_at) from the swings under way.
    void begin(std::vector<Boat>& boats, const Hulls& hulls, const WaterwayParams& params);
    [[nodiscard]] bool clear(const std::vector<Boat>& boats, const Hulls& hulls, std::size_t boat,
                             const Stretch& zone) const;
    /// It is in the zone, or too near to stop before it.
    [[nodiscard]] bool keeps_waiting(const std::vector<Boat>& boats, const Hulls& hulls, std::size_t boat,
                                     const Stretch& zone) const;
    /// Somebody has leave to cross it, however far away he is.
    [[nodiscard]] bool will_be_crossed(const std::vector<Boat>& boats, std::size_t boat, const Stretch& zone) const;
    /// It is in the zone or on its way there, however far away.
    [[nodiscard]] bool has_to_pass(const std::vector<Boat>& boats, std::size_t boat, const Stretch& zone) const;
    /// Boats in the zone, or too near to stop before it.
    void inside(const std::vector<Boat>& boats, const Hulls& hulls, std::size_t boat, const Stretch& zone,
                std::vector<BoatId>& found) const;
    /// Keeps others out from now on.
    void hold(std::vector<Boat>& boats, const Hulls& hulls, std::size_t boat, const Stretch& zone);

private:
    [[nodiscard]] double braking(const Hulls& hulls, std::size_t boat) const;
    void keep_out(std::vector<Boat>& boats, const Hulls& hulls, std::size_t boat, const Stretch& zone) const;

    double deceleration_ = 0;           // m/s²
    std::vector<std::uint8_t> inside_;  // by boat: in the zone of an older claim
};

}  // namespace wz::water
