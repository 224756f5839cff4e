// The town's content as 64 bits: runs over towns with the same digest start from the same ground.
#include "base/hash.hpp"
#include "town/build.hpp"

namespace wz::build {

namespace {

class Digest {
public:
    void walking(const Town& t);
    void passages(const Town& t);
    void water(const Town& t);
    void roads(const Town& t);
    [[nodiscard]] std::uint64_t value() const { return h_.value(); }

private:
    void add(Vec2 p) {
        h_.add(p.x);
        h_.add(p.y);
    }
    void add(Vec2d p) {
        h_.add(p.x);
        h_.add(p.y);
    }
    void add(const Access& a) {
        add(a.at);
        h_.add(a.link.value);
        h_.add(a.along);
    }
    void add(const Berth& b) {
        add(b.at);
        h_.add(b.heading);
        h_.add(b.link.value);
    }
    template <class... Values>
    void all(const Values&... values) {
        (h_.add(values), ...);
    }

    Hasher h_;
};

void Digest::walking(const Town& t) {
    for (const Node& n : t.nodes) add(n.at);
    for (const Link& l : t.links) {
        all(l.a.value, l.b.value, l.half_width, l.kind, l.form, l.decks, l.one_way, l.closed, l.crest, l.climb);
        all(l.access_zones, l.patch.value, l.gate.value);
    }
    for (const Patch& p : t.patches) all(std::string_view(p.name.id), p.area_m2, p.report_zone.value);
    for (const Zone& z : t.zones) {
        all(std::string_view(z.name.id), z.zone_class);
        for (const Vec2 p : z.ring) add(p);
    }
    for (const Gate& g : t.gates) {
        all(std::string_view(g.name.id), g.link.value, g.inside_is_b, g.lanes, g.exit_lanes, g.service_s, g.windows);
        all(g.window_service_s, g.hall_capacity);
    }
}

void Digest::passages(const Town& t) {
    for (const Place& p : t.places) {
        all(std::string_view(p.name.id), std::string_view(p.kind), p.capacity, p.door_width_m, p.indoor, p.opens);
        all(p.closes, p.attraction, p.dwell_min, p.area_patch.value);
        for (const std::string& tag : p.tags) h_.add(std::string_view(tag));
        add(p.door);
    }
    for (const Entry& e : t.entries) {
        all(std::string_view(e.name.id), std::string_view(e.mode), e.capacity_per_min);
        add(e.door);
        if (e.opening) add(e.a), add(e.b), add(e.outward), h_.add(e.out_per_s);
    }
    for (const ObstacleFeature& o : t.map.obstacles)
        for (const Vec2d p : o.ring) add(p);
    for (const Loop& l : t.loops) add(l.a), add(l.b), add(l.shift);
}

void Digest::water(const Town& t) {
    for (const WaterNode& n : t.water_nodes) add(n.at);
    for (const WaterLink& l : t.water_links) {
        all(l.a.value, l.b.value, l.width, l.headroom, l.depth, l.one_way, l.boats);
        if (l.passing != WaterLink::passing_by_default) all(l.passing);
    }
    for (const Dock& d : t.docks) {
        all(std::string_view(d.name.id), d.ferry, d.charter, d.shared, d.waiting_capacity, d.opens, d.closes);
        add(d.landing);
        for (const Berth& b : d.berths) add(b);
    }
    for (const Mooring& m : t.moorings)
        for (const Berth& b : m.slots) add(b);
    for (const Bank& b : t.banks) {
        add(b.a);
        add(b.b);
    }
}

void Digest::roads(const Town& t) {
    for (const RoadNode& n : t.road_nodes) add(n.at);
    for (const RoadLink& l : t.road_links)
        all(l.a.value, l.b.value, l.speed_limit, l.width, l.carts, l.buses, l.one_way);
    for (const Crossing& c : t.crossings) all(c.road.value, c.along, c.half_extent, c.walk.value);
    for (const Stop& s : t.stops) {
        all(std::string_view(s.name.id), s.road.value, s.along, s.carts, s.buses, s.bays, s.waiting_capacity);
        add(s.platform);
    }
    for (const Depot& d : t.depots)
        all(std::string_view(d.name.id), d.road.value, d.along, d.carts, d.buses, d.capacity);
}

}  // namespace

std::uint64_t digest_of(const Town& town) {
    Digest digest;
    digest.walking(town);
    digest.passages(town);
    digest.water(town);
    digest.roads(town);
    return digest.value();
}

}  // namespace wz::build
