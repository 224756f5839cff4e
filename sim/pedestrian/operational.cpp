// Blocks of walkers for lanes.cpp: who is in one, whom they see, what they want; and where they are afterwards.
#include <algorithm>
#include <array>
#include <bit>

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

/// Stuck before people who come the other way, some go back for a while, so that the others can pass: a knot of opposed
/// people does not come undone otherwise. Who does is drawn anew every few seconds. `did`: he has just done so.
bool gives_way(const CrowdScene& scene, const Walkers& w, std::uint32_t slot, bool did) {
    constexpr float stuck = 0.1f;          // m/s
    constexpr float crowd = 2.0f;          // 1/m² ahead
    constexpr float opposed_share = 0.3f;  // of them
    constexpr Tick turn = 10 * ticks_per_second;
    constexpr std::uint64_t one_in = 2;
    const float density = w.seen.density[slot];
    if (density < crowd || w.seen.opposed[slot] < opposed_share * density) return false;
    if (norm2(Vec2{w.vx[slot], w.vy[slot]}) > stuck * stuck && !did) return false;
    return random_bits(scene.seed, Stream::give_way, w.person[slot].value,
                       static_cast<std::uint64_t>(scene.now / turn)) %
               one_in ==
           0;
}

/// Moves blocks of walkers.
class Mover {
public:
    Mover(const CrowdScene& scene, NeighbourGrid& grid, Walkers& walkers, NextState& next, lanes::Scratch& scratch)
        : scene_(scene),
          grid_(grid),
          w_(walkers),
          next_(next),
          constants_(scene.params.pedestrian),
          press_(static_cast<float>(scene.params.pedestrian.creep_share)),
          leisure_press_(static_cast<float>(scene.params.pedestrian.leisure_creep_share)),
          queue_gap_(static_cast<float>(scene.params.queueing.gap_m)),
          scratch_(scratch) {}

    void move(std::size_t begin, std::size_t end);

private:
    /// A block's first slot, and how many of them there are; lanes of those who move, and who do not.
    struct Members {
        std::size_t begin, count, moving;
        std::uint32_t moving_bits;  // a bit for the lane of each who moves
        std::array<std::uint8_t, lanes::width> movers, standing;
        std::array<float, lanes::width> wall_before;  // m to the nearest wall before the step
        struct {
            float x[lanes::width], y[lanes::width];
            std::uint8_t decks[lanes::width];
        } spare;  // places of a block in which not everybody moves
    };
    void find_movers(Members& of);
    void stay(const Members& of);
    void look(Members& of, lanes::Block& block);
    void look_at_walls(const Members& of, std::uint32_t lanes);
    void fill_block(Members& of, lanes::Block& block);
    void stop_at_walls(const Members& of, std::uint32_t near);

    const CrowdScene& scene_;
    NeighbourGrid& grid_;
    Walkers& w_;
    NextState& next_;
    lanes::Constants constants_;
    float press_, leisure_press_, queue_gap_;
    lanes::Scratch& scratch_;
    // of the blocks in which anybody moves; filled in by `move`
    std::array<lanes::Block, lanes::together> blocks_;
    std::array<Members, lanes::together> members_;
};

void Mover::find_movers(Members& of) {
    of.moving = 0, of.moving_bits = 0;
    for (std::size_t i = 0; i < of.count; ++i) {  // without a branch that nobody could foretell
        of.movers[of.moving] = of.standing[i - of.moving] = static_cast<std::uint8_t>(i);
        const bool moves = w_.gait[of.begin + i] != Gait::stand;
        of.moving += moves ? 1 : 0;
        of.moving_bits |= (moves ? 1u : 0u) << i;
    }
}

void Mover::stay(const Members& of) {
    for (std::size_t k = 0; k < of.count - of.moving; ++k) {
        const std::size_t i = of.begin + of.standing[k];
        next_.x[i] = w_.x[i], next_.y[i] = w_.y[i], next_.vx[i] = 0, next_.vy[i] = 0;
        next_.hx[i] = w_.hx[i], next_.hy[i] = w_.hy[i];
        w_.speed[i] = 0, w_.oncoming[i] = 0;
        w_.wall[i] = 0, w_.way_speed[i] = -1;  // the block's spare lanes have written here: to be looked at anew
    }
}

