#include "waterway/right_of_way.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wz::water {

namespace {

constexpr double half_hull = hull_length / 2;
constexpr double clear_behind = 0.5;  // m between the stern and what it gives back
constexpr double ask_ahead = 8;       // m before the place where it would have to start braking
constexpr double slow_mps = 0.6;      // mean speed of a boat that leaves or reaches a berth
constexpr double casting_off_s = 20;
constexpr double docking_s = 40;
constexpr double spare_s = 15;

double seconds_to_clear(const Boat& boat, const Span& span) {
    const bool arrives = span.use.mode == UseMode::arrive;
    const double way = (arrives ? boat.track->length() : span.to + half_hull) - boat.along;
    const double start = boat.motion == Motion::sailing || boat.motion == Motion::docking ? 0 : casting_off_s;
    return start + way / slow_mps + (arrives ? docking_s : 0) + spare_s;
}

/// Both enter a lane that the one was already granted: they must come to it in the order of their grants.
bool share_a_lane(const Boat& asks, std::uint32_t end, const Boat& has) {
    for (std::uint32_t i = asks.granted; i < end; ++i)
        for (std::uint32_t k = has.released; k < has.granted; ++k)
            if (asks.track->spans[i].lane && has.track->spans[k].lane &&
                asks.track->spans[i].directed_lane == has.track->spans[k].directed_lane)
                return true;
    return false;
}

/// In wide water the cell need not be empty: one boat is clear of it before the other comes. A junction, too, since it
/// may be asked for long before, together with a landing of 150 m.
bool one_after_the_other(const Cell& cell, const Boat& asks, std::uint32_t k, std::uint32_t end, const Boat& has,
                         double cruise) {
    if (cell.kind == PieceKind::narrow || !cell.wide) return false;
    const Span& wants = asks.track->spans[k];
    const auto held = std::find_if(has.track->spans.begin() + has.released, has.track->spans.begin() + has.granted,
                                   [&](const Span& s) { return !s.lane && s.use.cell == wants.use.cell; });
    if (held == has.track->spans.begin() + has.granted) return false;
    const auto seconds_to_reach = [cruise](const Boat& b, const Span& s) {
        return (s.from - half_hull - b.along) / cruise;
    };
    if (seconds_to_clear(has, *held) < seconds_to_reach(asks, wants)) return true;
    return seconds_to_clear(asks, wants) < seconds_to_reach(has, *held) && !share_a_lane(asks, end, has);
}

}  // namespace

RightOfWay::RightOfWay(std::shared_ptr<const Fairway> fairway, const WaterwayParams& params)
    : fairway_(std::move(fairway)), holders_(fairway_->cells.size()), queue_(2 * fairway_->lane_length.size()) {
    set_params(params);
}

void RightOfWay::set_params(const WaterwayParams& params) {
    room_.clear();
    for (const double length : fairway_->lane_length) {
        const double boats = (length - 2 + params.gap_at_rest_m) / (hull_length + params.gap_at_rest_m);
        room_.push_back(boats < 1 ? 0 : static_cast<std::uint32_t>(boats));
    }
}

void RightOfWay::forget(BoatId boat) {
    for (auto& cell : holders_) std::erase_if(cell, [boat](const Holder& h) { return h.boat == boat; });
    for (auto& lane : queue_) std::erase(lane, boat);
}

/// What lies behind the stern is given back; who has got clear of its berth no longer keeps followers out.
void RightOfWay::release(std::vector<Boat>& boats) {
    for (std::size_t i = 0; i < boats.size(); ++i) {
        Boat& b = boats[i];
        if (!b.under_way()) continue;
        const auto& spans = b.track->spans;
        for (; b.released < b.granted && b.along - half_hull - clear_behind > spans[b.released].to; ++b.released) {
            const Span& s = spans[b.released];
            if (s.lane) {
                std::erase(queue_[s.directed_lane], BoatId(i));
            } else {
                auto& cell = holders_[s.use.cell];
                const auto mine = std::ranges::find(cell, BoatId(i), &Holder::boat);
                if (mine != cell.end()) cell.erase(mine);
            }
        }
        if (b.motion != Motion::sailing || b.along < half_hull + 1) continue;
        for (std::uint32_t k = b.released; k < b.granted && !spans[k].lane; ++k)
            for (Holder& h : holders_[spans[k].use.cell])
                if (h.boat == BoatId(i) && h.use.mode == UseMode::depart &&
                    spans[k].use.in.valid() == spans[k].use.out.valid())
                    h.use.mode = UseMode::pass;
    }
}

std::uint32_t RightOfWay::chain_end(const Boat& boat) const {
    const auto& spans = boat.track->spans;
    std::uint32_t end = boat.granted;
    while (end < spans.size()) {
        const Span& s = spans[end++];
        if (s.lane && room(s.directed_lane) > 0) break;
    }
    return end;
}

