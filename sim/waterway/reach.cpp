#include "waterway/reach.hpp"

#include <algorithm>
#include <cmath>

#include "waterway/hull_shape.hpp"

namespace wz::water {

Reach::Reach(const Hulls& hulls, std::size_t i)
    : at_(hulls.at(i)), way_(hulls.heading(i)), angle_(double{hulls.angle[i]}) {
    double around = 0.05;  // m: for Box2D hulls touch that are 2 cm apart
    if (hulls.afloat[i]) {
        const Vec2d v = turned({double{hulls.vx[i]}, double{hulls.vy[i]}});
        ahead_ = std::max(v.x, 0.0) + 0.3;
        astern_ = std::max(-v.x, 0.0) + 0.3;
        beside_ = std::abs(v.y) + 0.1;
        turn_ = std::abs(double{hulls.spin[i]}) + 0.06;
        around += 0.1 * norm(v);
    }
    middle_ = {(ahead_ - astern_) / 2, 0};
    half_ = {half_hull + 0.25 * turn_ + (ahead_ + astern_) / 2 + around,
             hull_beam / 2 + 2.2 * turn_ + beside_ + around};
    radius_ = norm(Vec2d{std::abs(middle_.x) + half_.x, half_.y});
}

bool Reach::left_by(const Hulls& hulls, std::size_t i) const {
    const Vec2d d = turned(hulls.at(i) - at_);
    return d.x > ahead_ || d.x < -astern_ || std::abs(d.y) > beside_ ||
           std::abs(double{hulls.angle[i]} - angle_) > turn_;
}

bool Reach::meets(Vec2d a, Vec2d b) const {
    const Vec2d from = turned(a - at_) - middle_, to = turned(b - at_) - middle_, way = to - from;
    if (std::min(from.x, to.x) > half_.x || std::max(from.x, to.x) < -half_.x) return false;
    if (std::min(from.y, to.y) > half_.y || std::max(from.y, to.y) < -half_.y) return false;
    return std::abs(cross(way, from)) <= half_.x * std::abs(way.y) + half_.y * std::abs(way.x);
}

bool Reach::meets(const Reach& other) const {
    const double far = radius_ + other.radius_;
    return norm2(other.at_ - at_) < far * far && overlap_depth(corners(), other.corners()) > 0;
}

std::array<Vec2d, 4> Reach::corners() const {
    const Vec2d on = Vec2d{way_.cos, way_.sin}, port = perp(on) * half_.y;
    const Vec2d bow = at_ + on * (middle_.x + half_.x), stern = at_ + on * (middle_.x - half_.x);
    return {stern - port, bow - port, bow + port, stern + port};
}

}  // namespace wz::water
