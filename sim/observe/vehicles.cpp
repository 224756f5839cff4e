#include "observe/vehicles.hpp"

namespace wz {

Vehicles::Vehicles(const World&, Series& series) {
    boats_now_.first_column =
        series.add_column({"boats_under_way", "boats", "vehicles", "行駛中的船", "Boats under way"});
    series.add_column({"boats_waiting", "boats", "vehicles", "等候通行的船", "Boats waiting for right of way"});
    series.add_column({"boat_passengers", "people", "riders", "船上乘客", "Aboard boats"});
    carts_now_.first_column =
        series.add_column({"carts_under_way", "carts", "vehicles", "行駛中的車", "Carts under way"});
    series.add_column({"carts_waiting", "carts", "vehicles", "等候的車", "Carts giving way or queueing"});
    series.add_column({"cart_passengers", "people", "riders", "車上乘客", "Aboard carts"});
}

void Vehicles::each_tick(const World& world) {
    for (const Event& event : world.events()) {
        switch (event.type) {
            case EventType::boat_departed:
                ++boats_.trips;
                boats_.aboard_sum += static_cast<std::int64_t>(event.value);
                break;
            case EventType::boarded_boat:
                ++boats_.boarded;
                break;
            case EventType::alighted_boat:
                boats_.rides.add(event.value);
                break;
            case EventType::cart_departed:
                ++carts_.trips;
                carts_.aboard_sum += static_cast<std::int64_t>(event.value);
                break;
            case EventType::boarded_cart:
                ++carts_.boarded;
                break;
            case EventType::alighted_cart:
                carts_.rides.add(event.value);
                break;
            default:
                break;
        }
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
