#include "observe/measures.hpp"

#include <algorithm>
#include <cmath>

#include "observe/crossing.hpp"
#include "town/shapes.hpp"

namespace wz {

namespace {
constexpr float jump_m = 2;  // farther within a tick: set back round a loop
constexpr Vec2 nowhere{1e9f, 0};
constexpr double slow_mps = 0.2;

bool on_surface(Vec2 p) { return p.x < 1e8f; }

/// What somebody did in the meantime, taken back round the loops of the town.
Vec2 displacement(const Town& town, Vec2 from, Vec2 to) {
    Vec2 d = to - from;
    for (const Loop& l : town.loops)
        for (const float sign : {-1.0f, 1.0f})
            if (norm2(d + l.shift * sign) < norm2(d)) d = d + l.shift * sign;
    return d;
}
}  // namespace

Measures::Measures(const World& world)
    : start_(world.scenario().start),
      ground_(world.town()),
      entered_s_(world.people().size(), -1),
      left_s_(world.people().size(), -1),
      left_by_(world.people().size()),
      trail_(memory, std::vector<Vec2>(world.people().size(), nowhere)) {
    for (const MeasureSpec& spec : world.scenario().experiment.measures) {
        Record r;
        r.spec = &spec;
        if (!spec.populations.empty()) {
            r.counts.assign(world.scenario().populations.size(), 0);
            for (const PopulationId p : spec.populations) r.counts[p.index()] = 1;
        }
        if (spec.kind == MeasureKind::line || spec.kind == MeasureKind::trip)
            r.last_direction.assign(world.people().size(), 0);
        if (spec.kind == MeasureKind::area) r.area_m2 = std::abs(area_of(spec.area));
        r.exit = spec.exit;
        if (spec.kind == MeasureKind::queue) r.queue.emplace_back(world, spec);
        if (spec.kind == MeasureKind::boats) r.boats.emplace_back(spec);
        follows_people_ = follows_people_ || (spec.kind != MeasureKind::queue && spec.kind != MeasureKind::crowd &&
                                              spec.kind != MeasureKind::boats);
        records_.push_back(std::move(r));
    }
}

bool Measures::counts(const World& world, const Record& r, PersonId p) const {
    return r.counts.empty() || r.counts[world.population_of(p).index()] != 0;
}

const std::vector<Passage>& Measures::passages(const std::string& line) const {
    static const std::vector<Passage> none;
    for (const Record& r : records_)
        if (r.spec->id == line) return r.passages;
    return none;
}

void Measures::after_step(const World& world) {
    const double s = seconds(world.now() - start_);
    for (const Event& e : world.events()) {
        if (e.type == EventType::entered) entered_s_[e.subject] = s;
        if (e.type == EventType::left) left_s_[e.subject] = s, left_by_[e.subject].value = e.place;
    }
    for (Record& r : records_) {
        for (QueueWatch& q : r.queue) q.after_step(world);
        for (BoatLine& b : r.boats) b.after_step(world);
    }
    if (follows_people_) follow_people(world);
    if (world.now() % ticks_per_second == 0)  // a wrong count stays wrong: looked for once a minute, among all people
        for (std::string& text : world.now() % ticks(60) == 0 ? world.check() : world.check_bodies()) {
            ++broken_;
            if (broken_texts_.size() < 5) broken_texts_.push_back(std::move(text));
        }
}

void Measures::follow_people(const World& world) {
    std::vector<Vec2>& now = trail_[static_cast<std::size_t>(world.now()) % memory];
    std::ranges::fill(now, nowhere);
    const Walkers& k = world.walkers();
    for (std::size_t i = 0; i < k.size(); ++i)
        if (k.used(i)) now[k.person[i].index()] = k.at(i);
    watch_lines(world);
    watch_exits(world);
    for (Record& r : records_)
        if (r.spec->kind == MeasureKind::area &&
            (world.now() - start_) % std::max<Tick>(1, ticks(r.spec->every_s)) == 0)
            sample_area(world, r);
}

/// A person is counted once per crossing; who turns back is taken off again.
void Measures::pass(Record& r, const std::vector<Vec2d>& line, std::vector<Passage>& passages, PersonId p, Vec2 from,
                    Vec2 to, double s) {
    const int way = crossing(line[0], line[1], to_double(from), to_double(to));
    if (way == 0) return;
    std::int8_t& last = r.last_direction[p.index()];
    const bool first_line = &passages == &r.passages && r.spec->kind == MeasureKind::line;
    if (!first_line || last == 0 || last == way) {
        passages.push_back({s, p});
        if (first_line) last = static_cast<std::int8_t>(way);
        return;
    }
    const auto it = std::find_if(passages.rbegin(), passages.rend(), [&](const Passage& q) { return q.person == p; });
    if (it != passages.rend()) passages.erase(std::next(it).base());
    last = 0;
}

void Measures::watch_lines(const World& world) {
    const double s = seconds(world.now() - start_);
    const std::vector<Vec2>& now = trail_[static_cast<std::size_t>(world.now()) % memory];
    const std::vector<Vec2>& before = trail_[static_cast<std::size_t>(world.now() - 1) % memory];
    for (Record& r : records_) {
        const MeasureKind kind = r.spec->kind;
        if ((kind != MeasureKind::line && kind != MeasureKind::trip) || r.exit.valid()) continue;
        for (std::size_t i = 0; i < now.size(); ++i) {
            if (!on_surface(now[i]) || !on_surface(before[i]) || !counts(world, r, PersonId(i))) continue;
            if (norm2(now[i] - before[i]) > jump_m * jump_m) continue;
            pass(r, r.spec->line, r.passages, PersonId(i), before[i], now[i], s);
            if (r.spec->kind == MeasureKind::trip) pass(r, r.spec->line_to, r.ends, PersonId(i), before[i], now[i], s);
        }
    }
}

void Measures::watch_exits(const World& world) {
    for (const Event& e : world.events())
        for (Record& r : records_)
            if (e.type == EventType::left && r.exit.valid() && r.exit.value == e.place &&
                counts(world, r, PersonId(std::size_t{e.subject})))
                r.passages.push_back({seconds(world.now() - start_), PersonId(std::size_t{e.subject})});
}

/// Everybody half a window ago, with his speed over the whole of it.
std::vector<PersonSample> Measures::people_on_ground(const World& world, Tick half, std::vector<PersonId>& who) const {
    std::vector<PersonSample> people;
    if (world.now() - start_ < 2 * half) return people;
    const auto row = [&](Tick at) -> const std::vector<Vec2>& { return trail_[static_cast<std::size_t>(at) % memory]; };
    const std::vector<Vec2>&last = row(world.now()), &middle = row(world.now() - half),
          &first = row(world.now() - 2 * half);
    for (std::size_t i = 0; i < middle.size(); ++i) {
        if (!on_surface(middle[i])) continue;
        // at the ends of somebody's way, the half window that there is
        const bool begins = !on_surface(first[i]), ends = !on_surface(last[i]);
        const Vec2 from = begins ? middle[i] : first[i], to = ends ? middle[i] : last[i];
        const double time = seconds((begins ? 0 : half) + (ends ? 0 : half));
        const double way = static_cast<double>(norm(displacement(world.town(), from, to)));
        people.push_back({to_double(middle[i]), time > 0 ? way / time : 0});
        who.push_back(PersonId(i));
    }
    return people;
}

void Measures::sample_area(const World& world, Record& r) {
    const Tick half = std::clamp<Tick>(ticks(r.spec->speed_over_s / 2), 1, static_cast<Tick>(memory / 2));
    if (world.now() - start_ < 2 * half) return;
    std::vector<PersonId> who;
    std::vector<PersonSample> people = people_on_ground(world, half, who);
    Sample sample;
    sample.s = seconds(world.now() - start_ - half);
    double square_sum = 0;
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (!counts(world, r, who[i]) || !inside_ring(people[i].at, r.spec->area)) continue;
        ++sample.people;
        sample.slow += people[i].speed < slow_mps;
        sample.speed_sum += people[i].speed;
        square_sum += people[i].speed * people[i].speed;
    }
    if (sample.people > 1) {
        const double mean = sample.speed_sum / sample.people;
        sample.pressure = sample.people / r.area_m2 * std::max(0.0, square_sum / sample.people - mean * mean);
    }
    if (r.spec->voronoi && sample.people >= 0 && !ground_.empty()) {
        constexpr double far = 30;  // m: no cell of theirs reaches into the area
        const Box box = box_of(r.spec->area);
        std::erase_if(people, [&](const PersonSample& p) { return !box.contains(p.at, far); });
        const std::size_t real = people.size();
        constexpr double sight = 6;  // m: beyond the seams of loops
        for (const Loop& l : world.town().loops)
            for (std::size_t i = 0; i < real; ++i)
                for (const double sign : {-1.0, 1.0}) {
                    const Vec2d there = people[i].at + to_double(l.shift) * sign;
                    const Vec2d middle = to_double((l.a + l.b) * 0.5f), on = unit(to_double(l.shift));
                    const double along = dot(there - middle, on);
                    if (along > -sight && along < norm(to_double(l.shift)) + sight)
                        people.push_back({there, people[i].speed});
                }
        const VoronoiResult v = voronoi(ground_, r.spec->area, people);
        sample.voronoi_density = v.density, sample.voronoi_speed = v.speed;
    }
    r.samples.push_back(sample);
}

}  // namespace wz