/// Now and then people look about: who is ahead (in lanes.cpp) and, half as often, which way, and how far the nearest
/// wall is. In between they go by what they saw, but never into anybody. A block looks as one, or when one of its
/// walkers has never looked.
void Mover::look(Members& of, lanes::Block& block) {
    const Tick turn = scene_.now + static_cast<Tick>(of.begin / lanes::width);
    block.looks = turn % look_every == 0;
    bool thinks = turn % think_every == 0;
    for (std::size_t m = 0; m < of.moving; ++m)
        if (w_.way_speed[of.begin + of.movers[m]] < 0) block.looks = thinks = true;
    if (!thinks) return;
    std::uint32_t near = 0;  // of the others, the nearest wall is too far off until the next look
    for (std::size_t m = 0; m < of.moving; ++m)
        near |= (w_.wall[of.begin + of.movers[m]] > wall_known ? 0u : 1u) << of.movers[m];
    look_at_walls(of, near);
    std::array<float, lanes::width> speed_before;
    std::copy_n(w_.way_speed.begin() + static_cast<std::ptrdiff_t>(of.begin), lanes::width, speed_before.begin());
    const tactical::PlainWays plain = tactical::follow_plain_ways(scene_, w_, of.begin, of.moving_bits);
    std::uint32_t elsewhere = plain.elsewhere;  // who come to another level
    const bool estimates = tactical::estimates_way(scene_.now);
    for (std::size_t m = 0; m < of.moving; ++m) {
        const auto slot = static_cast<std::uint32_t>(of.begin + of.movers[m]);
        bool queues = w_.gait[slot] == Gait::press;
        if ((plain.walkers >> of.movers[m] & 1) != 0) {
            if (estimates) {
                const NodeId head = scene_.town.lane(w_.link[slot], w_.forward[slot] != 0).head;
                w_.remaining[slot] += scene_.fields.time_from(w_.field[slot], head) * tactical::metres_per_s;
            }
        } else {
            const std::uint8_t decks_before = w_.decks[slot];
            const Intent intent = follow_route(scene_, w_, slot);
            next_.reached[slot] = intent.reached;
            w_.way_x[slot] = intent.direction.x, w_.way_y[slot] = intent.direction.y, w_.way_speed[slot] = intent.speed;
            queues = queues || intent.queues;
            elsewhere |= (w_.decks[slot] != decks_before ? 1u : 0u) << of.movers[m];
        }
        if (w_.way_speed[slot] > giving_way && gives_way(scene_, w_, slot, speed_before[of.movers[m]] == giving_way)) {
            w_.way_x[slot] = -w_.way_x[slot], w_.way_y[slot] = -w_.way_y[slot], w_.way_speed[slot] = giving_way;
            next_.reached[slot] = Reached::nothing;
            queues = w_.gait[slot] == Gait::press;
        }
        w_.queues[slot] = queues ? 1 : 0;
    }
    tactical::draw_whims(scene_, std::span(w_.person).subspan(of.begin, of.count), w_.whim.data() + of.begin);
    look_at_walls(of, elsewhere);
}

/// The nearest wall of those whose bits are set.
void Mover::look_at_walls(const Members& of, std::uint32_t lanes) {
    if (lanes == 0) return;
    const auto at = [&](auto& column) { return column.data() + of.begin; };
    scene_.town.surface.walls({at(w_.x), at(w_.y), at(w_.decks)}, lanes, {at(w_.wall), at(w_.wall_x), at(w_.wall_y)});
    for (std::uint32_t left = lanes; left != 0; left &= left - 1) {
        const std::size_t slot = of.begin + static_cast<std::size_t>(std::countr_zero(left));
        w_.clear_way[slot] = w_.wall[slot];
    }
}

