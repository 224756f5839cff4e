#include "scenes/crowd_lab.hpp"

#include <algorithm>
#include <cmath>

#include "base/random.hpp"

namespace wz::scenes {

LabMap& LabMap::street(std::vector<Vec2d> line, double width) {
    WalkLine f;
    f.id = "street" + std::to_string(map_.walk_lines.size());
    f.kind = "street";
    f.line = std::move(line);
    f.width_m = width;
    map_.walk_lines.push_back(f);
    return *this;
}

LabMap& LabMap::square(std::vector<Vec2d> ring) {
    WalkPolygon f;
    f.id = "square" + std::to_string(map_.walk_polygons.size());
    f.kind = "square";
    f.ring = std::move(ring);
    map_.walk_polygons.push_back(f);
    return *this;
}

CrowdLab::CrowdLab(std::shared_ptr<const Town> t, unsigned threads, const Params& p)
    : town(std::move(t)), params(p), fields_(*town, p.routing), grid_(town->surface), team_(threads) {
    LinkTimes times;
    for (const Link& l : town->links) times.s.push_back({free_time_s(l, true, params), free_time_s(l, false, params)});
    fields_.update(*town, times, {}, team_);
}

FieldId CrowdLab::goal(Vec2 at) {
    Access access;
    float best = 1e9f;
    for (LinkId l(0); l.index() < town->links.size(); ++l.value) {
        const Link& link = town->links[l];
        const auto on = nearest_on_segment(at, town->nodes[link.a].at, town->nodes[link.b].at);
        if (on.distance >= best) continue;
        best = on.distance;
        access = {at, l, on.fraction * link.length, on.fraction < 0.5f ? link.a : link.b};
    }
    const FieldId f = fields_.field(*town, access, 0);
    if (f.index() >= goal_reach_.size()) goal_reach_.resize(f.index() + 1, 1.0f);
    return f;
}

void CrowdLab::head_for(std::uint32_t i, FieldId to) {
    Walkers& w = walkers;
    const Access& access = fields_.goal(to);
    w.field[i] = to;
    w.goal_x[i] = access.at.x, w.goal_y[i] = access.at.y;
    w.decided[i] = 0;
    w.epoch[i] = fields_.epoch();
    float best = 1e9f;
    for (LinkId l(0); l.index() < town->links.size(); ++l.value) {
        const Link& link = town->links[l];
        const auto on = nearest_on_segment(w.at(i), town->nodes[link.a].at, town->nodes[link.b].at);
        const auto& t = fields_.times().s[l.index()];
        const float via_b = t[0] * (1 - on.fraction) + fields_.time_from(to, link.b);
        const float via_a = t[1] * on.fraction + fields_.time_from(to, link.a);
        const float off = std::max(0.0f, on.distance - link.half_width) + 0.01f * std::min(via_a, via_b);
        if (off >= best) continue;
        best = off;
        w.link[i] = l;
        w.forward[i] = via_b <= via_a ? 1 : 0;
    }
}

std::uint32_t CrowdLab::add(Vec2 at, FieldId to, float free_speed) {
    const std::uint32_t i = walkers.add(PersonId(people_), GroupId(people_), at);
    Draws draw(1, Stream::lateral, people_++, 0);
    walkers.free_speed[i] = free_speed;
    walkers.lateral[i] = static_cast<float>(-0.35 + 0.5 * (draw.uniform() - 0.5) * 2);
    walkers.route_key[i] = people_;
    head_for(i, to);
    return i;
}

void CrowdLab::fill(int people, Vec2 low, Vec2 high, FieldId to, const std::function<float()>& free_speed, float gap,
                    const std::function<bool(Vec2)>& inside) {
    Draws draw(7, Stream::arrival, people_, 1);
    std::vector<Vec2> taken;
    for (std::size_t i = 0; i < walkers.size(); ++i)
        if (walkers.used(i)) taken.push_back(walkers.at(i));
    for (int placed = 0, tried = 0; placed < people; ++tried) {
        if (tried > 400 * people) gap *= 0.95f, tried = 0;  // as dense as asked for
        const Vec2 p{low.x + (high.x - low.x) * static_cast<float>(draw.uniform()),
                     low.y + (high.y - low.y) * static_cast<float>(draw.uniform())};
        if (town->surface.distance(p, 0xff) < 0.2f || (inside && !inside(p))) continue;
        if (std::ranges::any_of(taken, [&](Vec2 q) { return norm2(p - q) < gap * gap; })) continue;
        taken.push_back(p);
        add(p, to, free_speed());
        ++placed;
    }
}

void CrowdLab::list_outside(float from, float to) {
    outside_.clear();
    const float* x = walkers.x.data();
    constexpr std::size_t some = 64;  // of whom mostly nobody is: seen at a glance
    for (std::size_t begin = 0; begin < walkers.size(); begin += some) {
        const std::size_t end = std::min(begin + some, walkers.size());
        const auto is_outside = [=](float at) { return (at < from ? 1 : 0) | (at >= to ? 1 : 0); };
        int outside = 0;
        for (std::size_t i = begin; i < end; ++i) outside += is_outside(x[i]);
        if (outside == 0) continue;
        for (std::size_t i = begin; i < end; ++i)
            if (is_outside(x[i]) != 0 && walkers.used(i)) outside_.push_back(static_cast<std::uint32_t>(i));
    }
}

void CrowdLab::mirror_the_seam() {
    const auto sight = static_cast<float>(params.pedestrian.reach_m);
    const float length = wrap_to_ - wrap_from_;
    if (length <= 0) return;
    constexpr std::uint32_t mirrored = 1u << 24;  // added to a person's id
    Walkers& w = walkers;
    list_outside(wrap_from_ + sight, wrap_to_ - sight);
    mirrored_ = outside_.size();
    std::uint32_t seen = w.add_slots(mirrored_);
    for (const std::uint32_t i : outside_) {
        w.person[seen] = PersonId(mirrored + w.person[i].value), w.group[seen] = w.group[i];
        w.x[seen] = w.x[i] + (w.x[i] < wrap_from_ + sight ? length : -length), w.y[seen] = w.y[i];
        w.vx[seen] = w.vx[i], w.vy[seen] = w.vy[i], w.hx[seen] = w.hx[i], w.hy[seen] = w.hy[i];
        w.gait[seen++] = Gait::stand;
    }
}

void CrowdLab::drop_mirrored() {
    walkers.remove_last(mirrored_);
    mirrored_ = 0;
    const float length = wrap_to_ - wrap_from_;
    if (length <= 0) return;
    list_outside(wrap_from_, wrap_to_);
    for (const std::uint32_t i : outside_) {
        const float back = walkers.x[i] >= wrap_to_ ? -length : length;
        const std::uint32_t slot = walkers.set_down(i, walkers.at(i) + Vec2{back, 0});
        walkers.way_speed[slot] = -1;
        passed += back < 0 ? 1 : -1;
        head_for(slot, walkers.field[slot]);
    }
}

void CrowdLab::step() {
    grid_.sort(walkers, now_, team_);
    mirror_the_seam();
    grid_.see(walkers);
    const std::size_t n = walkers.size();
    next_.resize(n);
    const CrowdScene now = scene();
    const Shares shares(n, team_.threads());
    team_.for_blocks(shares.count(), [&](std::size_t share) {
        move_walkers(now, grid_, walkers, next_, shares.begin(share), shares.end(share));
    });
    commit(next_, walkers, reached_);
    drop_mirrored();
    for (const Arrival& a : reached_) {
        if (!walkers.used(a.slot) || a.what != Reached::goal) continue;
        if (arrived) {
            arrived(a.slot);
        } else {
            walkers.remove(a.slot);
            ++passed;
        }
    }
    ++now_;
}

float CrowdLab::least_distance() const {
    float best = 1e9f;
    for (std::size_t i = 0; i < walkers.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (walkers.used(i) && walkers.used(j)) best = std::min(best, norm2(walkers.at(i) - walkers.at(j)));
    return std::sqrt(best);
}

std::function<float()> free_speeds(double mean, double sd, double low, double high, std::uint64_t seed) {
    return [=, draws = Draws(seed, Stream::arrival, 99, 2)]() mutable {
        for (;;) {
            // Irwin–Hall: twelve uniform draws are normal enough and the same everywhere
            double sum = -6;
            for (int i = 0; i < 12; ++i) sum += draws.uniform();
            const double v = mean + sd * sum;
            if (v >= low && v <= high) return static_cast<float>(v);
        }
    };
}

}  // namespace wz::scenes
