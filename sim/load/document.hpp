// A YAML or JSON file as a tree in which every node knows its file and line, so that a mistake found later can still be
// located. The rest of the loader never sees a parser library.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/errors.hpp"

namespace wz {

struct DocMember;

/// A node of the tree. Scalars keep their text: what they mean is decided by whoever asks for them.
struct DocNode {
    enum class Kind : std::uint8_t { null, plain, quoted, list, map };
    Kind kind = Kind::null;
    bool typed = false;  // JSON: a quoted scalar is text, a plain one is not
    int line = 0;        // 1-based
    std::shared_ptr<const std::string> file;
    std::string text;                // scalars
    std::vector<DocNode> items;      // lists
    std::vector<DocMember> members;  // maps, in the order of the file, keys unique

    [[nodiscard]] Location where() const { return {file ? *file : std::string(), line}; }
    [[nodiscard]] bool is_map() const { return kind == Kind::map; }
    [[nodiscard]] bool is_list() const { return kind == Kind::list; }
    [[nodiscard]] bool is_null() const { return kind == Kind::null; }
    [[nodiscard]] bool is_scalar() const { return kind == Kind::plain || kind == Kind::quoted; }
    /// nullptr if this is no map or has no such key.
    [[nodiscard]] const DocMember* find(std::string_view key) const;
    /// For messages: "a list", "-3", "\"abc\"".
    [[nodiscard]] std::string shown() const;
};
struct DocMember {
    std::string key;
    Location where;  // of the key
    DocNode node;
};

inline constexpr std::size_t max_document_bytes = 64u << 20;
inline constexpr int max_document_depth = 48;

/// The text of a regular file in UTF-8 without control characters; anything else is a problem.
std::optional<std::string> read_text(const std::string& path, Problems& problems);
/// Strict JSON (RFC 8259), unique keys.
std::optional<DocNode> parse_json(std::string_view text, const std::string& file, Problems& problems);
/// One YAML document without anchors, aliases and tags, unique keys.
std::optional<DocNode> parse_yaml(const std::string& text, const std::string& file, Problems& problems);
std::optional<DocNode> read_json(const std::string& path, Problems& problems);
/// Resolves `extends` and `include` as scenarios/README.md says.
std::optional<DocNode> read_yaml(const std::string& path, Problems& problems);
/// Lays `over` onto `base`: maps key by key, a null removes the key, anything else replaces.
DocNode overlay(DocNode base, DocNode over);
/// `path` as seen from the folder of `from_file`.
std::string beside(const std::string& from_file, const std::string& path);

}  // namespace wz
