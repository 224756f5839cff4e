#include "waterway/track.hpp"

#include <algorithm>
#include <cmath>

#include "waterway/line.hpp"

namespace wz::water {

namespace {

constexpr double bend_speed_min = 0.3;  // m/s
constexpr double slow_down = 0.04;      // m/s² at which boats slow down for a bend

/// Distances, and the speed that leaves room for the bends ahead.
void measure(std::vector<TrackPoint>& points, double yaw_rate) {
    points.front().along = 0;
    for (std::size_t i = 1; i < points.size(); ++i)
        points[i].along = points[i - 1].along + norm(points[i].at - points[i - 1].at);
    const std::size_t n = points.size();
    for (std::size_t i = 0; i < n; ++i) {
        points[i].speed = 10;
        if (i < 2 || i + 2 >= n) continue;
        const Vec2d a = points[i].at - points[i - 2].at, b = points[i + 2].at - points[i].at;
        const double curvature = std::abs(cross(unit(a), unit(b))) / std::max(0.5 * (norm(a) + norm(b)), 0.1);
        if (curvature > 1e-3) points[i].speed = std::clamp(yaw_rate / curvature, bend_speed_min, 10.0);
    }
    for (std::size_t i = n - 1; i-- > 0;) {
        const double step = points[i + 1].along - points[i].along;
        points[i].speed =
            std::min(points[i].speed, std::sqrt(points[i + 1].speed * points[i + 1].speed + 2 * slow_down * step));
    }
}

/// Where along the track the boat's middle passes `t` of a leg.
double along_at(const std::vector<TrackPoint>& points, std::size_t leg, double t) {
    const auto p = std::ranges::lower_bound(points, std::pair{leg, t}, {}, [](const TrackPoint& q) {
        return std::pair{std::size_t{q.leg}, q.t};
    });
    return p == points.end() ? points.back().along : p->along;
}

double reach(const Fairway& f, const Slot& slot, bool reverse) {  // m of ramp between slot and lane
    const double beside = reverse ? -f.offset_beside(slot) : f.offset_beside(slot);
    return ramp_length(f.lane_offset(slot.link, slot.along, reverse) - beside) + half_hull;
}

/// Where it has left the berth behind it, and from where it crosses the other lane into the next one.
void find_swings(const Fairway& f, Track& track, const Slot* from, const Slot& to) {
    const double length = track.length();
    if (from) track.merged = std::min(reach(f, *from, track.legs.front().reverse) + half_hull, length);
    if (!lies_across(f, to, track.legs.back().reverse)) return;
    const double start = std::max(length - reach(f, to, track.legs.back().reverse) + half_hull, 0.0);
    constexpr double beside = 2.2;     // m: whoever stands so near to its swing keeps it waiting
    for (const Span& s : track.spans)  // a narrow lane is its own while it is in it
        if (s.lane && !s.narrow && s.to > start - half_hull - beside)
            track.opposed_lanes.push_back(s.directed_lane ^ 1u);
    if (track.opposed_lanes.empty()) return;
    track.swings_in = start;
    // it waits for that where it blocks no junction or narrow water, or else does not set out before it may cross, too
    track.crosses = 0;
    for (std::uint32_t k = 0; k < track.spans.size(); ++k) {
        const Span& s = track.spans[k];
        if (!s.lane || s.narrow || s.from > start || f.lanes[s.directed_lane / 2].length < hull_length + 2) continue;
        const double place = std::min(start, s.to - half_hull - 1);
        if (place >= s.from + half_hull + 1 && place > track.merged + 1) track.crosses = place, track.waits_span = k;
    }
    const TrackPoint& p = track.points[track.point_before(track.crosses)];
    const Leg& leg = track.legs[p.leg];
    const double along = leg.along(p.t, f.town->water_links[leg.link].length);
    if (const auto lane = f.lane_place(leg.link, along, leg.reverse))
        track.waits_in = lane->directed_lane, track.waits_at = lane->from_start;
}

class SpanList {
public:
    SpanList(const Fairway& f, Track& track, const Slot* from, const Slot& to)
        : f_(f), track_(track), from_(from), to_(to) {
        for (const Leg& leg : track.legs) length_ += leg.to - leg.from;
    }

