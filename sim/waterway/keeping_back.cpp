// Who waits for whom, and whether a rule was broken: read by observers, decides nothing. It errs on the side of naming
// too many: a boat that waits for anybody who makes headway is not locked.
#include <fmt/format.h>

#include <algorithm>

#include "waterway/right_of_way.hpp"

namespace wz::water {

namespace {

constexpr double at_the_line = 3;  // m: farther from it a boat has leave to go on, whatever happens beyond

}  // namespace

void RightOfWay::keeping_back(const std::vector<Boat>& boats, const Hulls& hulls, BoatId id, const Passage& passage,
                              std::vector<BoatId>& found, bool& world) const {
    const Boat& b = boats[id.index()];
    const auto& spans = b.track->spans;
    const auto add = [&](BoatId other) {
        if (other != id) found.push_back(other);
    };
    if (b.motion != Motion::sailing) return;
    const bool to_cross = waits_to_cross(b);
    const double line = b.granted < spans.size() ? spans[b.granted].from - hull_length / 2 : Track::never_crosses;
    if (std::min(line, to_cross ? b.track->crosses : Track::never_crosses) - b.along > at_the_line) return;
    if (to_cross) swings_.inside(boats, hulls, id.index(), crossing(b), found);
    if (to_cross)
        if (const BoatId ahead = ahead_of_it(boats, id, crossing(b)); ahead.valid()) add(ahead);
    if (b.granted >= spans.size()) return;
    if (const Span& in = spans[b.granted - 1]; in.lane)
        for (const BoatId ahead : queue_[in.directed_lane]) {
            if (ahead == id) break;
            add(ahead);
        }
    const std::uint32_t end =
        to_cross && b.track->crosses < spans[b.granted].from ? static_cast<std::uint32_t>(spans.size()) : chain_end(b);
    for (std::uint32_t k = b.granted; k < end; ++k) {
        const Span& s = spans[k];
        if (!passage.open(*fairway_->town, s)) world = true;
        if (s.lane && k + 1 < end)
            for (const BoatId between : queue_[s.directed_lane]) add(between);
        if (s.lane && narrow(s.directed_lane))
            for (const BoatId opposed : queue_[s.directed_lane ^ 1u]) add(opposed);
        if (!s.lane)
            for (const Holder& h : holders_[s.use.cell]) add(h.boat);
    }
    for (const Request& r : requests_)  // older ones have precedence once they were passed too often
        if (r.end > boats[r.boat.index()].granted && r.boat != id && r.boat.index() < boats.size() &&
            boats[r.boat.index()].asked < b.asked && clash(b, {id, end}, boats[r.boat.index()], r) != Clash::none)
            add(r.boat);
    const Span& last = spans[end - 1];
    const bool needs_room = last.lane && room(last.directed_lane) > 0;
    if (needs_room)
        for (const BoatId beyond : queue_[last.directed_lane]) add(beyond);
    const bool no_room = std::ranges::any_of(requests_, [id](const Request& r) { return r.boat == id && r.no_room; });
    if (!no_room && (!needs_room || !found.empty() || b.phase != BoatPhase::waiting)) return;
    for (const auto& lane : queue_)  // it is not its turn, or the state would not be safe: any of them may change that
        for (const BoatId other : lane) add(other);
}

void RightOfWay::check(const std::vector<Boat>& boats, const Hulls& hulls, std::vector<std::string>& found) const {
    struct Inside {
        std::uint32_t directed_lane;
        std::size_t boat;
    };
    std::vector<Inside> inside;
    for (std::size_t i = 0; i < boats.size(); ++i) {
        const Boat& b = boats[i];
        if (!b.under_way()) continue;
        for (const Span& s : b.track->spans)
            if (s.lane && narrow(s.directed_lane) && b.along + half_hull > s.from + 1 && b.along - half_hull < s.to - 1)
                inside.push_back({s.directed_lane, i});
    }
    const auto ahead_of = [&](std::size_t a, std::size_t b) {
        return dot(hulls.at(b) - hulls.at(a),
                   Vec2d{fmath::cos(double{hulls.angle[a]}), fmath::sin(double{hulls.angle[a]})}) > 0;
    };
    for (std::size_t a = 0; a < inside.size(); ++a)
        for (std::size_t b = a + 1; b < inside.size(); ++b) {
            const Inside &p = inside[a], &q = inside[b];
            if (p.directed_lane != (q.directed_lane ^ 1u)) continue;
            // one may leave a berth in the middle once the other has passed: back to back, they part
            if (!ahead_of(p.boat, q.boat) && !ahead_of(q.boat, p.boat)) continue;
            found.push_back(
                fmt::format("boats {} and {} opposed in one-way section {}", p.boat, q.boat, p.directed_lane / 2));
        }
}

}  // namespace wz::water
