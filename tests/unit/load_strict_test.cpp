// Each case is a small scenario with one mistake. The line that must be named ends in `#!`.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "loading.hpp"

namespace {

using namespace wz;

struct Case {
    const char* name;
    const char* map;
    const char* body;
    const char* says;  // part of the message
};

std::string written(const Case& c) {
    const std::string path =
        (std::filesystem::temp_directory_path() / (std::string("wuzhen_strict_") + c.name + ".yaml")).string();
    std::ofstream(path) << "title: T\nmap: " << WUZHEN_SOURCE_DIR << "/maps/tiny/" << c.map
                        << ".geojson\npasses: {ticket: {name_zh: 門票}}\n"
                        << c.body;
    return path;
}

int marked_line(const std::string& path) {
    std::ifstream in(path);
    int line = 0;
    for (std::string text; std::getline(in, text);) {
        ++line;
        if (text.ends_with("#!")) return line;
    }
    return 0;
}

const char* day = "day: {start: \"08:00\", end: \"10:00\"}\n";

const Case cases[] = {
    {"irregular_boats", "one_dock", R"(boats:
  fleet: 2
  services:
    round:
      {kind: ferry, from: dock_west, to: dock_east, boats: 2,
       irregular: true} #!
)",
     "without a timetable"},
    {"irregular_carts", "cart_loop", R"(lines:
  loop:
    {name_zh: 環, name_en: Loop, depot: depot, stops: [stop_south, stop_north], headway_s: [60, 90],
     irregular: true} #!
)",
     "without a mean interval"},
    {"access_overlap", "one_gate", R"(access:
  - {zone: inner, passes: [ticket], from: "08:00", to: "09:00"}
  - {zone: inner, passes: [], from: "08:30"} #!
)",
     "follow each other"},
    {"access_pass", "one_gate", R"(access:
  - zone: inner
    passes:
      - ticket
      - tickett #!
)",
     "did you mean"},
    {"event_before_the_day", "corridor", R"(programme:
  early:
    {title_zh: 早, title_en: Early, kind: show, place: shop_east, end: "08:30", doors: "08:00",
     start: "07:00"} #!
)",
     "outside the day"},
    {"doors_before_the_day", "corridor", R"(programme:
  early: {title_zh: 早, title_en: Early, kind: show, place: shop_east, start: "08:30", end: "09:00",
          doors: "07:45"} #!
)",
     "outside the day"},
    {"event_after_the_day", "corridor", R"(programme:
  late:
    {title_zh: 晚, title_en: Late, kind: street_act, place: shop_east, start: "09:30",
     end: "10:01"} #!
)",
     "08:00:00 to 10:00:00"},
    {"parade_has_no_place", "corridor", R"(programme:
  convoy: {title_zh: 巡, title_en: Convoy, kind: parade, start: "08:30", end: "09:00",
           place: shop_east} #!
)",
     "no place"},
    {"audience", "corridor", R"(programme:
  early: {title_zh: 早, title_en: Early, kind: show, place: shop_east, start: "08:30", end: "09:00",
    audience: {
      nobody: 0.1}} #!
)",
     "there is no population \"nobody\""},
    {"leave_by", "corridor", R"(populations:
  p:
    {name_zh: 人, name_en: People, kind: visitor, count: 1, pass: ticket, entries: {west: 1},
     arrivals: {"08:00": 1, "09:00": 0},
     leave_by: "10:30"} #!
)",
     "outside the day"},
    {"arrivals", "corridor", R"(populations:
  p:
    {name_zh: 人, name_en: People, kind: visitor, count: 1, pass: ticket, entries: {west: 1},
     arrivals: {"08:00": 1,
       "11:00": 0}} #!
)",
     "outside the day"},
    {"entry", "corridor", R"(populations:
  p:
    {name_zh: 人, name_en: People, kind: visitor, count: 1, pass: ticket, arrivals: {"08:00": 1, "09:00": 0},
     entries: {west: 0.5,
       eest: 0.5}} #!
)",
     "did you mean `east`"},
    {"wander", "corridor", R"(populations:
  p:
    {name_zh: 人, name_en: People, kind: visitor, count: 1, pass: ticket, arrivals: {"08:00": 1, "09:00": 0},
     entries: {west: 1}, wander: {kinds: [shop],
       except: [shop_nowhere]}} #!
)",
     "there is no place"},
    {"population_id", "corridor", R"(populations:
  Day-visitors: #!
    {name_zh: 人, name_en: People, kind: visitor, count: 0, pass: ticket}
)",
     "a–z, 0–9 and _"},
    {"pass_id", "corridor", R"(populations:
  p: {name_zh: 人, name_en: People, kind: visitor, count: 0,
      pass: Ticket} #!
)",
     "there is no pass"},
    {"event_id", "corridor", R"(programme:
  "late show": {title_zh: 晚, title_en: Late, kind: street_act, place: shop_east, start: "09:00", end: "09:30"} #!
)",
     "a–z, 0–9 and _"},
    {"seed", "corridor", "seed: 1.5 #!\n", "a whole number"},
    {"negative_seed", "corridor", "seed: -1 #!\n", "a whole number"},
    {"toggle_as_number", "corridor", R"(commands:
  - {at: "08:30", do: rain, value: true} #!
)",
     "a whole number from 0 to 1"},
    {"rain_of_two", "corridor", R"(commands:
  - {at: "08:30", do: rain, value: 2} #!
)",
     "from 0 to 1"},
    {"rain_somewhere", "corridor", R"(commands:
  - {at: "08:30", do: rain, value: 1, target: corridor} #!
)",
     "no target"},
    {"one_way_half", "corridor", R"(commands:
  - {at: "08:30", do: one_way, target: corridor, value: 0.5} #!
)",
     "a whole number from -1 to 1"},
    {"one_way_of_a_shop", "corridor", R"(commands:
  - {at: "08:30", do: one_way, value: 1,
     target: shop_east} #!
)",
     "thing to one_way"},
    {"close_with_value", "corridor", R"(commands:
  - {at: "08:30", do: close, target: corridor, value: 1} #!
)",
     "no value"},
    {"command_before_the_day", "corridor", R"(commands:
  - {at: "07:30", do: rain, value: 1} #!
)",
     "outside the day"},
    {"set_without_value", "corridor", R"(commands:
  - {at: "08:30", do: set, target: routing.logit_s} #!
)",
     "value is missing"},
    {"set_out_of_range", "corridor", R"(commands:
  - {at: "08:30", do: set, target: routing.logit_s, value: -4} #!
)",
     "the default is"},
    {"set_as_text", "corridor", R"(commands:
  - {at: "08:30", do: set, target: routing.logit_s, value: "12"} #!
)",
     "without quotes"},
    {"service_over_fleet", "one_dock", R"(boats:
  fleet: 4
  services:
    ferry: {kind: ferry, from: dock_west, to: dock_east,
            boats: 5} #!
)",
     "a whole number from 0 to 4"},
    {"command_over_fleet", "one_dock", R"(boats:
  fleet: 4
  services: {ferry: {kind: ferry, from: dock_west, to: dock_east, boats: 2}}
commands:
  - {at: "08:30", do: service_boats, target: ferry, value: 5} #!
)",
     "from 0 to 4"},
    {"ferry_of_two_ends", "one_dock", R"(boats:
  fleet: 4
  services:
    ferry: {kind: ferry, from: dock_west, boats: 1,
            to: [dock_east, dock_east]} #!
)",
     "exactly one"},
    {"ferry_to_itself", "one_dock", R"(boats:
  fleet: 4
  services:
    ferry: {kind: ferry, from: dock_west, boats: 1,
            to: dock_west} #!
)",
     "the other end"},
    {"ferry_not_offered", "one_canal", R"(boats:
  fleet: 4
  services:
    ferry: {kind: refuse, from: dock_west, to: dock_east, boats: 1}
    other: {kind: shared, from: dock_west, boats: 1,
       to: [dock_east,
            dock_north]} #!
)",
     "there is no dock"},
    {"stopped_after_the_day", "one_dock", R"(boats:
  fleet: 4
  stopped: [["09:30",
    "10:30"]] #!
)",
     "outside the day"},
    {"service_after_the_day", "one_dock", R"(boats:
  fleet: 4
  services:
    ferry: {kind: ferry, from: dock_west, to: dock_east, boats: 1,
      end: "11:00"} #!
)",
     "outside the day"},
    {"line_stop", "cart_loop", R"(lines:
  cart: {name_zh: 車, name_en: Cart, depot: depot, stops: [stop_south,
           stop_nowhere, #!
           stop_north]}
)",
     "there is no stop"},
    {"line_mode", "cart_loop", R"(lines:
  bus: {name_zh: 車, name_en: Bus, bus: true, stops: [],
    depot: depot} #!
)",
     "does not serve buses"},
};

