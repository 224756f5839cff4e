// YAML by way of yaml-cpp's events: they carry a position for every node, and aliases can be refused before they are
// expanded (a few lines of nested aliases would otherwise grow to gigabytes).
#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <map>
#include <sstream>

#include "load/document.hpp"

namespace wz {

namespace {

struct Refused {
    int line;
    std::string what, allowed, remedy;
};

class TreeBuilder : public YAML::EventHandler {
public:
    TreeBuilder(const std::string& file, Problems& problems)
        : file_(std::make_shared<const std::string>(file)), problems_(problems) {}

    DocNode root;

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ > 1)
            refuse(mark, "a second YAML document begins here", "one document per file", "remove the line `---`");
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        no_anchor(mark, anchor);
        add(made(mark, DocNode::Kind::null));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        refuse(mark, "an alias (`*name`)", "values written out", "write the value here, or share it through `include`");
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        no_anchor(mark, anchor);
        if (tag != "!" && tag != "?" && !tag.empty())
            refuse(mark, fmt::format("the tag `{}`", tag), "values without tags", "remove it");
        const bool null =
            tag != "!" && (value == "null" || value == "Null" || value == "NULL" || value == "~" || value.empty());
        DocNode node = made(mark, null         ? DocNode::Kind::null
                                  : tag == "!" ? DocNode::Kind::quoted
                                               : DocNode::Kind::plain);
        node.text = value;
        add(std::move(node));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        no_anchor(mark, anchor);
        open(made(mark, DocNode::Kind::list));
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        no_anchor(mark, anchor);
        open(made(mark, DocNode::Kind::map));
    }
    void OnMapEnd() override { close(); }
    [[nodiscard]] bool any() const { return documents_ > 0; }

private:
    /// A list or map that is not closed yet.
    struct Level {
        DocNode node;
        bool has_key = false;
        DocMember member;  // the key that waits for its value
        std::map<std::string, int> key_line;
    };
    [[noreturn]] static void refuse(const YAML::Mark& mark, std::string what, std::string allowed, std::string remedy) {
        throw Refused{mark.line + 1, std::move(what), std::move(allowed), std::move(remedy)};
    }
    static void no_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor)
            refuse(mark, "an anchor (`&name`)", "values written out", "remove it, or share values through `include`");
    }
    [[nodiscard]] DocNode made(const YAML::Mark& mark, DocNode::Kind kind) const {
        DocNode node;
        node.kind = kind;
        node.line = mark.line + 1;
        node.file = file_;
        return node;
    }
    void open(DocNode node) {
        if (levels_.size() >= max_document_depth) {
            throw Refused{node.line, "too many levels of nesting", fmt::format("{} levels", max_document_depth),
                          "flatten it"};
        }
        levels_.push_back({std::move(node), false, {}, {}});
    }
    void close() {
        DocNode node = std::move(levels_.back().node);
        levels_.pop_back();
        add(std::move(node));
    }
    void add(DocNode node);
    void add_member(Level& level, DocNode node);

    std::shared_ptr<const std::string> file_;
    Problems& problems_;
    std::vector<Level> levels_;
    int documents_ = 0;
};

void TreeBuilder::add(DocNode node) {
    if (levels_.empty()) {
        root = std::move(node);
        return;
    }
    Level& level = levels_.back();
    if (level.node.is_list()) {
        level.node.items.push_back(std::move(node));
    } else if (level.has_key) {
        add_member(level, std::move(node));
    } else {
        if (!node.is_scalar())
            throw Refused{node.line, fmt::format("{} as a key", node.shown()), "a word", "write `key: value`"};
        level.has_key = true;
        level.member.key = std::move(node.text);
        level.member.where = {*file_, node.line};
    }
}

void TreeBuilder::add_member(Level& level, DocNode node) {
    level.has_key = false;
    // an empty value has the position of whatever follows it
    if (node.is_null()) node.line = level.member.where.line;
    level.member.node = std::move(node);
    const auto [it, fresh] = level.key_line.emplace(level.member.key, level.member.where.line);
    if (fresh) {
        level.node.members.push_back(std::move(level.member));
    } else {
        problems_.add(level.member.where,
                      fmt::format("the key `{}` stands twice, first in line {}", level.member.key, it->second),
                      "each key once", "remove one of them, or rename it");
    }
    level.member = {};
}

}  // namespace

std::optional<DocNode> parse_yaml(const std::string& text, const std::string& file, Problems& problems) {
    try {
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        TreeBuilder builder(file, problems);
        while (parser.HandleNextDocument(builder)) {
        }
        if (builder.any()) return std::move(builder.root);
        problems.add({file, 0}, "the file holds nothing but comments", {}, "see scenarios/README.md for the format");
    } catch (const Refused& r) {
        problems.add({file, r.line}, r.what, r.allowed, r.remedy);
    } catch (const YAML::Exception& e) {
        problems.add({file, e.mark.is_null() ? 0 : e.mark.line + 1}, "YAML syntax: " + e.msg, {},
                     "check indentation, colons, quotes and brackets here and in the line before");
    }
    return std::nullopt;
}

}  // namespace wz
