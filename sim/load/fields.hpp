// Typed access to a located tree. A wrong value is noted with its place, what is allowed and what to do; the reader
// gets a harmless value in its stead and goes on, so that all mistakes are reported together.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/errors.hpp"
#include "base/time.hpp"
#include "load/document.hpp"

namespace wz {

struct Range {
    double lowest;
    double highest;
    std::string_view unit = {};
    [[nodiscard]] std::string text(bool whole) const;  // "a whole number from 1 to 60"
};
inline constexpr Range share_range{0, 1, {}};
inline constexpr int most_people = 100000;  // in one place or crowd

/// Conversions of one node. `path` names it in messages: "populations.visitors.count".
std::optional<double> as_number(const DocNode& node, const std::string& path, const Range& range, Problems& problems);
std::optional<double> as_whole(const DocNode& node, const std::string& path, const Range& range, Problems& problems);
std::optional<bool> as_flag(const DocNode& node, const std::string& path, Problems& problems);
std::optional<std::string> as_text(const DocNode& node, const std::string& path, Problems& problems);
std::optional<Tick> as_time(const DocNode& node, const std::string& path, Problems& problems);
/// A time as it may stand in a key: "08:30".
std::optional<Tick> key_as_time(const DocMember& member, const std::string& path, Problems& problems);

/// A text with the line in which it stands, so that a dangling reference in a long list is found.
struct Word {
    std::string text;
    Location where;
};

/// The keys of one map. Each key that is asked for is known; `done` reports all others.
class Fields {
public:
    Fields(const DocNode& node, std::string path, Problems& problems);

    [[nodiscard]] bool has(std::string_view key);
    /// nullptr if absent or null.
    const DocNode* node(std::string_view key);
    const DocNode* list(std::string_view key);  // nullptr if absent; reports what is no list
    const DocNode* map(std::string_view key);
    [[nodiscard]] Location where() const { return node_.where(); }
    [[nodiscard]] Location where(std::string_view key) const;
    [[nodiscard]] std::string path(std::string_view key) const;
    [[nodiscard]] Problems& problems() { return problems_; }

    std::string text(std::string_view key);  // required
    std::string text_or(std::string_view key, std::string fallback);
    double number(std::string_view key, const Range& range);
    double number_or(std::string_view key, const Range& range, double fallback);
    int whole(std::string_view key, int lowest, int highest);
    int whole_or(std::string_view key, int lowest, int highest, int fallback);
    bool flag_or(std::string_view key, bool fallback);
    Tick time(std::string_view key);
    Tick time_or(std::string_view key, Tick fallback);
    std::vector<Word> words(std::string_view key);  // a list of texts, or one text; empty if absent
    std::vector<std::string> texts(std::string_view key);
    /// Where the value of a key stands; the map, if there is none.
    [[nodiscard]] Location at(std::string_view key) const;
    /// Index into `allowed` of a required word; 0 after a mistake.
    std::size_t choice(std::string_view key, std::span<const std::string_view> allowed);
    void missing(std::string_view key, std::string_view allowed);
    /// Reports keys nobody asked for; or only those that look like a mistyped known key (maps carry notes of their
    /// makers).
    void done(bool typos_only = false);

private:
    const DocNode& node_;
    std::string path_;
    Problems& problems_;
    std::vector<std::string> known_;
};

}  // namespace wz
