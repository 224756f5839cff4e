// The command line. Every mistake of a user ends in exit code 2 with file, line and remedy.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/errors.hpp"
#include "commands.hpp"
#include "study_commands.hpp"
#include "version.hpp"

namespace {

constexpr const char* run_examples = R"(Examples:
  wuzhen run scenarios/concurrent_day.yaml
  wuzhen run scenarios/concurrent_day.yaml --until 09:00 --threads 2 --out out/morning
  wuzhen run scenarios/concurrent_day.yaml --seed 7 --set routing.logit_s=20
  wuzhen run scenarios/concurrent_day.yaml --commands session.jsonl)";
constexpr const char* replay_examples =
    "Examples:\n  wuzhen replay session.jsonl\n  wuzhen replay session.jsonl --threads 1";
constexpr const char* studio_examples =
    "Examples:\n  wuzhen studio\n  wuzhen studio scenarios/concurrent_day.yaml --at 09:30";
constexpr const char* map_examples =
    "Examples:\n  wuzhen map check maps/wuzhen.geojson\n"
    "  wuzhen map check maps/wuzhen.geojson --scenario scenarios/concurrent_day.yaml";
constexpr const char* validate_examples = R"(Examples:
  wuzhen validate                                  all of scenarios/validation/
  wuzhen validate --only fundamental --only stairs
  wuzhen validate my_experiment.yaml --json --out out/mine
  wuzhen validate my_folder --threads 1 --replications 5 --set pedestrian.jam_density=5.4
Format: scenarios/validation/README.md. Exit code 0: all pass, 1: one fails, 2: a mistake in a file.)";
constexpr const char* lint_examples =
    "Examples:\n  wuzhen lint scenarios/concurrent_day.yaml\n  wuzhen lint scenarios/library/cordon.yaml\n"
    "An error is an appointment (event, post, itinerary, home) that people cannot keep on foot with their pass; a "
    "warning, "
    "one that is cut short, or a stroll that leads nowhere. Exit code 0: no errors, 1: errors, 2: a mistake in a file.";
constexpr const char* params_examples = "Examples:\n  wuzhen params\n  wuzhen params --markdown";

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Wuzhen Canals: people, boats and carts of a canal town, simulated"};
    app.set_version_flag("--version", fmt::format("wuzhen {} ({})", wuzhen::version, wuzhen::revision));
    app.require_subcommand(1);
    app.footer(
        "Examples:\n  wuzhen run scenarios/concurrent_day.yaml\n  wuzhen map check maps/wuzhen.geojson\n  wuzhen "
        "validate\n  wuzhen params");

    wuzhen::RunOptions run;
    for (int i = 0; i < argc; ++i) run.command_line += (i ? " " : "") + std::string(argv[i]);
    CLI::App* run_command = app.add_subcommand("run", "Run a scenario to a report");
    run_command->add_option("scenario", run.scenario, "scenario file (YAML)")->required();
    run_command->add_option("--out", run.out, "folder for the results [out/<scenario>]");
    run_command->add_option("--threads", run.threads, "threads [all cores]")->check(CLI::Range(1, 256));
    run_command->add_option("--seed", run.seed, "another seed than the scenario's");
    run_command->add_option("--until", run.until, "stop at HH:MM");
    run_command->add_option("--set", run.set, "NAME=VALUE: another value of a parameter (repeatable)");
    run_command
        ->add_option("--hash-every", run.hash_every_s, "write the state hash every so many seconds into hashes.txt")
        ->check(CLI::Range(1, 86400));
    run_command->add_option("--commands", run.commands, "command log of a session at the window, to be given again");
    run_command->add_flag("--quiet", run.quiet, "no progress");
    run_command->add_flag("--all-events", run.all_events, "also write the events of every single person");
    run_command->add_flag("--check", run.check,
                          "check the rules of the engine every second; stop at the first broken one");
    run_command->add_flag("--profile", run.profile, "print the time spent per phase of the step");
    run_command->footer(run_examples);

    std::string replayed;
    unsigned replay_threads = 0;
    bool replay_quiet = false;
    CLI::App* replay_command = app.add_subcommand("replay", "Run a session of the window again, and compare its hash");
    replay_command->add_option("log", replayed, "command log (JSON lines)")->required();
    replay_command->add_option("--threads", replay_threads, "threads [all cores]")->check(CLI::Range(1, 256));
    replay_command->add_flag("--quiet", replay_quiet, "no progress");
    replay_command->footer(replay_examples);

    CLI::App* studio_command = app.add_subcommand("studio", "Open the interactive window");
    studio_command->prefix_command();  // what follows is for wuzhen-studio
    studio_command->footer(studio_examples);

    wuzhen::ValidateOptions validate;
    CLI::App* validate_command =
        app.add_subcommand("validate", "Run experiments and compare them with what was measured elsewhere");
    validate_command->add_option("paths", validate.paths, "experiments (YAML) or folders [scenarios/validation]");
    validate_command->add_option("--only", validate.only, "only those with this in their name (repeatable)");
    validate_command->add_flag("--json", validate.json, "print the results as JSON instead of the table");
    validate_command->add_option("--out", validate.out, "folder for validation.html and validation.json")
        ->capture_default_str();
    validate_command->add_option("--threads,--jobs", validate.threads, "runs side by side [all cores]")
        ->check(CLI::Range(1, 256));
    validate_command->add_option("--replications", validate.replications, "runs per case, instead of the file's")
        ->check(CLI::Range(1, 1000));
    validate_command->add_option("--seed", validate.seed, "another seed than the files'");
    validate_command->add_option("--set", validate.set, "NAME=VALUE: another value of a parameter (repeatable)");
    validate_command->add_flag("--quiet", validate.quiet, "no progress");
    validate_command->footer(validate_examples);

    CLI::App* map_command = app.add_subcommand("map", "Work with maps");
    map_command->require_subcommand(1);
    CLI::App* check_command = map_command->add_subcommand("check", "Check a map: connections, gates, bridges");
    std::string map_file, map_scenario;
    check_command->add_option("map", map_file, "map file (GeoJSON)")->required();
    check_command->add_option("--scenario", map_scenario, "also check who can reach what with the passes of this day");
    check_command->footer(map_examples);
    map_command->footer(map_examples);

    CLI::App* lint_command = app.add_subcommand(
        "lint", "Before a run: who would be stranded by passes, zones, cordons and closures, where and when");
    std::string linted;
    lint_command->add_option("scenario", linted, "scenario file (YAML)")->required();
    lint_command->footer(lint_examples);

    bool markdown = false;
    CLI::App* params_command = app.add_subcommand("params", "List every parameter");
    params_command->add_flag("--markdown", markdown, "as a table for a page");
    params_command->footer(params_examples);

    wuzhen::StudyCommands studies(app, fmt::format("{} ({})", wuzhen::version, wuzhen::revision));

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }
    try {
        if (run_command->parsed()) return wuzhen::run_scenario(run);
        if (replay_command->parsed()) return wuzhen::replay_log(replayed, replay_threads, replay_quiet);
        if (studio_command->parsed()) return wuzhen::open_studio(studio_command->remaining());
        if (validate_command->parsed()) return wuzhen::validate(validate);
        if (check_command->parsed()) return wuzhen::check_map_file(map_file, map_scenario);
        if (lint_command->parsed()) return wuzhen::lint_scenario(linted);
        if (params_command->parsed()) return wuzhen::list_params(markdown);
        return studies.run();
    } catch (const wz::InputError& e) {
        for (const wz::Problem& p : e.problems()) fmt::print(stderr, "error: {}\n", p.text());
        return 2;
    }
}
