// Typed ids: a BoatId cannot be passed where a PersonId is meant. An id is a name, not a position in an input list:
// loaders number entities in order of their textual id, so that shuffled input gives the same run.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wz {

template <class Tag>
struct Id {
    static constexpr std::uint32_t none_value = 0xffffffffu;
    std::uint32_t value = none_value;

    constexpr Id() = default;
    constexpr explicit Id(std::size_t v) : value(static_cast<std::uint32_t>(v)) {}
    [[nodiscard]] constexpr bool valid() const { return value != none_value; }
    [[nodiscard]] constexpr std::size_t index() const { return value; }
    friend constexpr auto operator<=>(Id, Id) = default;
};

using PersonId = Id<struct PersonTag>;
using GroupId = Id<struct GroupTag>;
using BoatId = Id<struct BoatTag>;
using CartId = Id<struct CartTag>;    // carts and buses: every road vehicle
using NodeId = Id<struct NodeTag>;    // street graph
using LinkId = Id<struct LinkTag>;    // street graph
using PatchId = Id<struct PatchTag>;  // measuring unit: a piece of street up to 25 m, a bridge, a square
using PlaceId = Id<struct PlaceTag>;
using EntryId = Id<struct EntryTag>;
using GateId = Id<struct GateTag>;
using DockId = Id<struct DockTag>;
using StopId = Id<struct StopTag>;
using DepotId = Id<struct DepotTag>;
using MooringId = Id<struct MooringTag>;
using WaterNodeId = Id<struct WaterNodeTag>;
using WaterLinkId = Id<struct WaterLinkTag>;
using RoadNodeId = Id<struct RoadNodeTag>;
using RoadLinkId = Id<struct RoadLinkTag>;
using ZoneId = Id<struct ZoneTag>;
using QueueId = Id<struct QueueTag>;
using PopulationId = Id<struct PopulationTag>;
using EventId = Id<struct ProgrammeEventTag>;  // an entry of the programme (show, session, street act)
using LineId = Id<struct LineTag>;             // a cart or bus line
using PassId = Id<struct PassTag>;             // a credential class

/// A vector indexed by one kind of id only.
template <class IdT, class T>
struct IdVector : std::vector<T> {
    using std::vector<T>::vector;
    T& operator[](IdT id) { return std::vector<T>::operator[](id.index()); }
    const T& operator[](IdT id) const { return std::vector<T>::operator[](id.index()); }
    [[nodiscard]] IdT next_id() const { return IdT(this->size()); }
};

}  // namespace wz
