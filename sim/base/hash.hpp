// The state hash: 64 bits over every mutable column, in a fixed order. Not cryptographic; it tells runs apart.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>

#include "base/random.hpp"

namespace wz {

class Hasher {
public:
    void add(std::uint64_t v) {
        state_ = (std::rotl(state_, 29) ^ mix64(v + 0x9e3779b97f4a7c15ull)) * 0x9fb21c651e98df25ull;
    }
    template <class T>
    requires(std::is_integral_v<T> || std::is_enum_v<T>) void add(T v) { add(static_cast<std::uint64_t>(v)); }
    void add(double v) { add(std::bit_cast<std::uint64_t>(v)); }
    void add(float v) { add(std::uint64_t{std::bit_cast<std::uint32_t>(v)}); }
    void add(std::string_view text) {
        add(text.size());
        for (const char c : text) add(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
    }
    /// A column of trivially copyable values without padding, 8 bytes at a time.
    template <class T>
    void add_column(std::span<const T> column) {
        static_assert(std::has_unique_object_representations_v<T> || std::is_floating_point_v<T>);
        add(column.size());
        const auto* p = reinterpret_cast<const unsigned char*>(column.data());
        std::size_t n = column.size_bytes();
        for (; n >= 8; n -= 8, p += 8) {
            std::uint64_t v;
            std::memcpy(&v, p, 8);
            add(v);
        }
        std::uint64_t tail = 0;
        if (n > 0) std::memcpy(&tail, p, n);  // (an empty column may have no address)
        add(tail);
    }
    [[nodiscard]] std::uint64_t value() const { return mix64(state_); }

private:
    std::uint64_t state_ = 0x2545f4914f6cdd1dull;
};

}  // namespace wz
