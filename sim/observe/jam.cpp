#include "observe/jam.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace wz {

namespace {

constexpr std::size_t longest_chain = 24;
constexpr double slow_share = 0.5;  // of those who walk there: below it the jam ends

struct OnPatch {
    int people = 0, slow = 0;
    std::map<std::uint32_t, int> next;  // slow people by the next piece of their way
};

PatchId patch_of(const Town& town, LinkId l) { return l.valid() ? town.links[l].patch : PatchId{}; }

class Chain {
public:
    Chain(const World& world, const SurfaceSample& sample) : world_(world), town_(world.town()), sample_(sample) {}

    void street(PatchId patch) {
        while (patch.valid() && links_.size() < longest_chain && seen_.insert(patch).second) {
            const OnPatch here = look(patch);
            if (const auto q = pressed_at(patch)) return add_street(patch, here, "people press towards"), queue(*q);
            PatchId next;
            int most = 0;
            for (const auto& [p, n] : here.next)
                if (n > most && !seen_.contains(PatchId(p))) most = n, next = PatchId(p);
            const bool goes_on = next.valid() && jammed(look(next));
            const Patch& p = town_.patches[patch];
            if (!goes_on) {
                const bool narrow = p.width_m > 0;
                add_street(patch, here,
                           here.slow == 0 ? "nobody is held up here now"
                           : narrow       ? fmt::format("{} {:.1f} m wide: more come than pass, and beyond it moves",
                                                  p.bridge ? "bridge" : "way", p.width_m)
                                          : std::string("people who cross each other, and beyond it moves"));
                links_.back().binding = true;
                return;
            }
            add_street(patch, here, fmt::format("{} of {} held up by what lies ahead", here.slow, here.people));
            patch = next;
        }
        if (!links_.empty() && links_.back().binding == false) close_ring();
    }

    void queue(QueueName q) {
        using Kind = QueueName::Kind;
        const Name& name = name_of(town_, q);
        JamLink link{
            name.zh, fmt::format("{}, {}", name.en, word(q.kind)), {}, point_of(town_, q), people_in(world_, q)};
        PatchId beyond;
        switch (q.kind) {
            case Kind::door:
                link.why = door(PlaceId(q.index));
                break;
            case Kind::dock:
                link.why = dock(DockId(q.index));
                break;
            case Kind::stop:
                link.why = stop(StopId(q.index));
                break;
            default:
                link.why = gate(q, beyond);
        }
        link.binding = !beyond.valid();
        links_.push_back(std::move(link));
        if (beyond.valid()) street(beyond);
    }

    std::vector<JamLink> take() { return std::move(links_); }

private:
    OnPatch look(PatchId patch) const {
        OnPatch here;
        const Walkers& w = world_.walkers();
        for (std::size_t i = 0; i < w.size(); ++i) {
            if (!w.used(i) || sample_.patch.size() <= i || sample_.patch[i] != patch) continue;
            ++here.people;
            const float wanted = w.free_speed[i] * w.pace[i];
            const bool slow =
                w.gait[i] == Gait::press || (w.gait[i] == Gait::walk && w.pause_until[i] <= world_.now() &&
                                             std::hypot(w.vx[i], w.vy[i]) < 0.5f * wanted);
            if (!slow) continue;
            ++here.slow;
            const PatchId next = patch_of(town_, w.next[i]);
            if (next.valid() && next != patch) ++here.next[next.value];
        }
        return here;
    }
    static bool jammed(const OnPatch& p) { return p.slow >= 3 && p.slow >= slow_share * p.people; }

    /// The queue at which most of those who press on this patch want to be let in.
    std::optional<QueueName> pressed_at(PatchId patch) const {
        std::map<QueueName, int> votes;
        const Walkers& w = world_.walkers();
        for (std::size_t i = 0; i < w.size(); ++i) {
            if (!w.used(i) || w.gait[i] != Gait::press || sample_.patch.size() <= i || sample_.patch[i] != patch)
                continue;
            if (const auto q = wanted_by(i)) ++votes[*q];
        }
        std::optional<QueueName> best;
        int most = 2;
        for (const auto& [q, n] : votes)
            if (n > most) most = n, best = q;
        return best;
    }
    std::optional<QueueName> wanted_by(std::size_t slot) const {
        using Kind = QueueName::Kind;
        const Walkers& w = world_.walkers();
        for (const LinkId l : {w.next[slot], w.link[slot]})
            if (l.valid() && town_.links[l].gate.valid()) {
                const GateId g = town_.links[l].gate;
                const bool inwards = (w.forward[slot] != 0) == town_.gates[g].inside_is_b;
                return QueueName{inwards ? Kind::gate_in : Kind::gate_out, g.value};
            }
        const Group& g = world_.group(w.group[slot]);
        if (g.via != UINT32_MAX && !g.via_cart) return QueueName{Kind::dock, world_.dock_lines()[g.via].where};
        if (g.via != UINT32_MAX) return QueueName{Kind::stop, world_.stop_lines()[g.via].where};
        if (g.target.kind == SpotKind::place) return QueueName{Kind::door, g.target.index};
        return {};
    }

