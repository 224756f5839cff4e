// Copies of the world along the day, within a budget of memory: dense near the latest one, sparser before. Any of them
// continues bit for bit.
#pragma once

#include <memory>
#include <vector>

#include "engine/world.hpp"
#include "observe/pains.hpp"

namespace studio {

class Snapshots {
public:
    struct Snapshot {
        wz::World world;
        wz::Pains pains;
        std::size_t bytes;
    };

    explicit Snapshots(std::size_t budget_bytes) : budget_(budget_bytes) {}

    void clear() { kept_.clear(), bytes_ = 0; }
    /// `world` at a multiple of World::snapshot_every. Does nothing if there is one of this tick.
    void keep(const wz::World& world, const wz::Pains& pains);
    /// The world of these no longer comes about: a command was added or removed at `from`.
    void forget_after(wz::Tick from);
    /// The latest one not after `at`; nullptr if there is none.
    [[nodiscard]] const Snapshot* before(wz::Tick at) const;
    [[nodiscard]] std::vector<wz::Tick> ticks() const;
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

private:
    void thin();

    std::size_t budget_;
    std::size_t bytes_ = 0;
    std::vector<std::unique_ptr<Snapshot>> kept_;  // by tick
};

/// Roughly what a copy takes: columns of people, fields of routes, boats.
std::size_t estimated_bytes(const wz::World& world);

}  // namespace studio
