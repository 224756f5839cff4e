// Who waited how long, and where: gates (in, out, ticket windows), boat services at docks, cart lines at stops. A wait
// is that of one person, from when he came to a halt before a full hall or landing (to the second), or else into it,
// until he was served.
#pragma once

#include <cstdint>
#include <vector>

#include "observe/observer.hpp"
#include "observe/wait_histogram.hpp"

namespace wz {

/// One queue of people who wait for one thing.
struct WaitRecordOf {
    enum class Kind : std::uint8_t { gate, exit, window, dock, stop } kind;
    std::string id;  // "west_dock_shared", as in the columns
    Name place;
    std::string service;  // boat service or line; empty at gates
    std::string service_zh, service_en;
    std::uint32_t where = 0;   // GateId, DockId or StopId
    std::uint32_t serves = 0;  // boat service or LineId
    WaitHistogram waits;       // of people served, s
    std::int64_t balked = 0;   // groups that turned away
    std::int64_t reneged = 0;  // groups that left the line
    int longest_queue = 0;     // people; gates: those pressing in front included
    Tick longest_queue_at = 0;
};

class Waits : public Observer {
public:
    Waits(const World& world, Series& series);
    void each_tick(const World& world) override;
    void each_second(const World& world, const SurfaceSample& sample) override;
    void each_minute(const World& world, Series& series) override;

    [[nodiscard]] const std::vector<WaitRecordOf>& queues() const { return queues_; }

private:
    struct Minute {
        double wait_sum_s = 0;
        int served = 0;
        int queue = 0;  // now
        std::size_t queue_column = 0, wait_column = 0, served_column = 0;
    };
    void add_queue(WaitRecordOf queue, Series& series);
    [[nodiscard]] std::size_t find(WaitRecordOf::Kind kind, std::uint32_t where, std::uint32_t serves) const;
    /// The event's subject was served.
    void served(WaitRecordOf::Kind kind, const Event& event, std::uint32_t serves);
    /// A group turned away from a line, or left it.
    void went_away(WaitRecordOf::Kind kind, const Event& event, std::int64_t WaitRecordOf::*count);
    void note_pressing(const World& world);
    [[nodiscard]] static int length(const World& world, const WaitRecordOf& queue, std::size_t line);

    std::vector<WaitRecordOf> queues_;  // gates, exits, windows, dock lines, stop lines
    std::vector<Minute> minutes_;
    std::vector<float> pressed_s_;  // by PersonId: in front of the queue that he is in, or still in front of
    std::size_t first_dock_ = 0, first_stop_ = 0;        // in queues_
    std::size_t dock_pressing_ = 0, stop_pressing_ = 0;  // first column
};

}  // namespace wz
