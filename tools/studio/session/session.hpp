// A run at the window. The simulation has a thread of its own, which never waits for drawing: it leaves frames behind,
// and takes requests between ticks. Everything that changes a result goes through the journal.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/errors.hpp"
#include "observe/series.hpp"
#include "observe/warnings.hpp"
#include "session/capture.hpp"
#include "session/crowds.hpp"
#include "session/journal.hpp"

namespace studio {

enum class Stage : std::uint8_t { empty, loading, ready, failed };

struct Options {
    unsigned threads = 1;
    std::size_t snapshot_bytes = std::size_t{768} << 20;
    wz::Tick snapshot_every = wz::ticks(120);
};

/// How the run stands, for the window. Copied as a whole; the long parts are shared.
struct Status {
    Stage stage = Stage::empty;
    std::string scenario_file;
    std::vector<wz::Problem> problems;  // failed, or a request that could not be met
    std::shared_ptr<const wz::Town> town;
    std::shared_ptr<const wz::Scenario> scenario;
    std::shared_ptr<const Commands> journal;
    std::vector<std::pair<std::string, double>> overrides;  // parameters from the start that are not in the file
    std::shared_ptr<const wz::Series> series;               // one row per full minute
    std::shared_ptr<const std::vector<wz::Alarm>> alarms;   // of the whole day so far, as far as it was simulated
    wz::Tick now = 0;
    bool playing = false;
    double speed = 1;  // × real time; 0: as fast as possible
    double reached_speed = 0;
    wz::Tick seeking = -1;  // the tick it makes for; negative: none
    wz::Tick seek_from = 0;
    std::optional<std::uint64_t> hash;  // of `now`, where it stands still
    bool can_undo = false, can_redo = false;
    std::vector<wz::Tick> snapshots;
    std::size_t snapshot_bytes = 0;
    std::shared_ptr<const KeptRun> kept;  // to compare with; nullptr: none
    std::uint64_t opened = 0;             // counts scenarios: the window draws the town anew when it changes
};

class Session {
public:
    explicit Session(Options options);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // ---- requests: return at once
    /// A scenario, or a command log whose scenario is opened and whose commands are taken over.
    void open(const std::string& path);
    void play(bool on);
    void set_speed(double times_real);
    void step(wz::Tick ticks);
    /// Forward by simulating, backward from the nearest snapshot.
    void seek(wz::Tick to);
    void stop_seeking();
    /// Takes effect at the next tick; `at` is set to the present, or to where a seek is bound for. `lasts`: undone by
    /// itself after so many ticks; 0: for good.
    void submit(const wz::CommandSpec& command, wz::Tick lasts = 0);
    void undo();
    void redo();
    /// As if it had never been given; what came after is simulated again up to now.
    void remove_command(std::size_t index);
    /// From the beginning, with the parameters as they are set now; also those that act only before a run. Other
    /// commands stay.
    void restart();
    /// What was simulated so far is kept beside what comes; a kept run is let go of by the next, or by `on` = false.
    void keep(bool on);
    void wish(const Wishes& wishes);

    // ---- reading
    [[nodiscard]] Status status() const;
    /// The latest; nullptr before the first.
    [[nodiscard]] std::shared_ptr<const Frame> frame() const;

private:
    struct Run;
    class Worker;
    using Request = std::function<void(Run&)>;
    void post(Request request);
    void work();

    Options options_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Request> requests_;
    std::atomic<bool> pending_{false};  // requests, or quit: looked at between ticks
    bool quit_ = false;
    Status status_;
    std::shared_ptr<const Frame> frame_;
    std::thread thread_;
};

}  // namespace studio
