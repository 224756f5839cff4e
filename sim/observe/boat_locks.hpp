// Boats that keep each other from going on for good. A boat is locked if it has made no headway for some minutes and
// waits for none but locked boats: a knot of the wait-for graph. Nobody in a knot can ever move again, whatever the
// others do; a long queue is no knot, since its first boat moves on. Whoever stands much longer than the others without
// being in a knot is told by name, too: the rules let everybody pass before it.
#pragma once

#include <cstdint>
#include <vector>

#include "base/vec2.hpp"
#include "observe/observer.hpp"

namespace wz {

struct BoatLock {
    Tick from = 0;   // the last of its boats came to a stop
    Tick found = 0;  // and was noticed
    Tick until = 0;  // it was seen last
    std::vector<BoatId> boats;
    Vec2d at;  // of the first of them
};

/// A boat under way that has made no headway for `starves` or longer, though neither a closed way nor the rain holds
/// it.
struct BoatStandstill {
    BoatId boat;
    Tick from = 0, until = 0;
    Vec2d at;
};

class LockFinder {
public:
    /// Without headway for so long before it counts. Longer than any period for which somebody has precedence.
    static constexpr Tick patience = ticks(300);

    /// Without headway for so long before it is told by name, in a knot or not.
    static constexpr Tick starves = ticks(900);

    /// Once a second.
    void look(const Waterway& waterway, Tick now);
    [[nodiscard]] const std::vector<BoatLock>& locks() const { return locks_; }
    /// In order of their beginning.
    [[nodiscard]] const std::vector<BoatStandstill>& standstills() const { return standstills_; }
    /// Boats that have lain as long before a closed way without finding another one, or a way back.
    [[nodiscard]] const std::vector<BoatStandstill>& shut_in() const { return shut_in_; }
    /// The longest that a boat under way has made no headway though its way was open, s; 0: none above `patience`.
    [[nodiscard]] double longest_standstill_s() const { return longest_standstill_s_; }

private:
    struct Mark {
        Vec2d at;
        Tick since = -1;                    // within half a metre of it; negative: moored
        Tick free = -1;                     // nothing keeps it back since then; negative: something does
        std::size_t standstill = SIZE_MAX;  // of those told
        Tick shut = -1;                     // before a closed way since then; negative: not
        std::size_t told_shut = SIZE_MAX;
    };
    void note(const Waterway& waterway, Tick now, std::vector<BoatId> boats);
    static void tell(std::vector<BoatStandstill>& list, std::size_t& place, const BoatStandstill& told);

    std::vector<Mark> marks_;  // by boat
    std::vector<BoatLock> locks_;
    std::vector<BoatStandstill> standstills_, shut_in_;
    double longest_standstill_s_ = 0;
};

class BoatLocks : public Observer, public LockFinder {
public:
    void each_second(const World& world, const SurfaceSample&) override { look(world.waterway(), world.now()); }
};

}  // namespace wz
