#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

#include "load/document.hpp"
#include "load/nearest.hpp"

namespace wz {

namespace {

namespace fs = std::filesystem;

std::string similar_file(const fs::path& path) {
    std::error_code error;
    std::vector<std::string> names;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        names.push_back(it->path().filename().string());
    }
    if (error) return fmt::format("there is no folder `{}`", folder.string());
    std::ranges::sort(names);
    const std::string best = nearest_name(path.filename().string(), names);
    return best.empty() ? "check the path; it is relative to the file that names it"
                        : fmt::format("did you mean `{}`?", (path.parent_path() / best).string());
}

bool is_readable_kind(const std::string& path, Problems& problems) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) {
        problems.add({path, 0}, "there is no such file", {}, similar_file(path));
    } else if (status.type() == fs::file_type::directory) {
        problems.add({path, 0}, "this is a folder", "a file", "name a file in it");
    } else if (status.type() != fs::file_type::regular) {
        problems.add({path, 0}, error ? error.message() : "this is not an ordinary file", "a file",
                     "name another file");
    } else {
        return true;
    }
    return false;
}

std::optional<std::string> read_bytes(const std::string& path, Problems& problems) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
    std::string text;
    char buffer[1 << 16];
    std::size_t n = 0;
    while (file && text.size() <= max_document_bytes && (n = std::fread(buffer, 1, sizeof buffer, file.get())) > 0) {
        text.append(buffer, n);
    }
    if (!file || std::ferror(file.get())) {
        problems.add({path, 0}, fmt::format("cannot be read: {}", std::strerror(errno)), {}, "check its permissions");
        return std::nullopt;
    }
    return text;
}

/// Length of the UTF-8 character at text[i]; 0 if it is not one.
std::size_t utf8_length(std::string_view text, std::size_t i) {
    const auto byte = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u; };
    const unsigned lead = byte(i);
    const auto tail = [&](std::size_t k) { return (byte(i + k) & 0xc0) == 0x80; };
    if (lead < 0x80) return 1;
    if (lead >= 0xc2 && lead <= 0xdf) return tail(1) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        const unsigned second = byte(i + 1);
        if ((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f)) return 0;  // overlong, surrogates
        return tail(1) && tail(2) ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        const unsigned second = byte(i + 1);
        if ((lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f)) return 0;  // overlong, beyond Unicode
        return tail(1) && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

bool is_plain_text(std::string_view text, const std::string& path, Problems& problems) {
    int line = 1;
    for (std::size_t i = 0, n = 0; i < text.size(); i += n) {
        const auto c = static_cast<unsigned char>(text[i]);
        n = utf8_length(text, i);
        if (c == '\n') ++line;
        if (n == 0) {
            problems.add({path, line}, fmt::format("byte 0x{:02x} is not valid UTF-8", c), "text in UTF-8",
                         "save the file as UTF-8");
            return false;
        }
        if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f) {
            problems.add({path, line}, fmt::format("control character 0x{:02x}", c), "text in UTF-8",
                         "this looks like a binary file; name a text file");
            return false;
        }
    }
    return true;
}

}  // namespace

std::optional<std::string> read_text(const std::string& path, Problems& problems) {
    if (!is_readable_kind(path, problems)) return std::nullopt;
    std::optional<std::string> text = read_bytes(path, problems);
    if (!text) return std::nullopt;
    if (text->size() > max_document_bytes) {
        problems.add({path, 0}, fmt::format("the file is larger than {} MB", max_document_bytes >> 20),
                     fmt::format("at most {} MB", max_document_bytes >> 20), "split it, or simplify its lines");
        return std::nullopt;
    }
    if (text->starts_with("\xef\xbb\xbf")) text->erase(0, 3);  // byte order mark of some editors
    if (text->find_first_not_of(" \t\r\n") == std::string::npos) {
        problems.add({path, 0}, "the file is empty", {}, "see maps/README.md and scenarios/README.md for the formats");
        return std::nullopt;
    }
    if (!is_plain_text(*text, path, problems)) return std::nullopt;
    return text;
}

}  // namespace wz
