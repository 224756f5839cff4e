// Where people get to on foot, given the access zones they must not enter.
#pragma once

#include <cstdint>
#include <vector>

#include "town/town.hpp"

namespace wz {

/// What can be reached from some doors, and left again by the way back to one of them.
class OnFoot {
public:
    /// `forbidden_zones`: bits of access zones, as in Link::access_zones. `closed`: by link; none: as built.
    OnFoot(const Town& town, const std::vector<Access>& from, std::uint32_t forbidden_zones,
           std::vector<char> closed = {});
    [[nodiscard]] bool reaches(const Access& door) const;

private:
    [[nodiscard]] bool open(LinkId l) const;
    [[nodiscard]] std::vector<char> spread(const std::vector<Access>& from, bool back) const;

    const Town& town_;
    std::uint32_t forbidden_;
    std::vector<char> closed_;
    std::vector<char> there_, back_;  // by NodeId
};

/// Doors of all entries.
std::vector<Access> entry_doors(const Town& town);
/// Bits of all access zones.
std::uint32_t all_access_zones(const Town& town);

}  // namespace wz
