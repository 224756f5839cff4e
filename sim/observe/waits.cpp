#include "observe/waits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "observe/service_words.hpp"

namespace wz {

namespace {

struct KindWords {
    const char* group;
    const char* zh;
    const char* en;
};
KindWords words(WaitRecordOf::Kind kind) {
    switch (kind) {
        case WaitRecordOf::Kind::gate:
            return {"gate", " 入口", " in"};
        case WaitRecordOf::Kind::exit:
            return {"exit", " 出口", " out"};
        case WaitRecordOf::Kind::window:
            return {"window", " 窗口", " windows"};
        case WaitRecordOf::Kind::dock:
            return {"dock", "", ""};
        default:
            return {"stop", "", ""};
    }
}

}  // namespace

Waits::Waits(const World& world, Series& series) {
    using Kind = WaitRecordOf::Kind;
    const Town& town = world.town();
    pressed_s_.resize(world.people().size());
    for (std::size_t g = 0; g < town.gates.size(); ++g) {
        const Gate& gate = town.gates[GateId(g)];
        const auto where = static_cast<std::uint32_t>(g);
        add_queue({.kind = Kind::gate, .id = gate.name.id, .place = gate.name, .where = where}, series);
        add_queue({.kind = Kind::exit, .id = gate.name.id, .place = gate.name, .where = where}, series);
        if (gate.windows > 0)
            add_queue({.kind = Kind::window, .id = gate.name.id, .place = gate.name, .where = where}, series);
    }
    first_dock_ = queues_.size();
    for (const LineState& line : world.dock_lines()) {
        const Name& dock = town.docks[DockId(line.where)].name;
        const BoatServiceSpec& service = world.scenario().boats.services[line.service];
        const auto [zh, en] = words(service.kind);
        add_queue({.kind = Kind::dock,
                   .id = dock.id + "_" + service.id,
                   .place = dock,
                   .service = service.id,
                   .service_zh = std::string(zh),
                   .service_en = std::string(en),
                   .where = line.where,
                   .serves = line.service},
                  series);
    }
    first_stop_ = queues_.size();
    for (const LineState& line : world.stop_lines()) {
        const Name& stop = town.stops[StopId(line.where)].name;
        const CartLineSpec& service = world.scenario().lines[LineId(line.service)];
        add_queue({.kind = Kind::stop,
                   .id = stop.id + "_" + service.id,
                   .place = stop,
                   .service = service.id,
                   .service_zh = service.name_zh,
                   .service_en = service.name_en,
                   .where = line.where,
                   .serves = line.service},
                  series);
    }
    dock_pressing_ = series.columns().size();
    for (const Dock& d : town.docks)
        series.add_column({"pressing_dock_" + d.name.id, "people", "dock_pressing", d.name.zh, d.name.en});
    stop_pressing_ = series.columns().size();
    for (const Stop& s : town.stops)
        series.add_column({"pressing_stop_" + s.name.id, "people", "stop_pressing", s.name.zh, s.name.en});
}

void Waits::add_queue(WaitRecordOf queue, Series& series) {
    const auto [group, suffix_zh, suffix_en] = words(queue.kind);
    const std::string tail_zh = queue.service_zh.empty() ? "" : " " + queue.service_zh;
    const std::string tail_en = queue.service_en.empty() ? "" : ", " + queue.service_en;
    const std::string zh = queue.place.zh + suffix_zh + tail_zh, en = queue.place.en + suffix_en + tail_en;
    const auto column = [&](const char* what, const char* unit) {
        return series.add_column(
            {fmt::format("{}_{}_{}", what, group, queue.id), unit, fmt::format("{}_{}", group, what), zh, en});
    };
    minutes_.push_back({.queue_column = column("queue", "people"),
                        .wait_column = column("wait", "s"),
                        .served_column = column("flow", "people/min")});
    queues_.push_back(std::move(queue));
}

std::size_t Waits::find(WaitRecordOf::Kind kind, std::uint32_t where, std::uint32_t serves) const {
    const auto same = [&](const WaitRecordOf& q) { return q.kind == kind && q.where == where && q.serves == serves; };
    return static_cast<std::size_t>(std::ranges::find_if(queues_, same) - queues_.begin());
}

void Waits::served(WaitRecordOf::Kind kind, const Event& event, std::uint32_t serves) {
    const std::size_t i = find(kind, event.place, serves);
    if (i == queues_.size()) return;
    const double wait_s = event.value + static_cast<double>(std::exchange(pressed_s_[event.subject], 0.0f));
    queues_[i].waits.add(wait_s);
    minutes_[i].wait_sum_s += wait_s;
    ++minutes_[i].served;
}

void Waits::note_pressing(const World& world) {
    const Walkers& w = world.walkers();
    pressed_s_.resize(world.people().size());
    for (std::size_t i = 0; i < w.size(); ++i) {
        if (!w.used(i)) continue;
        const std::size_t p = w.person[i].index();
        const bool presses = world.people().doing[p] == Doing::pressing;
        // who walks again has given up, or comes from elsewhere
        pressed_s_[p] = presses ? static_cast<float>(seconds(world.now() - world.people().since[p])) : 0;
    }
}

void Waits::went_away(WaitRecordOf::Kind kind, const Event& event, std::int64_t WaitRecordOf::*count) {
    const std::size_t i = find(kind, event.place, event.other);
    if (i < queues_.size()) ++(queues_[i].*count);
}

void Waits::each_tick(const World& world) {
    using Kind = WaitRecordOf::Kind;
    for (const Event& event : world.events()) {
        switch (event.type) {
            case EventType::gate_passed:
                served(event.other != 0 ? Kind::gate : Kind::exit, event, 0);
                break;
            case EventType::ticket_bought:
                served(Kind::window, event, 0);
                break;
            case EventType::boarded_boat:
                served(Kind::dock, event, world.waterway().view(BoatId(event.other)).service);
                break;
            case EventType::boarded_cart:
                served(Kind::stop, event, world.shuttle().view(CartId(event.other)).line.value);
                break;
            case EventType::balked:
                went_away(Kind::dock, event, &WaitRecordOf::balked);
                break;
            case EventType::balked_cart:
                went_away(Kind::stop, event, &WaitRecordOf::balked);
                break;
            case EventType::balked_gate:
                went_away(Kind::gate, event, &WaitRecordOf::balked);
                break;
            case EventType::reneged_boat:
                went_away(Kind::dock, event, &WaitRecordOf::reneged);
                break;
            case EventType::reneged_cart:
                went_away(Kind::stop, event, &WaitRecordOf::reneged);
                break;
            default:
                break;
        }
    }
}

int Waits::length(const World& world, const WaitRecordOf& queue, std::size_t line) {
    switch (queue.kind) {
        case WaitRecordOf::Kind::gate: {
            const GateState& gate = world.gate(GateId(queue.where));
            return static_cast<int>(gate.in.people()) + gate.pressing_in;
        }
        case WaitRecordOf::Kind::exit: {
            const GateState& gate = world.gate(GateId(queue.where));
            return static_cast<int>(gate.out.people()) + gate.pressing_out;
        }
        case WaitRecordOf::Kind::window:
            return static_cast<int>(world.gate(GateId(queue.where)).windows.people());
        case WaitRecordOf::Kind::dock:
            return world.dock_lines()[line].line.people();
        default:
            return world.stop_lines()[line].line.people();
    }
}

void Waits::each_second(const World& world, const SurfaceSample&) {
    note_pressing(world);
    for (std::size_t i = 0; i < queues_.size(); ++i) {
        const std::size_t line = i < first_stop_ ? i - first_dock_ : i - first_stop_;
        WaitRecordOf& queue = queues_[i];
        minutes_[i].queue = length(world, queue, line);
        if (minutes_[i].queue > queue.longest_queue) {
            queue.longest_queue = minutes_[i].queue;
            queue.longest_queue_at = world.now();
        }
    }
}

void Waits::each_minute(const World& world, Series& series) {
    for (std::size_t d = 0; d < world.town().docks.size(); ++d)
        series.set(dock_pressing_ + d, world.dock(DockId(d)).pressing);
    for (std::size_t s = 0; s < world.town().stops.size(); ++s)
        series.set(stop_pressing_ + s, world.stop(StopId(s)).pressing);
    for (Minute& minute : minutes_) {
        series.set(minute.queue_column, minute.queue);
        series.set(minute.wait_column, minute.served > 0 ? minute.wait_sum_s / minute.served : no_value);
        series.set(minute.served_column, minute.served);
        minute.wait_sum_s = 0;
        minute.served = 0;
    }
}

}  // namespace wz
