#include "study/database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cmath>
#include <limits>

#include "base/errors.hpp"

namespace study {

namespace {

constexpr int patience_ms = 3000;  // for another program that reads

const char* remedy(int code) {
    switch (code & 0xff) {
        case SQLITE_FULL:
            return "the disk is full: make room, then go on with --resume; every finished run is in the file";
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return "another program has this file open: wait for it, or choose another name with --out";
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
            return "this file is damaged or no study's: restore a copy, or begin anew with another name";
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_READONLY:
            return "choose a file in a folder that exists and may be written";
        case SQLITE_IOERR:
            return "the disk failed or is full: look after it, then go on with --resume";
        default:
            return "see the message of SQLite";
    }
}

}  // namespace

Database::Database(const std::string& path, Use use) : path_(path) {
    const int flags =
        use == Use::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | (use == Use::create ? SQLITE_OPEN_CREATE : 0);
    if (const int code = sqlite3_open_v2(path.c_str(), &db_, flags, nullptr); code != SQLITE_OK) fail(code);
    sqlite3_extended_result_codes(db_, 1);
    sqlite3_busy_timeout(db_, patience_ms);
    if (use == Use::read) return;
    // A rollback journal, synced at every commit, outlives kill -9 and power cuts and, unlike a write-ahead log, works
    // on the network file systems of clusters. Exclusive: two studies never write one file.
    run("PRAGMA locking_mode=EXCLUSIVE");
    run("PRAGMA journal_mode=DELETE");
    run("PRAGMA synchronous=EXTRA");
    run("BEGIN EXCLUSIVE");
    run("COMMIT");
}

Database::~Database() { sqlite3_close(db_); }

void Database::run(const char* sql) {
    if (const int code = sqlite3_exec(db_, sql, nullptr, nullptr, nullptr); code != SQLITE_OK) fail(code);
}

void Database::fail(int code) const {
    throw wz::InputError({{path_, 0}, fmt::format("{} (SQLite {})", sqlite3_errmsg(db_), code), "", remedy(code)});
}

Statement::Statement(const Database& db, const char* sql) : db_(db) {
    check(sqlite3_prepare_v2(db.db_, sql, -1, &statement_, nullptr));
}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::check(int code) const {
    if (code != SQLITE_OK) db_.fail(code);
}

Statement& Statement::bind(std::int64_t v) {
    check(sqlite3_bind_int64(statement_, ++bound_, v));
    return *this;
}

Statement& Statement::bind(double v) {
    ++bound_;
    check(std::isnan(v) ? sqlite3_bind_null(statement_, bound_) : sqlite3_bind_double(statement_, bound_, v));
    return *this;
}

Statement& Statement::bind(std::string_view v) {
    check(sqlite3_bind_text(statement_, ++bound_, v.data(), static_cast<int>(v.size()), SQLITE_TRANSIENT));
    return *this;
}

bool Statement::next() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) db_.fail(code);
    sqlite3_reset(statement_);
    bound_ = 0;
    return false;
}

std::int64_t Statement::whole(int column) const { return sqlite3_column_int64(statement_, column); }

double Statement::number(int column) const {
    if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return std::numeric_limits<double>::quiet_NaN();
    return sqlite3_column_double(statement_, column);
}

std::string Statement::text(int column) const {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return text == nullptr ? std::string()
                           : std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        db_.run("ROLLBACK");
    } catch (const wz::InputError&) {  // a full disk has rolled back already
    }
}

void Transaction::commit() {
    db_.run("COMMIT");
    open_ = false;
}

}  // namespace study
