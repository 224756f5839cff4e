#include "waterway/line.hpp"

#include <algorithm>
#include <cmath>

namespace wz::water {

namespace {

constexpr double spacing = 1.0;       // m between points
constexpr double mitre_max = 8.0;     // m
constexpr double off_walls = 1.5;     // m from a wall to the line, where there is room on both sides
constexpr double off_hulls = 1.8;     // m from the middle line of a moored hull
constexpr double brought_back = 1.2;  // m from the wall of a point that lay behind it
constexpr int passes = 40;            // of pushing off and smoothing
constexpr std::int64_t softened = 8;  // points beside a pushed one that give way, too

Vec2d heading_of(const Fairway& f, const Leg& leg) { return f.direction(leg.link) * (leg.reverse ? -1.0 : 1.0); }

struct Line {  // the wanted offset along the legs: lanes, with a ramp from and to the landing places
    const Fairway& f;
    const std::vector<Leg>& legs;
    const Slot* from;
    const Slot& to;
    std::vector<double> start;         // m of the legs before each
    double length = 0;                 // m, all legs
    double run_out = 1e9, run_in = 0;  // m along the legs of the first and the last sharp turn

    Line(const Fairway& f_, const std::vector<Leg>& legs_, const Slot* from_, const Slot& to_)
        : f(f_), legs(legs_), from(from_), to(to_) {
        for (std::size_t k = 0; k < legs.size(); ++k) {
            start.push_back(length);
            length += legs[k].to - legs[k].from;
            if (k + 1 == legs.size() || dot(heading_of(f, legs[k]), heading_of(f, legs[k + 1])) > 0.8) continue;
            run_out = std::min(run_out, length);
            run_in = length;
        }
    }
    [[nodiscard]] double offset(std::size_t k, double t) const {
        const Leg& leg = legs[k];
        const double along = leg.along(t, f.town->water_links[leg.link].length);
        double o = f.lane_offset(leg.link, along, leg.reverse);
        if (k + 1 < legs.size()) o = straight_on(o, k, k + 1, leg.to - t);
        if (k > 0) o = straight_on(o, k, k - 1, t);
        if (k + 1 < legs.size() && sharp_turn(f, leg, legs[k + 1])) o = in_middle(o, leg.to - t);
        if (k > 0 && sharp_turn(f, legs[k - 1], leg)) o = in_middle(o, t);
        const double s = start[k] + t - leg.from;
        if (from && s < run_out) o = ramp(o, signed_beside(*from, legs.front().reverse), s, run_out);
        if (s > run_in) o = ramp(o, signed_beside(to, legs.back().reverse), length - s, length - run_in);
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
    static double in_middle(double own, double distance) {
        const double may = std::max(0.0, distance - 2) * 0.3;
        return std::clamp(own, -may, may);
    }
    [[nodiscard]] double signed_beside(const Slot& slot, bool reverse) const {
        return reverse ? -f.offset_beside(slot) : f.offset_beside(slot);
    }
    static double ramp(double lane, double beside, double distance, double room) {
        const double over = std::clamp(ramp_length(lane - beside), 5.0, std::max(5.0, room - 1));
        const double share = std::clamp((distance - 1) / over, 0.0, 1.0);
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

/// Lines are drawn from widths; walls at corners, steps in width and berths in odd places are seen only here. The line
/// is pushed off them and smoothed in turn, like a band of rubber; its ends stay.
void keep_clear(const Fairway& f, const std::vector<Leg>& legs, const Slot* from, const Slot& to,
                std::vector<TrackPoint>& points) {
    const auto n = static_cast<std::int64_t>(points.size());
    const auto at = [&](std::int64_t i) -> Vec2d& { return points[static_cast<std::size_t>(i)].at; };
    std::vector<std::uint32_t> found;
    const auto push = [&](Vec2d p, const BankMap& map, double reach, bool hulls) {
        Vec2d sum{};
        found.clear();
        map.near(p, reach, found);
        std::ranges::sort(found);
        found.erase(std::unique(found.begin(), found.end()), found.end());
        for (const std::uint32_t k : found) {
            const Bank& wall = map.banks()[k];
            if (hulls && (&f.slots[SlotId(k)] == from || &f.slots[SlotId(k)] == &to)) continue;
            const auto near = nearest_on_segment(p, wall.a, wall.b);
            const Vec2d foot = wall.a + (wall.b - wall.a) * near.fraction;
            if (near.distance < reach && near.distance > 1e-6)
                sum += (p - foot) * ((reach - near.distance) / near.distance);
        }
        return sum;
    };
    for (std::int64_t i = 1; i + 1 < n; ++i) {
        const TrackPoint& p = points[static_cast<std::size_t>(i)];
        const Leg& leg = legs[p.leg];
        const double length = f.town->water_links[leg.link].length;
        const Vec2d middle = f.point(leg.link, std::clamp(leg.along(p.t, length), 0.0, length), 0);
        if (const auto share = f.banks->first_wall(middle, p.at))
            at(i) = middle + (p.at - middle) * std::max(0.0, *share - brought_back / norm(p.at - middle));
    }
    std::vector<std::int64_t> soft(points.size(), -1);  // last pass in which the point was beside a pushed one
    for (int pass = 0; pass < passes; ++pass) {
        bool pushed = false;
        for (std::int64_t i = 1; i + 1 < n; ++i) {
            if (pass > 0 && soft[static_cast<std::size_t>(i)] < 0) continue;
            const Vec2d off = push(at(i), *f.banks, off_walls, false) + push(at(i), *f.hulls, off_hulls, true);
            if (norm2(off) < 1e-4) continue;
            at(i) += off * 0.5;
            pushed = true;
            for (std::int64_t j = std::max<std::int64_t>(1, i - softened); j <= std::min(n - 2, i + softened); ++j)
                soft[static_cast<std::size_t>(j)] = pass;
        }
        if (!pushed) return;
        Vec2d before = at(0);
        for (std::int64_t i = 1; i + 1 < n; ++i) {
            const Vec2d own = at(i);
            if (soft[static_cast<std::size_t>(i)] >= 0) at(i) = own * 0.5 + (before + at(i + 1)) * 0.25;
            before = own;
        }
    }
}

}  // namespace

std::vector<TrackPoint> draw_line(const Fairway& fairway, const std::vector<Leg>& legs, const Slot* from,
                                  const Slot& to) {
    std::vector<TrackPoint> points = evenly(corner_line(Line(fairway, legs, from, to)));
    round_corners(fairway, legs, points);
    keep_clear(fairway, legs, from, to, points);
    return points;
}

}  // namespace wz::water
