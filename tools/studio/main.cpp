// wuzhen-studio: the planner's window.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <exception>

#include "app.hpp"
#include "version.hpp"

int main(int argc, char** argv) {
    CLI::App app{"Wuzhen studio: a day in the town, to watch, to change, and to understand"};
    app.set_version_flag("--version", fmt::format("wuzhen-studio {} ({})", wuzhen::version, wuzhen::revision));
    studio::AppOptions o;
    app.add_option("scenario", o.scenario, "scenario (YAML), or a command log (JSON lines) to go on from");
    app.add_option("--at", o.at, "go to HH:MM first");
    app.add_flag("--play", o.play, "play at once");
    app.add_option("--speed", o.speed, "times real time; 0: as fast as possible")->check(CLI::Range(0.0, 1000.0));
    app.add_option("--size", o.size, "of the window, e.g. 1600x900");
    app.add_option("--scale", o.scale, "of letters and buttons")->check(CLI::Range(0.75, 4.0));
    app.add_option("--threads", o.threads, "of the simulation [cores - 1]")->check(CLI::Range(1, 256));
    app.add_option("--status", o.status_file,
                   "keep writing the state of the window into this file (JSON), for scripts");
    app.footer(
        "Examples:\n  wuzhen-studio scenarios/concurrent_day.yaml\n  wuzhen-studio scenarios/festival_day.yaml --at "
        "09:30 "
        "--play --speed 20\n  wuzhen-studio session.jsonl");
    CLI11_PARSE(app, argc, argv);
    if (std::getenv("DISPLAY") == nullptr && std::getenv("WAYLAND_DISPLAY") == nullptr) {
        fmt::print(stderr, "error: there is no display; `wuzhen run` and `wuzhen replay` need none\n");
        return 2;
    }
    try {
        return studio::App(o).run();
    } catch (const std::exception& e) {
        fmt::print(stderr, "error: {}\n", e.what());
        return 1;
    }
}
