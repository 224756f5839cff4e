#include "waterway/track.hpp"

#include <algorithm>
#include <cmath>

namespace wz::water {

namespace {

constexpr double spacing = 1.0;  // m between track points
constexpr double half_hull = hull_length / 2;
constexpr double bend_speed_min = 0.3;  // m/s
constexpr double slow_down = 0.04;      // m/s² at which boats slow down for a bend
constexpr double mitre_max = 8.0;       // m

Vec2d heading_of(const Fairway& f, const Leg& leg) { return f.direction(leg.link) * (leg.reverse ? -1.0 : 1.0); }

struct Line {  // the wanted offset along the legs: lanes, with a ramp from and to the landing places
    const Fairway& f;
    const std::vector<Leg>& legs;
    const Slot* from;
    const Slot& to;

    [[nodiscard]] double offset(std::size_t k, double t) const {
        const Leg& leg = legs[k];
        const double along = leg.along(t, f.town->water_links[leg.link].length);
        double o = f.lane_offset(leg.link, along, leg.reverse);
        if (k + 1 < legs.size()) o = straight_on(o, k, k + 1, leg.to - t);
        if (k > 0) o = straight_on(o, k, k - 1, t);
        if (from && k == 0) o = ramp(o, signed_beside(*from, leg.reverse), t - leg.from);
        if (k + 1 == legs.size()) o = ramp(o, signed_beside(to, leg.reverse), leg.to - t);
        return o;
    }
    /// Straight on over a junction into narrower water: in its line before the entrance.
    [[nodiscard]] double straight_on(double own, std::size_t k, std::size_t next, double distance) const {
        const Leg &here = legs[k], &there = legs[next];
        if (std::abs(cross(heading_of(f, here), heading_of(f, there))) > 0.35) return own;
        const auto at_node = [&](const Leg& leg, bool end) {
            const double along = leg.along(end ? leg.to : leg.from, f.town->water_links[leg.link].length);
            return std::pair{f.lane_offset(leg.link, along, leg.reverse), f.free_at(leg.link, along).width()};
        };
        const auto [mine, my_width] = at_node(here, next > k);
        const auto [other, width] = at_node(there, next < k);
        if (width >= my_width) return own;
        const double may = std::max(0.0, distance - 2) * 0.3;
        return std::clamp(own, other - may, other + may);
    }
    [[nodiscard]] double signed_beside(const Slot& slot, bool reverse) const {
        return reverse ? -f.offset_beside(slot) : f.offset_beside(slot);
    }
    static double ramp(double lane, double beside, double distance) {
        const double share = std::clamp((distance - 1) / ramp_length(lane - beside), 0.0, 1.0);
        return beside + (lane - beside) * share * share * (3 - 2 * share);
    }
    [[nodiscard]] Vec2d point(std::size_t k, double t) const {
        const Leg& leg = legs[k];
        const double o = offset(k, t);
        return f.point(leg.link, leg.along(t, f.town->water_links[leg.link].length), leg.reverse ? -o : o);
    }
};

/// Lane lines end at the node beside it; at a bend they are cut or prolonged to where they meet.
std::vector<TrackPoint> corner_line(const Line& line) {
    const auto& legs = line.legs;
    std::vector<TrackPoint> out;
    double start = legs[0].from;
    for (std::size_t k = 0; k < legs.size(); ++k) {
        double stop = legs[k].to, next_start = 0;
        std::optional<Vec2d> corner;
        if (k + 1 < legs.size()) {
            const Vec2d d1 = heading_of(line.f, legs[k]), d2 = heading_of(line.f, legs[k + 1]);
            const Vec2d p1 = line.point(k, stop), p2 = line.point(k + 1, 0);
            const double turn = cross(d1, d2);
            next_start = 0.5;
            if (std::abs(turn) > 0.08) {
                const double a = std::clamp(cross(p2 - p1, d2) / turn, -mitre_max, mitre_max);
                const double b = std::clamp(cross(p2 - p1, d1) / turn, -mitre_max, mitre_max);
                corner = p1 + d1 * a;
                stop = std::max(stop + std::min(a, 0.0) - 0.3, start);
                next_start = std::min(std::max(b, 0.0) + 0.3, legs[k + 1].to);
            }
        }
        const int n = std::max(1, static_cast<int>((stop - start) / spacing + 0.5));
        for (int i = 0; i <= n; ++i) {
            const double t = start + (stop - start) * i / n;
            out.push_back({line.point(k, t), 0, 0, static_cast<std::uint32_t>(k), t});
        }
        if (corner) out.push_back({*corner, 0, 0, static_cast<std::uint32_t>(k), legs[k].to});
        start = next_start;
    }
    return out;
}

std::vector<TrackPoint> evenly(const std::vector<TrackPoint>& in) {
    std::vector<TrackPoint> out{in.front()};
    double due = spacing;  // m to go until the next point
    for (std::size_t i = 1; i < in.size(); ++i) {
        const double length = norm(in[i].at - in[i - 1].at);
        double done = 0;
        while (length - done >= due) {
            done += due;
            TrackPoint p = done * 2 < length ? in[i - 1] : in[i];
            p.at = in[i - 1].at + (in[i].at - in[i - 1].at) * (done / length);
            if (in[i].leg == in[i - 1].leg) p.t = in[i - 1].t + (in[i].t - in[i - 1].t) * (done / length);
            out.push_back(p);
            due = spacing;
        }
        due -= length - done;
    }
    if (norm(out.back().at - in.back().at) < 0.3 && out.size() > 1) out.pop_back();
    out.push_back(in.back());
    return out;
}

/// Rounds corners by a moving mean; the tighter the water, the less a boat can cut the corner.
void round_corners(const Fairway& f, const std::vector<Leg>& legs, std::vector<TrackPoint>& points) {
    const std::vector<TrackPoint> sharp = points;
    const auto n = static_cast<std::int64_t>(points.size());
    for (std::int64_t i = 0; i < n; ++i) {
        const TrackPoint& p = sharp[static_cast<std::size_t>(i)];
        const Leg& leg = legs[p.leg];
        const FreeWater& w = f.free_at(leg.link, leg.along(p.t, f.town->water_links[leg.link].length));
        const double room = w.width() >= two_way_width ? w.width() / 2 : w.width();
        const auto half =
            std::min({static_cast<std::int64_t>(std::clamp(0.9 * room, 2.0, 6.0) / spacing), i, n - 1 - i});
        Vec2d sum{};
        for (std::int64_t j = i - half; j <= i + half; ++j) sum += sharp[static_cast<std::size_t>(j)].at;
        points[static_cast<std::size_t>(i)].at = sum * (1.0 / static_cast<double>(2 * half + 1));
    }
}

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

bool across(const Fairway& f, const Slot& slot, bool reverse) {
    const double beside = reverse ? -f.offset_beside(slot) : f.offset_beside(slot);
    const double own = f.lane_offset(slot.link, slot.along, reverse);
    return beside - own > 0.8;  // m to port of the own lane: the hull reaches into the other one
}

class SpanList {
public:
    SpanList(const Fairway& f, Track& track, const Slot* from, const Slot& to)
        : f_(f), track_(track), from_(from), to_(to) {}

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
            add_piece(k, p, t0, t1, last && t1 > leg.to - reach(to_, leg.reverse),
                      first && from_ && t0 < leg.from + reach(*from_, leg.reverse));
        }
    }

private:
    [[nodiscard]] double reach(const Slot& slot, bool reverse) const {  // m of ramp between slot and lane
        const double beside = reverse ? -f_.offset_beside(slot) : f_.offset_beside(slot);
        return ramp_length(f_.lane_offset(slot.link, slot.along, reverse) - beside) + half_hull;
    }
    void add_piece(std::size_t k, const Piece& p, double t0, double t1, bool arrives, bool departs) {
        const auto& legs = track_.legs;
        const Leg& leg = legs[k];
        Span span;
        span.from = t0 <= leg.from && k == 0 ? 0 : along_at(track_.points, k, t0);
        span.to = along_at(track_.points, k, t1);
        span.link = leg.link;
        span.lane = p.kind == PieceKind::lane;
        if (span.lane) {
            span.directed_lane = 2 * p.group + (p.flipped != leg.reverse ? 1 : 0);
            if (!track_.spans.empty() && track_.spans.back().lane &&
                track_.spans.back().directed_lane == span.directed_lane) {
                track_.spans.back().to = span.to;
                return;
            }
        } else {
            span.use = use_of(k, p, arrives, departs);
            if (!track_.spans.empty() && !track_.spans.back().lane && track_.spans.back().use.cell == p.cell) {
                track_.spans.back().to = span.to;  // the far arm of a junction
                if (span.use.mode != UseMode::pass) track_.spans.back().use.mode = span.use.mode;
                return;
            }
        }
        track_.spans.push_back(span);
    }
    [[nodiscard]] Use use_of(std::size_t k, const Piece& p, bool arrives, bool departs) const {
        const auto& legs = track_.legs;
        const Leg& leg = legs[k];
        Use use{p.cell, departs ? UseMode::depart : (arrives ? UseMode::arrive : UseMode::pass), leg.reverse, false, {},
                {}};
        use.crosses = (departs && across(f_, *from_, leg.reverse)) || (arrives && across(f_, to_, leg.reverse));
        if (p.kind != PieceKind::junction) return use;
        const bool entering = p.from > 1e-6 ? !leg.reverse : leg.reverse;  // the arm at the far end of this leg
        use.in = entering ? leg.link : (k > 0 ? legs[k - 1].link : WaterLinkId{});
        use.out = entering ? (k + 1 < legs.size() ? legs[k + 1].link : WaterLinkId{}) : leg.link;
        return use;
    }

