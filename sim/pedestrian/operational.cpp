// A speed model without collisions, with anticipation. Speed from the space ahead: Weidmann's diagram (1993) on a
// smooth forward density with a relative-velocity term (Jiang et al. 2001). Direction: sideways evasion of anticipated
// neighbours (after the anticipation velocity model, Xu et al. 2021), keeping right against oncoming people. Contact:
// velocity components that would close a gap too fast are removed, so that people slide along each other and never
// through.
//
// Neighbours are first gathered into short arrays, padded to whole blocks of `lanes`; the arithmetic then runs over
// blocks with element-wise operations only and one accumulator per lane, so that every instruction set gives the same
// bits.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "base/random.hpp"
#include "pedestrian/crowd.hpp"

// The same source for three instruction sets, chosen at run time; contraction is off, so all three agree bit for bit.
#if defined(__x86_64__) && !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
#define WZ_DISPATCH __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define WZ_DISPATCH
#endif

namespace wz {

namespace {

constexpr int lanes = 8;
constexpr int most = 96;  // neighbours considered; the nearest cells hold fewer up to about 5 per m²

using Row = std::array<float, most>;
struct Neighbours {  // relative to the walker: position, and their velocity and heading
    alignas(64) Row dx, dy, vx, vy, hx, hy;
    int count = 0;
    int padded = 0;
};

struct Self {
    Vec2 at, velocity, heading, goal;  // goal: unit direction wanted
    float speed;
};

struct Constants {
    float reach, width, phi, anticipation, floor_gap, diameter, slope, jam, keep_right;
};

Constants constants_of(const PedestrianParams& p) {
    return {static_cast<float>(p.reach_m),
            static_cast<float>(p.view_half_width_m),
            static_cast<float>(p.anticipation_speed),
            static_cast<float>(p.anticipation_time_s),
            0.0f,
            static_cast<float>(2 * p.body_radius_m),
            static_cast<float>(p.diagram_slope),
            static_cast<float>(p.jam_density),
            static_cast<float>(p.keep_right)};
}

/// e^x for x in about [-87, 0], relative error 3e-6; plain operations, element-wise.
inline float exp_negative(float x) {
    x = x < -80.0f ? -80.0f : x;
    const float k = static_cast<float>(static_cast<int>(x * 1.44269504f - 0.5f));
    const float r = x - k * 0.693147181f;
    const float p = 1 + r * (1 + r * (0.5f + r * (0.166666667f + r * (0.0416666667f + r * 0.00833333333f))));
    return p * std::bit_cast<float>((static_cast<std::int32_t>(k) + 127) << 23);
}

inline float positive(float v) { return v > 0 ? v : 0.0f; }

void gather(const NeighbourGrid& g, std::uint32_t me, float reach, Neighbours& n) {
    const float px = g.x[me], py = g.y[me], reach2 = reach * reach;
    const std::uint8_t decks = g.decks[me];
    int count = 0;
    for (const NeighbourGrid::Range r : g.around(g.cell[me]))
        for (std::uint32_t j = r.begin; j < r.end; ++j) {
            const float dx = g.x[j] - px, dy = g.y[j] - py;
            const auto k = static_cast<std::size_t>(count);
            n.dx[k] = dx, n.dy[k] = dy, n.vx[k] = g.vx[j], n.vy[k] = g.vy[j], n.hx[k] = g.hx[j], n.hy[k] = g.hy[j];
            const bool seen = dx * dx + dy * dy < reach2 && (g.decks[j] & decks) != 0 && j != me;
            count += seen && count < most - lanes ? 1 : 0;
        }
    n.count = count;
    n.padded = (count + lanes - 1) / lanes * lanes;
    for (auto k = static_cast<std::size_t>(count); k < static_cast<std::size_t>(n.padded); ++k)
        n.dx[k] = 1e3f, n.dy[k] = 0, n.vx[k] = 0, n.vy[k] = 0, n.hx[k] = 1, n.hy[k] = 0;
}

inline float sum(const float (&v)[lanes]) { return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7])); }

struct Field {                    // what the neighbours do to a walker
    float density = 0, flow = 0;  // forward density 1/m², and density × speed along the heading
    float lateral = 0;            // evasion, in units of the goal direction
    Vec2 repulsion{};
};

