#include "observe/queue_name.hpp"

#include <algorithm>

namespace wz {

namespace {

using Kind = QueueName::Kind;

const ServiceQueue& service(const World& world, QueueName q) {
    if (q.kind == Kind::door) return world.place(PlaceId(q.index)).door;
    const GateState& gate = world.gate(GateId(q.index));
    return q.kind == Kind::gate_in ? gate.in : (q.kind == Kind::gate_out ? gate.out : gate.windows);
}

/// Of the lines at a dock or stop, the longest.
template <class Wait>
double longest(const std::vector<LineState>& lines, std::uint32_t where, Wait&& wait) {
    double most = -1;
    for (const LineState& l : lines)
        if (l.where == where && !l.line.empty()) most = std::max(most, wait(l));
    return most;
}

}  // namespace

std::vector<QueueName> all_queues(const World& world) {
    const Town& town = world.town();
    std::vector<QueueName> all;
    const auto add = [&](Kind kind, std::size_t count) {
        for (std::uint32_t i = 0; i < count; ++i) all.push_back({kind, i});
    };
    add(Kind::gate_in, town.gates.size());
    add(Kind::gate_out, town.gates.size());
    for (std::uint32_t i = 0; i < town.gates.size(); ++i)
        if (town.gates[GateId(i)].windows > 0) all.push_back({Kind::windows, i});
    add(Kind::door, town.places.size());
    add(Kind::dock, town.docks.size());
    add(Kind::stop, town.stops.size());
    return all;
}

int people_in(const World& world, QueueName q) {
    switch (q.kind) {
        case Kind::gate_in:
            return static_cast<int>(service(world, q).people()) + world.gate(GateId(q.index)).pressing_in;
        case Kind::gate_out:
            return static_cast<int>(service(world, q).people()) + world.gate(GateId(q.index)).pressing_out;
        case Kind::windows:
            return static_cast<int>(service(world, q).people());
        case Kind::door: {
            const PlaceState& place = world.place(PlaceId(q.index));
            return static_cast<int>(place.door.people()) + place.pressing;
        }
        case Kind::dock:
            return world.dock(DockId(q.index)).waiting + world.dock(DockId(q.index)).pressing;
        default:
            return world.stop(StopId(q.index)).waiting + world.stop(StopId(q.index)).pressing;
    }
}

double expected_wait_s(const World& world, QueueName q) {
    switch (q.kind) {
        case Kind::dock:
            return longest(world.dock_lines(), q.index,
                           [&](const LineState& l) { return world.shown_wait_s(l, false); });
        case Kind::stop:
            return longest(world.stop_lines(), q.index,
                           [&](const LineState& l) { return world.shown_wait_s(l, true); });
        default:
            return service(world, q).expected_wait_s();
    }
}

Vec2 point_of(const Town& town, QueueName q) {
    switch (q.kind) {
        case Kind::door:
            return town.places[PlaceId(q.index)].door.at;
        case Kind::dock:
            return town.docks[DockId(q.index)].landing.at;
        case Kind::stop:
            return town.stops[StopId(q.index)].platform.at;
        default: {
            const Link& link = town.links[town.gates[GateId(q.index)].link];
            return (town.nodes[link.a].at + town.nodes[link.b].at) * 0.5f;
        }
    }
}

const Name& name_of(const Town& town, QueueName q) {
    switch (q.kind) {
        case Kind::door:
            return town.places[PlaceId(q.index)].name;
        case Kind::dock:
            return town.docks[DockId(q.index)].name;
        case Kind::stop:
            return town.stops[StopId(q.index)].name;
        default:
            return town.gates[GateId(q.index)].name;
    }
}

const char* word(Kind kind) {
    switch (kind) {
        case Kind::gate_in:
            return "entrance";
        case Kind::gate_out:
            return "exit";
        case Kind::windows:
            return "ticket windows";
        case Kind::door:
            return "door";
        case Kind::dock:
            return "landing";
        default:
            return "stop";
    }
}

}  // namespace wz
