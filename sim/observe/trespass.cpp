#include "observe/trespass.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

namespace wz {

namespace {
constexpr std::uint16_t no_pass = 0xffff;
}

Trespass::Trespass(const World& world)
    : zones_(world.people().size(), 0),
      boarded_(world.people().size(), -1),
      forbidden_(world.scenario().passes.size(), 0),
      closed_since_(world.scenario().passes.size()) {
    const Town& town = world.town();
    for (const Link& link : town.links) zones_of_.push_back(link.access_zones);
    for (std::size_t g = 0; g < world.plans().size(); ++g) {
        const GroupPlan& plan = world.plans()[g];
        pass_of_.push_back(plan.pass.valid() ? static_cast<std::uint16_t>(plan.pass.value) : no_pass);
        if (!plan.home.valid()) continue;
        const Group& group = world.group(GroupId(g));
        for (std::uint32_t m = 0; m < group.members; ++m)
            zones_[group.first_member.index() + m] = town.links[town.places[plan.home].door.link].access_zones;
    }
    for (std::size_t p = 0; p < forbidden_.size(); ++p) {
        forbidden_[p] = world.forbidden(PassId(p));
        closed_since_[p].fill(world.scenario().start);
    }
}

void Trespass::each_tick(const World& world) {
    for (const Event& e : world.events())
        if (e.type == EventType::boarded_boat || e.type == EventType::boarded_cart) boarded_[e.subject] = e.at;
    note_closings(world);
}

void Trespass::note_closings(const World& world) {
    for (std::size_t p = 0; p < forbidden_.size(); ++p) {
        const std::uint32_t closed = world.forbidden(PassId(p)) & ~forbidden_[p];
        forbidden_[p] = world.forbidden(PassId(p));
        if (closed == 0) continue;
        for (std::uint32_t bits = closed; bits != 0; bits &= bits - 1)
            closed_since_[p][static_cast<std::size_t>(std::countr_zero(bits))] = world.now();
        for (std::size_t i = 0; i < zones_.size(); ++i) {
            const Doing doing = world.people().doing[i];
            const PassId pass = world.plans()[world.people().group[i].index()].pass;
            if (pass == PassId(p) && doing != Doing::away && doing != Doing::gone && (zones_[i] & closed) != 0)
                ++record_.caught;
        }
    }
}

void Trespass::look_at(const World& world, std::size_t slot, PassId pass) {
    const Walkers& w = world.walkers();
    const PersonId p = w.person[slot];
    const std::uint32_t zones = zones_of_[w.link[slot].index()];
    const std::uint32_t before = std::exchange(zones_[p.index()], zones);
    const std::uint32_t wrong = zones & world.forbidden(pass);
    if (wrong == 0) return;
    ++record_.inside;
    for (std::uint32_t bits = wrong; bits != 0; bits &= bits - 1) {
        const Tick since = closed_since_[pass.index()][static_cast<std::size_t>(std::countr_zero(bits))];
        const bool was_inside = (before & bits & (~bits + 1)) != 0,
                   was_aboard = boarded_[p.index()] >= 0 && boarded_[p.index()] < since;
        if (was_inside || was_aboard) {
            record_.longest_exit_s = std::max(record_.longest_exit_s, seconds(world.now() - since));
            continue;
        }
        ++record_.entries;
        if (record_.first_entry.empty())
            record_.first_entry = fmt::format("person {} of {} on {} at {} with the pass {}", p.value,
                                              world.scenario().populations[world.population_of(p)].id,
                                              world.town().patches[world.town().links[w.link[slot]].patch].name.id,
                                              clock_text(world.now()), world.scenario().passes[pass].id);
    }
}

void Trespass::each_second(const World& world, const SurfaceSample&) {
    record_.inside = 0;
    const Walkers& w = world.walkers();
    for (std::size_t slot = 0; slot < w.size(); ++slot) {
        if (!w.used(slot)) continue;
        if (const std::uint16_t pass = pass_of_[w.group[slot].index()]; pass != no_pass)
            look_at(world, slot, PassId(pass));
    }
}

}  // namespace wz
