// A session at the window, once more without one.
#include <algorithm>

#include "commands.hpp"
#include "engine/world.hpp"
#include "load/command_log.hpp"
#include "load/scenario_file.hpp"
#include "progress.hpp"

namespace wuzhen {

int replay_log(const std::string& path, unsigned threads, bool quiet) {
    const std::string scenario_file = wz::read_log_head(path).scenario;
    std::shared_ptr<const wz::Town> town;
    wz::Scenario scenario = wz::load_scenario(scenario_file, &town);
    const wz::CommandLog log = wz::load_command_log(path, scenario, *town);
    const wz::Tick last = log.commands.empty() ? scenario.start : log.commands.back().at + 1;
    const wz::Tick until = std::min(log.until >= 0 ? log.until : last, scenario.end);
    wz::Team team(threads > 0 ? threads : std::max(1u, std::thread::hardware_concurrency()));
    wz::World world(town, std::make_shared<const wz::Scenario>(std::move(scenario)));
    Progress progress(world.now(), until, quiet);
    auto next = log.commands.begin();
    while (world.now() < until) {
        for (; next != log.commands.end() && next->at <= world.now(); ++next) world.submit(*next);
        world.step(team);
        if (world.now() % wz::ticks_per_second == 0) progress.show(world.now(), world.census().total_on_site());
    }
    progress.finish();
    const std::uint64_t hash = world.state_hash();
    fmt::print("{} commands\nstate hash {:016x} at {}\n", log.commands.size(), hash, wz::exact_clock_text(until));
    if (!log.hash) return 0;
    const bool same = hash == *log.hash;
    fmt::print("{}\n", same ? "the same as in the session"
                            : fmt::format("the session ended with {:016x}: another map, scenario or version of the "
                                          "program",
                                          *log.hash));
    return same ? 0 : 3;
}

}  // namespace wuzhen
