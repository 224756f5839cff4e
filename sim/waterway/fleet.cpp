// The fleet at the start of the day, its hash and its checks.
#include "waterway/fleet.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/random.hpp"

namespace wz::water {

namespace {

constexpr double overlap_allowed = 0.05;  // m
constexpr double guard_s = 600;           // s at one stop line: somebody should look at it

}  // namespace

Fleet::Fleet(std::shared_ptr<const Town> town_, const FleetSpec& spec_, const Params& params_, std::uint64_t seed_,
             Tick start)
    : town(std::move(town_)),
      spec(std::make_shared<const FleetSpec>(spec_)),
      fairway(std::make_shared<const Fairway>(town)),
      params(params_.waterway),
      seed(seed_),
      now(start),
      boats(static_cast<std::size_t>(spec_.boats)),
      oars(boats.size()),
      rights(fairway, params),
      slot_holder(fairway->slots.size()),
      services(spec_.services.size()) {
    passage.closed.assign(town->water_links.size(), 0);
    passage.level_m = params.water_level_m;
    passage.height_m = params.boat_height_m;
    hulls.resize(boats.size());
    for (std::size_t s = 0; s < services.size(); ++s) services[s].boats = spec->services[s].boats;
    called_at.assign(town->docks.size(), 0);
    for (const BoatServiceSpec& s : spec->services) {
        called_at[s.from.index()] = 1;
        for (const DockId dock : s.to) called_at[dock.index()] = 1;
    }
    lay_bys = fairway->moorings;
    for (std::size_t d = 0; d < called_at.size(); ++d)
        if (!called_at[d]) lay_bys.insert(lay_bys.end(), fairway->dock_slots[d].begin(), fairway->dock_slots[d].end());
    keep_waiting_places();
    moor_all();
}

/// The moorings nearest to each dock.
void Fleet::keep_waiting_places() {
    waiting_place = IdVector<SlotId, std::uint8_t>(fairway->slots.size());
    for (std::size_t d = 0; d < called_at.size(); ++d) {
        const auto& berths = fairway->dock_slots[d];
        if (!called_at[d] || berths.empty()) continue;
        const std::vector<double> distance = distances_from(*fairway, passage, fairway->slots[berths.front()]);
        std::vector<std::pair<double, SlotId>> places;
        for (const SlotId id : lay_bys) {
            const Slot& slot = fairway->slots[id];
            const WaterLink& link = town->water_links[slot.link];
            places.emplace_back(
                std::min(distance[link.a.index()] + slot.along, distance[link.b.index()] + link.length - slot.along),
                id);
        }
        std::ranges::sort(places);
        const auto kept = static_cast<std::size_t>(params.waiting_per_berth * static_cast<double>(berths.size()) + 0.5);
        for (std::size_t k = 0; k < std::min(places.size(), kept); ++k) waiting_place[places[k].second] = 1;
    }
}

/// Each service's boats at its dock as far as berths go, then at the nearest moorings; the others where there is room.
void Fleet::moor_all() {
    std::size_t places = fairway->moorings.size();
    for (const auto& berths : fairway->dock_slots) places += berths.size();
    if (!boats.empty() && boats.size() >= places)  // boats that want each other's berths must be able to change places
        throw InputError(
            {spec->where, fmt::format("boats.fleet is {}", boats.size()),
             fmt::format("at most {}: the berths and mooring places of the map that leave the fairway free, but one",
                         places - std::min<std::size_t>(places, 1)),
             "draw more moorings or take fewer boats"});
    std::size_t next = 0;
    const auto lie = [&](SlotId id) {
        const Slot& slot = fairway->slots[id];
        boats[next].slot = id;
        slot_holder[id] = BoatId(next);
        hulls.x[next] = static_cast<float>(slot.at.x);
        hulls.y[next] = static_cast<float>(slot.at.y);
        hulls.angle[next] = static_cast<float>(slot.heading);
        ++next;
    };
    const auto somewhere = [&](DockId near) {
        // a dock keeps one berth free for arrivals as long as there is room elsewhere
        SlotId slot;
        if (near.valid() && free_berths(near) > (fairway->dock_slots[near.index()].size() > 1 ? 1 : 0))
            slot = free_berth(near);
        if (!slot.valid() && near.valid() && !fairway->dock_slots[near.index()].empty()) {
            Boat probe;
            probe.slot = fairway->dock_slots[near.index()].front();
            slot = nearest_mooring(probe, fairway->slots[probe.slot], Stay::idle);
        }
        for (const bool any : {false, true})
            for (std::size_t m = 0; m < lay_bys.size() && !slot.valid(); ++m)
                if (!slot_holder[lay_bys[m]].valid() && (any || !waiting_place[lay_bys[m]])) slot = lay_bys[m];
        for (const bool last_berth : {false, true})
            for (std::size_t d = 0; d < fairway->dock_slots.size() && !slot.valid(); ++d)
                if (free_berths(DockId(d)) > (last_berth ? 0 : 1)) slot = free_berth(DockId(d));
        return slot;
    };
    for (std::uint32_t s = 0; s < services.size(); ++s)
        for (int k = 0; k < services[s].boats && next < boats.size(); ++k) {
            if (!leisure(s)) boats[next].duty = s;
            boats[next].home = spec->services[s].from;
            lie(somewhere(spec->services[s].from));
        }
    while (next < boats.size()) lie(somewhere({}));
    for (std::size_t i = 0; i < boats.size(); ++i) {
        boats[i].since = now;
        // boatmen do not all grow tired at the same minute
        Draws draws(seed, Stream::boat_crew, i);
        boats[i].worked = ticks(draws.uniform() * 3600 * params.rest_after_h);
        boats[i].crew = shift_at(BoatId(i), now);
    }
    find_homes();
}

void Boat::add_to_hash(Hasher& h) const {
    h.add(phase), h.add(motion), h.add(errand), h.add(service), h.add(duty);
    h.add(from.value), h.add(to.value), h.add(slot.value), h.add(target.value);
    h.add(aboard), h.add(party), h.add(trips);
    h.add(since), h.add(next_person), h.add(first_aboard), h.add(ready), h.add(departed), h.add(shifted), h.add(worked);
    h.add(sculled), h.add(rests_until), h.add(crew);
    h.add(aground_until);
    h.add(stuck_s), h.add(waited_s), h.add(longest_wait_s), h.add(along), h.add(pose_heading);
    h.add(granted), h.add(released), h.add(asked), h.add(let_in), h.add(passed), h.add(may_cross), h.add(hold_at);
    h.add(track ? track->digest : 0);
}

void Fleet::add_to_hash(Hasher& h) const {
    h.add(boats.size());
    for (const Boat& b : boats) b.add_to_hash(h);
    hulls.add_to_hash(h);
    rights.add_to_hash(h);
    for (const BoatId holder : slot_holder) h.add(holder.value);
    for (std::size_t i = 0; i < services.size(); ++i) {
        const ServiceState& s = services[i];
        if (spec->services[i].irregular) h.add(s.drawn[0]), h.add(s.drawn[1]);
        h.add(s.boats), h.add(s.next_departure[0]), h.add(s.next_departure[1]), h.add(s.last_departure);
        h.add(s.interval_s), h.add(s.load);
    }
    h.add_column(std::span<const std::uint8_t>(passage.closed));
    for (const Shoal& s : shoals) h.add(s.link.value), h.add(s.lasts);
    h.add(passage.level_m), h.add(passage.height_m), h.add(stopped);
}

void Fleet::check(std::vector<std::string>& found) const {
    for (std::size_t i = 0; i < boats.size(); ++i) {
        const Boat& b = boats[i];
        const Outline outline = outline_at(hulls.at(i), double{hulls.angle[i]});
        for (std::size_t j = 0; j < i; ++j) {
            if (norm2(hulls.at(i) - hulls.at(j)) > hull_length * hull_length) continue;
            const double depth = overlap_depth(outline, outline_at(hulls.at(j), double{hulls.angle[j]}));
            if (depth > overlap_allowed)
                found.push_back(fmt::format("boats {} and {} overlap by {:.2f} m", j, i, depth));
        }
        for (const Bank& bank : town->banks) {
            if (nearest_on_segment(hulls.at(i), bank.a, bank.b).distance > hull_length / 2) continue;
            const Vec2d wall[2] = {bank.a, bank.b};
            const double depth = overlap_depth(outline, wall);
            if (depth > overlap_allowed) found.push_back(fmt::format("boat {} is {:.2f} m in a bank", i, depth));
        }
        if (b.waited_s > guard_s)
            found.push_back(fmt::format("boat {} has waited {:.0f} s for its right of way", i, b.waited_s));
        if (b.aboard < 0) found.push_back(fmt::format("boat {} carries {} people", i, b.aboard));
    }
    rights.check(boats, hulls, found);
}

}  // namespace wz::water
