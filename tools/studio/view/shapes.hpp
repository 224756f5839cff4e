// Lines and rings as triangles. All vertices are (x, -y) in metres.
#pragma once

#include <SFML/Graphics/Vertex.hpp>
#include <span>
#include <vector>

#include "base/vec2.hpp"

namespace studio {

using Triangles = std::vector<sf::Vertex>;

inline sf::Vector2f flip(wz::Vec2 m) { return {m.x, -m.y}; }
inline sf::Vector2f flip(wz::Vec2d m) { return {static_cast<float>(m.x), static_cast<float>(-m.y)}; }

void add_triangle(Triangles& out, wz::Vec2 a, wz::Vec2 b, wz::Vec2 c, sf::Color colour);
void add_quad(Triangles& out, wz::Vec2 a, wz::Vec2 b, wz::Vec2 c, wz::Vec2 d, sf::Color colour);
void add_segment(Triangles& out, wz::Vec2 a, wz::Vec2 b, float width, sf::Color colour);
void add_disc(Triangles& out, wz::Vec2 at, float radius, sf::Color colour, int corners = 12);
/// With round joints, and round ends if asked for.
void add_line(Triangles& out, std::span<const wz::Vec2d> line, double width, sf::Color colour, bool round_ends = true);
void add_dashes(Triangles& out, std::span<const wz::Vec2d> line, float width, float dash, sf::Color colour,
                bool closed);
/// A ring without crossings, filled (ear clipping).
void add_ring(Triangles& out, std::span<const wz::Vec2d> ring, sf::Color colour, wz::Vec2d shift = {});
void add_outline(Triangles& out, std::span<const wz::Vec2d> ring, double width, sf::Color colour);

}  // namespace studio
