#include "pedestrian/walkers.hpp"

#include <algorithm>
#include <type_traits>

namespace wz {

namespace {

constexpr float far_off = 1e6f;  // m: where those who have left are, near nobody

template <class F>
void for_columns(Walkers& w, F&& f) {
    f(w.person, PersonId{}), f(w.group, GroupId{});
}

/// Those that are read as whole vectors.
template <class F>
void for_long_columns(Walkers& w, F&& f) {
    f(w.x, far_off), f(w.y, far_off), f(w.vx, 0.0f), f(w.vy, 0.0f), f(w.hx, 1.0f), f(w.hy, 0.0f);
    f(w.decks, std::uint8_t{1}), f(w.queues, std::uint8_t{0}), f(w.strolls, std::uint8_t{0});
    f(w.gait, Gait::walk);
    f(w.speed, 0.0f), f(w.oncoming, 0.0f), f(w.whim, 0.0f);
    f(w.wall, 0.0f), f(w.clear_way, 0.0f), f(w.wall_x, 0.0f), f(w.wall_y, 0.0f);
    f(w.way_x, 1.0f), f(w.way_y, 0.0f), f(w.way_speed, -1.0f);
    f(w.free_speed, 1.34f), f(w.pace, 1.0f), f(w.lateral, 0.0f);
    f(w.goal_x, 0.0f), f(w.goal_y, 0.0f), f(w.remaining, 0.0f);
    f(w.field, FieldId{}), f(w.link, LinkId{}), f(w.next, LinkId{});
    f(w.forward, std::uint8_t{1}), f(w.decided, std::uint8_t{0});
    f(w.pause_until, std::int32_t{0}), f(w.route_key, std::uint32_t{0}), f(w.epoch, std::uint32_t{0});
    for (auto* seen : {&w.seen.density, &w.seen.flow, &w.seen.opposed, &w.seen.lateral, &w.seen.coming, &w.seen.going,
                       &w.seen.repulsion_x, &w.seen.repulsion_y})
        f(*seen, 0.0f);
}

template <class Held>
void put_in_order(const Held* from, std::span<const std::uint32_t> order, Held* to) {
    constexpr std::size_t some = 8;  // all read before any is written, as if they might be in the same place
    std::size_t k = 0;
    for (; k + some <= order.size(); k += some) {
        Held read[some];
        for (std::size_t i = 0; i < some; ++i) read[i] = from[order[k + i]];
        for (std::size_t i = 0; i < some; ++i) to[k + i] = read[i];
    }
    for (; k < order.size(); ++k) to[k] = from[order[k]];
}

}  // namespace

std::uint32_t Walkers::add_slots(std::size_t n) {
    const std::size_t first = size();
    for_columns(*this, [&](auto& column, auto initial) { column.resize(first + n, initial); });
    for_long_columns(*this, [&](auto& column, auto initial) {
        column.resize(first + n + lanes::width, initial);
        std::fill_n(column.begin() + static_cast<std::ptrdiff_t>(first), n, initial);
    });
    return static_cast<std::uint32_t>(first);
}

std::uint32_t Walkers::add(PersonId p, GroupId g, Vec2 at) {
    const std::uint32_t slot = add_slots(1);
    person[slot] = p;
    group[slot] = g;
    x[slot] = at.x;
    y[slot] = at.y;
    return slot;
}

void Walkers::remove_last(std::size_t n) {
    const auto shorten = [&](auto& column, auto) { column.resize(column.size() - n); };
    for_columns(*this, shorten), for_long_columns(*this, shorten);
}

void Walkers::remove(std::uint32_t slot) {
    person[slot] = {};
    x[slot] = y[slot] = far_off;
    vx[slot] = vy[slot] = 0;
    gait[slot] = Gait::stand;
    ++left;
}

std::uint32_t Walkers::set_down(std::uint32_t slot, Vec2 at) {
    const std::uint32_t to = add(person[slot], group[slot], at);
    const auto copy = [&](auto& column, auto) { column[to] = column[slot]; };
    for_columns(*this, copy), for_long_columns(*this, copy);
    x[to] = at.x, y[to] = at.y;
    remove(slot);
    return to;
}

void Walkers::renumber(std::span<const std::uint32_t> order, Team& team) {
    if (size() == 0) return;
    const auto put = [&](auto& column, auto initial, std::size_t beyond) {
        thread_local std::remove_reference_t<decltype(column)> other;  // they change places
        other.resize(order.size() + beyond);
        put_in_order(column.data(), order, other.data());
        std::fill_n(other.data() + order.size(), beyond, initial);
        column.swap(other);
    };
    std::size_t columns = 0;
    const auto count = [&](auto&, auto) { ++columns; };
    for_columns(*this, count), for_long_columns(*this, count);
    team.for_blocks(columns, [&](std::size_t own) {
        std::size_t k = 0;
        const auto put_if_own = [&](std::size_t beyond) {
            return [&, beyond](auto& column, auto initial) {
                if (k++ == own) put(column, initial, beyond);
            };
        };
        for_columns(*this, put_if_own(0)), for_long_columns(*this, put_if_own(lanes::width));
    });
    left = 0;
}

void Walkers::add_to_hash(Hasher& hasher) const {
    hasher.add(size());
    for (std::size_t i = 0; i < size(); ++i) {
        hasher.add(person[i].value);
        if (!used(i)) continue;
        hasher.add(x[i]), hasher.add(y[i]), hasher.add(vx[i]), hasher.add(vy[i]), hasher.add(hx[i]), hasher.add(hy[i]);
        hasher.add(speed[i]), hasher.add(free_speed[i]), hasher.add(pace[i]), hasher.add(lateral[i]);
        hasher.add(oncoming[i]), hasher.add(way_x[i]), hasher.add(way_y[i]), hasher.add(way_speed[i]),
            hasher.add(wall[i]);
        for (const float s : {seen.density[i], seen.flow[i], seen.opposed[i], seen.lateral[i], seen.coming[i],
                              seen.going[i], seen.repulsion_x[i], seen.repulsion_y[i]})
            hasher.add(s);
        hasher.add(goal_x[i]), hasher.add(goal_y[i]);
        hasher.add((std::uint64_t{link[i].value} << 32) | next[i].value);
        hasher.add((std::uint64_t{field[i].value} << 32) | (std::uint64_t{forward[i]} << 16) |
                   (std::uint64_t{strolls[i]} << 20) | (std::uint64_t{queues[i]} << 24) |
                   (std::uint64_t{decided[i]} << 12) | (std::uint64_t{static_cast<std::uint8_t>(gait[i])} << 8) |
                   decks[i]);
        hasher.add(Tick{pause_until[i]}), hasher.add(route_key[i]), hasher.add(epoch[i]);
    }
}

}  // namespace wz