    void add_leg(std::size_t k) {
        const Leg& leg = track_.legs[k];
        const double length = f_.town->water_links[leg.link].length;
        const bool first = k == 0, last = k + 1 == track_.legs.size();
        const double begin = first && from_ ? leg.from - half_hull - 1 : leg.from;
        const double end = last ? leg.to + half_hull + 1 : leg.to;
        const auto& pieces = f_.pieces[leg.link.index()];
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const Piece& p = pieces[leg.reverse ? pieces.size() - 1 - i : i];
            const double t0 = leg.reverse ? length - p.to : p.from, t1 = leg.reverse ? length - p.from : p.to;
            if (t1 <= begin || t0 >= end) continue;
            const bool arrives = start_ + t1 - leg.from > length_ - reach(f_, to_, track_.legs.back().reverse);
            const bool departs = from_ && start_ + t0 - leg.from < reach(f_, *from_, track_.legs.front().reverse);
            add_piece(k, p, t0, t1, arrives, departs);
        }
        start_ += leg.to - leg.from;
    }

private:
    void add_piece(std::size_t k, const Piece& p, double t0, double t1, bool arrives, bool departs) {
        const auto& legs = track_.legs;
        const Leg& leg = legs[k];
        Span span;
        span.from = t0 <= leg.from && k == 0 ? 0 : along_at(track_.points, k, t0);
        span.to = along_at(track_.points, k, t1);
        span.links = {leg.link};
        span.lane = p.kind != PieceKind::junction;
        span.narrow = p.kind == PieceKind::narrow;
        if (span.lane) {
            span.directed_lane = 2 * p.group + (p.flipped != leg.reverse ? 1 : 0);
            if (!track_.spans.empty() && track_.spans.back().lane &&
                track_.spans.back().directed_lane == span.directed_lane) {
                join(leg.link, span.to);
                return;
            }
        } else {
            span.use = use_of(k, p, arrives, departs);
            if (!track_.spans.empty() && !track_.spans.back().lane && track_.spans.back().use.cell == p.cell) {
                join(leg.link, span.to);  // the far arm of a junction
                Use& use = track_.spans.back().use;
                if (span.use.mode != UseMode::pass) use.mode = span.use.mode;
                use.sharp = use.sharp || span.use.sharp;
                use.out = span.use.out;
                return;
            }
        }
        track_.spans.push_back(span);
    }
    void join(WaterLinkId link, double to) {
        Span& last = track_.spans.back();
        last.to = to;
        if (last.links.back() != link) last.links.push_back(link);
    }
    [[nodiscard]] Use use_of(std::size_t k, const Piece& p, bool arrives, bool departs) const {
        const auto& legs = track_.legs;
        const Leg& leg = legs[k];
        Use use{p.cell, departs ? UseMode::depart : (arrives ? UseMode::arrive : UseMode::pass), false, {}, {}};
        // the arm at the far end of this leg; a short link may lie in the junction as a whole
        const bool whole = p.from <= 1e-6 && p.to > f_.town->water_links[leg.link].length - 1e-6;
        const bool entering = whole ? k + 1 < legs.size() : (p.from > 1e-6) != leg.reverse;
        use.in = entering ? leg.link : (k > 0 ? legs[k - 1].link : WaterLinkId{});
        if (entering ? k + 1 < legs.size() : k > 0)
            use.sharp = sharp_turn(f_, legs[entering ? k : k - 1], legs[entering ? k + 1 : k]);
        use.out = entering ? (k + 1 < legs.size() ? legs[k + 1].link : WaterLinkId{}) : leg.link;
        return use;
    }

    const Fairway& f_;
    Track& track_;
    const Slot* from_;
    const Slot& to_;
    double length_ = 0;  // m, all legs
    double start_ = 0;   // m of the legs before the present one
};

}  // namespace

bool lies_across(const Fairway& f, const Slot& slot, bool reverse) {
    const double beside = reverse ? -f.offset_beside(slot) : f.offset_beside(slot);
    const double own = f.lane_offset(slot.link, slot.along, reverse);
    return beside - own > 0.8;  // m to port of the own lane: the hull reaches into the other one
}

