#include "observe/vehicles.hpp"

#include "observe/service_words.hpp"

namespace wz {

namespace {

constexpr std::uint32_t none = UINT32_MAX;

bool of_boats(EventType type) {
    return type == EventType::boat_departed || type == EventType::boarded_boat || type == EventType::alighted_boat;
}

bool of_carts(EventType type) {
    return type == EventType::cart_departed || type == EventType::boarded_cart || type == EventType::alighted_cart;
}

void note(RideRecord& record, const Event& event) {
    switch (event.type) {
        case EventType::boat_departed:
        case EventType::cart_departed:
            ++record.trips;
            record.aboard_sum += static_cast<std::int64_t>(event.value);
            break;
        case EventType::boarded_boat:
        case EventType::boarded_cart:
            ++record.boarded;
            break;
        default:
            record.rides.add(event.value);
            break;
    }
}

}  // namespace

Vehicles::Vehicles(const World& world, Series& series) {
    add_boat_services(world);
    add_lines(world);
    boats_now_.first_column =
        series.add_column({"boats_under_way", "boats", "vehicles", "行駛中的船", "Boats under way"});
    series.add_column({"boats_waiting", "boats", "vehicles", "等候通行的船", "Boats waiting for right of way"});
    series.add_column({"boat_passengers", "people", "riders", "船上乘客", "Aboard boats"});
    carts_now_.first_column =
        series.add_column({"carts_under_way", "carts", "vehicles", "行駛中的車", "Carts under way"});
    series.add_column({"carts_waiting", "carts", "vehicles", "等候的車", "Carts giving way or queueing"});
    series.add_column({"cart_passengers", "people", "riders", "車上乘客", "Aboard carts"});
}

void Vehicles::add_boat_services(const World& world) {
    const Town& town = world.town();
    const auto& specs = world.scenario().boats.services;
    boat_services_.assign(specs.size(), none);
    service_of_boat_.assign(world.waterway().boats(), none);
    for (std::size_t i = 0; i < specs.size(); ++i) {
        const BoatServiceSpec& spec = specs[i];
        const auto [zh, en] = words(spec.kind);
        if (zh.empty()) continue;
        const Name& from = town.docks[spec.from].name;
        boat_services_[i] = static_cast<std::uint32_t>(services_.size());
        services_.push_back({.cart = false,
                             .id = spec.id,
                             .name_zh = from.zh + " " + std::string(zh),
                             .name_en = from.en + ", " + std::string(en),
                             .seats = spec.seats,
                             .rides = {}});
    }
}

void Vehicles::add_lines(const World& world) {
    first_line_ = services_.size();
    for (const CartLineSpec& line : world.scenario().lines)
        services_.push_back({.cart = true,
                             .id = line.id,
                             .name_zh = line.name_zh,
                             .name_en = line.name_en,
                             .seats = line.seats,
                             .rides = {}});
}

ServiceRecord* Vehicles::service_of_boat(const World& world, std::uint32_t boat) {
    // Once its last rider is ashore a boat may have changed its service: then the one before counts.
    const std::uint32_t now = world.waterway().view(BoatId(boat)).service;
    std::uint32_t& last = service_of_boat_[boat];
    if (now != none && boat_services_[now] != none) last = now;
    return last == none ? nullptr : &services_[boat_services_[last]];
}

ServiceRecord* Vehicles::service_of_cart(const World& world, std::uint32_t cart) {
    const LineId line = world.shuttle().view(CartId(cart)).line;
    return line.valid() ? &services_[first_line_ + line.index()] : nullptr;
}

void Vehicles::each_tick(const World& world) {
    for (const Event& event : world.events()) {
        const bool boat = of_boats(event.type);
        if (!boat && !of_carts(event.type)) continue;
        note(boat ? boats_ : carts_, event);
        ServiceRecord* service = boat ? service_of_boat(world, event.other) : service_of_cart(world, event.other);
        if (service != nullptr) note(service->rides, event);
    }
}

void Vehicles::count_boats(const World& world, Now& now) {
    now.moving = now.waiting = now.aboard = 0;
    for (std::size_t b = 0; b < world.waterway().boats(); ++b) {
        const BoatView boat = world.waterway().view(BoatId(b));
        now.moving += boat.phase == BoatPhase::under_way || boat.phase == BoatPhase::docking;
        now.waiting += boat.phase == BoatPhase::waiting;
        now.aboard += boat.aboard;
    }
}

void Vehicles::count_carts(const World& world, Now& now) {
    now.moving = now.waiting = now.aboard = 0;
    for (std::size_t c = 0; c < world.shuttle().carts(); ++c) {
        const CartView cart = world.shuttle().view(CartId(c));
        now.moving += cart.phase == CartPhase::driving;
        now.waiting += cart.phase == CartPhase::yielding || cart.phase == CartPhase::queued_for_stop;
        now.aboard += cart.aboard;
    }
}

void Vehicles::note_most(RideRecord& record, const Now& now, Tick at) {
    if (now.moving + now.waiting <= record.most_under_way) return;
    record.most_under_way = now.moving + now.waiting;
    record.most_under_way_at = at;
}

void Vehicles::each_second(const World& world, const SurfaceSample&) {
    count_boats(world, boats_now_);
    count_carts(world, carts_now_);
    note_most(boats_, boats_now_, world.now());
    note_most(carts_, carts_now_, world.now());
}

void Vehicles::each_minute(const World&, Series& series) {
    for (const Now* now : {&boats_now_, &carts_now_}) {
        series.set(now->first_column, now->moving);
        series.set(now->first_column + 1, now->waiting);
        series.set(now->first_column + 2, now->aboard);
    }
}

}  // namespace wz
