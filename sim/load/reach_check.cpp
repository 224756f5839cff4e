#include "load/reach_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "town/map_reach.hpp"

namespace wz {

namespace {

/// Zones that no rule ever opens to the pass; a zone without a rule is open to all.
std::uint32_t zones_closed_to(const Scenario& scenario, const Town& town, PassId pass) {
    std::uint32_t ruled = 0, opened = 0;
    for (const AccessRule& r : scenario.access) {
        const int bit = town.zones[r.zone].access_bit;
        if (bit < 0) continue;
        ruled |= 1u << bit;
        if (std::ranges::find(r.passes, pass) != r.passes.end()) opened |= 1u << bit;
    }
    return ruled & ~opened;
}

std::vector<Access> doors_of(const PopulationSpec& population, const Town& town) {
    std::vector<Access> doors;
    for (const auto& [entry, share] : population.entries)
        if (share > 0) doors.push_back(town.entries[entry].door);
    for (const auto& [home, share] : population.homes)
        if (share > 0) doors.push_back(town.places[home].door);
    return doors;
}

class ReachChecker {
public:
    ReachChecker(const Scenario& scenario, const Town& town) : scenario_(scenario), town_(town) {
        for (const PopulationSpec& p : scenario.populations)
            feet_.emplace_back(town, doors_of(p, town), p.pass.valid() ? zones_closed_to(scenario, town, p.pass) : 0);
    }
    std::vector<MapFinding> run() {
        for (std::size_t i = 0; i < scenario_.populations.size(); ++i) population(i);
        for (const ProgrammeEvent& e : scenario_.programme)
            for (const auto& [id, share] : e.audience)
                if (share > 0 && e.place.valid()) check(id.index(), e.place, true, "go to " + e.id);
        return std::move(findings_);
    }

private:
    void population(std::size_t i) {
        const PopulationSpec& p = scenario_.populations[PopulationId(i)];
        for (const auto& [home, share] : p.homes) check(i, home, true, "go home");
        for (const PlaceId place : p.posts) check(i, place, true, "get to a post");
        for (const PlaceId place : p.itinerary) check(i, place, true, "follow their itinerary");
        for (const PlaceId place : p.wander.places) check(i, place, false, "stroll here");
    }
    void check(std::size_t population, PlaceId id, bool error, const std::string& what) {
        const PopulationSpec& p = scenario_.populations[PopulationId(population)];
        if (p.count == 0) return;
        const Place& place = town_.places[id];
        if (feet_[population].reaches(place.door)) return;
        const std::string pass = p.pass.valid() ? scenario_.passes[p.pass].id : "?";
        findings_.push_back({error, place.name, town_.origin.to_lonlat(to_double(place.door.at)),
                             fmt::format("{} cannot {}: no way on foot with the pass {}", p.id, what, pass)});
    }

    const Scenario& scenario_;
    const Town& town_;
    std::vector<OnFoot> feet_;  // by population
    std::vector<MapFinding> findings_;
};

}  // namespace

std::vector<PassReach> reach_by_pass(const Scenario& scenario, const Town& town) {
    std::vector<PassReach> all;
    for (std::size_t i = 0; i < scenario.passes.size(); ++i) {
        const OnFoot feet(town, entry_doors(town), zones_closed_to(scenario, town, PassId(i)));
        PassReach reach{PassId(i), {}};
        for (std::size_t p = 0; p < town.places.size(); ++p)
            if (!feet.reaches(town.places[PlaceId(p)].door)) reach.out_of_reach.emplace_back(p);
        all.push_back(std::move(reach));
    }
    return all;
}

std::vector<MapFinding> check_reach(const Scenario& scenario, const Town& town) {
    return ReachChecker(scenario, town).run();
}

}  // namespace wz
