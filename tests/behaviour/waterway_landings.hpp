// A short canal with three docks and moorings, for tests of services.
#pragma once

#include "behaviour/waterway_fixture.hpp"

namespace wz::test {

class Landings {
public:
    DockId west, middle, east;
    FleetSpec fleet;
    Params params;

    Landings() {
        const WaterNodeId a = town_.node(0, 0), b = town_.node(150, 0), c = town_.node(300, 0);
        const WaterLinkId first = town_.link(a, b, 12), last = town_.link(b, c, 12);
        west = town_.dock(first, 12, -1, 3);
        middle = town_.dock(first, 100, -1, 3);
        east = town_.dock(last, 110, 1, 3);
        town_.mooring(first, 12, 1, 6), town_.mooring(last, 40, -1, 6);
        fleet.boats = 4;
    }
    BoatServiceSpec& add(BoatService kind, DockId from, std::vector<DockId> to, int boats) {
        fleet.services.push_back(service(kind, from, std::move(to), boats));
        return fleet.services.back();
    }
    WaterDay day() { return WaterDay(town_.build_with_banks(), fleet, 1, params); }

private:
    WaterTown town_;
};

}  // namespace wz::test
