// Whether everybody would still get home: the question that is asked before anybody is let into a lane.
#include <algorithm>

#include "waterway/right_of_way.hpp"

namespace wz::water {

/// Room in the lane beyond, and a state from which everybody gets home.
bool RightOfWay::room_beyond(std::vector<Boat>& boats, const Request& request, std::optional<Order>* proof) {
    Boat& b = boats[request.boat.index()];
    if (proof) proof->reset();
    if (request.end == b.granted) return true;  // it is there already
    const Span& last = b.track->spans[request.end - 1];
    if (!last.lane || room(last.directed_lane) == 0) return true;  // up to the slot: it leaves the water behind it
    auto& lane = queue_[last.directed_lane];
    if (lane.size() >= room(last.directed_lane)) return false;
    const std::uint32_t before = b.granted;
    const bool crossed = b.may_cross, crosses = request.gets_across();
    b.granted = request.end - 1;
    b.may_cross = crossed || crosses;
    Place place = place_in(boats, b, b.granted);
    // nobody stops behind a boat that waits to cross with the stern in a junction
    std::size_t behind = lane.size();
    bool fits = true;
    for (auto ahead = lane.begin(); ahead != place; ++ahead, --behind) {
        const Boat& o = boats[ahead->index()];
        const bool waits = waits_to_cross(o) && o.track->waits_in == last.directed_lane;
        if (waits && o.granted > o.track->waits_span && behind > room_behind(o)) fits = false;
    }
    Answer& known = answers_[request.boat.index()];
    const Answer asked{state_, request.end, place == lane.end() ? BoatId{} : *place, crosses, known.safe};
    if (fits && (known != asked || (known.safe && proof))) {
        place = lane.insert(place, request.boat);
        b.granted = request.end;
        auto order = way_home(boats, request.boat);
        lane.erase(place);
        known = asked;
        known.safe = order.has_value();
        if (proof) *proof = std::move(order);
    }
    b.granted = before;
    b.may_cross = crossed;
    return fits && (known.safe || !safe_now_);
}

bool RightOfWay::waits_to_cross(const Boat& b) { return !b.may_cross && b.track->crosses < b.track->length(); }

/// How many boats lie behind one that waits to cross, without reaching back into the junction.
std::size_t RightOfWay::room_behind(const Boat& b) const {
    constexpr double spare_m = 2;  // stopping short, the half metre asked behind the stern, and a bend cut short
    return static_cast<std::size_t>(std::max(b.track->waits_at - half_hull - spare_m, 0.0) /
                                    (hull_length + gap_at_rest_));
}

// ---- tokens --------------------------------------------------------------------------------------------------------

/// Tokens instead of boats: each is in a lane, first in first out, and goes on to the next lane with room or home.
struct RightOfWay::Tokens {
    struct Token {
        std::vector<std::uint32_t> lanes;  // still to be passed, the present one first
        std::size_t at = 0;
        std::vector<std::uint32_t> clear;     // lanes that must be empty before it goes home
        std::uint32_t home_by = UINT32_MAX;   // lane with room for it before it goes home …
        double past = 0;                      // … in which all lie so far on, m from its beginning
        double lies = 0;                      // m from the beginning of its first lane
        std::uint32_t waits_in = UINT32_MAX;  // for that
        std::size_t behind = 0;               // boats that may wait behind it
    };
    const RightOfWay& rights;
    std::vector<Token> tokens;                     // by boat; without lanes: none
    std::vector<std::vector<std::uint32_t>> line;  // tokens in each lane, first out first
    std::vector<std::uint32_t> occupied;           // lanes, ascending
    std::size_t left = 0;

