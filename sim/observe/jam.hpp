// Why is it jammed: from a queue or a crowded piece of street along the way of those who stand there, to the element
// that binds: a gate with too few lanes, a full room, boats that are all away, a bridge that is too narrow.
#pragma once

#include <string>
#include <vector>

#include "observe/observer.hpp"
#include "observe/queue_name.hpp"

namespace wz {

struct JamLink {
    std::string zh, en;  // the element
    std::string why;     // why people do not get on here
    Vec2 at;
    int people = 0;
    bool binding = false;  // the last one: what has to change
};

std::vector<JamLink> why_jammed(const World& world, const SurfaceSample& sample, QueueName queue);
std::vector<JamLink> why_jammed(const World& world, const SurfaceSample& sample, PatchId patch);

}  // namespace wz
