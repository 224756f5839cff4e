// Whether somebody stepped, or a hull went, over a line.
#pragma once

#include "base/vec2.hpp"

namespace wz {

/// +1: from the left of ab to its right, −1: the other way, 0: not across it.
[[nodiscard]] inline int crossing(Vec2d a, Vec2d b, Vec2d from, Vec2d to) {
    const double before = cross(b - a, from - a), after = cross(b - a, to - a);
    if ((before > 0) == (after > 0)) return 0;
    const double share = before / (before - after);
    const double along = dot(from + (to - from) * share - a, b - a) / norm2(b - a);
    return along < 0 || along > 1 ? 0 : (before > 0 ? 1 : -1);
}

}  // namespace wz
