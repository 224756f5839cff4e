#include "observe/boat_locks.hpp"

#include <algorithm>

namespace wz {

namespace {

constexpr double headway_m = 0.5;       // hulls that wait drift a little
constexpr Tick to_set_out = ticks(60);  // from when its way is free until it has made some headway

bool on_its_way(const BoatView& boat) {
    return boat.phase == BoatPhase::under_way || boat.phase == BoatPhase::waiting || boat.phase == BoatPhase::docking;
}

/// What is left when all who wait for somebody outside are taken away, again and again.
std::vector<BoatId> knot(std::vector<BoatId> stopped, const std::vector<std::vector<BoatId>>& waits_for) {
    for (bool changed = true; changed;) {
        const auto freed = std::erase_if(stopped, [&](BoatId b) {
            return std::ranges::any_of(waits_for[b.index()],
                                       [&](BoatId o) { return !std::ranges::binary_search(stopped, o); });
        });
        changed = freed > 0;
    }
    return stopped;
}

}  // namespace

void LockFinder::look(const Waterway& waterway, Tick now) {
    marks_.resize(waterway.boats());
    std::vector<BoatId> stopped;
    std::vector<std::vector<BoatId>> waits_for(waterway.boats());
    for (std::size_t i = 0; i < waterway.boats(); ++i) {
        Mark& mark = marks_[i];
        const BoatView boat = waterway.view(BoatId(i));
        if (!on_its_way(boat)) {
            mark = {};
        } else if (mark.since < 0 || norm(boat.at - mark.at) > headway_m) {
            mark = {boat.at, now, -1};
        } else if (now - mark.since >= patience) {
            BoatHindrance hindrance = waterway.hindrance(BoatId(i));
            if (hindrance.for_the_world) {
                const Tick shut = mark.shut < 0 ? mark.since : mark.shut;
                if (now - shut >= starves) tell(shut_in_, mark.told_shut, {BoatId(i), shut, now, boat.at});
                mark = {boat.at, now, -1, SIZE_MAX, shut, mark.told_shut};
                continue;
            }
            mark.shut = -1;
            if (!hindrance.boats.empty())
                mark.free = -1;
            else if (mark.free < 0)
                mark.free = now;
            longest_standstill_s_ = std::max(longest_standstill_s_, seconds(now - mark.since));
            if (now - mark.since >= starves) {
                tell(standstills_, mark.standstill, {BoatId(i), mark.since, now, mark.at});
            }
            if (mark.free >= 0 && now - mark.free < to_set_out) continue;
            stopped.emplace_back(i);
            waits_for[i] = std::move(hindrance.boats);
        }
    }
    stopped = knot(std::move(stopped), waits_for);
    if (!stopped.empty()) note(waterway, now, std::move(stopped));
}

void LockFinder::tell(std::vector<BoatStandstill>& list, std::size_t& place, const BoatStandstill& told) {
    if (place == SIZE_MAX) {
        place = list.size();
        list.push_back(told);
    }
    list[place].until = told.until;
}

void LockFinder::note(const Waterway& waterway, Tick now, std::vector<BoatId> boats) {
    if (locks_.empty() || now - locks_.back().until > patience) {
        locks_.push_back({0, now, now, {}, waterway.view(boats.front()).at});
        for (const BoatId b : boats) locks_.back().from = std::max(locks_.back().from, marks_[b.index()].since);
    }
    locks_.back().until = now;
    locks_.back().boats = std::move(boats);  // those who come upon it later belong to it
}

}  // namespace wz