TEST(StrictScenario, EachMistakeIsNamedWhereItStands) {
    for (const Case& c : cases) {
        Case dated = c;
        const std::string body = std::string(day) + c.body;
        dated.body = body.c_str();
        const std::string path = written(dated);
        const auto problems = problems_of(path);
        const int line = marked_line(path);
        const auto there = std::ranges::find(problems, line, [](const Problem& p) { return p.where.line; });
        ASSERT_NE(there, problems.end()) << c.name << ": nothing reported for line " << line
                                         << "; first: " << (problems.empty() ? "nothing" : problems.front().text());
        EXPECT_NE(there->text().find(c.says), std::string::npos) << c.name << ": " << there->text();
        EXPECT_FALSE(there->allowed.empty()) << there->text();
        EXPECT_FALSE(there->remedy.empty()) << there->text();
        EXPECT_LE(problems.size(), 2u) << c.name;
        std::filesystem::remove(path);
    }
}

TEST(StrictScenario, DocksMustOfferTheService) {
    const Case c{"offers", "one_canal", "", ""};
    const std::string body = std::string(day) + R"(boats:
  fleet: 4
  services:
    ferry:
      kind: ferry
      from: dock_west
      boats: 1
      to:
        - dock_east
)";
    Case dated = c;
    dated.body = body.c_str();
    const auto problems = problems_of(written(dated));
    ASSERT_EQ(problems.size(), 2u);
    EXPECT_EQ(problems[0].where.line, 10);
    EXPECT_EQ(problems[1].where.line, 13);
}

