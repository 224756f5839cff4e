// All mutable state of the water but the rigid-body world: a value. dispatch.cpp decides who goes where, landing.cpp
// who may step aboard and when a boat leaves, trips.cpp berths and tracks, pilot.cpp how it is sculled.
#pragma once

#include "waterway/boat.hpp"
#include "waterway/hull.hpp"
#include "waterway/right_of_way.hpp"

namespace wz::water {

struct ServiceState {
    int boats = 0;                    // allotment
    Tick next_departure[2] = {0, 0};  // timetable, at `from` and at the ferry's other end
    std::uint32_t drawn[2] = {0, 0};  // intervals of an irregular timetable; the same ones at both ends
    Tick last_departure = never;
    double interval_s = -1;  // mean between departures, recent ones weigh more; negative: unknown
    double load = 0;         // mean people aboard at departure
};

/// The next boat that passes the middle of the link runs aground there for so long.
struct Shoal {
    WaterLinkId link;
    Tick lasts = 0;
};

struct Fleet {
    Fleet(std::shared_ptr<const Town> town_, const FleetSpec& spec_, const Params& params_, std::uint64_t seed_,
          Tick start);

    std::shared_ptr<const Town> town;
    std::shared_ptr<const FleetSpec> spec;
    std::shared_ptr<const Fairway> fairway;
    WaterwayParams params;
    std::uint64_t seed;
    Tick now;
    bool stopped = false;
    Passage passage;
    std::uint32_t passage_changes = 0;  // so that nobody asks again whether a way is open that was
    std::vector<Boat> boats;
    Hulls hulls;
    std::vector<Oar> oars;  // what the boatmen do this tick
    ByLoad drag{surge_drag}, cruise{cruise_mps};
    RightOfWay rights;
    IdVector<SlotId, BoatId> slot_holder;          // lies there or will; none: free
    std::vector<std::uint8_t> called_at;           // by dock: some service calls there
    std::vector<SlotId> lay_bys;                   // moorings, and the berths of docks where no service calls
    IdVector<SlotId, std::uint8_t> waiting_place;  // near a dock: idle boats leave it to those that wait for a berth
    std::vector<ServiceState> services;
    std::vector<Shoal> shoals;
    std::vector<BoatCall> calls;
    std::vector<BoatNote> notes;
    /// From a slot to another, for a boat that lies there: none, to the right bank, or over the opposed lane.
    enum class Way : std::uint8_t { unknown, none, to_right_bank, across };
    /// What is known of the ways from a slot; kept until the passage changes, since boats ask every second.
    struct FromSlot {
        std::vector<double> distances;  // m by node
        std::vector<Way> ways;          // by slot
    };
    struct Known {
        std::uint32_t passage_changes = 0;  // for which it holds
        std::vector<FromSlot> by_slot;
    };
    mutable Known known;  // no state: what was asked for

    [[nodiscard]] FromSlot& known_from(const Slot& from) const;
    /// m over the water from a slot to every node.
    [[nodiscard]] const std::vector<double>& distances(const Slot& from) const;
    [[nodiscard]] Way way(SlotId from, SlotId to) const;
    [[nodiscard]] double way_between(const Slot& a, const Slot& b) const;
    [[nodiscard]] double ferry_ride_s(std::uint32_t service) const;
    // start.cpp
    void keep_waiting_places();
    void moor_all();
    // dispatch.cpp, every second
    void dispatch(std::span<const DockWait> waits);
    // shifts.cpp
    [[nodiscard]] std::span<const ShiftWindow> shifts_of(const Boat& boat) const;
    /// Number of the shift that works in the boat then; no_crew: none.
    [[nodiscard]] std::uint32_t shift_at(BoatId boat, Tick t) const;
    void find_homes();
    [[nodiscard]] double vigour(const Boat& boat) const;
    // landing.cpp
    [[nodiscard]] bool stopped_at(Tick t) const;
    [[nodiscard]] bool open(std::uint32_t service, Tick t) const;
    [[nodiscard]] bool leisure(std::uint32_t service) const;
    [[nodiscard]] bool crowded(DockId dock) const;
    /// Free seats in boats that board for a leisure service, or could at once.
    [[nodiscard]] int seats_ready(std::uint32_t service) const;
    void keep_timetable(std::uint32_t service, std::size_t end, bool departs);
    [[nodiscard]] int seats_at(std::uint32_t service, DockId end) const;
    void begin_boarding(BoatId boat, std::uint32_t service, std::span<const DockWait> waits);
    void attend(BoatId boat, std::span<const DockWait> waits);
    void put_ashore(BoatId boat);
    void list_calls();
    [[nodiscard]] bool boards_before(BoatId other, BoatId boat) const;
    [[nodiscard]] bool next_to_leave(BoatId boat) const;
    [[nodiscard]] int seats_before(BoatId id) const;
    // trips.cpp
    /// Where it lies, if people can come aboard there.
    [[nodiscard]] DockId dock_of(const Boat& boat) const {
        const DockId dock = fairway->slots[boat.slot].dock;
        return dock.valid() && called_at[dock.index()] ? dock : DockId{};
    }
    [[nodiscard]] SlotId free_berth(DockId dock) const;
    /// That the boat can come to: a hull does not get round a hairpin, so it may be one and not the other.
    [[nodiscard]] SlotId free_berth(DockId dock, const Boat& comer) const;
    [[nodiscard]] int free_berths(DockId dock) const;
    enum class Stay : std::uint8_t { idle, short_wait };
    [[nodiscard]] SlotId nearest_mooring(const Boat& boat, const Slot& near, Stay stay) const;
    [[nodiscard]] bool reachable(const Boat& boat, SlotId target) const;
    bool plan_trip(BoatId boat, SlotId target);
    void reroute(BoatId boat);
    bool turn_back(BoatId boat);
    void shift_oar(BoatId boat);
    void set_passage(Passage changed);
    [[nodiscard]] std::optional<Leg> free_to_turn(const Boat& boat) const;
    bool change_course(BoatId boat, SlotId slot, double longest_m);
    void cast_off(BoatId boat);
    void moor(BoatId boat);
    void count_departure(const Boat& boat);
    void note(BoatNote::Kind kind, BoatId boat, DockId dock, double seconds);
    // pilot.cpp, every tick
    void steer();

    void add_to_hash(Hasher& hasher) const;
    void check(std::vector<std::string>& found) const;
};

/// People waiting for the service at the dock.
[[nodiscard]] int people_waiting(std::span<const DockWait> waits, const FleetSpec& spec, std::uint32_t service,
                                 DockId dock);
[[nodiscard]] int first_party(std::span<const DockWait> waits, const FleetSpec& spec, std::uint32_t service,
                              DockId dock);

}  // namespace wz::water
