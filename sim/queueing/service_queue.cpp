#include "queueing/service_queue.hpp"

#include <algorithm>
#include <cassert>

#include "base/random.hpp"

namespace wz {

void ServiceQueue::set_servers(int servers, Tick now) {
    now_ = std::max(now_, now);
    spec_.servers = servers;
    begin_services();
}

void ServiceQueue::set_service(double service_s, double service_cv) {
    spec_.service_s = service_s;
    spec_.service_cv = service_cv;
}

bool ServiceQueue::has_room(int people) const {
    const int free_servers = std::max(0, spec_.servers - static_cast<int>(at_servers_.size()));
    // A free server means that nobody waits, so the two never mix up the order.
    return static_cast<std::int64_t>(waiting_.size()) + people <=
           static_cast<std::int64_t>(spec_.hall_capacity) + free_servers;
}

void ServiceQueue::join(PersonId person, Tick now) {
    assert(now >= now_);
    now_ = now;
    waiting_.push_back({person, joined_++, now});
    begin_services();
    record_.note_length(now, waiting_.size());
}

void ServiceQueue::step(Tick now, std::vector<PersonId>& served) {
    assert(now >= now_);
    now_ = now;
    for (; next_end_ <= now; find_next_end()) {  // steps may skip ticks: keep the order of the ends
        for (AtServer& s : at_servers_) {
            if (s.served || s.ends != next_end_) continue;
            s.served = true;
            ++blocked_;
            served.push_back(s.person);
        }
    }
}

bool ServiceQueue::release(PersonId person, Tick now) {
    assert(now >= now_);
    now_ = now;
    const auto s = std::find_if(at_servers_.begin(), at_servers_.end(),
                                [&](const AtServer& a) { return a.served && a.person == person; });
    if (s == at_servers_.end()) return false;
    blocked_ticks_ += now_ - s->ends;
    occupancy_s_ = spec_.wait_memory * occupancy_s_ + (1.0 - spec_.wait_memory) * seconds(now_ - s->begun);
    at_servers_.erase(s);
    --blocked_;
    begin_services();
    record_.note_length(now_, waiting_.size());
    return true;
}

bool ServiceQueue::leave(PersonId person, Tick now) {
    for (std::size_t i = 0; i < waiting_.size(); ++i) {
        if (waiting_[i].person != person) continue;
        record_.add_given_up(now - waiting_[i].joined);
        waiting_.erase(i);
        record_.note_length(now, waiting_.size());
        return true;
    }
    return false;
}

void ServiceQueue::begin_services() {
    while (!waiting_.empty() && static_cast<int>(at_servers_.size()) < spec_.servers) {
        const Waiting next = waiting_.front();
        waiting_.pop_front();
        record_.add_wait(now_ - next.joined, spec_.wait_memory);
        at_servers_.push_back({next.person, now_, now_ + service_ticks(next.number), false});
        next_end_ = std::min(next_end_, at_servers_.back().ends);
    }
}

Tick ServiceQueue::service_ticks(std::int64_t number) const {
    // A lognormal takes two draws: customers must not share one.
    Draws draws(spec_.seed, Stream::service_time, spec_.id.value, 2 * static_cast<std::uint64_t>(number));
    double service_s = spec_.service_s;
    if (spec_.shape == ServiceTime::exponential) {
        service_s = draws.exponential(spec_.service_s);
    } else if (spec_.service_cv > 0) {
        const double spread = 1.0 + spec_.service_cv * spec_.service_cv;  // mean/median of a lognormal: its root
        service_s = draws.lognormal(spec_.service_s / fmath::sqrt(spread), fmath::sqrt(fmath::log(spread)));
    }
    return std::max<Tick>(1, ticks(service_s));
}

void ServiceQueue::find_next_end() {
    next_end_ = never;
    for (const AtServer& s : at_servers_) {
        if (!s.served) next_end_ = std::min(next_end_, s.ends);
    }
}

double ServiceQueue::expected_wait_s() const {
    if (spec_.servers <= 0) return -1.0;
    if (static_cast<int>(at_servers_.size()) < spec_.servers) return 0.0;
    double pace_s = 0;  // a server that has been blocked for long tells more than those released before it
    for (const AtServer& s : at_servers_) pace_s += std::max(occupancy_s_, seconds(now_ - s.begun));
    pace_s /= static_cast<double>(at_servers_.size());
    return static_cast<double>(waiting_.size() + 1) * pace_s / static_cast<double>(spec_.servers);
}

void ServiceQueue::add_to_hash(Hasher& hasher) const {
    hasher.add(spec_.servers);
    hasher.add(spec_.service_s);
    hasher.add(spec_.service_cv);
    hasher.add(spec_.hall_capacity);
    hasher.add(waiting_.size());
    for (std::size_t i = 0; i < waiting_.size(); ++i) {
        hasher.add(waiting_[i].person.value);
        hasher.add(waiting_[i].joined);
    }
    hasher.add(at_servers_.size());
    for (const AtServer& s : at_servers_) {
        hasher.add(s.person.value);
        hasher.add(s.ends);
        hasher.add(s.served);
    }
    hasher.add(joined_);
    hasher.add(blocked_ticks_);
    hasher.add(occupancy_s_);
    record_.add_to_hash(hasher);
}

}  // namespace wz
