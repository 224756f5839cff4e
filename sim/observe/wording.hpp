// Small words that the summary and the report share.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>

#include "observe/results.hpp"

namespace wz {

constexpr const char* word(WaitRecordOf::Kind kind) {
    switch (kind) {
        case WaitRecordOf::Kind::gate:
            return "gate";
        case WaitRecordOf::Kind::exit:
            return "exit";
        case WaitRecordOf::Kind::window:
            return "window";
        case WaitRecordOf::Kind::dock:
            return "dock";
        default:
            return "stop";
    }
}

inline std::string hash_text(std::uint64_t hash) { return fmt::format("{:016x}", hash); }

}  // namespace wz
