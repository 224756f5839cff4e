// People on a surface and nothing else: the crowd's own code run on maps made in code, for tests and benchmarks.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "pedestrian/crowd.hpp"
#include "town/town.hpp"

namespace wz::scenes {

/// A map of streets (lines with a width) and squares (rings).
class LabMap {
public:
    LabMap& street(std::vector<Vec2d> line, double width);
    LabMap& square(std::vector<Vec2d> ring);
    [[nodiscard]] std::shared_ptr<const Town> build() const { return build_town(map_); }

private:
    MapData map_;
};

class CrowdLab {
public:
    explicit CrowdLab(std::shared_ptr<const Town> town, unsigned threads = 1, const Params& params = {});

    /// A goal on the street piece nearest to a point.
    FieldId goal(Vec2 at);
    std::uint32_t add(Vec2 at, FieldId to, float free_speed);
    /// People at random on places where nobody stands within `gap` m, in the box that `inside` accepts.
    void fill(int people, Vec2 low, Vec2 high, FieldId to, const std::function<float()>& free_speed, float gap = 0.4f,
              const std::function<bool(Vec2)>& inside = {});
    void head_for(std::uint32_t slot, FieldId to);
    [[nodiscard]] LinkId link_of(FieldId f) const { return fields_.goal(f).link; }
    /// People who leave at x > to come back at x − (to − from), and see each other across the seam.
    void wrap(float from, float to) { wrap_from_ = from, wrap_to_ = to; }
    /// One tick. `arrived`: what happens to those at their goal; by default they leave.
    void step();
    std::function<void(std::uint32_t)> arrived;

    /// As the next step reads it.
    [[nodiscard]] CrowdScene scene() const { return {*town, fields_, params, 1, now_, goal_reach_, {}}; }
    [[nodiscard]] double seconds_run() const { return seconds(now_); }
    /// The least distance between two people, m.
    [[nodiscard]] float least_distance() const;

    std::shared_ptr<const Town> town;
    Params params;
    Walkers walkers;
    double passed = 0;  // people who have crossed the seam, or left
private:
    void list_outside(float from, float to);  // who is not in [from, to) along the loop
    void mirror_the_seam();
    void drop_mirrored();

    CostFields fields_;
    NeighbourGrid grid_;
    NextState next_;
    std::vector<Arrival> reached_;
    std::vector<float> goal_reach_;
    std::size_t mirrored_ = 0;            // of the last slots
    std::vector<std::uint32_t> outside_;  // slots, see list_outside
    Team team_;
    Tick now_ = 0;
    std::uint32_t people_ = 0;
    float wrap_from_ = 0, wrap_to_ = 0;
};

/// Normally distributed, drawn again outside [low, high].
std::function<float()> free_speeds(double mean, double sd, double low, double high, std::uint64_t seed);

}  // namespace wz::scenes
