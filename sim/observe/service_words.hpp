// What boat services are called.
#pragma once

#include <string_view>
#include <utility>

#include "demand/scenario.hpp"

namespace wz {

/// Chinese and English; nothing for boats that take nobody along.
constexpr std::pair<std::string_view, std::string_view> words(BoatService kind) {
    switch (kind) {
        case BoatService::ferry:
            return {"渡船", "ferry"};
        case BoatService::charter:
            return {"包船", "charter"};
        case BoatService::shared:
            return {"拼船", "shared boat"};
        default:
            return {};
    }
}

}  // namespace wz
