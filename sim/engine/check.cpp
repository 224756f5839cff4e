// What must hold at every tick, and the state hash.
#include <fmt/format.h>

#include <algorithm>

#include "engine/world.hpp"

namespace wz {

namespace {

void add(Hasher& h, const Group& g) {
    h.add((std::uint64_t{static_cast<std::uint8_t>(g.stage)} << 8) | static_cast<std::uint8_t>(g.aim));
    h.add((std::uint64_t{static_cast<std::uint8_t>(g.target.kind)} << 32) | g.target.index);
    h.add((std::uint64_t{g.via} << 32) | g.via_to.value);
    h.add((std::uint64_t{g.present} << 32) | g.alighted);
    h.add((std::uint64_t{g.commitment} << 32) | g.trips);
    h.add((std::uint64_t{g.on_platform} << 32) | (g.has_ticket ? 1u : 0u) | (g.stranded ? 2u : 0u));
    h.add(g.wake);
    h.add(g.set_out);
    if (g.hemmed_in != never) h.add(g.hemmed_in), h.add(g.hemmed_at.x), h.add(g.hemmed_at.y);
    h.add(g.minutes);
    h.add(g.looked.value);
}

void add(Hasher& h, const Outlet& o) {
    h.add(o.line.size());
    for (std::size_t i = 0; i < o.line.size(); ++i) h.add(o.line[i].value);
    h.add(o.budget);
}

}  // namespace

std::uint64_t World::state_hash() const {
    Hasher h;
    h.add(now_);
    wz::add_to_hash(params_, h);
    walkers_.add_to_hash(h);
    h.add_column(std::span<const Doing>(people_.doing));
    h.add_column(std::span<const Tick>(people_.since));
    h.add_column(std::span<const std::uint32_t>(people_.slot));
    h.add_column(std::span<const std::uint8_t>(people_.ridden));
    for (const StopId s : people_.bound) h.add(s.value);
    for (const Spot s : people_.spot) h.add((std::uint64_t{static_cast<std::uint8_t>(s.kind)} << 32) | s.index);
    for (const Group& g : groups_) add(h, g);
    for (const PlaceState& p : places_) {
        h.add((std::uint64_t{static_cast<std::uint32_t>(p.inside)} << 32) | static_cast<std::uint32_t>(p.coming));
        h.add(p.pressing);
        p.door.add_to_hash(h);
        add(h, p.out);
    }
    for (const Outlet& o : entries_) add(h, o);
    for (const PersonId p : to_place_) h.add(p.value);
    for (const double b : exit_budget_) h.add(b);
    for (const GateState& g : gates_) {
        g.in.add_to_hash(h), g.out.add_to_hash(h), g.windows.add_to_hash(h);
        h.add((std::uint64_t{static_cast<std::uint32_t>(g.pressing_in)} << 32) |
              static_cast<std::uint32_t>(g.pressing_out));
        if (g.limit > 0) {  // days without limits keep their hashes
            h.add((std::uint64_t{static_cast<std::uint32_t>(g.limit)} << 32) | static_cast<std::uint32_t>(g.within));
            h.add((std::uint64_t{static_cast<std::uint32_t>(g.outside)} << 32) | static_cast<std::uint32_t>(g.let_in));
            h.add(g.let_in_per_s);
        }
    }
    if (std::ranges::any_of(gates_, [](const GateState& g) { return g.limit > 0; }))
        for (const Group& g : groups_) h.add(g.came_in_by.value);
    for (const auto* landings : {&docks_})
        for (const LandingState& l : *landings) add(h, l.out), h.add(l.waiting), h.add(l.pressing), h.add(l.closed);
    for (const LandingState& l : stops_) add(h, l.out), h.add(l.waiting), h.add(l.pressing), h.add(l.closed);
    for (const ShowState& s : shows_)
        h.add(s.seated), h.add(s.late), h.add(s.turned_away), h.add(s.end), h.add(s.held), h.add(s.running);
    for (const auto* lines : {&dock_lines_, &stop_lines_})
        for (const LineState& l : *lines) l.line.add_to_hash(h);
    fields_.add_to_hash(h);
    for (const Cordon& c : cordons_)
        h.add((std::uint64_t{c.zone.value} << 32) | c.pass.value), h.add(static_cast<std::uint64_t>(c.until));
    h.add_column(std::span<const std::uint8_t>(link_closed_));
    h.add_column(std::span<const std::uint8_t>(link_one_way_));
    for (const auto& paces : link_paces_)
        for (const LinkPace& p : paces) h.add(p.ratio);
    for (const auto& parapet : watchers_)
        for (const Watcher& s : parapet)
            h.add((std::uint64_t{s.person.value} << 32) ^ static_cast<std::uint64_t>(s.until));
    waterway_.add_to_hash(h);
    shuttle_.add_to_hash(h);
    for (const auto* vehicles : {&boat_riders_, &cart_riders_})
        for (const auto& riders : *vehicles)
            for (const PersonId p : riders) h.add(p.value);
    return h.value();
}

/// Whoever waits on a platform stands in its line, or is there before the rest of the group.
void World::check_lines(std::vector<std::string>& broken) const {
    std::vector<int> here[2] = {std::vector<int>(dock_lines_.size(), 0), std::vector<int>(stop_lines_.size(), 0)};
    for (const Group& g : groups_)
        if (g.via != UINT32_MAX) here[g.via_cart ? 1 : 0][g.via] -= static_cast<int>(g.on_platform);
    for (std::size_t i = 0; i < people_.size(); ++i) {
        if (people_.doing[i] != Doing::queueing) continue;
        const Spot s = people_.spot[i];
        if (s.kind == SpotKind::dock_line) ++here[0][s.index];
        if (s.kind == SpotKind::stop_line) ++here[1][s.index];
    }
    for (const bool cart : {false, true}) {
        const std::vector<LineState>& lines = cart ? stop_lines_ : dock_lines_;
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (lines[i].line.people() != here[cart ? 1 : 0][i])
                broken.push_back(fmt::format("{} line {}: {} people in it, {} on the platform", cart ? "cart" : "boat",
                                             i, lines[i].line.people(), here[cart ? 1 : 0][i]));
    }
}

/// Nobody stands in anybody: a sweep along x.
void World::check_overlaps(std::vector<std::string>& broken) const {
    constexpr float least = 0.29f;  // m between centres; the hard core is 0.30 m
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < walkers_.size(); ++i)
        if (walkers_.used(i)) order.push_back(i);
    std::ranges::sort(order, {}, [&](std::uint32_t i) { return walkers_.x[i]; });
    for (std::size_t a = 0; a < order.size(); ++a)
        for (std::size_t b = a + 1; b < order.size(); ++b) {
            const std::uint32_t i = order[a], j = order[b];
            if (walkers_.x[j] - walkers_.x[i] > least) break;
            const float apart = norm(walkers_.at(j) - walkers_.at(i));
            if (apart < least && (walkers_.decks[i] & walkers_.decks[j]) != 0)
                broken.push_back(fmt::format("people {} and {} are {:.2f} m apart at ({:.1f}, {:.1f})",
                                             walkers_.person[i].value, walkers_.person[j].value, apart, walkers_.x[i],
                                             walkers_.y[i]));
        }
}