/// The block's place in the columns.
void Mover::fill_block(Members& of, lanes::Block& b) {
    const auto at = [&](auto& column) { return column.data() + of.begin; };
    Seen& s = w_.seen;
    b.x = at(w_.x), b.y = at(w_.y), b.vx = at(w_.vx), b.vy = at(w_.vy), b.hx = at(w_.hx), b.hy = at(w_.hy);
    b.decks = grid_.decks() + of.begin;
    b.goal_x = at(w_.way_x), b.goal_y = at(w_.way_y), b.wanted = at(w_.way_speed), b.noise = at(w_.whim);
    b.wall_x = at(w_.wall_x), b.wall_y = at(w_.wall_y);
    b.speed = at(w_.speed), b.oncoming = at(w_.oncoming), b.wall = at(w_.wall), b.clear_way = at(w_.clear_way);
    b.density = at(s.density), b.flow = at(s.flow), b.opposed = at(s.opposed), b.lateral = at(s.lateral);
    b.coming = at(s.coming), b.going = at(s.going), b.repulsion_x = at(s.repulsion_x),
    b.repulsion_y = at(s.repulsion_y);
    b.next_x = at(next_.x), b.next_y = at(next_.y), b.next_vx = at(next_.vx), b.next_vy = at(next_.vy);
    b.next_hx = at(next_.hx), b.next_hy = at(next_.hy);
    const std::uint8_t *queues = at(w_.queues), *strolls = at(w_.strolls);
    for (std::size_t i = 0; i < lanes::width; ++i) {
        b.press[i] = queues[i] != 0 ? 0.0f : (strolls[i] != 0 ? leisure_press_ : press_);
        b.spare[i] = queues[i] != 0 ? queue_gap_ : 0.0f;
    }
    std::copy_n(b.wall, lanes::width, of.wall_before.begin());
    if (of.moving == lanes::width) return;
    // spare lanes are where the first walker is, and change nothing
    std::fill_n(of.spare.x, lanes::width, b.x[of.movers[0]]), std::fill_n(of.spare.y, lanes::width, b.y[of.movers[0]]);
    std::fill_n(of.spare.decks, lanes::width, b.decks[of.movers[0]]);
    for (std::size_t m = 0; m < of.moving; ++m) {
        const std::size_t i = of.movers[m];
        of.spare.x[i] = b.x[i], of.spare.y[i] = b.y[i], of.spare.decks[i] = b.decks[i];
    }
    b.x = of.spare.x, b.y = of.spare.y, b.decks = of.spare.decks;
}

/// Who may have come to a wall: nobody's centre comes nearer to it.
void Mover::stop_at_walls(const Members& of, std::uint32_t near) {
    if (near == 0) return;
    float distance[lanes::width];
    scene_.town.surface.walls({next_.x.data() + of.begin, next_.y.data() + of.begin, w_.decks.data() + of.begin}, near,
                              {distance});
    for (std::uint32_t left = near; left != 0; left &= left - 1) {
        const auto lane = static_cast<std::size_t>(std::countr_zero(left));
        const float there = distance[lane], before = of.wall_before[lane];
        if (there >= wall_left || there >= before) continue;
        const std::size_t slot = of.begin + lane;
        next_.x[slot] = w_.x[slot], next_.y[slot] = w_.y[slot], next_.vx[slot] = 0, next_.vy[slot] = 0;  // a wall
        w_.speed[slot] *= 0.5f;
        w_.wall[slot] = before;
    }
}

void Mover::move(std::size_t begin, std::size_t end) {
    std::size_t count = 0;
    for (std::size_t at = begin; at < end; at += lanes::width) {
        Members& of = members_[count];
        of.begin = at, of.count = std::min(lanes::width, end - at);
        std::fill_n(next_.reached.begin() + static_cast<std::ptrdiff_t>(at), of.count, Reached::nothing);
        find_movers(of);
        if (of.moving == 0) {
            stay(of);
            continue;
        }
        lanes::Block& block = blocks_[count++];
        look(of, block);
        fill_block(of, block);
        block.near = grid_.people_near(at / lanes::width, w_);
    }
    const lanes::People people{w_.x.data(),  w_.y.data(),  w_.vx.data(), w_.vy.data(),
                               w_.hx.data(), w_.hy.data(), grid_.decks()};
    lanes::step(std::span(blocks_).first(count), people, constants_, scratch_);
    for (std::size_t k = 0; k < count; ++k) {
        stop_at_walls(members_[k], blocks_[k].near_walls & members_[k].moving_bits);
        stay(members_[k]);
    }
}

}  // namespace

void NextState::resize(std::size_t walkers) {
    for (auto* column : {&x, &y, &vx, &vy, &hx, &hy}) column->resize(walkers + lanes::width);
    reached.resize(walkers);
}

void move_walkers(const CrowdScene& scene, NeighbourGrid& grid, Walkers& w, NextState& next, std::size_t begin,
                  std::size_t end) {
    thread_local lanes::Scratch scratch;
    Mover mover(scene, grid, w, next, scratch);
    for (std::size_t at = begin; at < end; at += walkers_together) mover.move(at, std::min(at + walkers_together, end));
}

void commit(NextState& next, Walkers& w, std::vector<Arrival>& reached) {
    w.x.swap(next.x), w.y.swap(next.y), w.vx.swap(next.vx), w.vy.swap(next.vy), w.hx.swap(next.hx), w.hy.swap(next.hy);
    reached.clear();
    for (std::size_t k = 0; k < next.reached.size(); ++k)
        if (next.reached[k] != Reached::nothing) reached.push_back({static_cast<std::uint32_t>(k), next.reached[k]});
}

}  // namespace wz
