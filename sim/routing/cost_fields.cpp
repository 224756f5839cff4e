#include "routing/cost_fields.hpp"

#include <algorithm>
#include <bit>

#include "base/fmath.hpp"

namespace wz {

namespace {
constexpr float ordinary_speed = 1.2f;  // m/s, for the times that routes are compared by

/// (time, node) in one number: times are not negative, so that their bits are in order, and ties go by node.
std::uint64_t queued(float time, std::uint32_t node) {
    return (std::uint64_t{std::bit_cast<std::uint32_t>(time)} << 32) | node;
}
}  // namespace

float free_time_s(const Link& link, bool forward, const Params& params) {
    const int climb = forward ? link.climb : -link.climb;
    double factor = 1.0;
    if (climb > 0) factor = params.routing.stairs_aversion / params.pedestrian.stairs_up_factor;
    if (climb < 0) factor = params.routing.stairs_aversion / params.pedestrian.stairs_down_factor;
    return static_cast<float>(link.length / ordinary_speed * factor);
}

CostFields::CostFields(const Town& town, const RoutingParams& params) : params_(params) {
    times_.s.assign(town.links.size(), {never, never});
    for (NodeId n(0); n.index() < town.nodes.size(); ++n.value) {
        first_arc_.push_back(static_cast<std::uint32_t>(arcs_.size()));
        for (const LinkId l : town.links_at(n))
            arcs_.push_back(
                {town.other_end(l, n).value, l.value, town.links[l].b == n ? 0u : 1u, town.links[l].access_zones});
    }
    first_arc_.push_back(static_cast<std::uint32_t>(arcs_.size()));
}

FieldId CostFields::field(const Town& town, const Access& goal, std::uint32_t forbidden_zones) {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        const Field& f = fields_[FieldId(i)];
        if (f.forbidden != forbidden_zones || f.goal.link != goal.link || f.goal.at != goal.at) continue;
        refresh(town, FieldId(i));
        return FieldId(i);
    }
    Field made;
    made.goal = goal;
    made.forbidden = forbidden_zones;
    compute(town, made);
    goal_links_.push_back(made.goal.link);
    fields_.push_back(std::move(made));
    return FieldId(fields_.size() - 1);
}

bool CostFields::passable(const Town& town, FieldId f, LinkId l, bool forward) const {
    return !forbids(town, f, l) && times_.s[l.index()][forward ? 0 : 1] < unreachable;
}

/// Dijkstra's search backwards from the goal. A street that does not branch is followed to its end at once: only
/// junctions wait in the heap.
void CostFields::compute(const Town& town, Field& field) const {
    field.epoch = epoch_;
    field.time.assign(town.nodes.size(), never);
    thread_local std::vector<std::uint64_t> heap;
    heap.clear();
    const auto wait = [&](std::uint32_t n) {
        heap.push_back(queued(field.time[n], n));
        std::push_heap(heap.begin(), heap.end(), std::greater<>{});
    };
    const auto start = [&](NodeId n, float time) {
        if (time >= field.time[n.index()]) return;
        field.time[n.index()] = time;
        wait(n.value);
    };
    const auto follow = [&](const Arc* arc, float time) {
        for (;;) {
            time += times_.s[arc->link][arc->direction] + ((arc->zones & field.forbidden) != 0 ? unreachable : 0.0f);
            const std::uint32_t n = arc->from;
            if (time >= field.time[n]) return;
            field.time[n] = time;
            const Arc* first = arcs_.data() + first_arc_[n];
            const std::uint32_t arcs = first_arc_[n + 1] - first_arc_[n];
            if (arcs > 2) return wait(n);
            if (arcs == 1) return;
            arc = first->link == arc->link ? first + 1 : first;
        }
    };
    const Link& last = town.links[field.goal.link];
    const auto& end_times = times_.s[field.goal.link.index()];
    const float share = last.length > 0 ? field.goal.along / last.length : 0.0f;
    const float into = (last.access_zones & field.forbidden) != 0 ? unreachable : 0;
    if (end_times[0] < never) start(last.a, end_times[0] * share + into);
    if (end_times[1] < never) start(last.b, end_times[1] * (1 - share) + into);
    while (!heap.empty()) {
        std::pop_heap(heap.begin(), heap.end(), std::greater<>{});
        const auto n = static_cast<std::uint32_t>(heap.back());
        const float here = std::bit_cast<float>(static_cast<std::uint32_t>(heap.back() >> 32));
        heap.pop_back();
        if (here > field.time[n]) continue;
        for (std::uint32_t i = first_arc_[n]; i < first_arc_[n + 1]; ++i) follow(&arcs_[i], here);
    }
}

