// Every turn of the town's canals is passed from whatever pose a boat may have come into: beside its line, askew, at
// any speed, with moored hulls all around that do not lie quite as they should.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "base/random.hpp"
#include "behaviour/waterway_fixture.hpp"
#include "load/scenario_file.hpp"
#include "waterway/fleet.hpp"

namespace wz::water {
namespace {

constexpr double longest_s = 180;  // of poling and sculling until the turn lies behind the boat
constexpr Vec2d elsewhere{1e6, 1e6};

Vec2d ahead(double heading) { return {std::cos(heading), std::sin(heading)}; }

/// A boat alone under way; all others lie at their places, which are all taken but one.
class Canals {
public:
    Canals() {
        const Scenario day = load_scenario(WUZHEN_SOURCE_DIR "/scenarios/concurrent_day.yaml", &town_);
        FleetSpec spec = day.boats;
        const Fairway fairway(town_);
        spec.boats = static_cast<int>(std::ranges::count_if(fairway.slots, &Slot::usable)) - 1;
        harbour_ = std::make_unique<Fleet>(town_, spec, day.params, 1, 0);
        world_ = std::make_unique<HullWorld>(harbour_->fairway->banks);
    }
    /// From one link into the next, each with its direction: trips that do so, and on which leg.
    struct Trip {
        std::size_t boat;
        SlotId to;
        std::uint32_t leg;
    };
    using Movement = std::array<std::uint32_t, 4>;
    [[nodiscard]] std::map<Movement, std::vector<Trip>> movements() const {
        std::map<Movement, std::vector<Trip>> found;
        for (std::size_t b = 0; b < harbour_->boats.size(); ++b) {
            const Slot& from = slot(harbour_->boats[b].slot);
            for (std::size_t t = b % 5; t < harbour_->fairway->slots.size(); t += 5) {
                const SlotId to(t);
                if (!slot(to).usable || to == harbour_->boats[b].slot) continue;
                const auto legs = find_way(*harbour_->fairway, harbour_->passage, from.link, from.along, slot(to));
                for (std::uint32_t k = 0; k + 1 < legs.size(); ++k)
                    found[{legs[k].link.value, legs[k].reverse, legs[k + 1].link.value, legs[k + 1].reverse}].push_back(
                        {b, to, k});
            }
        }
        return found;
    }
    /// Puts the boat some metres before the turn, somehow. False: no room for that.
    bool begin(const Trip& trip, Draws draws) {
        if (!plan(trip, draws)) return false;
        Boat& b = boat();
        const Track& track = *b.track;
        const auto turn = std::ranges::find(track.points, trip.leg + 1, &TrackPoint::leg);
        if (turn == track.points.end()) return false;
        b.along = turn->along - draws.uniform(2, 14);
        if (b.along < 0) return false;
        const Vec2d way = unit(track.at(b.along + 1.5) - track.at(b.along - 1.5));
        const Vec2d at = track.at(b.along) + perp(way) * draws.uniform(-3, 3);
        const double heading = std::atan2(way.y, way.x) + draws.uniform(-0.8, 0.8), speed = draws.uniform(0, 0.9);
        if (harbour_->fairway->banks->first_wall(track.at(b.along), at) || touches(at, heading)) return false;
        put(me_, at, heading);
        fleet_->hulls.vx[me_] = static_cast<float>(speed * ahead(heading).x);
        fleet_->hulls.vy[me_] = static_cast<float>(speed * ahead(heading).y);
        fleet_->hulls.spin[me_] = 0;
        fleet_->hulls.afloat[me_] = 1;
        b.aboard = static_cast<int>(draws.below(9));
        b.motion = Motion::sailing;
        b.phase = BoatPhase::under_way;
        b.granted = static_cast<std::uint32_t>(track.spans.size());
        b.may_cross = true;
        beyond_ = std::min(turn->along + 10, track.length() - 1);
        return true;
    }
    /// Casts off for a trip, with all of its way granted; or is on its line some metres before its end.
    bool set_out(const Trip& trip, Draws draws, bool near_the_end) {
        if (!plan(trip, draws)) return false;
        Boat& b = boat();
        b.granted = static_cast<std::uint32_t>(b.track->spans.size());
        b.may_cross = true;
        fleet_->cast_off(BoatId(me_));
        beyond_ = std::min(b.track->merged + 10, b.track->length() - 1);
        if (!near_the_end) return true;
        b.motion = Motion::sailing;
        b.along = std::max(b.track->length() - 40, 0.0);
        const Vec2d at = b.track->at(b.along), way = unit(b.track->at(b.along + 1) - at);
        put(me_, at, std::atan2(way.y, way.x));
        beyond_ = 1e9;
        return !touches(at, std::atan2(way.y, way.x));
    }
    /// On its line beyond the turn, or at its berth before that.
    [[nodiscard]] bool gets_through() {
        const std::shared_ptr<const Track> track = boat().track;
        for (Tick now = 0; now < ticks(longest_s); ++now) {
            fleet_->now = now;
            fleet_->steer();
            if (boat().motion == Motion::moored) return true;
            if (now % Waterway::rebuild_every == 0) world_->rebuild(fleet_->hulls, fleet_->params);
            world_->step(fleet_->hulls, fleet_->oars, fleet_->params);
            const bool on_line = norm(fleet_->hulls.at(me_) - track->at(boat().along)) < 1.5;
            if (on_line && boat().along > beyond_) return true;
        }
        return false;
    }
    [[nodiscard]] bool grounded() const {
        return std::ranges::any_of(fleet_->notes, [](const BoatNote& n) { return n.kind == BoatNote::Kind::grounded; });
    }
    [[nodiscard]] std::size_t boats() const { return harbour_->boats.size(); }
    [[nodiscard]] SlotId slot_of(std::size_t boat) const { return harbour_->boats[boat].slot; }
    [[nodiscard]] Vec2d at() const { return fleet_->hulls.at(me_); }

private:
    [[nodiscard]] const Slot& slot(SlotId id) const { return harbour_->fairway->slots[id]; }
    Boat& boat() { return fleet_->boats[me_]; }
    bool plan(const Trip& trip, Draws& draws) {
        fleet_ = std::make_unique<Fleet>(*harbour_);
        me_ = trip.boat;
        if (const BoatId lies = fleet_->slot_holder[trip.to]; lies.valid()) put(lies.index(), elsewhere, 0);
        fleet_->slot_holder[trip.to] = {};
        if (!fleet_->plan_trip(BoatId(me_), trip.to)) return false;
        jostle(draws);
        return true;
    }
    void put(std::size_t i, Vec2d at, double heading) {
        fleet_->hulls.x[i] = static_cast<float>(at.x), fleet_->hulls.y[i] = static_cast<float>(at.y);
        fleet_->hulls.angle[i] = static_cast<float>(heading);
    }
    [[nodiscard]] bool in_bank(const Outline& hull, Vec2d at) const {
        std::vector<std::uint32_t> near;
        harbour_->fairway->banks->near(at, 4, near);
        return std::ranges::any_of(near, [&](std::uint32_t k) {
            const Bank& bank = harbour_->fairway->banks->banks()[k];
            const Vec2d wall[2] = {bank.a, bank.b};
            return overlap_depth(hull, wall) > -0.02;
        });
    }
    [[nodiscard]] bool touches(Vec2d at, double heading) const {
        const Outline hull = outline_at(at, heading);
        if (in_bank(hull, at)) return true;
        for (std::size_t i = 0; i < fleet_->boats.size(); ++i)
            if (i != me_ && norm2(fleet_->hulls.at(i) - at) < 49 &&
                overlap_depth(hull, outline_at(fleet_->hulls.at(i), double{fleet_->hulls.angle[i]})) > -0.02)
                return true;
        return false;
    }
    /// Moored hulls lie as exactly as docking makes them; one in ten as badly as it lets them.
    void jostle(Draws& draws) {
        for (std::size_t i = 0; i < fleet_->boats.size(); ++i) {
            const double badly = draws.uniform() < 0.1 ? 2.5 : 1;
            const double along = draws.uniform(-0.4, 0.4), aside = draws.uniform(-0.3, 0.3),
                         turned = draws.uniform(-0.1, 0.1);
            if (i == me_) continue;
            const double heading = double{fleet_->hulls.angle[i]} + badly * turned;
            const Vec2d at =
                fleet_->hulls.at(i) + ahead(heading) * (badly * along) + perp(ahead(heading)) * (badly * aside);
            if (!in_bank(outline_at(at, heading), at)) put(i, at, heading);
        }
    }

