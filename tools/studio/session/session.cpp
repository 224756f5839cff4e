#include "session/session.hpp"

#include <algorithm>
#include <chrono>

#include "session/frame_pool.hpp"
#include "session/pace.hpp"
#include "session/run.hpp"

namespace studio {

using namespace wz;

namespace {

constexpr std::chrono::milliseconds frame_every{16};    // no display shows more
constexpr std::chrono::milliseconds answer_every{200};  // stories and lists are read by people

std::int64_t wall_ns() { return Pace::Clock::now().time_since_epoch() / std::chrono::nanoseconds(1); }

}  // namespace

Session::Session(Options options) : options_(options) {
    status_.journal = std::make_shared<const Commands>();
    thread_ = std::thread([this] { work(); });
}

Session::~Session() {
    {
        const std::lock_guard lock(mutex_);
        quit_ = true;
        pending_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void Session::post(Request request) {
    {
        const std::lock_guard lock(mutex_);
        requests_.push_back(std::move(request));
        pending_ = true;
    }
    wake_.notify_all();
}

void Session::open(const std::string& path) {
    {
        const std::lock_guard lock(mutex_);
        status_.stage = Stage::loading;
        status_.scenario_file = path;
    }
    post([path](Run& r) { r.open(path); });
}

namespace {
template <class Work>
auto when_ready(Work work) {
    return [work](auto& run) {
        if (run.ready()) work(run), run.changed = true;
    };
}
}  // namespace

void Session::play(bool on) {
    post(when_ready([on](Run& r) { r.playing = on, r.steps_left = 0; }));
}
void Session::set_speed(double times_real) {
    post(when_ready([times_real](Run& r) { r.speed = times_real; }));
}
void Session::step(Tick ticks) {
    post(when_ready([ticks](Run& r) { r.playing = false, r.steps_left += ticks; }));
}
void Session::seek(Tick to) {
    post(when_ready([to](Run& r) { r.seek(to); }));
}
void Session::stop_seeking() {
    post(when_ready([](Run& r) { r.seeking = -1; }));
}
void Session::submit(const CommandSpec& command, Tick lasts) {
    post(when_ready([command, lasts](Run& r) { r.submit(command, true, lasts); }));
}
void Session::undo() {
    post(when_ready([](Run& r) { r.undo(); }));
}
void Session::redo() {
    post(when_ready([](Run& r) { r.redo(); }));
}
void Session::remove_command(std::size_t index) {
    post(when_ready([index](Run& r) { r.remove(index); }));
}
void Session::restart() {
    post(when_ready([](Run& r) { r.restart(); }));
}
void Session::keep(bool on) {
    post(when_ready([on](Run& r) { on ? r.keep() : r.kept.reset(); }));
}
void Session::wish(const Wishes& wishes) {
    post(when_ready([wishes](Run& r) { r.wishes = wishes; }));
}

Status Session::status() const {
    const std::lock_guard lock(mutex_);
    return status_;
}

std::shared_ptr<const Frame> Session::frame() const {
    const std::lock_guard lock(mutex_);
    return frame_;
}

/// The simulation's thread: requests, a tick if one is due, and now and then a frame.
class Session::Worker {
public:
    explicit Worker(Session& session) : session_(session), run_(session.options_) {}

    void work() {
        std::vector<Request> requests;
        while (take(requests)) {
            for (const Request& r : requests) r(run_);
            requests.clear();
            if (moving() != was_moving_) pace_.restart(), was_moving_ = moving();
            tick_if_due();
            if (run_.changed || !moving() || Pace::Clock::now() - shown_ >= frame_every) publish();
        }
    }

private:
    [[nodiscard]] bool moving() const {
        return run_.ready() && run_.world->now() < run_.scenario->end &&
               (run_.seeking >= 0 || run_.playing || run_.steps_left > 0);
    }
    /// Ticks per second; 0: as fast as possible.
    [[nodiscard]] double wanted() const {
        return run_.seeking >= 0 || run_.steps_left > 0 ? 0 : run_.speed * ticks_per_second;
    }

    /// Waits for something to do; false: the window closes.
    bool take(std::vector<Request>& requests) {
        const auto called = [&] { return session_.pending_.load(); };
        std::unique_lock lock(session_.mutex_);
        if (!moving() && !run_.changed) session_.wake_.wait(lock, called);
        if (moving() && wanted() > 0) session_.wake_.wait_until(lock, pace_.due(), called);
        requests.swap(session_.requests_);
        session_.pending_ = session_.quit_;
        return !session_.quit_;
    }

    void tick_if_due() {
        if (!moving() || (wanted() > 0 && Pace::Clock::now() < pace_.due())) return;
        const double per_s = wanted();
        run_.tick();
        pace_.ticked(per_s);
        ++number_;
        if (run_.steps_left > 0 && --run_.steps_left == 0) run_.changed = true;
        if (run_.seeking >= 0 && run_.world->now() >= run_.seeking) run_.seeking = -1, run_.changed = true;
        if (run_.world->now() >= run_.scenario->end) run_.playing = false, run_.changed = true;
    }

    void publish() {
        shown_ = Pace::Clock::now();
        Status status = state();
        const auto before = session_.frame();
        auto frame = run_.ready() ? make_frame(before) : nullptr;
        const std::lock_guard lock(session_.mutex_);
        if (frame) session_.frame_ = std::move(frame);
        Status& old = session_.status_;
        const bool news = run_.changed || !old.series || old.now / ticks(60) != status.now / ticks(60);
        status.journal = news ? std::make_shared<const Commands>(run_.journal.commands()) : old.journal;
        status.series = news ? std::make_shared<const Series>(run_.series_so_far()) : old.series;
        status.alarms = news ? std::make_shared<const std::vector<Alarm>>(run_.alarms()) : old.alarms;
        old = std::move(status);
        run_.changed = false;
    }

    std::shared_ptr<Frame> make_frame(const std::shared_ptr<const Frame>& before) {
        auto frame = frames_.take();
        run_.capture->fill(*run_.world, *frame);
        run_.compare(*frame);
        frame->wall_ns = wall_ns();
        frame->ticks_per_wall_s = moving() ? (pace_.rate() > 0 ? pace_.rate() : wanted()) : 0;
        frame->number = number_;
        if (!moving() || run_.changed || shown_ - answered_ > answer_every) {
            Capture::answer(*run_.world, run_.observation->sample(), *run_.pains, run_.wishes, *frame);
            answered_ = shown_;
        } else if (before) {
            frame->story = before->story, frame->route = before->route;
            frame->pains = before->pains, frame->jam = before->jam;
        }
        return frame;
    }

    Status state() const {
        Status s;
        s.problems = run_.problems;
        s.stage = run_.stage;
        s.scenario_file = run_.file;
        s.town = run_.town, s.scenario = run_.scenario, s.overrides = run_.overrides;
        s.playing = run_.playing, s.speed = run_.speed;
        s.seeking = run_.seeking, s.seek_from = run_.seek_from;
        s.can_undo = !run_.done.empty(), s.can_redo = !run_.undone.empty();
        s.snapshots = run_.snapshots.ticks();
        s.snapshot_bytes = run_.snapshots.bytes();
        s.kept = run_.kept;
        s.opened = run_.opened;
        if (!run_.ready()) return s;
        s.now = run_.world->now();
        s.reached_speed = moving() ? pace_.rate() / ticks_per_second : 0;
        if (!moving()) s.hash = run_.world->state_hash();
        return s;
    }

    Session& session_;
    Run run_;
    Pace pace_;
    Pace::Clock::time_point shown_{}, answered_{};
    std::uint64_t number_ = 0;
    FramePool frames_;
    bool was_moving_ = false;
};

void Session::work() { Worker(*this).work(); }

}  // namespace studio
