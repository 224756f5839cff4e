#include "study/slurm.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <filesystem>

#include "base/errors.hpp"
#include "observe/result_file.hpp"

namespace study {

namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& text) {
    std::string safe = "'";
    for (const char c : text) safe += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return safe + "'";
}

/// Standard output of a command; throws if it fails.
std::string output_of(const std::string& command, const std::string& folder) {
    std::string text;
    std::FILE* pipe = popen(command.c_str(), "r");
    std::array<char, 4096> part;
    for (std::size_t n = 0; pipe != nullptr && (n = std::fread(part.data(), 1, part.size(), pipe)) > 0;)
        text.append(part.data(), n);
    if (pipe == nullptr || pclose(pipe) != 0)
        throw wz::InputError(
            {{"--slurm", 0},
             fmt::format("`{}` failed", command),
             "a machine from which jobs can be submitted",
             fmt::format("submit the scripts in {} yourself, or run the parts by --shard and merge them", folder)});
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text.substr(0, text.find(';'));  // "id;cluster"
}

}  // namespace

SlurmScripts slurm_scripts(const Options& o, const SlurmOptions& slurm, const std::string& program,
                           const std::string& folder) {
    std::string extra;
    for (const std::string& line : slurm.options) extra += fmt::format("#SBATCH {}\n", line);
    const std::string head = fmt::format(
        "#!/bin/bash\n#SBATCH --job-name=wuzhen-{}\n#SBATCH --requeue\n"
        "#SBATCH --open-mode=append\n{}",
        fs::path(o.study).stem().string(), extra);
    const std::string study = quoted(fs::absolute(o.study).string()), out = quoted(fs::absolute(o.out).string());
    const std::string run = quoted(program), parts = quoted(folder + "/part-");
    // A task that is killed and requeued goes on where it was: --resume.
    const std::string array = fmt::format(
        "{}#SBATCH --array=1-{}\n#SBATCH --cpus-per-task={}\n#SBATCH --output={}/part-%a.log\n"
        "exec {} {} {} --out {}\"$SLURM_ARRAY_TASK_ID\".sqlite --resume --quiet \\\n"
        "  --shard \"$SLURM_ARRAY_TASK_ID\"/{} --jobs \"$SLURM_CPUS_PER_TASK\"\n",
        head, slurm.parts, o.jobs, folder, run, slurm.command, study, parts, slurm.parts);
    std::string files;
    for (int i = 1; i <= slurm.parts; ++i) files += fmt::format(" {}{}.sqlite", parts, i);
    // The last command makes what only the whole can answer: capacity, price list, timetable.
    const std::string merge = fmt::format(
        "{}#SBATCH --cpus-per-task={}\n#SBATCH --output={}/merge.log\nset -e\n[ -e {} ] || {} study merge {}{}\n"
        "exec {} {} {} --out {} --resume --jobs \"$SLURM_CPUS_PER_TASK\"\n",
        head, o.jobs, folder, out, run, out, files, run, slurm.command, study, out);
    return {array, merge};
}

int submit_to_slurm(const Options& o, const SlurmOptions& slurm) {
    const Study study = read_study(o.study);
    Days days(study);
    check_study(study, days);  // here, not in a hundred logs
    if (fs::exists(o.out))
        throw wz::InputError(
            {{o.out, 0}, "this file is there already", "a new name", "choose another name with --out"});
    const std::string folder = fs::absolute(o.out + ".slurm").string();
    wz::prepare_folder(folder);
    const SlurmScripts scripts = slurm_scripts(o, slurm, fs::read_symlink("/proc/self/exe").string(), folder);
    wz::write_result(folder + "/array.sh", scripts.array);
    wz::write_result(folder + "/merge.sh", scripts.merge);
    if (!slurm.submit) {
        fmt::print("scripts in {}: array.sh, then merge.sh\n", folder);
        return 0;
    }
    const std::string array = output_of(fmt::format("sbatch --parsable {}", quoted(folder + "/array.sh")), folder);
    const std::string merge = output_of(
        fmt::format("sbatch --parsable --dependency=afterok:{} {}", array, quoted(folder + "/merge.sh")), folder);
    fmt::print("array job {} of {} parts, merge job {}; logs in {}\n", array, slurm.parts, merge, folder);
    return 0;
}

}  // namespace study
