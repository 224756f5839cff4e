// Blocks of walkers for lanes.cpp: who is in one, whom they see, what they want; and where they are afterwards.
#include <algorithm>

#include "base/random.hpp"
#include "pedestrian/crowd.hpp"
#include "pedestrian/lanes.hpp"

namespace wz {

namespace {

constexpr float dt = static_cast<float>(tick_s);
constexpr Tick look_every = 2;                    // ticks: how often people look at their way
constexpr unsigned cells_that_look_together = 3;  // 2^3 of the grid's
constexpr float wall_left = 0.05f;                // m: nobody comes nearer to a wall with his centre

constexpr float giving_way = 0.31f;                       // m/s backwards
constexpr float wall_known = lanes::wall_matters + 0.5f;  // m: farther off, it need not be looked at again

/// Lateral noise of the direction: smooth in time, a pure function of (seed, person, tick). Standard deviation about 1.
float noise(std::uint64_t seed, PersonId person, Tick now) {
    const auto second = static_cast<std::uint64_t>(now / ticks_per_second);
    const float part = static_cast<float>(now % ticks_per_second) / static_cast<float>(ticks_per_second);
    const auto at = [&](std::uint64_t s) {
        return static_cast<float>(
                   static_cast<std::int32_t>(random_bits(seed, Stream::heading_noise, person.value, s) >> 32)) *
               0x1p-31f;
    };
    const float a = at(second), b = at(second + 1);
    return (a + (b - a) * part) * 1.9f;
}

/// Stuck before people who come the other way, some go back for a while, so that the others can pass: a knot of opposed
/// people does not come undone otherwise. Who does is drawn anew every few seconds.
bool gives_way(const CrowdScene& scene, const Walkers& w, std::uint32_t slot) {
    constexpr float stuck = 0.1f;          // m/s
    constexpr float crowd = 2.0f;          // 1/m² ahead
    constexpr float opposed_share = 0.3f;  // of them
    constexpr Tick turn = 10 * ticks_per_second;
    constexpr std::uint64_t one_in = 2;
    const lanes::Seen& seen = w.seen[slot];
    if (seen.density < crowd || seen.opposed < opposed_share * seen.density) return false;
    if (norm2(Vec2{w.vx[slot], w.vy[slot]}) > stuck * stuck && w.way_speed[slot] != giving_way) return false;
    return random_bits(scene.seed, Stream::give_way, w.person[slot].value,
                       static_cast<std::uint64_t>(scene.now / turn)) %
               one_in ==
           0;
}

/// Who is near a block, gathered from the cells of its walkers. Kept by a thread, so that a tick allocates nothing.
struct Surroundings {
    std::vector<std::uint64_t> asked;  // by cell: number of the last block that has asked for it
    std::uint64_t block = 0;
    std::vector<lanes::Run> runs;
    lanes::Scratch scratch;

    void gather(const NeighbourGrid& grid, std::span<const std::uint32_t> walkers) {
        if (asked.size() < grid.cells()) asked.resize(grid.cells(), 0);
        ++block;
        runs.clear();
        std::uint32_t last = NeighbourGrid::no_cell;
        for (const std::uint32_t k : walkers) {
            const std::uint32_t c = grid.cell[k];
            if (c == last) continue;
            last = c;
            for (const std::uint32_t q : grid.cells_around(c)) {
                if (asked[q] == block) continue;
                asked[q] = block;
                const lanes::Run people = grid.people_in(q);
                if (people.begin < people.end) runs.push_back(people);
            }
        }
        std::ranges::sort(runs, {}, &lanes::Run::begin);
        std::size_t joined = 0;
        for (std::size_t i = 1; i < runs.size(); ++i)
            if (runs[i].begin == runs[joined].end)
                runs[joined].end = runs[i].end;
            else
                runs[++joined] = runs[i];
        if (!runs.empty()) runs.resize(joined + 1);
    }
};

/// Walkers of a range, a block at a time.
class Mover {
public:
    Mover(const CrowdScene& scene, Walkers& walkers, NextState& next, Surroundings& near)
        : scene_(scene),
          w_(walkers),
          next_(next),
          constants_(scene.params.pedestrian),
          press_(static_cast<float>(scene.params.pedestrian.creep_share)),
          leisure_press_(static_cast<float>(scene.params.pedestrian.leisure_creep_share)),
          people_(scene.grid.people()),
          near_(near) {}

