// `wuzhen validate`: experiments written as scenarios, run and judged.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "commands.hpp"
#include "engine/world.hpp"
#include "interrupt.hpp"
#include "load/scenario_file.hpp"
#include "observe/observation.hpp"
#include "observe/result_file.hpp"
#include "observe/verdict.hpp"
#include "progress.hpp"
#include "version.hpp"

namespace wuzhen {

namespace {

namespace fs = std::filesystem;

/// The experiments of a file or a folder, by name.
std::vector<fs::path> files_of(const std::vector<std::string>& paths, const std::vector<std::string>& only) {
    std::vector<fs::path> files;
    for (const std::string& p : paths) {
        if (!fs::is_directory(p)) {
            files.emplace_back(p);
            continue;
        }
        for (const auto& entry : fs::directory_iterator(p))
            if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    files.erase(std::unique(files.begin(), files.end()), files.end());
    wz::Problems problems;
    if (files.empty())
        problems.add({paths.front(), 0}, "there is no experiment here", "a .yaml file, or a folder of such",
                     "see scenarios/validation/README.md");
    const auto named = [](const fs::path& file, const std::string& name) {
        return file.stem().string().find(name) != std::string::npos;
    };
    std::vector<fs::path> chosen;
    for (const fs::path& f : files)
        if (only.empty() || std::ranges::any_of(only, [&](const std::string& n) { return named(f, n); }))
            chosen.push_back(f);
    std::string all;
    for (const fs::path& f : files) all += (all.empty() ? "" : ", ") + f.stem().string();
    for (const std::string& name : only)
        if (std::ranges::none_of(files, [&](const fs::path& f) { return named(f, name); }))
            problems.add({"--only", 0}, fmt::format("\"{}\" is part of no experiment's name", name), all,
                         "leave it out to run all");
    problems.throw_if_any();
    return chosen;
}

struct Loaded {
    std::shared_ptr<const wz::Town> town;
    wz::Scenario scenario;
};
struct Job {
    std::size_t experiment, in_case, replication;
};

wz::Scenario load_case(const std::string& file, std::shared_ptr<const wz::Town>& town, std::size_t which,
                       const ValidateOptions& o) {
    wz::Scenario s = wz::load_scenario(file, &town, which);
    wz::Problems problems;
    for (const std::string& set : o.set) wz::set_parameter(s.params, set, {"--set", 0}, problems);
    if (s.experiment.measures.empty())
        problems.add({file, 0}, "nothing is measured in this scenario", "`measures` and `expect`",
                     "see scenarios/validation/README.md; `wuzhen run` runs a scenario without them");
    problems.throw_if_any();
    if (o.replications > 0) s.experiment.replications = o.replications;
    if (o.seed) s.seed = *o.seed;
    return s;
}

class Validation {
public:
    Validation(const std::vector<fs::path>& files, const ValidateOptions& options) : options_(options) {
        wz::Problems problems;
        for (const fs::path& file : files) load(file.string(), problems);
        problems.throw_if_any();
    }
    std::vector<wz::ExperimentRuns> run();

private:
    void load(const std::string& file, wz::Problems& problems);
    void run_one(const Job& job);

    const ValidateOptions& options_;
    std::vector<std::vector<Loaded>> loaded_;  // by experiment and case
    std::vector<wz::ExperimentRuns> results_;
    std::vector<Job> jobs_;
    std::mutex mutex_;
};

/// All mistakes of all files are reported together.
void Validation::load(const std::string& file, wz::Problems& problems) {
    std::vector<Loaded> cases;
    try {
        for (std::size_t i = 0, all = 1; i < all; ++i) {
            Loaded l;
            l.scenario = load_case(file, l.town, i, options_);
            all = l.scenario.experiment.cases.size();
            cases.push_back(std::move(l));
        }
    } catch (const wz::InputError& e) {
        for (const wz::Problem& p : e.problems()) problems.add(p);
        return;
    }
    const wz::Scenario& first = cases.front().scenario;
    wz::ExperimentRuns r;
    r.name = fs::path(file).stem().string();
    r.title = first.title, r.about = first.about, r.plots = first.experiment.plots;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const wz::Experiment& e = cases[i].scenario.experiment;
        r.cases.push_back({e.cases[i], e.expect, std::vector<wz::Values>(static_cast<std::size_t>(e.replications))});
        for (std::size_t k = 0; k < static_cast<std::size_t>(e.replications); ++k)
            jobs_.push_back({results_.size(), i, k});
    }
    results_.push_back(std::move(r));
    loaded_.push_back(std::move(cases));
}

/// Until everybody has come and gone, or the day ends; boats that are measured need nobody aboard.
void Validation::run_one(const Job& job) {
    const auto began = std::chrono::steady_clock::now();
    const Loaded& l = loaded_[job.experiment][job.in_case];
    auto scenario = std::make_shared<wz::Scenario>(l.scenario);
    scenario->seed += job.replication;
    wz::World world(l.town, scenario);
    wz::Measures measures(world);
    const auto& specs = scenario->experiment.measures;
    std::optional<wz::Observation> day;  // of the whole run, if asked for
    if (std::ranges::any_of(specs, [](const auto& m) { return m.kind == wz::MeasureKind::day; })) day.emplace(world);
    const bool whole_day = std::ranges::any_of(specs, [](const auto& m) { return m.kind == wz::MeasureKind::boats; });
    wz::Team team(1);
    while (world.now() < scenario->end && !interrupted) {
        world.step(team);
        measures.after_step(world);
        if (day) day->after_step(world, team);
        if (!whole_day && world.census().total_on_site() == 0 &&
            world.census().doing[static_cast<std::size_t>(wz::Doing::away)] == 0)
            break;
    }
    wz::Values values = day ? day->results(world).measures : measures.values(world);
    values["run.seconds"] = wz::seconds(world.now() - scenario->start);
    const auto left = l.town->loops.empty() ? wz::Measures::still_there(world) : std::vector<std::string>();
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    const std::lock_guard lock(mutex_);
    wz::ExperimentRuns& r = results_[job.experiment];
    r.cases[job.in_case].runs[job.replication] = std::move(values);
    r.wall_s += wall;
    for (const std::string& text : left)
        if (r.left.size() < 5)
            r.left.push_back(
                fmt::format("{}, seed {}: {}", r.cases[job.in_case].variables.label, scenario->seed, text));
    for (const std::string& text : measures.broken())
        if (r.broken.size() < 5) r.broken.push_back(r.cases[job.in_case].variables.label + ": " + text);
}

std::vector<wz::ExperimentRuns> Validation::run() {
    RunsDone progress(jobs_.size(), options_.quiet);
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < jobs_.size() && !interrupted; i = next++) {
            run_one(jobs_[i]);
            const std::lock_guard lock(mutex_);
            progress.one_more(results_[jobs_[i].experiment].name);
        }
    };
    const unsigned wanted = options_.threads ? options_.threads : std::max(1u, std::thread::hardware_concurrency());
    {
        std::vector<std::jthread> threads;
        for (unsigned t = 1; t < std::min<std::size_t>(wanted, jobs_.size()); ++t) threads.emplace_back(work);
        work();
    }
    progress.finish();
    return std::move(results_);
}

