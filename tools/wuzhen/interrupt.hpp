// Ctrl-C and SIGTERM end a run cleanly, with the results so far.
#pragma once

#include <atomic>
#include <csignal>

namespace wuzhen {

inline std::atomic<bool> interrupted{false};

inline void watch_interrupts() {
    std::signal(SIGINT, [](int) { interrupted = true; });
    std::signal(SIGTERM, [](int) { interrupted = true; });
}

}  // namespace wuzhen
