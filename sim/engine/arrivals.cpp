// Who comes when, and what begins and ends.
#include <algorithm>

#include "engine/step.hpp"

namespace wz {

void Step::enter_site(PersonId p, PopulationId population, std::uint32_t from) {
    ++w.census_.entered[population.index()];
    ++w.census_.on_site[population.index()];
    emit(EventType::entered, p.value, from);
}

/// Overnight guests and staff who live in the town are in their rooms before the day begins.
void Step::populate() {
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const GroupPlan& plan = plans[i];
        Group& g = w.groups_[GroupId(i)];
        if (!plan.home.valid()) continue;
        g.stage = Stage::staying;
        g.aim = Aim::home;
        g.target = {SpotKind::place, plan.home.value};
        g.at = town.places[plan.home].door;
        g.present = g.members;
        for (std::uint32_t m = 0; m < g.members; ++m) {
            const PersonId p(g.first_member.index() + m);
            enter_site(p, plan.population, plan.home.value);
            park(p, Doing::inside, g.target);
            ++w.places_[plan.home].inside;
        }
        wake(GroupId(i), std::max(plan.arrival, now));
    }
}

void Step::arrivals() {
    for (; w.next_arrival_ < plans.size() && plans[w.next_arrival_].arrival <= now; ++w.next_arrival_) {
        const GroupId id(w.next_arrival_);
        const GroupPlan& plan = plans[w.next_arrival_];
        if (plan.home.valid()) continue;  // already in town
        if (plan.crowd != UINT32_MAX) {
            begin_crowd(id);
            continue;
        }
        Group& g = w.groups_[id];
        g.at = town.entries[plan.entry].door;
        for (std::uint32_t m = 0; m < g.members; ++m) {
            const PersonId p(g.first_member.index() + m);
            enter_site(p, plan.population, plan.entry.value);
            park(p, Doing::queueing, {SpotKind::out_entry, plan.entry.value});
            w.entries_[plan.entry].line.push_back(p);
        }
        turns_back(id) ? go_home(id) : decide(id);
    }
}

void Step::programme() {
    if (now % ticks_per_second != 0) return;
    while (w.next_act_ < w.acts_.size() && scenario.programme[EventId(w.acts_[w.next_act_])].start <= now) {
        const EventId e(w.acts_[w.next_act_++]);
        w.shows_[e].running = true;
        emit(EventType::act_started, 0, scenario.programme[e].place.value, e.value);
        if (scenario.programme[e].kind == EventKind::street_act) w.running_acts_.push_back(e.value);
    }
    for (std::size_t i = 0; i < w.shows_.size(); ++i) {
        ShowState& show = w.shows_[EventId(i)];
        if (!show.running || show.end > now) continue;
        show.running = false;
        emit(EventType::act_ended, 0, scenario.programme[EventId(i)].place.value, static_cast<std::uint32_t>(i),
             show.seated);
        std::erase(w.running_acts_, static_cast<std::uint32_t>(i));
    }
}

}  // namespace wz
