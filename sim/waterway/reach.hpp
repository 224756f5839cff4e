// The water that a hull may come to within a second.
#pragma once

#include <array>

#include "waterway/hull.hpp"

namespace wz::water {

/// From its speed, give or take what oar and water do in that second. In the hull's frame at its beginning.
class Reach {
public:
    Reach(const Hulls& hulls, std::size_t i);
    /// It has come farther than that: it was pushed.
    [[nodiscard]] bool left_by(const Hulls& hulls, std::size_t i) const;
    /// m from the hull's middle to the farthest corner.
    [[nodiscard]] double radius() const { return radius_; }
    /// The segment ab.
    [[nodiscard]] bool meets(Vec2d a, Vec2d b) const;
    [[nodiscard]] bool meets(const Reach& other) const;

private:
    [[nodiscard]] Vec2d turned(Vec2d d) const {
        return {d.x * way_.cos + d.y * way_.sin, d.y * way_.cos - d.x * way_.sin};
    }
    [[nodiscard]] std::array<Vec2d, 4> corners() const;

    Vec2d at_;
    fmath::SinCos way_{};
    double angle_ = 0;
    double astern_ = 0, ahead_ = 0, beside_ = 0, turn_ = 0;  // m and rad that it moves at most
    Vec2d middle_, half_;                                    // the box in which its outline stays, and a step more
    double radius_ = 0;
};

}  // namespace wz::water