    Tokens(const RightOfWay& rights_, const std::vector<Boat>& boats)
        : rights(rights_), tokens(boats.size()), line(rights.queue_.size()) {
        for (std::uint32_t lane = 0; lane < line.size(); ++lane) {
            const auto& queue = rights.queue_[lane];
            for (auto boat = queue.begin(); boat != queue.end(); ++boat)  // the last place of each
                if (std::find(boat + 1, queue.end(), *boat) == queue.end())
                    put(lane, boats[boat->index()], boat->value);
            if (!line[lane].empty()) occupied.push_back(lane);
        }
    }
    void put(std::uint32_t lane, const Boat& b, std::uint32_t id) {
        const auto& spans = b.track->spans;
        const auto waits_here = [&](const Span& s) { return s.lane && rights.room(s.directed_lane) > 0; };
        // it may be in the queue of the lane that it leaves and of the lane it was granted: only the latter counts
        std::uint32_t last = b.granted;
        while (last > 0 && !waits_here(spans[last - 1])) --last;
        if (last == 0 || spans[last - 1].directed_lane != lane || !tokens[id].lanes.empty()) return;
        // on its way home; with leave to cross nobody ahead keeps it from its berth
        if (b.granted >= spans.size() && (b.may_cross || !waits_here(spans[b.granted - 1]))) return;
        Token& t = tokens[id];
        t.lies = rights.position(b, lane);
        t.lanes.push_back(lane);
        auto k = b.granted;
        if (waits_to_cross(b)) t.waits_in = b.track->waits_in, t.behind = rights.room_behind(b);
        for (; k < spans.size() && (!waits_to_cross(b) || k <= b.track->waits_span); ++k)
            if (waits_here(spans[k])) t.lanes.push_back(spans[k].directed_lane);
        if (waits_to_cross(b)) across(t, b, k);
        line[lane].push_back(id);
        ++left;
    }
    /// From where it waits to cross it goes home without another stop: past nobody who has still to pass its berth.
    void across(Token& t, const Boat& b, std::uint32_t from) const {
        const auto& spans = b.track->spans;
        t.clear = b.track->opposed_lanes;
        for (std::uint32_t k = from; k < spans.size(); ++k) {
            if (!spans[k].lane) continue;
            const std::uint32_t lane = spans[k].directed_lane;
            if (rights.narrow(lane)) t.clear.push_back(lane ^ 1u);
            if (rights.room(lane) == 0) continue;
            if (k + 1 < spans.size())
                t.clear.push_back(lane);
            else
                t.home_by = lane, t.past = rights.berth(b) + hull_length;
        }
    }
    [[nodiscard]] bool enters(std::uint32_t lane) const {
        std::size_t behind = line[lane].size();
        if (behind >= rights.room(lane) || (rights.narrow(lane) && !line[lane ^ 1u].empty())) return false;
        for (const std::uint32_t o : line[lane]) {
            const Token& t = tokens[o];
            if (t.at + 1 == t.lanes.size() && t.waits_in == lane && behind > t.behind) return false;
            --behind;
        }
        return true;
    }
    [[nodiscard]] bool all_past(const Token& t) const {
        return std::ranges::all_of(line[t.home_by],
                                   [&](std::uint32_t o) { return tokens[o].at == 0 && tokens[o].lies > t.past; });
    }
    [[nodiscard]] bool goes_on(std::uint32_t i) const {
        const Token& t = tokens[i];
        if (t.at >= t.lanes.size() || line[t.lanes[t.at]].front() != i) return false;
        if (t.at + 1 < t.lanes.size()) return enters(t.lanes[t.at + 1]);
        if (t.home_by != UINT32_MAX && !(enters(t.home_by) && all_past(t))) return false;
        return std::ranges::all_of(t.clear, [&](std::uint32_t o) { return line[o].empty(); });
    }
    void go_on(std::uint32_t i) {
        Token& t = tokens[i];
        line[t.lanes[t.at]].erase(line[t.lanes[t.at]].begin());
        if (++t.at == t.lanes.size()) {
            --left;
            return;
        }
        const std::uint32_t lane = t.lanes[t.at];
        if (line[lane].empty() && !std::ranges::binary_search(occupied, lane))
            occupied.insert(std::ranges::lower_bound(occupied, lane), lane);
        line[lane].push_back(i);
    }
    /// Moves in the given order; each has exactly as many as it needs, or those of others fail. True: all are home.
    bool follow(const Order& order) {
        for (const std::uint32_t i : order) {
            if (!goes_on(i)) return false;
            go_on(i);
        }
        return left == 0;
    }
    /// Always the one that comes first by id, or by id from behind. Empty: it got stuck.
    Order in_turn(bool from_behind) {
        Order order;
        while (left > 0) {
            std::uint32_t mover = UINT32_MAX;
            for (const std::uint32_t lane : occupied)
                if (!line[lane].empty() && goes_on(line[lane].front()) &&
                    (mover == UINT32_MAX || (line[lane].front() < mover) != from_behind))
                    mover = line[lane].front();
            if (mover == UINT32_MAX) return {};
            go_on(mover);
            order.push_back(mover);
        }
        return order;
    }
};

/// The order found before, less what has happened since. Whoever is home or further on leaves only more room.
RightOfWay::Order RightOfWay::still_to_come(const Tokens& tokens) const {
    std::vector<std::size_t> moves(tokens.tokens.size(), 0);
    for (std::size_t i = 0; i < moves.size(); ++i) moves[i] = tokens.tokens[i].lanes.size();
    Order order;
    for (auto i = order_.rbegin(); i != order_.rend(); ++i)  // the last moves of each
        if (moves[*i] > 0) order.push_back(*i), --moves[*i];
    std::ranges::reverse(order);
    for (std::uint32_t i = 0; i < moves.size(); ++i) order.insert(order.end(), moves[i], i);  // who is new here: last
    return order;
}

/// Looks for an order in which everybody gets home, with `first` before the others if need be.
std::optional<RightOfWay::Order> RightOfWay::way_home(const std::vector<Boat>& boats, BoatId first) const {
    const Tokens start(*this, boats);
    Order order = still_to_come(start);
    if (Tokens(start).follow(order)) return order;
    if (first.valid()) {
        const auto others = std::ranges::stable_partition(order, [first](std::uint32_t i) { return i == first.value; });
        if (others.begin() != order.begin() && Tokens(start).follow(order)) return order;
    }
    for (const bool from_behind : {false, true})
        if (Order found = Tokens(start).in_turn(from_behind); !found.empty() || start.left == 0) return found;
    return {};
}

bool RightOfWay::drains(const std::vector<Boat>& boats, BoatId first) {
    ++state_;
    auto order = way_home(boats, first);
    if (order) order_ = std::move(*order);
    return order.has_value();
}

}  // namespace wz::water
