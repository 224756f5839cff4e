// What a driver sees along the own path: the vehicle ahead, and the lines at which it may have to stop.
#pragma once

#include "shuttle/state.hpp"

namespace wz::road {

struct StopLine {
    double at_m = unlimited;
    Barrier::Kind why = Barrier::Kind::crossing;
};

/// For all on the road: into Traffic::ahead. Whoever is granted a junction afterwards sees the same.
void look_ahead(Traffic& t);
/// Whether people keep the vehicle from entering a crossing now.
[[nodiscard]] bool must_yield(const Traffic& t, const Vehicle& v, std::uint32_t crossing);
/// Where the vehicle must stop because of barriers[first] and those behind it.
[[nodiscard]] StopLine nearest_stop(const Traffic& t, const Vehicle& v, const Ahead& ahead, std::size_t first = 0);
/// As above, or the rear of a leader that hardly moves: how far the vehicle can go for now.
[[nodiscard]] double free_way_m(const Traffic& t, const Vehicle& v, const Ahead& ahead, std::size_t first);
/// Whether it has stood for so long that courtesy ends.
[[nodiscard]] bool out_of_patience(const Traffic& t, const Vehicle& v);

}  // namespace wz::road
