// Service queues against closed forms of queueing theory. One time unit is `unit` ticks, so that rounding a service
// time to whole ticks stays far below 1 %.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/random.hpp"
#include "queueing/service_queue.hpp"

namespace wz {
namespace {

constexpr double unit = 200;  // ticks per time unit

struct Line {
    double arrivals_per_unit;
    int servers;
    ServiceTime shape;
    double cv = 0;
};

struct Outcome {
    double mean_wait = 0;     // time units, of customers served
    double mean_length = 0;   // time average, counted tick by tick, not by the queue
    double arrival_rate = 0;  // measured
    std::int64_t joined = 0, served = 0;
    std::size_t left_inside = 0;
};

Outcome serve(const Line& line, std::uint64_t seed, std::int64_t customers) {
    ServiceQueue queue({QueueId(7), seed, line.servers, seconds(Tick(unit)), line.cv, line.shape});
    Draws arrivals(seed, Stream::arrival, 3);
    std::vector<PersonId> served;
    double next_arrival = arrivals.exponential(unit / line.arrivals_per_unit);
    double length_ticks = 0;
    Outcome result;
    Tick now = 0;
    for (; result.joined < customers || queue.people() > 0; ++now) {
        served.clear();
        queue.step(now, served);
        for (const PersonId p : served) EXPECT_TRUE(queue.release(p, now));
        result.served += static_cast<std::int64_t>(served.size());
        for (; next_arrival <= static_cast<double>(now) && result.joined < customers; ++result.joined) {
            queue.join(PersonId(static_cast<std::size_t>(result.joined)), now);
            next_arrival += arrivals.exponential(unit / line.arrivals_per_unit);
        }
        length_ticks += static_cast<double>(queue.length());
    }
    result.mean_wait = static_cast<double>(queue.record().sum_of_waits()) / static_cast<double>(customers) / unit;
    result.mean_length = length_ticks / static_cast<double>(now);
    result.arrival_rate = static_cast<double>(customers) / static_cast<double>(now) * unit;
    result.left_inside = queue.people();
    return result;
}

double mean_wait(const Line& line, int replications = 20) {
    double sum = 0;
    for (int r = 1; r <= replications; ++r) sum += serve(line, static_cast<std::uint64_t>(r), 10'000).mean_wait;
    return sum / replications;
}

constexpr double tolerance = 0.03;

TEST(QueueingTheory, ThreeExponentialServers) {
    EXPECT_NEAR(mean_wait({2.0, 3, ServiceTime::exponential}), 0.4444, 0.4444 * tolerance);
}
TEST(QueueingTheory, OneDeterministicServer) {
    EXPECT_NEAR(mean_wait({0.8, 1, ServiceTime::lognormal}), 2.0, 2.0 * tolerance);
}
TEST(QueueingTheory, TwoDeterministicServers) {
    EXPECT_NEAR(mean_wait({1.6, 2, ServiceTime::lognormal}), 0.9033, 0.9033 * tolerance);
}
TEST(QueueingTheory, ThreeDeterministicServers) {
    EXPECT_NEAR(mean_wait({2.4, 3, ServiceTime::lognormal}), 0.5539, 0.5539 * tolerance);
}
// Waits of a queue at 90 % load are so correlated that 20 runs of 10⁴ customers scatter by more than 3 %: see the run
// count.
TEST(QueueingTheory, FiveExponentialServers) {
    EXPECT_NEAR(mean_wait({4.5, 5, ServiceTime::exponential}, 400), 1.5250, 1.5250 * tolerance);
}
// Pollaczek–Khinchine: Wq = ρ (1 + cv²) / (2 μ (1 − ρ)).
TEST(QueueingTheory, OneLognormalServer) {
    EXPECT_NEAR(mean_wait({0.7, 1, ServiceTime::lognormal, 0.5}), 1.4583, 1.4583 * tolerance);
}

TEST(QueueingTheory, LittlesLaw) {
    for (const Line& line : {Line{2.0, 3, ServiceTime::exponential}, Line{0.8, 1, ServiceTime::lognormal, 0.3}}) {
        const Outcome r = serve(line, 11, 20'000);
        EXPECT_NEAR(r.mean_length, r.arrival_rate * r.mean_wait, 0.01 * r.mean_length);
    }
}

TEST(QueueingTheory, NobodyIsLostOrServedTwice) {
    const Outcome r = serve({2.9, 3, ServiceTime::exponential}, 5, 5'000);
    EXPECT_EQ(r.joined, 5'000);
    EXPECT_EQ(r.served, 5'000);
    EXPECT_EQ(r.left_inside, 0u);
}

TEST(QueueingTheory, LognormalServiceHasItsMeanAndSpread) {
    ServiceQueue queue({QueueId(1), 9, 1, 100.0, 0.5, ServiceTime::lognormal});
    constexpr int customers = 20'000;
    double sum = 0, squares = 0;
    std::vector<PersonId> served;
    Tick now = 0;
    for (int i = 0; i < customers; ++i) {
        queue.join(PersonId(0), now);
        const double service_s = seconds(queue.next_end() - now);
        sum += service_s;
        squares += service_s * service_s;
        now = queue.next_end();
        queue.step(now, served);
        ASSERT_TRUE(queue.release(PersonId(0), now));
    }
    const double mean = sum / customers;
    EXPECT_NEAR(mean, 100.0, 1.5);
    EXPECT_NEAR(std::sqrt(squares / customers - mean * mean) / mean, 0.5, 0.015);
}

}  // namespace
}  // namespace wz
