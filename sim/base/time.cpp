#include "base/time.hpp"

#include <fmt/format.h>

namespace wz {

std::string clock_text(Tick t) {
    const Tick s = t / ticks_per_second;
    return fmt::format("{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

std::string exact_clock_text(Tick t) { return fmt::format("{}.{}", clock_text(t), t % ticks_per_second); }

Tick parse_exact_clock(const std::string& text) {
    const std::size_t n = text.size();
    if (n != 10 || text[8] != '.' || text[9] < '0' || text[9] > '9') return parse_clock(text);
    const Tick whole = parse_clock(text.substr(0, 8));
    return whole < 0 ? -1 : whole + (text[9] - '0');
}

Tick parse_clock(const std::string& text) {
    int part[3] = {0, 0, 0};
    int parts = 0;
    int digits = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9' && digits < 2) {
            part[parts] = part[parts] * 10 + (c - '0');
            ++digits;
        } else if (c == ':' && digits > 0 && parts < 2) {
            ++parts;
            digits = 0;
        } else {
            return -1;
        }
    }
    if (parts < 1 || digits != 2 || part[0] > 47 || part[1] > 59 || part[2] > 59) return -1;
    return ((part[0] * 60 + part[1]) * 60 + part[2]) * ticks_per_second;
}

}  // namespace wz
