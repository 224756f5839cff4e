#include "view/shapes.hpp"

#include <cmath>
#include <numbers>
#include <numeric>

#include "town/shapes.hpp"

namespace studio {

using wz::Vec2;
using wz::Vec2d;

void add_triangle(Triangles& out, Vec2 a, Vec2 b, Vec2 c, sf::Color colour) {
    for (const Vec2 p : {a, b, c}) out.emplace_back(flip(p), colour);
}

void add_quad(Triangles& out, Vec2 a, Vec2 b, Vec2 c, Vec2 d, sf::Color colour) {
    add_triangle(out, a, b, c, colour);
    add_triangle(out, a, c, d, colour);
}

void add_segment(Triangles& out, Vec2 a, Vec2 b, float width, sf::Color colour) {
    const Vec2 side = wz::perp(wz::unit(b - a)) * (width / 2);
    add_quad(out, a + side, b + side, b - side, a - side, colour);
}

void add_disc(Triangles& out, Vec2 at, float radius, sf::Color colour, int corners) {
    Vec2 last = at + Vec2{radius, 0};
    for (int i = 1; i <= corners; ++i) {
        const float angle = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / static_cast<float>(corners);
        const Vec2 next = at + Vec2{radius * std::cos(angle), radius * std::sin(angle)};
        add_triangle(out, at, last, next, colour);
        last = next;
    }
}

void add_line(Triangles& out, std::span<const Vec2d> line, double width, sf::Color colour, bool round_ends) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
        add_segment(out, wz::to_float(line[i]), wz::to_float(line[i + 1]), static_cast<float>(width), colour);
    for (std::size_t i = round_ends ? 0 : 1; i < line.size() - (round_ends ? 0 : 1); ++i)
        add_disc(out, wz::to_float(line[i]), static_cast<float>(width / 2), colour, width > 8 ? 18 : 10);
}

void add_dashes(Triangles& out, std::span<const Vec2d> line, float width, float dash, sf::Color colour, bool closed) {
    for (std::size_t i = 0; i + (closed ? 0 : 1) < line.size(); ++i) {
        const Vec2 a = wz::to_float(line[i]), b = wz::to_float(line[(i + 1) % line.size()]);
        const float length = wz::norm(b - a);
        const Vec2 along = wz::unit(b - a);
        for (float at = 0; at < length; at += 2 * dash)
            add_segment(out, a + along * at, a + along * std::min(at + dash, length), width, colour);
    }
}

namespace {

bool within(Vec2d p, Vec2d a, Vec2d b, Vec2d c) {
    return wz::cross(b - a, p - a) >= 0 && wz::cross(c - b, p - b) >= 0 && wz::cross(a - c, p - c) >= 0;
}

bool is_ear(std::span<const Vec2d> ring, const std::vector<std::size_t>& left, std::size_t i) {
    const std::size_t n = left.size();
    const Vec2d a = ring[left[(i + n - 1) % n]], b = ring[left[i]], c = ring[left[(i + 1) % n]];
    if (wz::cross(b - a, c - b) <= 0) return false;
    for (std::size_t k = 2; k + 1 < n; ++k)
        if (within(ring[left[(i + k) % n]], a, b, c)) return false;
    return true;
}

}  // namespace

void add_ring(Triangles& out, std::span<const Vec2d> ring, sf::Color colour, Vec2d shift) {
    std::vector<std::size_t> left(ring.size());
    std::iota(left.begin(), left.end(), std::size_t{0});
    const auto put = [&](std::size_t i) {
        const std::size_t n = left.size();
        add_triangle(out, wz::to_float(ring[left[(i + n - 1) % n]] + shift), wz::to_float(ring[left[i]] + shift),
                     wz::to_float(ring[left[(i + 1) % n]] + shift), colour);
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(i));
    };
    while (left.size() > 3) {
        std::size_t ear = 0;
        while (ear < left.size() && !is_ear(ring, left, ear)) ++ear;
        put(ear < left.size() ? ear : 0);  // a ring that touches itself: any corner
    }
    if (left.size() == 3) put(1);
}

void add_outline(Triangles& out, std::span<const Vec2d> ring, double width, sf::Color colour) {
    for (std::size_t i = 0; i < ring.size(); ++i)
        add_segment(out, wz::to_float(ring[i]), wz::to_float(ring[(i + 1) % ring.size()]), static_cast<float>(width),
                    colour);
}

}  // namespace studio
