// Where the runs of a study are made: those that the store has not are run, in worker processes, and stored as they
// end.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "study/day.hpp"
#include "study/store.hpp"
#include "study/study_file.hpp"

namespace study {

struct Options {
    std::string study, out, version;
    unsigned jobs = 1;
    bool resume = false, retry_failed = false, dry_run = false, quiet = false;
    int shard = 1, shards = 1;  // this part, of so many
};

/// Thrown when a study ends before its answer: interrupted, or a limit of the study is reached.
struct Stopped {
    std::string why;
    bool interrupted = false;
};

/// (variant, replication)
using Run = std::pair<int, int>;

class Laboratory {
public:
    Laboratory(const Study& study, Days& days, const Options& options);
    Laboratory(const Laboratory&) = delete;
    Laboratory& operator=(const Laboratory&) = delete;
    /// Takes the progress bar away.
    ~Laboratory() { wipe(); }

    /// The number of a variant; its runs can be asked for from now on.
    int variant(const Variant& v);
    /// Makes every run of the list that is not stored yet. `planned`: how many the study expects in all, for the time
    /// left.
    void make(const std::vector<Run>& runs, std::size_t planned);
    [[nodiscard]] Store& store() { return store_; }
    [[nodiscard]] Days& days() { return days_; }
    [[nodiscard]] std::size_t made() const { return made_; }
    /// Values of the first `replications` runs of a variant, failed ones left out.
    [[nodiscard]] std::vector<double> values(int variant, const std::string& measure, int replications) const;

private:
    void start(class Workers& workers, const Run& run, std::size_t tag);
    void check_limits() const;
    void show(std::size_t open);
    void wipe();

    const Study& study_;
    const Options& options_;
    Days& days_;
    Store store_;
    std::vector<std::vector<Setting>> settings_;  // by variant
    std::vector<Outcome> refused_;                // runs whose town could not be built
    std::size_t made_ = 0, planned_ = 0;
    bool shown_ = false;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

/// Checks the base day, every level by itself, and the names of measures and series. Throws InputError.
void check_study(const Study& study, Days& days);
/// From the study and its day.
Facts facts_of(const Study& study, Days& days, const std::string& version);

}  // namespace study
