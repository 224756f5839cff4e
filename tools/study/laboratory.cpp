#include "study/laboratory.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <deque>

#include "observe/report_map.hpp"
#include "study/run_day.hpp"
#include "study/workers.hpp"

namespace study {

namespace {

std::atomic<bool> interrupted{false};
/// The town as the report draws it, so that the report needs no other file.
std::string map_of(Days& days) {
    wz::JsonText json;
    json.object();
    add_report_map(json, first_look(days.make({}, 0)));
    return json.close().text();
}

constexpr int patience_ms = 200;
constexpr int most_attempts = 3;  // of a run whose process was killed

}  // namespace

Laboratory::Laboratory(const Study& study, Days& days, const Options& options)
    : study_(study),
      options_(options),
      days_(days),
      store_(Store::write(options.out, facts_of(study, days_, options.version), options.resume)) {
    if (!store_.answers().contains("map")) store_.answer("map", map_of(days_));
    if (options.retry_failed) store_.forget_failed();
    std::signal(SIGINT, [](int) { interrupted = true; });
    std::signal(SIGTERM, [](int) { interrupted = true; });
}

int Laboratory::variant(const Variant& v) {
    const auto number = static_cast<std::size_t>(store_.variant(v.name, canonical(v.settings)));
    if (settings_.size() <= number) settings_.resize(number + 1);
    settings_[number] = v.settings;
    return static_cast<int>(number);
}

void Laboratory::check_limits() const {
    if (interrupted) throw Stopped{"interrupted", true};
    const double hours =
        std::chrono::duration<double, std::ratio<3600>>(std::chrono::steady_clock::now() - began_).count();
    if (study_.most_hours > 0 && hours > study_.most_hours)
        throw Stopped{fmt::format("the limit of {:g} hours is reached", study_.most_hours)};
    if (study_.most_runs > 0 && made_ >= static_cast<std::size_t>(study_.most_runs))
        throw Stopped{fmt::format("the limit of {} runs is reached", study_.most_runs)};
}

void Laboratory::start(Workers& workers, const Run& run, std::size_t tag) {
    const std::vector<Setting>& settings = settings_[static_cast<std::size_t>(run.first)];
    try {
        days_.town(settings);  // here, so that all workers share it
    } catch (const wz::InputError&) {
        // the worker meets the same mistake, and it becomes the reason of the failed run
    }
    workers.start(tag, [this, &settings, run] { return run_day(study_, days_.make(settings, run.second)); });
}

void Laboratory::make(const std::vector<Run>& runs, std::size_t planned) {
    planned_ = std::max(planned, made_);
    std::deque<std::size_t> open;
    std::vector<int> attempts(runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i)
        if (!store_.has(runs[i].first, runs[i].second)) open.push_back(i);
    Workers workers(options_.jobs);
    std::size_t under_way = 0;
    while (!open.empty() || under_way > 0) {
        check_limits();
        for (; !open.empty() && workers.free(); open.pop_front(), ++under_way)
            start(workers, runs[open.front()], open.front());
        for (Workers::Finished& f : workers.wait(patience_ms)) {
            --under_way;
            if (interrupted) throw Stopped{"interrupted", true};
            if (f.killed && ++attempts[f.tag] < most_attempts) {
                open.push_back(f.tag);
                continue;
            }
            const auto [variant, replication] = runs[f.tag];
            f.outcome.seed = study_.seed + static_cast<std::uint64_t>(replication);
            store_.add(variant, replication, f.outcome);
            ++made_;
        }
        show(open.size() + under_way);
    }
    wipe();
}

std::vector<double> Laboratory::values(int variant, const std::string& measure, int replications) const {
    std::vector<double> found;
    for (const StoredValue& v : store_.values(variant, measure))
        if (v.replication < replications) found.push_back(v.value);
    return found;
}

void Laboratory::show(std::size_t open) {
    if (options_.quiet || isatty(2) == 0) return;
    shown_ = true;
    const std::size_t total = std::max(planned_, made_ + open);
    const double share = total > 0 ? static_cast<double>(made_) / static_cast<double>(total) : 1;
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    const auto bars = static_cast<std::size_t>(share * 24);
    const std::string left = made_ > 0 ? fmt::format("about {:.0f} s left", wall * (1 / share - 1)) : "";
    fmt::print(stderr, "\r[{}{}] {} of {} runs  {}   ", std::string(bars, '#'), std::string(24 - bars, '.'), made_,
               total, left);
    std::fflush(stderr);
}

void Laboratory::wipe() {
    if (shown_) fmt::print(stderr, "\r\033[K");
    shown_ = false;
}

}  // namespace study
