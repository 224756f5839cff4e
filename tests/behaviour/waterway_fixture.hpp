// Towns of water only, drawn by hand, and a crowd that waits at landings, for tests of boats without people or maps.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/fmath.hpp"
#include "observe/boat_locks.hpp"
#include "town/build.hpp"
#include "waterway/waterway.hpp"

namespace wz::test {

class WaterTown {
public:
    WaterNodeId node(double x, double y) {
        town_.water_nodes.push_back({{x, y}});
        return WaterNodeId(town_.water_nodes.size() - 1);
    }
    [[nodiscard]] Vec2d at(WaterNodeId n) const { return town_.water_nodes[n].at; }
    WaterLinkId link(WaterNodeId a, WaterNodeId b, double width, bool one_way = false, double headroom = 1e9) {
        WaterLink l;
        l.a = a, l.b = b, l.width = width, l.one_way = one_way, l.headroom = headroom, l.depth = 1.8;
        l.length = norm(town_.water_nodes[b].at - town_.water_nodes[a].at);
        town_.water_links.push_back(l);
        return WaterLinkId(town_.water_links.size() - 1);
    }
    /// side +1: on the left of a → b. Berths 9 m apart from `along` on, as a map's docks are.
    DockId dock(WaterLinkId on, double along, int side, int berths) {
        Dock d;
        d.name.id = "dock" + std::to_string(town_.docks.size());
        for (int k = 0; k < berths; ++k) d.berths.push_back(berth(on, along + 9 * k, side));
        d.ferry = d.charter = d.shared = true;
        town_.docks.push_back(d);
        return DockId(town_.docks.size() - 1);
    }
    WaterLink& at_link(WaterLinkId l) { return town_.water_links[l]; }
    void mooring(WaterLinkId on, double along, int side, int slots) {
        Mooring m;
        m.name.id = "mooring" + std::to_string(town_.moorings.size());
        for (int k = 0; k < slots; ++k) m.slots.push_back(berth(on, along + 8 * k, side));
        town_.moorings.push_back(m);
    }
    /// Walls along both sides of every link, open at its ends where other links join at an angle.
    std::shared_ptr<const Town> build() {
        for (std::size_t i = 0; i < town_.water_links.size(); ++i) {
            const WaterLink& l = town_.water_links[WaterLinkId(i)];
            const Vec2d a = town_.water_nodes[l.a].at, d = way(WaterLinkId(i));
            const double from = open_end(l.a, i), to = l.length - open_end(l.b, i);
            for (const double side : {1.0, -1.0}) {
                const Vec2d n = perp(d) * (side * l.width / 2);
                town_.banks.push_back({a + d * from + n, a + d * to + n});
            }
        }
        return std::make_shared<const Town>(town_);
    }

    /// With the banks that a map with these canals gets: closed at corners, too.
    std::shared_ptr<const Town> build_with_banks() {
        for (const WaterLink& l : town_.water_links) {
            CanalFeature canal;
            canal.kind = "canal";
            canal.line = {at(l.a), at(l.b)};
            canal.width_m = l.width, canal.depth_m = l.depth;
            town_.map.canals.push_back(canal);
        }
        build::add_banks(town_);
        return std::make_shared<const Town>(town_);
    }

private:
    [[nodiscard]] Vec2d way(WaterLinkId id) const {
        const WaterLink& l = town_.water_links[id];
        return unit(town_.water_nodes[l.b].at - town_.water_nodes[l.a].at);
    }
    [[nodiscard]] Berth berth(WaterLinkId on, double along, int side) const {
        const WaterLink& l = town_.water_links[on];
        const Vec2d d = way(on), at = town_.water_nodes[l.a].at + d * along + perp(d) * (side * (l.width / 2 - 1.2));
        const Vec2d lies = side > 0 ? -d : d;
        return {at, fmath::atan2(lies.y, lies.x), on, along};
    }
    [[nodiscard]] double open_end(WaterNodeId n, std::size_t own) const {
        double open = 0;
        for (std::size_t i = 0; i < town_.water_links.size(); ++i) {
            const WaterLink& l = town_.water_links[WaterLinkId(i)];
            if (i == own || (l.a != n && l.b != n)) continue;
            const double sine = std::abs(cross(way(WaterLinkId(i)), way(WaterLinkId(own))));
            if (sine > 0.1) open = std::max(open, l.width / 2 / sine);
        }
        return open;
    }
    Town town_;
};

inline BoatServiceSpec service(BoatService kind, DockId from, std::vector<DockId> to, int boats) {
    BoatServiceSpec s;
    s.id = "service";
    s.kind = kind, s.from = from, s.to = std::move(to), s.boats = boats;
    return s;
}

/// Runs a Waterway with people who wait at docks as plain numbers.
class WaterDay {
public:
    WaterDay(std::shared_ptr<const Town> town, FleetSpec fleet, std::uint64_t seed = 1, Params params = {})
        : spec(std::move(fleet)), water(std::move(town), spec, params, seed, 0) {}

    void arrive(std::uint32_t s, DockId dock, int people, int party = 0) {
        waiting[{s, dock.index()}] += people;
        parties[{s, dock.index()}] = party;
    }
    void step() {
        std::vector<DockWait> waits;
        for (const auto& [key, people] : waiting)
            if (people > 0) {
                const int party = parties[key] > 0 ? std::min(parties[key], people) : 1;
                waits.push_back({key.first, DockId(key.second), people, party});
            }
        water.decide(now, waits);
        for (const BoatCall& c : water.calls()) {
            if (c.alighting) {
                water.alight(c.boat), ++landed;
                continue;
            }
            int& people = waiting[{c.service, c.dock.index()}];
            if (people > 0 && c.free_seats > 0) --people, ++boarded, water.board(c.boat);
        }
        water.move(now++);
        for (const BoatNote& n : water.notes()) notes.push_back(n);
        if (now % ticks_per_second == 0) locks.look(water, now), unsafe_s += water.safe() ? 0 : 1;
        water.clear_notes();
    }
    void run(double seconds_) {
        for (const Tick end = now + ticks(seconds_); now < end;) step();
    }
    [[nodiscard]] int aboard() const {
        int people = 0;
        for (std::size_t i = 0; i < water.boats(); ++i) people += water.view(BoatId(i)).aboard;
        return people;
    }
    [[nodiscard]] std::uint64_t hash() const {
        Hasher h;
        water.add_to_hash(h);
        return h.value();
    }
    [[nodiscard]] int count(BoatNote::Kind kind) const {
        return static_cast<int>(std::ranges::count(notes, kind, &BoatNote::kind));
    }

    FleetSpec spec;
    Waterway water;
    Tick now = 0;
    std::map<std::pair<std::uint32_t, std::size_t>, int> waiting, parties;
    std::vector<BoatNote> notes;
    LockFinder locks;
    int boarded = 0, landed = 0;
    int unsafe_s = 0;  // s in which it was not proved that everybody can get home
};

}  // namespace wz::test
