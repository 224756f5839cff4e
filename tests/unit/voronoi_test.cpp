// Voronoi density and speed against plain geometry.
#include <gtest/gtest.h>

#include <cmath>

#include "observe/voronoi.hpp"
#include "scenes/crowd_lab.hpp"

namespace wz {
namespace {

WalkPolygon floor_of(const std::string& id, std::vector<Vec2d> ring) {
    WalkPolygon f;
    f.id = id;
    f.kind = "floor";
    f.ring = std::move(ring);
    return f;
}
EntryFeature exit_at(Vec2d a, Vec2d b) {
    EntryFeature e;
    e.id = "out";
    e.kind = "exit";
    e.line = {a, b};
    e.at = (a + b) * 0.5;
    return e;
}

std::shared_ptr<const Town> room_of_ten() {
    MapData map;
    map.origin.local = true;
    map.walk_polygons.push_back(floor_of("room", {{0, 0}, {10, 0}, {10, 10}, {0, 10}}));
    map.entries.push_back(exit_at({10, 4}, {10, 6}));
    return build_town(map);
}

TEST(Voronoi, LatticeHasItsDensityEverywhere) {
    const auto town = room_of_ten();
    std::vector<PersonSample> people;
    for (int i = 0; i < 20; ++i)
        for (int j = 0; j < 20; ++j) people.push_back({{0.25 + 0.5 * i, 0.25 + 0.5 * j}, 0.1 * i});
    const Ground ground(*town);
    const VoronoiResult corner = voronoi(ground, {{0, 0}, {1.3, 0}, {1.3, 0.7}, {0, 0.7}}, people);
    EXPECT_NEAR(corner.density, 4, 1e-9) << "cells end at the walls";
    const VoronoiResult middle = voronoi(ground, {{4, 4}, {6, 4}, {6, 6}, {4, 6}}, people);
    EXPECT_NEAR(middle.density, 4, 1e-9);
    EXPECT_NEAR(middle.speed, 0.95, 1e-9) << "columns 8 to 11 in equal parts";
}

TEST(Voronoi, ACellIsSharedByItsArea) {
    const auto town = room_of_ten();
    // two people: the room is halved at x = 5; the window lies to three quarters in the left half
    const std::vector<PersonSample> people{{{2, 5}, 1.0}, {{8, 5}, 3.0}};
    const VoronoiResult v = voronoi(Ground(*town), {{2, 0}, {6, 0}, {6, 10}, {2, 10}}, people);
    EXPECT_NEAR(v.density, 1 / 50.0, 1e-12);
    EXPECT_NEAR(v.speed, 0.75 * 1 + 0.25 * 3, 1e-12);
}

TEST(Voronoi, NobodyReachesThroughAWall) {
    MapData map;
    map.origin.local = true;
    map.walk_polygons.push_back(floor_of("east", {{5.5, 0}, {10, 0}, {10, 10}, {5.5, 10}}));
    map.walk_polygons.push_back(floor_of("door", {{5, 9}, {5.5, 9}, {5.5, 10}, {5, 10}}));
    map.walk_polygons.push_back(floor_of("west", {{0, 0}, {5, 0}, {5, 10}, {0, 10}}));
    map.entries.push_back(exit_at({10, 4}, {10, 6}));
    const auto town = build_town(map);
    // alone in the west, far from the door: his cell in the plane is all that is left of the line in the middle
    const std::vector<PersonSample> people{{{4, 1}, 1.0}, {{9, 1}, 1.0}};
    const Ground ground(*town);
    const VoronoiResult v = voronoi(ground, {{1, 1}, {4, 1}, {4, 4}, {1, 4}}, people);
    EXPECT_NEAR(v.density, 1 / (50 + 0.5 + 10), 1e-9) << "up to x = 6.5: the west, the door, a metre of the east";
    const std::vector<PersonSample> apart{{{4, 1}, 1.0}, {{9, 8}, 1.0}};
    const VoronoiResult w = voronoi(ground, {{6, 0}, {7, 0}, {7, 1}, {6, 1}}, apart);
    EXPECT_NEAR(w.density, 0, 1e-9) << "nearer to the one behind the wall, who does not see it";
}

TEST(Voronoi, ClippedPolygonsKeepTheirArea) {
    const Outline hook{{0, 0}, {4, 0}, {4, 4}, {3, 4}, {3, 1}, {1, 1}, {1, 4}, {0, 4}};
    EXPECT_NEAR(std::abs(area_of(clip(hook, {{-1, 2}, {5, 2}, {5, 3}, {-1, 3}}))), 2, 1e-12) << "two separate arms";
}

}  // namespace
}  // namespace wz
