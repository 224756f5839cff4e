#include "waterway/swing.hpp"

#include <algorithm>

namespace wz::water {

namespace {

constexpr double clearance = 2.15;   // m between middle lines; opposed lanes are 2.2 m apart
constexpr double stop_short = 0.5;   // m before the zone
constexpr double look_ahead_m = 40;  // m: nobody needs longer to stop
constexpr double braking_share = 0.7;

enum class Place : std::uint8_t { clear, before, inside };
struct Standing {
    Place place = Place::clear;
    bool in_own_swing = false;
    double line = 1e18;  // m along its track: where it comes near the zone
};

[[nodiscard]] bool on_the_water(const Boat& b) { return b.track && b.granted > 0; }
[[nodiscard]] bool casts_off(const Boat& b) { return b.along < b.track->merged; }

/// It would block water that others need for themselves.
[[nodiscard]] bool blocks_others(const Boat& b, double bow) {
    const double stern = bow - hull_length;
    const auto& spans = b.track->spans;
    for (std::uint32_t k = b.released; k < b.granted; ++k)
        if (stern >= spans[k].from && stern < spans[k].to) return !spans[k].lane || spans[k].narrow;
    return false;
}

Standing standing(const Boat& b, const Vec2d& at, double braking, const Stretch& zone) {
    const double reach = look_ahead_m + (zone.to - zone.from);
    if (norm2(at - zone.track->at(zone.from)) > reach * reach) return {};
    double sees = b.may_cross ? b.track->length() : std::max(b.along + look_ahead_m, b.track->merged);
    if (b.granted < b.track->spans.size()) sees = std::min(sees, b.track->spans[b.granted].from);  // stops there anyway
    const auto meets = first_within({b.track.get(), b.along - half_hull, sees}, zone, clearance);
    if (!meets) return {};
    const double bow = b.along + half_hull;
    const bool swings = (casts_off(b) && *meets < b.track->merged) || (b.may_cross && *meets > b.track->crosses);
    // who has leave to cross goes first, even if it comes near the zone before it swings: two that cross from opposed
    // lanes would each keep out of the other's swing
    const bool inside =
        swings || b.may_cross || *meets - stop_short < bow + braking || blocks_others(b, *meets - stop_short);
    return {inside ? Place::inside : Place::before, swings, *meets};
}

void stop_at(Boat& b, double line, std::size_t for_whom) {
    if (line >= b.hold_at) return;
    b.hold_at = line;
    b.held_by = BoatId(for_whom);
}

}  // namespace

Stretch departing(const Boat& b) { return {b.track.get(), b.along - half_hull, b.track->merged}; }
Stretch crossing(const Boat& b) {
    const double from = std::max(b.track->crosses, b.track->swings_in - half_hull);
    return {b.track.get(), std::max(from, b.along - half_hull), b.track->length()};
}

/// m that it needs to stop, if it tries hard.
double Swings::braking(const Hulls& hulls, std::size_t i) const {
    constexpr double hard = 0.75;
    const double u = std::max(hulls.surge(i), 0.0);
    return hard * u * u / (2 * deceleration_);
}

/// Who could stop when it was granted has no right of way later on, even if it comes to stand a little too far.
void Swings::keep_out(std::vector<Boat>& boats, const Hulls& hulls, std::size_t boat, const Stretch& zone) const {
    constexpr double too_far = 1.5;  // m
    for (std::size_t j = 0; j < boats.size(); ++j) {
        Boat& other = boats[j];
        if (j == boat || !on_the_water(other)) continue;
        const Standing s = standing(other, hulls.at(j), 0, zone);
        if (s.place != Place::clear && !s.in_own_swing && s.line > other.along + half_hull - too_far)
            stop_at(other, s.line, boat);
    }
}

void Swings::begin(std::vector<Boat>& boats, const Hulls& hulls, const WaterwayParams& params) {
    deceleration_ = braking_share * params.thrust_max_n / (params.hull_mass_kg + params.surge_added_mass_kg);
    inside_.assign(boats.size(), 0);
    for (Boat& b : boats) b.hold_at = never_held, b.held_by = {};
    for (std::size_t i = 0; i < boats.size(); ++i) {
        const Boat& b = boats[i];
        if (!on_the_water(b)) continue;
        if (casts_off(b)) keep_out(boats, hulls, i, departing(b));
        if (b.may_cross) keep_out(boats, hulls, i, crossing(b));
    }
}

bool Swings::keeps_waiting(const std::vector<Boat>& boats, const Hulls& hulls, std::size_t j,
                           const Stretch& zone) const {
    return on_the_water(boats[j]) && standing(boats[j], hulls.at(j), braking(hulls, j), zone).place == Place::inside;
}

bool Swings::has_to_pass(const std::vector<Boat>& boats, std::size_t j, const Stretch& zone) const {
    const Boat& b = boats[j];
    if (!on_the_water(b)) return false;
    return first_within({b.track.get(), b.along - half_hull, b.track->length()}, zone, clearance).has_value();
}

bool Swings::will_be_crossed(const std::vector<Boat>& boats, std::size_t boat, const Stretch& zone) const {
    for (std::size_t j = 0; j < boats.size(); ++j)
        if (j != boat && on_the_water(boats[j]) && boats[j].may_cross &&
            first_within(zone, crossing(boats[j]), clearance))
            return true;
    return false;
}

bool Swings::clear(const std::vector<Boat>& boats, const Hulls& hulls, std::size_t boat, const Stretch& zone) const {
    for (std::size_t j = 0; j < boats.size(); ++j)
        if (j != boat && keeps_waiting(boats, hulls, j, zone)) return false;
    return true;
}

void Swings::inside(const std::vector<Boat>& boats, const Hulls& hulls, std::size_t boat, const Stretch& zone,
                    std::vector<BoatId>& found) const {
    for (std::size_t j = 0; j < boats.size(); ++j)
        if (j != boat && keeps_waiting(boats, hulls, j, zone)) found.push_back(BoatId(j));
}

void Swings::hold(std::vector<Boat>& boats, const Hulls& hulls, std::size_t boat, const Stretch& zone) {
    for (std::size_t j = 0; j < boats.size(); ++j) {
        Boat& other = boats[j];
        if (j == boat || !on_the_water(other)) continue;
        const Standing s = standing(other, hulls.at(j), braking(hulls, j), zone);
        if (s.place == Place::before && !inside_[j]) stop_at(other, s.line, boat);
        if (s.place == Place::inside) inside_[j] = 1;
    }
}

}  // namespace wz::water
