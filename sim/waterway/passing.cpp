// Who goes first through narrow water: in order of arrival, alternating, in platoons, or one direction before the
// other.
#include <algorithm>

#include "waterway/right_of_way.hpp"

namespace wz::water {

namespace {

constexpr double unused_s = 180;                // nobody was let in: those in whose favour others wait cannot come
constexpr double longest_without_turn_s = 480;  // that boats of the other direction wait for those with priority

/// At the queue before the section, not at its head.
Tick arrived(const Boat& b) { return b.under_way() && b.let_in != never ? b.let_in : b.asked; }

}  // namespace

void RightOfWay::set_passing(WaterLinkId link, int passing) {
    for (const Piece& p : fairway_->pieces[link.index()]) {
        if (p.kind != PieceKind::narrow) continue;
        sections_[p.group].passing = passing;
        sections_[p.group].drawn_against = p.flipped;
    }
}

/// Somebody waits at the other end who could enter now, were it not for the boats inside.
bool RightOfWay::waits_opposed(std::vector<Boat>& boats, const Hulls& hulls, const Request& request,
                               std::uint32_t directed_lane, bool only_older) {
    const Boat& own = boats[request.boat.index()];
    return std::ranges::any_of(requests_, [&](const Request& r) {
        const Boat& o = boats[r.boat.index()];
        if (r.boat == request.boat || r.end <= o.granted) return false;
        if (only_older && std::pair{arrived(o), r.boat} > std::pair{arrived(own), request.boat}) return false;
        const auto wants = [&](const Span& s) { return s.lane && s.directed_lane == (directed_lane ^ 1u); };
        const auto& spans = o.track->spans;
        const auto asked = std::span(spans).subspan(o.granted, r.end - o.granted);
        if (std::ranges::none_of(asked, wants)) return false;
        // nor could it while boats come towards it in narrow water beyond: they have to come out through this section
        const auto comes_out = [&](const Span& s) {
            return s.lane && narrow(s.directed_lane) && !wants(s) && !queue_[s.directed_lane ^ 1u].empty();
        };
        if (std::ranges::any_of(asked, comes_out)) return false;
        // nor does it wait for a boat into whose swing it reaches itself
        if (r.swing != Swing::none && swings_.keeps_waiting(boats, hulls, request.boat.index(), zone_of(o, r)))
            return false;
        const std::uint32_t last = spans[r.end - 1].directed_lane;
        const bool empties =
            spans[r.end - 1].narrow && !queue_[last].empty() &&
            std::ranges::all_of(queue_[last], [&](BoatId inside) { return holds_beyond(boats[inside.index()], last); });
        return lanes_passable(boats, r) && (empties || room_beyond(boats, r, nullptr));
    });
}

bool RightOfWay::in_its_turn(std::vector<Boat>& boats, const Hulls& hulls, const Request& request, Tick now) {
    const Boat& b = boats[request.boat.index()];
    for (std::uint32_t k = b.granted; k < request.end; ++k) {
        const Span& s = b.track->spans[k];
        if (!s.lane || !narrow(s.directed_lane)) continue;
        const Section& section = sections_[s.directed_lane / 2];
        if (seconds(now - section.at) > unused_s && seconds(now - b.asked) > unused_s) continue;
        const int passing = section.passing == Section::by_default ? platoon_ : section.passing;
        if (passing > 0) {
            if (section.last != s.directed_lane || section.in_a_row < passing) continue;
            if (waits_opposed(boats, hulls, request, s.directed_lane, false)) return false;
        } else if (passing == WaterLink::passing_in_order) {
            if (waits_opposed(boats, hulls, request, s.directed_lane, true)) return false;
        } else {
            const bool drawn = (s.directed_lane % 2 == 0) != section.drawn_against;
            const bool first = drawn == (passing == WaterLink::passing_drawn_first);
            if (first || seconds(now - b.asked) > longest_without_turn_s) continue;
            if (waits_opposed(boats, hulls, request, s.directed_lane, false)) return false;
        }
    }
    return true;
}

}  // namespace wz::water
