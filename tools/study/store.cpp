#include "study/store.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "base/errors.hpp"
#include "observe/result_file.hpp"

namespace study {

namespace {

constexpr const char* schema = R"(
CREATE TABLE study(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE variant(variant INTEGER PRIMARY KEY, name TEXT NOT NULL, settings TEXT NOT NULL UNIQUE);
CREATE TABLE run(variant INTEGER NOT NULL REFERENCES variant, replication INTEGER NOT NULL, seed INTEGER NOT NULL,
  status TEXT NOT NULL CHECK(status IN ('done', 'failed')), reason TEXT NOT NULL, state_hash TEXT NOT NULL,
  simulated_s REAL NOT NULL, wall_s REAL NOT NULL, PRIMARY KEY(variant, replication)) WITHOUT ROWID;
CREATE TABLE measure(variant INTEGER NOT NULL, replication INTEGER NOT NULL, name TEXT NOT NULL, value REAL,
  element TEXT NOT NULL, at_s REAL, PRIMARY KEY(variant, replication, name)) WITHOUT ROWID;
CREATE TABLE series(variant INTEGER NOT NULL, replication INTEGER NOT NULL, name TEXT NOT NULL, minute INTEGER NOT NULL,
  value REAL, PRIMARY KEY(variant, replication, name, minute)) WITHOUT ROWID;
CREATE TABLE place_hour(variant INTEGER NOT NULL, replication INTEGER NOT NULL, place TEXT NOT NULL,
  hour INTEGER NOT NULL, people REAL NOT NULL, ef_min REAL NOT NULL,
  PRIMARY KEY(variant, replication, place, hour)) WITHOUT ROWID;
CREATE TABLE wait(variant INTEGER NOT NULL, replication INTEGER NOT NULL, kind TEXT NOT NULL, queue TEXT NOT NULL,
  minute INTEGER NOT NULL, people INTEGER NOT NULL,
  PRIMARY KEY(variant, replication, kind, queue, minute)) WITHOUT ROWID;
CREATE TABLE answer(kind TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
PRAGMA application_id = 1464488264;
PRAGMA user_version = 2;
)";
constexpr std::int64_t schema_version = 2;        // 2: with `wait`
constexpr std::int64_t application = 1464488264;  // "WJWH"
/// The facts in which two files of one study agree; title and prose may differ.
constexpr const char* identity[] = {"study digest", "scenario digest", "map digest", "seed", "version"};
constexpr const char* tables[] = {"study", "variant", "run", "measure", "series", "place_hour", "wait", "answer"};

std::int64_t one_number(const Database& db, const char* sql) {
    Statement s(db, sql);
    return s.next() ? s.whole(0) : 0;
}

}  // namespace

Store Store::write(const std::string& path, const Facts& facts, bool resume) {
    const bool there = std::filesystem::exists(path);
    if (there && !resume)
        throw wz::InputError({{path, 0},
                              "this file is there already",
                              "a new name, or --resume",
                              "go on with it by --resume, or choose another name with --out"});
    Store store(std::make_unique<Database>(path, there ? Database::Use::write : Database::Use::create));
    if (one_number(*store.db_, "SELECT count(*) FROM sqlite_schema") == 0)
        store.create(facts);  // new, or killed before its first transaction
    store.check_schema();
    store.load();
    store.same_study(facts, path, "begin anew with another name, or give the study and program it was begun with");
    return store;
}

Store Store::read(const std::string& path) {
    if (!std::filesystem::is_regular_file(path))
        throw wz::InputError(
            {{path, 0}, "there is no such file", "a file that `wuzhen study` wrote", "check the name"});
    Store store(std::make_unique<Database>(path, Database::Use::read));
    store.check_schema();
    store.load();
    return store;
}

void Store::create(const Facts& facts) {
    Transaction transaction(*db_);
    db_->run(schema);
    Statement insert(*db_, "INSERT INTO study VALUES(?, ?)");
    for (const auto& [key, value] : facts) insert.bind(key).bind(value).next();
    transaction.commit();
}

void Store::check_schema() const {
    if (one_number(*db_, "PRAGMA application_id") != application)
        throw wz::InputError({{db_->path(), 0},
                              "this SQLite file is no study's",
                              "a file that `wuzhen study` wrote",
                              "choose another name with --out"});
    if (const auto version = one_number(*db_, "PRAGMA user_version"); version != schema_version)
        throw wz::InputError({{db_->path(), 0},
                              fmt::format("schema version {}", version),
                              fmt::format("{}", schema_version),
                              "use the version of wuzhen that wrote it"});
    Statement check(*db_, "PRAGMA quick_check(1)");
    if (check.next() && check.text(0) != "ok")
        throw wz::InputError({{db_->path(), 0},
                              fmt::format("the file is damaged: {}", check.text(0)),
                              "",
                              "restore a copy, or begin anew with another name"});
}

void Store::load() {
    Statement facts(*db_, "SELECT key, value FROM study");
    while (facts.next()) facts_[facts.text(0)] = facts.text(1);
    for (const StoredVariant& v : variants()) numbers_[v.settings] = v.number;
    Statement runs(*db_, "SELECT variant, replication, status = 'failed' FROM run");
    while (runs.next()) known_[{static_cast<int>(runs.whole(0)), static_cast<int>(runs.whole(1))}] = runs.whole(2) != 0;
}

void Store::same_study(const Facts& other, const std::string& path, const char* remedy) const {
    wz::Problems problems;
    for (const char* key : identity) {
        const auto mine = facts_.find(key), theirs = other.find(key);
        const std::string here = mine == facts_.end() ? "none" : mine->second;
        const std::string there = theirs == other.end() ? "none" : theirs->second;
        if (here != there)
            problems.add({path, 0}, fmt::format("its {} is {}, not that of this study", key, here), there, remedy);
    }
    problems.throw_if_any();
}

int Store::variant(const std::string& name, const std::string& settings) {
    if (const auto it = numbers_.find(settings); it != numbers_.end()) return it->second;
    const int number = static_cast<int>(numbers_.size());
    Statement insert(*db_, "INSERT INTO variant VALUES(?, ?, ?)");
    insert.bind(number).bind(name).bind(settings).next();
    return numbers_[settings] = number;
}

bool Store::failed(int variant, int replication) const {
    const auto it = known_.find({variant, replication});
    return it != known_.end() && it->second;
}

void Store::add(int variant, int replication, const Outcome& o) {
    Transaction transaction(*db_);
    Statement run(*db_, "INSERT INTO run VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
    run.bind(variant).bind(replication).bind(static_cast<std::int64_t>(o.seed)).bind(o.failed ? "failed" : "done");
    run.bind(o.reason).bind(fmt::format("{:016x}", o.hash)).bind(o.simulated_s).bind(o.wall_s).next();
    Statement measure(*db_, "INSERT INTO measure VALUES(?, ?, ?, ?, ?, nullif(?, -1.0))");
    for (const MeasureRow& m : o.measures)
        measure.bind(variant).bind(replication).bind(m.name).bind(m.value).bind(m.element).bind(m.at_s).next();
    Statement series(*db_, "INSERT INTO series VALUES(?, ?, ?, ?, ?)");
    for (const SeriesRow& s : o.series)
        series.bind(variant).bind(replication).bind(s.name).bind(s.minute).bind(s.value).next();
    Statement place(*db_, "INSERT INTO place_hour VALUES(?, ?, ?, ?, ?, ?)");
    for (const PlaceHour& p : o.places)
        place.bind(variant).bind(replication).bind(p.place).bind(p.hour).bind(p.people).bind(p.ef_min).next();
    Statement wait(*db_, "INSERT INTO wait VALUES(?, ?, ?, ?, ?, ?)");
    for (const WaitRow& w : o.waits)
        wait.bind(variant)
            .bind(replication)
            .bind(w.kind)
            .bind(w.queue)
            .bind(w.minute)
            .bind(std::int64_t{w.people})
            .next();
    transaction.commit();
    known_[{variant, replication}] = o.failed;
}

void Store::forget_failed() {
    db_->run("DELETE FROM run WHERE status = 'failed'");
    std::erase_if(known_, [](const auto& run) { return run.second; });
}

void Store::answer(const std::string& kind, const std::string& json) {
    Statement(*db_, "INSERT OR REPLACE INTO answer VALUES(?, ?)").bind(kind).bind(json).next();
}

std::vector<StoredVariant> Store::variants() const {
    std::vector<StoredVariant> found;
    Statement s(*db_, "SELECT variant, name, settings FROM variant ORDER BY variant");
    while (s.next()) found.push_back({static_cast<int>(s.whole(0)), s.text(1), s.text(2)});
    return found;
}

std::vector<StoredRun> Store::runs() const {
    std::vector<StoredRun> found;
    Statement s(*db_, "SELECT variant, replication, status = 'failed', reason, wall_s, simulated_s FROM run");
    while (s.next())
        found.push_back({static_cast<int>(s.whole(0)), static_cast<int>(s.whole(1)), s.whole(2) != 0, s.text(3),
                         s.number(4), s.number(5)});
    return found;
}

std::vector<StoredValue> Store::values(int variant, const std::string& measure) const {
    std::vector<StoredValue> found;
    Statement s(*db_,
                "SELECT replication, value, element, ifnull(at_s, -1) FROM measure WHERE variant = ? AND name = ? "
                "ORDER BY replication");
    s.bind(variant).bind(measure);
    while (s.next()) found.push_back({static_cast<int>(s.whole(0)), s.number(1), s.text(2), s.number(3)});
    return found;
}

std::vector<std::string> Store::measures() const {
    std::vector<std::string> found;
    Statement s(*db_, "SELECT DISTINCT name FROM measure ORDER BY name");
    while (s.next()) found.push_back(s.text(0));
    return found;
}

std::map<std::pair<std::string, int>, std::map<int, double>> Store::places(int variant,
                                                                           const std::string& column) const {
    std::map<std::pair<std::string, int>, std::map<int, double>> found;
    Statement s(*db_, column == "people" ? "SELECT place, hour, replication, people FROM place_hour WHERE variant = ?"
                                         : "SELECT place, hour, replication, ef_min FROM place_hour WHERE variant = ?");
    s.bind(variant);
    while (s.next()) found[{s.text(0), static_cast<int>(s.whole(1))}][static_cast<int>(s.whole(2))] = s.number(3);
    return found;
}

std::map<std::pair<std::string, std::string>, std::map<int, std::int64_t>> Store::waits(int variant) const {
    std::map<std::pair<std::string, std::string>, std::map<int, std::int64_t>> found;
    Statement s(*db_,
                "SELECT kind, queue, minute, sum(people) FROM wait WHERE variant = ? GROUP BY kind, queue, minute");
    s.bind(variant);
    while (s.next()) found[{s.text(0), s.text(1)}][static_cast<int>(s.whole(2))] = s.whole(3);
    return found;
}

std::map<std::string, std::string> Store::answers() const {
    std::map<std::string, std::string> found;
    Statement s(*db_, "SELECT kind, json FROM answer");
    while (s.next()) found[s.text(0)] = s.text(1);
    return found;
}

void Store::merge(const std::string& part) {
    const Store other = Store::read(part);
    same_study(other.facts_, part, "merge parts of one study only");
    Statement(*db_, "ATTACH ? AS part").bind(part).next();
    {
        Transaction transaction(*db_);
        db_->run("INSERT OR IGNORE INTO variant SELECT * FROM part.variant");
        db_->run("INSERT OR IGNORE INTO answer SELECT * FROM part.answer");
        db_->run(
            "CREATE TEMP TABLE fresh AS SELECT variant, replication FROM part.run EXCEPT "
            "SELECT variant, replication FROM main.run");
        for (const char* table : {"run", "measure", "series", "place_hour", "wait"})
            db_->run(fmt::format("INSERT INTO main.{0} SELECT p.* FROM part.{0} p JOIN temp.fresh USING(variant, "
                                 "replication)",
                                 table)
                         .c_str());
        db_->run("DROP TABLE temp.fresh");
        transaction.commit();
    }
    db_->run("DETACH part");
    load();
}

void Store::export_csv(const std::string& folder) const {
    wz::prepare_folder(folder);
    for (const char* table : tables) {
        std::string csv;
        Statement columns(*db_, fmt::format("SELECT name FROM pragma_table_info('{}')", table).c_str());
        int count = 0;
        while (columns.next()) csv += fmt::format("{}{}", count++ ? "," : "", columns.text(0));
        csv += "\n";
        Statement rows(*db_, fmt::format("SELECT * FROM {}", table).c_str());
        while (rows.next()) {
            for (int c = 0; c < count; ++c) {
                std::string cell = rows.text(c);
                if (cell.find_first_of(",\"\n") != std::string::npos) {
                    for (std::size_t at = 0; (at = cell.find('"', at)) != std::string::npos; at += 2)
                        cell.insert(at, 1, '"');
                    cell = fmt::format("\"{}\"", cell);
                }
                csv += fmt::format("{}{}", c ? "," : "", cell);
            }
            csv += "\n";
        }
        wz::write_result(fmt::format("{}/{}.csv", folder, table), csv);
    }
}

}  // namespace study
