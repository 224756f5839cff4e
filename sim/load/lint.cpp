#include "load/lint.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "town/map_reach.hpp"

namespace wz {

namespace {

std::uint32_t zones_closed_to(const Scenario& scenario, const Town& town, PassId pass, Tick at) {
    std::uint32_t closed = 0;
    for (const AccessRule& r : scenario.access)
        if (at >= r.from && at < r.to && std::ranges::find(r.passes, pass) == r.passes.end())
            closed |= 1u << town.zones[r.zone].access_bit;
    std::vector<const CommandSpec*> cordons;  // in force, in order of their beginning
    for (const CommandSpec& c : scenario.commands) {
        if (c.at > at) break;
        if (c.kind == CommandKind::lift_cordon)
            std::erase_if(cordons, [&](const CommandSpec* k) {
                return k->target == c.target && (c.pass.empty() || c.pass == k->pass);
            });
        if (c.kind == CommandKind::cordon && c.until > at) cordons.push_back(&c);
    }
    for (const CommandSpec* c : cordons)
        if (c->pass.empty() || c->pass == scenario.passes[pass].id)
            closed |= 1u << town.zones[town.find_zone(c->target)].access_bit;
    return closed;
}

/// Streets, bridges and gates that commands have closed by then, by link.
std::vector<char> closed_by(const Scenario& scenario, const Town& town, Tick at) {
    std::vector<char> closed(town.links.size(), 0);
    for (std::size_t l = 0; l < closed.size(); ++l) closed[l] = town.links[LinkId(l)].closed ? 1 : 0;
    for (const CommandSpec& c : scenario.commands) {
        if (c.at > at) break;
        if (c.kind != CommandKind::close && c.kind != CommandKind::open) continue;
        for (const LinkId l : town.find_links(c.target)) closed[l.index()] = c.kind == CommandKind::close ? 1 : 0;
    }
    return closed;
}

std::vector<Access> doors_of(const PopulationSpec& population, const Town& town) {
    std::vector<Access> doors;
    for (const auto& [entry, share] : population.entries)
        if (share > 0) doors.push_back(town.entries[entry].door);
    for (const auto& [home, share] : population.homes)
        if (share > 0) doors.push_back(town.places[home].door);
    return doors;
}

/// A stretch of the day in which nothing opens or closes.
struct Spell {
    Tick from, to;
    std::vector<char> closed;
};

std::vector<Spell> spells_of(const Scenario& scenario, const Town& town) {
    std::set<Tick> times{scenario.start, scenario.end};
    const auto add = [&](Tick t) {
        if (t > scenario.start && t < scenario.end) times.insert(t);
    };
    for (const AccessRule& r : scenario.access) add(r.from), add(r.to);
    for (const CommandSpec& c : scenario.commands) {
        using enum CommandKind;
        if (c.kind == cordon || c.kind == lift_cordon || c.kind == close || c.kind == open) add(c.at), add(c.until);
    }
    std::vector<Spell> spells;
    for (auto t = times.begin(); std::next(t) != times.end(); ++t)
        spells.push_back({*t, *std::next(t), closed_by(scenario, town, *t)});
    return spells;
}

class Linter {
public:
    Linter(const Scenario& scenario, const Town& town)
        : scenario_(scenario), town_(town), spells_(spells_of(scenario, town)) {}

    std::vector<Stranding> run() {
        for (std::size_t i = 0; i < scenario_.populations.size(); ++i) population(PopulationId(i));
        return std::move(found_);
    }

private:
    void population(PopulationId id);
    void events(PopulationId id);
    /// Somebody is to be at a place from … to …; must be let in before `last`.
    void appointment(PlaceId place, Tick from, Tick to, Tick last, const std::string& what, bool must);
    void add(PlaceId place, Tick from, Tick to, std::string text, bool error);
    [[nodiscard]] std::string why(PlaceId place, std::size_t spell) const;

