// What a scenario may say beyond a day: crowds that stand somewhere, what is measured, what is expected of it. The YAML
// keys are these field names; scenarios/validation/README.md describes them.
#pragma once

#include <array>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "base/errors.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "base/vec2.hpp"

namespace wz {

/// Free speeds of a crowd, m/s.
struct SpeedSpec {
    double mean = 1.34, sd = 0.26, min = 0.5, max = 2.2;
    std::vector<double> values;  // if given: one after the other, instead of the distribution
    bool by_age = false;         // if given: by Weidmann's curve (speed_at_age)
    double age_min = 30, age_max = 30;
    double women_share = 0.5;
};

enum class ExitChoice : std::uint8_t {
    assigned,  // each group keeps the exit that it is given by the shares
    quickest,  // by the way and the queues that people see, thought over every few seconds
};

/// People who stand in an area when it starts, or who come in through an exit.
struct CrowdSpec {
    std::string id;
    PopulationId population;
    int count = 0;
    std::vector<Vec2d> area;  // ring, counter-clockwise; empty: they come in through `from`
    EntryId from;
    double rate = 0;                        // people per second through `from`; 0: as fast as there is room
    bool regular = false;                   // at equal intervals instead of at random (Poisson)
    double wait_min_s = 0, wait_max_s = 0;  // before each group sets out
    SpeedSpec speed;
    bool carts = false;    // they take a cart where that is quicker
    bool leisure = false;  // they stroll: slower, may stop on bridges
    std::array<double, 6> group_sizes{1, 0, 0, 0, 0, 0};
    Tick start = 0;
    ExitChoice choice = ExitChoice::assigned;
    std::vector<std::pair<EntryId, double>> exits;  // shares, if assigned
    Location where;
};

/// A part of a run: times since its beginning; or from one passage of a counting line to another.
struct MeasureWindow {
    Tick from = 0, to = never;
    std::string line;            // id of a counting line, or empty
    int skip_first = 0;          // passages of it before the window opens
    double skip_last_share = 0;  // of all passages, after it closes
};

enum class MeasureKind : std::uint8_t { line, area, trip, crowd, queue, boats, day };
enum class QueueKind : std::uint8_t { gate_in, gate_out, windows, door, dock_line, stop_line };
struct MeasureSpec {
    std::string id;
    MeasureKind kind = MeasureKind::line;
    std::vector<std::string> crowds;  // whose people count; empty: all
    std::vector<PopulationId> populations;
    MeasureWindow window;
    // line: two ends, counted once per person and crossing; trip: from `line` to `line_to`
    std::vector<Vec2d> line, line_to;
    EntryId exit;       // the line is that of an exit
    double length = 0;  // m, of a trip; 0: straight
    double width = 0;   // m, for the specific flow; 0: the line's length
    // area
    std::vector<Vec2d> area;
    double every_s = 1;
    double speed_over_s = 0.6;  // displacement over so long gives the speed
    bool voronoi = false;
    // queue
    QueueKind queue = QueueKind::gate_in;
    std::uint32_t place = 0;    // GateId, PlaceId, DockId or StopId
    std::uint32_t service = 0;  // of lines: index of the boat service, or LineId
    double bin_s = 60;          // for the dispersion of arrivals
    Location where;
};

/// A number that is expected: of a measure, over the replications, over the cases.
struct ExpectSpec {
    std::string value;               // "door.flow"
    std::string of = "mean";         // over replications: mean, min, max, sd
    std::string reduce;              // over cases: empty (each case for itself), r2, slope, …
    std::string x;                   // case variable for fits
    std::vector<std::string> cases;  // labels; empty: all
    double target = std::numeric_limits<double>::quiet_NaN();
    double at_least = -std::numeric_limits<double>::infinity();
    double at_most = std::numeric_limits<double>::infinity();
    std::string tolerance;  // as written, for the table
    bool gate = true;       // false: reported only
    std::string source;
    Location where;
};

struct PlotSpec {
    std::string title, x, y;  // case variables or values of measures
    std::string x_label, y_label;
    std::vector<Vec2d> reference;  // points of the published curve
    std::string reference_label;
};

/// The variables of one run, in the order of the file: {"width", "2.4"}.
struct ExperimentCase {
    std::string label;
    std::vector<std::pair<std::string, std::string>> variables;
};

struct Experiment {
    std::vector<CrowdSpec> crowds;
    std::vector<MeasureSpec> measures;
    std::vector<ExpectSpec> expect;
    std::vector<PlotSpec> plots;
    std::vector<ExperimentCase> cases;  // at least one
    std::size_t which = 0;              // of the cases
    int replications = 1;
};

}  // namespace wz
