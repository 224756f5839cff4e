// The look, the layout, and small widgets.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "panels/panels.hpp"

namespace studio {

void set_theme(float scale) {
    ImGuiStyle style;
    ImGui::StyleColorsDark(&style);
    style.WindowRounding = 0, style.FrameRounding = 4, style.GrabRounding = 4, style.TabRounding = 4;
    style.PopupRounding = 6, style.ScrollbarRounding = 6, style.ChildRounding = 4;
    style.WindowBorderSize = 0, style.FrameBorderSize = 0, style.PopupBorderSize = 1;
    style.WindowPadding = {10, 8}, style.FramePadding = {8, 4}, style.ItemSpacing = {8, 6}, style.CellPadding = {5, 3};
    style.ScrollbarSize = 11;
    const auto colour = [&](ImGuiCol_ which, float r, float g, float b, float a) {
        style.Colors[which] = {r / 255, g / 255, b / 255, a};
    };
    colour(ImGuiCol_WindowBg, 30, 36, 42, 1), colour(ImGuiCol_PopupBg, 36, 43, 50, 0.98f);
    colour(ImGuiCol_TitleBg, 40, 49, 57, 1), colour(ImGuiCol_TitleBgActive, 44, 98, 116, 1);
    colour(ImGuiCol_ModalWindowDimBg, 20, 25, 30, 0.45f);
    colour(ImGuiCol_ChildBg, 0, 0, 0, 0), colour(ImGuiCol_Border, 74, 86, 96, 0.7f);
    colour(ImGuiCol_FrameBg, 48, 57, 66, 1), colour(ImGuiCol_FrameBgHovered, 60, 72, 83, 1);
    colour(ImGuiCol_FrameBgActive, 68, 84, 97, 1), colour(ImGuiCol_Button, 52, 64, 74, 1);
    colour(ImGuiCol_ButtonHovered, 66, 84, 98, 1), colour(ImGuiCol_ButtonActive, 38, 120, 140, 1);
    colour(ImGuiCol_Header, 48, 78, 92, 1), colour(ImGuiCol_HeaderHovered, 58, 92, 108, 1);
    colour(ImGuiCol_HeaderActive, 38, 120, 140, 1), colour(ImGuiCol_SliderGrab, 40, 112, 132, 1);
    colour(ImGuiCol_SliderGrabActive, 52, 146, 170, 1), colour(ImGuiCol_CheckMark, 110, 205, 222, 1);
    colour(ImGuiCol_Tab, 40, 49, 57, 1), colour(ImGuiCol_TabHovered, 58, 92, 108, 1);
    colour(ImGuiCol_TabActive, 44, 98, 116, 1), colour(ImGuiCol_Text, 232, 236, 238, 1);
    colour(ImGuiCol_TextDisabled, 150, 162, 170, 1), colour(ImGuiCol_Separator, 66, 77, 87, 1);
    colour(ImGuiCol_TableRowBgAlt, 255, 255, 255, 0.03f), colour(ImGuiCol_TableHeaderBg, 42, 51, 59, 1);
    style.ScaleAllSizes(scale);
    ImGui::GetStyle() = style;
}

Layout lay_out(float width, float height, const Settings& settings, float scale) {
    const float top = 52 * scale, bottom = 118 * scale;
    const float left = settings.left ? std::min(212 * scale, width * 0.2f) : 0;
    const float right = settings.right ? std::min(388 * scale, width * 0.34f) : 0;
    const float middle = height - top - bottom;
    return {{0, 0, width, top},
            {0, top, left, middle},
            {width - right, top, right, middle},
            {0, height - bottom, width, bottom},
            {left, top, width - left - right, middle}};
}

bool begin_fixed(const char* name, const PixelRect& r, float padding) {
    ImGui::SetNextWindowPos({r.x, r.y});
    ImGui::SetNextWindowSize({r.w, r.h});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, padding * 0.7f});
    const bool open =
        ImGui::Begin(name, nullptr,
                     ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                         ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar();
    return open;
}

