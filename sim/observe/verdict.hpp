// What an experiment's runs gave, against what is expected of them.
#pragma once

#include <string>
#include <vector>

#include "demand/experiment.hpp"
#include "observe/measures.hpp"

namespace wz {

/// All runs of one case of an experiment.
struct CaseRuns {
    ExperimentCase variables;
    std::vector<ExpectSpec> expect;  // of this case: targets may differ
    std::vector<Values> runs;        // by replication
};
struct ExperimentRuns {
    std::string name, title, about;
    std::vector<PlotSpec> plots;
    std::vector<CaseRuns> cases;
    std::vector<std::string> broken;  // rules of the engine, if any
    std::vector<std::string> left;    // people who are still there at the end of a run that is not a loop
    double wall_s = 0;
};

struct Verdict {
    std::string experiment, label;  // label of the case, or what was done with all of them
    std::string value;              // "door.flow"
    std::string expected;           // "6.1 ± 15%"
    double measured = 0, sd = 0;    // sd over replications, 0 if there is one
    bool known = false;             // false: the measure gave no such value
    bool gate = true, passed = false;
    std::string source;
};

/// A case variable or a value of a measure, mean over the replications; NaN if there is none.
double value_of(const CaseRuns& runs, const std::string& name);
std::vector<Verdict> judge(const ExperimentRuns& runs);
bool all_pass(const std::vector<Verdict>& verdicts);

/// One page with tables and plots that opens offline; and the same as JSON.
std::string validation_html(const std::vector<ExperimentRuns>& experiments, const std::string& version);
std::string validation_json(const std::vector<ExperimentRuns>& experiments, const std::string& version);

}  // namespace wz
