// Every parameter, from its one declaration: slider or box, unit, range, help, what differs from the scenario.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "panels/setting_slider.hpp"

namespace studio {

using namespace wz;

namespace {

/// The number that the slider shows, not the nearest binary one.
double rounded(float v, bool whole) {
    return whole ? std::round(static_cast<double>(v)) : std::strtod(fmt::format("{:.5g}", v).c_str(), nullptr);
}

bool found(const ParamInfo& p, std::string words) {
    const auto lower = [](std::string s) {
        for (char& c : s) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return s;
    };
    return lower(fmt::format("{} {} {}", p.name, p.help, p.unit)).find(lower(std::move(words))) != std::string::npos;
}

void about(const ParamInfo& p, double in_scenario) {
    if (!ImGui::IsItemHovered()) return;
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(ImGui::GetFontSize() * 26);
    ImGui::Text("%.*s", static_cast<int>(p.name.size()), p.name.data());
    ImGui::TextUnformatted(p.help.data(), p.help.data() + p.help.size());
    ImGui::TextDisabled("%s; default %g, scenario %g", allowed_text(p).c_str(), p.default_value, in_scenario);
    if (!p.source.empty()) ImGui::TextDisabled("%.*s", static_cast<int>(p.source.size()), p.source.data());
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
}

void control(Desk& desk, const ParamInfo& p, double now) {
    const Setting setting{CommandKind::set_param, std::string(p.name)};
    if (p.type == ParamType::toggle) {
        bool on = now != 0;
        if (ImGui::Checkbox("##on", &on)) desk.set(setting, on ? 1 : 0);
        desk.mark(fmt::format("param_{}", p.name));
        return;
    }
    const double span = p.highest - p.lowest;
    const std::string format = p.type == ParamType::whole ? "%.0f" : (span <= 3 ? "%.3g" : "%.5g");
    setting_slider(
        desk, "##value", setting,
        {static_cast<float>(p.lowest), static_cast<float>(p.highest), format.c_str(), p.type == ParamType::whole},
        fmt::format("param_{}", p.name));
}

void row(Desk& desk, const ParamInfo& p) {
    const double now = desk.value({CommandKind::set_param, std::string(p.name)}).value_or(p.default_value);
    const double in_scenario = p.get(desk.scenario().params);
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    const std::string_view name = p.name.substr(p.name.find('.') + 1);
    if (now != in_scenario) ImGui::PushStyleColor(ImGuiCol_Text, IM_COL32(255, 205, 70, 255));
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(name.data(), name.data() + name.size());
    if (now != in_scenario) ImGui::PopStyleColor();
    about(p, in_scenario);
    ImGui::TableNextColumn();
    ImGui::SetNextItemWidth(-1);
    control(desk, p, now);
    about(p, in_scenario);
    ImGui::TableNextColumn();
    ImGui::AlignTextToFramePadding();
    ImGui::TextDisabled("%.*s", static_cast<int>(p.unit.size()), p.unit.data());
    ImGui::TableNextColumn();
    if (now == in_scenario) return;
    if (ImGui::SmallButton("reset")) desk.set({CommandKind::set_param, std::string(p.name)}, in_scenario);
    hint("Back to the scenario's value");
}

}  // namespace

void setting_slider(Desk& desk, const char* label, const Setting& setting, const SliderRange& range,
                    const std::string& mark) {
    ImGui::PushID(setting.target.c_str());
    ImGuiStorage& store = *ImGui::GetStateStorage();
    const ImGuiID held = ImGui::GetID(label), value = ImGui::GetID(fmt::format("{} value", label).c_str());
    float v = store.GetBool(held) ? store.GetFloat(value) : static_cast<float>(desk.value(setting).value_or(0));
    ImGui::SliderFloat(label, &v, range.lowest, range.highest, range.format, ImGuiSliderFlags_AlwaysClamp);
    desk.mark(mark);
    store.SetFloat(value, v);
    store.SetBool(held, ImGui::IsItemActive());
    if (ImGui::IsItemDeactivatedAfterEdit()) desk.set(setting, rounded(v, range.whole));
    ImGui::PopID();
}

void parameters(Desk& desk) {
    if (!desk.ready()) return;
    static char words[64] = "";
    static bool only_changed = false;
    ImGui::SetNextItemWidth(desk.s(150));
    ImGui::InputTextWithHint("##search", "search", words, sizeof words);
    desk.mark("param_search");
    ImGui::SameLine();
    ImGui::Checkbox("changed", &only_changed);
    hint("Only those that differ from the scenario");
    const bool some = std::ranges::any_of(*desk.status.journal,
                                          [](const CommandSpec& c) { return c.kind == CommandKind::set_param; });
    ImGui::SameLine();
    ImGui::BeginDisabled(!some);
    if (ImGui::Button("Restart")) desk.session.restart();
    ImGui::EndDisabled();
    desk.mark("restart");
    hint("The day from its beginning with these parameters: for those that act before the run, as demand.scale");
    ImGui::TextDisabled("Acts from the next tick. Ctrl+click: type a number.");
    ImGui::BeginChild("##all");
    std::string_view group;
    bool open = false, in_table = false;
    for (const ParamInfo& p : all_params()) {
        const double now = desk.value({CommandKind::set_param, std::string(p.name)}).value_or(p.default_value);
        if ((words[0] && !found(p, words)) || (only_changed && now == p.get(desk.scenario().params))) continue;
        const std::string_view its_group = p.name.substr(0, p.name.find('.'));
        if (its_group != group) {
            if (std::exchange(in_table, false)) ImGui::EndTable();
            group = its_group;
            if (words[0] || only_changed) ImGui::SetNextItemOpen(true);
            open = ImGui::CollapsingHeader(std::string(group).c_str());
            desk.mark(fmt::format("params_{}", group));
            if (open && (in_table = ImGui::BeginTable(std::string(group).c_str(), 4))) {
                ImGui::TableSetupColumn("name", ImGuiTableColumnFlags_WidthStretch, 0.5f);
                ImGui::TableSetupColumn("value", ImGuiTableColumnFlags_WidthStretch, 0.36f);
                ImGui::TableSetupColumn("unit", ImGuiTableColumnFlags_WidthFixed);
                ImGui::TableSetupColumn("reset", ImGuiTableColumnFlags_WidthFixed);
            }
        }
        if (!in_table) continue;
        ImGui::PushID(p.name.data());
        row(desk, p);
        ImGui::PopID();
    }
    if (in_table) ImGui::EndTable();
    ImGui::EndChild();
}

}  // namespace studio
