// Menu, time controls, and how things stand.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "panels/panels.hpp"

namespace studio {

namespace {

constexpr std::array<double, 8> speeds{1, 2, 5, 10, 20, 60, 200, 0};  // 0: as fast as it goes

std::string speed_words(double speed) { return speed > 0 ? fmt::format("{:g} ×", speed) : "fastest"; }

void change_speed(Desk& desk, int by) {
    auto at = std::ranges::find(speeds, desk.settings.speed) - speeds.begin();
    if (at == static_cast<std::ptrdiff_t>(speeds.size())) at = 2;
    at = std::clamp<std::ptrdiff_t>(at + by, 0, speeds.size() - 1);
    desk.settings.speed = speeds[static_cast<std::size_t>(at)];
    desk.session.set_speed(desk.settings.speed);
}

void menu(Desk& desk) {
    if (ImGui::Button("Menu")) ImGui::OpenPopup("menu");
    desk.mark("menu");
    if (!ImGui::BeginPopup("menu")) return;
    const auto item = [&](const char* name, const char* key, const char* id, bool enabled = true) {
        const bool chosen = ImGui::MenuItem(name, key, false, enabled);
        desk.mark(id);
        return chosen;
    };
    if (item("Open …", "Ctrl+O", "menu_open")) desk.dialog = Dialog::open;
    if (ImGui::BeginMenu("Recent", !desk.settings.recent.empty())) {
        for (const std::string& path : std::vector(desk.settings.recent))
            if (ImGui::MenuItem(std::filesystem::path(path).filename().c_str())) desk.session.open(path);
        ImGui::EndMenu();
    }
    if (item("Go on from the last session", "", "menu_last", std::filesystem::exists(last_session_file())))
        desk.session.open(last_session_file());
    if (item("Save as scenario …", "Ctrl+S", "menu_save", desk.ready())) desk.dialog = Dialog::save_scenario;
    if (item("Export command log …", "Ctrl+E", "menu_export", desk.ready())) desk.dialog = Dialog::export_log;
    if (item("Picture of the window", "F12", "menu_picture")) desk.take_picture("studio");
    ImGui::Separator();
    ImGui::MenuItem("Layers", "F2", &desk.settings.left);
    ImGui::MenuItem("Panels", "F3", &desk.settings.right);
    ImGui::MenuItem("Small map", "F4", &desk.settings.map);
    if (ImGui::MenuItem("Larger", "Ctrl++")) desk.settings.scale = std::min(3.0f, desk.fonts.scale + 0.25f);
    if (ImGui::MenuItem("Smaller", "Ctrl+-")) desk.settings.scale = std::max(0.75f, desk.fonts.scale - 0.25f);
    ImGui::Separator();
    if (item("Quit", "Ctrl+Q", "menu_quit")) desk.quit = true;
    ImGui::EndPopup();
}

void time_controls(Desk& desk) {
    const Status& st = desk.status;
    const bool ready = desk.ready();
    if (icon_button(desk, "start", Icon::start, "Back to the beginning of the day (Home)", ready))
        desk.session.seek(desk.scenario().start);
    ImGui::SameLine();
    if (st.seeking >= 0) {
        if (icon_button(desk, "play", Icon::pause, "Stop here (Space)")) desk.session.stop_seeking();
    } else if (icon_button(desk, "play", st.playing ? Icon::pause : Icon::play,
                           st.playing ? "Pause (Space)" : "Play (Space)", ready, st.playing)) {
        desk.session.play(!st.playing);
    }
    ImGui::SameLine();
    if (icon_button(desk, "step", Icon::step, "One tick of 0.1 s (.)", ready)) desk.session.step(1);
    ImGui::SameLine();
    if (icon_button(desk, "slower", Icon::slower, "Slower (-)", ready)) change_speed(desk, -1);
    ImGui::SameLine(0, desk.s(4));
    ImGui::SetNextItemWidth(desk.s(92));
    if (ImGui::BeginCombo("##speed", speed_words(desk.settings.speed).c_str(), ImGuiComboFlags_NoArrowButton)) {
        for (const double v : speeds)
            if (ImGui::Selectable(speed_words(v).c_str(), v == desk.settings.speed)) {
                desk.settings.speed = v;
                desk.session.set_speed(v);
            }
        ImGui::EndCombo();
    }
    desk.mark("speed");
    ImGui::SameLine(0, desk.s(4));
    if (icon_button(desk, "faster", Icon::faster, "Faster (+)", ready)) change_speed(desk, 1);
}

void clock(Desk& desk) {
    const Status& st = desk.status;
    ImGui::PushFont(desk.fonts.large);
    ImGui::TextUnformatted(st.stage == Stage::ready ? wz::clock_text(st.now).c_str() : "--:--:--");
    ImGui::PopFont();
    desk.mark("clock");
    ImGui::SameLine(0, desk.s(14));
    ImGui::SetCursorPosY((desk.layout.top.h - 2 * desk.fonts.small->FontSize) / 2 - desk.s(3));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {desk.s(8), 0});
    ImGui::BeginGroup();
    ImGui::PushFont(desk.fonts.small);
    if (desk.ready()) {
        ImGui::Text("%s people on site", count_words(desk.frame->total).c_str());
        if (st.seeking >= 0)
            ImGui::TextDisabled("on the way to %s", wz::clock_text(st.seeking).c_str());
        else
            ImGui::TextDisabled("%s",
                                st.playing ? fmt::format("{:.1f} × real time", st.reached_speed).c_str() : "paused");
    } else {
        ImGui::TextUnformatted(st.stage == Stage::loading ? "loading …" : "no scenario");
        ImGui::TextDisabled(" ");
    }
    ImGui::PopFont();
    ImGui::EndGroup();
    ImGui::PopStyleVar();
}

}  // namespace

