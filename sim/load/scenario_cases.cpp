// Experiments with several cases: `$name` anywhere in the file stands for the value of that variable in the case at
// hand, so that widths, densities, maps and targets can change together.
#include <fmt/format.h>

#include <algorithm>

#include "load/nearest.hpp"
#include "load/scenario_sections.hpp"

namespace wz {

namespace {

struct Variables {
    std::vector<const DocMember*> list;
    [[nodiscard]] const DocNode* find(std::string_view name) const {
        for (const DocMember* m : list)
            if (m->key == name) return &m->node;
        return nullptr;
    }
};

bool in_name(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

void unknown(const DocNode& node, const std::string& name, const Variables& variables, Problems& problems) {
    std::vector<std::string> known;
    for (const DocMember* m : variables.list) known.push_back(m->key);
    problems.add(node.where(), fmt::format("${} is no variable of the cases", name),
                 known.empty() ? "none: the file has no `cases`" : fmt::format("{}", fmt::join(known, ", ")),
                 did_you_mean(name, known));
}

/// "$width" or "${width}" alone becomes the value; within a text, its text.
void fill_in(DocNode& node, const Variables& variables, Problems& problems) {
    const std::string text = node.text;
    std::string filled;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] != '$') {
            filled += text[i++];
            continue;
        }
        const bool braces = i + 1 < text.size() && text[i + 1] == '{';
        const std::size_t begin = i + (braces ? 2 : 1);
        std::size_t end = begin;
        while (end < text.size() && in_name(text[end])) ++end;
        const std::string name = text.substr(begin, end - begin);
        if (braces && end < text.size() && text[end] == '}') ++end;
        const DocNode* value = variables.find(name);
        if (!value) return unknown(node, name, variables, problems);
        if (i == 0 && end == text.size()) {
            const int line = node.line;
            const auto file = node.file;
            node = *value;
            node.line = line, node.file = file;
            return;
        }
        filled += value->text;
        i = end;
    }
    node.text = filled;
}

DocNode node_of(const DocMember& m) {
    DocNode key;
    key.kind = DocNode::Kind::plain;
    key.text = m.key;
    key.line = m.where.line;
    key.file = m.node.file;
    return key;
}

void fill_in_all(DocNode& node, const Variables& variables, Problems& problems) {
    if (node.is_scalar() && node.text.find('$') != std::string::npos) fill_in(node, variables, problems);
    for (DocNode& item : node.items) fill_in_all(item, variables, problems);
    for (DocMember& m : node.members) {
        if (m.key == "cases") continue;
        if (m.key.find('$') != std::string::npos) {
            DocNode key = node_of(m);
            fill_in(key, variables, problems);
            m.key = key.text;
        }
        fill_in_all(m.node, variables, problems);
    }
}

std::string label_of(const DocNode& item) {
    if (const DocMember* name = item.find("case"); name && name->node.is_scalar()) return name->node.text;
    return item.members.empty() ? "" : fmt::format("{} {}", item.members[0].key, item.members[0].node.text);
}

}  // namespace

void read_cases(DocNode& document, std::size_t which, Experiment& experiment, Problems& problems) {
    static const DocNode nothing{DocNode::Kind::map};
    const DocMember* member = document.find("cases");
    std::vector<const DocNode*> items;
    if (member && !member->node.is_list())
        problems.add(member->node.where(), "cases is no list", "a list of maps: [{width: 2.4}, {width: 3.6}]",
                     "write one map per case");
    else if (member)
        for (const DocNode& item : member->node.items) items.push_back(&item);
    if (items.empty()) items.push_back(&nothing);
    for (const DocNode* item : items) {
        ExperimentCase c;
        c.label = label_of(*item);
        for (const DocMember& m : item->members) {
            if (!m.node.is_scalar() && !m.node.is_null())
                problems.add(m.where, fmt::format("the variable {} is {}", m.key, m.node.shown()),
                             "a number, a text or null", "name a file or feature if it is to be more");
            if (m.key != "case") c.variables.emplace_back(m.key, m.node.text);
        }
        experiment.cases.push_back(std::move(c));
    }
    experiment.which = std::min(which, items.size() - 1);
    Variables variables;
    const DocNode chosen = *items[experiment.which];  // filling in must not move what is read from
    for (const DocMember& m : chosen.members) variables.list.push_back(&m);
    fill_in_all(document, variables, problems);
}

}  // namespace wz
