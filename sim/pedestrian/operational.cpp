// Blocks of walkers for lanes.cpp: who is in one, whom they see, what they want; and where they are afterwards.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/random.hpp"
#include "pedestrian/crowd.hpp"
#include "pedestrian/lanes.hpp"
#include "pedestrian/tactical.hpp"

namespace wz {

namespace {

constexpr float dt = static_cast<float>(tick_s);
constexpr Tick look_every = 3;   // ticks: how often people look at each other
constexpr Tick think_every = 6;  // ticks: how often at their way and the walls; a multiple of the first
using lanes::wall_left;

constexpr float giving_way = 0.31f;                       // m/s backwards
constexpr float wall_known = lanes::wall_matters + 0.5f;  // m: farther off, it need not be looked at again

bool is_crowd(float density_ahead) { return density_ahead >= 2.0f; }  // 1/m²

/// Stuck before people who come the other way, some go back for a while, so that the others can pass: a knot of opposed
/// people does not come undone otherwise. They are those who go to one side of a direction that is drawn anew every few
/// seconds for all: of two streams that meet, it is the whole of one, as in a door where the passing direction
/// oscillates (Helbing and Molnár 1995). `did`: he has just done so.
bool gives_way(const CrowdScene& scene, const Walkers& w, std::uint32_t slot, bool did) {
    constexpr float stuck = 0.1f;          // m/s
    constexpr float opposed_share = 0.3f;  // of them
    constexpr Tick turn = 10 * ticks_per_second;
    const float density = w.seen.density[slot];
    if (!is_crowd(density) || w.seen.opposed[slot] < opposed_share * density) return false;
    if (norm2(Vec2{w.vx[slot], w.vy[slot]}) > stuck * stuck && !did) return false;
    const std::uint64_t drawn =
        random_bits(scene.seed, Stream::give_way, 0, static_cast<std::uint64_t>(scene.now / turn));
    const auto number = [](std::uint64_t bits) { return static_cast<float>(static_cast<std::int32_t>(bits)); };
    return w.way_x[slot] * number(drawn) + w.way_y[slot] * number(drawn >> 32) > 0;
}

/// A bit for each of 16 gaits from `begin` on that is none of standing.
std::uint32_t moving_bits(const Gait* begin) {
    static_assert(lanes::width == 16 && sizeof(Gait) == 1);
    std::uint32_t bits = 0;
    for (const int half : {0, 8}) {
        std::uint64_t gaits;
        std::memcpy(&gaits, begin + half, sizeof gaits);
        constexpr std::uint64_t ones = 0x0101010101010101u, stand = ones * static_cast<std::uint64_t>(Gait::stand);
        const std::uint64_t others = gaits ^ stand;  // bytes below 4
        const std::uint64_t lowest = (others | others >> 1) & ones;
        bits |= static_cast<std::uint32_t>(lowest * 0x0102040810204080u >> 56) << half;  // the bytes' bits side by side
    }
    return bits;
}

/// Whether any of a block's numbers is negative; those of who stands are.
bool any_below_zero(const float* begin) {
    std::array<std::uint64_t, lanes::width / 2> pairs;
    std::memcpy(pairs.data(), begin, sizeof pairs);
    std::uint64_t together = 0;
    for (const std::uint64_t pair : pairs) together |= pair;
    return (together & 0x8000000080000000u) != 0;
}

template <class F>
void for_bits(std::uint32_t bits, F&& f) {
    for (; bits != 0; bits &= bits - 1) f(static_cast<std::size_t>(std::countr_zero(bits)));
}

/// Moves blocks of walkers.
class Mover {
public:
    Mover(const CrowdScene& scene, NeighbourGrid& grid, Walkers& walkers, NextState& next, lanes::Scratch& scratch)
        : scene_(scene),
          grid_(grid),
          w_(walkers),
          next_(next),
          constants_(scene.params.pedestrian, scene.params.queueing.gap_m),
          columns_(columns(grid.decks(), walkers, next)),
          scratch_(scratch) {}

    void move(std::size_t begin, std::size_t end);

private:
    [[nodiscard]] static lanes::Columns columns(const std::uint8_t* decks, Walkers& w, NextState& next);
    void wake(lanes::Block& block, std::size_t k);
    void look(lanes::Block& block, std::size_t k, std::size_t count);
    void look_at_walls(std::size_t begin, std::uint32_t lanes);
    void stop_at_walls(std::span<const lanes::Block> blocks);

