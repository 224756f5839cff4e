// Carts and buses: intelligent-driver car following along directed road links, stops with bays and dwell, dispatch from
// depots, giving way to people at crossings. People are known here only as counts; the engine moves them through
// `calls()`.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "base/vec2.hpp"
#include "demand/scenario.hpp"
#include "params/params.hpp"
#include "town/town.hpp"

namespace wz {

enum class CartPhase : std::uint8_t { in_depot, driving, yielding, queued_for_stop, alighting, boarding };

struct CartCall {
    CartId cart;
    StopId stop;
    LineId line;
    bool alighting = false;  // else boarding
    int free_seats = 0;      // boarding: free seats; alighting: people aboard (the engine knows who gets off here)
};

/// People waiting at a stop for a line, told by the engine each tick.
struct StopWait {
    LineId line;
    StopId stop;
    int people = 0;
};

struct CartView {
    Vec2d at;
    double heading = 0;
    double speed = 0;
    CartPhase phase = CartPhase::in_depot;
    LineId line;
    int aboard = 0;
    StopId next_stop;
};

struct CartNote {
    enum class Kind : std::uint8_t { departed, arrived } kind;
    CartId cart;
    LineId line;
    StopId stop;
    int aboard;
    double seconds;  // departed: dwell
};

/// A value: copying it copies the whole state.
class Shuttle {
public:
    Shuttle(std::shared_ptr<const Town> town, const IdVector<LineId, CartLineSpec>& lines, const Params& params,
            std::uint64_t seed, Tick start);

    void set_params(const Params& params);
    void close_road(RoadLinkId road, bool closed);
    /// Until then no vehicle enters the road, those on it drive off it, and those beside it wait: for a motorcade.
    void clear_road(RoadLinkId road, Tick until);
    [[nodiscard]] bool is_cleared(RoadLinkId road) const;
    /// How many serve the line from now on. New ones come out of the depot and have new ids at the end; those too many
    /// carry their riders to where they get off and return.
    void set_vehicles(LineId line, int vehicles);
    /// Between departures from the first stop; 0: on demand.
    void set_headway(LineId line, double headway_s);

    /// Phase 9, serial, cart-id order. `people_on_crossing[i]`: people now on Town::crossings[i].
    void step(Tick now, std::span<const StopWait> waits, std::span<const int> people_on_crossing);

    /// Vehicles that can exchange people now, in cart-id order. A vehicle calls first for alighting; the engine reports
    /// each person through alight() and, when nobody more gets off here, alighting_done(); then it calls for boarding
    /// until it leaves.
    [[nodiscard]] std::span<const CartCall> calls() const;
    void board(CartId cart);
    void alight(CartId cart);
    void alighting_done(CartId cart);

    [[nodiscard]] std::size_t carts() const;
    [[nodiscard]] CartView view(CartId cart) const;
    /// Expected wait at a stop for a line, s; negative: unknown or not running.
    [[nodiscard]] double expected_wait_s(LineId line, StopId stop, Tick now) const;
    /// Planned ride time between two stops of a line, s; negative: the line does not serve them in one ride.
    [[nodiscard]] double ride_s(LineId line, StopId from, StopId to) const;
    [[nodiscard]] std::span<const CartNote> notes() const;
    void clear_notes();
    void add_to_hash(Hasher& hasher) const;
    /// Violations now (overlapping vehicles, more aboard than seats, on a closed road); empty: none.
    [[nodiscard]] std::vector<std::string> check() const;

private:
    // columns and dispatch state are declared by the implementation (shuttle/state.hpp)
    struct State;
    std::shared_ptr<const Town> town_;
    std::unique_ptr<State> state_;

public:
    Shuttle(const Shuttle&);
    Shuttle& operator=(const Shuttle&);
    Shuttle(Shuttle&&) noexcept;
    Shuttle& operator=(Shuttle&&) noexcept;
    ~Shuttle();
};

}  // namespace wz