    const Fairway& f_;
    Track& track_;
    const Slot* from_;
    const Slot& to_;
};

}  // namespace

bool excludes(const Cell& cell, const Use& request, const Use& holder) {
    const bool pass = request.mode == UseMode::pass && holder.mode == UseMode::pass;
    if (cell.kind == PieceKind::junction) {
        if (!pass || !request.in.valid() || !request.out.valid()) return true;
        if (request.in == holder.in && request.out == holder.out) return false;
        return !(cell.wide && request.in == holder.out && request.out == holder.in);
    }
    if (request.reverse != holder.reverse) return !cell.wide || request.crosses || holder.crosses;
    return request.mode == UseMode::depart || holder.mode == UseMode::depart;
}

std::size_t Track::point_before(double along) const {
    const auto next = std::ranges::upper_bound(points, along, {}, &TrackPoint::along);
    return next == points.begin() ? 0 : static_cast<std::size_t>(next - points.begin()) - 1;
}

Vec2d Track::at(double along) const {
    const std::size_t i = point_before(along);
    if (i + 1 >= points.size()) return points.back().at;
    const double share = (along - points[i].along) / std::max(points[i + 1].along - points[i].along, 1e-9);
    return points[i].at + (points[i + 1].at - points[i].at) * std::max(share, 0.0);
}

std::shared_ptr<const Track> make_track(const Fairway& fairway, std::vector<Leg> legs, const Slot* from, const Slot& to,
                                        double yaw_rate) {
    auto track = std::make_shared<Track>();
    track->legs = std::move(legs);
    track->points = evenly(corner_line(Line{fairway, track->legs, from, to}));
    round_corners(fairway, track->legs, track->points);
    measure(track->points, yaw_rate);
    SpanList spans(fairway, *track, from, to);
    for (std::size_t k = 0; k < track->legs.size(); ++k) spans.add_leg(k);
    Hasher hasher;
    for (const TrackPoint& p : track->points) hasher.add(p.at.x), hasher.add(p.at.y), hasher.add(p.speed);
    for (const Span& s : track->spans)
        hasher.add(s.from), hasher.add(s.to), hasher.add(s.directed_lane), hasher.add(s.use.cell.value);
    track->digest = hasher.value();
    return track;
}

}  // namespace wz::water
