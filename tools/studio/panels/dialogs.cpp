// Files, mistakes in files, help, and short notices.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "observe/result_file.hpp"
#include "panels/panels.hpp"
#include "session/keep.hpp"

namespace studio {

namespace fs = std::filesystem;

namespace {

struct FileChoice {
    char path[1024] = "";
    char title[256] = "";
    fs::path folder;
    bool fresh = true;
    std::string warned;  // of a file that is there; asked for again it is written over
};

void put(char* to, std::size_t size, const std::string& text) {
    std::strncpy(to, text.c_str(), size - 1);
    to[size - 1] = 0;
}

const char* ending(Dialog dialog) {
    return dialog == Dialog::save_csv ? ".csv" : (dialog == Dialog::export_log ? ".jsonl" : ".yaml");
}

/// Folders, then files of the kind that is asked for.
void listing(Desk& desk, FileChoice& c) {
    ImGui::TextDisabled("%s", c.folder.c_str());
    ImGui::BeginChild("##files", {desk.s(640), desk.s(desk.dialog == Dialog::open ? 300.0f : 190.0f)}, true);
    std::error_code failed;
    std::vector<fs::directory_entry> entries;
    for (const auto& e : fs::directory_iterator(c.folder, failed)) {
        const std::string end = e.path().extension().string();
        if (e.path().filename().string().starts_with('.')) continue;
        const bool fits = desk.dialog == Dialog::open ? end == ".yaml" || end == ".jsonl" : end == ending(desk.dialog);
        if (e.is_directory(failed) || fits) entries.push_back(e);
    }
    std::ranges::sort(entries, {},
                      [&](const auto& e) { return std::pair(!e.is_directory(failed), e.path().filename().string()); });
    if (c.folder.has_parent_path() && ImGui::Selectable("↑ ..")) c.folder = c.folder.parent_path();
    for (const auto& e : entries) {
        const bool folder = e.is_directory(failed);
        if (!ImGui::Selectable(((folder ? "→ " : "   ") + e.path().filename().string()).c_str())) continue;
        if (folder && desk.dialog != Dialog::open)
            put(c.path, sizeof c.path, (e.path() / fs::path(c.path).filename()).string());
        if (folder)
            c.folder = e.path();
        else
            put(c.path, sizeof c.path, e.path().string());
        break;
    }
    ImGui::EndChild();
}

/// Whether to go ahead.
bool ask_path(Desk& desk, const char* question, const char* action, FileChoice& c) {
    ImGui::TextUnformatted(question);
    ImGui::SetNextItemWidth(desk.s(640));
    if (c.fresh) ImGui::SetKeyboardFocusHere();
    c.fresh = false;
    const bool enter = ImGui::InputText("##path", c.path, sizeof c.path, ImGuiInputTextFlags_EnterReturnsTrue);
    desk.mark("dialog_path");
    const bool go = ImGui::Button(action, {desk.s(120), 0}) || enter;
    desk.mark("dialog_ok");
    ImGui::SameLine();
    if (ImGui::Button("Cancel", {desk.s(120), 0}) || ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape))) {
        desk.dialog = Dialog::none;
        ImGui::CloseCurrentPopup();
    }
    desk.mark("dialog_cancel");
    return go && c.path[0] != 0;
}

void act(Desk& desk, Dialog what, FileChoice& c) {
    std::error_code failed;
    if (what != Dialog::open && fs::exists(c.path, failed) && c.warned != c.path) return void(c.warned = c.path);
    try {
        if (what == Dialog::open) desk.session.open(c.path);
        if (what == Dialog::save_scenario) save_scenario(desk.status, c.path, c.title);
        if (what == Dialog::export_log) save_log(desk.status, c.path);
        if (what == Dialog::save_csv) wz::write_result(c.path, desk.csv);
        if (what != Dialog::open) desk.say(fmt::format("Written: {}", c.path));
        desk.dialog = Dialog::none;
        ImGui::CloseCurrentPopup();
    } catch (const wz::InputError& e) {
        desk.say(e.problems().front().text());
    }
}

void begin_with(Desk& desk, Dialog dialog, FileChoice& c) {
    c = {};
    std::error_code failed;
    const fs::path file = desk.status.scenario_file;
    c.folder = file.empty() ? fs::current_path(failed) : fs::absolute(file, failed).parent_path();
    if (file.empty() && fs::exists(c.folder / "scenarios", failed)) c.folder /= "scenarios";
    const std::string stem = (fs::absolute(file, failed).parent_path() / file.stem()).string();
    if (dialog == Dialog::save_scenario) put(c.path, sizeof c.path, stem + "_changed.yaml");
    if (dialog == Dialog::export_log)
        put(c.path, sizeof c.path, (fs::current_path(failed) / (file.stem().string() + ".jsonl")).string());
    if (dialog == Dialog::save_csv)
        put(c.path, sizeof c.path, (fs::current_path(failed) / (desk.csv_name + ".csv")).string());
    if (dialog != Dialog::open) c.folder = fs::path(c.path).parent_path();
    if (desk.status.scenario) put(c.title, sizeof c.title, desk.scenario().title + ", changed");
}

}  // namespace

