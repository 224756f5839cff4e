// events.jsonl: what happened, one JSON object per line, written as it happens.
#pragma once

#include <string>

#include "observe/boat_locks.hpp"
#include "observe/observer.hpp"
#include "observe/result_file.hpp"

namespace wz {

class EventLog : public Observer {
public:
    /// `all`: also who entered, left and passed a gate, by far the most of all events.
    EventLog(const std::string& path, bool all) : file_(path), all_(all) {}
    void each_tick(const World& world) override;
    /// What no event tells, since only an observer sees it.
    void write(const World& world, const BoatLock& lock);
    void complete() { file_.complete(); }

private:
    ResultFile file_;
    bool all_;
    std::string lines_;  // of one tick
};

/// One line of the log, without its end.
std::string event_line(const World& world, const Event& event);

}  // namespace wz