__attribute__((always_inline)) inline Field perceive(const Self& me, const Neighbours& n, const Constants& c) {
    float density[lanes]{}, flow[lanes]{}, lateral[lanes]{}, qx[lanes]{}, qy[lanes]{};
    const float kernel = 15.0f / (16.0f * c.width) * 12.0f / (c.reach * c.reach), inv_w2 = 1.0f / (c.width * c.width);
    const float inv_reach = 1.0f / c.reach;
    for (int block = 0; block < n.padded; block += lanes)
        for (int i = 0; i < lanes; ++i) {
            const auto k = static_cast<std::size_t>(block + i);
            const float dx = n.dx[k], dy = n.dy[k], vx = n.vx[k], vy = n.vy[k], hx = n.hx[k], hy = n.hy[k];
            const float ahead = dx * me.heading.x + dy * me.heading.y;
            const float aside = me.heading.x * dy - me.heading.y * dx;
            const float opposed = positive(-(me.heading.x * hx + me.heading.y * hy));
            // forward density
            const float g = positive(1 - aside * aside * inv_w2), f = positive(1 - ahead * inv_reach);
            const float w = positive(ahead) * (1.2f - 0.36f * opposed) * kernel * g * g * f * f;
            density[i] += w;
            flow[i] += w * positive(vx * me.heading.x + vy * me.heading.y);
            // evasion
            const float l2 = dx * dx + dy * dy;
            const float l = std::sqrt(l2 + 1e-6f), inv_l = 1.0f / l, nx = dx * inv_l, ny = dy * inv_l;
            const float free = l - c.diameter;
            const float closing = positive((me.velocity.x - vx) * nx + (me.velocity.y - vy) * ny);
            const float gap = positive(free - c.anticipation * closing);
            const float side = me.goal.x * (dy + c.anticipation * vy) - me.goal.y * (dx + c.anticipation * vx) +
                               c.keep_right * opposed;
            const float to_goal = nx * me.goal.x + ny * me.goal.y, to_heading = nx * me.heading.x + ny * me.heading.y;
            const float frontal = positive(to_goal > to_heading ? to_goal : to_heading);
            const float oncoming = 1.5f - 0.5f * (me.goal.x * hx + me.goal.y * hy);
            lateral[i] -=
                0.6f * oncoming * exp_negative(gap * -2.5f) * frontal * side / std::sqrt(side * side + 0.0225f);
            // closeness
            const float close = positive(1 - (free < -0.1f ? -0.1f : free) * (1.0f / 0.35f));
            const float push = frontal > 0 ? 0.6f * close * close : 0.0f;
            qx[i] -= push * nx;
            qy[i] -= push * ny;
        }
    Field out;
    out.density = sum(density), out.flow = sum(flow), out.lateral = sum(lateral);
    out.repulsion = {sum(qx), sum(qy)};
    return out;
}

/// Removes what would close gaps too fast, and pushes overlapping bodies apart.
__attribute__((always_inline)) inline Vec2 resolve_contacts(Vec2 u, const Self& me, const Neighbours& n,
                                                            const Constants& c) {
    float px[lanes]{}, py[lanes]{}, ox[lanes]{}, oy[lanes]{};
    for (int block = 0; block < n.padded; block += lanes)
        for (int i = 0; i < lanes; ++i) {
            const auto k = static_cast<std::size_t>(block + i);
            const float dx = n.dx[k], dy = n.dy[k];
            const float l = std::sqrt(dx * dx + dy * dy + 1e-6f), inv_l = 1.0f / l, nx = dx * inv_l, ny = dy * inv_l;
            const float opposed = positive(-(me.goal.x * n.hx[k] + me.goal.y * n.hy[k]));
            const float gap = l - c.diameter * (1 - 0.1f * opposed);
            const float excess =
                u.x * nx + u.y * ny - positive(gap) * 4.0f - 0.8f * positive(n.vx[k] * nx + n.vy[k] * ny);
            const float p = gap < 0.6f ? positive(excess) : 0.0f;
            px[i] += p * nx;
            py[i] += p * ny;
            const float overlap = gap < 0 ? gap * (1.0f / 0.3f) : 0.0f;
            ox[i] += overlap * nx;
            oy[i] += overlap * ny;
        }
    const Vec2 p{sum(px), sum(py)};
    const float p2 = norm2(p), along = dot(u, p);
    if (p2 > 1e-12f && along > 0) u -= p * std::min(1.0f, along / p2);
    Vec2 apart{sum(ox), sum(oy)};
    const float most_push = 0.4f, a = norm(apart);
    if (a > most_push) apart = apart * (most_push / a);
    return u + apart;
}

float target_speed(const Self& me, const Field& f, float wanted, const Constants& c) {
    if (f.density <= 1e-6f) return wanted;
    const float relative = f.flow / f.density - dot(me.velocity, me.heading);
    const float area = std::max(0.001f, 1.0f / f.density + c.phi * relative);
    const float v = 1 - exp_negative(-c.slope * positive(area - 1.0f / c.jam));
    return wanted * std::max(0.05f, v);
}

/// Lateral noise of the direction: smooth in time, a pure function of (seed, person, tick).
float noise(std::uint64_t seed, PersonId person, Tick now) {
    const auto second = static_cast<std::uint64_t>(now / ticks_per_second);
    const float part = static_cast<float>(now % ticks_per_second) / static_cast<float>(ticks_per_second);
    const auto at = [&](std::uint64_t s) {
        return static_cast<float>(
                   static_cast<std::int32_t>(random_bits(seed, Stream::heading_noise, person.value, s) >> 32)) *
               0x1p-31f;
    };
    const float a = at(second), b = at(second + 1);
    return (a + (b - a) * part) * 1.9f;  // standard deviation about 1
}

