// Where does it hurt now: person-minutes lost to waiting and to walking slower than one would, per queue and per piece
// of street, over about the last ten minutes. A value: it is copied with a snapshot.
#pragma once

#include <string>
#include <vector>

#include "observe/observer.hpp"
#include "observe/queue_name.hpp"

namespace wz {

struct Pain {
    bool street = false;  // else a queue
    QueueName queue;      // !street
    PatchId patch;        // street
    Vec2 at;
    double lost_min = 0;  // person-minutes
    int people = 0;       // there now
};

class Pains {
public:
    static constexpr double memory_s = 600;  // a loss counts 1/e after so long

    explicit Pains(const World& world);
    /// Once a second. Who waits loses the whole second; who walks loses 1 - speed / free speed of it, where that is
    /// more than a fifth; who rests on a bridge or in a square by his own choice loses nothing.
    void each_second(const World& world, const SurfaceSample& sample);
    /// The worst first; one per street or bridge: its worst piece.
    [[nodiscard]] std::vector<Pain> worst(const World& world, std::size_t most) const;

private:
    std::vector<QueueName> queues_;
    std::vector<double> queue_lost_s_;  // parallel
    IdVector<PatchId, double> street_lost_s_;
    IdVector<PatchId, int> street_people_;  // slowed, this second
};

}  // namespace wz
