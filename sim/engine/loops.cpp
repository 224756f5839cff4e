// Closed loops: a street that goes on at its beginning where it ends. Before people look round, those near a seam are
// seen on its other side as well; after the step, whoever has passed it is set back.
#include <algorithm>

#include "engine/step.hpp"

namespace wz {

namespace {

constexpr float passed = 5;                   // m on either side of a seam in which people count as having passed it
constexpr std::uint32_t mirrored = 1u << 30;  // added to the id of somebody who is seen across a seam

/// How far past the line ab of a loop somebody is, in the direction of its shift; far off it: not at all.
struct Seam {
    Vec2 middle, ahead;
    float half_width, length;

    explicit Seam(const Loop& l) : middle((l.a + l.b) * 0.5f) {
        const Vec2 normal = perp(unit(l.b - l.a));
        ahead = dot(normal, l.shift) >= 0 ? normal : -normal;
        half_width = norm(l.b - l.a) / 2;
        length = dot(ahead, l.shift);
    }
    [[nodiscard]] bool beside(Vec2 p, Vec2 line_middle) const {
        return std::abs(cross(ahead, p - line_middle)) <= half_width + 0.01f;
    }
};

}  // namespace

void Step::mirror_seams() {
    Walkers& k = w.walkers_;
    const auto reach = static_cast<float>(w.params_.pedestrian.reach_m);
    const auto n = static_cast<std::uint32_t>(k.size());
    for (const Loop& loop : town.loops) {
        const Seam seam(loop);
        struct Mirrored {
            std::uint32_t slot;
            Vec2 to;
        };
        std::vector<Mirrored> near;
        for (std::uint32_t i = 0; i < n; ++i) {
            if (!k.used(i)) continue;
            const float past_begin = dot(k.at(i) - seam.middle, seam.ahead), past_end = past_begin - seam.length;
            if (std::abs(past_begin) < reach && seam.beside(k.at(i), seam.middle))
                near.push_back({i, k.at(i) + loop.shift});
            else if (std::abs(past_end) < reach && seam.beside(k.at(i) - loop.shift, seam.middle))
                near.push_back({i, k.at(i) - loop.shift});
        }
        std::uint32_t seen = k.add_slots(near.size());
        w.mirrored_ += near.size();
        for (const auto& [i, to] : near) {
            k.person[seen] = PersonId(mirrored + k.person[i].value), k.group[seen] = k.group[i];
            k.x[seen] = to.x, k.y[seen] = to.y;
            k.vx[seen] = k.vx[i], k.vy[seen] = k.vy[i], k.hx[seen] = k.hx[i], k.hy[seen] = k.hy[i];
            k.speed[seen] = k.speed[i], k.free_speed[seen] = k.free_speed[i], k.decks[seen] = k.decks[i];
            k.link[seen] = k.link[i], k.field[seen] = k.field[i], k.forward[seen] = k.forward[i];
            k.gait[seen++] = Gait::stand;
        }
    }
}

void Step::unmirror_seams() {
    w.walkers_.remove_last(w.mirrored_);
    w.mirrored_ = 0;
}

void Step::pass_seams() {
    Walkers& k = w.walkers_;
    for (const Loop& loop : town.loops) {
        const Seam seam(loop);
        for (std::uint32_t i = 0, n = static_cast<std::uint32_t>(k.size()); i < n; ++i) {
            if (!k.used(i)) continue;
            const float past_begin = dot(k.at(i) - seam.middle, seam.ahead);
            const bool back = past_begin >= seam.length && past_begin < seam.length + passed &&
                              seam.beside(k.at(i) - loop.shift, seam.middle);
            const bool on = past_begin < 0 && past_begin > -passed && seam.beside(k.at(i), seam.middle);
            if (!back && !on) continue;
            const std::uint32_t slot = k.set_down(i, back ? k.at(i) - loop.shift : k.at(i) + loop.shift);
            k.wall[slot] = 0;
            w.people_.slot[k.person[slot].index()] = slot;
            w.fresh_.push_back(slot);
            take_way(slot);
        }
    }
}

}  // namespace wz
