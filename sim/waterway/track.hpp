// A trip as a line on the water: which links, which line to steer along, how fast bends allow, and which lanes and
// cells are passed from where to where. Immutable once made; boats and copies of them share it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/hash.hpp"
#include "params/params.hpp"
#include "waterway/fairway.hpp"

namespace wz::water {

/// Part of a link, in m from the end where the boat enters it.
struct Leg {
    WaterLinkId link;
    bool reverse = false;  // travels b → a
    double from = 0, to = 0;
    [[nodiscard]] double along(double t, double length) const { return reverse ? length - t : t; }
};

enum class UseMode : std::uint8_t { pass, arrive, depart };
/// How a boat uses a junction; two uses may exclude each other.
struct Use {
    CellId cell;
    UseMode mode = UseMode::pass;
    bool sharp = false;   // a turn that takes the middle of the water
    WaterLinkId in, out;  // the movement
};
/// From one leg to the next: a turn that a hull takes in the middle of the water, one boat at a time.
[[nodiscard]] bool sharp_turn(const Fairway& fairway, const Leg& from, const Leg& to);

struct Span {
    double from = 0, to = 0;  // m along the track
    bool lane = false;
    bool narrow = false;              // a lane with one direction at a time
    std::uint32_t directed_lane = 0;  // 2 × group + direction
    Use use;                          // junctions only
    std::vector<WaterLinkId> links;   // in the order in which they are entered
};

struct TrackPoint {
    Vec2d at;
    double along = 0;  // m along the track
    double speed = 0;  // m/s that the bends ahead allow
    std::uint32_t leg = 0;
    double t = 0;  // m along the leg's link
};

struct Track {
    std::vector<Leg> legs;
    std::vector<TrackPoint> points;            // about 1 m apart
    std::vector<Span> spans;                   // in the order in which they are entered
    double merged = 0;                         // m along the track: clear of the berth, in its lane from here on
    double crosses = never_crosses;            // m along the track: it goes on from here when it may swing in …
    double swings_in = never_crosses;          // … over the opposed lane into the berth from here on
    std::vector<std::uint32_t> opposed_lanes;  // that it then crosses
    std::uint32_t waits_in = UINT32_MAX;       // lane in which it waits for that …
    std::uint32_t waits_span = 0;              // … which is this one: round a loop it may pass the lane before, too
    double waits_at = 0;                       // … m from the lane's beginning
    std::uint64_t digest = 0;
    static constexpr double never_crosses = 1e18;
    [[nodiscard]] double length() const { return points.back().along; }
    /// Index of the last point at or before `along`.
    [[nodiscard]] std::size_t point_before(double along) const;
    /// The same, looked for from a point near it.
    [[nodiscard]] std::size_t point_before(double along, std::size_t near) const;
    [[nodiscard]] Vec2d at(double along) const { return at(along, point_before(along)); }
    /// `before`: the last point at or before it.
    [[nodiscard]] Vec2d at(double along, std::size_t before) const;
    [[nodiscard]] const Leg& leg_at(double along) const { return legs[points[point_before(along)].leg]; }
};

/// Whether a boat under way in that direction crosses the opposed lane into the slot.
[[nodiscard]] bool lies_across(const Fairway& fairway, const Slot& slot, bool reverse);
/// A stretch of a track, m along it.
struct Stretch {
    const Track* track;
    double from, to;
};
/// Where `own` first comes nearer than `clearance` m to `other`, m along its track.
[[nodiscard]] std::optional<double> first_within(const Stretch& own, const Stretch& other, double clearance);
/// Whether boats on these spans of the same junction must not be in it together.
[[nodiscard]] bool excludes(const Track& a, const Span& of_a, const Track& b, const Span& of_b);

/// Which links may be used now.
struct Passage {
    std::vector<std::uint8_t> closed;  // by link
    double level_m = 0, height_m = 0;
    friend bool operator==(const Passage&, const Passage&) = default;
    [[nodiscard]] bool open(const WaterLink& link, WaterLinkId id) const {
        return link.boats && closed[id.index()] == 0 && link.headroom - level_m >= height_m;
    }
    [[nodiscard]] bool open(const Town& town, const Span& span) const {
        return std::ranges::all_of(span.links, [&](WaterLinkId l) { return open(town.water_links[l], l); });
    }
    [[nodiscard]] bool open(const WaterLink& link, WaterLinkId id, bool reverse) const {
        return open(link, id) && !(link.one_way && reverse);
    }
};

/// The shortest way, empty if there is none. `heading_on`: must go on along this link and direction (a boat under way);
/// otherwise both directions are tried.
std::vector<Leg> find_way(const Fairway& fairway, const Passage& passage, WaterLinkId from_link, double from_along,
                          const Slot& to, std::optional<bool> only_reverse = {});
/// Distance over the water from a slot to every node, m, whatever the direction; 1e18 where there is no way.
std::vector<double> distances_from(const Fairway& fairway, const Passage& passage, const Slot& slot);

/// `from` null: starts on the lane line at the first leg's `from`.
std::shared_ptr<const Track> make_track(const Fairway& fairway, std::vector<Leg> legs, const Slot* from, const Slot& to,
                                        double yaw_rate);

}  // namespace wz::water