bool sharp_turn(const Fairway& f, const Leg& from, const Leg& to) {
    constexpr double sharp_bend_cos = 0.77, roomy_width = 9;
    const double turn = dot(f.direction(from.link), f.direction(to.link)) * (from.reverse == to.reverse ? 1.0 : -1.0);
    const auto& links = f.town->water_links;
    return turn < sharp_bend_cos && std::min(links[from.link].width, links[to.link].width) < roomy_width;
}

std::optional<double> first_within(const Stretch& own, const Stretch& other, double clearance) {
    const auto& points = own.track->points;
    const auto& others = other.track->points;
    const std::size_t first = other.track->point_before(other.from), last = other.track->point_before(other.to);
    for (std::size_t i = own.track->point_before(own.from); i < points.size() && points[i].along <= own.to; ++i)
        for (std::size_t k = first; k <= last; ++k)
            if (norm2(points[i].at - others[k].at) < clearance * clearance) return points[i].along;
    return {};
}

bool excludes(const Track& a, const Span& of_a, const Track& b, const Span& of_b) {
    constexpr double apart = 2.0, apart_in_turns = 3.0;  // m between middle lines; bow and stern swing out in turns
    const Use &request = of_a.use, &holder = of_b.use;
    const bool pass = request.mode == UseMode::pass && holder.mode == UseMode::pass;
    if (!pass || !request.in.valid() || !request.out.valid()) return true;
    if (request.in == holder.in) return false;  // one behind the other as far as they share the water
    if (request.sharp || holder.sharp) return true;
    const Stretch one{&a, of_a.from - half_hull, of_a.to + half_hull};
    const Stretch two{&b, of_b.from - half_hull, of_b.to + half_hull};
    const auto turns = [](const Stretch& s) {
        const Vec2d start = s.track->at(s.from + 1) - s.track->at(s.from),
                    end = s.track->at(s.to) - s.track->at(s.to - 1);
        return dot(unit(start), unit(end)) < 0.95;
    };
    return first_within(one, two, turns(one) || turns(two) ? apart_in_turns : apart).has_value();
}

std::size_t Track::point_before(double along) const {
    // points are about as far apart everywhere: the guess is a few off
    const std::size_t last = points.size() - 1;
    const double guess = along / std::max(length(), 1e-9) * static_cast<double>(last);
    return point_before(along, static_cast<std::size_t>(std::clamp(guess, 0.0, static_cast<double>(last))));
}

std::size_t Track::point_before(double along, std::size_t near) const {
    const std::size_t last = points.size() - 1;
    std::size_t k = std::min(near, last);
    while (k < last && points[k + 1].along <= along) ++k;
    while (k > 0 && points[k].along > along) --k;
    return k;
}

Vec2d Track::at(double along, std::size_t i) const {
    if (i + 1 >= points.size()) return points.back().at;
    const double share = (along - points[i].along) / std::max(points[i + 1].along - points[i].along, 1e-9);
    return points[i].at + (points[i + 1].at - points[i].at) * std::max(share, 0.0);
}

std::shared_ptr<const Track> make_track(const Fairway& fairway, std::vector<Leg> legs, const Slot* from, const Slot& to,
                                        double yaw_rate) {
    auto track = std::make_shared<Track>();
    track->legs = std::move(legs);
    track->points = draw_line(fairway, track->legs, from, to);
    measure(track->points, yaw_rate);
    SpanList spans(fairway, *track, from, to);
    for (std::size_t k = 0; k < track->legs.size(); ++k) spans.add_leg(k);
    find_swings(fairway, *track, from, to);
    Hasher hasher;
    for (const TrackPoint& p : track->points) hasher.add(p.at.x), hasher.add(p.at.y), hasher.add(p.speed);
    for (const Span& s : track->spans)
        hasher.add(s.from), hasher.add(s.to), hasher.add(s.directed_lane), hasher.add(s.use.cell.value);
    track->digest = hasher.value();
    return track;
}

}  // namespace wz::water