/// Everybody ahead in its lane has been granted the way on.
bool RightOfWay::first_in_lane(const std::vector<Boat>& boats, BoatId boat) const {
    const auto present = [](const Boat& b) -> const Span& { return b.track->spans[b.granted - 1]; };
    const Span& in = present(boats[boat.index()]);
    if (!in.lane) return true;
    for (const BoatId other : queue_[in.directed_lane]) {
        if (other == boat) return true;
        const Boat& o = boats[other.index()];
        if (o.granted < o.track->spans.size() && present(o).lane && present(o).directed_lane == in.directed_lane)
            return false;
    }
    return true;
}

void RightOfWay::list_requests(std::vector<Boat>& boats, Tick now, const WaterwayParams& params, bool may_cast_off) {
    requests_.clear();
    const double stopping = params.cruise_mps * params.cruise_mps / (2 * 0.045);
    for (std::size_t i = 0; i < boats.size(); ++i) {
        Boat& b = boats[i];
        if (!b.track || b.granted >= b.track->spans.size()) continue;
        bool asks = false;
        if (!b.under_way()) {
            asks = may_cast_off && b.shifted <= now;
        } else if (b.motion == Motion::sailing) {
            asks = b.along + half_hull + stopping + ask_ahead > b.track->spans[b.granted].from &&
                   first_in_lane(boats, BoatId(i));
        }
        if (!asks) continue;
        if (b.asked == never) b.asked = now, b.passed = 0;
        requests_.push_back({BoatId(i), chain_end(b), false});
    }
    std::ranges::sort(requests_, {}, [&](const Request& r) { return std::pair{boats[r.boat.index()].asked, r.boat}; });
}

bool RightOfWay::cells_free(const std::vector<Boat>& boats, const Request& request,
                            const WaterwayParams& params) const {
    const Boat& boat = boats[request.boat.index()];
    const auto& spans = boat.track->spans;
    for (std::uint32_t k = boat.granted; k < request.end; ++k) {
        if (spans[k].lane) continue;
        const Cell& cell = fairway_->cells[spans[k].use.cell];
        for (const Holder& h : holders_[spans[k].use.cell]) {
            if (h.boat == request.boat || !excludes(cell, spans[k].use, h.use)) continue;
            if (!one_after_the_other(cell, boat, k, request.end, boats[h.boat.index()], params.cruise_mps))
                return false;
        }
    }
    return true;
}

bool RightOfWay::clash(const Boat& a, const Request& ra, const Boat& b, const Request& rb) const {
    for (std::uint32_t i = a.granted; i < ra.end; ++i) {
        const Span& sa = a.track->spans[i];
        if (sa.lane) continue;
        for (std::uint32_t k = b.granted; k < rb.end; ++k) {
            const Span& sb = b.track->spans[k];
            if (!sb.lane && sb.use.cell == sa.use.cell && excludes(fairway_->cells[sa.use.cell], sa.use, sb.use))
                return true;
        }
    }
    return false;
}

/// An older request that only waits for boats to get out of its way has been passed often enough.
bool RightOfWay::must_yield(const std::vector<Boat>& boats, std::size_t k, int platoon) const {
    for (std::size_t older = 0; older < k; ++older) {
        const Request& r = requests_[older];
        const Boat& b = boats[r.boat.index()];
        if (!r.only_cells || b.passed < platoon) continue;
        if (clash(boats[requests_[k].boat.index()], requests_[k], b, r)) return true;
    }
    return false;
}

/// Room in the lane beyond, and a state from which everybody gets home.
bool RightOfWay::room_beyond(std::vector<Boat>& boats, const Request& request) const {
    Boat& b = boats[request.boat.index()];
    const Span& last = b.track->spans[request.end - 1];
    if (!last.lane || room(last.directed_lane) == 0) return true;  // up to the slot: it leaves the water behind it
    if (queue_[last.directed_lane].size() >= room(last.directed_lane)) return false;
    const std::uint32_t before = b.granted;
    b.granted = request.end;
    const bool safe = drains(boats, request.boat);
    b.granted = before;
    return safe;
}

void RightOfWay::grant(std::vector<Boat>& boats, std::size_t k) {
    const Request& r = requests_[k];
    Boat& b = boats[r.boat.index()];
    for (std::size_t older = 0; older < k; ++older) {
        Boat& o = boats[requests_[older].boat.index()];
        if (requests_[older].end > o.granted && clash(b, r, o, requests_[older])) ++o.passed;
    }
    for (; b.granted < r.end; ++b.granted) {
        const Span& s = b.track->spans[b.granted];
        if (s.lane)
            queue_[s.directed_lane].push_back(r.boat);
        else
            holders_[s.use.cell].push_back({r.boat, s.use});
    }
    b.asked = never;
}

