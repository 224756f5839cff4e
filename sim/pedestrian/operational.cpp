// Blocks of walkers for lanes.cpp: who is in one, whom they see, what they want; and where they are afterwards.
#include <algorithm>

#include "base/random.hpp"
#include "pedestrian/crowd.hpp"
#include "pedestrian/lanes.hpp"

namespace wz {

namespace {

constexpr float dt = static_cast<float>(tick_s);
constexpr float wall_left = 0.05f;  // m: nobody comes nearer to a wall with his centre

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

/// Kept by each thread so that a tick allocates nothing. What is in it never matters to a result.
struct Scratch {
    lanes::Neighbours neighbours;
    std::vector<std::uint64_t> seen_in;  // by cell: number of the block that has looked into it last
    std::uint64_t block = 0;
};

/// Walkers of a range, eight at a time.
class Mover {
public:
    Mover(const CrowdScene& scene, Walkers& walkers, NextState& next, Scratch& scratch)
        : scene_(scene), w_(walkers), next_(next), constants_(scene.params.pedestrian), scratch_(scratch) {
        if (scratch.seen_in.size() != scene.grid.cells()) scratch.seen_in.assign(scene.grid.cells(), 0);
    }

    void move(std::uint32_t begin, std::uint32_t end) {
        for (std::uint32_t k = begin; k < end; ++k) {
            if (w_.gait[scene_.grid.slot[k]] == Gait::stand) {
                stay(k);
            } else {
                take(k);
                if (taken_ == lanes::width) finish_block();
            }
        }
        if (taken_ > 0) finish_block();
    }

private:
    void stay(std::uint32_t k) {
        const NeighbourGrid& g = scene_.grid;
        next_.x[k] = g.x[k], next_.y[k] = g.y[k], next_.vx[k] = 0, next_.vy[k] = 0;
        next_.hx[k] = g.hx[k], next_.hy[k] = g.hy[k], next_.speed[k] = 0;
        next_.oncoming[k] = 0;
        next_.reached[k] = Reached::nothing;
    }
    NavGrid::Wall wall_near(std::uint32_t k, std::uint32_t slot);
    void take(std::uint32_t k);
    void gather();
    void finish_block();

