#include "queueing/boarding_line.hpp"

#include <algorithm>

namespace wz {

void BoardingLine::join(GroupId group, int people, std::uint32_t bound, Tick now) {
    assert(people > 0);
    parties_.push_back({group, people, now, bound});
    people_ += people;
    record_.note_length(now, static_cast<std::size_t>(people_));
}

std::size_t BoardingLine::find(GroupId group) const {
    std::size_t i = 0;  // the party is nearly always the head
    while (i < parties_.size() && parties_[i].group != group) ++i;
    return i;
}

bool BoardingLine::take_person(GroupId group, Tick now) {
    const std::size_t i = find(group);
    if (i == parties_.size()) return false;
    record_.add_wait(now - parties_[i].joined, wait_memory_);
    --people_;
    if (--parties_[i].people == 0) parties_.erase(i);
    record_.note_length(now, static_cast<std::size_t>(people_));
    return true;
}

bool BoardingLine::give_up(GroupId group, Tick now) {
    const std::size_t i = find(group);
    if (i == parties_.size()) return false;
    for (int n = 0; n < parties_[i].people; ++n) record_.add_given_up(now - parties_[i].joined);
    people_ -= parties_[i].people;
    parties_.erase(i);
    record_.note_length(now, static_cast<std::size_t>(people_));
    return true;
}

double BoardingLine::expected_wait_s(Tick now) const {
    const double of_head = parties_.empty() ? -1.0 : seconds(now - head().joined);
    return record_.served() == 0 ? of_head : std::max(of_head, record_.smoothed_wait_s());
}

void BoardingLine::add_to_hash(Hasher& hasher) const {
    hasher.add(parties_.size());
    for (std::size_t i = 0; i < parties_.size(); ++i) {
        const WaitingParty& p = parties_[i];
        hasher.add(p.group.value);
        hasher.add(p.people);
        hasher.add(p.joined);
        hasher.add(p.bound);
    }
    hasher.add(people_);
    record_.add_to_hash(hasher);
}

}  // namespace wz