void top_bar(Desk& desk) {
    begin_fixed("##top", desk.layout.top, desk.s(10));
    const float y = (desk.layout.top.h - ImGui::GetFrameHeight() * 1.12f) / 2;
    ImGui::SetCursorPosY(y);
    menu(desk);
    ImGui::SameLine(0, desk.s(14));
    time_controls(desk);
    ImGui::SameLine(0, desk.s(18));
    ImGui::SetCursorPosY((desk.layout.top.h - desk.fonts.large->FontSize) / 2 - desk.s(1));
    clock(desk);
    const float right = desk.s(176);
    ImGui::SameLine(desk.layout.top.w - right);
    ImGui::SetCursorPosY(y);
    if (icon_button(desk, "undo", Icon::undo, "Undo the last change (Ctrl+Z)", desk.status.can_undo))
        desk.session.undo();
    ImGui::SameLine();
    if (icon_button(desk, "redo", Icon::redo, "Do it again (Ctrl+Y)", desk.status.can_redo)) desk.session.redo();
    ImGui::SameLine();
    if (icon_button(desk, "picture", Icon::camera, "Picture of the window (F12)")) desk.take_picture("studio");
    ImGui::SameLine();
    if (icon_button(desk, "help", Icon::help, "Keys and mouse (F1)")) desk.help = !desk.help;
    // the title, in what room is left
    const float from = desk.s(770), room = desk.layout.top.w - right - from - desk.s(10);
    if (desk.status.scenario && room > desk.s(120)) {
        const std::string title = desk.scenario().title;
        ImDrawList& list = *ImGui::GetWindowDrawList();
        const ImVec4 clip{from, 0, from + room, desk.layout.top.h};
        list.AddText(desk.fonts.text, desk.fonts.text->FontSize,
                     {from, (desk.layout.top.h - desk.fonts.text->FontSize) / 2},
                     ImGui::GetColorU32(ImGuiCol_TextDisabled), title.c_str(), nullptr, 0, &clip);
    }
    ImGui::End();
}

}  // namespace studio
