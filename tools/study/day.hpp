// From a variant to a day that can be run: settings laid onto the documents, then checked as any scenario is.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "demand/scenario.hpp"
#include "study/study_file.hpp"
#include "town/town.hpp"

namespace study {

struct ReadyDay {
    std::shared_ptr<const wz::Scenario> scenario;
    std::shared_ptr<const wz::Town> town;
    wz::Tick until = 0;
};

class Days {
public:
    explicit Days(const Study& study);

    /// The day of a variant, with the seed of a replication. Throws InputError for a combination that is no day.
    [[nodiscard]] ReadyDay make(const std::vector<Setting>& settings, int replication);
    /// Builds the town of a variant ahead of `make`, so that processes made after it share it. Throws InputError.
    std::shared_ptr<const wz::Town> town(const std::vector<Setting>& settings);
    /// Of the scenario with all it extends and includes, and the study's `base`.
    [[nodiscard]] std::uint64_t scenario_digest() const { return scenario_digest_; }

private:
    [[nodiscard]] Day changed(const std::vector<Setting>& settings);

    const Study& study_;
    wz::DocNode scenario_;
    std::string map_file_;
    std::optional<wz::DocNode> map_;  // read when the first variant changes the map
    std::uint64_t scenario_digest_ = 0;
    std::map<std::string, std::shared_ptr<const wz::Town>> towns_;  // by the settings that change the map
};

}  // namespace study
