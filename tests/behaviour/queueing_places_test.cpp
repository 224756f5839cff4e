// What queues do besides waiting: spill back, give up, change their servers, tell how long it takes.
#include <gtest/gtest.h>

#include <vector>

#include "queueing/boarding_line.hpp"
#include "queueing/service_queue.hpp"

namespace wz {
namespace {

ServiceQueueSpec gate(int servers, double service_s, int hall = INT_MAX) {
    ServiceQueueSpec spec;
    spec.id = QueueId(1);
    spec.servers = servers;
    spec.service_s = service_s;
    spec.service_cv = 0;
    spec.hall_capacity = hall;
    return spec;
}

std::vector<PersonId> stepped(ServiceQueue& queue, Tick now) {
    std::vector<PersonId> served;
    queue.step(now, served);
    return served;
}

TEST(ServiceQueue, ServesInOrderWithoutLosingATick) {
    ServiceQueue queue(gate(1, 3.0));
    for (std::size_t i = 0; i < 4; ++i) queue.join(PersonId(i), 100);
    std::vector<std::pair<Tick, std::size_t>> ends;
    for (Tick now = 101; now <= 300; ++now) {
        for (const PersonId p : stepped(queue, now)) {
            ends.emplace_back(now, p.index());
            queue.release(p, now);
        }
    }
    const std::vector<std::pair<Tick, std::size_t>> expected{{130, 0}, {160, 1}, {190, 2}, {220, 3}};
    EXPECT_EQ(ends, expected);
    EXPECT_EQ(queue.record().sum_of_waits(), 0 + 30 + 60 + 90);
    EXPECT_EQ(queue.record().longest_queue(), 3u);
}

TEST(ServiceQueue, BlockedServersSpillBack) {
    ServiceQueue upstream(gate(2, 1.0, 3));
    ServiceQueue downstream(gate(1, 60.0, 2));
    std::vector<PersonId> blocked;
    int refused = 0;
    std::size_t arrived = 0, passed = 0;
    for (Tick now = 0; now < 6000; ++now) {
        for (const PersonId p : stepped(downstream, now)) {
            ++passed;
            downstream.release(p, now);
        }
        const auto served = stepped(upstream, now);
        blocked.insert(blocked.end(), served.begin(), served.end());
        while (!blocked.empty() && downstream.has_room()) {
            downstream.join(blocked.front(), now);
            ASSERT_TRUE(upstream.release(blocked.front(), now));
            blocked.erase(blocked.begin());
        }
        if (now % 20 == 0) {
            if (upstream.has_room())
                upstream.join(PersonId(arrived++), now);
            else
                ++refused;
        }
        ASSERT_LE(upstream.length(), 3u);
        ASSERT_LE(downstream.length(), 2u);
        ASSERT_EQ(arrived, passed + upstream.people() + downstream.people());
    }
    // The downstream server is the bottleneck: 1 a minute passes, the hall, the servers and the hall before are full.
    EXPECT_EQ(passed, 9u);
    EXPECT_EQ(upstream.blocked(), 2);
    EXPECT_EQ(upstream.in_service(), 0);
    EXPECT_EQ(upstream.people(), 5u);
    EXPECT_GT(refused, 200);
    EXPECT_GT(upstream.blocked_ticks(), 0);
    // A sign at the upstream gate tells of the minutes downstream, not of its own second.
    EXPECT_GT(upstream.expected_wait_s(), 100.0);
}

TEST(ServiceQueue, HallHoldsItsCapacityBesidesTheServers) {
    ServiceQueue queue(gate(2, 10.0, 3));
    EXPECT_TRUE(queue.has_room(5));
    EXPECT_FALSE(queue.has_room(6));
    for (std::size_t i = 0; i < 5; ++i) queue.join(PersonId(i), 0);
    EXPECT_FALSE(queue.has_room());
    EXPECT_EQ(queue.in_service(), 2);
    EXPECT_EQ(queue.length(), 3u);
}

TEST(ServiceQueue, GivingUpMovesTheOthersUp) {
    ServiceQueue queue(gate(1, 10.0));
    for (std::size_t i = 0; i < 4; ++i) queue.join(PersonId(i), 0);
    EXPECT_FALSE(queue.leave(PersonId(0), 50)) << "is being served";
    EXPECT_TRUE(queue.leave(PersonId(2), 50));
    EXPECT_FALSE(queue.leave(PersonId(2), 50));
    EXPECT_EQ(queue.waiting(0), PersonId(1));
    EXPECT_EQ(queue.waiting(1), PersonId(3));
    EXPECT_EQ(queue.record().given_up(), 1);
    EXPECT_EQ(queue.people(), 3u);
}

TEST(ServiceQueue, ServersChangeWhileItRuns) {
    ServiceQueue queue(gate(1, 10.0));
    for (std::size_t i = 0; i < 6; ++i) queue.join(PersonId(i), 0);
    queue.set_servers(3, 10);
    EXPECT_EQ(queue.in_service(), 3);
    queue.set_servers(0, 20);
    EXPECT_EQ(queue.in_service(), 3) << "those at work finish";
    EXPECT_LT(queue.expected_wait_s(), 0.0) << "closed";
    for (Tick now = 21; now < 400; ++now) {
        for (const PersonId p : stepped(queue, now)) queue.release(p, now);
    }
    EXPECT_EQ(queue.in_service(), 0);
    EXPECT_EQ(queue.length(), 3u);
    queue.set_servers(1, 400);
    EXPECT_EQ(queue.in_service(), 1);
}

TEST(ServiceQueue, ExpectedWaitIsWhatANewcomerThenWaits) {
    ServiceQueue queue(gate(4, 6.0));
    EXPECT_EQ(queue.expected_wait_s(), 0.0);
    for (std::size_t i = 0; i < 44; ++i) queue.join(PersonId(i), 0);
    EXPECT_NEAR(queue.expected_wait_s(), 60.0, 10.0);  // 40 ahead, 4 servers, 6 s: begins after 66 s
}

TEST(ServiceQueue, CopyContinuesBitForBit) {
    ServiceQueueSpec spec = gate(2, 3.0);
    spec.service_cv = 0.4;
    ServiceQueue a(spec);
    const auto advance = [](ServiceQueue& q, Tick from, Tick to) {
        for (Tick now = from; now < to; ++now) {
            for (const PersonId p : stepped(q, now)) q.release(p, now);
            if (now % 14 == 0) q.join(PersonId(static_cast<std::size_t>(now)), now);
        }
        Hasher h;
        q.add_to_hash(h);
        return h.value();
    };
    advance(a, 0, 1000);
    ServiceQueue b = a;
    const auto hash = advance(a, 1000, 2000);
    EXPECT_EQ(hash, advance(b, 1000, 2000));
    EXPECT_NE(hash, advance(b, 2000, 2015));
}

TEST(WaitRecord, QuantilesWithinABin) {
    WaitRecord record;
    for (int s = 1; s <= 1000; ++s) record.add_wait(ticks(s), 0.8);
    EXPECT_NEAR(record.median_wait_s(), 500, 5);
    EXPECT_NEAR(record.wait_quantile_s(0.95), 950, 30);
    EXPECT_NEAR(record.mean_wait_s(), 500.5, 1e-9);
    EXPECT_EQ(record.wait_quantile_s(1.0), 1000.0);
    WaitRecord none;
    for (int i = 0; i < 9; ++i) none.add_wait(0, 0.8);
    EXPECT_EQ(none.wait_quantile_s(0.95), 0.0);
    none.add_wait(ticks(100'000), 0.8);  // beyond the last bin
    EXPECT_LE(none.wait_quantile_s(0.99), 100'000.0);
}

TEST(WaitRecord, LongestQueueOfEachMinute) {
    WaitRecord record;
    record.note_length(ticks(600), 2);
    record.note_length(ticks(610), 7);
    record.note_length(ticks(615), 3);
    record.note_length(ticks(790), 1);
    EXPECT_EQ(record.first_minute(), 10);
    EXPECT_EQ(record.longest_queue_by_minute(), (std::vector<std::uint32_t>{7, 3, 3, 3}));
}

TEST(BoardingLine, PartiesBoardPersonByPerson) {
    BoardingLine line(0.0);
    EXPECT_LT(line.expected_wait_s(0), 0.0);
    line.join(GroupId(4), 2, 9, 0);
    line.join(GroupId(1), 3, 8, 100);
    EXPECT_EQ(line.people(), 5);
    EXPECT_EQ(line.head().group, GroupId(4));
    EXPECT_EQ(line.head().bound, 9u);
    EXPECT_NEAR(line.expected_wait_s(50), 5.0, 1e-9);
    EXPECT_TRUE(line.take_person(GroupId(4), 200));
    EXPECT_EQ(line.head().people, 1);
    EXPECT_TRUE(line.take_person(GroupId(1), 200)) << "a party behind may board if the head does not fit";
    EXPECT_TRUE(line.take_person(GroupId(4), 300));
    EXPECT_FALSE(line.take_person(GroupId(4), 300));
    EXPECT_EQ(line.head().group, GroupId(1));
    EXPECT_TRUE(line.give_up(GroupId(1), 400));
    EXPECT_TRUE(line.empty());
    EXPECT_EQ(line.people(), 0);
    EXPECT_EQ(line.record().served(), 3);
    EXPECT_EQ(line.record().given_up(), 2);
    EXPECT_EQ(line.record().sum_of_waits(), 200 + 100 + 300);
    EXPECT_NEAR(line.expected_wait_s(400), 30.0, 1e-9);
}

TEST(Ring, KeepsOrderThroughGrowthAndWrapping) {
    Ring<int> ring;
    int next_in = 0, next_out = 0;
    for (int round = 0; round < 200; ++round) {
        for (int i = 0; i < 3 + round % 5; ++i) ring.push_back(next_in++);
        for (int i = 0; i < 3 + round % 4 && !ring.empty(); ++i, ring.pop_front()) ASSERT_EQ(ring.front(), next_out++);
    }
    for (std::size_t i = 0; i < ring.size(); ++i) ASSERT_EQ(ring[i], next_out + static_cast<int>(i));
}

}  // namespace
}  // namespace wz