    std::shared_ptr<const Town> town_;
    std::unique_ptr<Fleet> harbour_, fleet_;
    std::unique_ptr<HullWorld> world_;
    std::size_t me_ = 0;
    double beyond_ = 0;  // m along the track
};

TEST(WaterwayPassability, boats_come_through_every_turn_of_the_town_from_any_pose) {
    Canals canals;
    const auto movements = canals.movements();
    std::size_t passed = 0, number = 0;
    for (const auto& [movement, trips] : movements) {
        Draws draws(1, Stream::shuffle_test, number++);
        for (int attempt = 0, begun = 0; attempt < 20 && begun < 1; ++attempt) {
            const Canals::Trip& trip = trips[draws.below(static_cast<std::uint32_t>(trips.size()))];
            if (!canals.begin(trip, Draws(2, Stream::shuffle_test, 1000 * number + static_cast<std::size_t>(attempt))))
                continue;
            ++begun;
            EXPECT_TRUE(canals.gets_through()) << "from link " << movement[0] << " into " << movement[2]
                                               << ": stuck at (" << canals.at().x << ", " << canals.at().y << ")";
            ++passed;
        }
    }
    EXPECT_GT(movements.size(), 300u);
    EXPECT_GT(passed, movements.size() * 2 / 3);
}

/// Moorings at the mouth of a side canal were once given to that canal: boats bound for them lay athwart, poled to and
/// fro in vain, and seven others waited behind them until midnight.
TEST(WaterwayPassability, every_hull_lies_along_its_fairway) {
    std::shared_ptr<const Town> town;
    load_scenario(WUZHEN_SOURCE_DIR "/scenarios/concurrent_day.yaml", &town);
    const Fairway fairway(town);
    for (std::size_t k = 0; k < fairway.slots.size(); ++k) {
        const Slot& slot = fairway.slots[SlotId(k)];
        EXPECT_GT(std::abs(dot(ahead(slot.heading), fairway.direction(slot.link))), 0.85) << "slot " << k;
    }
}

/// Whoever waits at the stop line before a junction lies clear of those who turn in it, though maps may cut canals into
/// pieces of a few metres there.
TEST(WaterwayPassability, a_junction_reaches_over_short_pieces_of_its_canals) {
    test::WaterTown town;
    const WaterNodeId west = town.node(-100, 0), near = town.node(-2.5, 0), middle = town.node(0, 0),
                      east = town.node(100, 0), north = town.node(0, 80);
    const WaterLinkId wide = town.link(west, near, 18);
    town.link(near, middle, 18), town.link(middle, east, 18), town.link(middle, north, 6);
    const Fairway fairway(town.build_with_banks());
    for (const double before : {0.5, 5.0, 8.0})  // m before the short piece
        EXPECT_FALSE(fairway.lane_place(wide, 97.5 - before, false).has_value()) << before;
    EXPECT_TRUE(fairway.lane_place(wide, 97.5 - 10, false).has_value());
}

TEST(WaterwayPassability, every_berth_is_left_and_reached) {
    Canals canals;
    int grounded = 0;  // on leaving
    for (std::size_t b = 0; b < canals.boats(); ++b) {
        const std::size_t other = (b + 1 + b * 37 % (canals.boats() - 1)) % canals.boats();
        const Draws draws(3, Stream::shuffle_test, b);
        if (canals.set_out({b, canals.slot_of(other), 0}, draws, false)) {
            EXPECT_TRUE(canals.gets_through()) << "out of slot " << canals.slot_of(b).value;
            grounded += canals.grounded() ? 1 : 0;
        }
        if (canals.set_out({other, canals.slot_of(b), 0}, draws, true)) {
            EXPECT_TRUE(canals.gets_through()) << "into slot " << canals.slot_of(b).value << ": stuck at ("
                                               << canals.at().x << ", " << canals.at().y << ")";
        }
    }
    EXPECT_LT(grounded, 5) << "but for a few in the very corner of two canals";
}

}  // namespace
}  // namespace wz::water
