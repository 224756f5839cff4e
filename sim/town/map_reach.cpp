#include "town/map_reach.hpp"

#include <utility>

namespace wz {

OnFoot::OnFoot(const Town& town, const std::vector<Access>& from, std::uint32_t forbidden_zones,
               std::vector<char> closed)
    : town_(town),
      forbidden_(forbidden_zones),
      closed_(std::move(closed)),
      there_(spread(from, false)),
      back_(spread(from, true)) {}

bool OnFoot::open(LinkId l) const {
    const Link& link = town_.links[l];
    const bool closed = closed_.empty() ? link.closed : closed_[l.index()] != 0;
    return !closed && (link.access_zones & forbidden_) == 0;
}

std::vector<char> OnFoot::spread(const std::vector<Access>& from, bool back) const {
    std::vector<char> seen(town_.nodes.size(), 0);
    std::vector<NodeId> edge;
    const auto visit = [&](NodeId n) {
        if (seen[n.index()]) return;
        seen[n.index()] = 1;
        edge.push_back(n);
    };
    for (const Access& door : from) {
        if (!open(door.link)) continue;
        const Link& l = town_.links[door.link];
        if (!l.one_way || !back) visit(l.b);
        if (!l.one_way || back) visit(l.a);
    }
    while (!edge.empty()) {
        const NodeId n = edge.back();
        edge.pop_back();
        for (const LinkId l : town_.links_at(n)) {
            const bool along = town_.links[l].a == n;
            if (open(l) && (!town_.links[l].one_way || along != back)) visit(town_.other_end(l, n));
        }
    }
    return seen;
}

bool OnFoot::reaches(const Access& door) const {
    if (!open(door.link)) return false;
    const Link& l = town_.links[door.link];
    const bool there = there_[l.a.index()] || (!l.one_way && there_[l.b.index()]);
    const bool back = back_[l.b.index()] || (!l.one_way && back_[l.a.index()]);
    return there && back;
}

std::vector<Access> entry_doors(const Town& town) {
    std::vector<Access> doors;
    for (const Entry& e : town.entries) doors.push_back(e.door);
    return doors;
}

std::uint32_t all_access_zones(const Town& town) {
    std::uint32_t bits = 0;
    for (const Zone& z : town.zones)
        if (z.access_bit >= 0) bits |= 1u << z.access_bit;
    return bits;
}

}  // namespace wz
