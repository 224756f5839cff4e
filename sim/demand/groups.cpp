#include "demand/groups.hpp"

#include <algorithm>

#include "base/random.hpp"
#include "demand/arrival_curve.hpp"
#include "demand/keys.hpp"

namespace wz {

namespace {

constexpr double slowest_mps = 0.6, fastest_mps = 2.2;  // free speeds beyond are not drawn
constexpr std::uint64_t first_ordinary = 1u << 20;      // numbers of ordinary groups; tour parties count from 0
constexpr Tick shortest_stay = ticks(20 * 60);

/// Index into a list of shares; u in (0, 1).
std::size_t pick(const std::vector<double>& shares, double u) {
    double sum = 0;
    for (const double s : shares) sum += s;
    double reached = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        reached += shares[i];
        if (u * sum < reached) return i;
    }
    return shares.size() - 1;
}

template <class IdT>
std::vector<double> shares_of(const std::vector<std::pair<IdT, double>>& list) {
    std::vector<double> shares;
    for (const auto& [id, share] : list) shares.push_back(share);
    return shares;
}

/// Tour parties come by coach where the population has an entry for coaches; the other groups use what is left of each
/// entry's share, so that the shares of people hold as well as they can.
struct EntryShares {
    std::vector<double> tours;
    std::vector<double> others;
};
EntryShares entry_shares(const PopulationSpec& population, const Town& town) {
    EntryShares s{shares_of(population.entries), shares_of(population.entries)};
    double by_coach = 0;
    for (const auto& [entry, share] : population.entries) by_coach += town.entries[entry].mode == "coach" ? share : 0.0;
    if (by_coach <= 0 || population.tour_share <= 0) return s;
    double left = 0;
    for (std::size_t i = 0; i < s.tours.size(); ++i) {
        if (town.entries[population.entries[i].first].mode != "coach") s.tours[i] = 0;
        s.others[i] = std::max(0.0, s.others[i] - population.tour_share * s.tours[i] / by_coach);
        left += s.others[i];
    }
    if (left <= 0) s.others = shares_of(population.entries);
    return s;
}

struct Maker {
    const Scenario& scenario;
    const PopulationSpec& spec;
    PopulationId id;
    std::uint64_t population_key;
    ArrivalCurve curve;
    EntryShares entries;
    std::vector<double> homes;

    [[nodiscard]] Draws draws(Stream stream, std::uint64_t key) const { return {scenario.seed, stream, key}; }
    [[nodiscard]] GroupPlan make(std::uint64_t number, int size, bool tour) const;
    void put_members(GroupPlan& group, int size) const;
    void put_times(GroupPlan& group) const;
};

void Maker::put_members(GroupPlan& group, int size) const {
    group.members.resize(static_cast<std::size_t>(size));
    for (std::size_t m = 0; m < group.members.size(); ++m) {
        const std::uint64_t key = key_of(group.key, m);
        Member& member = group.members[m];
        member.elderly = draws(Stream::age, key).uniform() < spec.elderly_share;
        double v = draws(Stream::speed, key).normal_within(spec.speed_mean, spec.speed_sd, slowest_mps, fastest_mps);
        if (member.elderly) v *= scenario.params.demand.elderly_factor;
        member.free_speed = static_cast<float>(v);
    }
}

void Maker::put_times(GroupPlan& group) const {
    group.arrival = curve.at(draws(Stream::arrival, group.key).uniform());
    const Tick last = last_departure(spec, scenario);
    Draws stay = draws(Stream::stay, group.key);
    if (!spec.posts.empty() && spec.shift_h > 0) {
        group.departure = group.arrival + ticks(spec.shift_h * 3600);
    } else if (spec.stay_h > 0) {
        const double h = stay.normal_within(spec.stay_h, spec.stay_sd_h, 0.25 * spec.stay_h, 2.5 * spec.stay_h);
        group.departure = group.arrival + ticks(h * 3600);
    } else {
        // nobody empties a town in one instant: the last go within three quarters of an hour
        const Tick spread = std::clamp<Tick>((last - group.arrival) / 4, 0, ticks(45 * 60));
        group.departure = last - static_cast<Tick>(stay.uniform() * static_cast<double>(spread));
    }
    const Tick soonest = std::min(group.arrival + shortest_stay, scenario.end);
    group.departure = std::max(std::min(group.departure, last), soonest);
}

GroupPlan Maker::make(std::uint64_t number, int size, bool tour) const {
    GroupPlan group;
    group.population = id;
    group.pass = spec.pass;
    group.key = key_of(population_key, number);
    group.tour = tour;
    Draws plan = draws(Stream::plan, group.key);
    group.needs_ticket = plan.uniform() >= spec.ticket_in_hand;
    group.takes_carts = plan.uniform() < spec.cart;
    const double where = draws(Stream::population, group.key).uniform();
    if (!spec.homes.empty())
        group.home = spec.homes[pick(homes, where)].first;
    else if (!spec.entries.empty())
        group.entry = spec.entries[pick(tour ? entries.tours : entries.others, where)].first;
    put_members(group, size);
    put_times(group);
    return group;
}

/// Sizes are drawn by number, so that a larger count only adds groups; the last is cut to make the count exact.
int ordinary_size(const Maker& maker, std::uint64_t number, int people_left) {
    Draws size = maker.draws(Stream::group_size, key_of(maker.population_key, number));
    const std::vector<double> shares(maker.spec.group_sizes.begin(), maker.spec.group_sizes.end());
    return std::min(people_left, static_cast<int>(pick(shares, size.uniform())) + 1);
}

}  // namespace

int people_of(const PopulationSpec& population, const Params& params) {
    const double scale = population.scalable ? params.demand.scale : 1.0;
    return static_cast<int>(population.count * scale + 0.5);
}

Tick last_departure(const PopulationSpec& population, const Scenario& scenario) {
    return std::min(population.leave_by, scenario.end);
}

std::vector<GroupPlan> make_groups(const Scenario& scenario, const Town& town, PopulationId population) {
    const PopulationSpec& spec = scenario.populations[population];
    const Maker maker{scenario,
                      spec,
                      population,
                      key_of(spec.id),
                      ArrivalCurve(spec.arrivals, scenario.start, scenario.end),
                      entry_shares(spec, town),
                      shares_of(spec.homes)};
    std::vector<GroupPlan> groups;
    int people_left = people_of(spec, scenario.params);
    int tourists_left = static_cast<int>(people_left * spec.tour_share + 0.5);
    // a remainder too small for a party joins the ordinary groups
    for (std::uint64_t number = 0; tourists_left >= spec.tour_min && spec.tour_min > 0; ++number) {
        Draws draw = maker.draws(Stream::group_size, key_of(maker.population_key, number));
        const int range = std::max(spec.tour_max - spec.tour_min, 0) + 1;
        const int size =
            std::min(tourists_left, spec.tour_min + static_cast<int>(draw.below(static_cast<std::uint32_t>(range))));
        groups.push_back(maker.make(number, size, true));
        tourists_left -= size;
        people_left -= size;
    }
    for (std::uint64_t number = first_ordinary; people_left > 0; ++number) {
        const int size = ordinary_size(maker, number, people_left);
        groups.push_back(maker.make(number, size, false));
        people_left -= size;
    }
    return groups;
}

}  // namespace wz
