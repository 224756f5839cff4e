#include <algorithm>
#include <array>

#include "base/random.hpp"
#include "pedestrian/crowd.hpp"
#include "pedestrian/opening.hpp"
#include "pedestrian/tactical.hpp"

namespace wz {

using namespace tactical;

namespace {

constexpr float turns_at = 0.8f;      // m: so near to a corner people go on to the next
constexpr float press_reach = 1.0f;   // m: first row in front of a full queue
constexpr float crowd_holds = 2.0f;   // 1/m²: in a denser crowd nobody turns round; those who did would lock it
constexpr float outnumbered = 0.45f;  // share of oncoming people among those before one

double route_draw(const CrowdScene& scene, const Walkers& w, std::uint32_t slot, NodeId node) {
    return (static_cast<double>(random_bits(scene.seed, Stream::route, w.route_key[slot], node.value) >> 11) + 0.5) *
           0x1p-53;
}

/// When travel times were learnt anew, it may be better to turn round.
void look_again(const CrowdScene& scene, Walkers& w, std::uint32_t slot, const WalkLane& lane, float s) {
    w.epoch[slot] = scene.fields.epoch();
    w.decided[slot] = 0;
    const FieldId f = w.field[slot];
    const bool forward = w.forward[slot] != 0;
    const Link& l = scene.town.links[w.link[slot]];
    const auto& t = scene.fields.times().s[w.link[slot].index()];
    const bool closed = (t[0] >= CostFields::unreachable && t[1] >= CostFields::unreachable) ||
                        scene.fields.forbids(scene.town, f, w.link[slot]);  // then any way off it
    // unless most people before one come the other way: then one goes along with them, and the knot comes undone
    if (!closed && w.seen.density[slot] > crowd_holds && w.oncoming[slot] < outnumbered) return;
    if (!closed && !scene.fields.passable(scene.town, f, w.link[slot], !forward)) return;
    const float share = std::clamp(s / std::max(lane.length, 0.1f), 0.0f, 1.0f);
    const float ahead = t[forward ? 0 : 1] * (1 - share) + scene.fields.time_from(f, forward ? l.b : l.a);
    const float back = t[forward ? 1 : 0] * share + scene.fields.time_from(f, forward ? l.a : l.b);
    const auto hysteresis = static_cast<float>(3 * scene.params.routing.logit_s);
    if (back + hysteresis < ahead) w.forward[slot] = forward ? 0 : 1;
}

/// Where across a lane to walk: mostly straight on, a little towards the liked side, on the right of oncoming people.
Vec2 point_on(const WalkLane& lane, float along, Vec2 from, Side side) {
    const float room = std::max(lane.half_width - wall_clearance, 0.0f);
    const float leftmost = room * (1 - 2 * side.oncoming);
    const float aside = std::clamp(cross(lane.along, from - lane.from), -room, std::max(leftmost, -room));
    return lane.from + lane.along * along +
           perp(lane.along) * (keeps_place * aside + (1 - keeps_place) * side.liked * room);
}

Vec2 aim_point(const WalkLane& lane, float s, Vec2 at, Side side, const WalkLane& next) {
    const float ahead = s + look_ahead - look_aside * std::min(1.0f, 2 * side.oncoming);
    if (ahead <= lane.length) return point_on(lane, ahead, at, side);
    const Vec2 aim = point_on(next, std::min(ahead - lane.length, next.length), at, side);
    return dot(aim - at, lane.along) > 0 ? aim : lane.to;  // where the way doubles back, first to its turning point
}

/// No wall in the straight way between two points of the surface.
bool in_sight(const Town& town, Vec2 from, Vec2 to, std::uint8_t decks) {
    constexpr float step = 0.5f;  // m
    constexpr int some = Places::count;
    const Vec2 way = to - from;
    const int samples = static_cast<int>(norm(way) / step);
    for (int first = 1; first <= samples; first += some) {
        std::array<float, some> x, y, distance;
        std::array<std::uint8_t, some> levels;
        levels.fill(decks);
        const int count = std::min(some, samples + 1 - first);
        for (int i = 0; i < some; ++i) {
            const Vec2 at = from + way * (static_cast<float>(first + i) / static_cast<float>(samples + 1));
            x[static_cast<std::size_t>(i)] = at.x, y[static_cast<std::size_t>(i)] = at.y;
        }
        town.surface.walls({x.data(), y.data(), levels.data()}, (1u << count) - 1, {distance.data()});
        if (std::any_of(distance.begin(), distance.begin() + count, [](float d) { return d < 0; })) return false;
    }
    return true;
}

/// Pushed off its street: the nearest of the streets that meet its ends, of those that are in sight.
void rejoin(const CrowdScene& scene, Walkers& w, std::uint32_t slot) {
    const Vec2 p = w.at(slot);
    const Link own = scene.town.links[w.link[slot]];
    float best = 1e9f;
    LinkId link;
    for (const NodeId n : {own.a, own.b})
        for (const LinkId l : scene.town.links_at(n)) {
            if (scene.town.links[l].kind == LinkKind::gate || scene.fields.forbids(scene.town, w.field[slot], l))
                continue;
            const WalkLane& lane = scene.town.lane(l, true);
            const auto on = nearest_on_segment(p, lane.from, lane.to);
            const float d = on.distance - lane.half_width;
            const Vec2 nearest = lane.from + (lane.to - lane.from) * on.fraction;
            const std::uint8_t decks = w.decks[slot] | scene.town.links[l].decks;
            const auto sees = [&](Vec2 point) { return in_sight(scene.town, p, point, decks); };
            if (d < best && (sees(nearest) || sees(lane.from) || sees(lane.to))) best = d, link = l;
        }
    if (!link.valid() || link == w.link[slot]) return;
    w.link[slot] = link;
    w.decided[slot] = 0;
    const Link& l = scene.town.links[link];
    w.forward[slot] = scene.fields.time_from(w.field[slot], l.b) <= scene.fields.time_from(w.field[slot], l.a) ? 1 : 0;
}

float speed_on(const CrowdScene& scene, const Walkers& w, std::uint32_t slot) {
    if (w.gait[slot] == Gait::stand || w.pause_until[slot] > scene.now) return 0;
    const Link& l = scene.town.links[w.link[slot]];
    const int climb = w.forward[slot] != 0 ? l.climb : -l.climb;
    float v = w.free_speed[slot] * w.pace[slot];
    if (climb > 0) v *= static_cast<float>(scene.params.pedestrian.stairs_up_factor);
    if (climb < 0) v *= static_cast<float>(scene.params.pedestrian.stairs_down_factor);
    if (w.gait[slot] == Gait::press) v = std::min(v, static_cast<float>(scene.params.queueing.spill_speed));
    return v;
}

/// Whoever crosses a square beside his lane aims at the lane where he sees it: first at `aim`, a few metres on, then
/// farther back. Else people would press against the wall beside the mouth by which it leaves the square.
Vec2 aim_in_sight(const Town& town, const WalkLane& lane, float s, Vec2 at, Vec2 aim, std::uint8_t decks) {
    constexpr float back = 2.0f;  // m at a time
    for (float along = std::min(s + look_ahead, lane.length);; along -= back) {
        if (in_sight(town, at, aim, decks)) return aim;
        if (along <= back) return lane.from;
        aim = lane.from + lane.along * (along - back);
    }
}

/// The goal lies on the next link, and as near as the node in between: straight on to it, unless a wall is between.
bool nearer_to_goal(const CrowdScene& scene, const Walkers& w, std::uint32_t slot, LinkId next, Vec2 node) {
    if (next != scene.fields.goal(w.field[slot]).link) return false;
    const Vec2 goal{w.goal_x[slot], w.goal_y[slot]};
    const bool nearer =
        norm2(goal - w.at(slot)) < norm2(goal - node) || norm2(goal - w.at(slot)) < norm2(node - w.at(slot));
    return nearer && in_sight(scene.town, w.at(slot), goal, w.decks[slot] | scene.town.links[next].decks);
}

/// The crowd before a gate may be longer than the street piece that ends there: `node` is the far end of the next one.
bool joins_gate_crowd(const CrowdScene& scene, NodeId node, float to_node) {
    if (!joins_crowd(to_node, scene.longest_gate_reach)) return false;
    for (const LinkId l : scene.town.links_at(node)) {
        const Link& link = scene.town.links[l];
        if (link.kind != LinkKind::gate) continue;
        const bool inwards = (link.a == node) == scene.town.gates[link.gate].inside_is_b;
        return joins_crowd(to_node, scene.gates[link.gate.index()][inwards ? 0 : 1].reach);
    }
    return false;
}

/// The last piece of the way. Whoever has been pushed off the street of the goal, so that a wall is between, goes back
/// to it first.
Intent last_leg(const CrowdScene& scene, Walkers& w, std::uint32_t slot) {
    const Vec2 goal{w.goal_x[slot], w.goal_y[slot]};
    Vec2 to = goal - w.at(slot);
    const float distance = norm(to);
    const Link& link = scene.town.links[w.link[slot]];
    if (link.kind != LinkKind::square && distance > 1) {
        const WalkLane& lane = scene.town.lane(w.link[slot], true);
        const auto on = nearest_on_segment(w.at(slot), lane.from, lane.to);
        if (on.distance > lane.half_width && !in_sight(scene.town, w.at(slot), goal, w.decks[slot]))
            to = lane.from + (lane.to - lane.from) * on.fraction - w.at(slot);
    }
    w.remaining[slot] = distance;
    const bool presses = w.gait[slot] == Gait::press;
    const float crowd = scene.goal_reach[w.field[slot].index()], reach = presses ? press_reach : crowd;
    return {unit(to, {w.hx[slot], w.hy[slot]}), speed_on(scene, w, slot),
            distance < reach ? Reached::goal : Reached::nothing, joins_crowd(distance, crowd)};
}

/// To the place at the parapet, and stays there.
Intent to_parapet(const Walkers& w, std::uint32_t slot) {
    constexpr float there = 0.1f, settles_in = 0.8f;  // m, s
    const Vec2 to = Vec2{w.goal_x[slot], w.goal_y[slot]} - w.at(slot);
    const float distance = norm(to);
    const float speed = distance < there ? 0.0f : std::min(0.6f * w.free_speed[slot], distance / settles_in);
    return {unit(to, {w.hx[slot], w.hy[slot]}), speed, Reached::nothing};
}

}  // namespace

Intent follow_route(const CrowdScene& scene, Walkers& w, std::uint32_t slot) {
    if (w.gait[slot] == Gait::watch) return to_parapet(w, slot);
    const Town& town = scene.town;
    const FieldId f = w.field[slot];
    for (int hop = 0; hop < 4; ++hop) {
        const LinkId id = w.link[slot];
        w.decks[slot] = town.links[id].decks;
        if (id == scene.fields.goal(f).link) return last_leg(scene, w, slot);
        const WalkLane& lane = town.lane(id, w.forward[slot] != 0);
        const Vec2 offset = w.at(slot) - lane.from;
        const float s = dot(offset, lane.along), t = cross(lane.along, offset);
        if (w.epoch[slot] != scene.fields.epoch()) {
            look_again(scene, w, slot, lane, s);
            continue;
        }
        if (town.links[id].kind != LinkKind::square && (std::abs(t) > lane.half_width + 2.0f || s < -far_back) &&
            hop == 0) {
            rejoin(scene, w, slot);
            continue;
        }
        const NodeId head = lane.head;
        if (w.decided[slot] == 0) {
            w.next[slot] = scene.fields.choose(town, f, head, id, route_draw(scene, w, slot, head));
            w.decided[slot] = 1;
        }
        const LinkId next_id = w.next[slot];
        if (!next_id.valid()) {
            w.remaining[slot] = CostFields::unreachable;
            return {unit(lane.to - w.at(slot)), 0, Reached::lost};
        }
        const float to_head = norm(lane.to - w.at(slot));
        if (estimates_way(scene.now))
            w.remaining[slot] = std::max(lane.length - s, 0.0f) + scene.fields.time_from(f, head) * metres_per_s;
        const Link& next_link = town.links[next_id];
        if (town.nodes[head].decks != 0 && to_head < meets_level) w.decks[slot] |= next_link.decks;
        if (next_link.kind == LinkKind::gate) {
            const Gate& gate = town.gates[next_link.gate];
            const bool inwards = (next_link.a == head) == gate.inside_is_b;
            const bool presses = w.gait[slot] == Gait::press;
            const GateSide side = scene.gates[next_link.gate.index()][inwards ? 0 : 1];
            const float distance = std::max(lane.length - s, to_head - lane.half_width);
            const bool there = distance < (presses ? press_reach : side.reach);
            const float room = std::max(lane.half_width - wall_clearance, 0.0f);
            const float aside = std::clamp(t, -room, room * (2 * side.share - 1));  // turnstiles stand all across
            // beside the crowd those who come out have their way: one does not go on there, but into the crowd's tail
            const bool in_the_way = t > aside + beside && joins_crowd(distance, side.reach);
            const float ahead = in_the_way ? s : std::min(s + look_ahead, lane.length + 1.0f);
            const Vec2 aim = lane.from + lane.along * ahead + perp(lane.along) * aside;
            return {unit(aim - w.at(slot), lane.along), speed_on(scene, w, slot),
                    there ? Reached::gate : Reached::nothing, joins_crowd(distance, side.reach)};
        }
        const WalkLane& next = town.lane(next_id, next_link.a == head);
        if (norm2(town.nodes[head].opening) > 0) {
            const Opening opening(town.nodes[head], lane.along);
            if (opening.passed(w.at(slot))) {
                w.link[slot] = next_id;
                w.forward[slot] = next_link.a == head ? 1 : 0;
                w.decided[slot] = 0;
                continue;
            }
            const Vec2 tail = town.nodes[town.other_end(id, head)].opening;
            const float way = std::max(lane.half_width, std::abs(cross(lane.along, tail)));
            const float width = opening.drawn_from(w.at(slot), way);
            const Vec2 aim = opening.aim(std::clamp(t / width, -1.0f, 1.0f), {w.lateral[slot], w.oncoming[slot]});
            return {unit(aim - w.at(slot), lane.along), speed_on(scene, w, slot), Reached::nothing};
        }
        if (town.links[id].floor && to_head > turns_at &&
            !nearer_to_goal(scene, w, slot, next_id, lane.to)) {  // round a corner, or to a door of the street's kind
            const float share = next_link.floor ? 0 : std::min(1.0f, 2 * w.oncoming[slot]);  // left to those who come
            const Vec2 aim = lane.to - perp(next.along) * (share * 0.5f * next.half_width);
            return {unit(aim - w.at(slot), lane.along), speed_on(scene, w, slot), Reached::nothing};
        }
        const float near_head = std::max(nearest_turn, turn_share * std::min(lane.half_width, next.half_width));
        if (to_head < near_head || dot(w.at(slot) - lane.to, lane.along + next.along) > 0 ||
            nearer_to_goal(scene, w, slot, next_id, lane.to)) {
            w.link[slot] = next_id;
            w.forward[slot] = next_link.a == head ? 1 : 0;
            w.decided[slot] = 0;
            continue;
        }
        Vec2 aim = aim_point(lane, s, w.at(slot), {w.lateral[slot], w.oncoming[slot]}, next);
        if (std::abs(t) > lane.half_width + beside) aim = aim_in_sight(town, lane, s, w.at(slot), aim, w.decks[slot]);
        const bool queues = joins_gate_crowd(scene, town.other_end(next_id, head), to_head + next.length);
        return {unit(aim - w.at(slot), lane.along), speed_on(scene, w, slot), Reached::nothing, queues};
    }
    return {{w.hx[slot], w.hy[slot]}, 0, Reached::nothing};
}

}  // namespace wz
