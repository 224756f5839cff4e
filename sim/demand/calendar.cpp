#include "demand/calendar.hpp"

#include <algorithm>
#include <tuple>

namespace wz {

std::pair<Tick, Tick> occupied(const Commitment& c) {
    const bool begins_when_it_can = c.kind == CommitmentKind::meal || c.kind == CommitmentKind::boat_ride;
    return {c.from, c.until + (begins_when_it_can ? ticks(60.0 * c.minutes) : 0)};
}

bool fits(const std::vector<Commitment>& commitments, Tick from, Tick until, Tick gap) {
    return std::ranges::none_of(commitments, [&](const Commitment& c) {
        const auto [begin, end] = occupied(c);
        return begin < until + gap && from < end + gap;
    });
}

std::optional<Slot> find_slot(const std::vector<Commitment>& commitments, Tick lo, Tick hi, Tick need, Tick wish,
                              Tick gap) {
    std::optional<Slot> best;
    Tick off_by = never;
    Tick free_from = lo;
    const auto consider = [&](Tick free_until) {
        const Tick latest = std::min(hi, free_until - need);
        if (free_from > latest) return;
        const Tick start = std::clamp(wish, free_from, latest);
        const Tick off = start > wish ? start - wish : wish - start;
        if (off >= off_by) return;
        off_by = off;
        best = Slot{start, latest};
    };
    for (const Commitment& c : commitments) {
        const auto [begin, end] = occupied(c);
        consider(begin - gap);
        free_from = std::max(free_from, end + gap);
    }
    consider(never);
    return best;
}

void insert(std::vector<Commitment>& commitments, const Commitment& c) {
    const auto order = [](const Commitment& x) { return std::tuple(x.from, x.kind, x.event.value); };
    const auto at = std::ranges::upper_bound(commitments, order(c), {}, order);
    commitments.insert(at, c);
}

}  // namespace wz
