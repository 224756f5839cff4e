#include "waterway/waterway.hpp"

#include <algorithm>

#include "waterway/fleet.hpp"

namespace wz {

using namespace water;

struct Waterway::State {
    Fleet fleet;
    HullWorld world;

    State(std::shared_ptr<const Town> town, const FleetSpec& spec, const Params& params, std::uint64_t seed, Tick start)
        : fleet(std::move(town), spec, params, seed, start), world(fleet.fairway->banks) {}
    // the rigid-body world is not copied: it is made anew from the columns
    State(const State& other) : fleet(other.fleet), world(fleet.fairway->banks) {}
};

Waterway::Waterway(std::shared_ptr<const Town> town, const FleetSpec& fleet, const Params& params, std::uint64_t seed,
                   Tick start)
    : state_(std::make_unique<State>(std::move(town), fleet, params, seed, start)) {}
Waterway::Waterway(const Waterway& other) : state_(std::make_unique<State>(*other.state_)) {}
Waterway& Waterway::operator=(const Waterway& other) {
    state_ = std::make_unique<State>(*other.state_);
    return *this;
}
Waterway::Waterway(Waterway&&) noexcept = default;
Waterway& Waterway::operator=(Waterway&&) noexcept = default;
Waterway::~Waterway() = default;

void Waterway::set_params(const Params& params) {
    Fleet& f = state_->fleet;
    f.params = params.waterway;
    f.rights.set_params(f.params);
    Passage passage = f.passage;
    passage.level_m = f.params.water_level_m;
    passage.height_m = f.params.boat_height_m;
    f.set_passage(std::move(passage));
}

void Waterway::close_link(WaterLinkId link, bool closed) {
    Passage passage = state_->fleet.passage;
    passage.closed[link.index()] = closed ? 1 : 0;
    state_->fleet.set_passage(std::move(passage));
}
void Waterway::set_passing(WaterLinkId link, int passing) { state_->fleet.rights.set_passing(link, passing); }
void Waterway::run_aground(WaterLinkId link, double s) { state_->fleet.shoals.push_back({link, ticks(s)}); }
void Waterway::set_stopped(bool stopped) { state_->fleet.stopped = stopped; }

void Waterway::set_service_boats(std::uint32_t service, int boats) {
    Fleet& f = state_->fleet;
    f.services[service].boats = boats;
    if (f.leisure(service)) return;
    int have = 0;
    for (Boat& b : f.boats)
        if (b.duty == service && ++have > boats)
            b.duty = no_service;  // finishes its trip, then joins the leisure boats
    for (Boat& b : f.boats) {
        if (have >= boats) break;
        if (b.duty != no_service || b.aboard > 0 || b.track || b.phase != BoatPhase::idle) continue;
        b.duty = service;
        ++have;
    }
}

void Waterway::decide(Tick now, std::span<const DockWait> waits) {
    Fleet& f = state_->fleet;
    f.now = now;
    f.steer();
    if (now % rebuild_every == 0) f.dispatch(waits);
    f.list_calls();
}

void Waterway::move(Tick now) {
    State& s = *state_;
    if (now % rebuild_every == 0 || !s.world.built()) s.world.rebuild(s.fleet.hulls, s.fleet.params);
    s.world.step(s.fleet.hulls, s.fleet.oars, s.fleet.params);
}

std::span<const BoatCall> Waterway::calls() const { return state_->fleet.calls; }

void Waterway::board(BoatId boat) {
    Fleet& f = state_->fleet;
    Boat& b = f.boats[boat.index()];
    if (b.aboard++ == 0) b.first_aboard = f.now;
    b.next_person = f.now + ticks(f.params.boarding_s);
}

void Waterway::alight(BoatId boat) {
    Fleet& f = state_->fleet;
    Boat& b = f.boats[boat.index()];
    --b.aboard;
    b.next_person = f.now + ticks(f.params.alighting_s);
}

std::size_t Waterway::boats() const { return state_->fleet.boats.size(); }

BoatView Waterway::view(BoatId boat) const {
    const Fleet& f = state_->fleet;
    const Boat& b = f.boats[boat.index()];
    const std::size_t i = boat.index();
    const WaterLinkId link = b.track ? b.track->leg_at(b.along).link : f.fairway->slots[b.slot].link;
    return {f.hulls.at(i),
            double{f.hulls.angle[i]},
            f.hulls.speed(i),
            draught_m(f.params, b.aboard),
            b.phase,
            b.aboard,
            b.service,
            b.from,
            b.to,
            link};
}

BoatHindrance Waterway::hindrance(BoatId boat) const {
    const Fleet& f = state_->fleet;
    const Boat& b = f.boats[boat.index()];
    BoatHindrance h;
    if (!b.under_way()) return h;
    for (const BoatId other : {b.behind, b.held_by})
        if (other.valid()) h.boats.push_back(other);
    f.rights.keeping_back(f.boats, f.hulls, boat, f.passage, h.boats, h.for_the_world);
    std::ranges::sort(h.boats);
    const auto [first, last] = std::ranges::unique(h.boats);
    h.boats.erase(first, last);
    return h;
}

bool Waterway::safe() const { return state_->fleet.rights.safe(); }

double Waterway::expected_wait_s(std::uint32_t service, int people_ahead) const {
    const Fleet& f = state_->fleet;
    const ServiceState& s = f.services[service];
    if (s.interval_s < 0) return -1;
    // Past departures say nothing where a boat lies ready: after a quiet hour the sign would keep everybody away, so
    // that no departure ever corrected it.
    if (people_ahead < f.seats_ready(service)) return 0;
    return s.interval_s * (0.5 + static_cast<double>(people_ahead) / std::max(s.load, 1.0));
}

int Waterway::ferry_seats(std::uint32_t service, DockId dock) const { return state_->fleet.seats_at(service, dock); }

double Waterway::ferry_ride_s(std::uint32_t service) const { return state_->fleet.ferry_ride_s(service); }

bool Waterway::service_open(std::uint32_t service, Tick now) const { return state_->fleet.open(service, now); }
std::span<const BoatNote> Waterway::notes() const { return state_->fleet.notes; }
void Waterway::clear_notes() { state_->fleet.notes.clear(); }
void Waterway::add_to_hash(Hasher& hasher) const { state_->fleet.add_to_hash(hasher); }

std::vector<std::string> Waterway::check() const {
    std::vector<std::string> found;
    state_->fleet.check(found);
    return found;
}

}  // namespace wz
