// The day as a line: the programme, commands, alarms, snapshots; a click goes there.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "panels/panels.hpp"

namespace studio {

using namespace wz;

namespace {

ImU32 event_colour(EventKind kind) {
    switch (kind) {
        case EventKind::show:
            return IM_COL32(204, 121, 167, 255);
        case EventKind::session:
            return IM_COL32(213, 110, 30, 255);
        case EventKind::open_house:
            return IM_COL32(86, 140, 190, 255);
        case EventKind::street_act:
            return IM_COL32(200, 160, 40, 255);
        default:
            return IM_COL32(40, 150, 120, 255);
    }
}

/// Ticks along pixels.
struct Axis {
    Tick from, to;
    float x, w;
    [[nodiscard]] float at(Tick t) const {
        return x + w * static_cast<float>(static_cast<double>(t - from) / static_cast<double>(to - from));
    }
    [[nodiscard]] Tick tick(float px) const {
        const double share = std::clamp(static_cast<double>((px - x) / w), 0.0, 1.0);
        return from + static_cast<Tick>(share * static_cast<double>(to - from)) / ticks_per_second * ticks_per_second;
    }
};

void hours(Desk& desk, ImDrawList& list, const Axis& axis, float y, float bottom) {
    const float per_hour = axis.w * 36000.0f / static_cast<float>(axis.to - axis.from);
    const Tick step = ticks(per_hour > desk.s(46) ? 3600 : (per_hour > desk.s(16) ? 3 * 3600 : 6 * 3600));
    const Tick fine = per_hour > desk.s(400) ? ticks(300) : (per_hour > desk.s(46) ? ticks(900) : step);
    const ImU32 grey = ImGui::GetColorU32(ImGuiCol_TextDisabled);
    for (Tick t = (axis.from + fine - 1) / fine * fine; t <= axis.to; t += fine) {
        const bool hour = t % step == 0 || (axis.to - axis.from < ticks(3 * 3600) && t % ticks(300) == 0);
        list.AddLine({axis.at(t), y}, {axis.at(t), hour ? bottom : y + desk.s(4)},
                     IM_COL32(120, 134, 145, hour ? 70 : 60));
        const std::string text = clock_text(t).substr(0, 5);
        const float width = desk.fonts.small->CalcTextSizeA(desk.fonts.small->FontSize, 1e9f, 0, text.c_str()).x;
        if (hour && axis.at(t) + width < axis.x + axis.w)
            list.AddText(desk.fonts.small, desk.fonts.small->FontSize, {axis.at(t) + desk.s(3), y - desk.s(1)}, grey,
                         text.c_str());
    }
}

/// Events in as many rows as they need, those in front that begin first.
void programme(Desk& desk, ImDrawList& list, const Axis& axis, float y, float bottom) {
    const float row_h = desk.s(11), gap = desk.s(2);
    const int rows = std::max(1, static_cast<int>((bottom - y) / row_h));
    std::vector<float> free_from(static_cast<std::size_t>(rows), -1e9f);
    std::vector<EventId> order;
    for (std::size_t e = 0; e < desk.scenario().programme.size(); ++e) order.emplace_back(e);
    std::ranges::stable_sort(order, {}, [&](EventId e) { return desk.scenario().programme[e].start; });
    const ImVec2 mouse = ImGui::GetMousePos();
    for (const EventId e : order) {
        const ProgrammeEvent& event = desk.scenario().programme[e];
        const float a = axis.at(std::max(event.start, axis.from)),
                    b = std::max(axis.at(std::min(event.end, axis.to)), a + 3);
        std::size_t row = 0;
        while (row < free_from.size() && free_from[row] > a) ++row;
        if (row == free_from.size()) continue;
        free_from[row] = b + 1;
        const ImVec2 low{a, y + static_cast<float>(row) * row_h}, high{b, low.y + row_h - gap};
        const bool over =
            ImGui::IsWindowHovered() && mouse.x >= low.x && mouse.x < high.x && mouse.y >= low.y && mouse.y < high.y;
        list.AddRectFilled(low, high, event_colour(event.kind), 2);
        if (over) {
            list.AddRect(low, high, IM_COL32_WHITE, 2);
            ImGui::SetTooltip("%s %s\n%s to %s%s", event.title_zh.c_str(), event.title_en.c_str(),
                              clock_text(event.start).substr(0, 5).c_str(), clock_text(event.end).substr(0, 5).c_str(),
                              event.place.valid() ? ("\n" + desk.town().places[event.place].name.en).c_str() : "");
            if (ImGui::IsMouseClicked(1)) desk.select({ThingKind::event, e.value, {}});
        }
    }
}

void markers(Desk& desk, ImDrawList& list, const Axis& axis, float y) {
    const float r = desk.s(5);
    const ImVec2 mouse = ImGui::GetMousePos();
    const auto flag = [&](const CommandSpec& c, ImU32 colour, const char* whose) {
        const float x = axis.at(std::clamp(c.at, axis.from, axis.to));
        list.AddTriangleFilled({x - r, y - r}, {x + r, y - r}, {x, y + r}, colour);
        if (ImGui::IsWindowHovered() && std::abs(mouse.x - x) < r && std::abs(mouse.y - y) < r * 1.4f)
            ImGui::SetTooltip("%s %s\n%s", clock_text(c.at).c_str(), whose,
                              words_of(c, desk.scenario(), desk.town()).c_str());
    };
    for (const CommandSpec& c : desk.scenario().commands) flag(c, IM_COL32(150, 165, 175, 255), "in the scenario");
    for (const CommandSpec& c : *desk.status.journal) flag(c, IM_COL32(255, 205, 70, 255), "by you");
    for (const Tick t : desk.status.snapshots)
        list.AddCircleFilled({axis.at(t), y + r * 1.9f}, desk.s(1.2f), IM_COL32(120, 170, 190, 160), 6);
    if (!desk.status.alarms) return;
    for (const Alarm& a : *desk.status.alarms) {
        if (a.kind == Warning::watch || a.kind == Warning::stop_and_go) continue;  // too many to be news
        const float x = axis.at(a.from);
        list.AddRectFilled({x - 1, y - r}, {x + 1, y + r}, IM_COL32(255, 70, 60, 255));
        if (!ImGui::IsWindowHovered() || std::abs(mouse.x - x) >= 3 || std::abs(mouse.y - y) >= r * 1.4f) continue;
        const Name& name = desk.town().patches[a.patch].name;
        ImGui::SetTooltip("%s alarm: %s\n%s %s, worst %.1f\nRight click: go there", clock_text(a.from).c_str(),
                          rule_of(a.kind).en, name.zh.c_str(), name.en.c_str(), a.worst);
        if (ImGui::IsMouseClicked(1)) desk.go_to(a.at);
    }
}

void jump_box(Desk& desk) {
    static char text[16] = "";
    ImGui::PushFont(desk.fonts.small);
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted("Go to");
    ImGui::SameLine();
    ImGui::SetNextItemWidth(desk.s(78));
    if (ImGui::InputTextWithHint("##jump", "HH:MM", text, sizeof text, ImGuiInputTextFlags_EnterReturnsTrue)) {
        const Tick t = parse_exact_clock(text);
        if (t < 0)
            desk.say("A time is written HH:MM or HH:MM:SS");
        else
            desk.session.seek(t);
        text[0] = 0;
    }
    desk.mark("jump");
    ImGui::PopFont();
}

}  // namespace

void timeline(Desk& desk) {
    begin_fixed("##timeline", desk.layout.bottom, desk.s(10));
    if (!desk.ready()) return ImGui::End();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const PixelRect& r = desk.layout.bottom;
    const Axis axis{desk.scenario().start, desk.scenario().end, r.x + desk.s(150), r.w - desk.s(164)};
    jump_box(desk);
    ImGui::PushFont(desk.fonts.small);
    ImGui::TextDisabled("%s to %s", clock_text(axis.from).substr(0, 5).c_str(),
                        clock_text(axis.to).substr(0, 5).c_str());
    ImGui::TextDisabled("%zu commands", desk.status.journal->size());
    ImGui::PopFont();
    const float top = r.y + desk.s(6), marks_y = r.y + desk.s(30), bars = r.y + desk.s(46),
                bottom = r.y + r.h - desk.s(6);
    list.AddRectFilled({axis.x, top}, {axis.x + axis.w, bottom}, IM_COL32(20, 25, 30, 255), 3);
    ImGui::SetCursorScreenPos({axis.x, top});
    ImGui::InvisibleButton("##track", {axis.w, bottom - top});
    desk.mark("timeline");
    const bool held = ImGui::IsItemActive(), over = ImGui::IsItemHovered();
    const bool released = ImGui::IsItemDeactivated();
    list.PushClipRect({axis.x, top}, {axis.x + axis.w, bottom}, true);
    hours(desk, list, axis, top, bottom);
    programme(desk, list, axis, bars, bottom);
    markers(desk, list, axis, marks_y);
    const Status& st = desk.status;
    if (st.seeking >= 0) {
        list.AddRectFilled({axis.at(st.seek_from), top}, {axis.at(st.now), bottom}, IM_COL32(86, 180, 200, 70));
        list.AddLine({axis.at(st.seeking), top}, {axis.at(st.seeking), bottom}, IM_COL32(86, 180, 200, 255), 2);
    }
    const float x = axis.at(st.now);
    list.AddLine({x, top}, {x, bottom}, IM_COL32(255, 255, 255, 255), 2);
    list.AddTriangleFilled({x - desk.s(6), top}, {x + desk.s(6), top}, {x, top + desk.s(8)}, IM_COL32_WHITE);
    if (held || over) {
        const float mx = ImGui::GetMousePos().x;
        list.AddLine({mx, top}, {mx, bottom}, IM_COL32(255, 255, 255, 90));
        if (held) ImGui::SetTooltip("%s", clock_text(axis.tick(mx)).c_str());
    }
    list.PopClipRect();
    if (released) desk.session.seek(axis.tick(ImGui::GetMousePos().x));
    ImGui::End();
}

}  // namespace studio
