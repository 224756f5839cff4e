#include "load/command_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "load/scenario_sections.hpp"

namespace wz {

namespace {

constexpr std::string_view at_text = "\"HH:MM:SS.T\" with tenths, e.g. \"10:00:00.3\"";

std::string in_quotes(std::string_view text) { return nlohmann::json(std::string(text)).dump(); }

/// The lines as one list, each entry on its own line as in the file.
std::optional<DocNode> read_lines(const std::string& path, Problems& problems) {
    const auto text = read_text(path, problems);
    if (!text) return {};
    std::string list = "[";
    bool first = true;
    for (std::size_t at = 0; at < text->size();) {
        const std::size_t end = std::min(text->find('\n', at), text->size());
        const std::string_view line = std::string_view(*text).substr(at, end - at);
        if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
            if (!first) list += ',';
            list += line;
            first = false;
        }
        if (end < text->size()) list += '\n';
        at = end + 1;
    }
    return parse_json(list + "]", path, problems);
}

Tick exact_time(Fields& f, std::string_view key) {
    const std::string text = f.text(key);
    const Tick at = parse_exact_clock(text);
    if (at < 0 && !text.empty())
        f.problems().add(f.at(key), fmt::format("{} is \"{}\"", f.path(key), text), std::string(at_text),
                         "write hours, minutes, seconds, tenths");
    return std::max<Tick>(at, 0);
}

std::optional<std::uint64_t> hash_value(Fields& f) {
    if (!f.has("hash")) return {};
    const std::string text = f.text("hash");
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (error == std::errc() && end == text.data() + text.size() && text.size() == 16) return value;
    f.problems().add(f.at("hash"), fmt::format("hash is \"{}\"", text), "16 hexadecimal digits",
                     "remove the key, or write the hash that the run printed");
    return {};
}

CommandLog read_head(const std::string& path, const DocNode& list, Problems& problems) {
    CommandLog log;
    if (list.items.empty() || !list.items.front().is_map() || !list.items.front().find("wuzhen_commands")) {
        problems.add({path, 1}, "this is not a command log",
                     R"(a first line {"wuzhen_commands": 1, "scenario": "day.yaml"})",
                     "see scenarios/README.md, \"Command logs\"");
        return log;
    }
    Fields head(list.items.front(), "", problems);
    head.whole("wuzhen_commands", 1, 1);
    log.scenario = beside(path, head.text("scenario"));
    if (const DocNode* seed = head.node("seed"))
        if (const auto v = as_whole(*seed, "seed", {0, 9e15}, problems)) log.seed = static_cast<std::uint64_t>(*v);
    if (head.has("until")) log.until = exact_time(head, "until");
    log.hash = hash_value(head);
    head.map("parameters");  // read once the scenario is known
    head.done();
    return log;
}

void lay_over(ScenarioReader& r, const DocNode& head, CommandLog& log) {
    const Params before = r.scenario.params;
    Fields fields(head, "", r.problems);
    read_parameters(r, fields);
    for (const ParamInfo& p : all_params())
        if (const double value = p.get(r.scenario.params); value != p.get(before))
            log.parameters.emplace_back(p.name, value);
    if (log.seed) r.scenario.seed = *log.seed;
}

/// As JSON: a number, or true and false.
std::string value_text(const ParamInfo* p, double value) {
    return p && p->type == ParamType::toggle ? fmt::format("{}", value != 0) : fmt::format("{}", value);
}

}  // namespace

CommandLog read_log_head(const std::string& path) {
    Problems problems;
    const auto list = read_lines(path, problems);
    CommandLog log;
    if (list) log = read_head(path, *list, problems);
    problems.throw_if_any();
    return log;
}

CommandLog load_command_log(const std::string& path, Scenario& scenario, const Town& town) {
    Problems problems;
    const auto list = read_lines(path, problems);
    if (!list) problems.throw_if_any();
    CommandLog log = read_head(path, *list, problems);
    ScenarioReader r{scenario, town, problems};
    if (problems.empty()) lay_over(r, list->items.front(), log);
    for (std::size_t i = 1; i < list->items.size(); ++i) {
        Fields f(list->items[i], "commands", problems);
        const Tick at = exact_time(f, "at");
        log.commands.push_back(read_command(r, f, at));
    }
    std::ranges::stable_sort(log.commands, {}, &CommandSpec::at);
    problems.throw_if_any();
    return log;
}

std::string command_entry(const CommandSpec& c) {
    std::string text = fmt::format("{{\"at\": \"{}\", \"do\": \"{}\"", exact_clock_text(c.at),
                                   command_words[static_cast<std::size_t>(c.kind)]);
    if (needs_target(c.kind)) text += fmt::format(", \"target\": {}", in_quotes(c.target));
    const ParamInfo* p = c.kind == CommandKind::set_param ? find_param(c.target) : nullptr;
    if (needs_value(c.kind)) text += fmt::format(", \"value\": {}", value_text(p, c.value));
    if (!c.pass.empty()) text += fmt::format(", \"pass\": {}", in_quotes(c.pass));
    if (c.until != never) text += fmt::format(", \"until\": \"{}\"", exact_clock_text(c.until));
    return text + "}";
}

std::string command_log_text(const CommandLog& log, const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code failed;
    const fs::path from = fs::absolute(path).parent_path();
    fs::path scenario = fs::relative(fs::absolute(log.scenario), from, failed);
    if (failed || scenario.empty()) scenario = fs::absolute(log.scenario);
    std::string text = fmt::format("{{\"wuzhen_commands\": 1, \"scenario\": {}", in_quotes(scenario.generic_string()));
    if (log.seed) text += fmt::format(", \"seed\": {}", *log.seed);
    for (const auto& [name, value] : log.parameters)
        text += fmt::format("{}{}: {}", name == log.parameters.front().first ? ", \"parameters\": {" : ", ",
                            in_quotes(name), value_text(find_param(name), value));
    if (!log.parameters.empty()) text += "}";
    if (log.until >= 0) text += fmt::format(", \"until\": \"{}\"", exact_clock_text(log.until));
    if (log.hash) text += fmt::format(", \"hash\": \"{:016x}\"", *log.hash);
    text += "}\n";
    for (const CommandSpec& c : log.commands) text += command_entry(c) + "\n";
    return text;
}

}  // namespace wz
