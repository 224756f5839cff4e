// Files of results. Each is written under a temporary name and renamed when complete, so that whoever finds it finds
// all of it.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace wz {

class ResultFile {
public:
    /// Opens `<path>.part`. Throws InputError if that cannot be done.
    explicit ResultFile(std::string path);
    ResultFile(const ResultFile&) = delete;
    ResultFile& operator=(const ResultFile&) = delete;
    /// Removes the part if the file was not completed.
    ~ResultFile();

    void write(std::string_view text);
    /// Flushes, closes and renames. Throws InputError if not all could be written (disk full).
    void complete();

private:
    [[noreturn]] void fail(const char* what);

    std::string path_;
    std::FILE* file_ = nullptr;
};

/// Writes one whole file.
void write_result(const std::string& path, std::string_view text);
/// Makes the folder and tries it out with a file, so that a run does not end in a message that it cannot be kept.
/// Throws InputError.
void prepare_folder(const std::string& folder);

}  // namespace wz
