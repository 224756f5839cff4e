#include "demand/crowds.hpp"

#include <algorithm>

#include "base/random.hpp"
#include "demand/keys.hpp"
#include "town/shapes.hpp"

namespace wz {

namespace {

constexpr double least_apart = 0.32;  // m between centres; the hard core is 0.30 m
constexpr float from_wall = 0.195f;   // m
constexpr double sample_m = 0.1;

bool may_stand(const Town& town, const std::vector<Vec2d>& ring, Vec2d p) {
    return inside_ring(p, ring) && town.surface.distance(to_float(p), 0xff) >= from_wall;
}

/// Every other row is shifted by half a step. Rows and columns share what is left over, so that the lattice goes on
/// beyond the box as it does within it.
std::vector<Vec2d> lattice(const Town& town, const std::vector<Vec2d>& ring, double step, Vec2d& spacing) {
    const Box box = box_of(ring);
    const Vec2d size = box.high - box.low;
    const int columns = std::max(1, static_cast<int>(size.x / step)),
              rows = std::max(1, static_cast<int>(size.y / step));
    spacing = {size.x / columns, size.y / rows};
    std::vector<Vec2d> places;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const Vec2d p{box.low.x + (column + ((row & 1) != 0 ? 0.75 : 0.25)) * spacing.x,
                          box.low.y + (row + 0.5) * spacing.y};
            if (may_stand(town, ring, p)) places.push_back(p);
        }
    return places;
}

struct Crowd {
    const Scenario& scenario;
    const CrowdSpec& spec;
    std::uint64_t key;
    [[nodiscard]] Draws draws(Stream stream, std::uint64_t of) const { return {scenario.seed, stream, of}; }
};

double free_speed(const Crowd& crowd, std::uint64_t key, std::size_t number) {
    const SpeedSpec& s = crowd.spec.speed;
    if (!s.values.empty()) return s.values[number % s.values.size()];
    if (!s.by_age) return crowd.draws(Stream::speed, key).normal_within(s.mean, s.sd, s.min, s.max);
    Draws who = crowd.draws(Stream::age, key);
    const double age = who.uniform(s.age_min, s.age_max);
    const bool woman = who.uniform() < s.women_share;
    const double mean = speed_at_age(age, woman);
    return crowd.draws(Stream::speed, key).normal_within(mean, s.sd, s.min, s.max);
}

EntryId exit_of(const Crowd& crowd, std::uint64_t key) {
    double u = crowd.draws(Stream::population, key).uniform();
    for (const auto& [exit, share] : crowd.spec.exits)
        if ((u -= share) < 0) return exit;
    return crowd.spec.exits.back().first;
}

int group_size(const Crowd& crowd, std::uint64_t number) {
    double u = crowd.draws(Stream::group_size, key_of(crowd.key, number)).uniform();
    for (std::size_t i = 0; i < crowd.spec.group_sizes.size(); ++i)
        if ((u -= crowd.spec.group_sizes[i]) < 0) return static_cast<int>(i) + 1;
    return 1;
}

/// Takes the free place at `first` and those nearest to it.
std::vector<Vec2> take_together(std::vector<Vec2>& free, std::size_t first, std::size_t n) {
    std::vector<Vec2> taken;
    const Vec2 middle = free[first];
    while (taken.size() < n && !free.empty()) {
        const auto nearest = std::ranges::min_element(free, {}, [&](Vec2 p) { return norm2(p - middle); });
        taken.push_back(*nearest);
        *nearest = free.back();
        free.pop_back();
    }
    return taken;
}

Tick entering_at(const Crowd& crowd, double& clock_s, std::uint64_t key, std::size_t members) {
    if (crowd.spec.rate <= 0) return crowd.spec.start;
    const double mean = static_cast<double>(members) / crowd.spec.rate;
    clock_s += crowd.spec.regular ? mean : crowd.draws(Stream::arrival, key).exponential(mean);
    return crowd.spec.start + ticks(clock_s);
}

void put_groups(const Crowd& crowd, const Town& town, std::vector<GroupPlan>& plans) {
    const CrowdSpec& spec = crowd.spec;
    std::vector<Vec2> free;
    if (!spec.area.empty()) free = standing_places(town, spec.area, spec.count, crowd.scenario.seed, crowd.key);
    const int people = spec.area.empty() ? spec.count : static_cast<int>(free.size());
    double clock_s = 0;
    std::size_t number = 0;
    for (int placed = 0; placed < people;) {
        const auto size = static_cast<std::size_t>(std::min(people - placed, group_size(crowd, number)));
        GroupPlan g;
        g.population = spec.population;
        g.key = key_of(crowd.key, number++);
        g.crowd = static_cast<std::uint32_t>(&spec - crowd.scenario.experiment.crowds.data());
        g.entry = exit_of(crowd, g.key);
        g.takes_carts = spec.carts;
        g.arrival = g.departure = entering_at(crowd, clock_s, g.key, size);
        g.sets_out = g.arrival + ticks(crowd.draws(Stream::stay, g.key).uniform(spec.wait_min_s, spec.wait_max_s));
        for (std::size_t m = 0; m < size; ++m)
            g.members.push_back(
                {static_cast<float>(free_speed(crowd, key_of(g.key, m), static_cast<std::size_t>(placed) + m))});
        if (!free.empty()) {
            Draws where = crowd.draws(Stream::placement, g.key);
            g.spots = take_together(free, where.below(static_cast<std::uint32_t>(free.size())), size);
        }
        placed += static_cast<int>(size);
        plans.push_back(std::move(g));
    }
}

}  // namespace

