// What a run found, as plain data: the writers of files and the report read nothing else.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "observe/boat_locks.hpp"
#include "observe/bridge_flow.hpp"
#include "observe/crowding.hpp"
#include "observe/series.hpp"
#include "observe/trespass.hpp"
#include "observe/waits.hpp"
#include "observe/warnings.hpp"

namespace wz {

struct PopulationResult {
    std::string id, name_zh, name_en, kind;
    int planned = 0, entered = 0, left = 0, on_site = 0;  // people
};

/// A queue of people, see WaitRecordOf. Waits in seconds, of those served.
struct WaitResult {
    WaitRecordOf::Kind kind = WaitRecordOf::Kind::gate;
    std::string id;
    Name place;
    std::string service, service_zh, service_en;
    std::int64_t served = 0;   // people
    std::int64_t balked = 0;   // groups: turned away before joining
    std::int64_t reneged = 0;  // groups: left the line
    double median_s = 0, p95_s = 0, mean_s = 0, longest_s = 0;
    std::vector<std::uint32_t> by_minute;  // people who waited m to m + 1 min
    int longest_queue = 0;                 // people
    Tick longest_queue_at = 0;
};

struct ShowResult {
    std::string id, title_zh, title_en;
    Name place;
    Tick start = 0;
    int seats = 0, seated = 0, late = 0, turned_away = 0;  // people
    bool held = true;                                      // its start lies within the run
};

struct RideResult {
    int fleet = 0;            // vehicles
    std::int64_t trips = 0;   // departures
    std::int64_t riders = 0;  // people who boarded
    double mean_aboard = 0;   // people per departure
    double mean_ride_s = 0, median_ride_s = 0;
    int most_under_way = 0;
    Tick most_under_way_at = 0;
};

/// One boat service or line.
struct ServiceResult {
    bool cart = false;
    std::string id, name_zh, name_en;
    int seats = 0;            // of one vehicle
    std::int64_t trips = 0;   // departures
    std::int64_t riders = 0;  // people who boarded
    double mean_aboard = 0;   // people per departure
    double median_ride_s = 0, p95_ride_s = 0;
};

/// Facts about this execution of the program; the rest of the results is the same on any machine.
struct RunFacts {
    std::string version;
    std::string command_line;
    bool complete = true;  // false: stopped before the end
    unsigned threads = 1;
    double wall_s = 0;
    double peak_memory_mb = 0;
    std::vector<std::pair<std::string, double>> phases;  // name, seconds; empty if not measured
};

struct Results {
    const Town* town = nullptr;
    const Scenario* scenario = nullptr;
    Tick end = 0;  // reached
    std::uint64_t hash = 0;
    int peak_on_site = 0;
    Tick peak_at = 0;
    std::vector<PopulationResult> populations;
    IdVector<PatchId, PatchCrowding> patches;
    std::vector<Alarm> alarms;
    std::vector<BoatLock> boat_locks;
    std::vector<BoatStandstill> boat_standstills, boats_shut_in;
    IdVector<PatchId, PatchWarnings> warned;
    std::vector<BridgeRecord> bridges;
    std::vector<WaitResult> waits;
    std::vector<ShowResult> shows;
    RideResult boats, carts;
    std::vector<ServiceResult> services;
    std::int64_t stranded = 0;  // groups that found no way
    TrespassRecord trespass;
    std::map<std::string, double> measures;  // "<measure>.<value>", of the scenario's `measures`
    Series series;
    RunFacts run;

    [[nodiscard]] int sum(int PopulationResult::*of) const {
        int n = 0;
        for (const PopulationResult& p : populations) n += p.*of;
        return n;
    }
    /// Groups that a crowd hemmed in until they went elsewhere; one that did so twice counts twice.
    [[nodiscard]] int turned_back() const {
        int n = 0;
        for (const PatchCrowding& p : patches) n += p.turned_back;
        return n;
    }
};

/// The patches that were crowded most: by sustained level of service, time at it, density. One per street or bridge:
/// its worst piece. Only those that reached level C.
std::vector<PatchId> worst_places(const Results& results, std::size_t most);
/// Parameters that differ from their defaults: name, value.
std::vector<std::pair<std::string, double>> changed_params(const Params& params);

}  // namespace wz
