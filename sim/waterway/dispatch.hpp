// Who goes where, decided every second: dispatch.cpp finds work, berths.cpp places to go to.
#pragma once

#include "waterway/fleet.hpp"

namespace wz::water {

struct Dispatch {
    static constexpr double approach_m = 200;  // m before the dock where a boat is given its berth
    Fleet& f;
    std::span<const DockWait> waits;

    void advance(BoatId id);
    void find_work(BoatId id);
    bool serve_here(BoatId id);
    void next_round(BoatId id);
    void seek_berths();
    [[nodiscard]] SlotId wanted_slot(const Boat& b) const;
    void give_berths();
    [[nodiscard]] double way_to(const std::vector<double>& distance, const Leg& here) const;
    [[nodiscard]] std::vector<std::pair<double, BoatId>> idle_near(DockId dock) const;
    bool fetch(BoatId id, DockId dock, double way);
    void fetch_boats();
    void make_room(const Boat& comer);
    void make_ferry_room(const Boat& comer);
    /// To a mooring near where it lies, or near the dock.
    void lay_up(BoatId id, Errand why = Errand::lay_up, DockId near = {});
    bool has_crew(BoatId id);
    [[nodiscard]] bool off_duty(BoatId id) const {
        return f.boats[id.index()].crew == no_crew || f.boats[id.index()].crew != f.shift_at(id, f.now);
    }
    /// Without a length there are no rests: nobody goes to a mooring for one.
    [[nodiscard]] bool tired(const Boat& b) const {
        return f.params.rest_min > 0 && b.worked >= ticks(3600 * f.params.rest_after_h);
    }
    [[nodiscard]] bool idle(const Boat& b) const {
        return b.phase == BoatPhase::idle && b.ready == never && !b.track && b.aboard == 0;
    }
    [[nodiscard]] int unserved(std::uint32_t service, DockId dock) const;
    [[nodiscard]] int unserved_leisure(DockId dock) const;
    [[nodiscard]] int idle_at(DockId dock) const;
    [[nodiscard]] int bound_for(DockId dock) const;
};

}  // namespace wz::water
