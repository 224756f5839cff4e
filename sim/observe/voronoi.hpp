// Voronoi density and speed of a measuring area, as PedPy defines them (Steffen & Seyfried 2010): each person's density
// is one over the area of his Voronoi cell, clipped to the walkable ground in sight of him; the area's density and
// speed are the means over its surface. A plane without obstacles in a cell is exact; ground is a set of polygons that
// touch at their openings.
#pragma once

#include <vector>

#include "base/vec2.hpp"
#include "town/town.hpp"

namespace wz {

using Outline = std::vector<Vec2d>;

double area_of(const Outline& ring);
/// What of a polygon (any simple one) lies within a convex one. Degenerate edges may remain; its area is right.
Outline clip(const Outline& polygon, const Outline& convex);

/// Walkable polygons that do not overlap, and through which edges one gets from one to the other.
class Ground {
public:
    /// The floors of a map; without any, its squares.
    explicit Ground(const Town& town);
    [[nodiscard]] bool empty() const { return pieces_.empty(); }
    /// Area of the parts of a convex cell that are connected, within the cell, with the piece that holds p; and of
    /// what of them lies within a convex window.
    struct Areas {
        double cell = 0, inside = 0;
    };
    [[nodiscard]] Areas measure(const Outline& cell, Vec2d p, const Outline& window) const;

private:
    template <class F>
    void parts(const Outline& cell, Vec2d p, F&& f) const;
    struct Opening {
        std::size_t to;
        Vec2d a, b;
    };
    struct Piece {
        Outline ring;
        std::vector<Opening> openings;
    };
    std::vector<Piece> pieces_;
};

struct PersonSample {
    Vec2d at;
    double speed = 0;
};
struct VoronoiResult {
    double density = 0;  // 1/m²
    double speed = 0;    // m/s
};
/// `window`: a convex ring, counter-clockwise. `people`: everybody on the ground, measured or not.
VoronoiResult voronoi(const Ground& ground, const Outline& window, const std::vector<PersonSample>& people);

}  // namespace wz