    void move(std::uint32_t begin, std::uint32_t end) {
        for (std::uint32_t k = begin; k < end; ++k) {
            if (w_.gait[scene_.grid.slot[k]] == Gait::stand) {
                stay(k);
            } else {
                index_[taken_++] = k;
                if (taken_ == lanes::width) move_block();
            }
        }
        if (taken_ > 0) move_block();
    }

private:
    void stay(std::uint32_t k) {
        const NeighbourGrid& g = scene_.grid;
        next_.x[k] = g.x[k], next_.y[k] = g.y[k], next_.vx[k] = 0, next_.vy[k] = 0;
        next_.hx[k] = g.hx[k], next_.hy[k] = g.hy[k], next_.speed[k] = 0;
        next_.oncoming[k] = 0;
        next_.reached[k] = Reached::nothing;
    }
    void look();
    void fill_block();
    void fill_lane(std::size_t i);
    void keep_seen() const;
    void move_block();

    const CrowdScene& scene_;
    Walkers& w_;
    NextState& next_;
    lanes::Constants constants_;
    lanes::Block block_{};
    float press_, leisure_press_;
    lanes::People people_;
    std::array<std::uint32_t, lanes::width> index_{};  // of the block's walkers, in grid order
    Surroundings& near_;
    std::size_t taken_ = 0;
};

/// Every other tick people look about: which way, how far the nearest wall is, and (in lanes.cpp) who is ahead. In
/// between they go by what they saw, but never into anybody. A block looks as one, by the place where its first walker
/// is, or when one of its walkers has never looked. All walkers do one thing before the next, so that they wait for
/// memory together.
void Mover::look() {
    const NeighbourGrid& g = scene_.grid;
    const auto whims = static_cast<float>(scene_.params.pedestrian.heading_noise);
    block_.looks = (scene_.now + (g.cell[index_[0]] >> cells_that_look_together)) % look_every == 0;
    for (std::size_t i = 0; i < taken_; ++i) {
        next_.reached[index_[i]] = Reached::nothing;
        if (w_.way_speed[g.slot[index_[i]]] < 0) block_.looks = true;
    }
    if (!block_.looks) return;
    for (std::size_t i = 0; i < taken_; ++i) {
        const std::uint32_t k = index_[i], slot = g.slot[k];
        Intent intent = follow_route(scene_, w_, slot);
        if (intent.speed > giving_way && gives_way(scene_, w_, slot)) intent = {-intent.direction, giving_way};
        next_.reached[k] = intent.reached;
        w_.way_x[slot] = intent.direction.x, w_.way_y[slot] = intent.direction.y, w_.way_speed[slot] = intent.speed;
        w_.whim[slot] = whims * noise(scene_.seed, w_.person[slot], scene_.now);
    }
    for (std::size_t i = 0; i < taken_; ++i) {
        const std::uint32_t k = index_[i], slot = g.slot[k];
        if (w_.wall[slot] > wall_known && w_.decks[slot] == g.decks[k]) continue;  // too far off until the next look
        const NavGrid::Wall wall = scene_.town.surface.wall({g.x[k], g.y[k]}, w_.decks[slot]);
        w_.wall[slot] = wall.distance, w_.wall_x[slot] = wall.away.x, w_.wall_y[slot] = wall.away.y;
        w_.clear_way[slot] = wall.distance;
    }
}

void Mover::fill_lane(std::size_t i) {
    const NeighbourGrid& g = scene_.grid;
    lanes::Block& b = block_;
    const std::uint32_t k = index_[i], slot = g.slot[k];
    b.x[i] = g.x[k], b.y[i] = g.y[k], b.vx[i] = g.vx[k], b.vy[i] = g.vy[k], b.hx[i] = g.hx[k], b.hy[i] = g.hy[k];
    b.speed[i] = w_.speed[slot];
    b.goal_x[i] = w_.way_x[slot], b.goal_y[i] = w_.way_y[slot], b.wanted[i] = w_.way_speed[slot];
    b.press[i] = w_.strolls[slot] != 0 ? leisure_press_ : press_;
    b.oncoming[i] = w_.oncoming[slot];
    b.noise[i] = w_.whim[slot];
    b.wall[i] = w_.wall[slot], b.wall_x[i] = w_.wall_x[slot], b.wall_y[i] = w_.wall_y[slot];
    b.decks[i] = g.decks[k];
    if (b.looks) return;
    const lanes::Seen& s = w_.seen[slot];
    b.density[i] = s.density, b.flow[i] = s.flow, b.opposed[i] = s.opposed, b.lateral[i] = s.lateral;
    b.coming[i] = s.coming, b.going[i] = s.going;
    b.repulsion_x[i] = s.repulsion_x, b.repulsion_y[i] = s.repulsion_y;
}

void Mover::fill_block() {
    for (std::size_t i = 0; i < taken_; ++i) fill_lane(i);
    for (std::size_t i = taken_; i < lanes::width; ++i) {  // spare lanes repeat the first walker
        index_[i] = index_[0];
        fill_lane(i);
    }
}

void Mover::keep_seen() const {
    const lanes::Block& b = block_;
    for (std::size_t i = 0; i < taken_; ++i)
        w_.seen[scene_.grid.slot[index_[i]]] = {b.density[i], b.flow[i],  b.opposed[i],     b.lateral[i],
                                                b.coming[i],  b.going[i], b.repulsion_x[i], b.repulsion_y[i]};
}

void Mover::move_block() {
    look();
    fill_block();
    near_.gather(scene_.grid, {index_.data(), taken_});
    lanes::step(block_, taken_, people_, near_.runs.data(), near_.runs.size(), constants_, near_.scratch);
    const lanes::Block& b = block_;
    if (b.looks) keep_seen();
    for (std::size_t i = 0; i < taken_; ++i) {
        const std::uint32_t k = index_[i];
        const Vec2 u{b.out_vx[i], b.out_vy[i]}, to = Vec2{b.x[i], b.y[i]} + u * dt;
        next_.hx[k] = b.out_hx[i], next_.hy[k] = b.out_hy[i], next_.oncoming[k] = b.out_oncoming[i];
        const std::uint32_t slot = scene_.grid.slot[k];
        // Between looks the nearest wall is taken as straight, a far one as coming nearer with every step.
        const float way = norm(u) * dt;
        const bool far = b.wall[i] > lanes::wall_matters;
        w_.wall[slot] += far ? -way : dt * dot(u, Vec2{b.wall_x[i], b.wall_y[i]});
        w_.clear_way[slot] -= way;  // in a corner another wall may be the nearest by now
        const float there =
            w_.clear_way[slot] > wall_left ? w_.clear_way[slot] : scene_.town.surface.distance(to, w_.decks[slot]);
        if (there < wall_left && there < b.wall[i]) {  // a wall is a wall
            next_.x[k] = b.x[i], next_.y[k] = b.y[i], next_.vx[k] = 0, next_.vy[k] = 0;
            next_.speed[k] = b.out_speed[i] * 0.5f;
            w_.wall[slot] = b.wall[i];
            continue;
        }
        next_.x[k] = to.x, next_.y[k] = to.y, next_.vx[k] = u.x, next_.vy[k] = u.y, next_.speed[k] = b.out_speed[i];
    }
    taken_ = 0;
}

}  // namespace

void NextState::resize(std::size_t n) {
    for (auto* column : {&x, &y, &vx, &vy, &hx, &hy, &speed, &oncoming}) column->resize(n);
    reached.resize(n);
}

void move_walkers(const CrowdScene& scene, Walkers& w, NextState& next, std::uint32_t begin, std::uint32_t end) {
    thread_local Surroundings near;
    Mover(scene, w, next, near).move(begin, end);
}

void commit(const NeighbourGrid& grid, const NextState& next, Walkers& w, std::vector<Arrival>& reached, Team& team) {
    team.for_range(grid.size(), 512, [&](std::size_t begin, std::size_t end) {
        for (std::size_t k = begin; k < end; ++k) {
            const std::uint32_t slot = grid.slot[k];
            w.x[slot] = next.x[k], w.y[slot] = next.y[k], w.vx[slot] = next.vx[k], w.vy[slot] = next.vy[k];
            w.hx[slot] = next.hx[k], w.hy[slot] = next.hy[k], w.speed[slot] = next.speed[k];
            w.oncoming[slot] = next.oncoming[k];
        }
    });
    reached.clear();
    for (std::size_t k = 0; k < grid.size(); ++k)
        if (next.reached[k] != Reached::nothing) reached.push_back({grid.slot[k], next.reached[k]});
}

}  // namespace wz
