// A JSON reader of our own: libraries tell the byte where syntax breaks, but not the line of a node that is well-formed
// and wrong, and every error about a map feature needs that line.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "load/document.hpp"

namespace wz {

namespace {

struct SyntaxError {
    int line;
    std::string what, allowed;
};

void append_utf8(std::string& out, unsigned c) {
    const auto put = [&out](unsigned byte) { out.push_back(static_cast<char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xc0 | (c >> 6));
        put(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        put(0xe0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    } else {
        put(0xf0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3f));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    }
}

/// Number, true, false or null, as RFC 8259 writes them.
bool is_json_plain(std::string_view t) {
    if (t == "true" || t == "false" || t == "null") return true;
    std::size_t i = 0;
    const auto digits = [&] {
        const std::size_t from = i;
        while (i < t.size() && t[i] >= '0' && t[i] <= '9') ++i;
        return i - from;
    };
    if (i < t.size() && t[i] == '-') ++i;
    const std::size_t first = i;
    const std::size_t whole = digits();
    if (whole == 0 || (whole > 1 && t[first] == '0')) return false;
    if (i < t.size() && t[i] == '.') {
        ++i;
        if (digits() == 0) return false;
    }
    if (i < t.size() && (t[i] == 'e' || t[i] == 'E')) {
        ++i;
        if (i < t.size() && (t[i] == '+' || t[i] == '-')) ++i;
        if (digits() == 0) return false;
    }
    return i == t.size();
}

class JsonReader {
public:
    JsonReader(std::string_view text, const std::string& file, Problems& problems)
        : text_(text), file_(std::make_shared<const std::string>(file)), problems_(problems) {}

    DocNode document() {
        DocNode node = value(0);
        skip_space();
        if (at_ < text_.size()) fail(here() + " after the end of the value", "nothing more");
        return node;
    }

private:
    [[noreturn]] void fail(std::string what, std::string allowed) const {
        throw SyntaxError{line_, std::move(what), std::move(allowed)};
    }
    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    [[nodiscard]] std::string_view token() const {
        const std::size_t end = text_.find_first_of(" \t\r\n,:[]{}\"", at_);
        return text_.substr(at_, end == std::string_view::npos ? end : end - at_);
    }
    [[nodiscard]] std::string here() const;
    void skip_space();
    void expect(char c, const char* why);
    DocNode value(int depth);
    void list(DocNode& node, int depth);
    void map(DocNode& node, int depth);
    std::string string();
    void escape(std::string& out);
    unsigned hex4();

    std::string_view text_;
    std::size_t at_ = 0;
    int line_ = 1;
    std::shared_ptr<const std::string> file_;
    Problems& problems_;
};

std::string JsonReader::here() const {
    if (at_ >= text_.size()) return "the file ends";
    const std::string_view t = token().empty() ? text_.substr(at_, 1) : token();
    DocNode shown;
    shown.kind = DocNode::Kind::plain;
    shown.text = t;
    return fmt::format("`{}`", shown.shown());
}

void JsonReader::skip_space() {
    for (; at_ < text_.size(); ++at_) {
        const char c = text_[at_];
        if (c == '\n')
            ++line_;
        else if (c != ' ' && c != '\t' && c != '\r')
            return;
    }
}

void JsonReader::expect(char c, const char* why) {
    skip_space();
    if (peek() != c) fail(here() + " where it is not expected", fmt::format("`{}` {}", c, why));
    ++at_;
}

DocNode JsonReader::value(int depth) {
    skip_space();
    DocNode node;
    node.typed = true;
    node.line = line_;
    node.file = file_;
    if (depth > max_document_depth) fail("too many levels of brackets", fmt::format("{} levels", max_document_depth));
    if (peek() == '{') {
        map(node, depth);
    } else if (peek() == '[') {
        list(node, depth);
    } else if (peek() == '"') {
        node.kind = DocNode::Kind::quoted;
        node.text = string();
    } else {
        const std::string_view t = token();
        if (!is_json_plain(t))
            fail(here() + " where it is not expected", "a JSON value: {…}, […], \"…\", a number, true, false or null");
        node.kind = t == "null" ? DocNode::Kind::null : DocNode::Kind::plain;
        node.text = t;
        at_ += t.size();
    }
    return node;
}

void JsonReader::list(DocNode& node, int depth) {
    node.kind = DocNode::Kind::list;
    ++at_;
    skip_space();
    if (peek() == ']') {
        ++at_;
        return;
    }
    while (true) {
        node.items.push_back(value(depth + 1));
        skip_space();
        if (peek() == ']') break;
        expect(',', "or `]` after a list item");
    }
    ++at_;
}

void JsonReader::map(DocNode& node, int depth) {
    node.kind = DocNode::Kind::map;
    ++at_;
    skip_space();
    if (peek() == '}') {
        ++at_;
        return;
    }
    std::map<std::string, int> first_line;  // a map with thousands of keys must not cost their square
    while (true) {
        skip_space();
        if (peek() != '"') fail(here() + " where it is not expected", "a key in double quotes");
        const Location where{*file_, line_};
        std::string key = string();
        expect(':', "after a key");
        DocNode member = value(depth + 1);
        const auto [it, fresh] = first_line.emplace(key, where.line);
        if (fresh)
            node.members.push_back({std::move(key), where, std::move(member)});
        else
            problems_.add(where, fmt::format("the key `{}` stands twice, first in line {}", key, it->second),
                          "each key once", "remove one of them");
        skip_space();
        if (peek() == '}') break;
        expect(',', "or `}` after a value");
    }
    ++at_;
}

std::string JsonReader::string() {
    std::string out;
    for (++at_;; ++at_) {
        if (at_ >= text_.size() || text_[at_] == '\n')
            fail("the text is not closed", "`\"` at its end, in the same line");
        if (text_[at_] == '"') break;
        if (static_cast<unsigned char>(text_[at_]) < 0x20)
            fail("a control character in a text", "\\t, \\r or \\n in its place");
        if (text_[at_] == '\\')
            escape(out);
        else
            out.push_back(text_[at_]);
    }
    ++at_;
    return out;
}

void JsonReader::escape(std::string& out) {
    ++at_;
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const std::size_t k = letters.find(peek());
    if (at_ < text_.size() && k != std::string_view::npos) {
        out.push_back(meanings[k]);
    } else if (peek() == 'u') {
        unsigned c = hex4();
        if (c >= 0xd800 && c < 0xdc00 && text_.substr(at_ + 1, 2) == "\\u") {
            at_ += 2;
            const unsigned low = hex4();
            if (low < 0xdc00 || low > 0xdfff) fail("half a surrogate pair in \\u", "a pair, or the character itself");
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        }
        if (c >= 0xd800 && c <= 0xdfff) fail("half a surrogate pair in \\u", "a pair, or the character itself");
        append_utf8(out, c);
    } else {
        fail("an unknown escape in a text", R"(\" \\ \/ \b \f \n \r \t, or \u and four hexadecimal digits)");
    }
}

/// at_ is on the `u`; afterwards on the last of its four digits.
unsigned JsonReader::hex4() {
    unsigned c = 0;
    for (int i = 0; i < 4; ++i) {
        ++at_;
        const std::size_t digit = std::string_view("0123456789abcdef0123456789ABCDEF").find(peek());
        if (at_ >= text_.size() || digit == std::string_view::npos)
            fail("\\u without four hexadecimal digits", "e.g. \\u70cf");
        c = c * 16 + static_cast<unsigned>(digit % 16);
    }
    return c;
}

}  // namespace

std::optional<DocNode> parse_json(std::string_view text, const std::string& file, Problems& problems) {
    try {
        return JsonReader(text, file, problems).document();
    } catch (const SyntaxError& e) {
        problems.add({file, e.line}, fmt::format("JSON syntax: {}", e.what), e.allowed,
                     "correct this line or the one before it");
        return std::nullopt;
    }
}

}  // namespace wz
