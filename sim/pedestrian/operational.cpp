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

    void move_block(std::size_t begin, std::size_t n);

private:
    void find_movers();
    void stay();
    void look();
    void look_at_walls(std::uint32_t of);
    void fill_block();
    void stop_at_walls();

    const CrowdScene& scene_;
    NeighbourGrid& grid_;
    Walkers& w_;
    NextState& next_;
    lanes::Constants constants_;
    lanes::Block block_{};
    float press_, leisure_press_, queue_gap_;
    lanes::Scratch& scratch_;
    // the block's first slot, and how many of them there are; those who move
    std::size_t begin_ = 0, n_ = 0, moving_ = 0;
    std::array<std::uint8_t, lanes::width> movers_{}, standing_{};  // lanes of those who do, and who do not
    std::array<float, lanes::width> wall_before_{};                 // m to the nearest wall before the step
    struct {
        float x[lanes::width], y[lanes::width];
        std::uint8_t decks[lanes::width];
    } spare_{};  // places of a block in which not everybody moves
};

void Mover::find_movers() {
    moving_ = 0;
    for (std::size_t i = 0; i < n_; ++i) {  // without a branch that nobody could foretell
        movers_[moving_] = standing_[i - moving_] = static_cast<std::uint8_t>(i);
        moving_ += w_.gait[begin_ + i] != Gait::stand ? 1 : 0;
    }
}

void Mover::stay() {
    for (std::size_t k = 0; k < n_ - moving_; ++k) {
        const std::size_t i = begin_ + standing_[k];
        next_.x[i] = w_.x[i], next_.y[i] = w_.y[i], next_.vx[i] = 0, next_.vy[i] = 0;
        next_.hx[i] = w_.hx[i], next_.hy[i] = w_.hy[i];
        w_.speed[i] = 0, w_.oncoming[i] = 0;
        w_.wall[i] = 0, w_.way_speed[i] = -1;  // the block's spare lanes have written here: to be looked at anew
    }
}

/// Now and then people look about: who is ahead (in lanes.cpp) and, half as often, which way, and how far the nearest
/// wall is. In between they go by what they saw, but never into anybody. A block looks as one, or when one of its
/// walkers has never looked.
void Mover::look() {
    const Tick turn = scene_.now + static_cast<Tick>(begin_ / lanes::width);
    block_.looks = turn % look_every == 0;
    bool thinks = turn % think_every == 0;
    for (std::size_t m = 0; m < moving_; ++m)
        if (w_.way_speed[begin_ + movers_[m]] < 0) block_.looks = thinks = true;
    if (!thinks) return;
    std::uint32_t near = 0;  // of the others, the nearest wall is too far off until the next look
    for (std::size_t m = 0; m < moving_; ++m)
        near |= (w_.wall[begin_ + movers_[m]] > wall_known ? 0u : 1u) << movers_[m];
    look_at_walls(near);
    std::uint32_t movers = 0;
    for (std::size_t m = 0; m < moving_; ++m) movers |= 1u << movers_[m];
    std::array<float, lanes::width> speed_before;
    std::copy_n(w_.way_speed.begin() + static_cast<std::ptrdiff_t>(begin_), lanes::width, speed_before.begin());
    const tactical::PlainWays plain = tactical::follow_plain_ways(scene_, w_, begin_, movers);
    std::uint32_t elsewhere = plain.elsewhere;  // who come to another level
    const bool estimates = tactical::estimates_way(scene_.now);
    for (std::size_t m = 0; m < moving_; ++m) {
        const auto slot = static_cast<std::uint32_t>(begin_ + movers_[m]);
        bool queues = w_.gait[slot] == Gait::press;
        if ((plain.walkers >> movers_[m] & 1) != 0) {
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
            elsewhere |= (w_.decks[slot] != decks_before ? 1u : 0u) << movers_[m];
        }
        if (w_.way_speed[slot] > giving_way && gives_way(scene_, w_, slot, speed_before[movers_[m]] == giving_way)) {
            w_.way_x[slot] = -w_.way_x[slot], w_.way_y[slot] = -w_.way_y[slot], w_.way_speed[slot] = giving_way;
            next_.reached[slot] = Reached::nothing;
            queues = w_.gait[slot] == Gait::press;
        }
        w_.queues[slot] = queues ? 1 : 0;
    }
    tactical::draw_whims(scene_, std::span(w_.person).subspan(begin_, n_), w_.whim.data() + begin_);
    look_at_walls(elsewhere);
}

