// What the command line can do. Each returns the exit code and throws wz::InputError for a user's mistake.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wuzhen {

struct RunOptions {
    std::string scenario, out, until, command_line;
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
/// With a scenario: also who can reach what with which pass.
int check_map_file(const std::string& path, const std::string& scenario_path);
int list_params(bool markdown);

}  // namespace wuzhen
