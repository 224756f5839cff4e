#include "load/fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "load/nearest.hpp"

namespace wz {

namespace {

constexpr std::string_view clock_allowed = "a time \"HH:MM\" or \"HH:MM:SS\", hours 00 to 47";

/// Decimal notation, all of the text; ±inf and NaN are read, so that they can be named.
std::optional<double> parse_number(const DocNode& node) {
    if (node.kind != DocNode::Kind::plain) return std::nullopt;
    std::string_view t = node.text;
    if (t.starts_with('+')) t.remove_prefix(1);
    if (t == ".nan" || t == ".NaN" || t == ".NAN") return std::nan("");
    if (t == ".inf" || t == ".Inf" || t == "-.inf" || t == "-.Inf") return t[0] == '-' ? -HUGE_VAL : HUGE_VAL;
    double value = 0;
    const auto [end, error] = std::from_chars(t.data(), t.data() + t.size(), value);
    if (end != t.data() + t.size() || error == std::errc::invalid_argument) return std::nullopt;
    // out of the range of double: too large counts as infinite, too small as zero
    if (error == std::errc::result_out_of_range)
        return t.find("e-") != t.npos || t.find("E-") != t.npos ? 0.0 : HUGE_VAL;
    return value;
}

std::optional<double> in_range(const DocNode& node, const std::string& path, const Range& range, bool whole,
                               Problems& problems) {
    const std::optional<double> value = parse_number(node);
    const std::string allowed = range.text(whole);
    if (!value) {
        const bool only_quotes = node.kind == DocNode::Kind::quoted;
        problems.add(
            node.where(), fmt::format("{} is {}", path, node.shown()), allowed,
            only_quotes ? "write the number without quotes" : fmt::format("write a number, e.g. {:g}", range.lowest));
    } else if (!std::isfinite(*value)) {
        problems.add(node.where(), fmt::format("{} is {}", path, node.shown()), allowed, "write a finite number");
    } else if (*value < range.lowest || *value > range.highest) {
        problems.add(
            node.where(), fmt::format("{} is {}", path, node.shown()), allowed,
            fmt::format("the nearest allowed value is {:g}", *value < range.lowest ? range.lowest : range.highest));
    } else if (whole && *value != std::floor(*value)) {
        problems.add(node.where(), fmt::format("{} is {}", path, node.shown()), allowed,
                     fmt::format("write {:g} or {:g}", std::floor(*value), std::ceil(*value)));
    } else {
        return value;
    }
    return std::nullopt;
}

void wrong_kind(const DocNode& node, const std::string& path, std::string_view allowed, std::string_view remedy,
                Problems& problems) {
    problems.add(node.where(), fmt::format("{} is {}", path, node.shown()), std::string(allowed), std::string(remedy));
}

}  // namespace

std::string Range::text(bool whole) const {
    std::string t = fmt::format("a {}number from {:.10g} to {:.10g}", whole ? "whole " : "", lowest, highest);
    return unit.empty() ? t : fmt::format("{} {}", t, unit);
}

std::optional<double> as_number(const DocNode& node, const std::string& path, const Range& range, Problems& problems) {
    return in_range(node, path, range, false, problems);
}

std::optional<double> as_whole(const DocNode& node, const std::string& path, const Range& range, Problems& problems) {
    return in_range(node, path, range, true, problems);
}

std::optional<bool> as_flag(const DocNode& node, const std::string& path, Problems& problems) {
    if (node.kind == DocNode::Kind::plain && (node.text == "true" || node.text == "false")) return node.text == "true";
    wrong_kind(node, path, "true or false", "write true or false, without quotes", problems);
    return std::nullopt;
}

std::optional<std::string> as_text(const DocNode& node, const std::string& path, Problems& problems) {
    if (node.kind == DocNode::Kind::quoted || (node.kind == DocNode::Kind::plain && !node.typed)) return node.text;
    wrong_kind(node, path, "a text", "write it in double quotes", problems);
    return std::nullopt;
}

std::optional<Tick> as_time(const DocNode& node, const std::string& path, Problems& problems) {
    const Tick t = node.is_scalar() ? parse_exact_clock(node.text) : -1;
    if (t >= 0) return t;
    wrong_kind(node, path, clock_allowed, "write e.g. \"08:30\"", problems);
    return std::nullopt;
}

std::optional<Tick> key_as_time(const DocMember& member, const std::string& path, Problems& problems) {
    const Tick t = parse_exact_clock(member.key);
    if (t >= 0) return t;
    problems.add(member.where, fmt::format("{} has the key `{}`", path, member.key), std::string(clock_allowed),
                 "write e.g. \"08:30\": 2");
    return std::nullopt;
}

Fields::Fields(const DocNode& node, std::string path, Problems& problems)
    : node_(node), path_(std::move(path)), problems_(problems) {
    if (!node_.is_map()) {
        wrong_kind(node_, path_.empty() ? "the file" : path_, "a map of keys", "write `key: value` pairs", problems_);
    }
}

const DocNode* Fields::node(std::string_view key) {
    if (std::ranges::find(known_, key) == known_.end()) known_.emplace_back(key);
    const DocMember* m = node_.find(key);
    return m && !m->node.is_null() ? &m->node : nullptr;
}

bool Fields::has(std::string_view key) { return node(key) != nullptr; }

const DocNode* Fields::list(std::string_view key) {
    const DocNode* n = node(key);
    if (n && !n->is_list()) wrong_kind(*n, path(key), "a list", "write e.g. [first, second]", problems_);
    return n && n->is_list() ? n : nullptr;
}

const DocNode* Fields::map(std::string_view key) {
    const DocNode* n = node(key);
    if (n && !n->is_map()) wrong_kind(*n, path(key), "a map of keys", "write `key: value` pairs", problems_);
    return n && n->is_map() ? n : nullptr;
}

Location Fields::where(std::string_view key) const {
    const DocMember* m = node_.find(key);
    return m ? m->where : node_.where();
}

std::string Fields::path(std::string_view key) const {
    return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

void Fields::missing(std::string_view key, std::string_view allowed) {
    if (!node_.is_map()) return;  // already reported
    problems_.add(node_.where(), fmt::format("{} is missing", path(key)), std::string(allowed),
                  node_.typed ? fmt::format("add \"{}\": …", key) : fmt::format("add `{}: …`", key));
}

std::string Fields::text(std::string_view key) {
    const DocNode* n = node(key);
    if (!n) missing(key, "a text");
    return n ? as_text(*n, path(key), problems_).value_or("") : "";
}

std::string Fields::text_or(std::string_view key, std::string fallback) {
    const DocNode* n = node(key);
    return n ? as_text(*n, path(key), problems_).value_or(fallback) : fallback;
}

double Fields::number(std::string_view key, const Range& range) {
    if (!node(key)) missing(key, range.text(false));
    return number_or(key, range, range.lowest);
}

double Fields::number_or(std::string_view key, const Range& range, double fallback) {
    const DocNode* n = node(key);
    return n ? as_number(*n, path(key), range, problems_).value_or(fallback) : fallback;
}

int Fields::whole(std::string_view key, int lowest, int highest) {
    if (!node(key)) missing(key, Range{static_cast<double>(lowest), static_cast<double>(highest)}.text(true));
    return whole_or(key, lowest, highest, lowest);
}

int Fields::whole_or(std::string_view key, int lowest, int highest, int fallback) {
    const DocNode* n = node(key);
    if (!n) return fallback;
    const Range range{static_cast<double>(lowest), static_cast<double>(highest)};
    return static_cast<int>(as_whole(*n, path(key), range, problems_).value_or(fallback));
}

bool Fields::flag_or(std::string_view key, bool fallback) {
    const DocNode* n = node(key);
    return n ? as_flag(*n, path(key), problems_).value_or(fallback) : fallback;
}

Tick Fields::time(std::string_view key) {
    const DocNode* n = node(key);
    if (!n) missing(key, clock_allowed);
    return time_or(key, 0);
}

Tick Fields::time_or(std::string_view key, Tick fallback) {
    const DocNode* n = node(key);
    return n ? as_time(*n, path(key), problems_).value_or(fallback) : fallback;
}

std::vector<Word> Fields::words(std::string_view key) {
    std::vector<Word> found;
    const DocNode* n = node(key);
    if (n && n->is_scalar()) {
        if (auto t = as_text(*n, path(key), problems_)) found.push_back({std::move(*t), n->where()});
    } else if (n && list(key)) {
        for (const DocNode& item : n->items) {
            if (auto t = as_text(item, path(key), problems_)) found.push_back({std::move(*t), item.where()});
        }
    }
    return found;
}

std::vector<std::string> Fields::texts(std::string_view key) {
    std::vector<std::string> found;
    for (Word& w : words(key)) found.push_back(std::move(w.text));
    return found;
}

Location Fields::at(std::string_view key) const {
    const DocMember* m = node_.find(key);
    return m ? m->node.where() : node_.where();
}

std::size_t Fields::choice(std::string_view key, std::span<const std::string_view> allowed) {
    const std::string all = fmt::format("{}", fmt::join(allowed, ", "));
    const DocNode* n = node(key);
    if (!n) missing(key, all);
    const std::optional<std::string> word = n ? as_text(*n, path(key), problems_) : std::nullopt;
    if (!word) return 0;
    const auto it = std::ranges::find(allowed, std::string_view(*word));
    if (it != allowed.end()) return static_cast<std::size_t>(it - allowed.begin());
    const std::vector<std::string> names(allowed.begin(), allowed.end());
    const std::string best = nearest_name(*word, names);
    problems_.add(n->where(), fmt::format("{} is {}", path(key), n->shown()), all,
                  best.empty() ? "use one of these" : fmt::format("did you mean `{}`?", best));
    return 0;
}

void Fields::done(bool typos_only) {
    for (const DocMember& m : node_.members) {
        if (std::ranges::find(known_, m.key) != known_.end()) continue;
        if (typos_only && nearest_name(m.key, known_).empty()) continue;
        problems_.add(m.where, fmt::format("unknown key {}", path(m.key)), fmt::format("{}", fmt::join(known_, ", ")),
                      did_you_mean(m.key, known_));
    }
}

}  // namespace wz
