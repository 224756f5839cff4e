// The numbers that measures give at the end of a run.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "observe/measures.hpp"

namespace wz {

namespace {
constexpr double congested = 4;  // people/m² (IMO MSC.1/Circ.1533)

struct Moments {
    double n = 0, sum = 0, squares = 0, least = 1e18, most = -1e18;
    void add(double v) {
        ++n, sum += v, squares += v * v;
        least = std::min(least, v), most = std::max(most, v);
    }
    [[nodiscard]] double mean() const { return n > 0 ? sum / n : std::nan(""); }
    [[nodiscard]] double sd() const {
        return n > 1 ? std::sqrt(std::max(0.0, (squares - sum * sum / n) / (n - 1))) : 0;
    }
};

void put(Values& values, const std::string& id, std::string_view name, double v) {
    if (!std::isnan(v)) values[id + "." + std::string(name)] = v;
}
void put(Values& values, const std::string& id, const std::string& name, const Moments& m) {
    if (m.n == 0) return;
    put(values, id, name, m.mean());
    put(values, id, name + "_sd", m.sd());
    put(values, id, name + "_min", m.least);
    put(values, id, name + "_max", m.most);
}
}  // namespace

/// From when until when, s; by the passages of a line if the measure says so.
std::pair<double, double> Measures::window(const Record& r) const {
    const MeasureWindow& w = r.spec->window;
    double from = seconds(w.from), to = w.to == never ? 1e18 : seconds(w.to);
    if (w.line.empty()) return {from, to};
    const std::vector<Passage>& passages = this->passages(w.line);
    const auto all = static_cast<std::ptrdiff_t>(passages.size());
    const auto last = all - static_cast<std::ptrdiff_t>(std::ceil(w.skip_last_share * static_cast<double>(all))) - 1;
    if (w.skip_first >= all || last < w.skip_first) return {1e18, 1e18};
    return {std::max(from, passages[static_cast<std::size_t>(w.skip_first)].s),
            std::min(to, passages[static_cast<std::size_t>(last)].s)};
}

/// The passages of a counting line that its window leaves.
std::vector<Passage> Measures::used(const Record& r) const {
    const MeasureWindow& w = r.spec->window;
    const auto all = static_cast<std::ptrdiff_t>(r.passages.size());
    const std::ptrdiff_t last =
        all - static_cast<std::ptrdiff_t>(std::ceil(w.skip_last_share * static_cast<double>(all)));
    std::vector<Passage> kept;
    for (std::ptrdiff_t i = w.skip_first; i < last; ++i) {
        const Passage& p = r.passages[static_cast<std::size_t>(i)];
        if (p.s >= seconds(w.from) && (w.to == never || p.s <= seconds(w.to))) kept.push_back(p);
    }
    return kept;
}

void Measures::put_line(const Record& r, Values& values) const {
    const std::string& id = r.spec->id;
    const std::vector<Passage> kept = used(r);
    put(values, id, "count", static_cast<double>(r.passages.size()));
    if (!r.passages.empty()) {
        put(values, id, "first_s", r.passages.front().s);
        put(values, id, "last_s", r.passages.back().s);
    }
    if (kept.size() < 2 || kept.back().s <= kept.front().s) return;
    const double flow = static_cast<double>(kept.size() - 1) / (kept.back().s - kept.front().s);
    const double width = r.spec->width > 0 ? r.spec->width : norm(r.spec->line[1] - r.spec->line[0]);
    put(values, id, "flow", flow);
    put(values, id, "specific_flow", flow / width);
    double longest = 0;
    for (std::size_t i = 1; i < kept.size(); ++i) longest = std::max(longest, kept[i].s - kept[i - 1].s);
    put(values, id, "longest_gap_s", longest);
}

void Measures::put_area(const Record& r, Values& values) const {
    const std::string& id = r.spec->id;
    const auto [from, to] = window(r);
    Moments density, voronoi_density, voronoi_speed, speed, flow, pressure;
    double people = 0, slow = 0, crowded = 0;
    for (const Sample& s : r.samples) {
        if (s.s < from || s.s > to) continue;
        const double d = s.people / r.area_m2;
        density.add(d);
        crowded += d > congested;
        people += s.people, slow += s.slow;
        if (s.people > 0) speed.add(s.speed_sum / s.people);
        pressure.add(s.pressure);
        if (!r.spec->voronoi) continue;
        voronoi_density.add(s.voronoi_density);
        if (s.voronoi_density > 0) voronoi_speed.add(s.voronoi_speed);
        flow.add(s.voronoi_density * s.voronoi_speed);
    }
    put(values, id, "density", density);
    put(values, id, "speed", speed);
    put(values, id, "density_voronoi", voronoi_density);
    put(values, id, "speed_voronoi", voronoi_speed);
    put(values, id, "flow_voronoi", flow);
    put(values, id, "pressure", pressure);
    put(values, id, "samples", density.n);
    if (density.n > 0) put(values, id, "congested_share", crowded / density.n);
    if (people > 0) put(values, id, "stopped_share", slow / people);
    if (speed.n > 0) put(values, id, "flow", density.mean() * speed.mean());
}

/// From the first line to the second, each person's first passage of both.
void Measures::put_trip(const Record& r, Values& values) const {
    const auto middle = [](const std::vector<Vec2d>& line) { return (line[0] + line[1]) * 0.5; };
    const double way = r.spec->length > 0 ? r.spec->length : norm(middle(r.spec->line_to) - middle(r.spec->line));
    std::vector<double> begun(left_s_.size(), -1);
    for (const Passage& p : r.passages)
        if (begun[p.person.index()] < 0) begun[p.person.index()] = p.s;
    Moments time, speed;
    for (const Passage& p : r.ends) {
        double& from = begun[p.person.index()];
        if (from < 0 || p.s <= from) continue;
        time.add(p.s - from);
        speed.add(way / (p.s - from));
        from = -1;
    }
    put(values, r.spec->id, "count", time.n);
    put(values, r.spec->id, "time_s", time);
    put(values, r.spec->id, "speed", speed);
}

void Measures::put_crowd(const World& world, const Record& r, Values& values) const {
    const std::string& id = r.spec->id;
    Moments travel, arrival, free_speed;
    double entered = 0, people = 0;
    std::vector<double> by_exit(world.town().entries.size());
    for (std::size_t i = 0; i < left_s_.size(); ++i) {
        if (!counts(world, r, PersonId(i))) continue;
        const Group& g = world.group(world.people().group[i]);
        const GroupPlan& plan = world.plans()[world.people().group[i].index()];
        free_speed.add(static_cast<double>(plan.members[i - g.first_member.index()].free_speed));
        ++people;
        entered += entered_s_[i] >= 0;
        if (left_s_[i] < 0) continue;
        travel.add(left_s_[i] - entered_s_[i]);
        arrival.add(left_s_[i]);
        if (left_by_[i].index() < by_exit.size()) ++by_exit[left_by_[i].index()];
    }
    put(values, id, "people", people);
    put(values, id, "entered", entered);
    put(values, id, "arrived", arrival.n);
    put(values, id, "remaining", people - arrival.n);
    put(values, id, "travel_s", travel);
    put(values, id, "free_speed", free_speed);
    if (arrival.n == 0) return;
    put(values, id, "first_s", arrival.least);
    put(values, id, "last_s", arrival.most);
    put(values, id, "spread_s", arrival.most - arrival.least);
    for (std::size_t e = 0; e < by_exit.size(); ++e)
        put(values, id, "share_" + world.town().entries[EntryId(e)].name.id, by_exit[e] / arrival.n);
}

std::vector<std::string> Measures::still_there(const World& world) {
    constexpr std::size_t most = 3;
    std::vector<std::string> texts;
    const Walkers& k = world.walkers();
    for (std::size_t i = 0; i < k.size(); ++i) {
        if (!k.used(i) || texts.size() == most) continue;
        const Vec2d at =
            world.town().origin.local ? to_double(k.at(i)) : world.town().origin.to_lonlat(to_double(k.at(i)));
        texts.push_back(
            fmt::format("person {} at [{:.6g}, {:.6g}], {:.2f} m from a wall, {:.2f} m/s, wants {:.2f} m/s "
                        "towards ({:.2f}, {:.2f}) on {}",
                        k.person[i].value, at.x, at.y, world.town().surface.distance(k.at(i), k.decks[i]),
                        norm(Vec2{k.vx[i], k.vy[i]}), k.way_speed[i], k.way_x[i], k.way_y[i],
                        world.town().patches[world.town().links[k.link[i]].patch].name.id));
    }
    return texts;
}

Values Measures::values(const World& world) const {
    Values values;
    for (const Record& r : records_) switch (r.spec->kind) {
            case MeasureKind::line:
                put_line(r, values);
                break;
            case MeasureKind::area:
                put_area(r, values);
                break;
            case MeasureKind::trip:
                put_trip(r, values);
                break;
            case MeasureKind::crowd:
                put_crowd(world, r, values);
                break;
            case MeasureKind::queue:
                r.queue.front().put(values);
                break;
            case MeasureKind::boats:
                r.boats.front().put(values);
                break;
            case MeasureKind::day:  // of other observers: put_day
                break;
        }
    values["rules.broken"] = static_cast<double>(broken_);
    return values;
}

}  // namespace wz
