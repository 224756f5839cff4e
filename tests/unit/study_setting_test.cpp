// Settings laid onto a day, and runs that end badly in a process of their own.
#include <gtest/gtest.h>

#include <cmath>
#include <csignal>
#include <map>

#include "study/setting.hpp"
#include "study/workers.hpp"

namespace study {
namespace {

wz::DocNode yaml(const std::string& text) {
    wz::Problems problems;
    auto node = wz::parse_yaml(text, "study.yaml", problems);
    problems.throw_if_any();
    return *node;
}

Day a_day() {
    wz::Problems problems;
    return {yaml("parameters: {demand.scale: 0.5}\n"
                 "boats: {services: {ferry: {boats: 6}}}\n"
                 "programme: {gala: {doors: \"19:30\", start: \"20:00\", end: \"21:30\", seats: 7}}\n"
                 "commands: [1]\n"),
            *wz::parse_json(R"({"features": [{"properties": {"id": "gate", "lanes": 3}}]})", "map.geojson", problems)};
}

/// The day after one setting, as text: scenario, then map.
std::pair<std::string, std::string> after(const std::string& setting) {
    Day day = a_day();
    wz::Problems problems;
    for (const Setting& s : read_settings(yaml(setting), "base", problems)) apply(s, day, problems);
    problems.throw_if_any();
    return {canonical(day.scenario), canonical(day.map)};
}

void expect_in(const std::string& part, const std::string& text) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\nnot in " << text;
}

TEST(StudySetting, ReplacesAddsScalesAppendsAndRemoves) {
    expect_in("boats: {services: {ferry: {boats: 9}}}", after("boats.services.ferry.boats: 9").first);
    expect_in("boats: {services: {ferry: {boats: 7}}}", after("boats.services.ferry.boats: {add: 1}").first);
    expect_in("boats: {services: {ferry: {boats: 3}}}", after("boats.services.ferry.boats: {times: 0.5}").first);
    expect_in("commands: [1, {at: \"10:00\"}]", after("commands: {append: [{at: \"10:00\"}]}").first);
    expect_in("boats: {services: {}}", after("boats.services.ferry: ~").first);
    expect_in("lanes: 4", after("map.gate.lanes: {add: 1}").second);
}

TEST(StudySetting, MovesTimesByMinutes) {
    expect_in("end: \"21:35:00\"", after("programme.gala.end: {add: 5}").first);
    const std::string shifted = after("programme.gala: {shift_min: -10}").first;
    for (const char* time : {"doors: \"19:20:00\"", "start: \"19:50:00\"", "end: \"21:20:00\"", "seats: 7"})
        expect_in(time, shifted);
}

TEST(StudySetting, AParameterIsSetUnderItsNameOrFromItsDefault) {
    expect_in("demand.scale: 0.75", after("demand.scale: {times: 1.5}").first);
    expect_in("queueing.service_cv: 0.4", after("queueing.service_cv: {add: 0.1}").first);  // 0.3 where nothing is said
}

TEST(StudySetting, LaterOnesGoOverEarlierOnes) {
    expect_in("ferry: {boats: 21}", after("{boats.services.ferry.boats: 20, boats.services.ferry: {boats: 21}}").first);
}

TEST(StudySetting, WhatIsNotThereIsNamedWithItsLine) {
    for (const char* wrong : {"map.gates.lanes: 3", "boat.fleet: 3", "boats.services.ferry.boats: {append: [1]}",
                              "programme.gala.seats: {shift_min: 3}", "boats.services.ferry.crew: {add: 1}"}) {
        try {
            after(wrong);
            FAIL() << wrong;
        } catch (const wz::InputError& e) {
            EXPECT_EQ(e.problems()[0].where.text(), "study.yaml:1") << wrong;
            EXPECT_FALSE(e.problems()[0].allowed.empty());
        }
    }
}

std::map<std::size_t, Workers::Finished> finish(Workers& workers) {
    std::map<std::size_t, Workers::Finished> all;
    while (!workers.idle())
        for (Workers::Finished& f : workers.wait(10'000)) all.emplace(f.tag, std::move(f));
    return all;
}

TEST(StudyWorkers, AResultComesBackAsItWas) {
    Outcome made;
    made.seed = 1234567890123456789ull, made.hash = ~0ull;
    made.measures = {{"wait", 0.1 + 0.2, "安渡坊", 3.5}, {"none", std::nan(""), "", -1}};
    made.series.assign(20'000, {"queue", 480, 1.0 / 3});  // more than a pipe holds
    Workers workers(1);
    workers.start(7, [&] { return made; });
    const Outcome back = finish(workers).at(7).outcome;
    EXPECT_EQ(back.seed, made.seed);
    EXPECT_EQ(back.hash, made.hash);
    EXPECT_EQ(back.measures[0].value, made.measures[0].value);
    EXPECT_EQ(back.measures[0].element, "安渡坊");
    EXPECT_TRUE(std::isnan(back.measures[1].value));
    ASSERT_EQ(back.series.size(), 20'000u);
    EXPECT_EQ(back.series.back().value, 1.0 / 3);
}

TEST(StudyWorkers, ARunThatEndsBadlySaysHowAndTakesNobodyWithIt) {
    Workers workers(5);
    workers.start(0, []() -> Outcome { throw wz::InputError({{"day.yaml", 3}, "no boats", "some", "add"}); });
    workers.start(1, []() -> Outcome { throw std::runtime_error("odd"); });
    workers.start(2, []() -> Outcome {
        std::signal(SIGABRT, SIG_DFL);
        std::abort();
    });
    workers.start(3, []() -> Outcome {
        std::raise(SIGKILL);
        return {};
    });
    workers.start(4, [] { return Outcome{}; });
    const auto all = finish(workers);
    expect_in("day.yaml:3: no boats", all.at(0).outcome.reason);
    EXPECT_EQ(all.at(1).outcome.reason, "odd");
    expect_in("signal 6", all.at(2).outcome.reason);
    EXPECT_FALSE(all.at(2).killed);
    EXPECT_TRUE(all.at(3).killed);  // not the day's doing: it is tried again
    EXPECT_FALSE(all.at(4).outcome.failed);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_TRUE(all.at(i).outcome.failed) << i;
}

}  // namespace
}  // namespace study
