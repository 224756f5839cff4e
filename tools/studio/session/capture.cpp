#include "session/capture.hpp"

#include <algorithm>
#include <cmath>

#include "observe/crowding.hpp"

namespace studio {

using namespace wz;

Capture::Capture(const World& world) : queues_(all_queues(world)) {
    for (const Link& l : world.town().links)
        free_time_.push_back(std::min(free_time_s(l, true, world.params()), free_time_s(l, false, world.params())));
    patches_.resize(world.town().patches.size());
}

void Capture::each_second(const World& world, const SurfaceSample& sample) {
    const Town& town = world.town();
    struct Sum {
        int people = 0, walking = 0;
        Vec2 v;
        float haste = 0;
    };
    std::vector<Sum> sums(town.patches.size());
    const Walkers& w = world.walkers();
    for (std::size_t i = 0; i < w.size() && i < sample.patch.size(); ++i) {
        if (!w.used(i) || !sample.patch[i].valid()) continue;
        Sum& s = sums[sample.patch[i].index()];
        ++s.people;
        if (w.gait[i] == Gait::stand || w.free_speed[i] <= 0) continue;
        ++s.walking;
        s.v += {w.vx[i], w.vy[i]};
        s.haste += std::min(1.0f, std::hypot(w.vx[i], w.vy[i]) / w.free_speed[i]);
    }
    for (std::size_t p = 0; p < sums.size(); ++p) {
        const Sum& s = sums[p];
        const float n = s.walking > 0 ? 1.0f / static_cast<float>(s.walking) : 0;
        const auto area = static_cast<float>(Crowding::measured_area(town.patches[PatchId(p)]));
        patches_[p] = {static_cast<float>(s.people) / area, s.v * n, s.walking > 0 ? s.haste * n : 1};
    }
    marks_.clear();
    for (const QueueName q : queues_) {
        const int people = people_in(world, q);
        const bool shut = (q.kind == QueueName::Kind::dock && world.dock(DockId(q.index)).closed) ||
                          (q.kind == QueueName::Kind::stop && world.stop(StopId(q.index)).closed);
        if (people == 0 && !shut) continue;
        marks_.push_back({q, point_of(town, q), people, static_cast<float>(expected_wait_s(world, q)), shut});
    }
    const auto& times = world.routes().times().s;
    delay_.assign(free_time_.size(), 1);
    for (std::size_t l = 0; l < std::min(times.size(), delay_.size()); ++l)
        if (const float t = std::min(times[l][0], times[l][1]); t < CostFields::unreachable && free_time_[l] > 0)
            delay_[l] = t / free_time_[l];
}

void Capture::fill(const World& world, Frame& frame) const {
    frame.now = world.now();
    const Walkers& w = world.walkers();
    frame.dots.clear();
    for (std::size_t i = 0; i < w.size(); ++i) {
        if (!w.used(i)) continue;
        const GroupPlan& plan = world.plans()[w.group[i].index()];
        frame.dots.push_back({w.at(i),
                              {w.vx[i], w.vy[i]},
                              {w.hx[i], w.hy[i]},
                              w.person[i],
                              static_cast<std::uint8_t>(plan.population.value),
                              static_cast<std::uint8_t>(std::min<std::size_t>(plan.members.size(), 255)),
                              world.people().doing[w.person[i].index()],
                              static_cast<std::uint8_t>(plan.pass.valid() ? plan.pass.value : 255)});
    }
    frame.boats.clear();
    for (std::size_t b = 0; b < world.waterway().boats(); ++b) {
        const BoatView v = world.waterway().view(BoatId(b));
        frame.boats.push_back({v.at, v.heading, v.speed, v.phase, v.service, static_cast<std::uint16_t>(v.aboard)});
    }
    frame.carts.clear();
    for (std::size_t c = 0; c < world.shuttle().carts(); ++c) {
        const CartView v = world.shuttle().view(CartId(c));
        frame.carts.push_back({v.at, v.heading, v.speed, v.phase, v.line, static_cast<std::uint16_t>(v.aboard)});
    }
    frame.queues = marks_;
    frame.patches = patches_;
    frame.link_delay = delay_;
    frame.cordons.assign(world.cordons().begin(), world.cordons().end());
    frame.closed_links.resize(world.town().links.size());
    for (std::size_t l = 0; l < frame.closed_links.size(); ++l) frame.closed_links[l] = world.closed(LinkId(l)) ? 1 : 0;
    frame.doing = world.census().doing;
    frame.on_site = world.census().on_site;
    frame.total = world.census().total_on_site();
    frame.params = world.params();
}

void Capture::answer(const World& world, const SurfaceSample& sample, const Pains& pains, const Wishes& wishes,
                     Frame& frame) {
    frame.story = story_of(world, wishes.watched);
    frame.route.clear();
    if (wishes.watched.kind == ThingKind::person && wishes.watched.index < world.people().size())
        frame.route = way_on(world, PersonId(wishes.watched.index));
    if (wishes.pains) frame.pains = pains.worst(world, 25);
    if (!wishes.jam)
        frame.jam.clear();
    else if (wishes.jam_patch.valid())
        frame.jam = why_jammed(world, sample, wishes.jam_patch);
    else
        frame.jam = why_jammed(world, sample, wishes.jam_queue);
}

}  // namespace studio
