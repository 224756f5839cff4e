// Docks and moorings: where hulls lie.
#include <fmt/format.h>

#include <algorithm>

#include "base/fmath.hpp"
#include "town/build.hpp"

namespace wz::build {

namespace {

constexpr double off_bank = 1.2;        // m from the bank to the middle of a moored hull
constexpr double slot_spacing = 8;      // m
constexpr double hull_room = 7.2;       // m between the middles of two hulls
constexpr double clear_of_bridges = 8;  // m that berths keep off bridges
constexpr double clear_of_mouths = 3;   // m that berths keep off another canal's water
constexpr double farthest_water = 60;   // m from a dock to its canal's bank
constexpr double farthest_link = 30;    // m from a hull to its fairway
constexpr double alongside = 0.85;      // cosine of the angle between a hull and the fairway that it lies beside

class BerthPlanner {
public:
    BerthPlanner(Town& town, Problems& problems) : town_(town), problems_(problems) {
        for (const WaterLink& l : town.water_links) {
            const Vec2d a = town.water_nodes[l.a].at, b = town.water_nodes[l.b].at;
            for (const BridgeCrossing& c : bridges_over(town, a, b)) bridges_.push_back(a + unit(b - a) * c.along);
        }
    }
    void add_dock(const DockFeature& f);
    void add_mooring(const MooringFeature& f);

private:
    /// The bank along which a dock's berths lie.
    struct Quay {
        const CanalFeature* canal = nullptr;
        double along = 0;   // m along the canal, abreast of the dock
        double side = 1;    // 1: left of the drawn direction
        double offset = 0;  // m from the canal's line to the hulls' middle
    };
    Quay quay_of(Vec2d dock) const;
    bool place_berth(const Quay& quay, double along, Berth& berth) const;
    bool attach(Berth& berth, Vec2d lies) const;
    [[nodiscard]] bool clear(Vec2d at) const;
    void take(std::vector<Berth>& list, const Berth& berth) {
        taken_.push_back(berth.at);
        list.push_back(berth);
    }

