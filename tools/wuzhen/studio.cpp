// The window is a program of its own, so that this one needs neither SFML nor a display.
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "commands.hpp"

namespace wuzhen {

int open_studio(const std::vector<std::string>& arguments) {
    std::error_code failed;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", failed);
    const std::string program = (failed ? std::filesystem::path() : self.parent_path()) / "wuzhen-studio";
    std::vector<char*> argv{const_cast<char*>(program.c_str())};
    for (const std::string& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
    argv.push_back(nullptr);
    execv(program.c_str(), argv.data());
    fmt::print(stderr,
               "error: {}: {}; it is built where SFML and Dear ImGui are found: install libsfml-dev and libimgui-dev, "
               "and build again\n",
               program, std::strerror(errno));
    return 2;
}

}  // namespace wuzhen
