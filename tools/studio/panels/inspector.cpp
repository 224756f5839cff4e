// The tabs on the right, and the first of them: what is selected.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "panels/panels.hpp"

namespace studio {

using namespace wz;

namespace {

void title(Desk& desk, const Story& s) {
    ImGui::PushFont(desk.fonts.label);
    ImGui::TextWrapped("%s", s.zh.c_str());
    ImGui::PopFont();
    ImGui::TextWrapped("%s", s.en.c_str());
}

void facts(const Story& s) {
    if (!ImGui::BeginTable("facts", 2, ImGuiTableFlags_RowBg)) return;
    ImGui::TableSetupColumn("what", ImGuiTableColumnFlags_WidthFixed);
    ImGui::TableSetupColumn("is", ImGuiTableColumnFlags_WidthStretch);
    for (const auto& [aspect, words] : s.lines) {
        ImGui::TableNextRow();
        ImGui::TableNextColumn();
        ImGui::TextDisabled("%s", aspect.c_str());
        ImGui::TableNextColumn();
        ImGui::TextWrapped("%s", words.c_str());
    }
    ImGui::EndTable();
}

void trace(Desk& desk, const Story& s) {
    if (s.measure.empty() || desk.trace.points.size() < 2) return;
    ImGui::TextDisabled("%s",
                        fmt::format("{} while watched{}", s.measure, s.unit.empty() ? "" : ", " + s.unit).c_str());
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const PixelRect box{at.x, at.y, ImGui::GetContentRegionAvail().x, desk.s(84)};
    const CurvePoints points(desk.trace.points.begin(), desk.trace.points.end());
    draw_curve(desk, box, points, points.front().first, points.back().first,
               {IM_COL32(110, 205, 222, 255), s.unit.c_str(), "watched"});
    ImGui::Dummy({box.w, box.h});
}

void jam(Desk& desk) {
    if (!desk.wishes.jam || !desk.frame) return;
    ImGui::Separator();
    ImGui::TextDisabled("WHY IT IS JAMMED: FROM HERE TO WHAT BINDS");
    int i = 0;
    for (const JamLink& link : desk.frame->jam) {
        ImGui::PushID(i++);
        ImGui::PushStyleColor(ImGuiCol_Text,
                              link.binding ? IM_COL32(255, 140, 110, 255) : ImGui::GetColorU32(ImGuiCol_Text));
        if (ImGui::Selectable(fmt::format("{} {} {}", link.binding ? "■" : "↓", link.zh, link.en).c_str()))
            desk.go_to(link.at);
        ImGui::PopStyleColor();
        ImGui::Indent(desk.s(16));
        ImGui::PushFont(desk.fonts.small);
        ImGui::TextWrapped("%s%s", link.binding ? "binds: " : "", link.why.c_str());
        ImGui::PopFont();
        ImGui::Unindent(desk.s(16));
        ImGui::PopID();
    }
    if (desk.frame->jam.empty()) ImGui::TextWrapped("Nobody is held up here now.");
}

void ask_why(Desk& desk) {
    const Thing& t = desk.selected;
    desk.wishes.jam = true;
    desk.wishes.jam_patch = {};
    if (t.kind == ThingKind::queue)
        desk.wishes.jam_queue = t.queue;
    else if (t.kind == ThingKind::place)
        desk.wishes.jam_queue = {QueueName::Kind::door, t.index};
    else if (t.kind == ThingKind::street)
        desk.wishes.jam_patch = PatchId(t.index);
    desk.session.wish(desk.wishes);
}

std::string id_of(const Desk& desk, const Thing& t) {
    const Town& town = desk.town();
    if (t.kind == ThingKind::street) return town.patches[PatchId(t.index)].name.id;
    if (t.kind == ThingKind::event) return desk.scenario().programme[EventId(t.index)].id;
    return t.kind == ThingKind::queue ? name_of(town, t.queue).id : "";
}

void note_trace(Desk& desk, const Story& s) {
    if (!(desk.trace.of == desk.selected)) desk.trace = {desk.selected, {}};
    auto& points = desk.trace.points;
    while (!points.empty() && points.back().first > desk.frame->now) points.pop_back();
    if (!s.measure.empty() && (points.empty() || desk.frame->now >= points.back().first + ticks_per_second))
        points.emplace_back(desk.frame->now, static_cast<float>(s.value));
    if (points.size() > 3600) points.pop_front();
}

}  // namespace

void inspector(Desk& desk) {
    if (!desk.ready() || desk.selected.kind == ThingKind::none) {
        ImGui::TextWrapped("Click on a person, boat, cart, queue, bridge, street or venue of the map.");
        ImGui::Dummy({0, desk.s(6)});
        ImGui::TextDisabled("A right click changes it: close, one way, lanes.");
        return;
    }
    const Story& s = desk.frame->story;
    if (s.en.empty()) return ImGui::TextDisabled("…");
    note_trace(desk, s);
    title(desk, s);
    ImGui::Dummy({0, desk.s(2)});
    if (s.placed && ImGui::Button("Go there")) desk.go_to(s.at, 8);
    desk.mark("go_there");
    const bool moves = desk.selected.kind == ThingKind::person || desk.selected.kind == ThingKind::boat ||
                       desk.selected.kind == ThingKind::cart;
    if (moves) {
        ImGui::SameLine();
        ImGui::Checkbox("Follow (F)", &desk.follow);
        desk.mark("follow");
    }
    if (desk.selected.kind == ThingKind::queue || desk.selected.kind == ThingKind::street ||
        desk.selected.kind == ThingKind::place) {
        ImGui::SameLine();
        if (ImGui::Button("Why is it jammed?")) ask_why(desk);
        desk.mark("why_jammed");
        ImGui::SameLine();
        if (ImGui::Button("Change …")) ImGui::OpenPopup("change");
        desk.mark("change_it");
        if (ImGui::BeginPopup("change")) {
            thing_menu(desk, desk.selected, {});
            ImGui::EndPopup();
        }
    }
    facts(s);
    trace(desk, s);
    jam(desk);
    const Thing& t = desk.selected;
    day_curves(desk, id_of(desk, t), t.kind == ThingKind::queue && t.queue.kind >= QueueName::Kind::dock);
}

void hurts(Desk& desk) {
    if (!desk.ready()) return;
    ImGui::TextWrapped("Person-minutes lost to waiting and slow walking in about the last ten minutes.");
    if (!ImGui::BeginTable("pains", 3, ImGuiTableFlags_RowBg | ImGuiTableFlags_ScrollY | ImGuiTableFlags_BordersInnerH))
        return;
    ImGui::TableSetupScrollFreeze(0, 1);
    ImGui::TableSetupColumn("lost min", ImGuiTableColumnFlags_WidthFixed, desk.s(64));
    ImGui::TableSetupColumn("now", ImGuiTableColumnFlags_WidthFixed, desk.s(40));
    ImGui::TableSetupColumn("where", ImGuiTableColumnFlags_WidthStretch);
    ImGui::TableHeadersRow();
    int row = 0;
    for (const Pain& p : desk.frame->pains) {
        ImGui::PushID(row);
        ImGui::TableNextRow();
        ImGui::TableNextColumn();
        ImGui::Text("%s", count_words(p.lost_min).c_str());
        ImGui::TableNextColumn();
        ImGui::Text("%d", p.people);
        ImGui::TableNextColumn();
        const Name& n = p.street ? desk.town().patches[p.patch].name : name_of(desk.town(), p.queue);
        const std::string text =
            fmt::format("{}{}\n{}", n.zh, p.street ? "" : fmt::format(", {}", word(p.queue.kind)), n.en);
        if (ImGui::Selectable(text.c_str(), false, ImGuiSelectableFlags_SpanAllColumns)) {
            desk.select(p.street ? Thing{ThingKind::street, p.patch.value, {}} : Thing{ThingKind::queue, 0, p.queue});
            desk.go_to(p.at);
            ask_why(desk);
        }
        if (row == 0) desk.mark("worst");
        ++row;
        ImGui::PopID();
    }
    ImGui::EndTable();
    if (desk.frame->pains.empty()) ImGui::TextDisabled("Nothing hurts yet.");
}

void side_panel(Desk& desk) {
    if (desk.layout.right.w <= 0) return;
    begin_fixed("##right", desk.layout.right, desk.s(8));
    constexpr std::pair<Tab, const char*> tabs[] = {{Tab::inspect, "Inspect"}, {Tab::hurts, "Hurts"},
                                                    {Tab::change, "Change"},   {Tab::parameters, "Tune"},
                                                    {Tab::curves, "Curves"},   {Tab::log, "Log"}};
    const Tab turn_to = std::exchange(desk.turn_to, Tab::none);
    if (turn_to != Tab::none) desk.tab = turn_to;
    if (ImGui::BeginTabBar("tabs", ImGuiTabBarFlags_FittingPolicyResizeDown)) {
        for (const auto& [tab, name] : tabs) {
            const bool turn = turn_to == tab;
            const bool open = ImGui::BeginTabItem(name, nullptr, turn ? ImGuiTabItemFlags_SetSelected : 0);
            desk.mark(fmt::format("tab_{}", name));
            if (open) {
                if (turn_to == Tab::none) desk.tab = tab;
                ImGui::BeginChild(name, {0, 0}, false);
                switch (tab) {
                    case Tab::inspect:
                        inspector(desk);
                        break;
                    case Tab::hurts:
                        hurts(desk);
                        break;
                    case Tab::change:
                        changes(desk);
                        break;
                    case Tab::parameters:
                        parameters(desk);
                        break;
                    case Tab::curves:
                        curves(desk);
                        break;
                    default:
                        command_list(desk);
                }
                ImGui::EndChild();
                ImGui::EndTabItem();
            }
        }
        ImGui::EndTabBar();
    }
    ImGui::End();
    const bool wants_pains = desk.tab == Tab::hurts;
    if (wants_pains != desk.wishes.pains) {
        desk.wishes.pains = wants_pains;
        desk.session.wish(desk.wishes);
    }
}

}  // namespace studio