    Town& town_;
    Problems& problems_;
    std::vector<Vec2d> taken_;    // middles of berths and slots
    std::vector<Vec2d> bridges_;  // where bridges cross water
};

bool BerthPlanner::clear(Vec2d at) const {
    return std::ranges::all_of(taken_, [at](Vec2d q) { return norm(q - at) >= hull_room; });
}

/// Finds the fairway beside a berth. Near the mouth of a side canal the nearest one may run across the hull, and no
/// boat could swing out into it: the one that runs along it counts.
bool BerthPlanner::attach(Berth& berth, Vec2d lies) const {
    double best = farthest_link;
    for (WaterLinkId i(0); i.index() < town_.water_links.size(); ++i.value) {
        const WaterLink& l = town_.water_links[i];
        const Vec2d a = town_.water_nodes[l.a].at, b = town_.water_nodes[l.b].at;
        if (!l.boats || std::abs(dot(unit(b - a), lies)) < alongside) continue;
        const auto on = nearest_on_segment(berth.at, a, b);
        if (on.distance >= best) continue;
        best = on.distance;
        berth.link = i;
        berth.along = on.fraction * l.length;
    }
    return berth.link.valid();
}

BerthPlanner::Quay BerthPlanner::quay_of(Vec2d dock) const {
    Quay quay;
    double best = farthest_water;
    for (const CanalFeature& c : town_.map.canals) {
        const double d = nearest_on_line(dock, c.line).distance - c.width_m / 2;
        if (!c.boats || d >= best) continue;
        best = d;
        quay.canal = &c;
    }
    if (!quay.canal) return quay;
    const auto& line = quay.canal->line;
    const OnLine on = nearest_on_line(dock, line);
    const Vec2d along = unit(point_along(line, on.along + 1) - point_along(line, on.along - 1));
    const double half = quay.canal->width_m / 2;
    quay.along = on.along;
    quay.side = cross(along, dock - on.at) >= 0 ? 1 : -1;
    quay.offset = half - off_bank;
    // in a lake the bank is where the dock is, but hulls stay near the marked fairway
    if (quay.canal->kind == "fairway") quay.offset = std::clamp(on.distance - off_bank, half + off_bank, half + 4);
    return quay;
}

bool BerthPlanner::place_berth(const Quay& quay, double along, Berth& berth) const {
    const auto& line = quay.canal->line;
    constexpr double end_margin = 4;  // m: a hull's half length, and some
    if (along < end_margin || along > length_of(line) - end_margin) return false;
    const Vec2d direction = unit(point_along(line, along + 1) - point_along(line, along - 1));
    berth.at = point_along(line, along) + perp(direction) * (quay.side * quay.offset);
    const Vec2d lies = quay.side > 0 ? -direction : direction;  // keep-right traffic runs that way on this side
    berth.heading = fmath::atan2(lies.y, lies.x);
    if (!clear(berth.at)) return false;
    if (std::ranges::any_of(bridges_, [&](Vec2d q) { return norm(q - berth.at) < clear_of_bridges; })) return false;
    for (const CanalFeature& other : town_.map.canals) {
        if (&other == quay.canal) continue;
        if (nearest_on_line(berth.at, other.line).distance < other.width_m / 2 + clear_of_mouths) return false;
    }
    return attach(berth, lies);
}

void BerthPlanner::add_dock(const DockFeature& f) {
    Dock dock;
    dock.name = name_of(f);
    dock.ferry = f.ferry;
    dock.charter = f.charter;
    dock.shared = f.shared;
    dock.waiting_capacity = f.waiting_capacity;
    dock.opens = f.opens;
    dock.closes = f.closes;
    dock.landing = snap(town_, f, f.at, problems_);
    const Quay quay = quay_of(f.at);
    const int most_tries = quay.canal ? 6 * f.berths : 0;
    for (int k = 0; k < most_tries && static_cast<int>(dock.berths.size()) < f.berths; ++k) {
        Berth berth;  // alternately to both sides of the dock
        const double shift = (k + 1) / 2 * (k % 2 != 0 ? berth_spacing : -berth_spacing);
        if (place_berth(quay, quay.along + shift, berth)) take(dock.berths, berth);
    }
    if (dock.berths.empty()) {
        problems_.add(
            f.where, fmt::format("`{}` has no room for a berth", f.id),
            fmt::format("a canal or fairway for boats within {:g} m, clear of bridges and junctions", farthest_water),
            "move the dock along the bank");
    }
    town_.docks.push_back(std::move(dock));
}

void BerthPlanner::add_mooring(const MooringFeature& f) {
    Mooring mooring;
    mooring.name = name_of(f);
    const double length = length_of(f.line);
    for (double m = slot_spacing / 2; m <= length - slot_spacing / 2 + 0.01; m += slot_spacing) {
        Berth slot;
        slot.at = point_along(f.line, m);
        const Vec2d drawn = unit(point_along(f.line, m + 1) - point_along(f.line, m - 1));
        if (!clear(slot.at) || !attach(slot, drawn)) continue;
        const WaterLink& l = town_.water_links[slot.link];
        const Vec2d way = unit(town_.water_nodes[l.b].at - town_.water_nodes[l.a].at);
        const bool left = cross(way, slot.at - town_.water_nodes[l.a].at) > 0;
        const Vec2d traffic = left ? -way : way;  // lie as the traffic beside runs
        const Vec2d lies = dot(drawn, traffic) >= 0 ? drawn : -drawn;
        slot.heading = fmath::atan2(lies.y, lies.x);
        take(mooring.slots, slot);
    }
    town_.moorings.push_back(std::move(mooring));
}

}  // namespace

void add_berths(Town& town, Problems& problems) {
    BerthPlanner planner(town, problems);
    for (const DockFeature& d : town.map.docks) planner.add_dock(d);
    for (const MooringFeature& m : town.map.moorings) planner.add_mooring(m);
}

}  // namespace wz::build