    const CrowdScene& scene_;
    Walkers& w_;
    NextState& next_;
    lanes::Constants constants_;
    lanes::Block block_{};
    Scratch& scratch_;
    std::size_t taken_ = 0;
};

/// The nearest wall, looked for only when one may be near enough to matter.
NavGrid::Wall Mover::wall_near(std::uint32_t k, std::uint32_t slot) {
    const NeighbourGrid& g = scene_.grid;
    if (w_.clear_way[slot] > 0 && w_.decks[slot] == g.decks[k]) return {lanes::wall_matters, {0, 0}};
    const NavGrid::Wall wall = scene_.town.surface.wall({g.x[k], g.y[k]}, w_.decks[slot]);
    constexpr float slack = 0.05f;  // m: between its nodes the stored distance is not exact
    w_.clear_way[slot] = wall.distance - lanes::wall_matters - slack;
    return wall;
}

void Mover::take(std::uint32_t k) {
    const NeighbourGrid& g = scene_.grid;
    const std::uint32_t slot = g.slot[k];
    const std::size_t i = taken_++;
    const Intent intent = follow_route(scene_, w_, slot);
    next_.reached[k] = intent.reached;
    const NavGrid::Wall wall = wall_near(k, slot);
    lanes::Block& b = block_;
    b.x[i] = g.x[k], b.y[i] = g.y[k], b.vx[i] = g.vx[k], b.vy[i] = g.vy[k], b.hx[i] = g.hx[k], b.hy[i] = g.hy[k];
    b.speed[i] = w_.speed[slot];
    b.goal_x[i] = intent.direction.x, b.goal_y[i] = intent.direction.y;
    b.wanted[i] = intent.speed;
    b.oncoming[i] = w_.oncoming[slot];
    b.noise[i] =
        static_cast<float>(scene_.params.pedestrian.heading_noise) * noise(scene_.seed, w_.person[slot], scene_.now);
    b.wall[i] = wall.distance, b.wall_x[i] = wall.away.x, b.wall_y[i] = wall.away.y;
    b.index[i] = static_cast<std::int32_t>(k);
    b.decks[i] = g.decks[k];
}

/// Everybody near the box around the block's walkers, in an order that does not depend on the instruction set.
void Mover::gather() {
    const NeighbourGrid& g = scene_.grid;
    float left = block_.x[0], right = left, low = block_.y[0], high = low;
    for (std::size_t i = 1; i < taken_; ++i) {
        left = std::min(left, block_.x[i]), right = std::max(right, block_.x[i]);
        low = std::min(low, block_.y[i]), high = std::max(high, block_.y[i]);
    }
    const float reach = constants_.reach;
    lanes::Neighbours& neighbours = scratch_.neighbours;
    neighbours.seen_count = neighbours.close_count = 0;
    ++scratch_.block;
    std::uint32_t last = NeighbourGrid::no_cell;
    for (std::size_t i = 0; i < taken_; ++i) {
        const std::uint32_t own = g.cell[static_cast<std::uint32_t>(block_.index[i])];
        if (own == last) continue;
        last = own;
        for (const std::uint32_t cell : g.around(own)) {
            if (cell == NeighbourGrid::no_cell || scratch_.seen_in[cell] == scratch_.block) continue;
            scratch_.seen_in[cell] = scratch_.block;
            const NeighbourGrid::Range people = g.in_cell(cell);
            neighbours.make_room_for(people.end - people.begin);
            for (std::uint32_t j = people.begin; j < people.end; ++j) {
                const float px = g.x[j], py = g.y[j];
                const float out = std::max(std::max(left - px, px - right), std::max(low - py, py - high));
                if (out >= reach) continue;
                const lanes::Neighbours::One one{
                    px, py, g.vx[j], g.vy[j], g.hx[j], g.hy[j], static_cast<std::int32_t>(j), g.decks[j]};
                neighbours.seen[neighbours.seen_count++] = one;
                if (out < lanes::touch) neighbours.close[neighbours.close_count++] = one;
            }
        }
    }
}

void Mover::finish_block() {
    gather();
    for (std::size_t i = taken_; i < lanes::width; ++i) {  // empty lanes repeat the first one
        for (float* column :
             {block_.x, block_.y, block_.vx, block_.vy, block_.hx, block_.hy, block_.speed, block_.goal_x,
              block_.goal_y, block_.wanted, block_.oncoming, block_.noise, block_.wall, block_.wall_x, block_.wall_y})
            column[i] = column[0];
        block_.index[i] = block_.index[0], block_.decks[i] = block_.decks[0];
    }
    lanes::step(block_, scratch_.neighbours, constants_);
    const lanes::Block& b = block_;
    for (std::size_t i = 0; i < taken_; ++i) {
        const auto k = static_cast<std::uint32_t>(b.index[i]);
        const Vec2 u{b.out_vx[i], b.out_vy[i]}, to = Vec2{b.x[i], b.y[i]} + u * dt;
        next_.hx[k] = b.out_hx[i], next_.hy[k] = b.out_hy[i], next_.oncoming[k] = b.out_oncoming[i];
        const std::uint32_t slot = scene_.grid.slot[k];
        const float way = norm(u) * dt, near_wall = b.wall[i] - way;  // the wall may be so near by then
        w_.clear_way[slot] -= way;
        const float there = near_wall > wall_left ? near_wall : scene_.town.surface.distance(to, w_.decks[slot]);
        if (there < wall_left && there < b.wall[i]) {  // a wall is a wall
            next_.x[k] = b.x[i], next_.y[k] = b.y[i], next_.vx[k] = 0, next_.vy[k] = 0;
            next_.speed[k] = b.out_speed[i] * 0.5f;
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
    thread_local Scratch scratch;
    Mover(scene, w, next, scratch).move(begin, end);
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
