#include "study/setting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/time.hpp"
#include "params/params.hpp"

namespace study {

namespace {

using wz::DocMember;
using wz::DocNode;
using wz::Problems;

DocNode* child(DocNode& node, std::string_view key) {
    const auto it = std::ranges::find(node.members, key, &DocMember::key);
    return it == node.members.end() ? nullptr : &it->node;
}

std::optional<double> number_in(const DocNode& node) {
    double value = 0;
    const char* end = node.text.data() + node.text.size();
    const auto [stop, error] = std::from_chars(node.text.data(), end, value);
    if (!node.is_scalar() || node.text.empty() || error != std::errc() || stop != end) return std::nullopt;
    return value;
}

std::string number_text(double value) { return fmt::format("{:.12g}", value); }

/// {add: 1}: the word and its value, if the map is such a change.
const DocMember* operation(const DocNode& value) {
    constexpr std::array<std::string_view, 4> words{"add", "times", "append", "shift_min"};
    if (!value.is_map() || value.members.size() != 1) return nullptr;
    return std::ranges::find(words, value.members[0].key) != words.end() ? &value.members[0] : nullptr;
}

bool move_time(DocNode& node, double minutes) {
    const wz::Tick t = node.is_scalar() ? wz::parse_clock(node.text) : -1;
    if (t < 0) return false;
    node.text = wz::clock_text(t + static_cast<wz::Tick>(minutes * 60 * wz::ticks_per_second));
    node.kind = DocNode::Kind::quoted;
    return true;
}

/// The text of a parameter that the scenario leaves at its default.
void fill_in_default(const std::string& path, DocNode& parameters, const DocNode& at) {
    const wz::ParamInfo* p = wz::find_param(path);
    if (p != nullptr && child(parameters, path) == nullptr)
        parameters.members.push_back({path, at.where(), number_node(p->default_value, at)});
}

void shift_event(DocNode& event, double minutes) {
    for (const char* key : {"doors", "start", "end", "late_until"})
        if (DocNode* time = child(event, key)) move_time(*time, minutes);
}

void operate(const Setting& s, const DocMember& change, DocNode& parent, const std::string& key, Problems& problems) {
    DocNode* old = child(parent, key);
    const auto refuse = [&](const char* allowed) {
        problems.add(s.value.where(),
                     fmt::format("{}: {{{}: {}}} finds {}", s.path, change.key, change.node.shown(),
                                 old != nullptr ? old->shown() : "nothing there"),
                     allowed, "write the value itself");
    };
    if (change.key == "append") {
        if (!change.node.is_list()) return refuse("a list to append");
        if (old == nullptr) {
            parent.members.push_back({key, s.value.where(), change.node});
        } else if (old->is_list()) {
            old->items.insert(old->items.end(), change.node.items.begin(), change.node.items.end());
        } else {
            refuse("a list that something can be appended to");
        }
        return;
    }
    const std::optional<double> by = number_in(change.node);
    if (!by || old == nullptr) return refuse("a number, and something it can be added to");
    if (change.key == "shift_min") {
        if (!old->is_map()) return refuse("an event of the programme");
        return shift_event(*old, *by);
    }
    if (change.key == "add" && old->kind == DocNode::Kind::quoted && move_time(*old, *by)) {
    } else if (const std::optional<double> was = number_in(*old); was && old->kind == DocNode::Kind::plain) {
        old->text = number_text(change.key == "add" ? *was + *by : *was * *by);
    } else {
        return refuse("a number, or a time for `add`");
    }
    old->file = s.value.file, old->line = s.value.line;
}

void put(const Setting& s, DocNode& parent, const std::string& key, Problems& problems) {
    if (const DocMember* change = operation(s.value)) return operate(s, *change, parent, key, problems);
    const auto it = std::ranges::find(parent.members, key, &DocMember::key);
    if (it == parent.members.end())
        parent.members.push_back({key, s.value.where(), s.value});
    else if (s.value.is_null())
        parent.members.erase(it);
    else
        it->where = s.value.where(), it->node = s.value;
}

void put_into_map(const Setting& s, DocNode& map, Problems& problems) {
    const std::string rest = s.path.substr(4);
    const std::size_t dot = rest.find('.');
    const std::string id = rest.substr(0, dot);
    if (DocNode* features = child(map, "features"); features != nullptr && dot != std::string::npos) {
        for (DocNode& feature : features->items) {
            DocNode* properties = child(feature, "properties");
            DocNode* name = properties != nullptr ? child(*properties, "id") : nullptr;
            if (name == nullptr || name->text != id) continue;
            Setting typed = s;  // JSON tells numbers from texts
            typed.value.typed = true;
            return put(typed, *properties, rest.substr(dot + 1), problems);
        }
    }
    problems.add(s.value.where(), fmt::format("{}: the map has no feature `{}`", s.path, id),
                 "map.<id of a feature>.<property>", "see maps/README.md");
}

void put_into_scenario(const Setting& s, DocNode& scenario, Problems& problems) {
    std::string rest = s.path;
    DocNode* parent = &scenario;
    std::string walked;
    for (std::size_t dot = rest.find('.'); dot != std::string::npos; dot = rest.find('.')) {
        const std::string key = rest.substr(0, dot);
        walked += (walked.empty() ? "" : ".") + key;
        parent = child(*parent, key);
        if (parent == nullptr || !parent->is_map()) {
            problems.add(s.value.where(), fmt::format("{}: the scenario has no `{}`", s.path, walked),
                         "a parameter, a key of the scenario, or map.<feature>.<property>",
                         "see scenarios/studies/README.md");
            return;
        }
        rest = rest.substr(dot + 1);
    }
    put(s, *parent, rest, problems);
}

}  // namespace

std::vector<Setting> read_settings(const DocNode& map, const std::string& path, Problems& problems) {
    std::vector<Setting> settings;
    if (!map.is_map() && !map.is_null())
        problems.add(map.where(), fmt::format("{} is {}", path, map.shown()), "a map of settings",
                     "write e.g. {demand.scale: 0.5}");
    for (const DocMember& m : map.members) settings.push_back({m.key, m.node});
    return settings;
}

DocNode number_node(double value, const DocNode& at) {
    DocNode node;
    node.kind = DocNode::Kind::plain;
    node.text = number_text(value);
    node.file = at.file, node.line = at.line;
    return node;
}

void apply(const Setting& s, Day& day, Problems& problems) {
    if (changes_map(s)) return put_into_map(s, day.map, problems);
    if (wz::find_param(s.path) == nullptr) return put_into_scenario(s, day.scenario, problems);
    if (child(day.scenario, "parameters") == nullptr) {
        DocNode empty;
        empty.kind = DocNode::Kind::map;
        empty.file = s.value.file, empty.line = s.value.line;
        day.scenario.members.push_back({"parameters", s.value.where(), std::move(empty)});
    }
    DocNode& parameters = *child(day.scenario, "parameters");
    if (operation(s.value) != nullptr) fill_in_default(s.path, parameters, s.value);
    put(s, parameters, s.path, problems);
}

std::string canonical(const DocNode& node) {
    if (node.is_scalar()) return node.kind == DocNode::Kind::quoted ? fmt::format("\"{}\"", node.text) : node.text;
    std::vector<std::string> parts;
    for (const DocNode& item : node.items) parts.push_back(canonical(item));
    for (const DocMember& m : node.members) parts.push_back(fmt::format("{}: {}", m.key, canonical(m.node)));
    if (node.is_list()) return fmt::format("[{}]", fmt::join(parts, ", "));
    std::ranges::sort(parts);
    return node.is_map() ? fmt::format("{{{}}}", fmt::join(parts, ", ")) : "~";
}

std::string canonical(const std::vector<Setting>& settings) {
    std::vector<std::string> parts;
    for (const Setting& s : settings) parts.push_back(fmt::format("{}: {}", s.path, canonical(s.value)));
    return fmt::format("{{{}}}", fmt::join(parts, ", "));  // in order: later ones go over earlier ones
}

}  // namespace study
