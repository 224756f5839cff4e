// Rising and falling water while boats are under way.
#include "behaviour/waterway_fixture.hpp"

namespace wz::test {
namespace {

constexpr double headroom = 2.0;

struct TwoWays {  // straight on under an arch, or round about it
    WaterTown town;
    WaterLinkId first, arch, last;
    DockId west, east;

    explicit TwoWays(bool detour) {
        const WaterNodeId a = town.node(0, 0), b = town.node(120, 0), c = town.node(170, 0), d = town.node(190, 0),
                          e = town.node(240, 0), f = town.node(360, 0);
        first = town.link(a, b, 10);
        town.link(b, c, 8);
        arch = town.link(c, d, 6, false, headroom);
        town.link(d, e, 8);
        last = town.link(e, f, 10);
        if (detour) {
            const WaterNodeId g = town.node(140, 60), h = town.node(220, 60);
            town.link(b, g, 8), town.link(g, h, 8), town.link(h, e, 8);
        }
        west = town.dock(first, 15, -1, 4);
        east = town.dock(last, 70, 1, 4);
        town.mooring(first, 12, 1, 6), town.mooring(last, 60, -1, 6);
    }
};

class LevelDay {
public:
    explicit LevelDay(bool detour) : net_(detour), day_(net_.town.build_with_banks(), fleet(), 1) {
        params_.waterway.boat_height_m = 1.2;
        set(0);
    }
    void set(double level) {
        params_.waterway.water_level_m = level;
        day_.water.set_params(params_);
    }
    void run(double minutes) {
        for (int s = 0; s < 60 * minutes; ++s) {
            if (s % 60 == 0) day_.arrive(0, net_.west, 2), day_.arrive(1, net_.east, 2);
            day_.run(1);
            entered = now_inside(entered);
            for (const auto& fault : day_.water.check())
                if (fault.find("waited") == std::string::npos) ADD_FAILURE() << day_.now << ": " << fault;
        }
    }
    [[nodiscard]] WaterDay& day() { return day_; }
    int entered = 0;  // boats that came into the arch

private:
    FleetSpec fleet() const {
        FleetSpec spec;
        spec.boats = 8;
        spec.services = {service(BoatService::shared, net_.west, {net_.east}, 4),
                         service(BoatService::shared, net_.east, {net_.west}, 4)};
        return spec;
    }
    int now_inside(int before) {
        inside_.resize(day_.water.boats(), false);
        for (std::size_t i = 0; i < inside_.size(); ++i) {
            const Vec2d at = day_.water.view(BoatId(i)).at;
            const bool is = at.x > 170 && at.x < 190 && std::abs(at.y) < 5;
            if (is && !inside_[i]) ++before;
            inside_[i] = is;
        }
        return before;
    }
    TwoWays net_;
    WaterDay day_;
    Params params_;
    std::vector<bool> inside_;
};

TEST(WaterwayLevel, high_water_sends_boats_round_and_falling_water_brings_them_back) {
    LevelDay level(true);
    level.run(25);
    EXPECT_GT(level.entered, 4);
    level.set(0.8000001);  // one hair too high for an air draught of 1.2 m
    level.run(6);          // those that were in it are out of it
    const int before = level.entered, landed = level.day().landed;
    level.run(30);
    EXPECT_EQ(level.entered, before);
    EXPECT_GT(level.day().landed, landed + 16);
    level.set(0.8);  // exactly high enough
    level.run(25);
    EXPECT_GT(level.entered, before + 4);
    EXPECT_TRUE(level.day().locks.locks().empty());
}

TEST(WaterwayLevel, where_there_is_no_other_way_boats_wait_with_their_people_until_the_water_falls) {
    LevelDay level(false);
    level.run(12);
    level.set(0.9);
    level.run(20);
    const int before = level.entered, aboard = level.day().aboard();
    EXPECT_GT(aboard, 0);
    level.run(20);
    EXPECT_EQ(level.entered, before);
    EXPECT_EQ(level.day().aboard(), aboard);
    EXPECT_EQ(level.day().boarded, level.day().landed + aboard);
    EXPECT_TRUE(level.day().locks.locks().empty()) << "they wait for the water, not for each other";
    level.set(0.3);
    level.run(25);
    EXPECT_GT(level.entered, before);
    EXPECT_GT(level.day().landed, 8);
}

}  // namespace
}  // namespace wz::test
