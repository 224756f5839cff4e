// Every queue of people, by one name: gates, doors, landings and platforms.
#pragma once

#include <string>
#include <vector>

#include "engine/world.hpp"

namespace wz {

struct QueueName {
    enum class Kind : std::uint8_t { gate_in, gate_out, windows, door, dock, stop } kind = Kind::gate_in;
    std::uint32_t index = 0;  // GateId, PlaceId, DockId, StopId
    friend auto operator<=>(QueueName, QueueName) = default;
};

/// Those that can ever hold people, by kind and index.
std::vector<QueueName> all_queues(const World& world);
/// In line, and pressing in front.
int people_in(const World& world, QueueName queue);
/// Of somebody who would join now, s; negative: unknown, or nobody is served.
double expected_wait_s(const World& world, QueueName queue);
Vec2 point_of(const Town& town, QueueName queue);
const Name& name_of(const Town& town, QueueName queue);
/// "entrance", "exit", "ticket windows", "door", "landing", "stop".
const char* word(QueueName::Kind kind);

}  // namespace wz