double walkable_area(const Town& town, const std::vector<Vec2d>& ring) {
    const Box box = box_of(ring);
    int inside = 0, all = 0;
    for (double y = box.low.y + sample_m / 2; y < box.high.y; y += sample_m)
        for (double x = box.low.x + sample_m / 2; x < box.high.x; x += sample_m) {
            ++all;
            inside += inside_ring({x, y}, ring) &&
                      town.surface.distance({static_cast<float>(x), static_cast<float>(y)}, 0xff) > 0;
        }
    return all > 0 ? (box.high.x - box.low.x) * (box.high.y - box.low.y) * inside / all : 0;
}

std::vector<Vec2> standing_places(const Town& town, const std::vector<Vec2d>& ring, int count, std::uint64_t seed,
                                  std::uint64_t key) {
    // the widest lattice that holds them all
    double low = least_apart, high = 4;
    Vec2d spacing;
    std::vector<Vec2d> places;
    for (int i = 0; i < 40; ++i) {
        const double step = (low + high) / 2;
        (static_cast<int>(lattice(town, ring, step, spacing).size()) >= count ? low : high) = step;
    }
    places = lattice(town, ring, low, spacing);
    Draws draw(seed, Stream::placement, key);
    while (static_cast<int>(places.size()) > count) {
        places[draw.below(static_cast<std::uint32_t>(places.size()))] = places.back();
        places.pop_back();
    }
    const double apart = std::min({spacing.x, spacing.y, norm(Vec2d{spacing.x / 2, spacing.y})});
    const double play = std::max(0.0, (apart - least_apart) / 2 / 1.42);  // of x and of y
    std::vector<Vec2> standing;
    for (const Vec2d p : places) {
        const Vec2d moved{p.x + draw.uniform(-play, play), p.y + draw.uniform(-play, play)};
        standing.push_back(to_float(may_stand(town, ring, moved) ? moved : p));
    }
    return standing;
}

double speed_at_age(double age, bool woman) {
    struct Point {
        double age, speed;
    };
    // approximates Weidmann (1993), figure 3; points by memory, not checked against the figure
    static constexpr Point curve[] = {{5, 0.75},  {10, 1.20}, {15, 1.50}, {20, 1.60}, {25, 1.56}, {30, 1.52},
                                      {40, 1.46}, {50, 1.40}, {60, 1.28}, {70, 1.08}, {80, 0.70}};
    constexpr double sexes_apart = 0.14 / 1.34 / 2;  // men 1.41, women 1.27 m/s
    const double a = std::clamp(age, curve[0].age, std::end(curve)[-1].age);
    double v = curve[0].speed;
    for (std::size_t i = 1; i < std::size(curve); ++i)
        if (a >= curve[i - 1].age)
            v = curve[i - 1].speed + (curve[i].speed - curve[i - 1].speed) *
                                         std::min(1.0, (a - curve[i - 1].age) / (curve[i].age - curve[i - 1].age));
    return v * (woman ? 1 - sexes_apart : 1 + sexes_apart);
}

std::vector<GroupPlan> make_crowds(const Scenario& scenario, const Town& town) {
    std::vector<GroupPlan> plans;
    for (const CrowdSpec& spec : scenario.experiment.crowds) put_groups({scenario, spec, key_of(spec.id)}, town, plans);
    return plans;
}

}  // namespace wz
