#include "observe/story_people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wz {

namespace {

constexpr std::size_t longest_way = 400;  // points

std::string both(const Name& n) { return n.zh + " " + n.en; }

std::string aim_words(const World& world, const Group& g) {
    const auto& programme = world.scenario().programme;
    switch (g.aim) {
        case Aim::event:
        case Aim::act:
            return g.event.index() < programme.size() ? programme[g.event].title_zh + " " + programme[g.event].title_en
                                                      : "an event";
        case Aim::meal:
            return "a meal";
        case Aim::boat_ride:
            return "a boat ride";
        case Aim::post:
            return "work";
        case Aim::itinerary:
            return "the next place of a guided tour";
        case Aim::home:
            return "the room for the night";
        case Aim::wander:
            return "a stroll";
        case Aim::leave:
            return "the way home";
        default:
            return "nothing in particular";
    }
}

const Name* name_of_spot(const World& world, Spot s) {
    const Town& town = world.town();
    switch (s.kind) {
        case SpotKind::place:
        case SpotKind::door:
        case SpotKind::out_place:
            return &town.places[PlaceId(s.index)].name;
        case SpotKind::entry:
        case SpotKind::out_entry:
            return &town.entries[EntryId(s.index)].name;
        case SpotKind::dock:
        case SpotKind::out_dock:
            return &town.docks[DockId(s.index)].name;
        case SpotKind::stop:
        case SpotKind::out_stop:
            return &town.stops[StopId(s.index)].name;
        case SpotKind::gate_in:
        case SpotKind::gate_out:
        case SpotKind::windows:
        case SpotKind::ticket_hall:
            return &town.gates[GateId(s.index)].name;
        case SpotKind::dock_line:
            return &town.docks[DockId(world.dock_lines()[s.index].where)].name;
        case SpotKind::stop_line:
            return &town.stops[StopId(world.stop_lines()[s.index].where)].name;
        default:
            return nullptr;
    }
}

std::string spot_words(Spot s) {
    switch (s.kind) {
        case SpotKind::door:
            return "waits in the vestibule of";
        case SpotKind::gate_in:
        case SpotKind::gate_out:
            return "queues at";
        case SpotKind::windows:
            return "queues for a ticket at";
        case SpotKind::ticket_hall:
            return "waits for the group's ticket at";
        case SpotKind::dock_line:
            return "waits for a boat at";
        case SpotKind::stop_line:
            return "waits for a vehicle at";
        case SpotKind::out_place:
        case SpotKind::out_entry:
        case SpotKind::out_dock:
        case SpotKind::out_stop:
            return "waits for room to step out of";
        default:
            return "is in";
    }
}

std::string doing_words(const World& world, PersonId p) {
    const People& people = world.people();
    const Doing doing = people.doing[p.index()];
    if (doing == Doing::walking || doing == Doing::standing || doing == Doing::pressing) {
        const Walkers& w = world.walkers();
        const std::uint32_t i = people.slot[p.index()];
        const float v = std::hypot(w.vx[i], w.vy[i]);
        if (doing == Doing::standing) return "stands and watches";
        if (doing == Doing::pressing) return "presses in front of a full queue";
        if (w.pause_until[i] > world.now()) return "has stopped to watch the boats";
        if (w.pace[i] <= 0) return "waits for the others of the group";
        if (v < 0.3f * w.free_speed[i])
            return fmt::format("is held up: {:.1f} of {:.1f} m/s, {:.1f} people/m² ahead", v, w.free_speed[i],
                               w.seen.density[i]);
        return fmt::format("walks at {:.1f} of {:.1f} m/s", v, w.free_speed[i]);
    }
    if (doing == Doing::away) return "has not arrived yet";
    if (doing == Doing::gone) return "has left";
    if (doing == Doing::riding_boat) return fmt::format("rides in boat {}", people.spot[p.index()].index + 1);
    if (doing == Doing::riding_cart) return fmt::format("rides in vehicle {}", people.spot[p.index()].index + 1);
    const Name* n = name_of_spot(world, people.spot[p.index()]);
    return spot_words(people.spot[p.index()]) + (n ? " " + both(*n) : "");
}

void say_plan(Story& s, const World& world, const GroupPlan& plan, const Group& g) {
    int said = 0;
    for (std::size_t c = g.commitment; c < plan.commitments.size() && said < 3; ++c, ++said) {
        const Commitment& commitment = plan.commitments[c];
        std::string what = "a stay";
        if (commitment.kind == CommitmentKind::event && commitment.event.valid())
            what = world.scenario().programme[commitment.event].title_en;
        else if (commitment.kind == CommitmentKind::meal)
            what = "a meal";
        else if (commitment.kind == CommitmentKind::boat_ride)
            what = "a boat ride";
        else if (commitment.place.valid())
            what = world.town().places[commitment.place].name.en;
        s.say("Later, " + clock_text(commitment.from).substr(0, 5), what);
    }
    if (plan.departure != never && plan.departure > 0) s.say("Goes home", clock_text(plan.departure).substr(0, 5));
}

}  // namespace

