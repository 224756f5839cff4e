// Who asks for what: boats at the head of their lanes, near the place where they would have to stop, and boats that
// want to leave their berths.
#include <algorithm>

#include "waterway/right_of_way.hpp"

namespace wz::water {

namespace {

constexpr double ask_ahead = 8;  // m before the place where it would have to start braking

/// There is no place to wait for it between its berth and the other one.
bool crosses_at_once(const Boat& b) { return b.track->crosses < b.track->merged + 1; }

/// With people, at a mooring where it only waited for a berth, or out of the way of such a boat.
bool finishes_ride(const Boat& b) {
    return b.phase == BoatPhase::idle && (b.aboard > 0 || b.errand == Errand::make_room);
}

}  // namespace

std::uint32_t RightOfWay::chain_end(const Boat& boat, std::uint32_t end) const {
    const auto& spans = boat.track->spans;
    while (end < spans.size()) {
        const Span& s = spans[end++];
        // a lane that ends before the boat has left its berth behind it is no place to wait
        if (s.lane && room(s.directed_lane) > 0 && s.to > boat.track->merged + half_hull + 1) break;
    }
    return end;
}

bool RightOfWay::holds_beyond(const Boat& b, std::uint32_t directed_lane) {
    const Span& last = b.track->spans[b.granted - 1];
    return !last.lane || last.directed_lane != directed_lane;
}

/// Everybody ahead in its lane has been granted the way on.
bool RightOfWay::first_in_lane(const std::vector<Boat>& boats, BoatId boat) {
    const Boat& b = boats[boat.index()];
    const Span& in = b.track->spans[b.under_way() ? b.granted - 1 : 0];
    if (!in.lane) return true;
    const auto& lane = queue_[in.directed_lane];
    const Place own = b.under_way() ? Place(std::ranges::find(lane, boat)) : place_in(boats, b, b.granted);
    return std::none_of(lane.begin(), own, [&](BoatId other) {
        const Boat& o = boats[other.index()];
        const Span& present = o.track->spans[o.granted - 1];
        return o.granted < o.track->spans.size() && present.lane && present.directed_lane == in.directed_lane;
    });
}

/// Out of its berth it would come before a boat that already holds water beyond the lane: neither could go on. The hull
/// may lie in more than one lane.
bool RightOfWay::cuts_in(const std::vector<Boat>& boats, const Boat& b, std::uint32_t end) const {
    for (std::uint32_t k = 0; k < end && b.track->spans[k].from < std::max(half_hull + 1, b.track->merged); ++k) {
        const Span& in = b.track->spans[k];
        if (in.lane && std::any_of(place_in(boats, b, k), queue_[in.directed_lane].end(),
                                   [&](BoatId other) { return holds_beyond(boats[other.index()], in.directed_lane); }))
            return true;
    }
    return false;
}

bool RightOfWay::goes_before(const std::vector<Boat>& boats, BoatId boat, std::uint32_t directed_lane) const {
    const auto& lane = queue_[directed_lane];
    const auto own = std::ranges::find(lane, boat);
    return own != lane.end() && std::any_of(own + 1, lane.end(), [&](BoatId other) {
               return other != boat && holds_beyond(boats[other.index()], directed_lane);
           });
}

void RightOfWay::list_requests(std::vector<Boat>& boats, Tick now, const WaterwayParams& params, bool may_cast_off) {
    requests_.clear();
    const double stopping = params.cruise_mps * params.cruise_mps / (2 * 0.045);
    for (std::size_t i = 0; i < boats.size(); ++i) {
        Boat& b = boats[i];
        if (!b.track) continue;
        const auto all = static_cast<std::uint32_t>(b.track->spans.size());
        const double sees = b.along + half_hull + stopping + ask_ahead;
        Request r{BoatId(i), b.granted, Swing::none, false};
        if (!b.under_way()) {
            if (!(may_cast_off || finishes_ride(b)) || b.shifted > now || b.granted > 0) continue;
            r.swing = crosses_at_once(b) ? Swing::out_and_across : Swing::out;
            r.end = crosses_at_once(b) ? all : chain_end(b);
            if (r.end > 1 && !first_in_lane(boats, BoatId(i))) continue;
        } else if (b.motion != Motion::sailing) {
            continue;
        } else if (b.granted < b.track->spans.size()) {
            if (sees < std::min(b.track->spans[b.granted].from, b.track->crosses) || !first_in_lane(boats, BoatId(i)))
                continue;
            r.end = chain_end(b);
            // across only from the lane in which it waits for that: up to there it may come in any case
            if (sees >= b.track->crosses && b.track->crosses < b.track->spans[b.granted].from)
                r.end = all, r.swing = Swing::across;
        } else {
            if (b.may_cross || sees < b.track->crosses) continue;
            r.swing = Swing::across;
        }
        if (b.asked == never) b.asked = now, b.passed = 0;
        requests_.push_back(r);
    }
    std::ranges::sort(requests_, {}, [&](const Request& r) { return std::pair{boats[r.boat.index()].asked, r.boat}; });
}

/// Before whom it comes into the lane of a span: only out of a berth it may be in the middle, or, if it is out of the
/// lane before it has swung out, before all.
RightOfWay::Place RightOfWay::place_in(const std::vector<Boat>& boats, const Boat& b, std::uint32_t span) const {
    const Span& in = b.track->spans[span];
    const auto& lane = queue_[in.directed_lane];
    if (b.under_way()) return lane.end();
    const double own = position(b, in.directed_lane);
    if (own < 0 && in.to <= b.track->merged) return lane.begin();
    return std::ranges::find_if(lane, [&](BoatId o) { return position(boats[o.index()], in.directed_lane) < own; });
}

/// m from the beginning of the lane; who is not there yet comes into it behind. Out of a berth it counts from where it
/// has swung out: a boat abreast of the berth that is kept out of the swing comes behind it, though it lies ahead now.
double RightOfWay::position(const Boat& b, std::uint32_t directed_lane) const {
    const auto place = place_at(*b.track, b.track->points[b.track->point_before(std::max(b.along, b.track->merged))]);
    return place && place->directed_lane == directed_lane ? place->from_start : -1;
}

/// m from the beginning of its lane to the slot that it goes to.
double RightOfWay::berth(const Boat& b) const {
    const auto place = place_at(*b.track, b.track->points.back());
    return place ? place->from_start : 0;
}

std::optional<Fairway::LanePlace> RightOfWay::place_at(const Track& track, const TrackPoint& p) const {
    const Leg& leg = track.legs[p.leg];
    return fairway_->lane_place(leg.link, leg.along(p.t, fairway_->town->water_links[leg.link].length), leg.reverse);
}

}  // namespace wz::water
