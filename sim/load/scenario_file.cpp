#include "load/scenario_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "load/map_file.hpp"
#include "load/nearest.hpp"
#include "load/scenario_sections.hpp"

namespace wz {

namespace {

void set_checked(Params& params, const std::string& name, double value, const Location& where, Problems& problems) {
    const ParamInfo* p = find_param(name);
    if (!p) {
        problems.add(where, fmt::format("there is no parameter {}", name), "a name that `wuzhen params` lists",
                     fmt::format("did you mean {}?", nearest_param_name(name)));
        return;
    }
    if (const std::string why = why_not(*p, value); !why.empty())
        problems.add(where, fmt::format("{} is {:g}: {}", name, value, why), allowed_text(*p),
                     fmt::format("the default is {:g}", p->default_value));
    else
        p->set(params, value);
}

void read_head(Scenario& s, Fields& top, Problems& problems) {
    s.title = top.text("title");
    s.about = top.text_or("about", "");
    if (const DocNode* basis = top.map("basis")) {
        Fields f(*basis, "basis", problems);
        s.real = f.texts("real"), s.derived = f.texts("derived"), s.assumed = f.texts("assumed");
        f.done();
    }
    if (const DocNode* seed = top.node("seed"))
        s.seed = static_cast<std::uint64_t>(as_whole(*seed, "seed", {0, 9e15}, problems).value_or(1));
    if (const DocNode* day = top.map("day")) {
        Fields f(*day, "day", problems);
        s.start = f.time("start"), s.end = f.time("end");
        if (s.end <= s.start)
            problems.add(day->where(), "the day ends before it begins", "start before end",
                         "e.g. {start: \"07:00\", end: \"24:00\"}");
        f.done();
    } else if (!top.has("day")) {
        top.missing("day", "{start: \"07:00\", end: \"24:00\"}");
    }
}

}  // namespace

void read_parameters(ScenarioReader& r, Fields& top) {
    const DocNode* map = top.map("parameters");
    for (const DocMember* m : by_key(map)) {
        const ParamInfo* p = find_param(m->key);
        double value = 0;
        if (p && p->type == ParamType::toggle) {
            const auto flag = as_flag(m->node, m->key, r.problems);
            if (!flag) continue;
            value = *flag ? 1 : 0;
        } else {
            const auto number = as_number(m->node, m->key, {-1e18, 1e18}, r.problems);
            if (!number) continue;
            value = *number;
        }
        set_checked(r.scenario.params, m->key, value, m->where, r.problems);
    }
}

std::vector<const DocMember*> by_key(const DocNode* map) {
    std::vector<const DocMember*> members;
    if (map)
        for (const DocMember& m : map->members) members.push_back(&m);
    std::ranges::sort(members, {}, [](const DocMember* m) { return m->key; });
    return members;
}

void set_parameter(Params& params, const std::string& assignment, const Location& where, Problems& problems) {
    const std::size_t equals = assignment.find('=');
    const std::string name = assignment.substr(0, equals),
                      text = equals == std::string::npos ? "" : assignment.substr(equals + 1);
    double value = text == "true" ? 1 : 0;
    if (text != "true" && text != "false") {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || end != text.data() + text.size() || text.empty()) {
            problems.add(where, fmt::format("\"{}\" sets no number", assignment), "NAME=NUMBER",
                         "e.g. --set routing.logit_s=20");
            return;
        }
    }
    set_checked(params, name, value, where, problems);
}

Scenario read_scenario(DocNode document, const std::string& path, const TownMaker& make_town,
                       std::shared_ptr<const Town>* town_out, std::size_t which_case) {
    Problems problems;
    Scenario s;
    s.file = path;
    read_cases(document, which_case, s.experiment, problems);
    Fields top(document, "", problems);
    read_head(s, top, problems);
    s.map_file = top.text("map");
    std::shared_ptr<const Town> town;
    if (!s.map_file.empty()) {
        s.map_file = beside(top.where("map").file, s.map_file);
        try {
            town = make_town(s.map_file);
        } catch (const InputError& e) {
            for (const Problem& p : e.problems()) problems.add(p);
        }
    }
    if (!town) problems.throw_if_any();
    ScenarioReader r{s, *town, problems};
    read_parameters(r, top);
    read_passes(r, top);
    read_access(r, top);
    read_populations(r, top);
    read_crowds(r, top);
    read_programme(r, top);
    read_fleet(r, top);
    read_lines(r, top);
    read_commands(r, top);
    read_measures(r, top);
    top.done();
    problems.throw_if_any();
    if (town_out) *town_out = town;
    return s;
}

DocNode read_scenario_document(const std::string& path) {
    Problems problems;
    std::optional<DocNode> document = read_yaml(path, problems);
    if (!document || !document->is_map()) {
        if (problems.empty())
            problems.add({path, 0}, "this is not a scenario", "a YAML map with title, map, day, …",
                         "see scenarios/README.md");
        problems.throw_if_any();
    }
    return std::move(*document);
}

Scenario load_scenario(const std::string& path, std::shared_ptr<const Town>* town_out, std::size_t which_case) {
    const auto as_in_file = [](const std::string& map_file) { return build_town(load_map(map_file)); };
    return read_scenario(read_scenario_document(path), path, as_in_file, town_out, which_case);
}

}  // namespace wz
