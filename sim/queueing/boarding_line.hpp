// Parties who wait for a vehicle of one service at a dock or stop, first come first served. Unlike a ServiceQueue
// nothing here takes time: the vehicles set the pace, and the engine takes people out one by one as they board.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>

#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "queueing/ring.hpp"
#include "queueing/wait_record.hpp"

namespace wz {

struct WaitingParty {
    GroupId group;
    int people = 0;  // still waiting: falls as they board
    Tick joined = 0;
    std::uint32_t bound = UINT32_MAX;  // where to: the index of a stop or dock; UINT32_MAX: anywhere
};

class BoardingLine {
public:
    explicit BoardingLine(double wait_memory = 0.8) : wait_memory_(wait_memory) {}

    void join(GroupId group, int people, std::uint32_t bound, Tick now);
    /// One person of the party boards; the party is gone with its last member. False if the party does not wait here.
    bool take_person(GroupId group, Tick now);
    /// The rest of the party leaves without a ride. False if it does not wait here.
    bool give_up(GroupId group, Tick now);

    [[nodiscard]] bool empty() const { return parties_.empty(); }
    [[nodiscard]] const WaitingParty& head() const { return parties_.front(); }
    [[nodiscard]] std::size_t parties() const { return parties_.size(); }
    [[nodiscard]] const WaitingParty& party(std::size_t i) const { return parties_[i]; }
    [[nodiscard]] int people() const { return people_; }
    /// What people who boarded lately waited, or what the head has waited already if that is longer; negative: no
    /// vehicle has taken anybody yet and nobody waits.
    [[nodiscard]] double expected_wait_s(Tick now) const;
    /// Waits of people, not of parties.
    [[nodiscard]] const WaitRecord& record() const { return record_; }
    void add_to_hash(Hasher& hasher) const;

private:
    [[nodiscard]] std::size_t find(GroupId group) const;

    Ring<WaitingParty> parties_;
    int people_ = 0;
    double wait_memory_;
    WaitRecord record_;
};

}  // namespace wz
