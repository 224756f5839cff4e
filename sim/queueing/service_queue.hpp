// A service point: servers working off one line of people, first come first served. Gates, ticket windows, doors.
// Who is served keeps the server until release(): if the way on is full, the server is blocked, the line grows, the
// hall fills, has_room() turns false, and the queue spills back onto the street. A value: copying it copies the whole
// state.
#pragma once

#include <climits>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "queueing/ring.hpp"
#include "queueing/wait_record.hpp"

namespace wz {

enum class ServiceTime : std::uint8_t {
    lognormal,    // by mean and coefficient of variation; cv 0: deterministic
    exponential,  // for comparison with queueing theory
};

struct ServiceQueueSpec {
    QueueId id;
    std::uint64_t seed = 1;
    int servers = 1;
    double service_s = 3;  // mean per person and server
    double service_cv = 0.3;
    ServiceTime shape = ServiceTime::lognormal;
    int hall_capacity = INT_MAX;  // people waiting, without those being served
    double wait_memory = 0.8;     // queueing.wait_memory
};

class ServiceQueue {
public:
    explicit ServiceQueue(const ServiceQueueSpec& spec) : spec_(spec), occupancy_s_(spec.service_s) {}

    /// Takes effect at once for people who have not begun service. Fewer servers: those at work finish their customer.
    void set_servers(int servers, Tick now);
    void set_service(double service_s, double service_cv);
    void set_hall_capacity(int people) { spec_.hall_capacity = people; }

    /// Whether `people` more can come in: served at once or waiting in the hall.
    [[nodiscard]] bool has_room(int people = 1) const;
    /// Joins at the end; service begins at once if a server is free. Ticks given to a queue never fall.
    void join(PersonId person, Tick now);
    /// Appends everybody whose service ends by `now`, in order of (end, begin of service).
    void step(Tick now, std::vector<PersonId>& served);
    /// A served person has moved on: the server takes the next one, in the same tick. False if the person was not
    /// served.
    bool release(PersonId person, Tick now);
    /// Somebody who waits gives up. False if the person does not wait here (never came, or is being served).
    bool leave(PersonId person, Tick now);

    [[nodiscard]] std::size_t length() const { return waiting_.size(); }
    /// The i-th person waiting, 0 at the head.
    [[nodiscard]] PersonId waiting(std::size_t i) const { return waiting_[i].person; }
    [[nodiscard]] int in_service() const { return static_cast<int>(at_servers_.size()) - blocked_; }
    /// Served people who still block their server.
    [[nodiscard]] int blocked() const { return blocked_; }
    [[nodiscard]] int servers() const { return spec_.servers; }
    [[nodiscard]] std::size_t people() const { return waiting_.size() + at_servers_.size(); }
    /// Wait of somebody who would join now, from the recent pace of the servers, blocking included; negative: closed.
    [[nodiscard]] double expected_wait_s() const;
    [[nodiscard]] std::int64_t joined() const { return joined_; }
    /// Tick at which the next service ends; `never` if nobody is being served.
    [[nodiscard]] Tick next_end() const { return next_end_; }

    [[nodiscard]] const WaitRecord& record() const { return record_; }
    /// Ticks that served people spent blocking a server.
    [[nodiscard]] Tick blocked_ticks() const { return blocked_ticks_; }
    void add_to_hash(Hasher& hasher) const;

private:
    struct Waiting {
        PersonId person;
        std::int64_t number = 0;  // in order of joining: names the customer's service time
        Tick joined = 0;
    };
    struct AtServer {
        PersonId person;
        Tick begun = 0;
        Tick ends = 0;
        bool served = false;
    };
    void begin_services();
    [[nodiscard]] Tick service_ticks(std::int64_t number) const;
    void find_next_end();

    ServiceQueueSpec spec_;
    Ring<Waiting> waiting_;
    std::vector<AtServer> at_servers_;  // in order of beginning
    int blocked_ = 0;
    std::int64_t joined_ = 0;
    Tick now_ = 0;
    Tick next_end_ = never;
    Tick blocked_ticks_ = 0;
    double occupancy_s_;  // smoothed time that one person keeps a server
    WaitRecord record_;
};

}  // namespace wz
