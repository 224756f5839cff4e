// Boats and carts: how many move and wait, trips, riders, ride times.
#pragma once

#include <cstdint>
#include <string>

#include "observe/observer.hpp"
#include "observe/wait_histogram.hpp"

namespace wz {

/// Riders and trips of one kind of vehicle.
struct RideRecord {
    std::int64_t trips = 0;       // departures
    std::int64_t aboard_sum = 0;  // people aboard, over the departures
    std::int64_t boarded = 0;     // people
    WaitHistogram rides;          // seconds, of those who got off
    int most_under_way = 0;
    Tick most_under_way_at = 0;
};

class Vehicles : public Observer {
public:
    Vehicles(const World& world, Series& series);
    void each_tick(const World& world) override;
    void each_second(const World& world, const SurfaceSample& sample) override;
    void each_minute(const World& world, Series& series) override;

    [[nodiscard]] const RideRecord& boats() const { return boats_; }
    [[nodiscard]] const RideRecord& carts() const { return carts_; }

private:
    struct Now {
        int moving = 0, waiting = 0, aboard = 0;
        std::size_t first_column = 0;
    };
    static void count_boats(const World& world, Now& now);
    static void count_carts(const World& world, Now& now);
    static void note_most(RideRecord& record, const Now& now, Tick at);

    RideRecord boats_, carts_;
    Now boats_now_, carts_now_;
};

}  // namespace wz
