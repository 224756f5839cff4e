// Whether everybody would still get home: the question that is asked before anybody is let into a lane.
#include <algorithm>

#include "waterway/right_of_way.hpp"

namespace wz::water {

namespace {

constexpr double half_hull = hull_length / 2;

}  // namespace

/// Room in the lane beyond, and a state from which everybody gets home.
bool RightOfWay::room_beyond(std::vector<Boat>& boats, const Request& request) {
    Boat& b = boats[request.boat.index()];
    if (request.end == b.granted) return true;  // it is there already
    const Span& last = b.track->spans[request.end - 1];
    if (!last.lane || room(last.directed_lane) == 0) return true;  // up to the slot: it leaves the water behind it
    auto& lane = queue_[last.directed_lane];
    if (lane.size() >= room(last.directed_lane)) return false;
    if (b.under_way()) {  // nobody stops behind a boat that waits to cross with the stern in a junction
        std::size_t behind = lane.size();
        for (const BoatId other : lane) {
            const Boat& o = boats[other.index()];
            if (waits_to_cross(o) && o.track->waits_in == last.directed_lane && behind > room_behind(o)) return false;
            --behind;
        }
    }
    const std::uint32_t before = b.granted;
    b.granted = request.end - 1;
    const auto place = lane.insert(place_in(boats, b), request.boat);
    b.granted = request.end;
    const bool safe = !safe_now_ || drains(boats);
    b.granted = before;
    lane.erase(place);
    return safe;
}

bool RightOfWay::waits_to_cross(const Boat& b) { return !b.may_cross && b.track->crosses < b.track->length(); }

/// How many boats lie behind one that waits to cross, without reaching back into the junction.
std::size_t RightOfWay::room_behind(const Boat& b) const {
    return static_cast<std::size_t>(std::max(b.track->waits_at - half_hull - 1, 0.0) / (hull_length + gap_at_rest_));
}

/// Tokens instead of boats: each is in a lane, first in first out, and goes on to the next lane with room or home.
bool RightOfWay::drains(const std::vector<Boat>& boats) const {
    struct Token {
        std::vector<std::uint32_t> lanes;  // still to be passed, the present one first
        std::size_t at = 0;
        const std::vector<std::uint32_t>* opposed = nullptr;  // lanes that must be empty before it goes home
        std::uint32_t waits_in = UINT32_MAX;                  // for that
        std::size_t behind = 0;                               // boats that may wait behind it
    };
    std::vector<Token> tokens(boats.size());
    std::vector<std::vector<std::uint32_t>> line(queue_.size());  // tokens in each lane, first out first
    std::size_t left = 0;
    const auto put = [&](std::uint32_t i) {
        const Boat& b = boats[i];
        const Span& present = b.track->spans[b.granted - 1];
        if (b.granted >= b.track->spans.size() && (!present.lane || room(present.directed_lane) == 0))
            return;  // on its way home
        auto& lanes = tokens[i].lanes;
        for (std::uint32_t k = b.granted; k-- > 0 && lanes.empty();)
            if (b.track->spans[k].lane && room(b.track->spans[k].directed_lane) > 0)
                lanes.push_back(b.track->spans[k].directed_lane);
        if (lanes.empty()) return;
        if (waits_to_cross(b)) {
            tokens[i].opposed = &b.track->opposed_lanes;
            tokens[i].waits_in = b.track->waits_in;
            tokens[i].behind = room_behind(b);
        }
        for (std::uint32_t k = b.granted; k < b.track->spans.size(); ++k)
            if (b.track->spans[k].lane && room(b.track->spans[k].directed_lane) > 0)
                lanes.push_back(b.track->spans[k].directed_lane);
        line[lanes[0]].push_back(i);
        ++left;
    };
    std::vector<bool> done(boats.size(), false);
    for (std::size_t lane = 0; lane < queue_.size(); ++lane)
        for (const BoatId boat : queue_[lane]) {
            const Boat& b = boats[boat.index()];
            // a boat may be in the queue of the lane it leaves and of the lane it was granted: only the latter counts
            std::uint32_t last = b.granted;
            while (last > 0 && !(b.track->spans[last - 1].lane && room(b.track->spans[last - 1].directed_lane) > 0))
                --last;
            if (done[boat.index()] || last == 0 || b.track->spans[last - 1].directed_lane != lane) continue;
            done[boat.index()] = true;
            put(static_cast<std::uint32_t>(boat.index()));
        }
    std::vector<std::uint32_t> occupied;
    for (std::uint32_t lane = 0; lane < line.size(); ++lane)
        if (!line[lane].empty()) occupied.push_back(lane);
    while (left > 0) {
        std::uint32_t mover = UINT32_MAX;  // the lowest boat that can go on: a function of the state alone
        for (const std::uint32_t lane : occupied) {
            if (line[lane].empty()) continue;
            const std::uint32_t i = line[lane].front();
            const Token& t = tokens[i];
            const auto enters = [&](std::uint32_t next) {
                std::size_t behind = line[next].size();
                for (const std::uint32_t o : line[next]) {
                    if (tokens[o].waits_in == next && behind > tokens[o].behind) return false;
                    --behind;
                }
                return line[next].size() < room(next) && (!narrow(next) || line[next ^ 1u].empty());
            };
            if (i < mover &&
                (t.at + 1 < t.lanes.size()
                     ? enters(t.lanes[t.at + 1])
                     : !t.opposed || std::ranges::all_of(*t.opposed, [&](std::uint32_t o) { return line[o].empty(); })))
                mover = i;
        }
        if (mover == UINT32_MAX) return false;
        Token& t = tokens[mover];
        line[t.lanes[t.at]].erase(line[t.lanes[t.at]].begin());
        if (++t.at == t.lanes.size()) {
            --left;
            continue;
        }
        const std::uint32_t lane = t.lanes[t.at];
        if (line[lane].empty() && !std::ranges::binary_search(occupied, lane))
            occupied.insert(std::ranges::lower_bound(occupied, lane), lane);
        line[lane].push_back(mover);
    }
    return true;
}

}  // namespace wz::water
