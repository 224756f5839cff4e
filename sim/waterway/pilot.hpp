// The boatmen at work: what each does with oar, pole and line in this tick. pilot.cpp sculls, poling.cpp poles.
#pragma once

#include "waterway/fleet.hpp"

namespace wz::water {

/// A boat under way as others see it.
struct Underway {
    struct Where {
        const Track* track = nullptr;
        const TrackPoint* point = nullptr;  // the last one behind it
        [[nodiscard]] const Leg& leg() const { return track->legs[point->leg]; }
    };
    std::size_t boat;
    Where middle, stern;  // without a track: nobody has looked yet
};

struct Pilot {
    Fleet& fleet;
    const WaterwayParams& p = fleet.params;
    static constexpr double braking_share = 0.7;  // of the largest thrust: the rest is reserve
    double deceleration = braking_share * p.thrust_max_n / (p.hull_mass_kg + p.surge_added_mass_kg);  // laden

    mutable std::vector<Underway> underway{};  // in order of id

    void list_underway() const;
    void look_at(Underway& boat) const;
    [[nodiscard]] bool opposed(const Underway::Where& own, const Underway::Where& other) const;
    [[nodiscard]] double people(std::size_t i) const { return double{fleet.hulls.people[i]}; }
    [[nodiscard]] double drag(std::size_t i) const { return fleet.drag(p, people(i)); }
    [[nodiscard]] double cruise(std::size_t i) const {
        return fleet.vigour(fleet.boats[i]) * fleet.cruise(p, people(i));
    }
    [[nodiscard]] double mass(std::size_t i) const { return displaced_kg(p, people(i)) + p.surge_added_mass_kg; }

    [[nodiscard]] double follow_track(std::size_t i, double least) const;
    [[nodiscard]] std::optional<double> ahead(std::size_t i, std::size_t here, Vec2d point,
                                              const Underway::Where& where, bool gives_way, bool astray) const;
    [[nodiscard]] double speed_behind(std::size_t i, std::size_t here) const;
    [[nodiscard]] bool blocks_stuck_boat(std::size_t i, double clear_m) const;
    void scull(std::size_t i, double speed) const;
    void pole_off(std::size_t i, double room) const;
    void pole_back(std::size_t i, double to_line) const;
    enum class Sideways : std::uint8_t { abreast, at_once };
    void pole(std::size_t i, Vec2d target, double heading, double speed_max, Sideways when = Sideways::abreast) const;
    void go_back(std::size_t i, double by_m, Sideways when) const;
    void sail(std::size_t i) const;
    [[nodiscard]] bool aground(std::size_t i) const;
    void dock(std::size_t i) const;
    void cast_off(std::size_t i) const;
    [[nodiscard]] Vec2d velocity(std::size_t i) const { return {double{fleet.hulls.vx[i]}, double{fleet.hulls.vy[i]}}; }
    [[nodiscard]] double sway(std::size_t i) const { return frame(i, velocity(i)).y; }
    [[nodiscard]] Vec2d frame(std::size_t i, Vec2d world) const {
        const auto& [s, c] = fleet.hulls.heading(i);
        return {world.x * c + world.y * s, world.y * c - world.x * s};
    }
};

}  // namespace wz::water
