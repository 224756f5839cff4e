// Writes JSON as text, value by value. No tree is kept: maps and reports are written as they are walked.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <concepts>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace wz {

class JsonText {
public:
    enum class Lines { broken, one };
    /// `indent` 0: everything on one line. Objects and arrays begun with Lines::one stay on one line in any case.
    explicit JsonText(int indent = 0) : indent_(indent) {}

    JsonText& object(Lines lines = Lines::broken) { return open('{', lines); }
    JsonText& array(Lines lines = Lines::broken) { return open('[', lines); }
    JsonText& close() {
        const Level level = levels_.back();
        levels_.pop_back();
        if (level.filled && !level.flat) new_line();
        text_ += level.bracket == '{' ? '}' : ']';
        return *this;
    }
    JsonText& key(std::string_view name) {
        separate();
        quote(name);
        text_ += indent_ > 0 ? ": " : ":";
        after_key_ = true;
        return *this;
    }
    JsonText& value(std::string_view text) {
        separate();
        quote(text);
        return *this;
    }
    JsonText& value(const char* text) { return value(std::string_view(text)); }
    JsonText& value(bool b) { return raw(b ? "true" : "false"); }
    JsonText& value(std::integral auto n) { return raw(fmt::format("{}", n)); }
    /// At most `decimals` digits after the point; null if it is not finite.
    JsonText& value(double v, int decimals = 3) {
        if (!std::isfinite(v)) return raw("null");
        std::string digits = fmt::format("{:.{}f}", v, decimals);
        if (digits.find('.') != std::string::npos) {
            while (digits.back() == '0') digits.pop_back();
            if (digits.back() == '.') digits.pop_back();
        }
        return raw(digits == "-0" ? "0" : digits);
    }
    JsonText& raw(std::string_view json) {
        separate();
        text_ += json;
        return *this;
    }
    template <class T>
    JsonText& member(std::string_view name, const T& v) {
        return key(name).value(v);
    }
    JsonText& member(std::string_view name, double v, int decimals) { return key(name).value(v, decimals); }

    [[nodiscard]] const std::string& text() const { return text_; }

private:
    struct Level {
        char bracket;
        bool flat;
        bool filled = false;
    };
    JsonText& open(char bracket, Lines lines) {
        separate();
        text_ += bracket;
        levels_.push_back({bracket, lines == Lines::one || (!levels_.empty() && levels_.back().flat)});
        return *this;
    }
    void separate() {
        if (after_key_) {
            after_key_ = false;
            return;
        }
        if (levels_.empty()) return;
        Level& level = levels_.back();
        if (level.filled) text_ += ',';
        level.filled = true;
        if (level.flat) return;
        new_line();
    }
    void new_line() {
        if (indent_ == 0) return;
        text_ += '\n';
        text_.append(levels_.size() * static_cast<std::size_t>(indent_), ' ');
    }
    void quote(std::string_view s) {
        text_ += '"';
        for (const char c : s) {
            if (c == '"' || c == '\\') {
                text_ += '\\';
                text_ += c;
            } else if (static_cast<unsigned char>(c) < 0x20) {
                fmt::format_to(std::back_inserter(text_), "\\u{:04x}", static_cast<unsigned>(c));
            } else {
                text_ += c;
            }
        }
        text_ += '"';
    }

    std::string text_;
    std::vector<Level> levels_;
    int indent_;
    bool after_key_ = false;
};

}  // namespace wz
