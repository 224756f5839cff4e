// The results of a study in one SQLite file: schema in scenarios/studies/README.md. A run is written in one transaction
// or not at all, so that a study killed at any moment holds whole runs only.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "study/database.hpp"
#include "study/outcome.hpp"

namespace study {

/// What the rows rest on: version, digests, seed. Two files with the same facts hold runs of one study.
using Facts = std::map<std::string, std::string>;

struct StoredVariant {
    int number = 0;
    std::string name, settings;  // canonical text
};
struct StoredRun {
    int variant = 0, replication = 0;
    bool failed = false;
    std::string reason;
    double wall_s = 0, simulated_s = 0;
};
/// One value of a measure.
struct StoredValue {
    int replication = 0;
    double value = 0;
    std::string element;
    double at_s = -1;
};

class Store {
public:
    /// A new file; with `resume`, an existing one of the same study is continued.
    static Store write(const std::string& path, const Facts& facts, bool resume);
    static Store read(const std::string& path);

    [[nodiscard]] const Facts& facts() const { return facts_; }
    [[nodiscard]] const std::string& path() const { return db_->path(); }
    /// The number of the variant with these settings, which is added if it is new.
    int variant(const std::string& name, const std::string& settings);
    [[nodiscard]] bool has(int variant, int replication) const { return known_.contains({variant, replication}); }
    [[nodiscard]] bool failed(int variant, int replication) const;
    void add(int variant, int replication, const Outcome& outcome);
    void forget_failed();
    /// An answer of the study (capacity, prices, …) as JSON, for the report; replaces an older one.
    void answer(const std::string& kind, const std::string& json);

    [[nodiscard]] std::vector<StoredVariant> variants() const;
    [[nodiscard]] std::vector<StoredRun> runs() const;
    /// Of the runs that did not fail, by replication.
    [[nodiscard]] std::vector<StoredValue> values(int variant, const std::string& measure) const;
    [[nodiscard]] std::vector<std::string> measures() const;
    /// People by full minutes waited, by (kind, queue), of all runs of a variant together.
    [[nodiscard]] std::map<std::pair<std::string, std::string>, std::map<int, std::int64_t>> waits(int variant) const;
    /// Replication → value of `column` (people, ef_min), for each (place, hour).
    [[nodiscard]] std::map<std::pair<std::string, int>, std::map<int, double>> places(int variant,
                                                                                      const std::string& column) const;
    [[nodiscard]] std::map<std::string, std::string> answers() const;

    /// Takes over the runs of a part. Throws InputError if it is of another study.
    void merge(const std::string& part);
    /// Writes every table as <folder>/<table>.csv.
    void export_csv(const std::string& folder) const;

private:
    explicit Store(std::unique_ptr<Database> db) : db_(std::move(db)) {}
    void create(const Facts& facts);
    void check_schema() const;
    void load();
    void same_study(const Facts& other, const std::string& path, const char* remedy) const;

    std::unique_ptr<Database> db_;
    Facts facts_;
    std::map<std::string, int> numbers_;         // of variants, by settings
    std::map<std::pair<int, int>, bool> known_;  // (variant, replication) → failed
};

}  // namespace study
