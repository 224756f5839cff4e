// A team of threads for data-parallel phases. Work is cut into blocks; which thread takes a block is left to chance, so
// a block may write only what belongs to it, and no result may depend on where the work is cut.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

namespace wz {

class Team {
public:
    /// threads >= 1, the caller included.
    explicit Team(unsigned threads);
    ~Team();
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;
    [[nodiscard]] unsigned threads() const { return static_cast<unsigned>(workers_.size()) + 1; }

    /// Calls task(block) once for each block in 0 .. blocks-1; returns when all are done.
    template <class Task>
    void for_blocks(std::size_t blocks, Task&& task) {
        if (blocks == 0) return;
        if (workers_.empty() || blocks == 1) {
            for (std::size_t b = 0; b < blocks; ++b) task(b);
            return;
        }
        run(
            blocks, [](void* t, std::size_t b) { (*static_cast<std::remove_reference_t<Task>*>(t))(b); },
            const_cast<void*>(static_cast<const void*>(&task)));
    }
    /// Calls task(begin, end) over blocks of at most `grain` items.
    template <class Task>
    void for_range(std::size_t count, std::size_t grain, Task&& task) {
        const std::size_t blocks = (count + grain - 1) / grain;
        for_blocks(blocks, [&](std::size_t b) {
            const std::size_t begin = b * grain;
            task(begin, begin + grain < count ? begin + grain : count);
        });
    }

private:
    using Call = void (*)(void*, std::size_t);
    void run(std::size_t blocks, Call call, void* task);
    void work();
    void take_blocks(std::uint64_t round);

    std::vector<std::thread> workers_;
    std::atomic<std::uint64_t> round_{0};   // each job adds 1
    std::atomic<std::uint64_t> next_{0};    // round in the high 32 bits, next block in the low 32 bits
    std::atomic<std::size_t> finished_{0};  // blocks done in this round
    std::atomic<bool> stop_{false};
    std::atomic<std::size_t> blocks_{0};
    std::atomic<Call> call_{nullptr};
    std::atomic<void*> task_{nullptr};
};

}  // namespace wz
