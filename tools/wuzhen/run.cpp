#include <sys/resource.h>

#include <algorithm>
#include <filesystem>

#include "commands.hpp"
#include "engine/world.hpp"
#include "interrupt.hpp"
#include "load/command_log.hpp"
#include "load/lint.hpp"
#include "load/scenario_file.hpp"
#include "observe/observation.hpp"
#include "observe/result_file.hpp"
#include "observe/result_writers.hpp"
#include "progress.hpp"
#include "version.hpp"

namespace wuzhen {

namespace {

#ifdef NDEBUG
constexpr bool debug_build = false;
#else
constexpr bool debug_build = true;  // checks every second what must always hold
#endif

std::uint64_t clock_ns() {
    return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch() /
                                      std::chrono::nanoseconds(1));
}

double peak_memory_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

struct Day {
    wz::Scenario scenario;
    std::vector<wz::CommandSpec> commands;  // of a log
    wz::Tick until = 0;  // where the run stops. The day itself, and so everybody's plans, stay as they are.
};

/// What is said on the command line goes over what a log says, and that over the scenario.
Day load(const RunOptions& o, std::shared_ptr<const wz::Town>& town) {
    Day day{wz::load_scenario(o.scenario, &town), {}, 0};
    wz::Scenario& s = day.scenario;
    if (!o.commands.empty()) day.commands = wz::load_command_log(o.commands, s, *town).commands;
    wz::Problems problems;
    for (const std::string& assignment : o.set) wz::set_parameter(s.params, assignment, {"--set", 0}, problems);
    day.until = s.end;
    if (!o.until.empty()) {
        day.until = wz::parse_exact_clock(o.until);
        if (day.until <= s.start || day.until > s.end)
            problems.add(
                {"--until", 0}, fmt::format("\"{}\"", o.until),
                fmt::format("a time after {} and not after {}", wz::clock_text(s.start), wz::clock_text(s.end)),
                "e.g. --until 09:30");
    }
    problems.throw_if_any();
    if (o.seed) s.seed = *o.seed;
    return day;
}

void print_table(const wz::Results& r) {
    fmt::print("\n{}\n", r.scenario->title);
    fmt::print("{:<28} {:>9} {:>9} {:>9}\n", "people", "entered", "left", "on site");
    for (const wz::PopulationResult& p : r.populations)
        fmt::print("{:<28} {:>9} {:>9} {:>9}\n", p.name_en.substr(0, 28), p.entered, p.left, p.on_site);
    fmt::print("most on site                 {:>9} at {}\n", r.peak_on_site, wz::clock_text(r.peak_at));
    int late = 0, turned = 0, seated = 0;
    for (const wz::ShowResult& s : r.shows) late += s.late, turned += s.turned_away, seated += s.seated;
    fmt::print("seats taken / late / refused {:>9} / {} / {}\n", seated, late, turned);
    if (r.trespass.entries > 0) fmt::print("entries without a pass       {:>9}\n", r.trespass.entries);
    if (!r.boat_locks.empty()) fmt::print("boats locked, times          {:>9}\n", r.boat_locks.size());
    if (!r.boat_standstills.empty()) fmt::print("boats that stood for 15 min  {:>9}\n", r.boat_standstills.size());
    if (!r.boats_shut_in.empty()) fmt::print("boats before a closed way    {:>9}\n", r.boats_shut_in.size());
    if (r.stranded > 0) fmt::print("groups without a way         {:>9}\n", r.stranded);
}

/// Before the run: a short word on who would be stranded.
void warn_of_strandings(const wz::Scenario& scenario, const wz::Town& town, const std::string& path) {
    const auto strandings = wz::lint(scenario, town);
    const auto errors = std::ranges::count_if(strandings, [](const auto& s) { return s.error; });
    if (errors == 0) return;
    const auto& first = *std::ranges::find_if(strandings, [](const auto& s) { return s.error; });
    fmt::print(stderr, "warning: {} appointments cannot be kept, e.g. {}: {}. See `wuzhen lint {}`\n", errors,
               first.name.id, first.text, path);
}

}  // namespace

int run_scenario(const RunOptions& o) {
    std::shared_ptr<const wz::Town> town;
    Day day = load(o, town);
    const wz::Tick until = day.until;
    const auto scenario = std::make_shared<const wz::Scenario>(std::move(day.scenario));
    const std::string out = o.out.empty() ? "out/" + std::filesystem::path(o.scenario).stem().string() : o.out;
    wz::prepare_folder(out);
    if (!o.quiet) warn_of_strandings(*scenario, *town, o.scenario);
    const unsigned threads = o.threads ? o.threads : std::max(1u, std::thread::hardware_concurrency());
    wz::Team team(threads);
    wz::World world(town, scenario);
    if (o.profile) world.profile().clock_ns = clock_ns;
    wz::Observation observation(world, out + "/events.jsonl", o.all_events);
    watch_interrupts();
    Progress progress(scenario->start, until, o.quiet);
    std::string hashes;
    auto next_command = day.commands.cbegin();
    while (world.now() < until && !interrupted) {
        for (; next_command != day.commands.cend() && next_command->at <= world.now(); ++next_command)
            world.submit(*next_command);
        world.step(team);
        {
            const wz::Timed timed(world.profile(), wz::Phase::observers);
            observation.after_step(world, team);
        }
        const bool second = world.now() % wz::ticks_per_second == 0;
        if (second) progress.show(world.now(), world.census().total_on_site());
        if (o.hash_every_s > 0 && world.now() % (o.hash_every_s * wz::ticks_per_second) == 0)
            hashes += fmt::format("hash {} {:016x}\n", wz::clock_text(world.now()), world.state_hash());
        if ((o.check || debug_build) && second) {
            std::vector<std::string> broken = world.check();
            for (const std::string& b : observation.check()) broken.push_back(b);
            if (!broken.empty()) {
                for (const std::string& b : broken) fmt::print(stderr, "\n{}: {}", wz::clock_text(world.now()), b);
                fmt::print(stderr, "\n");
                return 3;
            }
        }
    }
    progress.finish();
    wz::Results results = observation.results(world);
    results.run = {fmt::format("{} ({})", version, revision),
                   o.command_line,
                   !interrupted,
                   threads,
                   progress.seconds_so_far(),
                   peak_memory_mb(),
                   {}};
    for (std::size_t i = 0; o.profile && i < wz::phases; ++i)
        results.run.phases.emplace_back(std::string(wz::phase_names[i]),
                                        static_cast<double>(world.profile().ns[i]) * 1e-9);
    observation.complete_event_log();
    if (!hashes.empty()) wz::write_result(out + "/hashes.txt", hashes);
    wz::write_results(results, out);
    print_table(results);
    for (const auto& [name, s] : results.run.phases) fmt::print("phase {:<14} {:8.2f} s\n", name, s);
    fmt::print("{:.1f} s wall, {:.0f} MB, results in {}/report.html\n", results.run.wall_s, results.run.peak_memory_mb,
               out);
    fmt::print("state hash {:016x} at {}\n", world.state_hash(), wz::clock_text(world.now()));
    return interrupted ? 130 : 0;
}

}  // namespace wuzhen
