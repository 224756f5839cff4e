// What the signs at landings and stops say.
#include <algorithm>

#include "engine/world.hpp"

namespace wz {

double World::shown_wait_s(const LineState& l, bool cart) const {
    const double of_line = l.line.expected_wait_s(now_);
    if (cart) {
        const double next = shuttle_.expected_wait_s(LineId(l.service), StopId(l.where), now_);
        return next < 0 ? next : std::max(next, of_line);
    }
    const BoatServiceSpec& service = scenario_->boats.services[l.service];
    const int ahead = l.line.people();
    const double of_boats = waterway_.expected_wait_s(l.service, ahead);
    if (service.kind != BoatService::ferry) return std::max(of_boats, ahead > 0 ? of_line : 0.0);
    // Past waits say nothing where a boat has room, or comes for those who wait: after an hour without one nobody would
    // come any more. Who counts the people before him and the seats knows how often boats must come.
    constexpr double at_dock_s = 120;  // to come alongside, and for people to get in or out
    const double crossing = at_dock_s + waterway_.ferry_ride_s(l.service);
    const int seats = waterway_.ferry_seats(l.service, DockId(l.where));
    if (seats > ahead) return at_dock_s;
    if (seats + waterway_.ferry_seats(l.service, service.other_end(DockId(l.where))) > ahead) return crossing;
    const double by_seats = 2 * crossing * ahead / std::max(1, service.boats * service.seats);
    return std::max({crossing, by_seats, of_boats, of_line});
}

}  // namespace wz
