#include "study/study_file.hpp"

#include <fmt/format.h>

#include <cmath>

#include "load/fields.hpp"
#include "study/capacity_search.hpp"

namespace study {

namespace {

using wz::DocMember;
using wz::DocNode;
using wz::Fields;
using wz::Problems;

constexpr wz::Range any_number{-1e15, 1e15};
constexpr wz::Range confidence_range{0.5, 0.9999};

std::vector<Level> listed_levels(const std::string& path, const DocNode& values) {
    std::vector<Level> levels;
    for (const DocNode& v : values.items) levels.push_back({v.is_scalar() ? v.text : canonical(v), {{path, v}}});
    return levels;
}

std::vector<Level> options(const DocNode& map, const std::string& path, Problems& problems) {
    std::vector<Level> levels;
    for (const DocMember& m : map.members)
        levels.push_back({m.key, read_settings(m.node, fmt::format("{}.{}", path, m.key), problems)});
    return levels;
}

void read_range(Factor& factor, Fields& f) {
    factor.from = f.number("from", any_number), factor.to = f.number("to", any_number);
    factor.whole = f.flag_or("whole", false);
    factor.at = *f.node("from");
    const int steps = f.whole_or("steps", 2, 10000, 0);
    factor.range = steps == 0;
    for (int i = 0; i < steps; ++i) {
        const double value = factor.from + (factor.to - factor.from) * i / (steps - 1);
        const DocNode node = number_node(factor.whole ? std::round(value) : value, factor.at);
        factor.levels.push_back({node.text, {{factor.name, node}}});
    }
}

Factor read_factor(const DocNode& node, const std::string& path, Problems& problems) {
    Fields f(node, path, problems);
    Factor factor;
    if (f.has("set")) {
        factor.name = f.text("set");
        if (const DocNode* values = f.list("values"))
            factor.levels = listed_levels(factor.name, *values);
        else if (f.has("from"))
            read_range(factor, f);
    } else {
        factor.name = f.text("name");
        if (const DocNode* map = f.map("options")) factor.levels = options(*map, f.path("options"), problems);
    }
    f.done();
    if (factor.levels.empty() && !factor.range)
        problems.add(node.where(), fmt::format("{} has nothing to vary", path),
                     "set with values or from, to and steps; or name with options",
                     "e.g. {set: demand.scale, values: [0.5, 1]}");
    return factor;
}

void read_factors(Study& s, Fields& top) {
    Problems& problems = top.problems();
    if (const DocNode* list = top.list("vary"))
        for (std::size_t i = 0; i < list->items.size(); ++i)
            s.factors.push_back(read_factor(list->items[i], fmt::format("vary[{}]", i), problems));
    const int samples = top.whole_or("latin_hypercube", 2, 100000, 0);
    for (const Factor& f : s.factors)
        if (f.range && samples == 0)
            problems.add(f.at.where(), fmt::format("{} is a range", f.name), "steps: a number of them",
                         "add steps, or `latin_hypercube: 20` to the study");
    if (problems.empty()) s.variants = samples > 0 ? latin_hypercube(s.factors, samples, s.seed) : grid(s.factors);
}

void read_replications(Study& s, Fields& top) {
    const DocNode* node = top.node("replications");
    if (node == nullptr) return;
    Stopping& stop = s.stopping;
    if (!node->is_map()) {
        stop.least = stop.most =
            static_cast<int>(as_whole(*node, "replications", {1, 1e6}, top.problems()).value_or(1));
        return;
    }
    Fields f(*node, "replications", top.problems());
    stop.least = f.whole("min", 2, 1000000);
    stop.most = f.whole("max", stop.least, 1000000);
    stop.batch = f.whole_or("batch", 1, 1000000, 5);
    stop.relative_half_width = f.number("relative_half_width", {1e-6, 10});
    stop.confidence = f.number_or("confidence", confidence_range, 0.95);
    s.stop_on = f.texts("of");
    if (s.stop_on.empty()) f.missing("of", "measures whose means must be known that well");
    f.done();
}

void read_criteria(Study& s, Fields& top) {
    const DocNode* list = top.list("criteria");
    if (list == nullptr) return;
    for (std::size_t i = 0; i < list->items.size(); ++i) {
        Fields f(list->items[i], fmt::format("criteria[{}]", i), top.problems());
        Criterion c{f.text("measure"), f.number("above", any_number)};
        s.criteria.push_back(std::move(c));
        f.done();
    }
}

void read_capacity(Study& s, Fields& top) {
    const DocNode* node = top.map("capacity");
    if (node == nullptr) return;
    Fields f(*node, "capacity", top.problems());
    CapacityPlan c;
    c.path = f.text("set");
    c.from = f.number("from", any_number), c.to = f.number("to", any_number);
    c.steps = f.whole_or("steps", 2, 100000, 64);
    c.whole = f.flag_or("whole", false);
    c.alpha = f.number_or("alpha", {0.001, 0.9}, 0.1);
    c.confidence = f.number_or("confidence", confidence_range, 0.95);
    const int needed = fewest_replications(c.alpha, c.confidence);
    c.replications = f.whole_or("replications", 1, 1000000, needed);
    if (c.replications < needed)
        f.problems().add(f.where("replications"), fmt::format("capacity.replications is {}", c.replications),
                         fmt::format("at least {}: with fewer, no record shows whether at most {:g} % of the "
                                     "days go wrong ({:g} % confidence)",
                                     needed, 100 * c.alpha, 100 * c.confidence),
                         "raise it, or allow more with alpha");
    if (c.to <= c.from)
        f.problems().add(f.where("to"), "capacity.to is not above capacity.from", "from < to", "exchange them");
    c.at = *node;
    f.done();
    if (s.criteria.empty()) top.missing("criteria", "a list of {measure, above}: what a full town may not do");
    s.capacity = std::move(c);
}

void read_prices(Study& s, Fields& top) {
    const DocNode* list = top.list("prices");
    if (list == nullptr) return;
    if (!s.factors.empty()) s.variants.push_back({"base", {}});
    for (std::size_t i = 0; i < list->items.size(); ++i) {
        Fields f(list->items[i], fmt::format("prices[{}]", i), top.problems());
        Price p{f.text("name"), {}};
        if (const DocNode* change = f.map("change"))
            p.change = read_settings(*change, f.path("change"), top.problems());
        f.done();
        s.variants.push_back({p.name, p.change});
        s.prices.push_back(std::move(p));
    }
}

void read_deconflict(Study& s, Fields& top) {
    const DocNode* node = top.map("deconflict");
    if (node == nullptr) return;
    Fields f(*node, "deconflict", top.problems());
    Deconflict d;
    d.minimise = f.text("minimise");
    d.replications = f.whole_or("replications", 1, 100000, 5);
    d.passes = f.whole_or("passes", 1, 100, 3);
    d.exhaustive = f.flag_or("exhaustive", false);
    if (const DocNode* choices = f.list("choices")) {
        for (std::size_t i = 0; i < choices->items.size(); ++i) {
            Factor factor = read_factor(choices->items[i], fmt::format("deconflict.choices[{}]", i), top.problems());
            d.choices.push_back({factor.name, factor.levels});
        }
    }
    f.done();
    s.deconflict = std::move(d);
}

void read_limits(Study& s, Fields& top) {
    const DocNode* node = top.map("limits");
    if (node == nullptr) return;
    Fields f(*node, "limits", top.problems());
    s.most_runs = f.whole_or("runs", 1, 100000000, 0);
    s.most_hours = f.number_or("hours", {1e-6, 1e5}, 0);
    f.done();
}

}  // namespace

namespace {

/// What makes two studies the same: neither prose nor how long one is willing to run it.
std::string identity_of(DocNode document) {
    std::erase_if(document.members, [](const DocMember& m) {
        return m.key == "title" || m.key == "about" || m.key == "takes" || m.key == "limits" || m.key == "replications";
    });
    return canonical(document);
}

}  // namespace

Study read_study(const std::string& path) {
    Problems problems;
    const auto document = wz::read_yaml(path, problems);
    if (!document) problems.throw_if_any();
    Study s;
    s.file = path;
    s.source = identity_of(*document);
    Fields top(*document, "", problems);
    s.title = top.text("title"), s.about = top.text_or("about", ""), s.takes = top.text_or("takes", "");
    s.scenario = top.text("scenario");
    s.scenario = wz::beside(top.where("scenario").file, s.scenario);
    s.until = top.time_or("until", -1);
    if (const DocNode* seed = top.node("seed"))
        s.seed = static_cast<std::uint64_t>(as_whole(*seed, "seed", {0, 1e15}, problems).value_or(1));
    if (const DocNode* base = top.map("base")) s.base = read_settings(*base, "base", problems);
    s.measures = top.texts("measures"), s.series = top.texts("series");
    s.places_by_hour = top.flag_or("places_by_hour", false);
    s.check = top.flag_or("check", true);
    read_factors(s, top);
    read_replications(s, top);
    read_limits(s, top);
    read_criteria(s, top);
    read_capacity(s, top);
    read_prices(s, top);
    read_deconflict(s, top);
    top.done();
    problems.throw_if_any();
    return s;
}

}  // namespace study
