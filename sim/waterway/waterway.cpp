// The fleet. So far boats lie moored: services answer that they are closed. Hull, tracks and right of way (this folder)
// are written and wait to be joined here; until then no scenario may ask for boats.
#include "waterway/waterway.hpp"

namespace wz {

struct Waterway::State {
    bool stopped = false;
};

Waterway::Waterway(std::shared_ptr<const Town>, const FleetSpec& fleet, const Params&, std::uint64_t, Tick)
    : state_(std::make_unique<State>()) {
    if (fleet.boats > 0)
        throw InputError({fleet.where, "boats cannot run yet", "fleet: 0", "leave the section `boats` out"});
}
Waterway::Waterway(const Waterway& other) : state_(std::make_unique<State>(*other.state_)) {}
Waterway& Waterway::operator=(const Waterway& other) {
    *state_ = *other.state_;
    return *this;
}
Waterway::Waterway(Waterway&&) noexcept = default;
Waterway& Waterway::operator=(Waterway&&) noexcept = default;
Waterway::~Waterway() = default;

void Waterway::set_params(const Params&) {}
void Waterway::close_link(WaterLinkId, bool) {}
void Waterway::set_stopped(bool stopped) { state_->stopped = stopped; }
void Waterway::set_service_boats(std::uint32_t, int) {}
void Waterway::decide(Tick, std::span<const DockWait>) {}
void Waterway::move(Tick) {}
std::span<const BoatCall> Waterway::calls() const { return {}; }
void Waterway::board(BoatId) {}
void Waterway::alight(BoatId) {}
std::size_t Waterway::boats() const { return 0; }
BoatView Waterway::view(BoatId) const { return {}; }
double Waterway::expected_wait_s(std::uint32_t, int) const { return -1; }
bool Waterway::service_open(std::uint32_t, Tick) const { return false; }
std::span<const BoatNote> Waterway::notes() const { return {}; }
void Waterway::clear_notes() {}
void Waterway::add_to_hash(Hasher& hasher) const { hasher.add(state_->stopped); }
std::vector<std::string> Waterway::check() const { return {}; }

}  // namespace wz
