// From a world to a frame.
#pragma once

#include <span>

#include "observe/observer.hpp"
#include "session/frame.hpp"

namespace studio {

/// What the window wants to know beyond what it draws.
struct Wishes {
    wz::Thing watched;
    bool pains = false;
    bool jam = false;  // why is it jammed at `jam_queue` or `jam_patch`
    wz::QueueName jam_queue;
    wz::PatchId jam_patch;  // valid: there; else at the queue
};

class Capture {
public:
    explicit Capture(const wz::World& world);
    /// Once a simulated second, and after a jump: densities, queues, delays.
    void each_second(const wz::World& world, const wz::SurfaceSample& sample);
    [[nodiscard]] const std::vector<PatchNow>& patches() const { return patches_; }
    [[nodiscard]] const std::vector<QueueMark>& queues() const { return marks_; }
    /// Fills all but the wall-clock fields.
    void fill(const wz::World& world, Frame& frame) const;
    static void answer(const wz::World& world, const wz::SurfaceSample& sample, const wz::Pains& pains,
                       const Wishes& wishes, Frame& frame);

private:
    std::vector<wz::QueueName> queues_;
    std::vector<float> free_time_;  // by LinkId, the faster way
    std::vector<PatchNow> patches_;
    std::vector<QueueMark> marks_;
    std::vector<float> delay_;
    std::vector<std::uint8_t> closed_;
};

}  // namespace studio
