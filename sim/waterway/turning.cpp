// A boat that cannot go on turns back: as if it lay at a berth in the middle of the water and cast off there.
#include <algorithm>

#include "waterway/right_of_way.hpp"

namespace wz::water {

bool RightOfWay::turn_round(std::vector<Boat>& boats, const Hulls& hulls, BoatId id, std::shared_ptr<const Track> back,
                            const Passage& passage, Tick now) {
    Boat& b = boats[id.index()];
    const std::uint32_t lane = b.track->spans[b.released].directed_lane;
    // the bow may lie in the narrow water before which it waits
    const bool beside = std::ranges::any_of(
        back->spans, [&](const Span& s) { return s.lane && s.directed_lane == (lane ^ 1u) && s.from < half_hull + 1; });
    // those behind it turn before it: they lie where it will pass
    if (!beside || narrow(lane) || queue_[lane].back() != id) return false;
    const Boat before = b;
    b.track = std::move(back);
    b.along = 0;
    b.granted = b.released = 0;
    b.asked = b.let_in = never;
    b.may_cross = false;
    b.hold_at = never_held;
    b.motion = Motion::moored;
    queue_[lane].pop_back();
    ++state_;
    const Request r{id, chain_end(b), Swing::out, false};
    std::optional<Order> proof;
    const bool free = open(b, r, passage) && !cuts_in(boats, b, r.end) && narrows_free(boats, r, {}) &&
                      lanes_passable(boats, r) && cells_free(boats, r) && room_beyond(boats, r, &proof) &&
                      swings_.clear(boats, hulls, id.index(), zone_of(b, r));
    if (!free) {
        b = before;
        queue_[lane].push_back(id);
        return false;
    }
    requests_.assign(1, r);
    grant(boats, 0, now);
    requests_.clear();
    if (proof) order_ = std::move(*proof);
    return true;
}

}  // namespace wz::water
