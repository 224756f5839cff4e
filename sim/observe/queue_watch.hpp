// One queue of the engine, watched for an experiment: how long people wait in it, how many, how they come, and with
// which departures they go. What is counted is what the queue itself did; nothing is simulated again.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/world.hpp"

namespace wz {

using Values = std::map<std::string, double>;

class QueueWatch {
public:
    QueueWatch(const World& world, const MeasureSpec& spec);
    /// After every tick.
    void after_step(const World& world);
    /// Times in s, rates per s, of the window of the measure.
    void put(Values& values) const;

private:
    struct Count {  // since the beginning
        std::int64_t joined = 0, served = 0, gave_up = 0;
        Tick waited = 0;  // by those served
        std::int64_t present = 0;
    };
    [[nodiscard]] Count count(const World& world) const;
    void watch_vehicles(const World& world);
    void departed(std::uint32_t vehicle, double aboard);
    [[nodiscard]] bool within() const { return now_ > spec_->window.from && now_ <= spec_->window.to; }

    const MeasureSpec* spec_;
    std::size_t line_index_ = 0;  // among the world's lines, if people wait for vehicles
    Tick start_, now_ = 0;        // now: since the beginning
    Count first_, last_;          // at the ends of the window
    std::int64_t joined_before_ = 0;
    double length_ticks_ = 0;
    Tick ticks_ = 0;
    std::vector<double> bins_;                           // people who joined
    std::map<std::uint32_t, std::vector<Tick>> aboard_;  // by vehicle: when those who boarded here had joined
    double departures_ = 0, loaded_ = 0, load_ = 0, carried_ = 0, departure_wait_s_ = 0;
    Tick last_departure_ = -1;
    double gaps_ = 0, gap_s_ = 0, gap_squares_ = 0;
};

}  // namespace wz