void hint(const char* text) {
    if (!ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(ImGui::GetFontSize() * 24);
    ImGui::TextUnformatted(text);
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
}

namespace {

void draw_icon(ImDrawList& list, Icon icon, ImVec2 c, float r, ImU32 colour) {
    const auto triangle = [&](float x, float size) {
        list.AddTriangleFilled({c.x + x - size * 0.7f, c.y - size}, {c.x + x - size * 0.7f, c.y + size},
                               {c.x + x + size * 0.9f, c.y}, colour);
    };
    const auto back = [&](float x, float size) {
        list.AddTriangleFilled({c.x + x + size * 0.7f, c.y - size}, {c.x + x - size * 0.9f, c.y},
                               {c.x + x + size * 0.7f, c.y + size}, colour);
    };
    const auto bar = [&](float x, float w) { list.AddRectFilled({c.x + x, c.y - r}, {c.x + x + w, c.y + r}, colour); };
    const auto arc = [&](bool left) {
        const float s = left ? 1.0f : -1.0f;
        for (int i = 0; i <= 14; ++i) {
            const float a = -2.6f + 3.4f * static_cast<float>(i) / 14;
            list.PathLineTo({c.x + s * std::cos(a) * r * 0.8f, c.y + r * 0.25f + std::sin(a) * r * 0.8f});
        }
        list.PathStroke(colour, 0, r * 0.3f);
        const ImVec2 tip{c.x - s * r * 0.72f, c.y - r * 0.2f};
        list.AddTriangleFilled({tip.x - s * r * 0.5f, tip.y - r * 0.15f}, {tip.x + s * r * 0.45f, tip.y + r * 0.2f},
                               {tip.x - s * r * 0.3f, tip.y + r * 0.7f}, colour);
    };
    switch (icon) {
        case Icon::play:
            return triangle(0, r);
        case Icon::pause:
            bar(-r * 0.75f, r * 0.5f);
            return bar(r * 0.25f, r * 0.5f);
        case Icon::step:
            triangle(-r * 0.3f, r * 0.9f);
            return bar(r * 0.6f, r * 0.3f);
        case Icon::start:
            back(r * 0.3f, r * 0.9f);
            return bar(-r * 0.9f, r * 0.3f);
        case Icon::slower:
            back(-r * 0.5f, r * 0.75f);
            return back(r * 0.6f, r * 0.75f);
        case Icon::faster:
            triangle(-r * 0.6f, r * 0.75f);
            return triangle(r * 0.5f, r * 0.75f);
        case Icon::undo:
            return arc(true);
        case Icon::redo:
            return arc(false);
        case Icon::camera:
            list.AddRectFilled({c.x - r, c.y - r * 0.6f}, {c.x + r, c.y + r * 0.8f}, colour, r * 0.2f);
            list.AddRectFilled({c.x - r * 0.4f, c.y - r}, {c.x + r * 0.4f, c.y - r * 0.4f}, colour);
            return list.AddCircleFilled({c.x, c.y + r * 0.1f}, r * 0.42f, IM_COL32(40, 50, 58, 255));
        default:
            list.AddCircle(c, r, colour, 20, r * 0.22f);
            return list.AddText({c.x - ImGui::CalcTextSize("?").x / 2, c.y - ImGui::GetFontSize() / 2}, colour, "?");
    }
}

}  // namespace

bool icon_button(Desk& desk, const char* name, Icon icon, const char* text, bool enabled, bool on) {
    const float side = ImGui::GetFrameHeight() * 1.12f;
    if (on) ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_TabActive));
    ImGui::BeginDisabled(!enabled);
    const bool pressed = ImGui::Button(fmt::format("##{}", name).c_str(), {side * 1.15f, side});
    ImGui::EndDisabled();
    if (on) ImGui::PopStyleColor();
    desk.mark(name);
    const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
    draw_icon(*ImGui::GetWindowDrawList(), icon, {(a.x + b.x) / 2, (a.y + b.y) / 2}, side * 0.26f,
              ImGui::GetColorU32(enabled ? ImGuiCol_Text : ImGuiCol_TextDisabled, enabled ? 1.0f : 0.5f));
    hint(text);
    return pressed;
}

std::string count_words(double n) {
    std::string digits = fmt::format("{:.0f}", n);
    for (auto i = static_cast<int>(digits.size()) - 3; i > (n < 0 ? 1 : 0); i -= 3)
        digits.insert(static_cast<std::size_t>(i), ",");
    return digits;
}

}  // namespace studio