    const Scenario& scenario_;
    const Town& town_;
    std::vector<Spell> spells_;
    std::vector<Stranding> found_;
    // of the population in hand
    PopulationId population_;
    std::vector<std::uint32_t> forbidden_;  // by spell
    std::vector<OnFoot> feet_;
};

void Linter::population(PopulationId id) {
    const PopulationSpec& p = scenario_.populations[id];
    if (p.count == 0 || !p.pass.valid()) return;
    population_ = id;
    forbidden_.clear(), feet_.clear();
    for (const Spell& s : spells_) {
        forbidden_.push_back(zones_closed_to(scenario_, town_, p.pass, s.from));
        feet_.emplace_back(town_, doors_of(p, town_), forbidden_.back(), s.closed);
    }
    const Tick from = p.arrivals.from.empty() ? scenario_.start : p.arrivals.from.front().first;
    const Tick to = std::min(p.leave_by, scenario_.end);
    for (const auto& [home, share] : p.homes) appointment(home, from, to, to, "go home", true);
    const Tick shift = p.arrivals.from.empty() ? to : p.arrivals.from.back().first + ticks(3600 * p.shift_h);
    for (const PlaceId place : p.posts)
        appointment(place, from, p.shift_h > 0 ? std::min(to, shift) : to, to, "be at a post", true);
    for (const PlaceId place : p.itinerary) appointment(place, from, to, to, "follow their itinerary", true);
    events(id);
    for (const PlaceId place : p.wander.places) appointment(place, from, to, to, "stroll here", false);
}

void Linter::events(PopulationId id) {
    for (const ProgrammeEvent& e : scenario_.programme)
        for (const auto& [audience, share] : e.audience) {
            if (audience != id || share <= 0 || !e.place.valid()) continue;
            const Tick last = e.kind == EventKind::open_house ? e.end : std::max(e.late_until, e.start);
            appointment(e.place, e.doors, e.end, last, "go to " + e.id, true);
        }
}

/// Closed all the while: they cannot. Closed for a part of it: they come late, or are turned out before its end.
void Linter::appointment(PlaceId place, Tick from, Tick to, Tick last, const std::string& what, bool must) {
    const Access& door = town_.places[place].door;
    struct Shut {
        Tick from, to;
        std::size_t spell;
    };
    std::vector<Shut> shut;
    bool open = false;  // at some time before `last`
    for (std::size_t i = 0; i < spells_.size(); ++i) {
        const Spell& s = spells_[i];
        const Tick a = std::max(s.from, from), b = std::min(s.to, to);
        if (a >= b) continue;
        if (feet_[i].reaches(door))
            open = open || a <= last;
        else if (!shut.empty() && shut.back().to == a)
            shut.back().to = b;
        else
            shut.push_back({a, b, i});
    }
    if (shut.empty()) return;
    if (!open)
        return add(place, shut.front().from, shut.front().to,
                   fmt::format("cannot {}: {}", what, why(place, shut.front().spell)), must);
    if (!must) return;
    for (const Shut& s : shut)
        add(place, s.from, s.to, fmt::format("cannot {} all the time: {}", what, why(place, s.spell)), false);
}

std::string Linter::why(PlaceId place, std::size_t spell) const {
    const std::uint32_t zones = town_.links[town_.places[place].door.link].access_zones & forbidden_[spell];
    std::vector<std::string> names;
    for (const Zone& z : town_.zones)
        if (z.access_bit >= 0 && (zones & (1u << z.access_bit)) != 0) names.push_back(z.name.id);
    const std::string& pass = scenario_.passes[scenario_.populations[population_].pass].id;
    if (!names.empty()) return fmt::format("{} is closed to the pass {}", fmt::join(names, ", "), pass);
    for (const CommandSpec& c : scenario_.commands)
        if (c.kind == CommandKind::close && c.at <= spells_[spell].from && !town_.find_links(c.target).empty())
            names.push_back(c.target);
    return fmt::format("no way on foot with the pass {}{}{}", pass,
                       names.empty() ? "" : "; closed: ", fmt::join(names, ", "));
}

void Linter::add(PlaceId place, Tick from, Tick to, std::string text, bool error) {
    const Place& p = town_.places[place];
    Stranding s;
    s.error = error, s.name = p.name, s.lonlat = town_.origin.to_lonlat(to_double(p.door.at));
    s.population = population_, s.place = place, s.from = from, s.to = to;
    s.text =
        fmt::format("{} {} ({}–{})", scenario_.populations[population_].id, text, clock_text(from), clock_text(to));
    found_.push_back(std::move(s));
}

}  // namespace

std::vector<PassReach> reach_by_pass(const Scenario& scenario, const Town& town) {
    const std::vector<Spell> spells = spells_of(scenario, town);
    std::vector<PassReach> all;
    for (std::size_t i = 0; i < scenario.passes.size(); ++i) {
        std::vector<OnFoot> feet;
        for (const Spell& s : spells)
            feet.emplace_back(town, entry_doors(town), zones_closed_to(scenario, town, PassId(i), s.from), s.closed);
        PassReach reach{PassId(i), {}};
        for (std::size_t p = 0; p < town.places.size(); ++p)
            if (std::ranges::none_of(feet, [&](const OnFoot& f) { return f.reaches(town.places[PlaceId(p)].door); }))
                reach.out_of_reach.emplace_back(p);
        all.push_back(std::move(reach));
    }
    return all;
}

std::vector<Stranding> lint(const Scenario& scenario, const Town& town) { return Linter(scenario, town).run(); }

}  // namespace wz
