// A session as the window drives it, without a window: what is done in it is a log that gives the same run.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "load/command_log.hpp"
#include "run_hash.hpp"
#include "session/keep.hpp"
#include "session/session.hpp"

namespace {

using namespace wz;
using studio::Session;
using studio::Stage;
using studio::Status;

const std::string bridge_day = std::string(WUZHEN_SOURCE_DIR) + "/scenarios/tiny/one_bridge.yaml";

/// Waits until the run stands still for a condition.
template <class Condition>
Status wait_for(const Session& session, Condition condition) {
    for (int i = 0; i < 6000; ++i) {
        const Status s = session.status();
        if (condition(s)) return s;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ADD_FAILURE() << "the session did not get there in 30 s";
    return session.status();
}
Status reach(Session& session, Tick at) {
    session.seek(at);
    return wait_for(session, [&](const Status& s) { return s.now == at && s.seeking < 0 && s.hash; });
}
Status opened(Session& session, const std::string& path) {
    session.open(path);
    return wait_for(session, [](const Status& s) { return s.stage == Stage::ready || s.stage == Stage::failed; });
}

std::uint64_t replayed(const Status& s) {
    World world(s.town, s.scenario);
    Team team(2);
    auto next = s.journal->begin();
    while (world.now() < s.now) {
        for (; next != s.journal->end() && next->at <= world.now(); ++next) world.submit(*next);
        world.step(team);
    }
    return world.state_hash();
}

TEST(Session, IsReplayedFromItsLogBitForBit) {
    Session session({});
    const Tick start = opened(session, bridge_day).now;
    const std::string bridge = session.status().town->map.walk_lines.front().id;
    reach(session, start + 603);
    session.submit({.kind = CommandKind::set_param, .target = "pedestrian.reach_m", .value = 2.1});
    reach(session, start + 900);
    session.submit({.kind = CommandKind::close, .target = bridge});
    session.submit({.kind = CommandKind::rain, .value = 1});
    const Status end = reach(session, start + 1500);
    ASSERT_EQ(end.journal->size(), 3u);
    EXPECT_EQ(*end.hash, replayed(end));
    EXPECT_NE(*end.hash, test::hash_after("tiny/one_bridge.yaml", 2, 150)) << "the commands changed nothing";

    // the same through the file
    const auto path = (std::filesystem::temp_directory_path() / "wuzhen_session_test.jsonl").string();
    std::ofstream(path) << command_log_text({bridge_day, end.scenario->seed, {}, end.now, end.hash, *end.journal},
                                            path);
    Scenario read = *end.scenario;
    const CommandLog log = load_command_log(path, read, *end.town);
    ASSERT_EQ(log.commands.size(), 3u);
    EXPECT_EQ(log.hash, end.hash);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(log.commands[i].at, (*end.journal)[i].at);
        EXPECT_EQ(log.commands[i].target, (*end.journal)[i].target);
        EXPECT_EQ(log.commands[i].value, (*end.journal)[i].value);
    }
    // and opened in the window again, it gets there by itself
    Session second({});
    second.open(path);
    const Status again = wait_for(second, [&](const Status& s) { return s.now == end.now && s.hash; });
    EXPECT_EQ(again.hash, end.hash);
}

TEST(Session, ScrubbingBackAndForthChangesNothing) {
    Session session({});
    const Tick start = opened(session, bridge_day).now;
    const Status late = reach(session, start + 3000);
    const Status early = reach(session, start + 777);
    EXPECT_NE(early.hash, late.hash);
    EXPECT_EQ(reach(session, start + 3000).hash, late.hash);
    EXPECT_EQ(reach(session, start + 777).hash, early.hash);
    EXPECT_EQ(late.series->rows(), session.status().series->rows() + 4) << "the future is not shown";
    EXPECT_EQ(reach(session, start + 3000).series->rows(), late.series->rows()) << "but not forgotten either";
}

TEST(Session, UndoRestoresTheSettingAndRedoSetsItAgain) {
    Session session({});
    const Tick start = opened(session, bridge_day).now;
    const std::string bridge = session.status().town->map.walk_lines.front().id;
    const studio::Setting closed{CommandKind::close, bridge};
    const auto value = [&](const Status& s) {
        return studio::value_of(closed, s.now, *s.scenario, *s.town, *s.journal);
    };
    reach(session, start + 100);
    session.submit({.kind = CommandKind::close, .target = bridge});
    EXPECT_EQ(value(reach(session, start + 200)), 1);
    session.undo();
    EXPECT_EQ(value(reach(session, start + 300)), 0);
    session.redo();
    EXPECT_EQ(value(reach(session, start + 400)), 1);
    EXPECT_EQ(session.status().journal->size(), 3u) << "what was done stays in the log";

    session.submit({.kind = CommandKind::rain, .value = 1});
    wait_for(session, [](const Status& s) { return s.journal->size() == 4; });
    session.undo();  // nothing has happened since: as if it had never been given
    wait_for(session, [](const Status& s) { return s.journal->size() == 3; });
}

TEST(Session, AClosureForAWhileEndsByItself) {
    Session session({});
    const Tick start = opened(session, bridge_day).now;
    const std::string bridge = session.status().town->map.walk_lines.front().id;
    const auto closed = [&](const Status& s) {
        return studio::value_of({CommandKind::close, bridge}, s.now, *s.scenario, *s.town, *s.journal);
    };
    reach(session, start + 100);
    session.submit({.kind = CommandKind::close, .target = bridge}, ticks(60));
    EXPECT_EQ(closed(reach(session, start + 650)), 1);
    const Status open = reach(session, start + 750);
    EXPECT_EQ(closed(open), 0);
    EXPECT_EQ(open.journal->size(), 2u);
    EXPECT_EQ(*open.hash, replayed(open));

    session.submit({.kind = CommandKind::close, .target = bridge}, ticks(60));
    EXPECT_EQ(closed(reach(session, start + 800)), 1);
    session.undo();  // before its end: open again, and the end is not needed any more
    const Status undone = wait_for(
        session, [&](const Status& s) { return s.journal->size() == 4 && s.journal->back().at == start + 800; });
    EXPECT_EQ(closed(undone), 0);
}

TEST(Session, AKeptRunIsComparedWithTheNext) {
    Session session({});
    const Tick start = opened(session, bridge_day).now;
    const std::string bridge = session.status().town->map.walk_lines.front().id;
    const auto differs = [&] {
        const auto frame = session.frame();
        EXPECT_EQ(frame->change.size(), session.status().town->patches.size());
        return std::ranges::any_of(frame->change, [](float c) { return c != 0; });
    };
    reach(session, start + 3600);
    EXPECT_TRUE(session.frame()->change.empty());
    session.keep(true);
    const Status kept = wait_for(session, [](const Status& s) { return s.kept != nullptr; });
    EXPECT_EQ(kept.kept->until, start + 3600);
    reach(session, start + 600);
    reach(session, start + 2400);
    EXPECT_FALSE(differs()) << "the same day again";
    reach(session, start + 650);  // not at a full minute
    session.submit({.kind = CommandKind::close, .target = bridge});
    reach(session, start + 2400);
    EXPECT_TRUE(differs());
    session.keep(false);
    wait_for(session, [](const Status& s) { return s.kept == nullptr; });
}

TEST(Session, ARemovedCommandHasNeverBeenGiven) {
    Session session({});
    const Tick start = opened(session, bridge_day).now;
    const auto untouched = reach(session, start + 1500).hash;
    reach(session, start + 500);
    session.submit({.kind = CommandKind::close, .target = session.status().town->map.walk_lines.front().id});
    EXPECT_NE(reach(session, start + 1500).hash, untouched);
    session.remove_command(0);
    const Status s =
        wait_for(session, [&](const Status& t) { return t.journal->empty() && t.now == start + 1500 && t.hash; });
    EXPECT_EQ(s.hash, untouched);
}

TEST(Session, RestartsWithTheParametersThatWereSet) {
    Session session({});
    const Tick start = opened(session, bridge_day).now;
    reach(session, start + 1200);
    session.submit({.kind = CommandKind::set_param, .target = "demand.scale", .value = 0.5});
    session.submit({.kind = CommandKind::close, .target = session.status().town->map.walk_lines.front().id});
    wait_for(session, [](const Status& s) { return s.journal->size() == 2; });
    session.restart();
    const Status anew = wait_for(session, [&](const Status& s) { return s.now == start && s.journal->size() == 1; });
    EXPECT_EQ(anew.scenario->params.demand.scale, 0.5);
    const Status half = reach(session, start + 1300);
    EXPECT_LT(session.frame()->total, 100);
    EXPECT_GT(session.frame()->total, 10);
    const auto path = (std::filesystem::temp_directory_path() / "wuzhen_restart_test.jsonl").string();
    studio::save_log(half, path);
    Session second({});
    second.open(path);
    EXPECT_EQ(wait_for(second, [&](const Status& s) { return s.now == half.now && s.hash; }).hash, half.hash);
}

TEST(Session, SnapshotsStayWithinTheirBudget) {
    Session session({.threads = 1, .snapshot_bytes = 9u << 20, .snapshot_every = ticks(10)});
    const Tick start = opened(session, bridge_day).now;
    const Status late = reach(session, start + 3000);
    EXPECT_LE(late.snapshot_bytes, 9u << 20);
    ASSERT_GE(late.snapshots.size(), 2u);
    EXPECT_EQ(late.snapshots.front(), start);
    reach(session, start + 1234);
    EXPECT_EQ(reach(session, start + 3000).hash, late.hash);
}

TEST(Session, SaysWhatIsWrongWithAFile) {
    Session session({});
    const Status s = opened(session, "no_such_day.yaml");
    EXPECT_EQ(s.stage, Stage::failed);
    ASSERT_FALSE(s.problems.empty());
    EXPECT_NE(s.problems.front().text().find("no_such_day.yaml"), std::string::npos);
}

TEST(CommandLog, ReportsAllMistakesWithTheirLines) {
    const auto path = (std::filesystem::temp_directory_path() / "wuzhen_bad_log.jsonl").string();
    std::ofstream(path) << "{\"wuzhen_commands\": 1, \"scenario\": \"day.yaml\"}\n"
                           "{\"at\": \"08:00:01.0\", \"do\": \"close\", \"target\": \"nowhere\"}\n\n"
                           "{\"at\": \"8 o'clock\", \"do\": \"rain\", \"value\": 7}\n";
    std::shared_ptr<const Town> town;
    Scenario scenario = load_scenario(bridge_day, &town);
    try {
        load_command_log(path, scenario, *town);
        FAIL() << "accepted";
    } catch (const InputError& e) {
        ASSERT_GE(e.problems().size(), 3u);
        EXPECT_EQ(e.problems().front().where.line, 2);
        EXPECT_EQ(e.problems().back().where.line, 4);
    }
}

}  // namespace