void CostFields::update(const Town& town, const LinkTimes& times, const std::vector<char>& in_use, Team& team) {
    times_ = times;
    ++epoch_;
    team.for_range(std::min(fields_.size(), in_use.size()), 4, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            if (in_use[i] != 0) compute(town, fields_[FieldId(i)]);
    });
}

float CostFields::time_from(const Town& town, FieldId f, const Access& from) const {
    const Field& field = fields_[f];
    assert(field.epoch == epoch_);
    const Link& link = town.links[from.link];
    const auto& t = times_.s[from.link.index()];
    const float share = link.length > 0 ? from.along / link.length : 0.0f;
    float best = std::min(t[0] * (1 - share) + field.time[link.b.index()], t[1] * share + field.time[link.a.index()]);
    if (field.goal.link == from.link) {
        const float part = link.length > 0 ? (field.goal.along - from.along) / link.length : 0.0f;
        best = std::min(best, part >= 0 ? t[0] * part : t[1] * -part);
    }
    return best;
}

float CostFields::onward_time(const Town& town, const Field& f, LinkId l, NodeId from) const {
    const Link& link = town.links[l];
    const bool forward = link.a == from;
    const float t =
        times_.s[l.index()][forward ? 0 : 1] + ((link.access_zones & f.forbidden) != 0 ? unreachable : 0.0f);
    if (!(t < never)) return never;
    float best = t + f.time[town.other_end(l, from).index()];
    if (l == f.goal.link) {
        const float share = link.length > 0 ? f.goal.along / link.length : 0.0f;
        best = std::min(best, t * (forward ? share : 1 - share));
    }
    return best;
}

LinkId CostFields::choose(const Town& town, FieldId f, NodeId n, LinkId from, double draw) const {
    const Field& field = fields_[f];
    assert(field.epoch == epoch_);
    const float here = field.time[n.index()];
    // Nobody sets foot on a closed link, or in a zone without its pass; those who are on one go on until they are off
    // it.
    const bool on_closed =
        from.valid() &&
        (forbids(town, f, from) || std::min(times_.s[from.index()][0], times_.s[from.index()][1]) >= unreachable);
    if (!(here < (on_closed ? never : unreachable))) return {};
    const auto may_take = [&](LinkId l) { return on_closed || passable(town, f, l, town.links[l].a == n); };
    std::array<float, 32> time{};
    const auto links = town.links_at(n);
    const std::size_t count = std::min(links.size(), time.size());
    float least = never;
    for (std::size_t i = 0; i < count; ++i) {
        time[i] = onward_time(town, field, links[i], n);
        // only links that lead closer, and not back where we came from, unless it is the only way
        const bool closer = links[i] == field.goal.link || field.time[town.other_end(links[i], n).index()] < here;
        if (!closer || links[i] == from || !may_take(links[i])) time[i] = never;
        least = std::min(least, time[i]);
    }
    if (!(least < never)) {  // turning round is the way
        for (std::size_t i = 0; i < count; ++i) {
            time[i] = may_take(links[i]) ? onward_time(town, field, links[i], n) : never;
            least = std::min(least, time[i]);
        }
        if (!(least < never)) return {};
    }
    double total = 0;
    std::array<double, 32> odds{};
    for (std::size_t i = 0; i < count; ++i) {
        const double excess = (time[i] - least) / params_.logit_s;
        odds[i] = excess < 8.0 ? fmath::exp(-excess) : 0.0;
        total += odds[i];
    }
    double mark = draw * total;
    LinkId chosen;
    for (std::size_t i = 0; i < count; ++i) {
        if (odds[i] <= 0) continue;
        chosen = links[i];
        mark -= odds[i];
        if (mark < 0) break;
    }
    return chosen;
}

void CostFields::add_to_hash(Hasher& hasher) const {
    hasher.add(epoch_);
    for (const auto& t : times_.s) {
        hasher.add(t[0]);
        hasher.add(t[1]);
    }
    for (const Field& f : fields_) {
        hasher.add(f.goal.link.value);
        hasher.add(f.forbidden);
    }
}

}  // namespace wz
