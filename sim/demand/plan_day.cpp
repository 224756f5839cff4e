#include <algorithm>
#include <iterator>
#include <tuple>

#include "demand/appointments.hpp"
#include "demand/crowds.hpp"
#include "demand/day_plan.hpp"
#include "demand/groups.hpp"
#include "demand/seating.hpp"

namespace wz {

namespace {

/// By (arrival, population's textual id, key): a total order that does not know the order of lists.
void sort_by_arrival(std::vector<GroupPlan>& plans, const Scenario& scenario) {
    std::ranges::sort(plans, [&](const GroupPlan& a, const GroupPlan& b) {
        if (a.arrival != b.arrival) return a.arrival < b.arrival;
        if (a.population != b.population)
            return scenario.populations[a.population].id < scenario.populations[b.population].id;
        return a.key < b.key;
    });
}

}  // namespace

std::vector<GroupPlan> plan_day(const Scenario& scenario, const Town& town) {
    std::vector<std::vector<GroupPlan>> by_population;
    std::vector<Cohort> cohorts;
    for (std::size_t p = 0; p < scenario.populations.size(); ++p) {
        by_population.push_back(make_groups(scenario, town, PopulationId(p)));
        for (GroupPlan& group : by_population.back()) put_duty(scenario, town, group);
    }
    for (std::size_t p = 0; p < by_population.size(); ++p) cohorts.push_back({PopulationId(p), by_population[p]});
    give_seats(scenario, town, cohorts);
    std::vector<GroupPlan> plans;
    for (auto& groups : by_population) {
        for (GroupPlan& group : groups) put_pastimes(scenario, town, group);
        std::ranges::move(groups, std::back_inserter(plans));
    }
    for (GroupPlan& group : make_crowds(scenario, town)) plans.push_back(std::move(group));
    sort_by_arrival(plans, scenario);
    return plans;
}

}  // namespace wz
