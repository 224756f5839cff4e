#include "session/keep.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "load/command_log.hpp"
#include "observe/result_file.hpp"

namespace studio {

using namespace wz;

namespace {

/// A YAML text in double quotes.
std::string quoted_text(const std::string& s) {
    std::string q = "\"";
    for (const char c : s) {
        if (c == '"' || c == '\\') q += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) q += c;
    }
    return q + "\"";
}

std::string seen_from(const std::string& file, const std::string& path) {
    std::error_code failed;
    const auto from = std::filesystem::absolute(path).parent_path();
    const auto relative = std::filesystem::relative(std::filesystem::absolute(file), from, failed);
    return failed || relative.empty() ? std::filesystem::absolute(file).string() : relative.generic_string();
}

}  // namespace

std::string scenario_text(const Status& st, const std::string& path, const std::string& title) {
    std::string text =
        fmt::format("extends: {}\ntitle: {}\n", quoted_text(seen_from(st.scenario_file, path)), quoted_text(title));
    std::map<std::string, double> from_the_start(st.overrides.begin(), st.overrides.end());
    std::vector<CommandSpec> later;
    for (const CommandSpec& c : *st.journal)
        if (c.at == st.scenario->start && c.kind == CommandKind::set_param)
            from_the_start[c.target] = c.value;
        else
            later.push_back(c);
    if (!from_the_start.empty()) text += "parameters:\n";
    for (const auto& [name, value] : from_the_start) {
        const ParamInfo* p = find_param(name);
        if (p && p->type == ParamType::toggle)
            text += fmt::format("  {}: {}\n", name, value != 0);
        else
            text += fmt::format("  {}: {}\n", name, value);
    }
    if (later.empty()) return text;
    text += "commands:\n";
    for (const CommandSpec& c : st.scenario->commands) text += fmt::format("  - {}\n", command_entry(c));
    for (const CommandSpec& c : later) text += fmt::format("  - {}\n", command_entry(c));
    return text;
}

void save_scenario(const Status& st, const std::string& path, const std::string& title) {
    std::error_code not_there;
    if (std::filesystem::equivalent(path, st.scenario_file, not_there))
        throw InputError({{path, 0},
                          "this is the scenario that the new one builds on",
                          "another file",
                          "choose another name: the old one stays as it is, with its comments"});
    write_result(path, scenario_text(st, path, title));
}

void save_log(const Status& st, const std::string& path) {
    const CommandLog log{st.scenario_file, st.scenario->seed, st.overrides, st.now, st.hash, *st.journal};
    write_result(path, command_log_text(log, path));
}

}  // namespace studio
