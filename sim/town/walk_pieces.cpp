// Walkable lines before they become a graph: cut at gates, and bent where the slope of a bridge changes.
#include <fmt/format.h>

#include <algorithm>

#include "town/build.hpp"

namespace wz::build {

namespace {

constexpr double farthest_line = 5;     // m from a gate to its line
constexpr double shortest_piece = 0.5;  // m of line left at an end beyond a gate

struct Cut {
    double begin;  // m along the line
    GateId gate;
};

std::size_t line_of(const Town& town, const GateFeature& gate, double& along) {
    double best = farthest_line;
    std::size_t line = SIZE_MAX;
    for (std::size_t i = 0; i < town.map.walk_lines.size(); ++i) {
        const OnLine on = nearest_on_line(gate.at, town.map.walk_lines[i].line);
        if (on.distance >= best) continue;
        best = on.distance;
        line = i;
        along = on.along;
    }
    return line;
}

/// Cuts per walk line, in order along it.
std::vector<std::vector<Cut>> place_gates(Town& town, Problems& problems) {
    std::vector<std::vector<Cut>> cuts(town.map.walk_lines.size());
    for (const GateFeature& g : town.map.gates) {
        double along = 0;
        const std::size_t line = line_of(town, g, along);
        const double length = line == SIZE_MAX ? 0 : length_of(town.map.walk_lines[line].line);
        if (line == SIZE_MAX) {
            problems.add(g.where, fmt::format("the gate `{}` is not on a street", g.id),
                         fmt::format("within {:g} m of a walkable line", farthest_line),
                         "move it onto the line that it controls");
        } else if (length < gate_depth + 2 * shortest_piece) {
            problems.add(g.where, fmt::format("the line of the gate `{}` is {:.1f} m long", g.id, length),
                         fmt::format("at least {:g} m", gate_depth + 2 * shortest_piece), "draw the line longer");
        } else {
            const double begin = along - gate_depth / 2;
            cuts[line].push_back(
                {std::clamp(begin, shortest_piece, length - gate_depth - shortest_piece), town.gates.next_id()});
        }
        town.gates.push_back(
            {name_of(g), {}, true, g.lanes, g.exit_lanes, g.service_s, g.windows, g.window_service_s, g.hall_capacity});
    }
    for (auto& c : cuts) std::ranges::sort(c, {}, &Cut::begin);
    return cuts;
}

/// Bridges with steps or arches change slope at both ends of their crest.
std::vector<Vec2d> with_crest(const WalkLine& f) {
    if (f.form != BridgeForm::arch && f.steps_per_side == 0) return f.line;
    const double length = length_of(f.line);
    std::vector<Vec2d> line = part_of(f.line, 0, crest_from * length);
    for (const auto& [from, to] : {std::pair(crest_from, crest_to), std::pair(crest_to, 1.0)}) {
        const auto part = part_of(f.line, from * length, to * length);
        line.insert(line.end(), part.begin() + 1, part.end());
    }
    return line;
}

}  // namespace

std::vector<WalkPiece> cut_at_gates(Town& town, Problems& problems) {
    const auto cuts = place_gates(town, problems);
    std::vector<WalkPiece> pieces;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        const WalkLine& f = town.map.walk_lines[i];
        const std::vector<Vec2d> line = with_crest(f);
        const double end = length_of(line);
        double from = 0;
        for (const Cut& c : cuts[i]) {
            const double past = c.begin + gate_depth;
            if (c.begin < from + shortest_piece - 1e-9) {
                problems.add(f.where,
                             fmt::format("two gates stand within {:g} m on `{}`", gate_depth + shortest_piece, f.id),
                             "gates farther apart, or one gate with more lanes", "move or join them");
                continue;
            }
            pieces.push_back({&f, {}, from, part_of(line, from, c.begin)});
            pieces.push_back({&f, c.gate, c.begin, {point_along(line, c.begin), point_along(line, past)}});
            from = past;
        }
        pieces.push_back({&f, {}, from, part_of(line, from, end)});
    }
    return pieces;
}

}  // namespace wz::build