TEST(StrictScenario, AParadePassesItsDocksInTheOrderGiven) {
    const Case c{"parade", "one_dock", "", ""};
    const std::string body = std::string(day) + R"(boats:
  fleet: 4
  services:
    convoy: {kind: parade, from: dock_east, to: [dock_west, dock_east], boats: 2}
    rides: {kind: shared, from: dock_east, to: [dock_west, dock_east], boats: 2}
)";
    Case dated = c;
    dated.body = body.c_str();
    const Scenario s = load_scenario(written(dated), nullptr);
    ASSERT_EQ(s.boats.services.size(), 2u);
    EXPECT_GT(s.boats.services[0].to[0], s.boats.services[0].to[1]);
    EXPECT_LT(s.boats.services[1].to[0], s.boats.services[1].to[1]);
}

TEST(StrictScenario, DocksCanalsAndPolygonsMayBeClosed) {
    const std::string body = std::string(day) + R"(commands:
  - {at: "08:30", do: close, target: dock_west}
  - {at: "08:30", do: close, target: fairway}
  - {at: "08:30", do: close, target: quay_west}
)";
    EXPECT_TRUE(problems_of(written({"close", "one_dock", body.c_str(), ""})).empty());
}

TEST(StrictScenario, EveryScenarioLoads) {
    namespace fs = std::filesystem;
    int loaded = 0;
    for (const auto& file : fs::directory_iterator(std::string(WUZHEN_SOURCE_DIR) + "/scenarios")) {
        if (file.path().extension() != ".yaml" || file.path().stem() == "carnival") continue;
        EXPECT_NO_THROW(load_scenario(file.path().string(), nullptr)) << file.path();
        ++loaded;
    }
    EXPECT_GE(loaded, 6);
}

}  // namespace
