// Stable names for random draws: a group's key depends on its population's textual id and its number alone, so that the
// order of lists, other populations and other counts leave its draws as they are.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/random.hpp"

namespace wz {

/// Of a textual id (FNV-1a, finished by mix64).
constexpr std::uint64_t key_of(std::string_view id) {
    std::uint64_t h = 0xcbf29ce484222325ull;
    for (const char c : id) h = (h ^ static_cast<std::uint64_t>(static_cast<unsigned char>(c))) * 0x100000001b3ull;
    return mix64(h);
}

/// Of a part of something that has a key: member of a group, group at an event.
constexpr std::uint64_t key_of(std::uint64_t whole, std::uint64_t part) {
    return mix64(whole ^ mix64(part + 0x9e3779b97f4a7c15ull));
}

}  // namespace wz
