#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "session/frame.hpp"

namespace studio {

/// Frames keep their memory: one that nobody looks at any more, on whichever thread, comes back to be filled again.
class FramePool {
public:
    std::shared_ptr<Frame> take() {
        std::unique_ptr<Frame> frame;
        {
            const std::lock_guard lock(idle_->mutex);
            if (!idle_->frames.empty()) frame = std::move(idle_->frames.back()), idle_->frames.pop_back();
        }
        if (!frame) frame = std::make_unique<Frame>();
        return {frame.release(), [idle = idle_](Frame* back) {
                    std::unique_ptr<Frame> kept(back);
                    const std::lock_guard lock(idle->mutex);
                    idle->frames.push_back(std::move(kept));
                }};
    }

private:
    struct Idle {
        std::mutex mutex;
        std::vector<std::unique_ptr<Frame>> frames;
    };
    std::shared_ptr<Idle> idle_ = std::make_shared<Idle>();  // outlives the pool while a frame is out
};

}  // namespace studio