std::vector<std::string> World::check() const {
    std::vector<std::string> broken;
    std::vector<int> here(census_.entered.size(), 0);
    std::vector<int> aboard_boat(boat_riders_.size(), 0), aboard_cart(cart_riders_.size(), 0);
    std::vector<int> inside(places_.size(), 0);
    std::size_t on_surface = 0;
    for (std::size_t i = 0; i < people_.size(); ++i) {
        const Doing d = people_.doing[i];
        const Spot s = people_.spot[i];
        if (d != Doing::away && d != Doing::gone) ++here[population_of(PersonId(i)).index()];
        const bool surface = d == Doing::walking || d == Doing::standing || d == Doing::pressing;
        if (surface != (people_.slot[i] != UINT32_MAX))
            broken.push_back(fmt::format("person {} is {} the surface by one column only", i, surface ? "on" : "off"));
        if (surface) ++on_surface;
        if (d == Doing::riding_boat) ++aboard_boat[s.index];
        if (d == Doing::riding_cart) ++aboard_cart[s.index];
        if (d == Doing::inside) ++inside[s.index];
    }
    for (std::size_t k = 0; k < here.size(); ++k)
        if (here[k] != census_.on_site[k] || census_.entered[k] != census_.on_site[k] + census_.left[k])
            broken.push_back(fmt::format("{}: {} entered, {} on site by the census, {} counted, {} left",
                                         scenario_->populations[PopulationId(k)].id, census_.entered[k],
                                         census_.on_site[k], here[k], census_.left[k]));
    if (on_surface != walkers_.count())
        broken.push_back(fmt::format("{} people on the surface, {} walkers", on_surface, walkers_.count()));
    for (std::size_t b = 0; b < aboard_boat.size(); ++b)
        if (aboard_boat[b] != static_cast<int>(boat_riders_[b].size()) ||
            aboard_boat[b] != waterway_.view(BoatId(b)).aboard)
            broken.push_back(fmt::format("boat {}: {} people ride it, {} listed, {} by the boat", b, aboard_boat[b],
                                         boat_riders_[b].size(), waterway_.view(BoatId(b)).aboard));
    for (std::size_t c = 0; c < aboard_cart.size(); ++c)
        if (aboard_cart[c] != static_cast<int>(cart_riders_[c].size()) ||
            aboard_cart[c] != shuttle_.view(CartId(c)).aboard)
            broken.push_back(fmt::format("cart {}: {} people ride it, {} listed, {} by the cart", c, aboard_cart[c],
                                         cart_riders_[c].size(), shuttle_.view(CartId(c)).aboard));
    check_lines(broken);
    for (std::size_t p = 0; p < inside.size(); ++p)
        if (inside[p] != places_[PlaceId(p)].inside)
            broken.push_back(fmt::format("{}: {} inside, {} counted", town_->places[PlaceId(p)].name.id,
                                         places_[PlaceId(p)].inside, inside[p]));
    for (std::string& text : check_bodies()) broken.push_back(std::move(text));
    return broken;
}

std::vector<std::string> World::check_bodies() const {
    std::vector<std::string> broken;
    for (std::size_t i = 0; i < walkers_.size(); ++i) {
        if (!walkers_.used(i)) continue;
        const float d = town_->surface.distance(walkers_.at(i), 0xff);
        if (d < 0)
            broken.push_back(fmt::format("person {} is {:.2f} m inside a wall at ({:.1f}, {:.1f})",
                                         walkers_.person[i].value, -d, walkers_.x[i], walkers_.y[i]));
    }
    check_overlaps(broken);
    for (const auto& text : waterway_.check()) broken.push_back(text);
    for (const auto& text : shuttle_.check()) broken.push_back(text);
    return broken;
}

}  // namespace wz
