#include "observe/result_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "base/errors.hpp"

namespace wz {

ResultFile::ResultFile(std::string path) : path_(std::move(path)) {
    file_ = std::fopen((path_ + ".part").c_str(), "wb");
    if (file_ == nullptr) fail("cannot be written");
}

ResultFile::~ResultFile() {
    if (file_ == nullptr) return;
    std::fclose(file_);
    std::remove((path_ + ".part").c_str());
}

void ResultFile::write(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) fail("could not be written to the end");
}

void ResultFile::complete() {
    const bool flushed = std::fflush(file_) == 0;
    if (!flushed) fail("could not be written to the end");
    std::fclose(file_);
    file_ = nullptr;
    if (std::rename((path_ + ".part").c_str(), path_.c_str()) != 0) fail("could not take its name");
}

void ResultFile::fail(const char* what) {
    throw InputError({.where = {path_, 0},
                      .what = fmt::format("{} ({})", what, std::strerror(errno)),
                      .allowed = "",
                      .remedy = "choose another folder with --out, or make room"});
}

void write_result(const std::string& path, std::string_view text) {
    ResultFile file(path);
    file.write(text);
    file.complete();
}

void prepare_folder(const std::string& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    const bool there = std::filesystem::is_directory(folder);
    if (!there) {
        throw InputError({.where = {folder, 0},
                          .what = fmt::format("the folder for the results cannot be made ({})",
                                              error ? error.message() : "a file has that name"),
                          .allowed = "a folder that may be written",
                          .remedy = "choose another with --out"});
    }
    ResultFile probe(folder + "/probe");  // goes away again unfinished
    probe.write("?");
}

}  // namespace wz