    const CrowdScene& scene_;
    NeighbourGrid& grid_;
    Walkers& w_;
    NextState& next_;
    lanes::Constants constants_;
    lanes::Columns columns_;
    lanes::Scratch& scratch_;
    std::array<lanes::Block, lanes::together> blocks_;       // in which anybody moves; filled in by `move`
    std::array<bool, lanes::together> thinks_;               // by block: it looks at its way and the walls
    std::array<std::uint32_t, lanes::together> near_walls_;  // a bit for each who looks at walls
    struct Near {
        std::array<float, Shares::many> x, y, before;  // before: m to the nearest wall before the step
        std::array<std::uint8_t, Shares::many> decks;
        std::array<std::uint32_t, Shares::many> slot;
    } near_;  // who may be at a wall
};

lanes::Columns Mover::columns(const std::uint8_t* decks, Walkers& w, NextState& next) {
    lanes::Columns c{};
    c.x = w.x.data(), c.y = w.y.data(), c.vx = w.vx.data(), c.vy = w.vy.data(), c.hx = w.hx.data(), c.hy = w.hy.data();
    c.decks = decks;
    c.goal_x = w.way_x.data(), c.goal_y = w.way_y.data(), c.wanted = w.way_speed.data(), c.noise = w.whim.data();
    c.wall_x = w.wall_x.data(), c.wall_y = w.wall_y.data(), c.wall = w.wall.data(), c.clear_way = w.clear_way.data();
    c.queues = w.queues.data(), c.strolls = w.strolls.data(), c.speed = w.speed.data(), c.oncoming = w.oncoming.data();
    Seen& s = w.seen;
    c.density = s.density.data(), c.flow = s.flow.data(), c.opposed = s.opposed.data(), c.lateral = s.lateral.data();
    c.coming = s.coming.data(), c.going = s.going.data();
    c.repulsion_x = s.repulsion_x.data(), c.repulsion_y = s.repulsion_y.data();
    c.next_x = next.x.data(), c.next_y = next.y.data(), c.next_vx = next.vx.data(), c.next_vy = next.vy.data();
    c.next_hx = next.hx.data(), c.next_hy = next.hy.data();
    return c;
}

/// Now and then people look about: who is ahead (in lanes.cpp) and, half as often, which way, and how far the nearest
/// wall is. In between they go by what they saw, but never into anybody. A block looks as one, or when one of its
/// walkers has never looked. Walls are far away in memory: they are asked for before all blocks look.
void Mover::wake(lanes::Block& block, std::size_t k) {
    const std::size_t begin = block.begin;
    const Tick turn = scene_.now + static_cast<Tick>(begin / lanes::width);
    block.looks = turn % look_every == 0;
    bool thinks = turn % think_every == 0;
    if (any_below_zero(w_.way_speed.data() + begin))
        for_bits(block.moving, [&](std::size_t lane) {
            if (w_.way_speed[begin + lane] < 0) block.looks = thinks = true;
        });
    thinks_[k] = thinks;
    near_walls_[k] = 0;
    if (!thinks) return;
    // of the others, the nearest wall is too far off until the next look
    for_bits(block.moving,
             [&](std::size_t lane) { near_walls_[k] |= (w_.wall[begin + lane] > wall_known ? 0u : 1u) << lane; });
    const auto at = [&](auto& column) { return column.data() + begin; };
    if (near_walls_[k] != 0) scene_.town.surface.ask_for_walls({at(w_.x), at(w_.y), at(w_.decks)}, near_walls_[k]);
}

/// The walls and the ways of those who look at them now.
void Mover::look(lanes::Block& block, std::size_t k, std::size_t count) {
    if (!thinks_[k]) return;
    const std::size_t begin = block.begin;
    look_at_walls(begin, near_walls_[k]);
    std::array<float, lanes::width> speed_before;
    std::copy_n(w_.way_speed.begin() + static_cast<std::ptrdiff_t>(begin), lanes::width, speed_before.begin());
    const tactical::PlainWays plain = tactical::follow_plain_ways(scene_, w_, begin, block.moving);
    std::vector<Arrival>& reached = next_.reached[begin / Shares::few];
    std::uint32_t elsewhere = plain.elsewhere;  // who come to another level
    if (tactical::estimates_way(scene_.now))
        for_bits(plain.walkers, [&](std::size_t lane) {
            const std::size_t slot = begin + lane;
            const NodeId head = scene_.town.lane(w_.link[slot], w_.forward[slot] != 0).head;
            w_.remaining[slot] += scene_.fields.time_from(w_.field[slot], head) * tactical::metres_per_s;
        });
    for_bits(block.moving & ~plain.walkers, [&](std::size_t lane) {
        const auto slot = static_cast<std::uint32_t>(begin + lane);
        const std::uint8_t decks_before = w_.decks[slot];
        const Intent intent = follow_route(scene_, w_, slot);
        if (intent.reached != Reached::nothing) reached.push_back({slot, intent.reached});
        w_.way_x[slot] = intent.direction.x, w_.way_y[slot] = intent.direction.y, w_.way_speed[slot] = intent.speed;
        w_.queues[slot] = intent.queues || w_.gait[slot] == Gait::press ? 1 : 0;
        elsewhere |= (w_.decks[slot] != decks_before ? 1u : 0u) << lane;
    });
    const auto densities = std::span(w_.seen.density).subspan(begin, lanes::width);
    if (std::ranges::count_if(densities, is_crowd) > 0)
        for_bits(block.moving, [&](std::size_t lane) {
            const auto slot = static_cast<std::uint32_t>(begin + lane);
            if (w_.way_speed[slot] <= giving_way || !gives_way(scene_, w_, slot, speed_before[lane] == giving_way))
                return;
            w_.way_x[slot] = -w_.way_x[slot], w_.way_y[slot] = -w_.way_y[slot], w_.way_speed[slot] = giving_way;
            std::erase_if(reached, [&](const Arrival& a) { return a.slot == slot; });
            w_.queues[slot] = w_.gait[slot] == Gait::press ? 1 : 0;
        });
    tactical::draw_whims(scene_, std::span(w_.person).subspan(begin, count), w_.whim.data() + begin);
    look_at_walls(begin, elsewhere);
}

/// The nearest wall of those whose bits are set.
void Mover::look_at_walls(std::size_t begin, std::uint32_t lanes) {
    if (lanes == 0) return;
    const auto at = [&](auto& column) { return column.data() + begin; };
    scene_.town.surface.walls({at(w_.x), at(w_.y), at(w_.decks)}, lanes, {at(w_.wall), at(w_.wall_x), at(w_.wall_y)});
    for_bits(lanes, [&](std::size_t lane) { w_.clear_way[begin + lane] = w_.wall[begin + lane]; });
}

/// Who may have come to a wall: nobody's centre comes nearer to it. There are few in a block, so all blocks' together.
void Mover::stop_at_walls(std::span<const lanes::Block> blocks) {
    Near& near = near_;
    std::size_t count = 0;
    for (const lanes::Block& block : blocks)
        for_bits(block.near_walls, [&](std::size_t lane) {
            const std::size_t slot = block.begin + lane;
            near.slot[count] = static_cast<std::uint32_t>(slot), near.before[count] = block.wall_before[lane];
            near.x[count] = next_.x[slot], near.y[count] = next_.y[slot], near.decks[count++] = w_.decks[slot];
        });
    float distance[Places::count];
    for (std::size_t first = 0; first < count; first += Places::count) {
        const std::size_t some = std::min(Places::count, count - first);
        scene_.town.surface.walls({near.x.data() + first, near.y.data() + first, near.decks.data() + first},
                                  (1u << some) - 1, {distance});
        for (std::size_t k = 0; k < some; ++k) {
            const float there = distance[k], before = near.before[first + k];
            const std::uint32_t slot = near.slot[first + k];
            w_.clear_way[slot] = there;
            if (there >= wall_left || there >= before) continue;
            next_.x[slot] = w_.x[slot], next_.y[slot] = w_.y[slot], next_.vx[slot] = 0, next_.vy[slot] = 0;  // a wall
            w_.speed[slot] *= 0.5f;
            w_.wall[slot] = before;
        }
    }
}

void Mover::move(std::size_t begin, std::size_t end) {
    std::size_t count = 0;
    for (std::size_t at = begin; at < end; at += lanes::width) {
        const std::size_t walkers = std::min(lanes::width, end - at);
        lanes::Block& block = blocks_[count];
        block.begin = at;
        block.moving = moving_bits(w_.gait.data() + at) & ((1u << walkers) - 1);
        if (block.moving == 0) {
            lanes::stay(block, columns_);
            continue;
        }
        ++count;
    }
    const auto blocks = std::span(blocks_).first(count);
    for (std::size_t k = 0; k < count; ++k) wake(blocks[k], k);
    for (lanes::Block& block : blocks) block.near = grid_.people_near(block.begin / lanes::width, w_);
    for (std::size_t k = 0; k < count; ++k) look(blocks[k], k, std::min(lanes::width, end - blocks[k].begin));
    lanes::step(blocks, columns_, constants_, scratch_);
    stop_at_walls(blocks);
}

}  // namespace

void NextState::resize(std::size_t walkers) {
    for (auto* column : {&x, &y, &vx, &vy, &hx, &hy}) column->resize(walkers + lanes::width);
    reached.resize((walkers + Shares::few - 1) / Shares::few);
    for (auto& share : reached) share.clear();
}

void move_walkers(const CrowdScene& scene, NeighbourGrid& grid, Walkers& w, NextState& next, std::size_t begin,
                  std::size_t end) {
    thread_local lanes::Scratch scratch;
    Mover(scene, grid, w, next, scratch).move(begin, end);
}

void commit(NextState& next, Walkers& w, std::vector<Arrival>& reached) {
    w.x.swap(next.x), w.y.swap(next.y), w.vx.swap(next.vx), w.vy.swap(next.vy), w.hx.swap(next.hx), w.hy.swap(next.hy);
    reached.clear();
    for (const auto& share : next.reached) reached.insert(reached.end(), share.begin(), share.end());
}

}  // namespace wz
