// Canals and fairways become links with bridge openings; docks and moorings get berths.
#include <algorithm>
#include <cmath>

#include "base/fmath.hpp"
#include "town/build.hpp"

namespace wz::build {

namespace {

constexpr double longest_link = 40;  // m
constexpr double opening_half = 4;   // m along the canal that a bridge covers, half
constexpr double off_bank = 1.2;     // m from the bank to the middle of a moored hull
constexpr double berth_spacing = 9, slot_spacing = 8, hull_room = 7.2;  // m
constexpr double clear_of_bridges = 8;                                  // m, berths keep off

struct Opening {
    double from, to;  // m along the edge
    double span, headroom;
    std::uint32_t bridge;
};

class WaterBuilder {
public:
    WaterBuilder(Town& town, Problems& problems) : town_(town), problems_(problems) {}
    void run() {
        std::vector<NetLine> lines;
        for (const CanalFeature& c : town_.map.canals) {
            lines.push_back({c.line, 0});
            town_.canal_names.push_back(name_of(c));
        }
        const Network net = make_network(lines);
        for (const NetVertex& v : net.vertices) town_.water_nodes.push_back({v.at});
        for (const NetEdge& e : net.edges) add_edge(e, net.vertices[e.a].at, net.vertices[e.b].at);
        for (const DockFeature& d : town_.map.docks) add_dock(d);
        for (const MooringFeature& m : town_.map.moorings) add_mooring(m);
    }

private:
    std::vector<Opening> openings_on(Vec2d a, Vec2d b) const;
    void add_edge(const NetEdge& e, Vec2d a, Vec2d b);
    void add_dock(const DockFeature& f);
    void add_mooring(const MooringFeature& f);
    bool place_berth(const CanalFeature& canal, double along, double side, double offset, Berth& berth) const;
    bool attach(Berth& berth) const;
    [[nodiscard]] bool clear(Vec2d at) const;

