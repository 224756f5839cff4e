#include "waterway/right_of_way.hpp"

#include <algorithm>

namespace wz::water {

namespace {

constexpr double claims_after_s = 20;  // that a moored boat waits for a gap before it makes others stop …
constexpr double claims_for_s = 60;    // … for so long, and lets them pass for as long

constexpr double precedence_s = 240;  // that others yield to a boat that was passed too often, and as long they do not

/// In the first, third, … of such periods.
bool in_turn(double s, double period_s) { return static_cast<std::int64_t>(s / period_s) % 2 == 0; }

}  // namespace

RightOfWay::RightOfWay(std::shared_ptr<const Fairway> fairway, const WaterwayParams& params)
    : fairway_(std::move(fairway)),
      holders_(fairway_->junctions),
      queue_(2 * fairway_->lanes.size()),
      sections_(fairway_->lanes.size()) {
    for (std::size_t l = 0; l < fairway_->town->water_links.size(); ++l)
        if (const WaterLink& link = fairway_->town->water_links[WaterLinkId(l)]; link.passing != Section::by_default)
            set_passing(WaterLinkId(l), link.passing);
    set_params(params);
}

void RightOfWay::set_params(const WaterwayParams& params) {
    ++state_;
    room_.clear();
    gap_at_rest_ = params.gap_at_rest_m;
    platoon_ = params.platoon;
    setting_out_ = params.thrust_max_n / (params.hull_mass_kg + params.surge_added_mass_kg);
    for (const Lane& lane : fairway_->lanes) {
        const double boats = (lane.length - 2 + params.gap_at_rest_m) / (hull_length + params.gap_at_rest_m);
        room_.push_back(boats < 1 ? 0 : static_cast<std::uint32_t>(boats));
    }
}

void RightOfWay::forget(BoatId boat) {
    ++state_;
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
                // round a ring it may come into the same lane again, and stands in its queue twice
                auto& lane = queue_[s.directed_lane];
                if (const auto own = std::ranges::find(lane, BoatId(i)); own != lane.end()) lane.erase(own);
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

const Span* RightOfWay::held(const Boat& boat, CellId cell) {
    for (std::uint32_t k = boat.released; k < boat.granted; ++k)
        if (!boat.track->spans[k].lane && boat.track->spans[k].use.cell == cell) return &boat.track->spans[k];
    return nullptr;
}

bool RightOfWay::cells_free(const std::vector<Boat>& boats, const Request& request) const {
    const Boat& boat = boats[request.boat.index()];
    const auto& spans = boat.track->spans;
    for (std::uint32_t k = boat.granted; k < request.end; ++k) {
        if (spans[k].lane) continue;
        for (const Holder& h : holders_[spans[k].use.cell]) {
            if (h.boat == request.boat) continue;
            const Boat& other = boats[h.boat.index()];
            const Span* span = held(other, spans[k].use.cell);
            if (!span) return false;
            Span as_held = *span;
            as_held.use = h.use;
            if (excludes(*boat.track, spans[k], *other.track, as_held)) return false;
        }
    }
    return true;
}

/// Nobody stands in the lanes between who has not been granted the way on.
bool RightOfWay::lanes_passable(const std::vector<Boat>& boats, const Request& request) const {
    const Boat& boat = boats[request.boat.index()];
    for (std::uint32_t k = boat.under_way() ? boat.granted : 1; k + 1 < request.end; ++k) {
        const Span& s = boat.track->spans[k];
        if (!s.lane) continue;
        for (const BoatId other : queue_[s.directed_lane]) {
            if (other == request.boat) continue;
            const Boat& o = boats[other.index()];
            const Span& last = o.track->spans[o.granted - 1];
            const bool stays = last.lane && last.directed_lane == s.directed_lane;
            if (stays && (o.granted < o.track->spans.size() || waits_to_cross(o))) return false;
        }
    }
    return true;
}

RightOfWay::Clash RightOfWay::clash(const Boat& a, const Request& ra, const Boat& b, const Request& rb) const {
    Clash worst = Clash::none;
    for (std::uint32_t i = a.granted; i < ra.end; ++i) {
        const Span& sa = a.track->spans[i];
        for (std::uint32_t k = b.granted; k < rb.end; ++k) {
            const Span& sb = b.track->spans[k];
            if (sa.lane != sb.lane) continue;
            if (sa.lane && narrow(sa.directed_lane) && sb.directed_lane == (sa.directed_lane ^ 1u))
                return Clash::narrow;
            if (!sa.lane && sb.use.cell == sa.use.cell && excludes(*a.track, sa, *b.track, sb)) worst = Clash::junction;
        }
    }
    return worst;
}

/// An older request that only waits for boats to get out of its way has been passed often enough. At a junction only
/// if it waits for nothing else; not by a boat that it waits for itself, in the junction or in the zone that it claims.
/// Nobody has precedence for good: what it waits for might depend on those who yield.
bool RightOfWay::must_yield(const std::vector<Boat>& boats, const Hulls& hulls, std::size_t k, Tick now,
                            int platoon) const {
    const Request& own = requests_[k];
    for (std::size_t older = 0; older < k; ++older) {
        const Request& r = requests_[older];
        const Boat& b = boats[r.boat.index()];
        if (!r.only_cells || b.passed < platoon || !in_turn(seconds(now - b.asked), precedence_s)) continue;
        const Clash c = clash(boats[own.boat.index()], own, b, r);
        if (c == Clash::none) continue;
        if (r.claims && swings_.keeps_waiting(boats, hulls, own.boat.index(), zone_of(b, r))) continue;
        const bool narrows = narrows_free(boats, r, {});
        if (c == Clash::junction && !narrows) continue;
        if (c == Clash::narrow && !narrows && narrows_free(boats, r, own.boat)) continue;
        if (!lanes_passable(boats, r)) continue;  // whoever stands there may be the one that yields
        return true;
    }
    return false;
}

/// Boats stand in the queue of a lane as they lie on the water.
void RightOfWay::order_lanes(const std::vector<Boat>& boats) {
    for (std::uint32_t lane = 0; lane < queue_.size(); ++lane) {
        auto& q = queue_[lane];
        for (std::size_t k = 1; k < q.size(); ++k) {
            if (std::find(q.begin(), q.begin() + static_cast<std::ptrdiff_t>(k), q[k]) !=
                q.begin() + static_cast<std::ptrdiff_t>(k))
                continue;  // that is where it comes back to
            const double before = position(boats[q[k - 1].index()], lane), own = position(boats[q[k].index()], lane);
            if (before >= 0 && own > before + 1) std::swap(q[k - 1], q[k]), ++state_;
        }
    }
}

void RightOfWay::grant(std::vector<Boat>& boats, std::size_t k, Tick now) {
    ++state_;
    const Request& r = requests_[k];
    Boat& b = boats[r.boat.index()];
    for (std::size_t older = 0; older < k; ++older) {
        Boat& o = boats[requests_[older].boat.index()];
        if (requests_[older].end > o.granted && clash(b, r, o, requests_[older]) != Clash::none) ++o.passed;
    }
    for (; b.granted < r.end; ++b.granted) {
        const Span& s = b.track->spans[b.granted];
        if (!s.lane)
            holders_[s.use.cell].push_back({r.boat, s.use});
        else
            queue_[s.directed_lane].insert(place_in(boats, b, b.granted), r.boat);
        if (s.lane && narrow(s.directed_lane)) sections_[s.directed_lane / 2].let_in(s.directed_lane, now);
    }
    if (r.gets_across()) b.may_cross = true;
    b.asked = never;
    b.let_in = now;
}

/// Who casts off needs room to come clear of its berth, even if those ahead do not move.
Stretch RightOfWay::zone_of(const Boat& b, const Request& r) const {
    Stretch zone = r.swing == Swing::across ? crossing(b) : departing(b);
    if (r.swing == Swing::out) zone.to = std::min(zone.to + half_hull + gap_at_rest_, b.track->length());
    if (r.swing == Swing::out_and_across) zone.to = b.track->length();
    return zone;
}

/// A boat before it on the lanes that it takes, which has still to pass the zone.
BoatId RightOfWay::ahead_of_it(const std::vector<Boat>& boats, BoatId boat, const Stretch& zone) const {
    const Boat& b = boats[boat.index()];
    for (std::uint32_t k = b.released; k < b.track->spans.size(); ++k) {
        if (!b.track->spans[k].lane) continue;
        for (const BoatId other : queue_[b.track->spans[k].directed_lane]) {
            if (other == boat) break;
            if (swings_.has_to_pass(boats, other.index(), zone)) return other;
        }
    }
    return {};
}

/// A boat that only lacks a gap keeps others out of its way. A moored one must not do so for good.
bool RightOfWay::may_claim(const Boat& b, Tick now) {
    const double waited = seconds(now - b.asked) - (b.under_way() ? 0 : claims_after_s);
    return waited >= 0 && in_turn(waited, claims_for_s);
}

bool RightOfWay::open(const Boat& b, const Request& r, const Passage& passage) const {
    return std::all_of(b.track->spans.begin() + b.granted, b.track->spans.begin() + r.end,
                       [&](const Span& s) { return passage.open(*fairway_->town, s); });
}

void RightOfWay::decide(std::vector<Boat>& boats, const Hulls& hulls, Tick now, const WaterwayParams& params,
                        bool may_cast_off, const Passage& passage) {
    release(boats);
    order_lanes(boats);
    swings_.begin(boats, hulls, params);
    speed_.resize(boats.size());
    for (std::size_t i = 0; i < boats.size(); ++i) speed_[i] = std::max(hulls.surge(i), 0.0);
    hold_back_the_early(boats);
    list_requests(boats, now, params, may_cast_off);
    answers_.resize(boats.size());
    if (proved_ != state_) {
        safe_now_ = drains(boats);
        proved_ = state_;
    }
    std::optional<Order> proof;
    for (std::size_t k = 0; k < requests_.size(); ++k) {
        Request& r = requests_[k];
        const Boat& b = boats[r.boat.index()];
        if (!open(b, r, passage) || (!b.under_way() && cuts_in(boats, b, r.end))) continue;
        if (goes_through(boats, hulls, k, now, passage)) continue;
        // the dear question, whether there is room and a safe state, only if it decides something
        const bool way = narrows_free(boats, r, {}) && lanes_passable(boats, r) && cells_free(boats, r);
        // whose turn it is not has no precedence either: each would wait for the other
        if ((!way && b.passed < params.platoon) || !in_its_turn(boats, hulls, r, now)) continue;
        const bool cells = way && !must_yield(boats, hulls, k, now, params.platoon);
        if (!cells && b.passed < params.platoon) continue;
        r.only_cells = room_beyond(boats, r, &proof);
        r.no_room = !r.only_cells;
        if (r.no_room) continue;
        if (r.swing != Swing::none) {
            const Stretch zone = zone_of(b, r);
            // it must not keep back who is ahead of it: they would stand in its way
            // nor come out of its berth into water that another has leave to cross: it may have to stop there
            const bool last = r.swing == Swing::across ? !ahead_of_it(boats, r.boat, zone).valid()
                                                       : !swings_.will_be_crossed(boats, r.boat.index(), zone);
            const bool clear = last && swings_.clear(boats, hulls, r.boat.index(), zone);
            // under way it needs the zone and the junction at the same time, and others wait behind it: who claims the
            // one has precedence in the other, too
            const bool claims = !clear && may_claim(b, now);
            r.claims = claims && b.under_way();
            r.only_cells = clear || r.claims;
            if (last && (clear || claims)) swings_.hold(boats, hulls, r.boat.index(), zone);
        }
        if (!cells || !r.only_cells || r.claims) continue;
        grant(boats, k, now);
        if (proof) order_ = std::move(*proof);
        r.end = 0;  // no longer a request
        r.only_cells = false;
    }
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
    for (const std::uint32_t boat : order_) hasher.add(boat);
    for (const Section& s : sections_)
        hasher.add(s.passing), hasher.add(s.last), hasher.add(s.in_a_row), hasher.add(s.at);
}

}  // namespace wz::water
