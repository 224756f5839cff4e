// StreetNet. Compiled once per instruction set by Highway; every lane does its own sums, so that all find the same
// bits.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "routing/street_net.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <cstddef>
#include <limits>

#include "routing/street_net.hpp"

#ifndef WZ_STREET_SEARCH
#define WZ_STREET_SEARCH
namespace wz::streets {
struct Net {
    const StreetNet::Arc* arcs;
    const std::uint32_t *arcs_from, *first_there;
    std::uint32_t forbidden;
    float toll;
};
}  // namespace wz::streets
#endif

HWY_BEFORE_NAMESPACE();
namespace wz::streets::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, StreetNet::lanes>;

/// Along a street to its end, or as far as somebody is nearer than was known.
HWY_ATTR inline void follow(const Net& net, const StreetNet::Arc* arc, hn::Vec<D> so_far, StreetNet::Search& search,
                            std::size_t part) {
    for (;; ++arc) {
        so_far = hn::Add(so_far, hn::Set(D(), arc->time + ((arc->zones & net.forbidden) != 0 ? net.toll : 0.0f)));
        float* const there = search.time.data() + arc->to * StreetNet::lanes + part;
        const auto before = hn::Load(D(), there);
        if (hn::AllFalse(D(), hn::Lt(so_far, before))) return;
        so_far = hn::Min(so_far, before);
        hn::Store(so_far, D(), there);
        if (!arc->last) continue;
        if (search.waits[arc->to] == 0) search.waiting.push_back(arc->to);
        search.waits[arc->to] = 1;
        return;
    }
}

HWY_ATTR void spread(const Net& net, StreetNet::Search& search) {
    for (std::size_t next = 0; next < search.waiting.size(); ++next) {
        const std::uint32_t n = search.waiting[next];
        search.waits[n] = 0;
        for (std::uint32_t i = net.first_there[n]; i < net.first_there[n + 1]; ++i)
            for (std::size_t part = 0; part < StreetNet::lanes; part += hn::Lanes(D()))
                follow(net, net.arcs + net.arcs_from[i],
                       hn::Load(D(), search.time.data() + n * StreetNet::lanes + part), search, part);
    }
}

}  // namespace wz::streets::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace wz {

namespace streets {
HWY_EXPORT(spread);
}  // namespace streets

void StreetNet::Search::begin(std::size_t nodes) {
    time.assign(nodes * lanes, std::numeric_limits<float>::infinity());
    waits.assign(nodes, 0);
    waiting.clear();
}

void StreetNet::Search::found(NodeId n, std::size_t lane, float t) {
    float& known = time[n.index() * lanes + lane];
    if (t >= known) return;
    known = t;
    if (waits[n.index()] == 0) waiting.push_back(n.value);
    waits[n.index()] = 1;
}

StreetNet::StreetNet(const Town& town) {
    std::vector<std::vector<std::uint32_t>> from(town.nodes.size());  // arcs
    std::vector<std::array<bool, 2>> laid(town.links.size());
    const auto looked_along = [&](LinkId l, NodeId n) { return town.links[l].b == n ? 1u : 0u; };
    const auto lay_street = [&](NodeId n, LinkId l) {  // from n over l to the next junction
        for (bool last = false; !last;) {
            const std::uint32_t direction = looked_along(l, n);
            laid[l.index()][direction] = true;
            from[n.index()].push_back(static_cast<std::uint32_t>(arcs_.size()));
            n = town.other_end(l, n);
            const auto links = town.links_at(n);
            const LinkId on = links.front() == l ? links.back() : links.front();
            last = links.size() != 2 || laid[on.index()][looked_along(on, n)];
            arcs_.push_back({n.value, town.links[l].access_zones, std::numeric_limits<float>::infinity(), last});
            walked_.push_back({l.value, 1 - direction});
            l = on;
        }
    };
    for (const bool from_junctions : {true, false})  // then rings without any
        for (NodeId n(0); n.index() < town.nodes.size(); ++n.value)
            for (const LinkId l : town.links_at(n))
                if ((town.links_at(n).size() != 2) == from_junctions && !laid[l.index()][looked_along(l, n)])
                    lay_street(n, l);
    for (const auto& arcs : from) {
        first_there_.push_back(static_cast<std::uint32_t>(arcs_from_.size()));
        arcs_from_.insert(arcs_from_.end(), arcs.begin(), arcs.end());
    }
    first_there_.push_back(static_cast<std::uint32_t>(arcs_from_.size()));
}

void StreetNet::set_times(const std::vector<std::array<float, 2>>& s) {
    for (std::size_t a = 0; a < arcs_.size(); ++a) arcs_[a].time = s[walked_[a].link][walked_[a].direction];
}

void StreetNet::spread(Search& search, std::uint32_t forbidden, float toll) const {
    HWY_DYNAMIC_DISPATCH(streets::spread)
    ({arcs_.data(), arcs_from_.data(), first_there_.data(), forbidden, toll}, search);
}

}  // namespace wz
#endif  // HWY_ONCE
