// Narrow water, where one hull fits: who may go in, how early, and how far at once.
#include <algorithm>
#include <cmath>

#include "waterway/right_of_way.hpp"

namespace wz::water {

/// Whoever leaves the narrow span has its stern out before the bow of one that waits at its mouth is in, if that sets
/// out now; and goes on until it is past it, so that it cannot come to a stop in the mouth after all.
bool RightOfWay::clears_in_time(const Boat& leaves, double speed, const Boat& enters, double own_speed,
                                const Span& span) const {
    constexpr double least_speed = 0.3;  // m/s: slower ones may be stopping
    constexpr double at_the_mouth = 2;   // m
    if (!enters.under_way() || speed < least_speed || leaves.motion != Motion::sailing) return false;
    // the half metre that is asked behind the stern is enough for the bow, too
    const double to_bow = std::max(span.from - half_hull - enters.along, 0.0) + clear_behind;
    if (to_bow > at_the_mouth) return false;
    const double reaches_s = (std::sqrt(own_speed * own_speed + 2 * setting_out_ * to_bow) - own_speed) / setting_out_;
    for (std::uint32_t k = leaves.released; k < leaves.granted; ++k) {
        const Span& s = leaves.track->spans[k];
        if (!s.lane || s.directed_lane != (span.directed_lane ^ 1u)) continue;
        const double out = s.to + half_hull + clear_behind;
        if (leaves.track->spans[leaves.granted - 1].to < out + half_hull + hull_length) return false;
        return (out - leaves.along) / speed <= reaches_s;
    }
    return false;
}

/// Nobody comes the other way in the narrow lanes that it asks for, but who is as good as out.
bool RightOfWay::narrows_free(const std::vector<Boat>& boats, const Request& request, BoatId but_for) const {
    const Boat& boat = boats[request.boat.index()];
    for (std::uint32_t k = boat.granted; k < request.end; ++k) {
        const Span& s = boat.track->spans[k];
        if (!s.lane || !narrow(s.directed_lane)) continue;
        const auto& opposed = queue_[s.directed_lane ^ 1u];
        if (std::ranges::any_of(opposed, [&](BoatId o) {
                return o != but_for &&
                       !clears_in_time(boats[o.index()], speed_[o.index()], boat, speed_[request.boat.index()], s);
            }))
            return false;
    }
    return true;
}

/// Whoever was let in a little early stops short if the other one is not out after all.
void RightOfWay::hold_back_the_early(std::vector<Boat>& boats) const {
    for (std::size_t i = 0; i < boats.size(); ++i) {
        Boat& b = boats[i];
        if (!b.under_way()) continue;
        for (std::uint32_t k = b.released; k < b.granted; ++k) {
            const Span& s = b.track->spans[k];
            if (!s.lane || !narrow(s.directed_lane) || s.from < b.along + half_hull || s.from > b.hold_at) continue;
            for (const BoatId o : queue_[s.directed_lane ^ 1u])
                if (o != BoatId(i) && !clears_in_time(boats[o.index()], speed_[o.index()], b, speed_[i], s))
                    b.hold_at = s.from, b.held_by = o;
        }
    }
}

/// Through an arch or canal with a rule of passing and into the lane beyond at once, if there is room: more boats fit
/// into it in motion than at rest. Elsewhere it would bring 1 % more people ashore (150 nets drawn by lot, saturated).
bool RightOfWay::goes_through(std::vector<Boat>& boats, const Hulls& hulls, std::size_t k, Tick now,
                              const Passage& passage) {
    const Request asked = requests_[k];
    const Boat& b = boats[asked.boat.index()];
    if (asked.swing != Swing::none || asked.end == b.granted || asked.end >= b.track->spans.size()) return false;
    const Span& last = b.track->spans[asked.end - 1];
    if (!last.lane || !last.narrow || sections_[last.directed_lane / 2].passing == Section::by_default) return false;
    Request& r = requests_[k];
    r.end = chain_end(b, asked.end);
    // where it waits to swing in it must ask for that
    std::optional<Order> proof;
    if (b.track->crosses > b.track->spans[r.end - 1].to && open(b, r, passage) && narrows_free(boats, r, {}) &&
        lanes_passable(boats, r) && cells_free(boats, r) && in_its_turn(boats, hulls, r, now) &&
        !must_yield(boats, hulls, k, now, platoon_) && room_beyond(boats, r, &proof)) {
        grant(boats, k, now);
        if (proof) order_ = std::move(*proof);
        r.end = 0;
        return true;
    }
    r = asked;
    return false;
}

}  // namespace wz::water
