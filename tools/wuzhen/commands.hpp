// What the command line can do. Each returns the exit code and throws wz::InputError for a user's mistake.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wuzhen {

struct RunOptions {
    std::string scenario, out, until, command_line;
    std::string commands;  // a command log of the window
    unsigned threads = 0;  // 0: all cores
    std::optional<std::uint64_t> seed;
    std::vector<std::string> set;
    int hash_every_s = 0;
    bool quiet = false, all_events = false, check = false, profile = false;
};

struct ValidateOptions {
    std::vector<std::string> paths, only, set;  // none: scenarios/validation
    std::string out = "out/validation";
    unsigned threads = 0;  // 0: all cores
    int replications = 0;  // 0: as the experiments say
    std::optional<std::uint64_t> seed;
    bool json = false, quiet = false;
};

/// 1 if something is not as expected.
int validate(const ValidateOptions& options);
int run_scenario(const RunOptions& options);
/// Runs the session again and compares the state hash at its end; 3 if it differs.
int replay_log(const std::string& log, unsigned threads, bool quiet);
/// Starts wuzhen-studio, which lies beside this program; returns only if that fails.
int open_studio(const std::vector<std::string>& arguments);
/// With a scenario: also who can reach what with which pass.
int check_map_file(const std::string& path, const std::string& scenario_path);
/// Names who would be stranded, where and when; 1 if an appointment cannot be kept.
int lint_scenario(const std::string& path);
int list_params(bool markdown);

}  // namespace wuzhen
