// The crowd on small maps: laboratory numbers in short form, and what must never happen.
#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <cmath>

#include "scenes/crowd_lab.hpp"

namespace wz {
namespace {

using namespace scenes;

constexpr float least_allowed = 0.299f;  // m between centres: the hard core is 0.30 m

/// Mean speed along a loop of a street, m/s, after 10 s, over 30 s.
double speed_at(double density, double width) {
    constexpr double length = 40;
    CrowdLab lab(LabMap().street({{-80, 0}, {length + 80, 0}}, width).build());
    const float half = static_cast<float>(width / 2);
    lab.fill(
        static_cast<int>(density * width * length + 0.5), {0, -half}, {length, half}, lab.goal({length + 79, 0}),
        [] { return 1.34f; }, 0.45f);
    lab.wrap(0, length);
    double sum = 0, n = 0;
    for (int i = 0; i < 400; ++i) {
        lab.step();
        for (std::size_t k = 0; i >= 100 && k < lab.walkers.size(); ++k)
            if (lab.walkers.used(k)) sum += static_cast<double>(lab.walkers.vx[k]), ++n;
    }
    EXPECT_GE(lab.least_distance(), least_allowed) << density;
    return sum / n;
}

/// Weidmann (1993): within 20 % up to 3/m², nearly standing at 4, speed never rising with density.
TEST(Crowd, FollowsTheFundamentalDiagram) {
    double last = 2;
    for (const double density : {0.5, 1.0, 2.0, 3.0, 4.0}) {
        const double weidmann = 1.34 * (1 - std::exp(-1.913 * (1 / density - 1 / 5.4)));
        const double v = speed_at(density, 3);
        if (density <= 3) {
            EXPECT_NEAR(v / weidmann, 1, 0.2) << density;
        } else {
            EXPECT_LT(v, 0.2);
        }
        EXPECT_LE(v, last);
        last = v;
    }
}

std::shared_ptr<const Town> two_rooms() {
    return LabMap()
        .square({{-10, -5}, {0, -5}, {0, 5}, {-10, 5}})
        .street({{-9, 0}, {-1, 0}, {11, 0}, {19, 0}}, 2)
        .square({{10, -5}, {20, -5}, {20, 5}, {10, 5}})
        .build();
}

/// NIST 2.8: a hundred people against none, ten, fifty, a hundred in a corridor of 2 m.
TEST(Crowd, OpposedFlowsPassEachOther) {
    double last = 0;
    for (const int against : {0, 10, 50, 100}) {
        CrowdLab lab(two_rooms());
        const auto speeds = free_speeds(1.25, 0.2, 0.8, 1.8, 3);
        lab.fill(100, {-9.8f, -4.8f}, {-0.5f, 4.8f}, lab.goal({18.5f, 0}), speeds, 0.5f);
        lab.fill(against, {10.5f, -4.8f}, {19.8f, 4.8f}, lab.goal({-8.5f, 0}), speeds, 0.5f);
        float least = 1;
        while (lab.walkers.count() > 0 && lab.seconds_run() < 600) {
            lab.step();
            least = std::min(least, lab.least_distance());
        }
        EXPECT_EQ(lab.walkers.count(), 0u) << against << " against a hundred";
        EXPECT_GE(least, least_allowed) << "somebody walked through somebody";
        EXPECT_GT(lab.seconds_run(), last);
        last = lab.seconds_run();
    }
}

/// A yard with a lane out of it, and a street behind its wall: people in the corner beside the lane's mouth, nearer to
/// the street than to their lane, go round by the mouth and do not press against the wall.
TEST(Crowd, NobodyPressesAgainstTheWallOfAYard) {
    CrowdLab lab(LabMap()
                     .square({{0, 0}, {38, 2}, {40, 30}, {4, 28}})
                     .street({{22, -7}, {26, 18}, {34, 36}}, 2)
                     .street({{80, 20}, {68, 29}, {34, 36}, {-20, 50}}, 4)
                     .build());
    lab.fill(60, {33, 20}, {39, 29}, lab.goal({-18, 49.5f}), free_speeds(1.25, 0.2, 0.8, 1.8, 3), 0.5f);
    while (lab.walkers.count() > 0 && lab.seconds_run() < 150) lab.step();
    EXPECT_EQ(lab.walkers.count(), 0u);
}

/// Two dense crowds meet in a street of 3 m: they press, but no more than people do, and get past each other.
TEST(Crowd, TwoDenseCrowdsMeet) {
    CrowdLab lab(LabMap().street({{-10, 0}, {130, 0}}, 3).build());
    const auto speeds = free_speeds(1.25, 0.2, 0.8, 1.8, 3);
    lab.fill(250, {0, -1.5f}, {55, 1.5f}, lab.goal({129, 0}), speeds, 0.42f);
    lab.fill(250, {65, -1.5f}, {120, 1.5f}, lab.goal({-9, 0}), speeds, 0.42f);
    while (lab.walkers.count() > 0 && lab.seconds_run() < 900) {
        lab.step();
        std::vector<int> slices(75);  // 2 m long
        for (std::size_t k = 0; k < lab.walkers.size(); ++k)
            if (lab.walkers.used(k)) ++slices[static_cast<std::size_t>((lab.walkers.x[k] + 12) / 2)];
        for (const int people : slices) ASSERT_LT(people / 6.0, 7.5) << "more than crowds of pilgrims";
    }
    EXPECT_EQ(lab.walkers.count(), 0u) << "locked";
}

/// Three hundred on each side of a lane 3 m wide and 30 m long: they file past each other, at half the capacity of one
/// direction or more.
TEST(Crowd, CrowdsOnBothSidesOfALane) {
    CrowdLab lab(LabMap()
                     .square({{-16, -8}, {0, -8}, {0, 8}, {-16, 8}})
                     .street({{-15, 0}, {-1, 0}, {31, 0}, {45, 0}}, 3)
                     .square({{30, -8}, {46, -8}, {46, 8}, {30, 8}})
                     .build());
    const auto speeds = free_speeds(1.25, 0.2, 0.8, 1.8, 3);
    lab.fill(300, {-15.8f, -7.8f}, {-0.5f, 7.8f}, lab.goal({44.5f, 0}), speeds, 0.5f);
    lab.fill(300, {30.5f, -7.8f}, {45.8f, 7.8f}, lab.goal({-14.5f, 0}), speeds, 0.5f);
    while (lab.walkers.count() > 0 && lab.seconds_run() < 900) lab.step();
    EXPECT_EQ(lab.walkers.count(), 0u);
    EXPECT_LT(lab.seconds_run(), 550) << "600 people over 3 m at 0.36 per metre and second";
}

/// While others of the block walk, somebody stands for a while near a wall; who walks on knows the way and the wall as
/// they are where he is, not what others of the block have seen.
TEST(Crowd, WhoeverStoodLooksAnew) {
    CrowdLab lab(LabMap().street({{0, 0}, {60, 0}}, 6).build());
    const FieldId to = lab.goal({58, 0});
    const std::uint32_t stands = lab.add({10, -2.6f}, to, 1.3f);
    const PersonId who = lab.walkers.person[stands];
    for (int i = 0; i < 6; ++i) lab.add({8 + 0.6f * static_cast<float>(i), 0.2f * static_cast<float>(i)}, to, 1.3f);
    const auto slot = [&] {
        std::uint32_t k = 0;
        while (lab.walkers.person[k] != who) ++k;
        return k;
    };
    for (int i = 0; i < 60; ++i) {
        const bool waits = i >= 20 && i < 40;
        lab.walkers.gait[slot()] = waits ? Gait::stand : Gait::walk;
        if (i == 30) lab.walkers.wall[slot()] = 5;  // as a lane without a walker may leave it
        lab.step();
        const std::uint32_t k = slot();
        if (waits) continue;
        const float wall = lab.town->surface.wall(lab.walkers.at(k), lab.walkers.decks[k]).distance;
        EXPECT_NEAR(lab.walkers.wall[k], wall, 0.15f) << "tick " << i;
    }
}

/// RiMEA 6: twenty people round a corner of a 2 m street.
TEST(Crowd, TurnsACorner) {
    CrowdLab lab(LabMap().street({{0, 0}, {12, 0}, {12, 12}}, 2).build());
    lab.fill(20, {0, -0.8f}, {6, 0.8f}, lab.goal({12, 11.5f}), [] { return 1.3f; });
    while (lab.walkers.count() > 0 && lab.seconds_run() < 60) {
        lab.step();
        for (std::size_t k = 0; k < lab.walkers.size(); ++k)
            if (lab.walkers.used(k)) {
                ASSERT_GT(lab.town->surface.distance(lab.walkers.at(k), 0xff), 0) << "in a wall";
            }
    }
    EXPECT_EQ(lab.walkers.count(), 0u);
}

std::vector<float> run_on(std::int64_t target, unsigned threads) {
    if (target != 0) hwy::SetSupportedTargetsForTest(target);
    CrowdLab lab(two_rooms(), threads);
    const auto speeds = free_speeds(1.25, 0.2, 0.8, 1.8, 3);
    lab.fill(70, {-9.8f, -4.8f}, {-0.5f, 4.8f}, lab.goal({18.5f, 0}), speeds, 0.5f);
    lab.fill(73, {10.5f, -4.8f}, {19.8f, 4.8f}, lab.goal({-8.5f, 0}), speeds, 0.5f);
    for (int i = 0; i < 400; ++i) lab.step();
    hwy::SetSupportedTargetsForTest(0);
    std::vector<float> all(lab.walkers.x.begin(), lab.walkers.x.end());
    all.insert(all.end(), lab.walkers.y.begin(), lab.walkers.y.end());
    return all;
}

/// Bit for bit the same with every instruction set of this machine, and with any number of threads.
TEST(Crowd, SameOnEveryInstructionSet) {
    const std::vector<float> best = run_on(0, 1);
    int sets = 0;
    for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
        EXPECT_EQ(run_on(target, 1), best) << hwy::TargetName(target);
        ++sets;
    }
    EXPECT_GE(sets, 2) << "nothing to compare on this machine";
    EXPECT_EQ(run_on(0, 3), best);
}

}  // namespace
}  // namespace wz