/// The nearest wall of those whose bits are set.
void Mover::look_at_walls(std::uint32_t of) {
    if (of == 0) return;
    const auto at = [&](auto& column) { return column.data() + begin_; };
    scene_.town.surface.walls({at(w_.x), at(w_.y), at(w_.decks)}, of, {at(w_.wall), at(w_.wall_x), at(w_.wall_y)});
    for (std::uint32_t left = of; left != 0; left &= left - 1) {
        const std::size_t slot = begin_ + static_cast<std::size_t>(std::countr_zero(left));
        w_.clear_way[slot] = w_.wall[slot];
    }
}

/// The block's place in the columns.
void Mover::fill_block() {
    lanes::Block& b = block_;
    const auto at = [&](auto& column) { return column.data() + begin_; };
    Seen& s = w_.seen;
    b.x = at(w_.x), b.y = at(w_.y), b.vx = at(w_.vx), b.vy = at(w_.vy), b.hx = at(w_.hx), b.hy = at(w_.hy);
    b.decks = grid_.decks() + begin_;
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
    std::copy_n(b.wall, lanes::width, wall_before_.begin());
    if (moving_ == lanes::width) return;
    // spare lanes are where the first walker is, and change nothing
    std::fill_n(spare_.x, lanes::width, b.x[movers_[0]]), std::fill_n(spare_.y, lanes::width, b.y[movers_[0]]);
    std::fill_n(spare_.decks, lanes::width, b.decks[movers_[0]]);
    for (std::size_t m = 0; m < moving_; ++m) {
        const std::size_t i = movers_[m];
        spare_.x[i] = b.x[i], spare_.y[i] = b.y[i], spare_.decks[i] = b.decks[i];
    }
    b.x = spare_.x, b.y = spare_.y, b.decks = spare_.decks;
}

/// Who may have come to a wall: nobody's centre comes nearer to it.
void Mover::stop_at_walls() {
    std::uint32_t moves = 0;
    for (std::size_t m = 0; m < moving_; ++m) moves |= 1u << movers_[m];
    const std::uint32_t near = block_.near_walls & moves;
    if (near == 0) return;
    float distance[lanes::width];
    scene_.town.surface.walls({next_.x.data() + begin_, next_.y.data() + begin_, w_.decks.data() + begin_}, near,
                              {distance});
    for (std::uint32_t left = near; left != 0; left &= left - 1) {
        const auto lane = static_cast<std::size_t>(std::countr_zero(left));
        const float there = distance[lane], before = wall_before_[lane];
        if (there >= wall_left || there >= before) continue;
        const std::size_t slot = begin_ + lane;
        next_.x[slot] = w_.x[slot], next_.y[slot] = w_.y[slot], next_.vx[slot] = 0, next_.vy[slot] = 0;  // a wall
        w_.speed[slot] *= 0.5f;
        w_.wall[slot] = before;
    }
}

void Mover::move_block(std::size_t begin, std::size_t n) {
    begin_ = begin, n_ = n;
    std::fill_n(next_.reached.begin() + static_cast<std::ptrdiff_t>(begin), n, Reached::nothing);
    find_movers();
    if (moving_ > 0) {
        look();
        fill_block();
        const lanes::People people{w_.x.data(),  w_.y.data(),  w_.vx.data(), w_.vy.data(),
                                   w_.hx.data(), w_.hy.data(), grid_.decks()};
        lanes::step(block_, people, grid_.people_near(begin / lanes::width, w_), constants_, scratch_);
        stop_at_walls();
    }
    stay();
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
    for (std::size_t at = begin; at < end; at += lanes::width) mover.move_block(at, std::min(lanes::width, end - at));
}

void commit(NextState& next, Walkers& w, std::vector<Arrival>& reached) {
    w.x.swap(next.x), w.y.swap(next.y), w.vx.swap(next.vx), w.vy.swap(next.vy), w.hx.swap(next.hx), w.hy.swap(next.hy);
    reached.clear();
    for (std::size_t k = 0; k < next.reached.size(); ++k)
        if (next.reached[k] != Reached::nothing) reached.push_back({static_cast<std::uint32_t>(k), next.reached[k]});
}

}  // namespace wz
