// What a driver sees along the own path: the vehicle ahead, and the lines at which it may have to stop.
#pragma once

#include "shuttle/state.hpp"

namespace wz::road {

/// A place that must not be entered unless it is free, and not unless it can be left again.
struct Barrier {
    enum class Kind : std::uint8_t { crossing, junction, closed_road, full_stop } kind;
    double line_m = 0;        // from the own front: where to stop
    double edge_m = 0;        // where the place begins
    double exit_m = 0;        // where it ends
    std::uint32_t index = 0;  // crossing: of the town; junction: it is at the end of path[index]
};

struct Ahead {
    std::vector<Barrier> barriers;  // by line_m
    double leader_m = unlimited;    // from the own front to its rear
    std::uint32_t leader = UINT32_MAX;
    double highest_speed = unlimited;  // for slower roads and turns ahead, by comfortable braking
    double desired_speed = 0;          // on this road
};

struct StopLine {
    double at_m = unlimited;
    Barrier::Kind why = Barrier::Kind::crossing;
};

void look_ahead(const Traffic& t, std::uint32_t vehicle, Ahead& ahead);
/// Whether people keep the vehicle from entering a crossing now.
[[nodiscard]] bool must_yield(const Traffic& t, const Vehicle& v, std::uint32_t crossing);
/// Where the vehicle must stop because of barriers[first] and those behind it.
[[nodiscard]] StopLine nearest_stop(const Traffic& t, const Vehicle& v, const Ahead& ahead, std::size_t first = 0);
/// As above, or the rear of a leader that hardly moves: how far the vehicle can go for now.
[[nodiscard]] double free_way_m(const Traffic& t, const Vehicle& v, const Ahead& ahead, std::size_t first);
/// Whether it has stood for so long that courtesy ends.
[[nodiscard]] bool out_of_patience(const Traffic& t, const Vehicle& v);

}  // namespace wz::road
