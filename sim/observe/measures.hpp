// What a scenario's `measures` ask for: passages of counting lines, density and speed in areas, trips between lines,
// arrivals of crowds. Values are named "<measure>.<value>"; scenarios/validation/README.md lists them.
#pragma once

#include <string>
#include <vector>

#include "engine/world.hpp"
#include "observe/boat_line.hpp"
#include "observe/queue_watch.hpp"
#include "observe/voronoi.hpp"

namespace wz {

struct Passage {
    double s;  // since the beginning of the run
    PersonId person;
};

class Measures {
public:
    explicit Measures(const World& world);
    /// After every tick.
    void after_step(const World& world);
    [[nodiscard]] Values values(const World& world) const;
    /// Who is still on the surface, and where: the first few.
    [[nodiscard]] static std::vector<std::string> still_there(const World& world);
    /// The first few broken rules of the engine (World::check, once a second).
    [[nodiscard]] const std::vector<std::string>& broken() const { return broken_texts_; }
    /// Passages of a counting line, by its id; in order of time.
    [[nodiscard]] const std::vector<Passage>& passages(const std::string& line) const;

private:
    struct Sample {  // of an area
        double s = 0;
        int people = 0, slow = 0;
        double speed_sum = 0, voronoi_density = 0, voronoi_speed = 0, pressure = 0;
    };
    struct Record {
        const MeasureSpec* spec = nullptr;
        std::vector<std::uint8_t> counts;  // by population: whose people are measured; empty: all
        std::vector<Passage> passages, ends;
        std::vector<std::int8_t> last_direction;  // by person: of his last passage
        EntryId exit;                             // a line that is an exit: those who leave there
        double area_m2 = 0;
        std::vector<Sample> samples;
        std::vector<QueueWatch> queue;  // of a queue: one
        std::vector<BoatLine> boats;    // of boats: one
    };
    [[nodiscard]] bool counts(const World& world, const Record& r, PersonId p) const;
    void follow_people(const World& world);
    void watch_lines(const World& world);
    void watch_exits(const World& world);
    void pass(Record& r, const std::vector<Vec2d>& line, std::vector<Passage>& passages, PersonId p, Vec2 from, Vec2 to,
              double s);
    void sample_area(const World& world, Record& r);
    [[nodiscard]] std::vector<PersonSample> people_on_ground(const World& world, Tick half_window,
                                                             std::vector<PersonId>& who) const;
    [[nodiscard]] std::pair<double, double> window(const Record& r) const;
    [[nodiscard]] std::vector<Passage> used(const Record& r) const;
    void put_line(const Record& r, Values& values) const;
    void put_area(const Record& r, Values& values) const;
    void put_trip(const Record& r, Values& values) const;
    void put_crowd(const World& world, const Record& r, Values& values) const;

    Tick start_;
    Ground ground_;
    std::vector<Record> records_;
    std::vector<double> entered_s_, left_s_;  // by person; negative: not yet
    std::vector<EntryId> left_by_;
    bool follows_people_ = false;              // some measure needs where they were
    static constexpr std::size_t memory = 41;  // ticks of positions that are kept
    std::vector<std::vector<Vec2>> trail_;     // ring buffer of positions by person; x > 1e8: not on the surface
    std::size_t broken_ = 0;
    std::vector<std::string> broken_texts_;
};

}  // namespace wz