    std::string gate(QueueName q, PatchId& beyond) const {
        const GateState& state = world_.gate(GateId(q.index));
        const bool in = q.kind == QueueName::Kind::gate_in;
        const ServiceQueue& queue = q.kind == QueueName::Kind::windows ? state.windows : (in ? state.in : state.out);
        if (queue.servers() == 0) return "closed: no lane is open";
        if (in && state.holds_back())
            return fmt::format("holds people back: {} are within, {} may be", state.within, state.limit);
        if (q.kind != QueueName::Kind::windows && 2 * queue.blocked() >= queue.servers()) {
            const Link& l = town_.links[town_.gates[GateId(q.index)].link];
            const NodeId far = (in == town_.gates[GateId(q.index)].inside_is_b) ? l.b : l.a;
            for (const LinkId onward : town_.links_at(far))
                if (!town_.links[onward].gate.valid()) beyond = town_.links[onward].patch;
            return fmt::format("{} of {} lanes blocked: no room beyond", queue.blocked(), queue.servers());
        }
        return fmt::format("all {} {} busy: more come than are served", queue.servers(),
                           q.kind == QueueName::Kind::windows ? "windows" : "lanes");
    }
    std::string door(PlaceId p) const {
        const PlaceState& state = world_.place(p);
        const Place& place = town_.places[p];
        if (world_.now() < place.opens || world_.now() >= place.closes) return "not open now";
        if (state.inside >= place.capacity) return fmt::format("full: {} people inside", state.inside);
        if (state.out.line.size() > 20) return fmt::format("{} people are coming out", state.out.line.size());
        return fmt::format("door {:.1f} m wide, or it is not yet time: {} of {} inside", place.door_width_m,
                           state.inside, place.capacity);
    }
    std::string dock(DockId d) const {
        if (world_.dock(d).closed) return "closed by command";
        int boarding = 0, held = 0, away = 0, resting = 0;
        for (std::size_t b = 0; b < world_.waterway().boats(); ++b) {
            const BoatView v = world_.waterway().view(BoatId(b));
            const bool ours = v.from == d || v.to == d;
            if (v.phase == BoatPhase::resting) ++resting;
            if (!ours) continue;
            if (v.phase == BoatPhase::boarding || v.phase == BoatPhase::alighting) ++boarding;
            if (v.phase == BoatPhase::waiting) ++held;
            if (v.phase == BoatPhase::under_way) ++away;
        }
        if (held > away) return fmt::format("{} boats of this dock wait for right of way, {} under way", held, away);
        return fmt::format("too few boats: {} at the berths, {} under way, {} boatmen resting in all", boarding, away,
                           resting);
    }
    std::string stop(StopId s) const {
        if (world_.stop(s).closed) return "closed by command";
        int coming = 0;
        for (std::size_t c = 0; c < world_.shuttle().carts(); ++c) {
            const CartView v = world_.shuttle().view(CartId(c));
            if (v.next_stop == s && v.phase != CartPhase::in_depot) ++coming;
        }
        return fmt::format("too few seats come by: {} vehicles on the way here", coming);
    }

    void add_street(PatchId patch, const OnPatch& here, std::string why) {
        const Patch& p = town_.patches[patch];
        const double density = p.area_m2 > 0 ? here.people / static_cast<double>(p.area_m2) : 0;
        links_.push_back(
            {p.name.zh, p.name.en, fmt::format("{:.1f} people/m²; {}", density, why), p.centre, here.people});
    }
    void close_ring() {
        links_.back().binding = true;
        links_.back().why += "; they wait for each other in a ring";
    }

    const World& world_;
    const Town& town_;
    const SurfaceSample& sample_;
    std::vector<JamLink> links_;
    std::set<PatchId> seen_;
};

}  // namespace

std::vector<JamLink> why_jammed(const World& world, const SurfaceSample& sample, QueueName queue) {
    Chain chain(world, sample);
    chain.queue(queue);
    return chain.take();
}
std::vector<JamLink> why_jammed(const World& world, const SurfaceSample& sample, PatchId patch) {
    Chain chain(world, sample);
    chain.street(patch);
    return chain.take();
}

}  // namespace wz
