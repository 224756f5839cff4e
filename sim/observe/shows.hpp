// Attendance of shows and sessions, minute by minute: seated, late, turned away. All cumulative.
#pragma once

#include <vector>

#include "observe/observer.hpp"

namespace wz {

class Shows : public Observer {
public:
    Shows(const World& world, Series& series);
    void each_minute(const World& world, Series& series) override;

private:
    std::vector<EventId> shows_;  // those with seats
    std::size_t first_column_ = 0;
};

/// Whether an entry of the programme seats people, so that they can be late for it.
inline bool has_seats(const ProgrammeEvent& event) {
    return event.kind == EventKind::show || event.kind == EventKind::session;
}

}  // namespace wz
