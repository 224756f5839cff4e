#include "observe/queue_watch.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wz {

namespace {

bool of_boats(const MeasureSpec& spec) { return spec.queue == QueueKind::dock_line; }
bool of_vehicles(const MeasureSpec& spec) { return of_boats(spec) || spec.queue == QueueKind::stop_line; }

const std::vector<LineState>& lines(const World& world, const MeasureSpec& spec) {
    return of_boats(spec) ? world.dock_lines() : world.stop_lines();
}

const ServiceQueue& queue_of(const World& world, const MeasureSpec& spec) {
    switch (spec.queue) {
        case QueueKind::gate_out:
            return world.gate(GateId(spec.place)).out;
        case QueueKind::windows:
            return world.gate(GateId(spec.place)).windows;
        case QueueKind::door:
            return world.place(PlaceId(spec.place)).door;
        default:
            return world.gate(GateId(spec.place)).in;
    }
}

}  // namespace

QueueWatch::QueueWatch(const World& world, const MeasureSpec& spec) : spec_(&spec), start_(world.scenario().start) {
    const auto& all = lines(world, spec);
    while (of_vehicles(spec) && line_index_ < all.size() &&
           (all[line_index_].where != spec.place || all[line_index_].service != spec.service))
        ++line_index_;
}

QueueWatch::Count QueueWatch::count(const World& world) const {
    if (!of_vehicles(*spec_)) {
        const ServiceQueue& q = queue_of(world, *spec_);
        const WaitRecord& r = q.record();
        return {q.joined(), r.served(), r.given_up(), r.sum_of_waits(), static_cast<std::int64_t>(q.length())};
    }
    const auto& all = lines(world, *spec_);
    if (line_index_ == all.size()) return {};
    const BoardingLine& line = all[line_index_].line;
    const WaitRecord& r = line.record();
    const std::int64_t present = line.people();
    return {r.served() + r.given_up() + present, r.served(), r.given_up(), r.sum_of_waits(), present};
}

void QueueWatch::after_step(const World& world) {
    now_ = world.now() - start_;
    if (of_vehicles(*spec_)) watch_vehicles(world);
    const Count c = count(world);
    if (now_ <= spec_->window.from) first_ = c;
    if (within()) {
        last_ = c;
        length_ticks_ += static_cast<double>(c.present);
        ++ticks_;
        const auto bin = static_cast<std::size_t>(seconds(now_ - spec_->window.from - 1) / spec_->bin_s);
        if (bins_.size() <= bin) bins_.resize(bin + 1);
        bins_[bin] += static_cast<double>(c.joined - joined_before_);
    }
    joined_before_ = c.joined;
}

void QueueWatch::watch_vehicles(const World& world) {
    const EventType boarded = of_boats(*spec_) ? EventType::boarded_boat : EventType::boarded_cart;
    const EventType left = of_boats(*spec_) ? EventType::boat_departed : EventType::cart_departed;
    const auto serves = [&](std::uint32_t vehicle) {
        return of_boats(*spec_) ? world.waterway().view(BoatId(vehicle)).service == spec_->service
                                : world.shuttle().view(CartId(vehicle)).line.value == spec_->service;
    };
    for (const Event& e : world.events()) {
        if (e.place != spec_->place || (e.type != boarded && e.type != left) || !serves(e.other)) continue;
        if (e.type == boarded)
            aboard_[e.other].push_back(now_ - ticks(static_cast<double>(e.value)));
        else
            departed(e.other, static_cast<double>(e.value));
    }
}

void QueueWatch::departed(std::uint32_t vehicle, double aboard) {
    const std::vector<Tick> joined = std::exchange(aboard_[vehicle], {});
    if (!within()) return;
    if (last_departure_ >= 0) {
        const double gap_s = seconds(now_ - last_departure_);
        ++gaps_, gap_s_ += gap_s, gap_squares_ += gap_s * gap_s;
    }
    last_departure_ = now_;
    ++departures_;
    if (aboard > 0) ++loaded_, load_ += aboard;
    for (const Tick t : joined) ++carried_, departure_wait_s_ += seconds(now_ - t);
}

void QueueWatch::put(Values& values) const {
    const auto give = [&](const char* name, double v) {
        if (std::isfinite(v)) values[spec_->id + "." + name] = v;
    };
    const auto joined = static_cast<double>(last_.joined - first_.joined),
               served = static_cast<double>(last_.served - first_.served);
    const double time_s = seconds(ticks_), wait_s = seconds(last_.waited - first_.waited) / served;
    const double length = length_ticks_ / static_cast<double>(ticks_);
    give("joined", joined);
    give("served", served);
    give("gave_up", static_cast<double>(last_.gave_up - first_.gave_up));
    give("lost", static_cast<double>(last_.joined - last_.served - last_.gave_up - last_.present));
    give("wait_s", wait_s);
    give("length", length);
    give("rate", served / time_s);
    give("little", length / (joined / time_s * wait_s));
    double sum = 0, squares = 0;
    const auto n = static_cast<double>(bins_.size()) - 1;  // the last one may not be whole
    for (std::size_t i = 0; i + 1 < bins_.size(); ++i) sum += bins_[i], squares += bins_[i] * bins_[i];
    if (n > 1) give("dispersion", (squares - sum * sum / n) / (n - 1) / (sum / n));
    if (departures_ == 0) return;
    give("departures", departures_);
    give("departure_wait_s", departure_wait_s_ / carried_);
    give("load", load_ / loaded_);
    if (gaps_ < 2) return;
    const double mean = gap_s_ / gaps_;
    give("headway_s", mean);
    give("headway_cv", std::sqrt(std::max(0.0, gap_squares_ / gaps_ - mean * mean)) / mean);
}

}  // namespace wz
