#include "routing/cost_fields.hpp"

#include <algorithm>
#include <utility>

#include "base/fmath.hpp"

namespace wz {

namespace {
constexpr float ordinary_speed = 1.2f;  // m/s, for the times that routes are compared by
constexpr std::uint32_t memory = 3;     // updates after which a field that nobody has asked for is left alone
}  // namespace

float free_time_s(const Link& link, bool forward, const Params& params) {
    const int climb = forward ? link.climb : -link.climb;
    double factor = 1.0;
    if (climb > 0) factor = params.routing.stairs_aversion / params.pedestrian.stairs_up_factor;
    if (climb < 0) factor = params.routing.stairs_aversion / params.pedestrian.stairs_down_factor;
    return static_cast<float>(link.length / ordinary_speed * factor);
}

CostFields::CostFields(const Town& town, const RoutingParams& params) : net_(town), params_(params) {
    times_.s.assign(town.links.size(), {never, never});
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

void CostFields::compute(const Town& town, Field& field) const {
    Field* const one = &field;
    compute(town, std::span(&one, 1));
}

/// Fields of the same forbidden zones.
void CostFields::compute(const Town& town, std::span<Field* const> fields) const {
    thread_local StreetNet::Search search;
    search.begin(town.nodes.size());
    const std::uint32_t forbidden = fields.front()->forbidden;
    for (std::size_t lane = 0; lane < fields.size(); ++lane) {
        const Access& goal = fields[lane]->goal;
        const Link& last = town.links[goal.link];
        const auto& t = times_.s[goal.link.index()];
        const float share = last.length > 0 ? goal.along / last.length : 0.0f;
        const float into = (last.access_zones & forbidden) != 0 ? unreachable : 0;
        if (t[0] < never) search.found(last.a, lane, t[0] * share + into);
        if (t[1] < never) search.found(last.b, lane, t[1] * (1 - share) + into);
    }
    net_.spread(search, forbidden, unreachable);
    for (std::size_t lane = 0; lane < fields.size(); ++lane) {
        std::vector<float>& time = fields[lane]->time;
        time.resize(town.nodes.size());
        for (std::size_t n = 0; n < time.size(); ++n) time[n] = search.time[n * StreetNet::lanes + lane];
        fields[lane]->epoch = epoch_;
    }
}

void CostFields::update(const Town& town, const LinkTimes& times, const std::vector<char>& in_use, Team& team) {
    times_ = times;
    net_.set_times(times.s);
    ++epoch_;
    std::vector<Field*> fields;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        Field& f = fields_[FieldId(i)];
        if ((i < in_use.size() && in_use[i] != 0) || f.asked + memory >= epoch_) fields.push_back(&f);
    }
    // goals near each other together: what is found from one is not far from what is found from the others
    std::ranges::sort(fields, {}, [](const Field* f) { return std::pair(f->forbidden, f->goal.link); });
    std::vector<std::span<Field* const>> shares;
    for (std::size_t begin = 0, end = 0; begin < fields.size(); begin = end) {
        while (end < fields.size() && end - begin < StreetNet::lanes &&
               fields[end]->forbidden == fields[begin]->forbidden)
            ++end;
        shares.emplace_back(fields.data() + begin, end - begin);
    }
    team.for_blocks(shares.size(), [&](std::size_t k) { compute(town, shares[k]); });
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
    std::array<float, 32> time;
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
    const auto excess = [&](std::size_t i) { return (time[i] - least) / params_.logit_s; };
    constexpr double hopeless = 8.0;
    std::size_t options = 0, last = 0;
    for (std::size_t i = 0; i < count; ++i)
        if (excess(i) < hopeless) ++options, last = i;
    if (options == 1) return links[last];  // as at most nodes
    double total = 0;
    std::array<double, 32> odds;
    for (std::size_t i = 0; i < count; ++i) {
        odds[i] = excess(i) < hopeless ? fmath::exp(-excess(i)) : 0.0;
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
