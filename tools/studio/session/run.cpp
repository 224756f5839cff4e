#include "session/run.hpp"

#include <algorithm>
#include <map>

#include "load/command_log.hpp"
#include "load/scenario_file.hpp"

namespace studio {

using namespace wz;

namespace {

bool is_log(const std::string& path) { return path.ends_with(".jsonl"); }

}  // namespace

void Session::Run::open(const std::string& path) {
    problems.clear();
    ++opened;
    try {
        std::shared_ptr<const Town> new_town;
        std::string scenario_file = is_log(path) ? read_log_head(path).scenario : path;
        auto day = std::make_shared<Scenario>(load_scenario(scenario_file, &new_town));
        CommandLog log;
        if (is_log(path)) log = load_command_log(path, *day, *new_town);
        kept.reset();
        town = std::move(new_town);
        scenario = std::move(day);
        file = scenario_file;
        overrides = std::move(log.parameters);
        journal.assign(std::move(log.commands));
        begin();
        if (log.until > world->now()) seek(std::min(log.until, scenario->end));
    } catch (const InputError& e) {
        problems = e.problems();
        if (!world) stage = Stage::failed;
    } catch (const std::exception& e) {
        problems = {{{path, 0}, std::string("cannot be opened: ") + e.what(), {}, {}}};
        if (!world) stage = Stage::failed;
    }
    changed = true;
}

void Session::Run::restart() {
    auto day = std::make_shared<Scenario>(*scenario);
    Commands others;
    std::map<std::string, double> from_the_start(overrides.begin(), overrides.end());
    for (const CommandSpec& c : journal.commands()) {
        const ParamInfo* p = c.kind == CommandKind::set_param ? find_param(c.target) : nullptr;
        if (!p)
            others.push_back(c);
        else
            p->set(day->params, c.value), from_the_start[c.target] = c.value;
    }
    overrides.assign(from_the_start.begin(), from_the_start.end());
    scenario = std::move(day);
    journal.assign(std::move(others));
    begin();
    changed = true;
}

void Session::Run::begin() {
    snapshots.clear();
    done.clear(), undone.clear();
    next_command = 0;
    playing = false, seeking = -1, steps_left = 0;
    observation.reset(), capture.reset();
    world = std::make_unique<World>(town, scenario);
    pains = std::make_unique<Pains>(*world);
    capture = std::make_unique<Capture>(*world);
    series = {};
    crowds = Crowds(scenario->start);
    past_alarms.clear();
    watch_anew();
    snapshots.keep(*world, *pains);
    stage = Stage::ready;
}

/// Observers are made anew where the world jumps: they count what happens, and it happens again.
void Session::Run::watch_anew() {
    past_alarms = alarms();
    std::erase_if(past_alarms, [&](const Alarm& a) { return a.from > world->now(); });
    observation = std::make_unique<Observation>(*world);
    SurfaceSample sample;
    sample.take(*world, team);
    capture->each_second(*world, sample);
    if (series.columns().empty())
        for (const Column& c : observation->series().columns()) series.add_column(c);
    crowds.jump();
}

void Session::Run::tick() {
    const Commands& commands = journal.commands();
    for (; next_command < commands.size() && commands[next_command].at <= world->now(); ++next_command)
        world->submit(commands[next_command]);
    world->step(team);
    observation->after_step(*world, team);
    if (world->now() % ticks_per_second == 0) {
        pains->each_second(*world, observation->sample());
        capture->each_second(*world, observation->sample());
        crowds.each_second(capture->patches());
    }
    if ((world->now() - scenario->start) % ticks(60) == 0) crowds.each_minute(world->now());
    if (world->now() % ticks(60) == 0) note_minute();
    if (world->now() % options.snapshot_every == 0) snapshots.keep(*world, *pains);
}

std::vector<Alarm> Session::Run::alarms() const {
    std::vector<Alarm> all = past_alarms;
    if (observation) all.insert(all.end(), observation->warnings().begin(), observation->warnings().end());
    return all;
}

Series Session::Run::series_so_far() const {
    Series known = series;
    if (world) known.truncate(world->now());
    return known;
}

void Session::Run::note_minute() {
    const Series& seen = observation->series();
    if (seen.rows() == 0) return;
    const std::size_t row = seen.rows() - 1;
    if (series.rows() > 0 && series.time(series.rows() - 1) >= seen.time(row)) return;
    series.begin_row(seen.time(row));
    for (std::size_t c = 0; c < seen.columns().size(); ++c) series.set(c, seen.cell(row, c));
}

void Session::Run::go_back(Tick at) {
    const Snapshots::Snapshot* from = snapshots.before(at);
    if (!from) return;
    world = std::make_unique<World>(from->world);
    pains = std::make_unique<Pains>(from->pains);
    next_command = journal.first_at(world->now());
    watch_anew();
}

void Session::Run::seek(Tick to) {
    to = std::clamp(to, scenario->start, scenario->end);
    const Snapshots::Snapshot* near = snapshots.before(to);
    if (to < world->now() || (near && near->world.now() > world->now())) go_back(to);
    seek_from = world->now();
    seeking = to > world->now() ? to : -1;
    steps_left = 0;
    changed = true;
}

void Session::Run::forget_after(Tick at) {
    snapshots.forget_after(at);
    series.truncate(at);
    crowds.forget_after(at);
}

void Session::Run::keep() {
    kept = std::make_shared<const KeptRun>(KeptRun{series_so_far(), crowds, world->now(), journal.commands().size()});
}

void Session::Run::compare(Frame& frame) const {
    frame.change.clear();
    const auto* mine = kept ? crowds.before(world->now()) : nullptr;
    const auto* other = kept ? kept->crowds.before(world->now()) : nullptr;
    if (!mine || !other) return;
    frame.change.resize(mine->size());
    for (std::size_t p = 0; p < mine->size(); ++p) frame.change[p] = (*mine)[p] - (*other)[p];
}

void Session::Run::submit(CommandSpec command, bool own_undo, Tick lasts) {
    command.at = std::max(world->now(), seeking);
    if (command.at >= scenario->end) return;
    Deed deed{command, {}, lasts};
    const Setting setting = setting_of(command);
    if (const auto before = value_of(setting, command.at, *scenario, *town, journal.commands())) {
        deed.inverse = command_for(setting, *before);
        const auto wanted =
            command.kind == CommandKind::close ? 1.0 : (command.kind == CommandKind::open ? 0.0 : command.value);
        if (*before == wanted && own_undo) return;  // nothing would change
    }
    forget_after(command.at);
    journal.add(command);
    if (deed.inverse && lasts > 0 && command.at + lasts < scenario->end) {
        deed.inverse->at = command.at + lasts;
        journal.add(*deed.inverse);
    }
    if (own_undo) {
        done.push_back(deed);
        undone.clear();
    }
    changed = true;
}

void Session::Run::undo() {
    if (done.empty()) return;
    const Deed deed = done.back();
    done.pop_back();
    undone.push_back(deed);
    const bool not_yet_applied = deed.command.at >= world->now(), over = deed.command.at + deed.lasts < world->now();
    if (deed.lasts > 0 && over) return;
    if (deed.lasts > 0) erase_end(deed);
    if (!not_yet_applied && deed.inverse) return submit(*deed.inverse, false);
    if (const auto i = journal.find(deed.command)) erase(*i);
}

void Session::Run::erase_end(const Deed& deed) {
    if (const auto i = deed.inverse ? journal.find(*deed.inverse) : std::nullopt) journal.remove(*i);
    changed = true;
}

void Session::Run::redo() {
    if (undone.empty()) return;
    Deed deed = undone.back();
    undone.pop_back();
    submit(deed.command, false, deed.lasts);
    deed.command.at = std::max(world->now(), seeking);
    if (deed.inverse) deed.inverse->at = deed.command.at + deed.lasts;
    done.push_back(deed);
}

void Session::Run::remove(std::size_t index) {
    if (index >= journal.commands().size()) return;
    done.clear(), undone.clear();
    erase(index);
}

void Session::Run::erase(std::size_t index) {
    const Tick at = journal.commands()[index].at, here = std::max(world->now(), seeking);
    journal.remove(index);
    forget_after(at);
    if (at < world->now()) {
        go_back(at);
        seek(here);
    }
    next_command = journal.first_at(world->now());
    changed = true;
}

}  // namespace studio
