// Keys and mouse.
#include "panels/panels.hpp"

namespace studio {

void help_page(Desk& desk) {
    if (!desk.help) return;
    constexpr std::pair<const char*, const char*> lines[] = {{"Space", "play, pause"},
                                                             {".", "one tick"},
                                                             {"+  -", "faster, slower"},
                                                             {"Home", "back to the beginning"},
                                                             {"← →", "a minute back, on (Shift: ten)"},
                                                             {"Wheel", "zoom to the cursor"},
                                                             {"Drag", "move the map"},
                                                             {"Click", "what is this?"},
                                                             {"Right click", "close, one way, lanes; save a curve"},
                                                             {"F", "follow what is selected"},
                                                             {"Z", "show the whole town"},
                                                             {"1 to 6", "the panels on the right"},
                                                             {"D", "next colour of streets"},
                                                             {"Ctrl+Z  Ctrl+Y", "undo, redo"},
                                                             {"Ctrl+O", "open"},
                                                             {"Ctrl+S", "save as scenario"},
                                                             {"Ctrl+E", "export the command log"},
                                                             {"F2  F3  F4", "layers, panels, small map"},
                                                             {"F12", "picture of the window"},
                                                             {"Ctrl+Q", "quit"},
                                                             {"Esc", "close this; let go of what is selected"}};
    const float w = desk.s(470);
    ImGui::SetNextWindowPos({desk.camera.window_w / 2, desk.camera.window_h / 2}, ImGuiCond_Always, {0.5f, 0.5f});
    ImGui::SetNextWindowSize({w, 0});
    ImGui::Begin("Keys and mouse", &desk.help,
                 ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize);
    if (ImGui::BeginTable("keys", 2)) {
        ImGui::TableSetupColumn("key", ImGuiTableColumnFlags_WidthFixed, desk.s(130));
        for (const auto& [key, does] : lines) {
            ImGui::TableNextRow();
            ImGui::TableNextColumn();
            ImGui::TextColored({0.43f, 0.8f, 0.87f, 1}, "%s", key);
            ImGui::TableNextColumn();
            ImGui::TextUnformatted(does);
        }
        ImGui::EndTable();
    }
    ImGui::End();
}

}  // namespace studio
