#include "observe/event_log.hpp"

#include <array>
#include <string_view>

#include "observe/json_text.hpp"

namespace wz {

namespace {

enum class Subject : std::uint8_t { none, person, group };
enum class Where : std::uint8_t { none, entry_or_home, gate, target, place, dock, stop, patch };
enum class Other : std::uint8_t { none, event, boat, cart, command, boats, patch };

struct Wording {
    EventType type;
    const char* name;
    Subject subject;
    Where where;
    Other other;
    const char* value;  // key of Event::value, nullptr: not said
    bool numerous = false;
};

constexpr std::array wordings{
    Wording{EventType::entered, "entered", Subject::person, Where::entry_or_home, Other::none, nullptr, true},
    Wording{EventType::left, "left", Subject::person, Where::entry_or_home, Other::none, nullptr, true},
    Wording{EventType::gate_passed, "gate_passed", Subject::person, Where::gate, Other::none, "wait_s", true},
    Wording{EventType::ticket_bought, "ticket_bought", Subject::person, Where::gate, Other::none, "wait_s"},
    Wording{EventType::arrived_at, "arrived_at", Subject::group, Where::target, Other::none, "walk_s"},
    Wording{EventType::departed_from, "departed_from", Subject::group, Where::place, Other::none, "stay_s"},
    Wording{EventType::admitted, "admitted", Subject::person, Where::place, Other::event, "after_start_s"},
    Wording{EventType::turned_away, "turned_away", Subject::group, Where::place, Other::event, nullptr},
    Wording{EventType::found_full, "found_full", Subject::group, Where::place, Other::none, nullptr},
    Wording{EventType::balked_gate, "balked_gate", Subject::group, Where::gate, Other::none, "wait_s"},
    Wording{EventType::balked, "balked", Subject::group, Where::dock, Other::none, "expected_wait_s"},
    Wording{EventType::balked_cart, "balked_cart", Subject::group, Where::stop, Other::none, "expected_wait_s"},
    Wording{EventType::reneged_boat, "reneged_boat", Subject::group, Where::dock, Other::none, "wait_s"},
    Wording{EventType::reneged_cart, "reneged_cart", Subject::group, Where::stop, Other::none, "wait_s"},
    Wording{EventType::boarded_boat, "boarded_boat", Subject::person, Where::dock, Other::boat, "wait_s"},
    Wording{EventType::alighted_boat, "alighted_boat", Subject::person, Where::dock, Other::boat, "ride_s"},
    Wording{EventType::boat_departed, "boat_departed", Subject::none, Where::dock, Other::boat, "aboard"},
    Wording{EventType::boat_arrived, "boat_arrived", Subject::none, Where::dock, Other::boat, "ride_s"},
    Wording{EventType::boarded_cart, "boarded_cart", Subject::person, Where::stop, Other::cart, "wait_s"},
    Wording{EventType::alighted_cart, "alighted_cart", Subject::person, Where::stop, Other::cart, "ride_s"},
    Wording{EventType::cart_departed, "cart_departed", Subject::none, Where::stop, Other::cart, "aboard"},
    Wording{EventType::cart_arrived, "cart_arrived", Subject::none, Where::stop, Other::cart, nullptr},
    Wording{EventType::act_started, "act_started", Subject::none, Where::place, Other::event, nullptr},
    Wording{EventType::act_ended, "act_ended", Subject::none, Where::place, Other::event, nullptr},
    Wording{EventType::command, "command", Subject::none, Where::none, Other::command, nullptr},
    Wording{EventType::stranded, "stranded", Subject::group, Where::target, Other::none, nullptr},
    Wording{EventType::turned_back, "turned_back", Subject::group, Where::target, Other::patch, "hemmed_in_s"},
    Wording{EventType::stopped_to_watch, "stopped_to_watch", Subject::person, Where::patch, Other::boats, "stay_s"},
    Wording{EventType::violation, "violation", Subject::person, Where::none, Other::none, nullptr},
};

const Wording& wording(EventType type) {
    for (const Wording& w : wordings)
        if (w.type == type) return w;
    return wordings.back();
}

template <class IdT, class T>
std::string_view id_in(const IdVector<IdT, T>& all, std::uint32_t index) {
    return index < all.size() ? std::string_view(all[IdT(index)].name.id) : std::string_view();
}

/// Textual id of the event's place; the event alone does not say what kind of place it is, so the group's aim helps.
std::string_view place_id(const World& world, const Event& event, Where where) {
    const Town& town = world.town();
    switch (where) {
        case Where::entry_or_home: {
            const GroupPlan& plan = world.plans()[world.people().group[event.subject].index()];
            return plan.entry.valid() ? id_in(town.entries, event.place) : id_in(town.places, event.place);
        }
        case Where::gate:
            return id_in(town.gates, event.place);
        case Where::target:
            switch (world.group(GroupId(event.subject)).target.kind) {
                case SpotKind::entry:
                    return id_in(town.entries, event.place);
                case SpotKind::dock:
                    return id_in(town.docks, event.place);
                default:
                    return id_in(town.places, event.place);
            }
        case Where::place:
            return id_in(town.places, event.place);
        case Where::dock:
            return id_in(town.docks, event.place);
        case Where::stop:
            return id_in(town.stops, event.place);
        case Where::patch:
            return id_in(town.patches, event.place);
        default:
            return {};
    }
}

void add_other(JsonText& json, const World& world, const Event& event, Other other) {
    const Scenario& scenario = world.scenario();
    switch (other) {
        case Other::event:
            if (event.other < scenario.programme.size())
                json.member("event", std::string_view(scenario.programme[EventId(event.other)].id));
            break;
        case Other::boat:
            json.member("boat", event.other);
            break;
        case Other::cart:
            json.member("cart", event.other);
            break;
        case Other::patch:
            json.member("on", id_in(world.town().patches, event.other));
            break;
        case Other::boats:
            json.member("boats_in_sight", event.other);
            break;
        case Other::command:
            if (event.other < scenario.commands.size())
                json.member("target", std::string_view(scenario.commands[event.other].target));
            break;
        default:
            break;
    }
}

}  // namespace

std::string event_line(const World& world, const Event& event) {
    const Wording& w = wording(event.type);
    JsonText json;
    json.object();
    json.member("t", exact_clock_text(event.at));
    json.member("type", w.name);
    if (w.subject == Subject::person) json.member("person", event.subject);
    if (w.subject == Subject::group) json.member("group", event.subject);
    if (const std::string_view place = place_id(world, event, w.where); !place.empty()) json.member("place", place);
    add_other(json, world, event, w.other);
    if (w.value != nullptr) json.member(w.value, static_cast<double>(event.value), 1);
    json.close();
    return json.text();
}

void EventLog::each_tick(const World& world) {
    lines_.clear();
    for (const Event& event : world.events()) {
        if (!all_ && wording(event.type).numerous) continue;
        lines_ += event_line(world, event);
        lines_ += '\n';
    }
    if (!lines_.empty()) file_.write(lines_);
}

void EventLog::write(const World& world, const BoatLock& lock) {
    JsonText json;
    json.object().member("t", exact_clock_text(lock.found)).member("type", "boats_locked");
    json.key("boats").array();
    for (const BoatId b : lock.boats) json.value(b.value);
    const Vec2d at = world.town().origin.to_lonlat(lock.at);
    json.close().key("at").array().value(at.x, 6).value(at.y, 6).close().close();
    file_.write(json.text() + "\n");
}

}  // namespace wz
