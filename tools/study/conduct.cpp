#include "study/conduct.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "study/interval.hpp"

namespace study {

namespace {

/// A variant on its way to being known well enough.
struct OpenVariant {
    int number = 0;
    int runs = 0;  // asked for so far
};

bool precise(const Study& study, const Laboratory& lab, const OpenVariant& p) {
    return std::ranges::all_of(study.stop_on, [&](const std::string& measure) {
        return study.stopping.precise(lab.values(p.number, measure, p.runs));
    });
}

/// Which runs of the design are this part's: whole variants if the number of runs is only found on the way.
bool mine(const Study& study, const Options& options, std::size_t variant, int replication) {
    const auto most = static_cast<std::size_t>(study.stopping.most);
    const std::size_t index = study.stop_on.empty() ? variant * most + static_cast<std::size_t>(replication) : variant;
    return index % static_cast<std::size_t>(options.shards) == static_cast<std::size_t>(options.shard - 1);
}

void run_variants(const Study& study, const Options& options, Laboratory& lab) {
    std::vector<OpenVariant> open;
    for (const Variant& v : study.variants)  // two names for the same settings are one variant
        if (const int number = lab.variant(v); std::ranges::find(open, number, &OpenVariant::number) == open.end())
            open.push_back({number});
    const std::size_t planned = study.variants.size() * static_cast<std::size_t>(study.stopping.most) /
                                static_cast<std::size_t>(options.shards);
    while (!open.empty()) {
        std::vector<Run> runs;
        for (OpenVariant& p : open) {
            const int next = study.stopping.next_look(p.runs);
            for (; p.runs < next; ++p.runs)
                if (mine(study, options, static_cast<std::size_t>(p.number), p.runs))
                    runs.emplace_back(p.number, p.runs);
        }
        // replication by replication, so that a study stopped half-way compares all variants
        std::ranges::stable_sort(runs, {}, &Run::second);
        lab.make(runs, planned);
        std::erase_if(open, [&](const OpenVariant& p) {
            return p.runs >= study.stopping.most || (!study.stop_on.empty() && precise(study, lab, p));
        });
    }
}

void print_variants(const Study& study, Laboratory& lab) {
    const auto measures = lab.store().measures();
    for (const StoredVariant& v : lab.store().variants()) {
        fmt::print("{}\n", v.name);
        for (const std::string& m : measures) {
            const std::vector<double> values = lab.values(v.number, m, study.stopping.most);
            const Interval i = mean_interval(values, study.stopping.confidence);
            fmt::print("  {:<32} {:>12.4g}  [{:.4g}, {:.4g}]  {} runs\n", m, i.estimate, i.low, i.high, values.size());
        }
    }
}

void print_failures(Laboratory& lab) {
    for (const StoredRun& r : lab.store().runs())
        if (r.failed) fmt::print("failed: variant {}, replication {}: {}\n", r.variant, r.replication, r.reason);
}

int dry_run(const Study& study) {
    const auto runs = study.variants.size() * static_cast<std::size_t>(study.stopping.most);
    fmt::print("{}\n{} variants, {} to {} runs each, at most {} in all\n", study.title, study.variants.size(),
               study.stopping.least, study.stopping.most, runs);
    for (std::size_t i = 0; i < study.variants.size(); ++i) fmt::print("{:4}  {}\n", i, study.variants[i].name);
    return 0;
}

}  // namespace

int report_stop(const Stopped& s, const Laboratory& lab) {
    fmt::print(stderr, "stopped: {}; {} runs made, none lost. Go on with --resume\n", s.why, lab.made());
    return s.interrupted ? 130 : 0;
}

int merge(const std::string& out, const std::vector<std::string>& parts) {
    if (std::filesystem::exists(out))
        throw wz::InputError({{out, 0}, "this file is there already", "a new name", "choose another name"});
    const std::string unfinished = out + ".part";
    std::filesystem::remove(unfinished);
    std::size_t runs = 0;
    {
        Store whole = Store::write(unfinished, Store::read(parts.front()).facts(), false);
        for (const std::string& part : parts) whole.merge(part);
        runs = whole.runs().size();
    }
    std::filesystem::rename(unfinished, out);
    fmt::print("{} runs of {} parts in {}\n", runs, parts.size(), out);
    return 0;
}

int conduct(const Options& options) {
    const Study study = read_study(options.study);
    Days days(study);
    check_study(study, days);
    if (options.dry_run) return dry_run(study);
    Laboratory lab(study, days, options);
    try {
        run_variants(study, options, lab);
        if (!options.quiet) print_variants(study, lab);
        if (options.shards == 1) price_list(study, lab), find_timetable(study, lab);
    } catch (const Stopped& s) {
        return report_stop(s, lab);
    }
    print_failures(lab);
    fmt::print("{} runs made, results in {}\n", lab.made(), options.out);
    return 0;
}

}  // namespace study
