// A study on many machines: an array of Slurm jobs, each one part of the runs, and a job that merges them.
#pragma once

#include <string>
#include <vector>

#include "study/laboratory.hpp"

namespace study {

struct SlurmOptions {
    std::string command = "study";     // or "capacity"
    int parts = 0;                     // tasks of the array; 0: not by Slurm
    std::vector<std::string> options;  // lines for sbatch: "--mem=4G", "--partition=long"
    bool submit = true;                // false: only write the scripts
};

struct SlurmScripts {
    std::string array, merge;
};
/// `program`: the path of wuzhen; `folder`: where scripts, parts and logs lie.
SlurmScripts slurm_scripts(const Options& options, const SlurmOptions& slurm, const std::string& program,
                           const std::string& folder);
/// Writes the scripts into <out>.slurm/ and submits them; returns the exit code.
int submit_to_slurm(const Options& options, const SlurmOptions& slurm);

}  // namespace study
