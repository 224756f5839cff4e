#include "status_file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "view/traffic_layer.hpp"

namespace studio {

namespace {

constexpr std::size_t most_people = 40;

nlohmann::json rect(const PixelRect& r) { return {r.x, r.y, r.w, r.h}; }

nlohmann::json people_in_view(const Desk& desk) {
    auto list = nlohmann::json::array();
    for (const Dot& d : desk.frame->dots) {
        const wz::Vec2 at = desk.camera.to_screen(d.at);
        if (!desk.camera.free.contains(at.x, at.y)) continue;
        list.push_back({{"id", d.person.value}, {"x", at.x}, {"y", at.y}});
        if (list.size() == most_people) break;
    }
    return list;
}

}  // namespace

void write_status(const Desk& desk, const std::string& path) {
    const Status& st = desk.status;
    constexpr const char* stages[] = {"empty", "loading", "ready", "failed"};
    nlohmann::json j{{"stage", stages[static_cast<std::size_t>(st.stage)]},
                     {"scenario", st.scenario_file},
                     {"playing", st.playing},
                     {"speed", st.speed},
                     {"reached_speed", st.reached_speed},
                     {"seeking", st.seeking >= 0},
                     {"tick", st.now},
                     {"clock", wz::exact_clock_text(st.now)},
                     {"hash", st.hash ? fmt::format("{:016x}", *st.hash) : ""},
                     {"commands", st.journal ? st.journal->size() : 0},
                     {"kept", st.kept != nullptr},
                     {"problems", st.problems.size()},
                     {"selected", desk.frame ? desk.frame->story.en : ""},
                     {"tab", static_cast<int>(desk.tab)},
                     {"notice", desk.notice},
                     {"dialog", static_cast<int>(desk.dialog)},
                     {"help", desk.help},
                     {"frames_per_s", desk.frames_per_s},
                     {"slowest_frame_ms", desk.slowest_frame_ms},
                     {"first_frame_s", desk.first_frame_s},
                     {"people", desk.frame ? desk.frame->total : 0},
                     {"chinese", desk.fonts.chinese},
                     {"camera",
                      {{"x", desk.camera.centre.x},
                       {"y", desk.camera.centre.y},
                       {"scale", desk.camera.scale},
                       {"map", rect(desk.camera.free)}}}};
    if (desk.ready() && !st.journal->empty())
        j["last_command"] = words_of(st.journal->back(), desk.scenario(), desk.town());
    for (const auto& [name, r] : desk.marks) j["marks"][name] = rect(r);
    if (desk.ready() && st.seeking < 0 && !st.playing) j["people_in_view"] = people_in_view(desk);
    const std::string part = path + ".part";
    std::ofstream(part) << j.dump() << '\n';
    std::error_code ignored;
    std::filesystem::rename(part, path, ignored);
}

}  // namespace studio