    Town& town_;
    Problems& problems_;
    std::vector<Vec2d> taken_;    // berths and slots
    std::vector<Vec2d> bridges_;  // where bridges cross water
};

std::vector<Opening> WaterBuilder::openings_on(Vec2d a, Vec2d b) const {
    std::vector<Opening> openings;
    const double length = norm(b - a);
    for (std::uint32_t w = 0; w < town_.map.walk_lines.size(); ++w) {
        const WalkLine& f = town_.map.walk_lines[w];
        if (f.form == BridgeForm::none) continue;
        for (std::size_t i = 0; i + 1 < f.line.size(); ++i) {
            const Vec2d d = b - a, e = f.line[i + 1] - f.line[i];
            const double det = cross(d, e);
            if (det == 0) continue;
            const double s = cross(f.line[i] - a, e) / det, t = cross(f.line[i] - a, d) / det;
            if (s < 0 || s > 1 || t < 0 || t > 1) continue;
            openings.push_back({std::max(0.0, s * length - opening_half), std::min(length, s * length + opening_half),
                                f.span_m > 0 ? f.span_m : 1e9, f.headroom_m > 0 ? f.headroom_m : 1e9, w});
        }
    }
    return openings;
}

void WaterBuilder::add_edge(const NetEdge& e, Vec2d a, Vec2d b) {
    const CanalFeature& canal = town_.map.canals[e.line];
    const double length = norm(b - a);
    const std::vector<Opening> openings = openings_on(a, b);
    std::vector<double> cuts{0, length};
    for (const Opening& o : openings) {
        bridges_.push_back(a + (b - a) * ((o.from + o.to) / 2 / length));
        for (const double c : {o.from, o.to})
            if (std::ranges::all_of(cuts, [c](double k) { return std::abs(k - c) > 0.5; })) cuts.push_back(c);
    }
    std::ranges::sort(cuts);
    WaterNodeId from(e.a);
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        const int parts = std::max(1, static_cast<int>(std::ceil((cuts[i + 1] - cuts[i]) / longest_link)));
        for (int k = 1; k <= parts; ++k) {
            const double m = cuts[i] + (cuts[i + 1] - cuts[i]) * k / parts;
            const bool last = i + 2 == cuts.size() && k == parts;
            const WaterNodeId to = last ? WaterNodeId(e.b) : town_.water_nodes.next_id();
            if (!last) town_.water_nodes.push_back({a + (b - a) * (m / length)});
            WaterLink l;
            l.a = from, l.b = to;
            l.length = norm(town_.water_nodes[to].at - town_.water_nodes[from].at);
            l.width = canal.width_m, l.depth = canal.depth_m, l.one_way = canal.one_way, l.boats = canal.boats;
            l.canal = e.line;
            const double mid = (cuts[i] + cuts[i + 1]) / 2;
            for (const Opening& o : openings)
                if (mid > o.from && mid < o.to) {
                    l.width = std::min(l.width, o.span);
                    l.headroom = std::min(l.headroom, o.headroom);
                    l.bridge = o.bridge;
                }
            town_.water_links.push_back(l);
            from = to;
        }
    }
}

bool WaterBuilder::clear(Vec2d at) const {
    return std::ranges::all_of(taken_, [at](Vec2d q) { return norm(q - at) >= hull_room; });
}

/// Finds the fairway beside a berth.
bool WaterBuilder::attach(Berth& berth) const {
    double best = 30;
    for (std::size_t i = 0; i < town_.water_links.size(); ++i) {
        const WaterLink& l = town_.water_links[WaterLinkId(i)];
        if (!l.boats) continue;
        const auto on = nearest_on_segment(berth.at, town_.water_nodes[l.a].at, town_.water_nodes[l.b].at);
        if (on.distance >= best) continue;
        best = on.distance;
        berth.link = WaterLinkId(i);
        berth.along = on.fraction * l.length;
    }
    return berth.link.valid();
}

bool WaterBuilder::place_berth(const CanalFeature& canal, double along, double side, double offset,
                               Berth& berth) const {
    if (along < 4 || along > length_of(canal.line) - 4) return false;
    const Vec2d at = point_along(canal.line, along), ahead = point_along(canal.line, along + 1),
                behind = point_along(canal.line, along - 1);
    const Vec2d dir = unit(ahead - behind);
    berth.at = at + perp(dir) * (side * offset);
    const Vec2d lies = side > 0 ? -dir : dir;  // keep-right traffic runs that way on this side
    berth.heading = fmath::atan2(lies.y, lies.x);
    if (!clear(berth.at) || std::ranges::any_of(bridges_, [&](Vec2d q) { return norm(q - at) < clear_of_bridges; }))
        return false;
    for (const CanalFeature& other : town_.map.canals)
        if (&other != &canal && nearest_on_line(berth.at, other.line).distance < other.width_m / 2 + 3) return false;
    return attach(berth);
}

void WaterBuilder::add_dock(const DockFeature& f) {
    Dock dock;
    dock.name = name_of(f);
    dock.ferry = f.ferry, dock.charter = f.charter, dock.shared = f.shared;
    dock.waiting_capacity = f.waiting_capacity, dock.opens = f.opens, dock.closes = f.closes;
    dock.landing = snap(town_, f, f.at, problems_);
    const CanalFeature* canal = nullptr;
    double best = 60;
    for (const CanalFeature& c : town_.map.canals) {
        const double d = nearest_on_line(f.at, c.line).distance - c.width_m / 2;
        if (c.boats && d < best) best = d, canal = &c;
    }
    if (canal) {
        const OnLine on = nearest_on_line(f.at, canal->line);
        const Vec2d dir = unit(point_along(canal->line, on.along + 1) - point_along(canal->line, on.along - 1));
        const double side = cross(dir, f.at - on.at) >= 0 ? 1 : -1;
        double offset = canal->width_m / 2 - off_bank;
        if (canal->kind == "fairway")
            offset = std::clamp(on.distance - off_bank, canal->width_m / 2 + off_bank, canal->width_m / 2 + 4);
        for (int k = 0; k < 6 * f.berths && static_cast<int>(dock.berths.size()) < f.berths; ++k) {
            Berth berth;
            const double shift = (k + 1) / 2 * (k % 2 != 0 ? berth_spacing : -berth_spacing);
            if (!place_berth(*canal, on.along + shift, side, offset, berth)) continue;
            taken_.push_back(berth.at);
            dock.berths.push_back(berth);
        }
    }
    if (dock.berths.empty())
        problems_.add(f.where, f.id + " has no room for a berth",
                      "a canal or fairway for boats within 60 m, clear of bridges and junctions",
                      "move the dock along the bank");
    town_.docks.push_back(std::move(dock));
}

void WaterBuilder::add_mooring(const MooringFeature& f) {
    Mooring mooring;
    mooring.name = name_of(f);
    const double length = length_of(f.line);
    for (double m = slot_spacing / 2; m <= length - slot_spacing / 2 + 0.01; m += slot_spacing) {
        Berth slot;
        slot.at = point_along(f.line, m);
        const Vec2d dir = unit(point_along(f.line, m + 1) - point_along(f.line, m - 1));
        if (!clear(slot.at) || !attach(slot)) continue;
        const WaterLink& l = town_.water_links[slot.link];
        const Vec2d way = unit(town_.water_nodes[l.b].at - town_.water_nodes[l.a].at);
        const bool left = cross(way, slot.at - town_.water_nodes[l.a].at) > 0;
        const Vec2d lane = left ? -way : way;  // lie as the traffic beside runs
        const Vec2d lies = dot(dir, lane) >= 0 ? dir : -dir;
        slot.heading = fmath::atan2(lies.y, lies.x);
        taken_.push_back(slot.at);
        mooring.slots.push_back(slot);
    }
    town_.moorings.push_back(std::move(mooring));
}

// ---- banks: the outline of all water, as walls for hulls

class BankBuilder {
public:
    explicit BankBuilder(Town& town) : town_(town) {}
    void run() {
        for (const CanalFeature& c : town_.map.canals) {
            if (c.kind == "fairway") continue;
            for (const double side : {1.0, -1.0})
                for (std::size_t i = 0; i + 1 < c.line.size(); ++i) {
                    const Vec2d n = perp(unit(c.line[i + 1] - c.line[i])) * (side * c.width_m / 2);
                    add_wall(c.line[i] + n, c.line[i + 1] + n, &c, i, nullptr);
                }
            for (const bool start : {true, false}) {  // dead ends
                const Vec2d end = start ? c.line.front() : c.line.back();
                const Vec2d next = start ? c.line[1] : c.line[c.line.size() - 2];
                const Vec2d n = perp(unit(next - end)) * (c.width_m / 2);
                add_wall(end + n, end - n, &c, SIZE_MAX, nullptr);
            }
        }
        for (const LakeFeature& lake : town_.map.lakes)
            for (std::size_t i = 0, j = lake.ring.size() - 1; i < lake.ring.size(); j = i++)
                add_wall(lake.ring[j], lake.ring[i], nullptr, 0, &lake);
    }

private:
    /// In some other water than the one whose wall it is?
    bool wet(Vec2d p, const CanalFeature* own, std::size_t piece, const LakeFeature* own_lake) const {
        constexpr double tolerance = 0.05;
        for (const LakeFeature& lake : town_.map.lakes)
            if (&lake != own_lake && depth_in_ring(p, lake.ring) > tolerance) return true;
        for (const CanalFeature& c : town_.map.canals) {
            if (c.kind == "fairway") continue;
            for (std::size_t i = 0; i + 1 < c.line.size(); ++i) {
                if (&c == own && (i == piece || piece == SIZE_MAX)) continue;
                if (nearest_on_segment(p, c.line[i], c.line[i + 1]).distance < c.width_m / 2 - tolerance) return true;
            }
        }
        return false;
    }
    /// Keeps the dry parts of a wall, in lengths of at most 20 m.
    void add_wall(Vec2d a, Vec2d b, const CanalFeature* own, std::size_t piece, const LakeFeature* lake) {
        const int parts = std::max(1, static_cast<int>(std::ceil(norm(b - a) / 2)));
        int kept = 0;
        const auto at = [&](int i) { return a + (b - a) * (static_cast<double>(i) / parts); };
        const auto flush = [&](int i) {
            if (kept > 0) town_.banks.push_back({at(i - kept), at(i)});
            kept = 0;
        };
        for (int i = 0; i < parts; ++i) {
            const bool dry = !wet(at(i), own, piece, lake) && !wet((at(i) + at(i + 1)) * 0.5, own, piece, lake) &&
                             !wet(at(i + 1), own, piece, lake);
            if (dry) ++kept;
            if (!dry || kept == 10) flush(dry ? i + 1 : i);
        }
        flush(parts);
    }
    Town& town_;
};

}  // namespace

void add_waterways(Town& town, Problems& problems) {
    WaterBuilder(town, problems).run();
    BankBuilder(town).run();
}

}  // namespace wz::build
