// What a person, vehicle, queue, place or street is about right now, in words: for the inspector.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/world.hpp"
#include "observe/queue_name.hpp"

namespace wz {

enum class ThingKind : std::uint8_t { none, person, boat, cart, queue, place, street, canal, event };
struct Thing {
    ThingKind kind = ThingKind::none;
    std::uint32_t index = 0;  // PersonId, BoatId, CartId, PlaceId, PatchId, index in canal_names, EventId
    QueueName queue;          // kind == queue
    friend bool operator==(const Thing&, const Thing&) = default;
};

struct Story {
    std::string zh, en;                                      // what it is
    std::vector<std::pair<std::string, std::string>> lines;  // aspect, words
    bool placed = false;                                     // `at` says where it is now
    Vec2 at;
    std::string measure, unit;  // of `value`: drawn as a curve while one watches
    double value = 0;
    void say(std::string aspect, std::string words) { lines.emplace_back(std::move(aspect), std::move(words)); }
};

/// An empty story if there is no such thing.
Story story_of(const World& world, const Thing& thing);
/// Where somebody is, also off the surface: inside, in a line, aboard. False before arrival and after leaving.
bool find_person(const World& world, PersonId person, Vec2& at);
/// The way on of somebody who walks: from where he is along the fastest links, at most 400 points.
std::vector<Vec2> way_on(const World& world, PersonId person);

}  // namespace wz
