#include "load/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace wz {

namespace {

constexpr int max_include_depth = 12;

/// Strings that may come from a file with anything in it: shown on one line, cut at a character's start.
std::string on_one_line(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::size_t n = std::min(text.size(), longest);
    while (n < text.size() && n > 0 && (static_cast<unsigned char>(text[n]) & 0xc0) == 0x80) --n;
    std::string line(text.substr(0, n));
    std::ranges::replace(line, '\n', ' ');
    std::ranges::replace(line, '\t', ' ');
    return n < text.size() ? line + "…" : line;
}

struct IncludeChain {
    std::vector<std::string> files;  // from the outermost to the one being read
};
std::optional<DocNode> read_included(const std::string& path, IncludeChain& chain, Problems& problems);

/// The paths in `extends: a.yaml` or `include: [a.yaml, b.yaml]`.
std::vector<const DocNode*> named_files(const DocMember& m, Problems& problems) {
    std::vector<const DocNode*> files;
    if (m.node.is_scalar()) files.push_back(&m.node);
    for (const DocNode& item : m.node.items) {
        if (item.is_scalar()) files.push_back(&item);
    }
    const bool all = m.node.is_scalar() || (m.node.is_list() && files.size() == m.node.items.size());
    if (!all) {
        problems.add(m.where, fmt::format("`{}` is {}", m.key, m.node.shown()), "a file name or a list of file names",
                     fmt::format("write e.g. `{}: base.yaml`", m.key));
    }
    return files;
}

void resolve_includes(DocNode& node, IncludeChain& chain, bool top, Problems& problems) {
    for (DocNode& item : node.items) resolve_includes(item, chain, false, problems);
    for (DocMember& m : node.members) resolve_includes(m.node, chain, false, problems);
    DocNode base;
    base.kind = DocNode::Kind::map;
    bool any = false;
    for (const char* key : {"extends", "include"}) {
        const DocMember* m = key == std::string_view("extends") && !top ? nullptr : node.find(key);
        if (!m) continue;
        any = true;
        for (const DocNode* file : named_files(*m, problems)) {
            const std::string path = beside(*file->file, file->text);
            if (chain.files.size() >= max_include_depth || std::ranges::count(chain.files, path) > 0) {
                problems.add(file->where(), fmt::format("`{}` is included within itself", file->text), {},
                             "remove the circle of `extends` and `include`");
                continue;
            }
            if (auto other = read_included(path, chain, problems)) base = overlay(std::move(base), std::move(*other));
        }
    }
    if (!any) return;
    std::erase_if(node.members,
                  [top](const DocMember& m) { return m.key == "include" || (top && m.key == "extends"); });
    node = overlay(std::move(base), std::move(node));
}

std::optional<DocNode> read_included(const std::string& path, IncludeChain& chain, Problems& problems) {
    const auto text = read_text(path, problems);
    if (!text) return std::nullopt;
    auto node = parse_yaml(*text, path, problems);
    if (!node) return std::nullopt;
    if (!node->is_map()) {
        problems.add({path, node->line}, fmt::format("the file holds {}", node->shown()), "keys with values",
                     "write e.g. `title: A quiet day`");
        return std::nullopt;
    }
    chain.files.push_back(path);
    resolve_includes(*node, chain, true, problems);
    chain.files.pop_back();
    return node;
}

}  // namespace

const DocMember* DocNode::find(std::string_view key) const {
    const auto it = std::ranges::find(members, key, &DocMember::key);
    return it == members.end() ? nullptr : &*it;
}

std::string DocNode::shown() const {
    switch (kind) {
        case Kind::null:
            return "empty";
        case Kind::list:
            return items.empty() ? "an empty list" : "a list";
        case Kind::map:
            return members.empty() ? "an empty map" : "a map of keys";
        case Kind::quoted:
            return fmt::format("\"{}\"", on_one_line(text));
        case Kind::plain:
            break;
    }
    return on_one_line(text);
}

DocNode overlay(DocNode base, DocNode over) {
    if (!base.is_map() || !over.is_map()) return over;
    for (DocMember& m : over.members) {
        const auto it = std::ranges::find(base.members, m.key, &DocMember::key);
        if (m.node.is_null()) {
            if (it != base.members.end()) base.members.erase(it);
        } else if (it == base.members.end()) {
            base.members.push_back(std::move(m));
        } else {
            it->where = m.where;
            it->node = overlay(std::move(it->node), std::move(m.node));
        }
    }
    base.file = over.file;
    base.line = over.line;
    return base;
}

std::string beside(const std::string& from_file, const std::string& path) {
    const std::filesystem::path p(path);
    if (p.is_absolute()) return p.lexically_normal().string();
    return (std::filesystem::path(from_file).parent_path() / p).lexically_normal().string();
}

std::optional<DocNode> read_json(const std::string& path, Problems& problems) {
    const auto text = read_text(path, problems);
    return text ? parse_json(*text, path, problems) : std::nullopt;
}

std::optional<DocNode> read_yaml(const std::string& path, Problems& problems) {
    IncludeChain chain;
    return read_included(std::filesystem::path(path).lexically_normal().string(), chain, problems);
}

}  // namespace wz
