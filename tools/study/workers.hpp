// Worker processes, one per run. A run that crashes takes nobody with it; all share the town that was built before.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "study/outcome.hpp"

namespace study {

class Workers {
public:
    /// `most` at a time.
    explicit Workers(unsigned most) : most_(most) {}
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    /// Kills what still runs.
    ~Workers();

    [[nodiscard]] bool free() const { return running_.size() < most_; }
    [[nodiscard]] bool idle() const { return running_.empty(); }
    /// Runs `work` in a process of its own.
    void start(std::size_t tag, const std::function<Outcome()>& work);

    struct Finished {
        std::size_t tag = 0;
        Outcome outcome;
        bool killed = false;  // by a signal that no day sends: memory ran out, somebody stopped it
    };
    /// Waits until at least one has finished, or `patience_ms` has passed.
    std::vector<Finished> wait(int patience_ms);

private:
    struct Process {
        std::size_t tag = 0;
        int pid = 0, pipe = -1;
        std::string text;
    };
    static Finished end(Process& process);

    unsigned most_;
    std::vector<Process> running_;
};

}  // namespace study
