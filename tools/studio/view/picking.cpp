#include "view/picking.hpp"

#include <cmath>

#include "town/shapes.hpp"
#include "view/traffic_layer.hpp"

namespace studio {

using namespace wz;

namespace {

struct Nearest {
    Vec2 at;
    float best;  // m
    Thing thing;
    void offer(Vec2 p, float reach, const Thing& t) {
        const float d = norm(p - at);
        if (d < reach && d < best) best = d, thing = t;
    }
};

Thing water_at(Vec2 at, const Town& town) {
    for (const WaterLink& l : town.water_links) {
        const auto on = nearest_on_segment(to_double(at), town.water_nodes[l.a].at, town.water_nodes[l.b].at);
        if (on.distance <= l.width / 2) return {ThingKind::canal, l.canal, {}};
    }
    return {};
}

}  // namespace

Thing thing_at(Vec2 px, const Camera& camera, const Frame& frame, const Town& town, float phase) {
    const Vec2 at = camera.to_metres(px);
    const float m = 1 / camera.scale;
    Nearest n{at, 1e9f, {}};
    if (camera.scale > 1.2f)
        for (const Dot& d : frame.dots)
            n.offer(place_of(d, phase), std::max(0.5f, 5 * m), {ThingKind::person, d.person.value, {}});
    for (std::uint32_t b = 0; b < frame.boats.size(); ++b)
        n.offer(place_of(frame.boats[b].at, frame.boats[b].heading, frame.boats[b].speed, phase), std::max(2.0f, 6 * m),
                {ThingKind::boat, b, {}});
    for (std::uint32_t c = 0; c < frame.carts.size(); ++c)
        if (frame.carts[c].phase != CartPhase::in_depot)
            n.offer(place_of(frame.carts[c].at, frame.carts[c].heading, frame.carts[c].speed, phase),
                    std::max(2.0f, 6 * m), {ThingKind::cart, c, {}});
    return n.thing.kind != ThingKind::none ? n.thing : fixed_thing_at(px, camera, frame, town);
}

Thing fixed_thing_at(Vec2 px, const Camera& camera, const Frame& frame, const Town& town) {
    const Vec2 at = camera.to_metres(px);
    const float m = 1 / camera.scale;
    Nearest n{at, 1e9f, {}};
    for (const QueueMark& q : frame.queues)  // the badge stands up and right of its place
        n.offer(q.at + Vec2{14 * m, 10 * m}, 16 * m, {ThingKind::queue, 0, q.queue});
    if (n.thing.kind != ThingKind::none) return n.thing;
    for (std::uint32_t g = 0; g < town.gates.size(); ++g)
        n.offer(point_of(town, {QueueName::Kind::gate_in, g}), std::max(1.5f, 10 * m),
                {ThingKind::queue, 0, {QueueName::Kind::gate_in, g}});
    for (std::uint32_t d = 0; d < town.docks.size(); ++d)
        n.offer(town.docks[DockId(d)].landing.at, std::max(1.5f, 8 * m),
                {ThingKind::queue, 0, {QueueName::Kind::dock, d}});
    for (std::uint32_t s = 0; s < town.stops.size(); ++s)
        n.offer(to_float(town.stops[StopId(s)].at), std::max(1.5f, 8 * m),
                {ThingKind::queue, 0, {QueueName::Kind::stop, s}});
    for (std::uint32_t p = 0; camera.scale > 0.8f && p < town.places.size(); ++p)
        n.offer(town.places[PlaceId(p)].door.at, std::max(0.8f, 5 * m), {ThingKind::place, p, {}});
    if (n.thing.kind != ThingKind::none) return n.thing;
    for (int r = 0; r < 3; ++r)  // narrow streets are hard to hit from afar
        for (const Vec2 d : {Vec2{1, 0}, Vec2{-1, 0}, Vec2{0, 1}, Vec2{0, -1}})
            if (const PatchId p = town.surface.patch(at + d * (3.0f * static_cast<float>(r) * m), 0xff); p.valid())
                return {ThingKind::street, p.value, {}};
    return water_at(at, town);
}

std::string road_at(Vec2 metres, const Town& town) {
    for (const RoadFeature& r : town.map.roads)
        if (nearest_on_line(to_double(metres), r.line).distance <= r.width_m / 2 + 1) return r.id;
    return {};
}

bool place_of_thing(const Thing& t, const Frame& frame, float phase, Vec2& at) {
    switch (t.kind) {
        case ThingKind::person:
            for (const Dot& d : frame.dots)
                if (d.person.value == t.index) return at = place_of(d, phase), true;
            break;
        case ThingKind::boat:
            if (t.index >= frame.boats.size()) return false;
            return at = place_of(frame.boats[t.index].at, frame.boats[t.index].heading, frame.boats[t.index].speed,
                                 phase),
                   true;
        case ThingKind::cart:
            if (t.index >= frame.carts.size()) return false;
            return at = place_of(frame.carts[t.index].at, frame.carts[t.index].heading, frame.carts[t.index].speed,
                                 phase),
                   true;
        default:
            break;
    }
    at = frame.story.at;
    return frame.story.placed;
}

}  // namespace studio
