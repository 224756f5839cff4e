// The vehicles. So far none runs: the road network and the car following of this folder wait to be joined here; until
// then no scenario may ask for lines.
#include "shuttle/shuttle.hpp"

namespace wz {

struct Shuttle::State {};

Shuttle::Shuttle(std::shared_ptr<const Town> town, const IdVector<LineId, CartLineSpec>& lines, const Params&,
                 std::uint64_t, Tick)
    : town_(std::move(town)), state_(std::make_unique<State>()) {
    if (!lines.empty())
        throw InputError(
            {lines.front().where, "carts and buses cannot run yet", "no lines", "leave the section `lines` out"});
}
Shuttle::Shuttle(const Shuttle& other) : town_(other.town_), state_(std::make_unique<State>(*other.state_)) {}
Shuttle& Shuttle::operator=(const Shuttle& other) {
    town_ = other.town_;
    *state_ = *other.state_;
    return *this;
}
Shuttle::Shuttle(Shuttle&&) noexcept = default;
Shuttle& Shuttle::operator=(Shuttle&&) noexcept = default;
Shuttle::~Shuttle() = default;

void Shuttle::set_params(const Params&) {}
void Shuttle::close_road(RoadLinkId, bool) {}
void Shuttle::step(Tick, std::span<const StopWait>, std::span<const int>) {}
std::span<const CartCall> Shuttle::calls() const { return {}; }
void Shuttle::board(CartId) {}
void Shuttle::alight(CartId) {}
void Shuttle::alighting_done(CartId) {}
std::size_t Shuttle::carts() const { return 0; }
CartView Shuttle::view(CartId) const { return {}; }
double Shuttle::expected_wait_s(LineId, StopId, Tick) const { return -1; }
double Shuttle::ride_s(LineId, StopId, StopId) const { return -1; }
std::span<const CartNote> Shuttle::notes() const { return {}; }
void Shuttle::clear_notes() {}
void Shuttle::add_to_hash(Hasher&) const {}
std::vector<std::string> Shuttle::check() const { return {}; }

}  // namespace wz
