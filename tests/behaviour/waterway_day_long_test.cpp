// The fleet of the town on a busy day, without the crowd: everybody gets ahead.
#include "base/random.hpp"
#include "behaviour/waterway_fixture.hpp"
#include "load/scenario_file.hpp"

namespace wz::test {
namespace {

/// Half as many people again as the boats can take come to every landing. Once the town's canals were full and still by
/// nine: a boat waited in the middle of a junction, others for hours to cross the other lane behind one.
TEST(WaterwayDayLong, nobody_stands_still_for_long_with_more_people_than_the_boats_can_take) {
    std::shared_ptr<const Town> town;
    const Scenario day = load_scenario(WUZHEN_SOURCE_DIR "/scenarios/concurrent_day.yaml", &town);
    FleetSpec fleet = day.boats;
    for (BoatServiceSpec& s : fleet.services) s.start = 0, s.end = never;
    fleet.shifts.clear();
    WaterDay water(town, fleet, 2, day.params);
    Draws draws(2, Stream::shuffle_test, 7);
    constexpr int most_waiting = 60;
    const double parties_per_s = 2.5 / 60;
    for (int s = 0; s < 5 * 3600; ++s) {
        for (std::uint32_t k = 0; k < fleet.services.size(); ++k) {
            const BoatServiceSpec& service = fleet.services[k];
            if (service.kind == BoatService::refuse) continue;
            for (const DockId dock : {service.from, service.to.front()}) {
                if (dock != service.from && service.kind != BoatService::ferry) continue;
                if (draws.uniform() < parties_per_s && water.waiting[{k, dock.index()}] < most_waiting)
                    water.arrive(k, dock, 1 + static_cast<int>(draws.below(4)), 3);
            }
        }
        water.run(1);
        if (s % 60 == 0)
            for (const std::string& fault : water.water.check())
                if (fault.find("waited") == std::string::npos) ADD_FAILURE() << s << " s: " << fault;
    }
    EXPECT_TRUE(water.locks.locks().empty());
    EXPECT_LT(water.locks.longest_standstill_s(), 1200);
    EXPECT_GT(water.landed, 1800);
}

}  // namespace
}  // namespace wz::test
