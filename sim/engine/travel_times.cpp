// What people learn about travel times: how fast they get on along each link, and how long gates take.
#include <algorithm>
#include <cmath>

#include "engine/step.hpp"

namespace wz {

namespace {
constexpr float least_pace = 0.08f;  // of free speed: bounds the time of a jammed link
constexpr float noticeable = 0.1f;   // relative change of a link's time that is worth replanning

float ratio_time(float free, float ratio) { return free / std::max(ratio, least_pace); }
}  // namespace

void Step::sample_paces() {
    if (now % (5 * ticks_per_second) != 0) return;
    const Walkers& k = w.walkers_;
    for (std::size_t i = 0; i < k.size(); ++i) {
        if (!k.used(i) || k.gait[i] != Gait::walk || k.pause_until[i] > now)
            continue;  // queues tell themselves how long
        LinkPace& pace = w.link_paces_[k.link[i].index()][k.forward[i] != 0 ? 0 : 1];
        pace.measured += norm(Vec2{k.vx[i], k.vy[i]});
        const Link& l = town.links[k.link[i]];
        const bool steps = l.climb != 0;
        pace.wanted += k.free_speed[i] * k.pace[i] * (steps ? 0.5f : 1.0f);
    }
}

void Step::learn_ways() {
    const Tick period = ticks(w.params_.routing.update_period_s);
    if (!w.ways_changed_ && now % period != 0) return;
    const auto memory = static_cast<float>(w.params_.routing.delay_memory);
    LinkTimes times = w.fields_.times();
    bool worth_it = w.ways_changed_;
    for (std::size_t i = 0; i < town.links.size(); ++i) {
        const Link& l = town.links[LinkId(i)];
        std::array<LinkPace, 2>& pace = w.link_paces_[i];
        if (now % period == 0) {
            for (LinkPace& p : pace) {
                const float seen = p.wanted > 0 ? std::min(1.0f, p.measured / p.wanted) : 1.0f;
                p = {0, 0, memory * p.ratio + (1 - memory) * seen};
            }
        }
        std::array<float, 2> t{ratio_time(free_time_s(l, true, w.params_), pace[0].ratio),
                               ratio_time(free_time_s(l, false, w.params_), pace[1].ratio)};
        if (l.kind == LinkKind::gate) {
            const Gate& gate = town.gates[l.gate];
            const GateState& s = w.gates_[l.gate];
            const auto delay = [&](const ServiceQueue& q, int pressing) {
                if (q.servers() <= 0) return CostFields::unreachable;
                return static_cast<float>(std::max(0.0, q.expected_wait_s()) +
                                          gate.service_s * (1.0 + static_cast<double>(pressing) / q.servers()));
            };
            float in = delay(s.in, s.pressing_in);
            if (s.holds_back()) in = std::max(in, static_cast<float>(s.wait_on_sign_s()));  // all stand before it
            const float out = delay(s.out, s.pressing_out);
            t = gate.inside_is_b ? std::array<float, 2>{in, out} : std::array<float, 2>{out, in};
        }
        if (w.link_one_way_[i] != 0) t[w.link_one_way_[i] == 1 ? 1 : 0] = CostFields::never;
        if (w.link_closed_[i] != 0) t = {t[0] + CostFields::unreachable, t[1] + CostFields::unreachable};
        for (std::size_t d = 0; d < 2; ++d) {
            const float old = w.fields_.times().s[i][d];
            worth_it =
                worth_it || (t[d] != old && !(std::abs(t[d] - old) <= noticeable * old));  // inf to inf is no change
            times.s[i][d] = t[d];
        }
    }
    w.ways_changed_ = false;
    if (!worth_it) return;
    std::vector<char> in_use(w.fields_.size(), 0);
    for (std::size_t i = 0; i < w.walkers_.size(); ++i)
        if (w.walkers_.used(i) && w.walkers_.field[i].valid()) in_use[w.walkers_.field[i].index()] = 1;
    w.fields_.update(town, times, in_use, team);
}

}  // namespace wz
