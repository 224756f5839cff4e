#include "observe/story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "observe/level_of_service.hpp"
#include "observe/story_people.hpp"

namespace wz {

namespace {

const char* word(BoatPhase phase) {
    constexpr const char* words[] = {"idle, moored",
                                     "under way",
                                     "waits for right of way or a safe gap",
                                     "comes alongside",
                                     "people are alighting",
                                     "people are boarding",
                                     "the boatman rests"};
    return words[static_cast<std::size_t>(phase)];
}
const char* word(CartPhase phase) {
    constexpr const char* words[] = {"in the depot",         "driving",   "gives way to people or vehicles",
                                     "waits for a free bay", "alighting", "boarding"};
    return words[static_cast<std::size_t>(phase)];
}

std::string both(const Name& n) { return n.zh + " " + n.en; }

Story boat(const World& world, BoatId id) {
    const BoatView v = world.waterway().view(id);
    Story s{.zh = "搖櫓船", .en = fmt::format("Boat {}", id.value + 1)};
    const auto& services = world.scenario().boats.services;
    s.say("Does", word(v.phase));
    if (v.service < services.size()) {
        const BoatServiceSpec& spec = services[v.service];
        s.say("Service", spec.id);
        s.say("Aboard", fmt::format("{} of {} seats", v.aboard, spec.seats));
    }
    if (v.from.valid()) s.say("From", both(world.town().docks[v.from].name));
    if (v.to.valid()) s.say("To", both(world.town().docks[v.to].name));
    if (v.link.valid()) {
        const WaterLink& l = world.town().water_links[v.link];
        s.say("On", fmt::format("{}, {:.1f} m wide", both(world.town().canal_names[l.canal]), l.width));
    }
    s.placed = true, s.at = to_float(v.at);
    s.measure = "speed", s.unit = "m/s", s.value = v.speed;
    return s;
}

Story cart(const World& world, CartId id) {
    const CartView v = world.shuttle().view(id);
    const CartLineSpec& line = world.scenario().lines[v.line];
    Story s{.zh = line.name_zh, .en = fmt::format("{}, {} {}", line.name_en, line.bus ? "bus" : "cart", id.value + 1)};
    s.say("Does", word(v.phase));
    s.say("Aboard", fmt::format("{} of {} seats", v.aboard, line.seats));
    if (v.next_stop.valid()) s.say("Next stop", both(world.town().stops[v.next_stop].name));
    s.placed = v.phase != CartPhase::in_depot, s.at = to_float(v.at);
    s.measure = "speed", s.unit = "m/s", s.value = v.speed;
    return s;
}

void say_wait(Story& s, double wait_s) {
    s.say("Wait now", wait_s < 0
                          ? "unknown"
                          : (wait_s < 90 ? fmt::format("{:.0f} s", wait_s) : fmt::format("{:.0f} min", wait_s / 60)));
}

void say_lines(Story& s, const World& world, QueueName q) {
    const auto& lines = q.kind == QueueName::Kind::dock ? world.dock_lines() : world.stop_lines();
    for (const LineState& l : lines) {
        if (l.where != q.index || (l.line.empty() && q.kind == QueueName::Kind::stop)) continue;
        const std::string service = q.kind == QueueName::Kind::dock ? world.scenario().boats.services[l.service].id
                                                                    : world.scenario().lines[LineId(l.service)].name_en;
        std::string text = fmt::format("{} people in {} parties", l.line.people(), l.line.parties());
        if (!l.line.empty())
            text += fmt::format(", the first waits since {}", clock_text(l.line.head().joined).substr(0, 5));
        s.say(service, text);
    }
}

Story queue(const World& world, QueueName q) {
    const Town& town = world.town();
    const Name& name = name_of(town, q);
    Story s{.zh = name.zh, .en = fmt::format("{}, {}", name.en, word(q.kind))};
    s.say("People", fmt::format("{}", people_in(world, q)));
    say_wait(s, expected_wait_s(world, q));
    if (q.kind == QueueName::Kind::dock || q.kind == QueueName::Kind::stop) {
        say_lines(s, world, q);
        const LandingState& landing =
            q.kind == QueueName::Kind::dock ? world.dock(DockId(q.index)) : world.stop(StopId(q.index));
        s.say("In front", fmt::format("{} press in front of the full landing", landing.pressing));
        if (landing.closed) s.say("State", "closed by command");
    } else if (q.kind == QueueName::Kind::door) {
        const PlaceState& place = world.place(PlaceId(q.index));
        s.say("Inside", fmt::format("{} of {}", place.inside, town.places[PlaceId(q.index)].capacity));
    } else {
        const GateState& gate = world.gate(GateId(q.index));
        const ServiceQueue& line = q.kind == QueueName::Kind::gate_in
                                       ? gate.in
                                       : (q.kind == QueueName::Kind::gate_out ? gate.out : gate.windows);
        s.say("Lanes", fmt::format("{} open, {} busy, {} blocked by the crowd beyond", line.servers(),
                                   line.in_service(), line.blocked()));
        s.say("Within", gate.limit > 0 ? fmt::format("{} of at most {}", gate.within, gate.limit)
                                       : fmt::format("{} more let in than out", gate.within));
        s.say("Waits today", fmt::format("mean {:.0f} s, longest {:.0f} s, {} served", line.record().mean_wait_s(),
                                         seconds(line.record().longest_wait()), line.record().served()));
    }
    s.placed = true, s.at = point_of(town, q);
    s.measure = "people", s.unit = "", s.value = people_in(world, q);
    return s;
}

Story place(const World& world, PlaceId id) {
    const Place& p = world.town().places[id];
    const PlaceState& state = world.place(id);
    Story s{.zh = p.name.zh, .en = p.name.en};
    s.say("Kind", p.kind);
    if (p.indoor) {
        s.say("Inside", fmt::format("{} of {} people, {} on the way", state.inside, p.capacity, state.coming));
        s.say("At the door", fmt::format("{} queue, {} press, {} come out", state.door.people(), state.pressing,
                                         state.out.line.size()));
    } else {
        s.say("Here", fmt::format("{} of {} people, those on the way among them", state.coming, p.capacity));
    }
    if (p.closes != never)
        s.say("Hours", fmt::format("{} to {}", clock_text(p.opens).substr(0, 5), clock_text(p.closes).substr(0, 5)));
    for (std::size_t e = 0; e < world.scenario().programme.size(); ++e) {
        const ProgrammeEvent& event = world.scenario().programme[EventId(e)];
        if (event.place == id && world.show(EventId(e)).end > world.now())
            s.say(clock_text(event.start + world.show(EventId(e)).held).substr(0, 5),
                  event.title_zh + " " + event.title_en);
    }
    s.placed = true, s.at = p.door.at;
    s.measure = "inside", s.unit = "people", s.value = state.inside;
    return s;
}

Story street(const World& world, PatchId id) {
    const Patch& p = world.town().patches[id];
    Story s{.zh = p.name.zh, .en = p.name.en};
    int people = 0;
    const Walkers& w = world.walkers();
    for (std::size_t i = 0; i < w.size(); ++i)
        if (w.used(i) && world.town().surface.patch(w.at(i), w.decks[i]) == id) ++people;
    const double density = people / std::max(4.0, static_cast<double>(p.area_m2));
    s.say("Kind", p.bridge ? "bridge" : (p.width_m > 0 ? "street" : "square"));
    if (p.width_m > 0) s.say("Width", fmt::format("{:.1f} m", p.width_m));
    s.say("This piece", fmt::format("{:.0f} m²{}", p.area_m2, p.stairs ? ", steps" : ""));
    s.say("People", fmt::format("{}, {:.2f} people/m²", people, density));
    s.say("Level of service",
          fmt::format("{} (Fruin, {})",
                      letter(level_of_service(density, p.stairs ? LosScale::stairs : LosScale::walkway)),
                      p.stairs ? "stairs" : "walkways"));
    const auto links = world.town().find_links(p.name.id);
    if (std::ranges::any_of(links, [&](LinkId l) { return world.closed(l); })) s.say("State", "closed by command");
    s.placed = true, s.at = p.centre;
    s.measure = "density", s.unit = "people/m²", s.value = density;
    return s;
}

Story canal(const World& world, std::uint32_t index) {
    const Name& n = world.town().canal_names[index];
    Story s{.zh = n.zh, .en = n.en};
    int boats = 0, waiting = 0;
    for (std::size_t b = 0; b < world.waterway().boats(); ++b) {
        const BoatView v = world.waterway().view(BoatId(b));
        if (!v.link.valid() || world.town().water_links[v.link].canal != index) continue;
        ++boats;
        if (v.phase == BoatPhase::waiting) ++waiting;
    }
    s.say("Boats", fmt::format("{} on it, {} of them wait", boats, waiting));
    s.measure = "boats", s.unit = "", s.value = boats;
    return s;
}

Story event(const World& world, EventId id) {
    const ProgrammeEvent& e = world.scenario().programme[id];
    const ShowState& state = world.show(id);
    Story s{.zh = e.title_zh, .en = e.title_en};
    s.say("Begins", clock_text(e.start + state.held).substr(0, 5) +
                        (state.held > 0 ? fmt::format(", held back by {:.0f} min", seconds(state.held) / 60) : ""));
    s.say("Ends", clock_text(state.end).substr(0, 5));
    if (e.place.valid()) {
        s.say("Place", both(world.town().places[e.place].name));
        s.placed = true, s.at = world.town().places[e.place].door.at;
    }
    s.say("Seats taken", fmt::format("{} of {}, {} late, {} turned away", state.seated,
                                     e.seats > 0 || !e.place.valid() ? e.seats : world.town().places[e.place].capacity,
                                     state.late, state.turned_away));
    s.measure = "seated", s.unit = "people", s.value = state.seated;
    return s;
}

}  // namespace

Story story_of(const World& world, const Thing& thing) {
    const auto within = [&](std::size_t count) { return thing.index < count; };
    switch (thing.kind) {
        case ThingKind::person:
            return within(world.people().size()) ? story_of_person(world, PersonId(thing.index)) : Story{};
        case ThingKind::boat:
            return within(world.waterway().boats()) ? boat(world, BoatId(thing.index)) : Story{};
        case ThingKind::cart:
            return within(world.shuttle().carts()) ? cart(world, CartId(thing.index)) : Story{};
        case ThingKind::queue:
            return queue(world, thing.queue);
        case ThingKind::place:
            return within(world.town().places.size()) ? place(world, PlaceId(thing.index)) : Story{};
        case ThingKind::street:
            return within(world.town().patches.size()) ? street(world, PatchId(thing.index)) : Story{};
        case ThingKind::canal:
            return within(world.town().canal_names.size()) ? canal(world, thing.index) : Story{};
        case ThingKind::event:
            return within(world.scenario().programme.size()) ? event(world, EventId(thing.index)) : Story{};
        default:
            return {};
    }
}

}  // namespace wz
