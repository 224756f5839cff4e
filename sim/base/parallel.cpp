#include "base/parallel.hpp"

namespace wz {

namespace {
// A short wait in place catches the next phase of the same step; longer waits sleep in the kernel, so that a machine
// with a busy second core is not spun to death.
constexpr int spins_before_sleep = 2000;

inline void relax() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}
}  // namespace

Team::Team(unsigned threads) {
    for (unsigned i = 1; i < threads; ++i) workers_.emplace_back([this] { work(); });
}

Team::~Team() {
    stop_ = true;
    round_.fetch_add(1);
    round_.notify_all();
    for (std::thread& t : workers_) t.join();
}

void Team::run(std::size_t blocks, Call call, void* task) {
    const std::uint64_t round = round_.load() + 1;
    // Close the last round's ticket first: a late worker that still holds it must fail to take a block while the job
    // changes.
    next_ = (round << 32) | 0xffffffffu;
    blocks_ = blocks;
    call_ = call;
    task_ = task;
    finished_ = 0;
    next_ = round << 32;
    round_.store(round);
    round_.notify_all();
    take_blocks(round);
    for (std::size_t done = finished_.load(), spin = 0; done != blocks; done = finished_.load()) {
        if (++spin < spins_before_sleep)
            relax();
        else
            finished_.wait(done);
    }
}

void Team::take_blocks(std::uint64_t round) {
    std::uint64_t ticket = next_.load();
    // A late worker of an earlier round must not touch this round's blocks: the ticket carries its round.
    while ((ticket >> 32) == (round & 0xffffffffu)) {
        const std::size_t blocks = blocks_.load();
        const std::size_t block = ticket & 0xffffffffu;
        if (block >= blocks) return;
        const Call call = call_.load();
        void* const task = task_.load();
        if (!next_.compare_exchange_weak(ticket, ticket + 1)) continue;
        call(task, block);
        if (finished_.fetch_add(1) + 1 == blocks) finished_.notify_all();
        ticket = next_.load();
    }
}

void Team::work() {
    std::uint64_t seen = 0;
    while (true) {
        std::uint64_t round = round_.load();
        for (int spin = 0; round == seen; round = round_.load()) {
            if (++spin < spins_before_sleep)
                relax();
            else
                round_.wait(seen);
        }
        if (stop_) return;
        seen = round;
        take_blocks(round);
    }
}

}  // namespace wz
