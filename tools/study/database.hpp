// A SQLite file; the only place that knows SQLite. Every failure (disk full, locked, no database) is an InputError that
// names the file and what to do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace study {

class Database {
public:
    enum class Use { create, write, read };
    Database(const std::string& path, Use use);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    void run(const char* sql);
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    friend class Statement;
    [[noreturn]] void fail(int code) const;
    std::string path_;
    sqlite3* db_ = nullptr;
};

/// A prepared statement. `bind` fills its parameters from left to right; `next` runs it, row by row.
class Statement {
public:
    Statement(const Database& db, const char* sql);
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    Statement& bind(std::int64_t v);
    Statement& bind(int v) { return bind(std::int64_t{v}); }
    Statement& bind(double v);  // NaN becomes NULL
    Statement& bind(std::string_view v);
    /// False after the last row; then ready to be bound anew.
    bool next();
    [[nodiscard]] std::int64_t whole(int column) const;
    [[nodiscard]] double number(int column) const;  // NULL becomes NaN
    [[nodiscard]] std::string text(int column) const;

private:
    void check(int code) const;
    const Database& db_;
    sqlite3_stmt* statement_ = nullptr;
    int bound_ = 0;
};

/// All or nothing: what was written since its construction is lost unless `commit` was reached.
class Transaction {
public:
    explicit Transaction(Database& db) : db_(db) { db_.run("BEGIN IMMEDIATE"); }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

private:
    Database& db_;
    bool open_ = true;
};

}  // namespace study