void dialogs(Desk& desk) {
    static FileChoice choice;
    static Dialog shown = Dialog::none;
    if (desk.dialog == Dialog::none) return void(shown = Dialog::none);
    if (shown != desk.dialog) {
        begin_with(desk, desk.dialog, choice);
        shown = desk.dialog;
    }
    const char* names[] = {"", "Open", "Save as scenario", "Export command log", "Save as CSV"};
    const char* name = names[static_cast<std::size_t>(desk.dialog)];
    if (!ImGui::IsPopupOpen(name)) ImGui::OpenPopup(name);
    ImGui::SetNextWindowPos({desk.camera.window_w / 2, desk.camera.window_h / 2}, ImGuiCond_Always, {0.5f, 0.5f});
    if (!ImGui::BeginPopupModal(name, nullptr, ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoMove)) return;
    bool go = false;
    listing(desk, choice);
    if (desk.dialog == Dialog::open) {
        go = ask_path(desk, "A scenario (.yaml), or a command log (.jsonl) to go on from:", "Open", choice);
    } else if (desk.dialog == Dialog::save_scenario) {
        ImGui::SetNextItemWidth(desk.s(640));
        ImGui::InputText("##title", choice.title, sizeof choice.title);
        hint("Title of the new scenario");
        go = ask_path(desk, "It extends the scenario that is open, and holds only the differences.", "Save", choice);
    } else if (desk.dialog == Dialog::save_csv) {
        go = ask_path(desk, "A table of numbers, for a spreadsheet:", "Save", choice);
    } else {
        go = ask_path(desk, "Everything done here, to be run again without a window: wuzhen replay LOG", "Export",
                      choice);
    }
    if (!choice.warned.empty() && choice.warned == choice.path)
        ImGui::TextColored({1, 0.8f, 0.27f, 1}, "This file is there already. Once more writes over it.");
    if (go) act(desk, desk.dialog, choice);
    ImGui::EndPopup();
}

void problems(Desk& desk) {
    static std::uint64_t dismissed = 0;
    const Status& st = desk.status;
    if (st.problems.empty() || dismissed == st.opened) return;
    const float w = std::min(desk.s(860), desk.camera.window_w * 0.86f),
                h = std::min(desk.s(420), desk.camera.window_h * 0.7f);
    ImGui::SetNextWindowPos({(desk.camera.window_w - w) / 2, (desk.camera.window_h - h) / 2});
    ImGui::SetNextWindowSize({w, h});
    ImGui::SetNextWindowFocus();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, desk.s(2));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, desk.s(6));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {desk.s(16), desk.s(12)});
    ImGui::PushStyleColor(ImGuiCol_Border, IM_COL32(255, 205, 70, 255));
    ImGui::Begin("##problems", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
    ImGui::PushFont(desk.fonts.label);
    ImGui::Text("%zu mistake%s in the file", st.problems.size(), st.problems.size() == 1 ? "" : "s");
    ImGui::PopFont();
    ImGui::BeginChild("##list", {0, -ImGui::GetFrameHeightWithSpacing() - desk.s(4)}, false);
    for (const wz::Problem& p : st.problems) {
        ImGui::PushStyleColor(ImGuiCol_Text, IM_COL32(255, 205, 70, 255));
        ImGui::TextWrapped("%s", p.where.text().c_str());
        ImGui::PopStyleColor();
        ImGui::TextWrapped("%s", p.what.c_str());
        if (!p.allowed.empty()) ImGui::TextWrapped("allowed: %s", p.allowed.c_str());
        if (!p.remedy.empty()) ImGui::TextWrapped("%s", p.remedy.c_str());
        ImGui::Separator();
    }
    ImGui::EndChild();
    if (ImGui::Button("Try again")) desk.session.open(st.scenario_file);
    ImGui::SameLine();
    if (ImGui::Button("Open another …")) desk.dialog = Dialog::open, dismissed = st.opened;
    desk.mark("problems_open");
    ImGui::SameLine();
    if (ImGui::Button("Close")) dismissed = st.opened;
    desk.mark("problems_close");
    ImGui::End();
}

void notice(Desk& desk) {
    const bool no_font = !desk.fonts.chinese;
    const bool shown = ImGui::GetTime() < desk.notice_until;
    if (!shown && !no_font) return;
    const std::string text =
        shown
            ? desk.notice
            : "Chinese names need Noto Sans CJK: install the package fonts-noto-cjk, or set WUZHEN_FONT to a font file";
    const ImVec2 size = ImGui::CalcTextSize(text.c_str());
    const PixelRect& m = desk.layout.map;
    const ImVec2 at{m.x + (m.w - size.x) / 2, m.y + desk.s(16)};
    ImDrawList& list = *ImGui::GetForegroundDrawList();
    list.AddRectFilled({at.x - desk.s(12), at.y - desk.s(6)}, {at.x + size.x + desk.s(12), at.y + size.y + desk.s(6)},
                       IM_COL32(30, 36, 42, 240), 6);
    list.AddText(at, IM_COL32_WHITE, text.c_str());
}

}  // namespace studio
