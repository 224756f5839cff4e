// Small maps with one fault each, made here in metres: map check names the feature and where the fault is.
#include "town/map_check.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "load/lint.hpp"
#include "load/map_file.hpp"
#include "load/scenario_file.hpp"
#include "map_text.hpp"
#include "town/map_reach.hpp"

namespace {

using namespace wz;
using namespace wz::test;

/// A street from west to east with people's entry in the west and a shop in the east.
MapText street() {
    MapText m;
    m.line("street", "street", {{-100, 0}, {0, 0}, {100, 0}}, R"("width": 4)")
        .point("west", "entry", -95, 0, R"("mode": "walk", "capacity_per_min": 60)")
        .point("shop", "shop", 95, 4, R"("capacity": 20, "door_width": 1.5, "indoor": true)");
    return m;
}
const char* canal = R"("width": 10, "depth": 2)";

/// The one finding about `id`: its text contains `says`, and it lies within 12 m of (x, y).
void expect_finding(const std::vector<MapFinding>& findings, const std::string& id, const std::string& says, double x,
                    double y) {
    const Origin origin{lon0, lat0, per_lon, per_lat};
    int found = 0;
    for (const MapFinding& f : findings) {
        if (f.name.id != id || f.text.find(says) == std::string::npos) continue;
        ++found;
        EXPECT_LT(norm(origin.to_local(f.lonlat.x, f.lonlat.y) - Vec2d{x, y}), 12) << f.text;
    }
    EXPECT_EQ(found, 1) << id << ": " << says;
    for (const MapFinding& f : findings) EXPECT_FALSE(f.text.empty() || f.name.id.empty());
}

TEST(MapCheck, ASoundMapHasNoFindings) { EXPECT_TRUE(check_map(*street().town("sound")).empty()); }

TEST(MapCheck, StreetInWaterWithoutABridge) {
    MapText m = street();
    m.line("canal", "canal", {{30, -80}, {30, 80}}, canal);
    expect_finding(check_map(*m.town("wet")), "street", "into canal without a bridge", 26, 0);
}

TEST(MapCheck, BoardwalksMayStandInTheWater) {
    MapText m = street();
    m.ring("lake", "lake", -20, 5, 20, 60, R"("depth": 2)")
        .line("walk", "boardwalk", {{0, 0}, {0, 40}}, R"("width": 3)");
    EXPECT_TRUE(check_map(*m.town("boardwalk")).empty());
}

TEST(MapCheck, SquareInWater) {
    MapText m = street();
    m.line("canal", "canal", {{-80, 30}, {80, 30}}, canal).ring("square", "square", -20, -5, 20, 28);
    expect_finding(check_map(*m.town("square")), "square", "into canal", -19, 26);
}

TEST(MapCheck, BuildingOnAStreet) {
    MapText m = street();
    m.ring("house", "building", 40, 1, 52, 12).ring("beside", "building", 60, 2, 70, 12);
    const auto findings = check_map(*m.town("house"));
    expect_finding(findings, "house", "stands on street", 45, 0);
    EXPECT_EQ(findings.size(), 1u);
}

TEST(MapCheck, ReportZonesThatOverlap) {
    MapText m = street();
    m.ring("zone_a", "zone", -100, -20, 10, 20, R"("zone_class": "report")")
        .ring("zone_b", "zone", 10, -20, 100, 20, R"("zone_class": "report")")
        .ring("use", "zone", -50, -20, 50, 20, R"("zone_class": "land_use", "function": "living")");
    EXPECT_TRUE(check_map(*m.town("zones_touch")).empty());
    m.ring("zone_c", "zone", 80, -20, 120, 20, R"("zone_class": "report")");
    expect_finding(check_map(*m.town("zones")), "zone_b", "overlaps the report zone zone_c", 81, -19);
}

TEST(MapCheck, BridgesThatOverlap) {
    MapText m;
    const char* bridge = R"("width": 3, "form": "arch", "steps": 10, "span": 8, "headroom": 3, "spans_over": "canal")";
    m.line("canal", "canal", {{0, -80}, {0, 80}}, R"("width": 8, "depth": 2)")
        .line("west_bank", "street", {{-12, -40}, {-12, 0}, {-12, 2}, {-12, 40}}, R"("width": 3)")
        .line("east_bank", "street", {{12, -40}, {12, 0}, {12, 2}, {12, 40}}, R"("width": 3)")
        .line("first", "bridge", {{-12, 0}, {12, 0}}, bridge)
        .point("south", "entry", -12, -38, R"("mode": "walk", "capacity_per_min": 60)");
    EXPECT_TRUE(check_map(*m.town("bridge")).empty());
    m.line("second", "bridge", {{-12, 2}, {12, 2}}, bridge);
    expect_finding(check_map(*m.town("bridges")), "first", "overlaps the bridge second", -10, 1);
}

TEST(MapCheck, BridgeBesideItsCanal) {
    MapText m = street();
    m.line("canal", "canal", {{-80, 60}, {80, 60}}, canal)
        .line("lane", "lane", {{0, 0}, {0, -30}}, R"("width": 2)")
        .line("bridge", "bridge", {{0, -30}, {0, -50}},
              R"("width": 3, "form": "flat", "span": 8, "headroom": 3, "spans_over": "canal")");
    expect_finding(check_map(*m.town("beside")), "bridge", "does not cross canal", 0, -30);
}

MapText arch(const char* span, const char* headroom) {
    MapText m;
    m.line("canal", "canal", {{0, -80}, {0, 80}}, R"("width": 8, "depth": 2)")
        .line("west_bank", "street", {{-12, -40}, {-12, 0}, {-12, 40}}, R"("width": 3)")
        .line("east_bank", "street", {{12, -40}, {12, 0}, {12, 40}}, R"("width": 3)")
        .line(
            "arch", "bridge", {{-12, 0}, {12, 0}},
            fmt::format(R"("width": 3, "form": "arch", "steps": 10, "span": {}, "headroom": {}, "spans_over": "canal")",
                        span, headroom))
        .point("south", "entry", -12, -38, R"("mode": "walk", "capacity_per_min": 60)");
    return m;
}

TEST(MapCheck, ArchesTooLowOrTooNarrowForBoats) {
    EXPECT_TRUE(check_map(*arch("6", "2.5").town("arch")).empty());
    expect_finding(check_map(*arch("6", "1.0").town("low")), "arch", "headroom", 0, 0);
    expect_finding(check_map(*arch("1.8", "2.5").town("narrow")), "arch", "of water", 0, 0);
}

TEST(MapCheck, ALeakIntoAZone) {
    MapText m = street();
    m.ring("inner", "zone", 50, -20, 120, 20, R"("zone_class": "access")");
    const auto findings = check_map(*m.town("leak"));
    expect_finding(findings, "street", "without a gate", 50, 0);
}

TEST(MapCheck, OneWayTrap) {
    MapText m = street();
    m.line("trap", "lane", {{0, 0}, {0, 60}}, R"("width": 2, "one_way": true)")
        .point("teahouse", "teahouse", 2, 55, R"("capacity": 20, "door_width": 1.5, "indoor": true)");
    expect_finding(check_map(*m.town("trap")), "teahouse", "one-way", 0, 55);
}

TEST(MapCheck, WidthsAndDatumMustBeGiven) {
    const auto refusal = [](const std::string& path) {
        try {
            load_map(path);
        } catch (const InputError& e) {
            return std::string(e.what());
        }
        return std::string();
    };
    MapText m = street();
    m.line("no_width", "lane", {{0, 0}, {0, 60}}, "");
    const std::string missing = refusal(m.write("width"));
    EXPECT_NE(missing.find("`no_width`.width is missing"), std::string::npos) << missing;
    const std::string datum = refusal(street().write("datum_missing", ""));
    EXPECT_NE(datum.find("does not say its datum"), std::string::npos) << datum;
}

// ---- who reaches what ---------------------------------------------------------------------------------------------

/// Entry – gate – zone `park` with a museum – gate – zone `hall` with a venue.
MapText two_zones() {
    MapText m;
    const char* gate = R"("lanes": 4, "service_s": 3, "hall_capacity": 40)";
    const char* place = R"("capacity": 50, "door_width": 2, "indoor": true)";
    m.line("street", "street", {{-100, 0}, {0, 0}, {100, 0}}, R"("width": 4)")
        .point("west", "entry", -95, 0, R"("mode": "walk", "capacity_per_min": 60)")
        .point("inn", "hotel", -60, 4, place)
        .point("museum", "museum", 10, 4, place)
        .point("venue", "summit_venue", 90, 4, place)
        .point("gate_park", "gate", -20, 0, gate)
        .point("gate_hall", "gate", 50, 0, gate)
        .ring("park", "zone", -20, -20, 120, 20, R"("zone_class": "access")")
        .ring("hall", "zone", 50, -20, 120, 20, R"("zone_class": "access")");
    return m;
}

TEST(MapReach, EachPassReachesWhatItsZonesAllow) {
    const std::string map = two_zones().write("passes");
    const auto town = build_town(load_map(map));
    EXPECT_TRUE(check_map(*town).empty());
    const std::string path = (std::filesystem::temp_directory_path() / "wuzhen_passes.yaml").string();
    std::ofstream(path) << "title: T\nmap: " << map << R"(
day: {start: "08:00", end: "20:00"}
passes: {badge: {name_zh: 代表證}, nobody: {name_zh: 無}, ticket: {name_zh: 門票}}
access:
  - {zone: park, passes: [ticket, badge]}
  - {zone: hall, passes: [], to: "12:00"}
  - {zone: hall, passes: [badge], from: "12:00"}
populations:
  tourists:
    {name_zh: 客, name_en: Tourists, kind: visitor, count: 5, pass: ticket, entries: {west: 1},
     arrivals: {"08:00": 1, "09:00": 0}, wander: [museum, venue]}
  delegates:
    {name_zh: 代表, name_en: Delegates, kind: delegate, count: 5, pass: badge, homes: {inn: 1},
     arrivals: {"08:00": 1, "09:00": 0}, wander: [museum, venue]}
  strangers:
    {name_zh: 人, name_en: Strangers, kind: visitor, count: 5, pass: nobody, entries: {west: 1},
     arrivals: {"08:00": 1, "09:00": 0}, wander: [inn]}
programme:
  talk: {title_zh: 會, title_en: Talk, kind: session, place: venue, start: "13:00", end: "14:00",
         audience: {tourists: 0.5, delegates: 0.5}}
)";
    const Scenario s = load_scenario(path, nullptr);
    const auto reach = reach_by_pass(s, *town);
    ASSERT_EQ(reach.size(), 3u);  // badge, nobody, ticket
    EXPECT_EQ(reach[0].out_of_reach.size(), 0u);
    EXPECT_EQ(reach[1].out_of_reach.size(), 2u);
    ASSERT_EQ(reach[2].out_of_reach.size(), 1u);
    EXPECT_EQ(town->places[reach[2].out_of_reach[0]].name.id, "venue");
    const auto strandings = lint(s, *town);
    const std::vector<MapFinding> findings(strandings.begin(), strandings.end());
    ASSERT_EQ(findings.size(), 2u);
    EXPECT_TRUE(findings[0].error);   // an appointment that cannot be kept
    EXPECT_FALSE(findings[1].error);  // strolling: they choose something else
    expect_finding(findings, "venue", "tourists cannot go to talk", 90, 0);
    const OnFoot none(*town, entry_doors(*town), all_access_zones(*town));
    EXPECT_TRUE(none.reaches(town->places[town->find_place("inn")].door));
    EXPECT_FALSE(none.reaches(town->places[town->find_place("museum")].door));
}

}  // namespace
