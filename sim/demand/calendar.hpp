// What a group has already agreed to, and what still fits between.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "demand/day_plan.hpp"

namespace wz {

/// Time from which until which a commitment may occupy the group.
std::pair<Tick, Tick> occupied(const Commitment& c);

/// Whether [from, until] keeps `gap` from all commitments.
bool fits(const std::vector<Commitment>& commitments, Tick from, Tick until, Tick gap);

struct Slot {
    Tick start = 0;   // as near to the wish as can be
    Tick latest = 0;  // it could start as late as this and still keep the gap
};
/// Room for something of length `need` that starts in [lo, hi]; `commitments` sorted by `from`.
std::optional<Slot> find_slot(const std::vector<Commitment>& commitments, Tick lo, Tick hi, Tick need, Tick wish,
                              Tick gap);

/// Keeps commitments sorted by (from, kind).
void insert(std::vector<Commitment>& commitments, const Commitment& c);

}  // namespace wz