Vec2 deflect_from_wall(Vec2 direction, const NavGrid::Wall& wall, const PedestrianParams& p) {
    if (wall.distance >= static_cast<float>(p.wall_buffer_m)) return direction;
    const auto radius = static_cast<float>(p.body_radius_m);
    const float into = -dot(direction, wall.away);
    const float allowed = positive((wall.distance - radius) / 0.15f);
    if (into <= allowed) return direction;
    return unit(direction + wall.away * (into - allowed), direction);
}

/// Two sweeps: walls are never walked into faster than the gap allows.
Vec2 stop_at_wall(Vec2 u, const NavGrid::Wall& wall, float radius) {
    if (wall.distance > 0.6f) return u;
    const float allowed = (wall.distance - radius) * 4.0f;  // negative inside the buffer: out again, slowly
    const float into = -dot(u, wall.away), limit = std::max(allowed, -0.3f);
    return into > limit ? u + wall.away * (into - limit) : u;
}

struct Step {
    Vec2 at, velocity, heading;
    float speed;
};

__attribute__((always_inline)) inline Step step_one(const CrowdScene& scene, const Walkers& w, std::uint32_t k,
                                                    std::uint32_t slot, const Intent& intent, const Constants& c,
                                                    Neighbours& n) {
    const PedestrianParams& p = scene.params.pedestrian;
    constexpr float dt = static_cast<float>(tick_s);
    Self me{{scene.grid.x[k], scene.grid.y[k]},
            {scene.grid.vx[k], scene.grid.vy[k]},
            {scene.grid.hx[k], scene.grid.hy[k]},
            intent.direction,
            w.speed[slot]};
    gather(scene.grid, k, c.reach, n);
    const Field f = n.count > 0 ? perceive(me, n, c) : Field{};
    const float lateral = std::clamp(
        f.lateral + static_cast<float>(p.heading_noise) * noise(scene.seed, w.person[slot], scene.now), -1.5f, 1.5f);
    const NavGrid::Wall wall = scene.town.surface.wall(me.at, w.decks[slot]);
    Vec2 direction = unit(me.goal + perp(me.goal) * lateral + f.repulsion, me.goal);
    direction = deflect_from_wall(direction, wall, p);
    const Vec2 heading =
        unit(me.heading + (direction - me.heading) * (dt / static_cast<float>(p.heading_relaxation_s)), direction);
    const float wanted = target_speed(me, f, intent.speed, c);
    const float speed = me.speed + (wanted - me.speed) * std::min(1.0f, dt / static_cast<float>(p.speed_relaxation_s));
    Vec2 u = heading * speed;
    if (n.count > 0) u = resolve_contacts(u, me, n, c);
    u = stop_at_wall(u, wall, c.diameter * 0.5f);
    const Vec2 to = me.at + u * dt;
    const NavGrid::Wall there = scene.town.surface.wall(to, w.decks[slot]);
    if (there.distance < 0.05f && there.distance < wall.distance)
        return {me.at, {0, 0}, heading, speed * 0.5f};  // a wall is a wall
    return {to, u, heading, speed};
}

}  // namespace

void NextState::resize(std::size_t n) {
    for (auto* column : {&x, &y, &vx, &vy, &hx, &hy, &speed}) column->resize(n);
    reached.resize(n);
}

WZ_DISPATCH
void move_walkers(const CrowdScene& scene, Walkers& w, NextState& next, std::uint32_t begin, std::uint32_t end) {
    const Constants c = constants_of(scene.params.pedestrian);
    Neighbours n;
    for (std::uint32_t k = begin; k < end; ++k) {
        const std::uint32_t slot = scene.grid.slot[k];
        if (w.gait[slot] == Gait::stand) {
            next.x[k] = scene.grid.x[k], next.y[k] = scene.grid.y[k], next.vx[k] = 0, next.vy[k] = 0;
            next.hx[k] = scene.grid.hx[k], next.hy[k] = scene.grid.hy[k], next.speed[k] = 0;
            next.reached[k] = Reached::nothing;
            continue;
        }
        const Intent intent = follow_route(scene, w, slot);
        const Step s = step_one(scene, w, k, slot, intent, c, n);
        next.x[k] = s.at.x, next.y[k] = s.at.y, next.vx[k] = s.velocity.x, next.vy[k] = s.velocity.y;
        next.hx[k] = s.heading.x, next.hy[k] = s.heading.y, next.speed[k] = s.speed;
        next.reached[k] = intent.reached;
    }
}

void commit(const NeighbourGrid& grid, const NextState& next, Walkers& w, std::vector<Arrival>& reached) {
    reached.clear();
    for (std::size_t k = 0; k < grid.size(); ++k) {
        const std::uint32_t slot = grid.slot[k];
        w.x[slot] = next.x[k], w.y[slot] = next.y[k], w.vx[slot] = next.vx[k], w.vy[slot] = next.vy[k];
        w.hx[slot] = next.hx[k], w.hy[slot] = next.hy[k], w.speed[slot] = next.speed[k];
        if (next.reached[k] != Reached::nothing) reached.push_back({slot, next.reached[k]});
    }
}

}  // namespace wz