bool find_person(const World& world, PersonId p, Vec2& at) {
    const People& people = world.people();
    const Spot spot = people.spot[p.index()];
    const Town& town = world.town();
    switch (people.doing[p.index()]) {
        case Doing::away:
        case Doing::gone:
            return false;
        case Doing::walking:
        case Doing::standing:
        case Doing::pressing:
            at = world.walkers().at(people.slot[p.index()]);
            return true;
        case Doing::riding_boat:
            at = to_float(world.waterway().view(BoatId(spot.index)).at);
            return true;
        case Doing::riding_cart:
            at = to_float(world.shuttle().view(CartId(spot.index)).at);
            return true;
        default:
            break;
    }
    const auto place_at = [&](const Access& a) { return at = a.at, true; };
    using Kind = QueueName::Kind;
    switch (spot.kind) {
        case SpotKind::place:
        case SpotKind::door:
        case SpotKind::out_place:
            return place_at(town.places[PlaceId(spot.index)].door);
        case SpotKind::entry:
        case SpotKind::out_entry:
            return place_at(town.entries[EntryId(spot.index)].door);
        case SpotKind::dock:
        case SpotKind::out_dock:
            return place_at(town.docks[DockId(spot.index)].landing);
        case SpotKind::stop:
        case SpotKind::out_stop:
            return place_at(town.stops[StopId(spot.index)].platform);
        case SpotKind::dock_line:
            return place_at(town.docks[DockId(world.dock_lines()[spot.index].where)].landing);
        case SpotKind::stop_line:
            return place_at(town.stops[StopId(world.stop_lines()[spot.index].where)].platform);
        case SpotKind::gate_in:
        case SpotKind::gate_out:
        case SpotKind::windows:
        case SpotKind::ticket_hall:
            return at = point_of(town, {Kind::gate_in, spot.index}), true;
        default:
            return false;
    }
}

Story story_of_person(const World& world, PersonId p) {
    const GroupId gid = world.people().group[p.index()];
    const Group& g = world.group(gid);
    const GroupPlan& plan = world.plans()[gid.index()];
    const PopulationSpec& population = world.scenario().populations[plan.population];
    Story s{.zh = population.name_zh, .en = fmt::format("{}, person {}", population.name_en, p.value)};
    const std::size_t member = p.value - g.first_member.value;
    s.say("Does", doing_words(world, p));
    s.say("Since", clock_text(world.people().since[p.index()]));
    s.say("Wants", aim_words(world, g));
    if (const Name* n = name_of_spot(world, g.target)) s.say("Bound for", both(*n));
    if (g.via != UINT32_MAX)
        s.say("Rides from", both(g.via_cart ? world.town().stops[StopId(world.stop_lines()[g.via].where)].name
                                            : world.town().docks[DockId(world.dock_lines()[g.via].where)].name));
    if (plan.members.size() > 1)
        s.say("Group", fmt::format("{} people{}", plan.members.size(), plan.tour ? ", guided" : ""));
    if (member < plan.members.size())
        s.say("Free speed", fmt::format("{:.2f} m/s{}", plan.members[member].free_speed,
                                        plan.members[member].elderly ? ", elderly" : ""));
    if (plan.pass.valid()) {
        const Pass& pass = world.scenario().passes[plan.pass];
        s.say("Pass", pass.name_zh + " " + pass.name_en);
    }
    if (g.stranded) s.say("Stranded", "no way there with this pass and the present closures");
    say_plan(s, world, plan, g);
    s.placed = find_person(world, p, s.at);
    s.measure = "speed", s.unit = "m/s";
    const Doing doing = world.people().doing[p.index()];
    if (doing == Doing::walking || doing == Doing::pressing) {
        const std::uint32_t i = world.people().slot[p.index()];
        s.value = std::hypot(world.walkers().vx[i], world.walkers().vy[i]);
    }
    return s;
}

std::vector<Vec2> way_on(const World& world, PersonId p) {
    const Doing doing = world.people().doing[p.index()];
    if (doing != Doing::walking && doing != Doing::pressing) return {};
    const Walkers& w = world.walkers();
    const std::uint32_t i = world.people().slot[p.index()];
    std::vector<Vec2> way{w.at(i)};
    if (!w.link[i].valid() || !w.field[i].valid()) return way;
    const Town& town = world.town();
    const FieldId f = w.field[i];
    LinkId link = w.link[i];
    const LinkId last = world.routes().goal(f).link;
    NodeId node = w.forward[i] != 0 ? town.links[link].b : town.links[link].a;
    LinkId next = w.decided[i] != 0 ? w.next[i] : LinkId{};
    while (link != last && way.size() < longest_way) {
        way.push_back(town.nodes[node].at);
        if (!next.valid()) next = world.routes().choose(town, f, node, link, 0.5);
        if (!next.valid()) return way;
        node = town.other_end(next, node);
        link = next, next = {};
    }
    way.push_back({w.goal_x[i], w.goal_y[i]});
    return way;
}

}  // namespace wz
