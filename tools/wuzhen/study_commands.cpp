#include "study_commands.hpp"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <thread>

#include "base/errors.hpp"
#include "study/compare.hpp"
#include "study/conduct.hpp"
#include "study/report.hpp"

namespace wuzhen {

namespace {

constexpr const char* study_examples = R"(Examples:
  wuzhen study scenarios/studies/gate_lanes.yaml --out lanes.sqlite --jobs 2
  wuzhen study scenarios/studies/gate_lanes.yaml --out lanes.sqlite --resume
  wuzhen study scenarios/studies/gate_lanes.yaml --dry-run
  wuzhen study scenarios/studies/gate_lanes.yaml --out lanes.sqlite --slurm 20 --jobs 4
  wuzhen study merge lanes.sqlite lanes.1.sqlite lanes.2.sqlite
  wuzhen study compare lanes.sqlite 0 2
  wuzhen study csv lanes.sqlite lanes_csv)";

constexpr const char* capacity_examples = R"(Examples:
  wuzhen capacity scenarios/studies/capacity_concurrent_day.yaml --out capacity.sqlite
  wuzhen capacity scenarios/studies/capacity_concurrent_day.yaml --out capacity.sqlite --resume
  wuzhen capacity scenarios/studies/capacity_concurrent_day.yaml --out capacity.sqlite --slurm 20 --jobs 4)";

/// "3/8" to 3 and 8.
void read_shard(const std::string& text, study::Options& options) {
    if (text.empty()) return;
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, options.shard);
    const bool slash = first.ec == std::errc() && first.ptr != end && *first.ptr == '/';
    const auto second = slash ? std::from_chars(first.ptr + 1, end, options.shards) : first;
    if (!slash || second.ec != std::errc() || second.ptr != end || options.shard < 1 || options.shard > options.shards)
        throw wz::InputError({{"--shard", 0}, fmt::format("\"{}\"", text), "i/n with 1 ≤ i ≤ n", "e.g. --shard 3/8"});
}

}  // namespace

StudyCommands::StudyCommands(CLI::App& app, const std::string& program) {
    options_.version = program;
    options_.jobs = std::max(1u, std::thread::hardware_concurrency());
    study_ = app.add_subcommand("study", "Run many days: variants, replications, one answer with an interval");
    study_->require_subcommand(0, 1);
    study_->add_option("file", options_.study, "study file (YAML)");
    add_run_options(*study_);
    study_->add_flag("--dry-run", options_.dry_run, "check the study and list its variants");
    study_->footer(study_examples);
    capacity_ = app.add_subcommand("capacity", "The largest demand that holds, as an interval, and what binds");
    capacity_->add_option("file", options_.study, "study file with `capacity` (YAML)")->required();
    add_run_options(*capacity_);
    capacity_->footer(capacity_examples);
    report_ = app.add_subcommand("report", "Write the page of a study: one file that opens anywhere");
    report_->add_option("file", options_.study, "file of a study (SQLite)")->required();
    report_->add_option("--out", options_.out, "page to write [beside the file]");
    report_->footer("Examples:\n  wuzhen report capacity.sqlite\n  wuzhen report capacity.sqlite --out mayor.html");
    merge_ = study_->add_subcommand("merge", "Bring the parts of a study together");
    merge_->add_option("out", options_.out, "file to write")->required();
    merge_->add_option("parts", parts_, "files of the parts")->required();
    compare_ = study_->add_subcommand("compare", "Two variants: differences with intervals, by place and hour");
    compare_->add_option("file", options_.study, "file of a study (SQLite)")->required();
    compare_->add_option("from", from_, "variant: number or name")->required();
    compare_->add_option("to", to_, "variant: number or name")->required();
    csv_ = study_->add_subcommand("csv", "Write the tables of a study as CSV files");
    csv_->add_option("file", options_.study, "file of a study (SQLite)")->required();
    csv_->add_option("folder", options_.out, "folder to write into")->required();
}

void StudyCommands::add_run_options(CLI::App& command) {
    command.add_option("--out", options_.out, "file for the results [out/<study>.sqlite]");
    command.add_option("--jobs", options_.jobs, "runs at a time [all cores]")->check(CLI::Range(1, 4096));
    command.add_flag("--resume", options_.resume, "go on with the file if it is there");
    command.add_flag("--retry-failed", options_.retry_failed, "with --resume: make failed runs again");
    command.add_option("--shard", shard_, "i/n: only this part of the runs");
    command.add_option("--slurm", slurm_.parts, "submit so many jobs to Slurm, and one that merges them")
        ->check(CLI::Range(1, 100000));
    command.add_option("--slurm-option", slurm_.options,
                       "a line for sbatch, e.g. --slurm-option=--mem=4G (repeatable)");
    command.add_flag("!--no-submit", slurm_.submit, "with --slurm: only write the scripts");
    command.add_flag("--quiet", options_.quiet, "no progress and no table");
}

int StudyCommands::run_study() {
    if (options_.study.empty())
        throw wz::InputError({{"study", 0}, "no study file is given", "a YAML file", "see wuzhen study --help"});
    read_shard(shard_, options_);
    if (options_.out.empty()) {
        std::filesystem::create_directories("out");
        options_.out = "out/" + std::filesystem::path(options_.study).stem().string() + ".sqlite";
    }
    slurm_.command = capacity_->parsed() ? "capacity" : "study";
    if (slurm_.parts > 0) return study::submit_to_slurm(options_, slurm_);
    return capacity_->parsed() ? study::find_capacity(options_) : study::conduct(options_);
}

int StudyCommands::run() {
    if (merge_->parsed()) return study::merge(options_.out, parts_);
    if (report_->parsed()) return study::write_report(options_.study, options_.out);
    if (compare_->parsed()) return study::print_comparison(options_.study, from_, to_);
    if (csv_->parsed()) {
        study::Store::read(options_.study).export_csv(options_.out);
        return 0;
    }
    return run_study();
}

}  // namespace wuzhen
