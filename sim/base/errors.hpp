// A user's mistake: where, what was found, what was allowed, what to do. All mistakes of an input are reported
// together.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace wz {

struct Location {
    std::string file;
    int line = 0;  // 1-based; 0: the whole file
    [[nodiscard]] std::string text() const { return line > 0 ? file + ":" + std::to_string(line) : file; }
};

struct Problem {
    Location where;
    std::string what;     // "scenario.visitors.count is -3"
    std::string allowed;  // "a whole number from 0 to 1000000"
    std::string remedy;   // "write the number of people, e.g. 26000"
    [[nodiscard]] std::string text() const {
        std::string t = where.text() + ": " + what;
        if (!allowed.empty()) t += "; allowed: " + allowed;
        if (!remedy.empty()) t += "; " + remedy;
        return t;
    }
};

/// Collects the mistakes of an input.
class Problems {
public:
    void add(Problem p) { list_.push_back(std::move(p)); }
    void add(Location where, std::string what, std::string allowed = {}, std::string remedy = {}) {
        list_.push_back({std::move(where), std::move(what), std::move(allowed), std::move(remedy)});
    }
    [[nodiscard]] bool empty() const { return list_.empty(); }
    [[nodiscard]] const std::vector<Problem>& list() const { return list_; }
    void throw_if_any() const;

private:
    std::vector<Problem> list_;
};

/// Thrown once all mistakes are collected; the command line prints them and exits with 2.
class InputError : public std::runtime_error {
public:
    explicit InputError(std::vector<Problem> problems);
    explicit InputError(Problem problem) : InputError(std::vector<Problem>{std::move(problem)}) {}
    [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }

private:
    std::vector<Problem> problems_;
};

}  // namespace wz
