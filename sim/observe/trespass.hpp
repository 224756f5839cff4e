// Who is where without the pass for it: entries into access zones that were closed to somebody before he came (there
// must be none), and people in whose midst a zone was closed, until they are out.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "observe/observer.hpp"

namespace wz {

struct TrespassRecord {
    std::int64_t entries = 0;   // without a pass, people
    std::int64_t caught = 0;    // inside when a zone was closed to them, people
    int inside = 0;             // on the surface of a zone that is closed to them, now
    double longest_exit_s = 0;  // from the closing until such a person was last seen there
    std::string first_entry;    // who, where, when; empty: none
};

class Trespass : public Observer {
public:
    explicit Trespass(const World& world);
    void each_tick(const World& world) override;
    void each_second(const World& world, const SurfaceSample& sample) override;
    [[nodiscard]] const TrespassRecord& record() const { return record_; }

private:
    void note_closings(const World& world);
    void look_at(const World& world, std::size_t slot, PassId pass);

    TrespassRecord record_;
    std::vector<std::uint16_t> pass_of_;              // by GroupId; a plan is far more than a second's look may read
    std::vector<std::uint32_t> zones_of_;             // by LinkId: bits of its access zones
    std::vector<std::uint32_t> zones_;                // by PersonId: of the link last walked on
    std::vector<Tick> boarded_;                       // by PersonId: the last ride began; −1: none
    std::vector<std::uint32_t> forbidden_;            // by PassId, a second ago
    std::vector<std::array<Tick, 32>> closed_since_;  // by PassId and bit
};

}  // namespace wz
