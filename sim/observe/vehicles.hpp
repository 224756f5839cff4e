// Boats and carts: how many move and wait; trips, riders and ride times, by boat service and cart line too.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

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

/// A boat service that takes people, or a line.
struct ServiceRecord {
    bool cart = false;
    std::string id, name_zh, name_en;
    int seats = 0;  // of one vehicle
    RideRecord rides;
};

class Vehicles : public Observer {
public:
    Vehicles(const World& world, Series& series);
    void each_tick(const World& world) override;
    void each_second(const World& world, const SurfaceSample& sample) override;
    void each_minute(const World& world, Series& series) override;

    [[nodiscard]] const RideRecord& boats() const { return boats_; }
    [[nodiscard]] const RideRecord& carts() const { return carts_; }
    [[nodiscard]] const std::vector<ServiceRecord>& services() const { return services_; }

private:
    struct Now {
        int moving = 0, waiting = 0, aboard = 0;
        std::size_t first_column = 0;
    };
    void add_boat_services(const World& world);
    void add_lines(const World& world);
    [[nodiscard]] ServiceRecord* service_of_boat(const World& world, std::uint32_t boat);
    [[nodiscard]] ServiceRecord* service_of_cart(const World& world, std::uint32_t cart);
    static void count_boats(const World& world, Now& now);
    static void count_carts(const World& world, Now& now);
    static void note_most(RideRecord& record, const Now& now, Tick at);

    RideRecord boats_, carts_;
    Now boats_now_, carts_now_;
    std::vector<ServiceRecord> services_;         // boat services, then lines
    std::vector<std::uint32_t> boat_services_;    // by index of the scenario's service: index in services_, or none
    std::vector<std::uint32_t> service_of_boat_;  // by boat: the scenario's service it last took people for
    std::size_t first_line_ = 0;                  // in services_
};

}  // namespace wz