void print_table(const std::vector<wz::ExperimentRuns>& experiments) {
    const std::string line = fmt::format("{:<22} {:<26} {:<26} {:>18} {:>10}  {}", "experiment", "case", "measure",
                                         "expected", "measured", "verdict");
    fmt::print("{}\n", line);
    int failed = 0, judged = 0;
    for (const wz::ExperimentRuns& e : experiments)
        for (const wz::Verdict& v : wz::judge(e)) {
            judged += v.gate, failed += v.gate && !v.passed;
            fmt::print("{:<22} {:<26} {:<26} {:>18} {:>10}  {}\n", v.experiment, v.label.substr(0, 26), v.value,
                       v.expected, v.known ? fmt::format("{:.4g}", v.measured) : "none",
                       !v.gate ? "reported" : (v.passed ? "pass" : "FAIL"));
        }
    for (const wz::ExperimentRuns& e : experiments)
        for (const std::string& text : e.left) fmt::print("still there in {}, {}\n", e.name, text);
    for (const wz::ExperimentRuns& e : experiments)
        for (const std::string& text : e.broken) fmt::print("rule broken in {}, {}\n", e.name, text);
    fmt::print("{} of {} pass\n", judged - failed, judged);
}

}  // namespace

int validate(const ValidateOptions& o) {
    std::vector<std::string> paths = o.paths;
    if (paths.empty()) paths.emplace_back("scenarios/validation");
    if (o.paths.empty() && !fs::is_directory(paths[0]))
        throw wz::InputError({{paths[0], 0},
                              "there is no such folder here",
                              "a file or folder of experiments",
                              "run it from the top of the project, or name one"});
    Validation validation(files_of(paths, o.only), o);
    wz::prepare_folder(o.out);
    watch_interrupts();
    const std::vector<wz::ExperimentRuns> results = validation.run();
    if (interrupted) return 130;
    const std::string name = fmt::format("{} ({})", version, revision);
    const std::string json = wz::validation_json(results, name);
    wz::write_result(o.out + "/validation.json", json);
    wz::write_result(o.out + "/validation.html", wz::validation_html(results, name));
    if (o.json)
        fmt::print("{}", json);
    else
        print_table(results);
    if (!o.json) fmt::print("report in {}/validation.html\n", o.out);
    return std::ranges::all_of(results, [](const auto& r) { return wz::all_pass(wz::judge(r)); }) ? 0 : 1;
}

}  // namespace wuzhen
