// The only way in: commands of the scenario and of the window, applied at the tick they are due, in (tick, sequence)
// order.
#include <algorithm>
#include <utility>

#include "engine/step.hpp"

namespace wz {

void Step::apply_commands() {
    for (; w.next_command_ < scenario.commands.size() && scenario.commands[w.next_command_].at <= now;
         ++w.next_command_) {
        const auto number = static_cast<std::uint32_t>(w.next_command_);
        apply(scenario.commands[w.next_command_], number);
    }
    for (const CommandSpec& c : w.submitted_) apply(c, UINT32_MAX);
    w.submitted_.clear();
    for (const auto& [from, to] : scenario.boats.stopped)
        if (from == now || to == now) stop_boats();
    const auto over = [&](const Cordon& c) { return c.until <= now; };
    if (std::erase_if(w.cordons_, over) > 0 || std::ranges::binary_search(w.access_changes_, now)) change_access();
}

/// By rain, or in a window of the scenario.
void Step::stop_boats() {
    const auto lasts = [&](const std::pair<Tick, Tick>& window) { return now >= window.first && now < window.second; };
    w.waterway_.set_stopped(w.raining_ || std::ranges::any_of(scenario.boats.stopped, lasts));
}

/// A street, bridge, gate, canal, road, dock or stop. Those who wait at a closed landing make other plans.
void Step::close(const std::string& target, bool closed) {
    w.ways_changed_ = true;
    for (const LinkId l : town.find_links(target)) w.link_closed_[l.index()] = closed ? 1 : 0;
    end_watching();  // nobody stays to watch boats from a closed bridge
    for (std::size_t i = 0; i < town.water_links.size(); ++i)
        if (town.canal_names[town.water_links[WaterLinkId(i)].canal].id == target)
            w.waterway_.close_link(WaterLinkId(i), closed);
    for (std::size_t i = 0; i < town.road_links.size(); ++i)
        if (town.map.roads[town.road_links[RoadLinkId(i)].road].id == target)
            w.shuttle_.close_road(RoadLinkId(i), closed);
    const auto close_landing = [&](LandingState& landing, const std::vector<LineState>& lines, std::uint32_t where) {
        landing.closed = closed;
        if (!closed) return;
        std::vector<GroupId> waiting;
        for (const LineState& l : lines)
            for (std::size_t k = 0; l.where == where && k < l.line.parties(); ++k)
                waiting.push_back(l.line.party(k).group);
        for (const GroupId g : waiting) decide(g);
    };
    if (const DockId d = town.find_dock(target); d.valid()) close_landing(w.docks_[d], w.dock_lines_, d.value);
    if (const StopId s = town.find_stop(target); s.valid()) close_landing(w.stops_[s], w.stop_lines_, s.value);
}

void Step::apply(const CommandSpec& c, std::uint32_t number) {
    emit(EventType::command, 0, 0, number, c.value);
    const auto vehicles_take_parameters = [&] {
        w.waterway_.set_params(w.params_);
        w.shuttle_.set_params(w.params_);
    };
    switch (c.kind) {
        case CommandKind::close:
        case CommandKind::open:
            close(c.target, c.kind == CommandKind::close);
            break;
        case CommandKind::one_way:
            for (const LinkId l : town.find_links(c.target))
                w.link_one_way_[l.index()] = c.value > 0 ? 1 : (c.value < 0 ? 2 : 0);
            w.ways_changed_ = true;
            break;
        case CommandKind::set_param:
            if (const ParamInfo* p = find_param(c.target); p && why_not(*p, c.value).empty()) {
                p->set(w.params_, c.value);
                w.fields_.set_params(w.params_.routing);
                vehicles_take_parameters();
                w.ways_changed_ = true;
            }
            break;
        case CommandKind::gate_lanes:
        case CommandKind::gate_exit_lanes:
            if (const GateId g = town.find_gate(c.target); g.valid()) {
                ServiceQueue& queue = c.kind == CommandKind::gate_lanes ? w.gates_[g].in : w.gates_[g].out;
                queue.set_servers(static_cast<int>(c.value), now);
                w.ways_changed_ = true;
            }
            break;
        case CommandKind::gate_limit:
            if (const GateId g = town.find_gate(c.target); g.valid()) w.gates_[g].limit = static_cast<int>(c.value);
            break;
        case CommandKind::service_boats:
            for (std::uint32_t i = 0; i < scenario.boats.services.size(); ++i)
                if (scenario.boats.services[i].id == c.target)
                    w.waterway_.set_service_boats(i, static_cast<int>(c.value));
            break;
        case CommandKind::line_vehicles:
        case CommandKind::line_headway:
            for (std::size_t i = 0; i < scenario.lines.size(); ++i) {
                if (scenario.lines[LineId(i)].id != c.target) continue;
                if (c.kind == CommandKind::line_headway)
                    w.shuttle_.set_headway(LineId(i), c.value);
                else
                    w.shuttle_.set_vehicles(LineId(i), static_cast<int>(c.value));
            }
            w.cart_riders_.resize(w.shuttle_.carts());
            break;
        case CommandKind::clear_road:
            for (std::size_t i = 0; i < town.road_links.size(); ++i)
                if (town.map.roads[town.road_links[RoadLinkId(i)].road].id == c.target)
                    w.shuttle_.clear_road(RoadLinkId(i), now + ticks(60 * c.value));
            break;
        case CommandKind::hold_event:
            for (std::size_t i = 0; i < w.shows_.size(); ++i)
                if (ShowState& s = w.shows_[EventId(i)]; scenario.programme[EventId(i)].id == c.target)
                    s.end += ticks(60 * c.value), s.held += ticks(60 * c.value);
            break;
        case CommandKind::water_level:
            w.params_.waterway.water_level_m = c.value;
            vehicles_take_parameters();
            break;
        case CommandKind::passing:
            for (std::size_t i = 0; i < town.water_links.size(); ++i) {
                const WaterLink& l = town.water_links[WaterLinkId(i)];
                const bool under = l.bridge != UINT32_MAX && town.map.walk_lines[l.bridge].id == c.target;
                if (under || town.canal_names[l.canal].id == c.target)
                    w.waterway_.set_passing(WaterLinkId(i), static_cast<int>(c.value));
            }
            break;
        case CommandKind::aground: {  // where that canal is narrowest
            WaterLinkId narrowest;
            for (std::size_t i = 0; i < town.water_links.size(); ++i)
                if (const WaterLink& l = town.water_links[WaterLinkId(i)];
                    town.canal_names[l.canal].id == c.target && l.boats &&
                    (!narrowest.valid() || l.width < town.water_links[narrowest].width))
                    narrowest = WaterLinkId(i);
            if (narrowest.valid()) w.waterway_.run_aground(narrowest, 60 * c.value);
            break;
        }
        case CommandKind::rain:
            w.raining_ = c.value != 0;
            stop_boats();
            break;
        case CommandKind::cordon:
        case CommandKind::lift_cordon:
            cordon(c);
            break;
    }
}

}  // namespace wz
