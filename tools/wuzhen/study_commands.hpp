// The commands over studies: study, study merge, capacity, report.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "study/laboratory.hpp"
#include "study/slurm.hpp"

namespace wuzhen {

class StudyCommands {
public:
    StudyCommands(CLI::App& app, const std::string& program);  // name and version, for the results
    /// Runs the one that was parsed; returns the exit code.
    int run();

private:
    void add_run_options(CLI::App& command);
    int run_study();

    study::Options options_;
    study::SlurmOptions slurm_;
    std::string shard_, from_, to_;
    std::vector<std::string> parts_;
    CLI::App *study_, *capacity_, *report_, *merge_, *compare_, *csv_;
};

}  // namespace wuzhen