void RightOfWay::decide(std::vector<Boat>& boats, Tick now, const WaterwayParams& params, bool may_cast_off,
                        const Passage& passage) {
    release(boats);
    list_requests(boats, now, params, may_cast_off);
    for (std::size_t k = 0; k < requests_.size(); ++k) {
        Request& r = requests_[k];
        const Boat& b = boats[r.boat.index()];
        bool open = true;
        for (std::uint32_t s = b.granted; s < r.end; ++s) {
            const WaterLinkId link = b.track->spans[s].link;
            open = open && passage.open(fairway_->town->water_links[link], link);
        }
        if (!open) continue;
        // the dear question, whether there is room and a safe state, only if it decides something
        const bool cells = cells_free(boats, r, params) && !must_yield(boats, k, params.platoon);
        if (!cells && b.passed < params.platoon) continue;
        r.only_cells = room_beyond(boats, r);
        if (cells && r.only_cells) {
            grant(boats, k);
            r.end = 0;  // no longer a request
            r.only_cells = false;
        }
    }
}

/// Tokens instead of boats: each is in a lane, first in first out, and goes on to the next lane with room or home.
bool RightOfWay::drains(const std::vector<Boat>& boats, BoatId newly) const {
    struct Token {
        std::vector<std::uint32_t> lanes;  // still to be passed, the present one first
        std::size_t at = 0;
    };
    std::vector<Token> tokens(boats.size());
    std::vector<std::vector<std::uint32_t>> line(queue_.size());  // tokens in each lane, first out first
    std::size_t left = 0;
    const auto put = [&](std::uint32_t i) {
        const Boat& b = boats[i];
        if (b.granted >= b.track->spans.size()) return;  // on its way home
        auto& lanes = tokens[i].lanes;
        for (std::uint32_t k = b.granted; k-- > 0 && lanes.empty();)
            if (b.track->spans[k].lane && room(b.track->spans[k].directed_lane) > 0)
                lanes.push_back(b.track->spans[k].directed_lane);
        if (lanes.empty()) return;
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
            if (boat == newly || done[boat.index()] || last == 0 || b.track->spans[last - 1].directed_lane != lane)
                continue;
            done[boat.index()] = true;
            put(static_cast<std::uint32_t>(boat.index()));
        }
    put(static_cast<std::uint32_t>(newly.index()));  // enters its lane last
    std::vector<std::uint32_t> occupied;
    for (std::uint32_t lane = 0; lane < line.size(); ++lane)
        if (!line[lane].empty()) occupied.push_back(lane);
    while (left > 0) {
        std::uint32_t mover = UINT32_MAX;  // the lowest boat that can go on: a function of the state alone
        for (const std::uint32_t lane : occupied) {
            if (line[lane].empty()) continue;
            const std::uint32_t i = line[lane].front();
            const Token& t = tokens[i];
            if (i < mover && (t.at + 1 >= t.lanes.size() || line[t.lanes[t.at + 1]].size() < room(t.lanes[t.at + 1])))
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

void RightOfWay::add_to_hash(Hasher& hasher) const {
    for (const auto& cell : holders_) {
        hasher.add(cell.size());
        for (const Holder& h : cell) hasher.add(h.boat.value), hasher.add(h.use.mode);
    }
    for (const auto& lane : queue_) {
        hasher.add(lane.size());
        for (const BoatId boat : lane) hasher.add(boat.value);
    }
    for (const std::uint32_t room : room_) hasher.add(room);
}

void RightOfWay::check(const std::vector<Boat>& boats, const Hulls& hulls, std::vector<std::string>& found) const {
    struct Inside {
        std::uint32_t section;
        bool against;
        std::size_t boat;
    };
    std::vector<Inside> inside;
    for (std::size_t i = 0; i < boats.size(); ++i) {
        const Boat& b = boats[i];
        if (!b.under_way()) continue;
        for (const Span& s : b.track->spans) {
            if (s.lane || fairway_->cells[s.use.cell].kind != PieceKind::narrow) continue;
            if (b.along + half_hull < s.from || b.along - half_hull > s.to) continue;
            for (const Piece& p : fairway_->pieces[s.link.index()])
                if (p.cell == s.use.cell) inside.push_back({p.group, p.flipped != s.use.reverse, i});
        }
    }
    const auto ahead_of = [&](std::size_t a, std::size_t b) {
        return dot(hulls.at(b) - hulls.at(a),
                   Vec2d{fmath::cos(double{hulls.angle[a]}), fmath::sin(double{hulls.angle[a]})}) > 0;
    };
    for (std::size_t a = 0; a < inside.size(); ++a)
        for (std::size_t b = a + 1; b < inside.size(); ++b) {
            const Inside &p = inside[a], &q = inside[b];
            if (p.section != q.section || p.against == q.against) continue;
            // one may leave a berth in the middle once the other has passed: back to back, they part
            if (!ahead_of(p.boat, q.boat) && !ahead_of(q.boat, p.boat)) continue;
            found.push_back(fmt::format("boats {} and {} opposed in one-way section {}", p.boat, q.boat, p.section));
        }
}

}  // namespace wz::water
